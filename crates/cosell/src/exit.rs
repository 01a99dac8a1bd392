//! The exit statuses of commands, each once, and the table of them that `cosell --help` ends with.

use std::fmt::Write as _;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    Done,
    Failed,
    Usage,
    Denied,
    TaskFailed,
    NotFound,
    Credentials,
    Unreachable,
    Server,
    Storage,
    Unread,
}

/// Every status, by its number.
const ALL: [Exit; 11] = [
    Exit::Done,
    Exit::Failed,
    Exit::Usage,
    Exit::Denied,
    Exit::TaskFailed,
    Exit::NotFound,
    Exit::Credentials,
    Exit::Unreachable,
    Exit::Server,
    Exit::Storage,
    Exit::Unread,
];

impl Exit {
    const fn number(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Denied => 3,
            Self::TaskFailed => 4,
            Self::NotFound => 5,
            Self::Credentials => 6,
            Self::Unreachable => 7,
            Self::Server => 8,
            // As `EX_IOERR` of sysexits.h; `cosell-supervisor` ends the process with it.
            Self::Storage => 74,
            // 128 and the number of SIGPIPE, as a shell says of a program that SIGPIPE ended.
            Self::Unread => 141,
        }
    }

    const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "the command did its work",
            Self::Failed => "the command failed, or the server refused it",
            Self::Usage => "a wrong option, argument or configuration",
            Self::Denied => "the policies deny it (policy explain), or the server does (403)",
            Self::TaskFailed => "the task ended as FAILED (task watch)",
            Self::NotFound => "what the command names does not exist",
            Self::Credentials => "the admin token is missing or wrong",
            Self::Unreachable => "no server answers at the URL",
            Self::Server => "the server answers with an error of its own, or is not cosell",
            Self::Storage => "serve: the disk refused a write, or a thread that it needs ended",
            Self::Unread => "standard output was closed, as in cosell … | head",
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.number())
    }
}

/// The statuses as `--help` lists them.
pub(crate) fn help() -> String {
    let mut text = "Exit status:\n".to_owned();
    for exit in ALL {
        // Writing to a string does not fail.
        let _ = writeln!(text, "  {:>3}  {}", exit.number(), exit.meaning());
    }
    text
}

/// The statuses as a table of the documentation.
pub(crate) fn table() -> String {
    let head = "| status | meaning |\n|---|---|\n".to_owned();
    let rows = ALL.map(|exit| format!("| {} | {} |\n", exit.number(), exit.meaning()));
    head + &rows.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_have_numbers_of_their_own() {
        let numbers = ALL.map(Exit::number);
        assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
    }
}
