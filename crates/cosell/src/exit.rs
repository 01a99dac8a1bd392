//! The exit statuses of commands, each once, and the table of them that `cosell --help` ends with.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

/// Declares every status with its number and its meaning, in the order of the numbers.
macro_rules! exits {
    ($($(#[$about:meta])* $Exit:ident = $number:expr, $meaning:literal;)+) => {
        /// How a command ended.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Exit {
            $($(#[$about])* $Exit,)+
        }

        /// Every status.
        const ALL: &[Exit] = &[$(Exit::$Exit),+];

        impl Exit {
            const fn number(self) -> u8 {
                match self {
                    $(Self::$Exit => $number,)+
                }
            }

            const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$Exit => $meaning,)+
                }
            }
        }
    };
}

exits! {
    Done = 0, "the command did its work";
    Failed = 1, "the command failed, or was refused; check: it would be; compare: answers differ";
    Usage = 2, "a wrong option, argument or configuration, or a file that cannot be used";
    Denied = 3, "the policies deny it (policy explain), or the server does (403)";
    TaskFailed = 4, "the task ended as FAILED (task watch)";
    NotFound = 5, "what the command names does not exist";
    Credentials = 6, "the admin token, or an AWS key to sign with, is missing or wrong";
    Unreachable = 7, "no server answers at the URL";
    Server = 8, "the server answers with an error of its own, or is not cosell";
    /// The supervisor ends the process with it.
    Storage = cosell_supervisor::end::STATUS,
        "serve: the disk refused a write, or a thread that it needs ended";
    /// 128 and the number of SIGPIPE, as a shell says of a program that SIGPIPE ended.
    Unread = 141, "standard output was closed, as in cosell … | head";
}

impl Exit {
    /// That of a file which could not be written: the argument that names it may be wrong, or else
    /// the system refused it.
    pub(crate) fn of_written(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound => Self::Usage,
            _ => Self::Failed,
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
    let rows = ALL
        .iter()
        .map(|exit| format!("| {} | {} |\n", exit.number(), exit.meaning()));
    head + &rows.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_have_numbers_of_their_own() {
        let numbers: Vec<u8> = ALL.iter().map(|exit| exit.number()).collect();
        assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
    }
}
