//! What the guide to operating a server promises, tried on the real binary.

mod backup;
#[cfg(target_os = "linux")]
mod disk;
#[cfg(target_os = "linux")]
mod files;
mod postgres;
#[cfg(target_os = "linux")]
mod reset;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

use crate::common::{Server, opportunity};

const ACCOUNT: &str = "111111111111";

/// The store's file in a folder.
fn store(folder: &Path) -> PathBuf {
    folder.join("cosell.sqlite")
}

/// What SQLite writes beside that file until the next checkpoint.
fn log(folder: &Path) -> PathBuf {
    folder.join("cosell.sqlite-wal")
}

/// Creates an opportunity. Returns its id once the server has acknowledged it.
fn create(server: &Server, token: &str) -> Result<String, String> {
    let made = server.call(ACCOUNT, "CreateOpportunity", &opportunity(token))?;
    Ok(made["Id"].as_str().expect("an id").to_owned())
}

fn get(server: &Server, id: &str) -> Result<Value, String> {
    let named = json!({ "Catalog": "Sandbox", "Identifier": id });
    server.call(ACCOUNT, "GetOpportunity", &named)
}

/// Every opportunity that was acknowledged is there.
fn assert_kept(server: &Server, ids: &[String]) {
    for id in ids {
        get(server, id).unwrap_or_else(|error| panic!("{id} is lost: {error}"));
    }
}

/// The database holds together, seen by SQLite itself.
fn assert_sound(folder: &Path) {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let database = Connection::open_with_flags(store(folder), flags).expect("it opens");
    let verdict: String = database
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("a verdict");
    assert_eq!(verdict, "ok");
}
