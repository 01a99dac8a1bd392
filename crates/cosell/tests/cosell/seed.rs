//! A seed file is what a new store begins with, and nothing to one that exists.
//!
//! PostgreSQL is left out where `COSELL_TEST_POSTGRES` names no server.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::json;

use crate::common::{Server, cosell, opportunity, serve_store};

const ACCOUNT: &str = "111111111111";

const SEED: &str = r#"
[[opportunity]]
name = "draft"

[[opportunity]]
name = "won"
state = "approved"
engagement = "with-aws"
stage = "Committed"
age = "40d"
"#;

fn start(store: &str, folder: &Path) -> Server {
    let file = folder.join("seed.toml");
    fs::write(&file, SEED).expect("a file");
    Server::of(serve_store(store).arg("--seed-file").arg(file))
}

fn ids(server: &Server) -> BTreeSet<String> {
    let listed = server.call(
        ACCOUNT,
        "ListOpportunities",
        &json!({ "Catalog": "Sandbox" }),
    );
    let listed = listed.expect("a list");
    let summaries = listed["OpportunitySummaries"]
        .as_array()
        .expect("summaries");
    let ids = summaries
        .iter()
        .map(|one| one["Id"].as_str().expect("an id"));
    ids.map(str::to_owned).collect()
}

fn create(server: &Server) {
    let created = server.call(ACCOUNT, "CreateOpportunity", &opportunity("one"));
    created.expect("an opportunity");
}

fn a_new_store_begins_with_the_seed_file(store: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let server = start(store, folder.path());
    let seeded = ids(&server);
    assert_eq!(seeded.len(), 2);
    create(&server);
    assert_eq!(ids(&server).len(), 3);
    let reset = cosell("reset", &["--url", &server.url]).status();
    assert!(reset.expect("it runs").success());
    assert_eq!(ids(&server), seeded);
    create(&server);
    let with_another = ids(&server);
    assert_eq!(with_another.len(), 3);
    drop(server);
    let server = start(store, folder.path());
    assert_eq!(
        ids(&server),
        with_another,
        "a store that exists stays as it is"
    );
}

#[test]
fn a_new_file_begins_with_the_seed_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("cosell.db");
    a_new_store_begins_with_the_seed_file(&format!("sqlite:{}", file.display()));
}

#[test]
fn a_new_database_begins_with_the_seed_file() {
    let Ok(server) = std::env::var("COSELL_TEST_POSTGRES") else {
        eprintln!("left out: COSELL_TEST_POSTGRES names no server");
        return;
    };
    let schema = format!("seed_{}", std::process::id());
    a_new_store_begins_with_the_seed_file(&format!("{server}?options=-csearch_path%3D{schema}"));
}
