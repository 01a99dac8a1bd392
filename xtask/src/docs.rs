//! `cargo xtask docs`: the pages that are generated from the code, as a whole or in part.
//!
//! Operations, rules and options are defined in the code of the server, which is too much to link
//! into this program. So the server's program prints them, and this command writes the text into
//! the page or compares it. Messages stand everywhere in the code, so they are read from the
//! sources. [`PAGES`] lists all pages.

mod error;
mod messages;

use std::fs;
use std::io;
use std::path::Path;
use std::process::{ExitCode, Stdio};

use error::Error;

use crate::cargo;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail if a page differs from the code.
    #[arg(long)]
    check: bool,
}

/// A page, where its text comes from and where that text is put.
struct Page {
    path: &'static str,
    text: Text,
    place: Place,
}

/// Where a generated text comes from.
enum Text {
    /// `cosell docs` prints it under this name.
    Printed(&'static str),
    /// It is read from the sources.
    Read(fn(&Path) -> Result<String, Error>),
}

/// The place of the text.
enum Place {
    /// It is the whole page.
    Whole,
    /// Before the text of this other file.
    Before(&'static str),
    /// Between the comments of this name.
    Part(&'static str),
}

const PAGES: &[Page] = &[
    Page {
        path: "docs/compatibility.md",
        text: Text::Printed("compatibility"),
        place: Place::Before("docs/compatibility-notes.md"),
    },
    Page {
        path: "docs/configuration.md",
        text: Text::Printed("options"),
        place: Place::Part("options"),
    },
    Page {
        path: "docs/commands.md",
        text: Text::Printed("commands"),
        place: Place::Part("commands"),
    },
    Page {
        path: "docs/limits.md",
        text: Text::Printed("limits"),
        place: Place::Part("limits"),
    },
    Page {
        path: "docs/import.md",
        text: Text::Printed("import"),
        place: Place::Part("import"),
    },
    Page {
        path: "docs/troubleshooting.md",
        text: Text::Printed("exit-statuses"),
        place: Place::Part("exit-statuses"),
    },
    Page {
        path: "docs/tasks.md",
        text: Text::Printed("reason-codes"),
        place: Place::Part("reason-codes"),
    },
    Page {
        path: "docs/messages.md",
        text: Text::Read(messages::page),
        place: Place::Whole,
    },
];

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut status = ExitCode::SUCCESS;
    for page in PAGES {
        if let Err(error) = page.update(&root, arguments.check) {
            eprintln!("cargo xtask docs: {error}");
            status = ExitCode::FAILURE;
        }
    }
    status
}

impl Page {
    fn update(&self, root: &Path, check: bool) -> Result<(), Error> {
        let path = root.join(self.path);
        let known = match fs::read_to_string(&path) {
            Ok(known) => known,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error.into()),
        };
        let printed = match self.text {
            Text::Printed(name) => self.print(root, name)?,
            Text::Read(read) => read(root)?,
        };
        let page = match self.place {
            Place::Whole => printed,
            Place::Before(notes) => printed + "\n" + &fs::read_to_string(root.join(notes))?,
            Place::Part(part) => put(&known, part, &printed).ok_or(Error::NoPlace {
                page: self.path,
                part,
            })?,
        };
        if known == page {
            println!("{} is current", self.path);
        } else if check {
            return Err(Error::Stale(self.path));
        } else {
            fs::write(path, page)?;
            println!("wrote {}", self.path);
        }
        Ok(())
    }

    fn print(&self, root: &Path, name: &str) -> Result<String, Error> {
        let printed = cargo::command()
            .args(["run", "--quiet", "--package", "cosell", "--", "docs"])
            .arg(name)
            .current_dir(root)
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()?;
        if printed.status.success() {
            Ok(String::from_utf8(printed.stdout)?)
        } else {
            Err(Error::Ended(self.path, printed.status))
        }
    }
}

/// The page with the new text between the comments of the part, if it has them.
fn put(page: &str, part: &str, text: &str) -> Option<String> {
    let begin = format!("<!-- begin {part}: printed by `cargo xtask docs` -->\n");
    let end = format!("<!-- end {part} -->\n");
    let (before, rest) = page.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some([before, &begin, "\n", text, "\n", &end, after].concat())
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

    /// Every test that docs/security.md names for a promise exists.
    #[test]
    fn every_test_that_docs_security_names_exists() {
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

    #[test]
    fn a_part_is_written_only_between_its_comments() {
        let begin = "<!-- begin x: printed by `cargo xtask docs` -->\n";
        let page = format!("a\n{begin}old\n<!-- end x -->\nb\n");
        let put_new = put(&page, "x", "new\n").expect("a place");
        assert_eq!(put_new, format!("a\n{begin}\nnew\n\n<!-- end x -->\nb\n"));
        assert_eq!(put(&page, "y", "new\n"), None);
        assert_eq!(put(&page.replace("end", "fin"), "x", "new\n"), None);
    }
}
