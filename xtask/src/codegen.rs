//! `cargo xtask codegen`: generates Rust from the service model.
//!
//! `model/partnercentral-selling.json` holds what AWS publishes, without its prose, and
//! `model/additions.json` the few places where we deviate, each with its reason. Both are read into
//! one [`model::Model`], from which the files under `crates/api/src/generated` are rendered as
//! token trees and printed by prettyplease. The same model always gives the same bytes, so
//! `--check` proves without the network that the checked-in files are current; only `--refresh`
//! downloads.

mod diff;
mod error;
mod fetch;
mod model;
mod names;
mod operations;
mod pattern;
mod shapes;
mod types;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use proc_macro2::TokenStream;
use quote::quote;

use error::Error;
use model::{Additions, Model, Published};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail and list the files that differ from the model.
    #[arg(long, conflicts_with = "refresh")]
    check: bool,
    /// First download the service model of the pinned botocore release.
    #[arg(long)]
    refresh: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct DiffArguments {
    /// Compare with this release of botocore instead of the newest.
    #[arg(long, value_name = "VERSION")]
    release: Option<String>,
    /// Fail if anything differs.
    #[arg(long)]
    check: bool,
}

/// `cargo xtask model-diff`: what the API of another release of botocore has that model/ has not.
pub(crate) fn diff(arguments: &DiffArguments) -> ExitCode {
    match compare(arguments) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) if !arguments.check => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo xtask model-diff: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints every difference and returns how many there are.
fn compare(arguments: &DiffArguments) -> Result<usize, Error> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let known = Published::from_json(&read(&root.join("model/partnercentral-selling.json"))?)?;
    let release = match &arguments.release {
        Some(version) => format!("botocore=={version}"),
        None => "botocore".to_owned(),
    };
    let other = fetch::published(&release)?;
    let built = built(&read(&root.join("crates/domain/src/operations.rs"))?);
    let differences = diff::describe(&known, &other, &|name| built.contains(name));
    let count = other.operations.len();
    let carried = other.operations.keys().filter(|name| built.contains(*name));
    let (known, other) = (&known.source, &other.source);
    let mut report = vec![format!("model/ is of {known}, compared with {other}")];
    report.extend(differences.iter().map(|line| format!("- {line}")));
    report.push(format!(
        "{} differences; {} of the {count} operations of {other} are built\n",
        differences.len(),
        carried.count(),
    ));
    // A reader that stops reading is not an error.
    let _ = io::stdout().write_all(report.join("\n").as_bytes());
    Ok(differences.len())
}

/// The operations in the table of what is built: the lines `operation NAME,` and `task NAME,`.
fn built(source: &str) -> BTreeSet<String> {
    source
        .lines()
        .filter_map(|line| {
            let line = line.trim().strip_suffix(',')?;
            let name = line
                .strip_prefix("operation ")
                .or(line.strip_prefix("task "))?;
            Some(name.to_owned())
        })
        .collect()
}

/// The generated files by their path below the output folder.
type Files = BTreeMap<PathBuf, String>;

const HEADER: &str = "// @generated\n\
    // Written by `cargo xtask codegen` from model/; edit the model, not this file.\n\n";

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match codegen(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask codegen: {error}");
            ExitCode::FAILURE
        }
    }
}

fn codegen(arguments: &Arguments) -> Result<(), Error> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let published_path = root.join("model/partnercentral-selling.json");
    let additions_path = root.join("model/additions.json");
    let output = root.join("crates/api/src/generated");

    if arguments.refresh {
        write(&published_path, &fetch::pinned()?.to_json()?)?;
    }
    let published = Published::from_json(&read(&published_path)?)?;
    let additions = Additions::from_json(&read(&additions_path)?)?;
    let files = render(&Model::new(published, additions)?)?;

    let stale = differences(&output, &files)?;
    if arguments.check {
        if stale.is_empty() {
            println!("{} generated files are current", files.len());
            return Ok(());
        }
        return Err(Error::Stale(stale));
    }
    for path in &stale {
        let target = output.join(path);
        if let Some(text) = files.get(path) {
            write(&target, text)?;
            println!("wrote {}", path.display());
        } else {
            fs::remove_file(&target).map_err(|source| Error::Write {
                path: target,
                source,
            })?;
            println!("removed {}", path.display());
        }
    }
    println!(
        "{} generated files, {} of them changed",
        files.len(),
        stale.len()
    );
    Ok(())
}

fn render(model: &Model) -> Result<Files, Error> {
    let mut files = Files::new();
    files.insert(
        PathBuf::from("mod.rs"),
        print(quote! {
            #![doc = " The API as data, rendered from the service model."]
            pub mod operations;
            pub mod shapes;
            pub mod types;
        })?,
    );
    files.insert(PathBuf::from("shapes.rs"), print(shapes::render(model)?)?);
    files.insert(
        PathBuf::from("operations.rs"),
        print(operations::render(model)?)?,
    );
    for (name, tokens) in types::render(model)? {
        files.insert(Path::new("types").join(name), print(tokens)?);
    }
    Ok(files)
}

fn print(tokens: TokenStream) -> Result<String, Error> {
    let file = syn::parse2(tokens).map_err(Error::Syntax)?;
    Ok(format!("{HEADER}{}", prettyplease::unparse(&file)))
}

/// Paths below `output` that are missing, differ, or should not be there.
fn differences(output: &Path, files: &Files) -> Result<Vec<PathBuf>, Error> {
    let mut stale: Vec<PathBuf> = Vec::new();
    for (path, text) in files {
        match fs::read_to_string(output.join(path)) {
            Ok(present) if present == *text => {}
            Ok(_) => stale.push(path.clone()),
            Err(source) if source.kind() == io::ErrorKind::NotFound => stale.push(path.clone()),
            Err(source) => {
                return Err(Error::Read {
                    path: output.join(path),
                    source,
                });
            }
        }
    }
    for folder in ["", "types"] {
        let folder_path = output.join(folder);
        if !folder_path.is_dir() {
            continue;
        }
        let entries = fs::read_dir(&folder_path).map_err(|source| Error::Read {
            path: folder_path.clone(),
            source,
        })?;
        for entry in entries {
            let entry = entry.map_err(|source| Error::Read {
                path: folder_path.clone(),
                source,
            })?;
            let path = Path::new(folder).join(entry.file_name());
            if entry.path().is_file() && !files.contains_key(&path) {
                stale.push(path);
            }
        }
    }
    Ok(stale)
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |source| Error::Write {
        path: path.to_owned(),
        source,
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::{Arguments, built, codegen};

    #[test]
    fn the_table_of_what_is_built_is_read_from_its_source() {
        let built = built(include_str!("../../crates/domain/src/operations.rs"));
        assert!(built.len() >= 45, "{built:?}");
        assert!(built.contains("GetOpportunity"));
        assert!(built.contains("StartEngagementFromOpportunityTask"));
    }

    #[test]
    fn the_generated_files_match_the_model() {
        let result = codegen(&Arguments {
            check: true,
            refresh: false,
        });
        assert!(result.is_ok(), "{result:?}");
    }
}
