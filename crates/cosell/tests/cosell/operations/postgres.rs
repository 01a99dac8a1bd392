//! Backup, restore and reset of a store in PostgreSQL.
//!
//! The variable `COSELL_TEST_POSTGRES` holds the address of a server, as `cargo xtask test` sets
//! it; without it these tests say that they are left out.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::backup::{assert_restored, under_writes};
use crate::common::{Server, cosell, serve_store};
use crate::life::until;

/// Runs one of PostgreSQL's client programs, which come with its server. Returns what it printed.
fn run(program: &str, arguments: &[&str]) -> String {
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
    String::from_utf8_lossy(&answer.stdout).trim().to_owned()
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

/// The rows of a large table are not deleted: an empty table takes its place. The next reset finds
/// another one, and the old table is gone.
#[test]
fn each_reset_finds_a_spare_table_and_leaves_none_to_drop() {
    let Ok(address) = std::env::var("COSELL_TEST_POSTGRES") else {
        eprintln!("left out: COSELL_TEST_POSTGRES names no server");
        return;
    };
    let name = format!("reset_{}", std::process::id());
    let ask = |text: &str| run("psql", &["--tuples-only", "--command", text, &address]);
    let oid_in = |schema: &str| ask(&format!("SELECT to_regclass('{schema}.setting')::oid"));
    let server = at(&address, &name);
    for _ in 0..2 {
        until("the tables are ready", || {
            !oid_in(&format!("{name}_cosell_spare")).is_empty()
                && oid_in(&format!("{name}_cosell_dropped")).is_empty()
        });
        let spare = oid_in(&format!("{name}_cosell_spare"));
        ask(&format!(
            "INSERT INTO {name}.setting (account, catalog, name, value) \
             SELECT number::text, 'AWS', 'color', repeat('x', 100) \
             FROM generate_series(1, 20000) number"
        ));
        let reset = cosell("reset", &["--url", &server.url]).status();
        assert!(reset.expect("it runs").success());
        assert_eq!(ask(&format!("SELECT count(*) FROM {name}.setting")), "0");
        assert_eq!(oid_in(&name), spare);
    }
    drop(server);
    for schema in ["", "_cosell_spare", "_cosell_dropped"] {
        ask(&format!("DROP SCHEMA IF EXISTS {name}{schema} CASCADE"));
    }
}
