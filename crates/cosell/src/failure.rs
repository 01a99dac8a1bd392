//! Why a command fails.

use std::error::Error;
use std::io;

use crate::client::AdminError;
use crate::config::ConfigError;
use crate::demo::DemoError;
use crate::exit::Exit;
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
}

impl Failure {
    /// The exit status of a command that ends so.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            _ if self.is_unread() => Exit::Unread,
            Self::Usage(_) => Exit::Usage,
            Self::Admin(error) => error.exit(),
            Self::Runtime(_)
            | Self::Start(_)
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
            | Self::Admin(AdminError::Output(error)) => error.kind() == io::ErrorKind::BrokenPipe,
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
        // The parser of the file ends its messages with a line's end.
        line.push_str(error.to_string().trim_end());
        cause = error.source();
    }
    line
}
