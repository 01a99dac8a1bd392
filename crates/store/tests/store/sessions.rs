//! What a session of PostgreSQL sends: few statements at the commit, and not too many prepared
//! ones. As `contract` says, these tests are skipped when `COSELL_TEST_POSTGRES` names no server.

use cosell_store::table::setting;
use cosell_store::{Error, Store, Tx, Value};

use crate::postgres::store;

const ACCOUNT: &str = "111111111111";
const CATALOG: &str = "AWS";

/// Writes to three tables, and changes a node, which must exist.
async fn write(tx: &mut Tx, name: &str, node: &str) -> Result<(), Error> {
    let text = "INSERT INTO setting (account, catalog, name, value) VALUES ($1, $2, $3, '1')";
    let values = [ACCOUNT.into(), CATALOG.into(), name.into()];
    tx.dispatch(text, &values).await?;
    let text = "INSERT INTO node (id, started_at, lease_until) VALUES ($1, 1, 1)";
    tx.dispatch(text, &[name.into()]).await?;
    // The same table again: what came before must be there.
    let text = "UPDATE node SET lease_until = $1 WHERE id = $2";
    tx.dispatch_guarded(text, &[2.into(), node.into()]).await?;
    let text = "UPDATE setting SET value = $1 WHERE account = $2 AND catalog = $3 AND name = $4";
    let values = ["2".into(), ACCOUNT.into(), CATALOG.into(), name.into()];
    tx.dispatch_guarded(text, &values).await?;
    tx.dispatch("DELETE FROM page_key WHERE number < $1", &[0.into()])
        .await
}

async fn value(store: &Store, name: &'static str) -> Option<String> {
    let found = store.read(name, async |tx, name| {
        setting::find(tx, ACCOUNT, CATALOG, name).await
    });
    found.await.expect("a read")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_dispatched_happens_in_its_order_or_not_at_all() {
    let Some((store, _proxy)) = store().await else {
        return;
    };
    let before = store.counts().round_trips;
    let written = store.write((), async |tx, ()| write(tx, "one", "one").await);
    written.await.expect("the node exists");
    assert_eq!(value(&store, "one").await.as_deref(), Some("2"));
    let waited = store.counts().round_trips - before;
    assert_eq!(waited, 1, "all is sent with the commit");

    let again = store.write((), async |tx, ()| write(tx, "one", "one").await);
    let again = again.await;
    assert!(matches!(again, Err(Error::Duplicate)), "{again:?}");
    let other = store.write((), async |tx, ()| write(tx, "two", "none").await);
    other.await.expect_err("no such node exists");
    assert_eq!(value(&store, "two").await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_keeps_a_bounded_number_of_statements() {
    let Some((store, _proxy)) = store().await else {
        return;
    };
    let kept = store.read((), async |tx, ()| {
        for number in 0..600 {
            let text = format!("SELECT id FROM node WHERE id = $1 AND {number} = {number}");
            tx.query(&text, &[Value::from("none")]).await?;
        }
        let text = "SELECT COUNT(*) FROM pg_prepared_statements";
        let row = tx.query_one(text, &[]).await?;
        row.map(|mut row| row.integer(0)).transpose()
    });
    let kept = kept.await.expect("statements").expect("a row");
    assert!((1..600).contains(&kept), "{kept} statements are prepared");
}
