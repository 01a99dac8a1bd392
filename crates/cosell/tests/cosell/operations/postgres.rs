//! Backup and restore of a store in PostgreSQL.
//!
//! The variable `COSELL_TEST_POSTGRES` holds the address of a server, as `cargo xtask test` sets
//! it; without it this test says that it is left out.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::backup::{assert_restored, under_writes};
use crate::common::{Server, serve_store};

/// One of PostgreSQL's client programs, which come with its server.
fn run(program: &str, arguments: &[&str]) {
    let folder = Command::new("pg_config").arg("--bindir").output();
    let folder = folder
        .ok()
        .and_then(|answer| String::from_utf8(answer.stdout).ok())
        .map(|folder| PathBuf::from(folder.trim()));
    let beside = folder.map(|folder| folder.join(program));
    let path = beside.filter(|path| path.is_file());
    let path = path.unwrap_or_else(|| program.into());
    let answer = Command::new(path).args(arguments).output();
    let answer = answer.unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = String::from_utf8_lossy(&answer.stderr);
    assert!(answer.status.success(), "{program} {arguments:?}: {said}");
}

fn at(server: &str, schema: &str) -> Server {
    let store = format!("{server}?options=-csearch_path%3D{schema}");
    Server::of(&mut serve_store(&store))
}

/// What the guide says to do: a dump of the schema, restored into a new database.
fn back_up(server: &str, schema: &str, to: &Path) {
    let (schema, file) = (
        format!("--schema={schema}"),
        format!("--file={}", to.display()),
    );
    run("pg_dump", &["--format=custom", &schema, &file, server]);
}

#[test]
fn a_dump_under_writes_holds_all_that_was_acknowledged_before_it() {
    let Ok(address) = std::env::var("COSELL_TEST_POSTGRES") else {
        eprintln!("left out: COSELL_TEST_POSTGRES names no server");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let dump = folder.path().join("cosell.dump");
    let name = format!("backup_{}", std::process::id());
    let server = at(&address, &name);
    let written = under_writes(&server, || back_up(&address, &name, &dump));

    let (before, _) = address
        .rsplit_once('/')
        .expect("an address with a database");
    let other = format!("{before}/{name}");
    run(
        "psql",
        &[
            "--quiet",
            "--command",
            &format!("CREATE DATABASE {name}"),
            &address,
        ],
    );
    let into = format!("--dbname={other}");
    let dump = dump.to_str().expect("a path");
    run(
        "pg_restore",
        &["--exit-on-error", "--no-owner", &into, dump],
    );
    let restored = at(&other, &name);
    assert_restored(&server, &restored, &written);
    drop(restored);
    run(
        "psql",
        &[
            "--quiet",
            "--command",
            &format!("DROP DATABASE {name} WITH (FORCE)"),
            &address,
        ],
    );
}
