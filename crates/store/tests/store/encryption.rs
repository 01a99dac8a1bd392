//! TLS to the database. As `contract` says, these tests are skipped when `COSELL_TEST_POSTGRES`
//! names no server; `COSELL_TEST_POSTGRES_CA` is the CA that signed its certificate.

use std::time::Duration;

use cosell_store::{Error, Location, Store};
use cosell_world::machine;

/// The address of the server without parameters, and the file of its CA.
fn server() -> Option<(String, String)> {
    let Ok(server) = std::env::var("COSELL_TEST_POSTGRES") else {
        eprintln!("left out: COSELL_TEST_POSTGRES names no server");
        return None;
    };
    let authority = std::env::var("COSELL_TEST_POSTGRES_CA").expect("the server's authority");
    Some((server, authority))
}

fn open(address: &str) -> Result<Store, Error> {
    Store::open(&Location::Postgres(address.parse().expect("an address")))
}

/// The number of connections of a name that meet a condition.
async fn count(store: &Store, name: &str, condition: &str) -> i64 {
    let statement = format!(
        "SELECT count(*) FROM pg_stat_activity JOIN pg_stat_ssl USING (pid) \
         WHERE application_name = '{name}' AND {condition}"
    );
    let counted: Result<_, Error> = store
        .write(statement, async |tx, statement| {
            let row = tx.query_one(statement, &[]).await?;
            row.expect("a row").integer(0)
        })
        .await;
    counted.expect("a count")
}

/// The condition of the listening connection, and not of the one that runs this query.
const LISTENS: &str = "pid <> pg_backend_pid() AND query LIKE '%LISTEN%'";

#[tokio::test]
async fn every_connection_is_encrypted_when_the_address_requires_it() {
    let Some((server, authority)) = server() else {
        return;
    };
    let name = format!("encrypted_{}", std::process::id());
    let address = format!(
        "{server}?sslmode=verify-full&sslrootcert={authority}&application_name={name}\
         &options=-csearch_path%3D{name}"
    );
    let store = open(&address).expect("the store opens");
    // The listening connection is opened concurrently; only a store that never listens runs into
    // the timeout.
    let listening = async {
        while count(&store, &name, LISTENS).await == 0 {
            tokio::task::yield_now().await;
        }
    };
    let listens = machine::timeout(Duration::from_mins(1), listening).await;
    listens.expect("a connection that listens");
    assert_eq!(count(&store, &name, "NOT ssl").await, 0);
    let encrypted = format!("{LISTENS} AND ssl AND version = 'TLSv1.3'");
    assert_eq!(count(&store, &name, &encrypted).await, 1);
}

#[tokio::test]
async fn a_server_that_is_not_verified_is_not_used() {
    let Some((server, authority)) = server() else {
        return;
    };
    let elsewhere = server.replace("127.0.0.1", "localhost");
    for (address, reason) in [
        (
            format!("{elsewhere}?sslmode=verify-full&sslrootcert={authority}"),
            "not valid for name",
        ),
        (
            format!("{server}?sslmode=require&sslrootcert=/nowhere/ca.pem"),
            "/nowhere/ca.pem",
        ),
        // No CA of the system signed it; there may be none.
        (format!("{server}?sslmode=require"), ""),
    ] {
        let error = open(&address).map(drop).expect_err(&address);
        let Error::Open { source, .. } = error else {
            panic!("{address}: {error:?}");
        };
        assert!(source.to_string().contains(reason), "{address}: {source}");
    }
}
