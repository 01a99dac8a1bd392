//! Errors of code generation.

use std::io;
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("cannot read {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("cannot write {}: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("cannot run {command}: {source}")]
    Start { command: String, source: io::Error },
    #[error("{command} failed: {output}")]
    Command { command: String, output: String },
    #[error("{0} does not contain a model of this service")]
    NoModel(String),
    #[error("the JSON of the model has an unknown form: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the model has something that this command does not support: {0}")]
    Unknown(String),
    #[error("the rendered tokens are not a Rust file: {0}")]
    Syntax(syn::Error),
    #[error("generated files differ from the model: {}; run `cargo xtask codegen`", names(.0))]
    Stale(Vec<PathBuf>),
}

fn names(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    names.join(", ")
}
