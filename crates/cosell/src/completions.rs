//! `cosell completions` and `cosell man`: what shells and `man` know of the command line, made from
//! its declaration.

use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::Command;
use clap_complete::Shell;

use crate::failure::Failure;

/// Print the completions of a shell
///
/// For example: cosell completions bash > ~/.local/share/bash-completion/completions/cosell
#[derive(Debug, clap::Args)]
pub(crate) struct CompletionArguments {
    shell: Shell,
}

/// Write the man pages, one for each command
#[derive(Debug, clap::Args)]
pub(crate) struct ManArguments {
    /// Folder for the pages; it must exist. Without it the page of cosell itself is printed
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(crate) fn completions(
    arguments: &CompletionArguments,
    mut program: Command,
) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, "cosell", &mut script);
    output("the completions", &script)
}

pub(crate) fn man(arguments: &ManArguments, program: Command) -> Result<(), Failure> {
    let Some(folder) = &arguments.folder else {
        let mut page = Vec::new();
        let rendered = clap_mangen::Man::new(program).render(&mut page);
        let what = "the man page";
        rendered.map_err(|error| Failure::Generated(what.to_owned(), error))?;
        return output(what, &page);
    };
    clap_mangen::generate_to(program, folder)
        .map_err(|error| Failure::Generated(format!("man pages to {}", folder.display()), error))
}

fn output(what: &str, text: &[u8]) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    let written = output.write_all(text).and_then(|()| output.flush());
    written.map_err(|error| Failure::Generated(what.to_owned(), error))
}
