//! Why a command fails.

use std::error::Error;
use std::io;

use crate::check::CheckFailure;
use crate::client::AdminError;
use crate::compare::CompareError;
use crate::config::ConfigError;
use crate::demo::DemoError;
use crate::exit::Exit;
use crate::seed::SeedError;
use crate::start::StartError;

/// Why a command did not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The configuration is wrong.
    #[error(transparent)]
    Usage(#[from] ConfigError),
    /// The system refused threads.
    #[error("could not start the runtime")]
    Runtime(#[source] io::Error),
    /// The server did not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A seed file is wrong.
    #[error(transparent)]
    Seed(#[from] SeedError),
    /// The demonstration failed.
    #[error(transparent)]
    Demo(#[from] DemoError),
    #[error("could not print the documentation")]
    Docs(#[source] io::Error),
    /// Completions or man pages could not be written.
    #[error("could not write {0}")]
    Generated(String, #[source] io::Error),
    /// The server did not do what an operator asked for.
    #[error(transparent)]
    Admin(#[from] AdminError),
    /// A request would be refused, or cannot be checked.
    #[error(transparent)]
    Check(#[from] CheckFailure),
    /// Two endpoints are not the same, or could not be compared.
    #[error(transparent)]
    Compare(#[from] CompareError),
}

impl Failure {
    /// The exit status of a command that ends so.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            _ if self.is_unread() => Exit::Unread,
            Self::Usage(_) => Exit::Usage,
            Self::Admin(error) => error.exit(),
            Self::Check(error) => error.exit(),
            Self::Compare(error) => error.exit(),
            Self::Runtime(_)
            | Self::Start(_)
            | Self::Seed(_)
            | Self::Demo(_)
            | Self::Docs(_)
            | Self::Generated(..) => Exit::Failed,
        }
    }

    /// Whether standard output was closed by its reader.
    pub(crate) fn is_unread(&self) -> bool {
        match self {
            Self::Demo(DemoError::Output(error))
            | Self::Docs(error)
            | Self::Generated(_, error)
            | Self::Admin(AdminError::Output(error))
            | Self::Check(CheckFailure::Admin(AdminError::Output(error)))
            | Self::Compare(CompareError::Common(AdminError::Output(error))) => {
                error.kind() == io::ErrorKind::BrokenPipe
            }
            _ => false,
        }
    }
}

/// An error and its causes, each once; in one line, unless one of them shows a piece of a file.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        line.push_str(": ");
        line.push_str(&text(error));
        cause = error.source();
    }
    line
}

/// The text of an error without the number that the system adds to its own, and without the line's
/// end of the parser of the file.
pub(crate) fn text(error: &dyn Error) -> String {
    let text = error.to_string();
    let text = text.trim_end();
    match text.rsplit_once(" (os error ") {
        Some((text, number)) if number.ends_with(')') => text.to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_of_the_system_is_shown_without_its_number() {
        let error = io::Error::from_raw_os_error(2);
        assert!(error.to_string().contains("os error"), "{error}");
        let failure = Failure::Generated("man".to_owned(), error);
        assert_eq!(
            chain(&failure),
            "could not write man: No such file or directory"
        );
    }
}
