//! What is wrong with a seed file.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::exit::Exit;

/// What is wrong with a seed file.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SeedError {
    #[error("could not read the seed file {}", path.display())]
    Unreadable {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("could not write {}; `cosell seed init FILE` writes another file", path.display())]
    Unwritable {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// It is no TOML or JSON, or not of the form of a seed file.
    #[error("invalid seed file {}: line {line}: {message}", path.display())]
    Wrong {
        path: PathBuf,
        line: usize,
        message: String,
    },
    /// Several things are wrong, each on a line of its own.
    #[error("{}", lines(.0))]
    Several(Vec<SeedError>),
    /// An operation refused an entry, which the message names.
    #[error("invalid seed file {}: {message}", path.display())]
    Entry { path: PathBuf, message: String },
    /// An operation refused an entry.
    #[error("invalid seed file {}: {place}: {message}", path.display())]
    Refused {
        path: PathBuf,
        place: Place,
        message: String,
    },
}

impl SeedError {
    /// The exit status of a command that ends so: 1 only when an operation refused an entry.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Unreadable { .. } | Self::Wrong { .. } => Exit::Usage,
            Self::Unwritable { source, .. } => Exit::of_written(source),
            Self::Entry { .. } | Self::Refused { .. } => Exit::Failed,
            Self::Several(errors) => errors.first().map_or(Exit::Failed, Self::exit),
        }
    }

    /// These errors as one. None is no error.
    pub(crate) fn all(mut errors: Vec<Self>) -> Result<(), Self> {
        match errors.len() {
            0 | 1 => errors.pop().map_or(Ok(()), Err),
            _ => Err(Self::Several(errors)),
        }
    }
}

fn lines(errors: &[SeedError]) -> String {
    let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// Where an entry stands.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Its line; unknown in a document that is not written yet.
    pub(super) line: Option<usize>,
    /// The key of its list.
    pub(crate) kind: &'static str,
    /// Its number in the list, from 1.
    pub(crate) number: usize,
    pub(crate) name: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(formatter, "line {line}: ")?;
        }
        match &self.name {
            Some(name) => write!(formatter, "{} `{name}`", self.kind),
            None => write!(formatter, "{} {}", self.kind, self.number),
        }
    }
}
