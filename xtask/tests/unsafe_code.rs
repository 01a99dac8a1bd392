//! `unsafe` code is in the crate that needs it, and nowhere else.
//!
//! The workspace denies it, which an attribute could lift anywhere; so this test reads the sources
//! of the whole workspace, and of the fuzz targets.

use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The folders of the workspace's packages.
const FOLDERS: [&str; 6] = ["bench", "conformance", "crates", "fuzz", "helpers", "xtask"];

/// The crate that may have such code, and has it.
const ALLOWED: &str = "crates/vfs/";

fn is_unsafe(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => is_unsafe(group.stream()),
        TokenTree::Ident(name) => name == "unsafe" || name == "unsafe_code",
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Adds the files of a folder that have such code.
fn find(root: &Path, folder: &Path, read: &mut usize, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("target") && !path.ends_with("node_modules") {
                find(root, &path, read, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            *read += 1;
            let tokens = text.parse();
            let tokens = tokens.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            if is_unsafe(tokens) {
                found.push(path.strip_prefix(root).unwrap().display().to_string());
            }
        }
    }
}

#[test]
fn one_crate_has_unsafe_code() {
    let root = Path::new(ROOT);
    let (mut read, mut found) = (0, Vec::new());
    for folder in FOLDERS {
        find(root, &root.join(folder), &mut read, &mut found);
    }
    let (allowed, others): (Vec<_>, Vec<_>) =
        found.iter().partition(|path| path.starts_with(ALLOWED));
    assert!(read > 500, "{read}");
    assert!(others.is_empty(), "{others:?}");
    assert!(!allowed.is_empty());
}
