//! The schema of a store on PostgreSQL: the one that the search path means, unless another
//! program's tables in it have cosell's names.
//!
//! As `contract` says, these tests are skipped when `COSELL_TEST_POSTGRES` names no server.

use cosell_store::{Error, Location, Store};
use tokio_postgres::{Client, NoTls};

fn open(address: &str, schema: &str) -> Result<Store, Error> {
    let address = format!("{address}?options=-csearch_path%3D{schema}");
    Store::open(&Location::Postgres(address.parse().expect("an address")))
}

async fn tables(client: &Client, schema: &str) -> Vec<String> {
    let text = "SELECT relname::text FROM pg_class \
                WHERE relnamespace = $1::text::regnamespace ORDER BY relname";
    let rows = client.query(text, &[&schema]).await.expect("the tables");
    rows.iter().map(|row| row.get(0)).collect()
}

/// The server, a runtime and a connection to it, if there is a server.
fn server() -> Option<(String, tokio::runtime::Runtime, Client)> {
    let Ok(address) = std::env::var("COSELL_TEST_POSTGRES") else {
        eprintln!("left out: COSELL_TEST_POSTGRES names no server");
        return None;
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (client, connection) = runtime
        .block_on(tokio_postgres::connect(&address, NoTls))
        .expect("a connection");
    runtime.spawn(connection);
    Some((address, runtime, client))
}

#[test]
fn the_schema_that_is_created_is_the_one_that_the_search_path_means() {
    let Some((address, runtime, client)) = server() else {
        return;
    };
    let id = std::process::id();
    for (path, schema) in [
        (format!("small_{id}"), format!("small_{id}")),
        (format!("Large_{id}"), format!("large_{id}")),
        (format!("%22Quoted_{id}%22"), format!("\"Quoted_{id}\"")),
        (format!("first_{id},second_{id}"), format!("first_{id}")),
    ] {
        drop(open(&address, &path).expect("it opens"));
        let tables = runtime.block_on(tables(&client, &schema));
        assert!(tables.iter().any(|table| table == "task"), "{path}");
        let drop = format!("DROP SCHEMA {schema} CASCADE");
        runtime
            .block_on(client.batch_execute(&drop))
            .expect("dropped");
    }
}

#[test]
fn a_schema_with_foreign_tables_of_these_names_is_refused_and_left_unchanged() {
    let Some((address, runtime, client)) = server() else {
        return;
    };
    let cases = [
        (
            "CREATE TABLE schema_version (installed_rank INT, version TEXT)",
            false,
        ),
        (
            "CREATE TABLE schema_version (version BIGINT); INSERT INTO schema_version VALUES (3)",
            false,
        ),
        ("CREATE TABLE task (id TEXT)", false),
        ("CREATE VIEW setting AS SELECT 1 AS one", false),
        ("CREATE TABLE note (text TEXT)", true),
    ];
    for (number, (statements, opens)) in cases.into_iter().enumerate() {
        let schema = format!("foreign_{}_{number}", std::process::id());
        let make = format!("CREATE SCHEMA {schema}; SET search_path = {schema}; {statements}");
        runtime
            .block_on(client.batch_execute(&make))
            .expect(statements);
        let before = runtime.block_on(tables(&client, &schema));
        match open(&address, &schema) {
            Ok(_) => assert!(opens, "{statements}"),
            Err(Error::Open { source, .. }) => {
                assert!(
                    !opens && matches!(*source, Error::Foreign(_)),
                    "{statements}: {source:?}"
                );
                assert_eq!(
                    runtime.block_on(tables(&client, &schema)),
                    before,
                    "{statements}"
                );
            }
            Err(other) => panic!("{statements}: {other:?}"),
        }
        let drop = format!("DROP SCHEMA {schema} CASCADE");
        runtime
            .block_on(client.batch_execute(&drop))
            .expect("dropped");
    }
}
