//! `cargo xtask site`: the pages of docs/ as a site with search, in target/site.
//!
//! mkdocs renders them, in an environment of its own with the packages that a file pins. A dead
//! link or anchor, a page that docs/README.md does not list, and anything that would be loaded from
//! another host end it with an error.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use crate::test::{Error, Setting, python};

/// The settings of mkdocs, its hooks and its packages.
const FOLDER: &str = "packaging/site";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folder that the site is written to [default: target/site]
    #[arg(long)]
    output: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match Setting::find().and_then(|setting| build(&setting, arguments.output.clone())) {
        Ok(site) => {
            println!("{}", site.join("index.html").display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("cargo xtask site: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Builds the site. Returns its folder.
fn build(setting: &Setting, output: Option<PathBuf>) -> Result<PathBuf, Error> {
    let folder = setting.root.join(FOLDER);
    let python = python::prepare(setting, "site-venv", &[&folder.join("requirements.txt")])?;
    let site = output.unwrap_or_else(|| setting.target.join("site"));
    let mut mkdocs = Command::new(python);
    mkdocs
        .args(["-m", "mkdocs", "build", "--strict", "--config-file"])
        .arg(folder.join("mkdocs.yml"))
        .arg("--site-dir")
        .arg(&site)
        // Its authors write news to the terminal.
        .env("NO_MKDOCS_2_WARNING", "1")
        .env("PYTHONDONTWRITEBYTECODE", "1");
    setting.execute(&mut mkdocs)?;
    Ok(site)
}
