//! Nothing runs, and nothing is printed, past what this crate knows.
//!
//! A thread or a task that is started elsewhere could end unnoticed, and a macro that prints panics
//! when nobody reads. So the sources of all crates are read, and whatever starts or prints is in
//! the list below, with its reason.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What starts or prints.
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

/// Where that is right, in how many lines and why: what ends with its connection, its transaction
/// or its caller.
const RIGHT: &[(&str, usize, &str)] = &[
    (
        "cosell/src/aside.rs",
        1,
        "a thread that may be held up for ever; who waits for it sees its panic",
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
        "engine/src/runner.rs",
        1,
        "a run of one task; a panic in it is caught, and the task is run again",
    ),
    (
        "server/src/delivery/post.rs",
        1,
        "a connection to the receiver; it ends with its sender",
    ),
    (
        "server/src/http.rs",
        2,
        "a connection of one client, or of one without a place; its panic ends it and nothing else",
    ),
    (
        "store/src/postgres/listen.rs",
        1,
        "a connection; who listens on it sees its end",
    ),
    (
        "store/src/postgres/mod.rs",
        2,
        "a transaction, whose caller waits for it, and the undoing of one whose caller has left",
    ),
    (
        "store/src/postgres/open.rs",
        1,
        "a thread that is joined where it is started",
    ),
    (
        "supervisor/src/log.rs",
        1,
        "the thread that writes the log, which catches its own panics",
    ),
    (
        "supervisor/src/supervisor.rs",
        2,
        "what all others are started by",
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
fn every_thread_and_loop_is_run_by_the_supervisor_and_nothing_prints_by_a_macro() {
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
    for (name, count, _) in RIGHT {
        let lines = found.remove(*name).unwrap_or_default();
        assert_eq!(lines.len(), *count, "{name}: {lines:#?}");
    }
    assert!(found.is_empty(), "not the supervisor's: {found:#?}");
}
