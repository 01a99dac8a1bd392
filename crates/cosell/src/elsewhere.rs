//! Commands that other servers have and cosell does not: what to do instead.
//!
//! The parser suggests the command that is spelled alike, such as `store` for `stop`.

use std::ffi::OsStr;

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The words, and what to do instead.
const INSTEAD: [(&[&str], &str); 3] = [
    (
        &["stop", "kill", "shutdown", "restart", "down", "quit"],
        "a server ends by SIGTERM or Ctrl+C: `cosell health` shows its `process` for `kill`, and \
         says so if none runs; a service ends by `systemctl stop cosell`, a container by `docker \
         stop`",
    ),
    (
        &["start", "run", "up", "server"],
        "`cosell serve` starts a server",
    ),
    (
        &["status", "ping", "info", "ps"],
        "`cosell health` shows whether a server runs and how it is",
    ),
];

/// Puts into an error what to do instead, if the first word is one of these.
pub(crate) fn suggest(error: &mut clap::Error) {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return;
    }
    let first = std::env::args_os().nth(1);
    let Some(first) = first.as_deref().and_then(OsStr::to_str) else {
        return;
    };
    let found = INSTEAD.iter().find(|(words, _)| words.contains(&first));
    if let Some((_, instead)) = found {
        error.remove(ContextKind::SuggestedSubcommand);
        let tip = ContextValue::StyledStrs(vec![(*instead).into()]);
        error.insert(ContextKind::Suggested, tip);
    }
}
