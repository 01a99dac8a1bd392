//! Why a command fails.

use std::io;

use crate::check::CheckFailure;
use crate::client::AdminError;
use crate::compare::CompareError;
use crate::config::ConfigError;
use crate::demo::error::DemoError;
use crate::endpoint::EndpointError;
use crate::exit::Exit;
use crate::fill::FillError;
use crate::import::ImportError;
use crate::record::RecordError;
use crate::seed::SeedError;
use crate::seed_command::map::MapError;
use crate::start::error::StartError;

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
    /// A server refused an entry of a seed file.
    #[error("{0}")]
    Entry(String, #[source] AdminError),
    /// The map of a seed file cannot be used.
    #[error(transparent)]
    Map(#[from] MapError),
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
    /// An endpoint cannot be called as it is given.
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// A server was not filled.
    #[error(transparent)]
    Fill(#[from] FillError),
    /// An account was not imported.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// Calls were not recorded.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl Failure {
    /// The exit status of a command that ends so.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            _ if self.is_unread() => Exit::Unread,
            Self::Admin(error) | Self::Entry(_, error) => error.exit(),
            Self::Check(error) => error.exit(),
            Self::Compare(error) => error.exit(),
            Self::Endpoint(error) => error.exit(),
            Self::Fill(error) => error.exit(),
            Self::Record(error) => error.exit(),
            Self::Import(error) => error.exit(),
            Self::Seed(error) => error.exit(),
            Self::Map(error) => error.exit(),
            Self::Usage(_) | Self::Demo(DemoError::Address(_)) => Exit::Usage,
            Self::Generated(_, source) => Exit::of_written(source),
            Self::Runtime(_) | Self::Start(_) | Self::Demo(_) | Self::Docs(_) => Exit::Failed,
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
            | Self::Record(RecordError::Output(AdminError::Output(error)))
            | Self::Import(ImportError::Output(AdminError::Output(error)))
            | Self::Fill(FillError::Admin(AdminError::Output(error)))
            | Self::Compare(CompareError::Common(AdminError::Output(error))) => {
                error.kind() == io::ErrorKind::BrokenPipe
            }
            _ => false,
        }
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
            crate::causes::chain(&failure),
            "could not write man: No such file or directory"
        );
    }
}
