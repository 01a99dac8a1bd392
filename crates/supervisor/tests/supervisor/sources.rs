//! No thread runs without supervision, and nothing prints past the log.
//!
//! A thread or a task that is started elsewhere could end unnoticed, and a printing macro panics
//! when its output is closed. So this test reads the sources of all crates: every line that spawns
//! or prints must be in the list below, with its reason.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Calls that spawn or print.
const CALLS: [&str; 9] = [
    "spawn(",
    "spawn_blocking(",
    "spawn_local(",
    "println!",
    "eprintln!",
    "print!(",
    "eprint!(",
    "dbg!(",
    "scope.spawn(",
];

/// The files in which these calls are allowed, in how many lines, and why: the thread or task ends
/// with its connection, its transaction or its caller.
const ALLOWED: &[(&str, usize, &str)] = &[
    (
        "server/src/spaces/replace.rs",
        1,
        "a replacement of the store or a switch to another state, for which its request waits, and \
         which outlives it",
    ),
    (
        "cosell/src/aside.rs",
        1,
        "a thread that may be blocked for ever; its panic is seen by the thread that waits for it",
    ),
    (
        "cosell/src/demo.rs",
        1,
        "the server of the demonstration, which waits for it",
    ),
    (
        "cosell/src/demo/client.rs",
        1,
        "a call of the demonstration, which waits for it",
    ),
    (
        "cosell/src/fill.rs",
        1,
        "threads that are joined by the function that spawns them",
    ),
    (
        "cosell/src/init.rs",
        1,
        "a script, for which the thread of the scripts waits",
    ),
    (
        "cosell/src/mcp/server.rs",
        1,
        "the server of an agent, which ends with its process",
    ),
    (
        "cosell/src/record/proxy.rs",
        3,
        "a connection, which ends with the proxy, a call, for which the connection waits, and the \
         recorder, for which the command waits",
    ),
    (
        "engine/src/runner.rs",
        1,
        "a run of one task; a panic in it is caught, and the task is retried",
    ),
    (
        "server/src/delivery/file.rs",
        1,
        "a write to the file of an event target, for which its sender waits",
    ),
    (
        "server/src/delivery/post.rs",
        1,
        "a connection to the event target; it ends with its sender",
    ),
    (
        "server/src/files/fetch.rs",
        1,
        "a connection to the host of a file; it ends with its sender",
    ),
    (
        "server/src/http.rs",
        1,
        "a connection that is refused; a panic ends that connection only",
    ),
    (
        "server/src/threads.rs",
        1,
        "a connection that is served; a panic ends that connection only",
    ),
    (
        "store/src/postgres/connector.rs",
        1,
        "a connection; whoever uses it sees its end",
    ),
    (
        "store/src/postgres/listen.rs",
        1,
        "a connection; its listener sees its end",
    ),
    (
        "store/src/postgres/mod.rs",
        3,
        "a transaction that writes, and one that reads, whose caller waits for it, and the opening \
         of a connection; a panic ends it alone",
    ),
    (
        "store/src/postgres/open.rs",
        1,
        "a thread that is joined by the function that spawns it",
    ),
    (
        "server/src/spaces.rs",
        1,
        "the end of a space that nothing leads to any more, beside the requests; it has a timeout",
    ),
    (
        "supervisor/src/log.rs",
        1,
        "the thread that writes the log, which catches its own panics",
    ),
    (
        "supervisor/src/supervisor.rs",
        2,
        "the supervisor, which spawns all others",
    ),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_thread_and_loop_is_run_by_the_supervisor_and_no_macro_prints() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for entry in fs::read_dir(&crates).expect("the crates") {
        sources(&entry.expect("a crate").path().join("src"), &mut files);
    }
    assert!(files.len() > 200, "only {} files were found", files.len());
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in files {
        let name = path
            .strip_prefix(&crates)
            .expect("a crate's")
            .to_str()
            .expect("text")
            .to_owned();
        let text = fs::read_to_string(&path).expect("text");
        // Tests stand at the end of their module.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code
            .lines()
            .map(str::trim)
            .filter(|line| !line.starts_with("//"));
        for line in lines {
            if CALLS.iter().any(|call| line.contains(call)) {
                found.entry(name.clone()).or_default().push(line.to_owned());
            }
        }
    }
    for (name, count, _) in ALLOWED {
        let lines = found.remove(*name).unwrap_or_default();
        assert_eq!(lines.len(), *count, "{name}: {lines:#?}");
    }
    assert!(found.is_empty(), "spawned or printed elsewhere: {found:#?}");
}
