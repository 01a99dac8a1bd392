//! The open files of the process: each connection is one of them.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Those that are no connections of clients: the store, saved states, event targets, namespaces.
const OTHERS: usize = 256;

/// Raises the limit of open files as far as the system allows it, and returns how many of so many
/// connections fit into it: one that cannot be accepted would not be answered.
pub(crate) fn fit(connections: usize) -> usize {
    let files = raise();
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

/// Raises the limit, and returns it; at least 2.
fn raise() -> usize {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: maximum,
        maximum,
    };
    // Some systems allow less than they say; then the limit stays.
    let limit = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => maximum,
        Err(_) => current,
    };
    let limit = limit.map_or(usize::MAX, |limit| {
        usize::try_from(limit).unwrap_or(usize::MAX)
    });
    limit.max(2)
}
