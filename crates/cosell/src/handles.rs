//! The open files of the process: each connection is one of them.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Those that are no connections of clients: the store, saved states, event targets, namespaces.
const OTHERS: usize = 256;

/// Raises the limit of open files to what so many connections need, and returns how many of them
/// fit into it: one that cannot be accepted would not be answered. It is not raised further,
/// because the scripts of `--init` inherit it, and some programs go through all of it.
pub(crate) fn fit(connections: usize) -> usize {
    let files = raise(connections.saturating_add(OTHERS));
    let room = files - OTHERS.min(files / 2);
    if connections > room {
        tracing::warn!(
            files,
            wanted = connections,
            connections = room,
            "fewer connections are accepted, since the process may open few files"
        );
    }
    connections.min(room)
}

/// Raises the limit to this number, if it is lower, or as far as the system allows it. Returns the
/// limit; at least 2.
fn raise(wanted: usize) -> usize {
    let files = |limit: u64| usize::try_from(limit).unwrap_or(usize::MAX);
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let limit = current.map_or(usize::MAX, files);
    if limit >= wanted {
        return limit;
    }
    let most = maximum.map_or(wanted, files).min(wanted);
    let raised = Rlimit {
        current: u64::try_from(most).ok(),
        maximum,
    };
    match setrlimit(Resource::Nofile, raised) {
        Ok(()) => most.max(2),
        Err(_) => limit.max(2),
    }
}
