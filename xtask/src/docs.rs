//! `cargo xtask docs`: the pages that are printed from the code.
//!
//! What an operation or a rule is, only the domain knows, and it is too much to link into this
//! program. So an example of the domain's prints the page, and this puts it in its place or compares
//! it with what is there.

mod error;

use std::fs;
use std::io;
use std::path::Path;
use std::process::{ExitCode, Stdio};

use error::Error;

use crate::cargo;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail if the page is not what the code gives.
    #[arg(long)]
    check: bool,
}

const PAGE: &str = "docs/compatibility.md";

const PRINT: &[&str] = &[
    "run",
    "--quiet",
    "--package",
    "cosell-domain",
    "--example",
    "compatibility",
];

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match docs(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask docs: {error}");
            ExitCode::FAILURE
        }
    }
}

fn docs(arguments: &Arguments) -> Result<(), Error> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = print(&root)?;
    let path = root.join(PAGE);
    let known = match fs::read(&path) {
        Ok(known) => Some(known),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    let current = known.is_some_and(|known| known == page);
    if current {
        println!("{PAGE} is current");
    } else if arguments.check {
        return Err(Error::Stale(PAGE));
    } else {
        fs::write(path, page)?;
        println!("wrote {PAGE}");
    }
    Ok(())
}

fn print(root: &Path) -> Result<Vec<u8>, Error> {
    let printed = cargo::command()
        .args(PRINT)
        .current_dir(root)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()?;
    if printed.status.success() {
        Ok(printed.stdout)
    } else {
        Err(Error::Ended(printed.status))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// The names of functions in the sources below a folder.
    fn functions(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let ending = path.extension().unwrap_or_default();
            if path.is_dir() {
                functions(&path, found);
            } else if ending == "rs" || ending == "py" {
                let text = fs::read_to_string(&path).expect("a source");
                let declared = text.split("fn ").chain(text.split("def ")).skip(1);
                let other = |letter: char| !letter.is_alphanumeric() && letter != '_';
                found.extend(
                    declared
                        .filter_map(|rest| rest.split(other).next())
                        .map(str::to_owned),
                );
            }
        }
    }

    /// A promise on the page about security is shown by a test that exists.
    #[test]
    fn every_test_that_the_page_about_security_names_exists() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut known = BTreeSet::new();
        for folder in ["crates", "conformance", "bench", "xtask"] {
            functions(&root.join(folder), &mut known);
        }
        let page = fs::read_to_string(root.join("docs/security.md")).expect("the page");
        let quoted = page.split('`').skip(1).step_by(2);
        let named: Vec<_> = quoted
            .filter(|text| text.matches('_').count() > 2)
            .filter(|text| {
                text.chars()
                    .all(|letter| letter.is_alphanumeric() || letter == '_')
            })
            .collect();
        assert!(named.len() > 50, "{named:?}");
        let missing: Vec<_> = named
            .iter()
            .filter(|name| !known.contains(**name))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
