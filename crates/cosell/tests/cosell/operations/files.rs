//! Whose the files of a store are: one server's at a time, by whatever name it comes, and nobody
//! else's on the machine.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::disk::{DISK_FAILED, end};
use super::{assert_kept, create, store};
use crate::common::{Server, serve, serve_store};

/// Does something to the store of a running server, and says by which path a second server comes.
type Way = fn(&Path) -> PathBuf;

fn remove_lock(folder: &Path) {
    fs::remove_file(folder.join("cosell.sqlite.lock")).expect("a lock file");
}

fn hard_link(folder: &Path) -> PathBuf {
    let link = folder.join("linked.sqlite");
    fs::hard_link(store(folder), &link).expect("a link");
    link
}

fn symbolic_link(folder: &Path) -> PathBuf {
    let link = folder.join("linked.sqlite");
    symlink(store(folder), &link).expect("a link");
    link
}

fn start_at(path: &Path) -> Command {
    serve_store(&format!("sqlite:{}", path.display()))
}

/// A server that must not start. Returns its log.
fn refused(name: &str, command: &mut Command) -> String {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut second = command.spawn().expect("the binary starts");
    let mut said = String::new();
    let output = second.stdout.take().expect("a pipe");
    BufReader::new(output).read_line(&mut said).expect("a line");
    let _ = second.kill();
    let ended = second.wait_with_output().expect("it ends");
    let log = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(said.is_empty(), "{name}: a second server says {said}");
    assert_eq!(ended.status.code(), Some(1), "{name}: {log}");
    log
}

#[test]
fn a_second_server_is_refused_by_every_name_of_the_file() {
    let ways: &[(&str, Way)] = &[
        ("the same name", store),
        ("a symbolic link", symbolic_link),
        ("a symbolic link to its folder", |folder| {
            let link = folder.join("folder");
            symlink(folder, &link).expect("a link");
            store(&link)
        }),
        ("a hard link", hard_link),
        ("the same name without the lock file", |folder| {
            remove_lock(folder);
            store(folder)
        }),
        ("a symbolic link without the lock file", |folder| {
            remove_lock(folder);
            symbolic_link(folder)
        }),
        ("a hard link without the lock file", |folder| {
            remove_lock(folder);
            hard_link(folder)
        }),
        (
            "a hard link that was the file's second name for a moment",
            |folder| {
                let link = hard_link(folder);
                fs::remove_file(store(folder)).expect("a file");
                fs::hard_link(&link, store(folder)).expect("a link");
                fs::remove_file(&link).expect("a link");
                remove_lock(folder);
                store(folder)
            },
        ),
    ];
    for (name, way) in ways {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::start(folder.path(), &[]);
        let before = create(&server, "before").expect("created");
        let log = refused(name, &mut start_at(&way(folder.path())));
        assert!(
            log.contains("in use") || log.contains("hard links"),
            "{name}: {log}"
        );
        let after = create(&server, "after").expect("the first goes on");
        drop(server);
        // What links there are is undone: the crashed server's log is beside the first name.
        let _ = fs::remove_file(folder.path().join("linked.sqlite"));
        assert_kept(&Server::start(folder.path(), &[]), &[before, after]);
    }
}

#[test]
fn a_server_whose_file_is_not_there_any_more_acknowledges_nothing() {
    type Loss = fn(&Path);
    let ways: &[(&str, Loss)] = &[
        ("removed", |folder| {
            fs::remove_file(store(folder)).expect("a file");
        }),
        ("renamed", |folder| {
            fs::rename(store(folder), folder.join("renamed.sqlite")).expect("a file");
        }),
        ("without its log", |folder| {
            fs::remove_file(super::log(folder)).expect("a log");
        }),
        ("replaced", |folder| {
            let copy = folder.join("copy.sqlite");
            fs::copy(store(folder), &copy).expect("a copy");
            fs::rename(copy, store(folder)).expect("a file");
        }),
    ];
    for (name, way) in ways {
        let folder = tempfile::tempdir().expect("a folder");
        let mut server = Server::of(serve(folder.path()).stderr(Stdio::piped()));
        create(&server, "before").expect("created");
        way(folder.path());
        if store(folder.path()).exists() {
            let log = refused(name, &mut serve(folder.path()));
            assert!(
                log.contains("in use"),
                "{name}: the log beside it is another file's: {log}"
            );
        }
        let refused = create(&server, "after");
        assert!(refused.is_err(), "{name}: {refused:?}");
        let (status, log) = end(&mut server);
        assert_eq!(status.code(), Some(DISK_FAILED), "{name}: {log}");
        assert!(log.contains("moved, replaced or removed"), "{name}: {log}");
    }
}

/// The command under another mask for the permissions of new files.
fn masked(command: &Command, mask: &str) -> Command {
    let mut masked = Command::new("sh");
    masked.args(["-c", &format!("umask {mask}; exec \"$0\" \"$@\"")]);
    masked.arg(command.get_program()).args(command.get_args());
    masked
}

/// Clients of other users trust the authority; nobody else may change whom they trust.
const READ_BY_OTHERS: &str = "cosell-ca.pem";

#[test]
fn what_the_server_writes_is_read_by_its_own_user_only() {
    for mask in ["000", "022", "077", "777"] {
        let folder = tempfile::tempdir().expect("a folder");
        let authority = folder.path().join(READ_BY_OTHERS);
        let mut command = serve(folder.path());
        command.arg(format!("--tls-dev={}", authority.display()));
        let _server = Server::of(masked(&command, mask).stderr(Stdio::null()));
        let mut names = Vec::new();
        for entry in fs::read_dir(folder.path()).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().into_string().expect("text");
            let mode = entry.metadata().expect("a file").permissions().mode() & 0o777;
            let wanted = if name == READ_BY_OTHERS { 0o644 } else { 0o600 };
            assert_eq!(mode, wanted, "{name} under {mask} has {mode:o}");
            names.push(name);
        }
        names.sort_unstable();
        let all = [
            "cosell-ca.pem",
            "cosell.sqlite",
            "cosell.sqlite-shm",
            "cosell.sqlite-wal",
            "cosell.sqlite.lock",
        ];
        assert_eq!(names, all, "a file that nobody thought of");
    }
}

#[test]
fn a_database_that_others_can_read_is_warned_of() {
    let folder = tempfile::tempdir().expect("a folder");
    for (mode, warned) in [(0o600, false), (0o640, true), (0o604, true)] {
        drop(Server::start(folder.path(), &[]));
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(store(folder.path()), permissions).expect("a file");
        let mut server = Server::of(serve(folder.path()).stderr(Stdio::piped()));
        server.child.kill().expect("it is there");
        let (_, log) = end(&mut server);
        let says = log.contains("other users of this machine") && log.contains("cosell.sqlite");
        assert_eq!(says, warned, "{mode:o}: {log}");
    }
}
