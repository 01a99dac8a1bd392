//! What a session of PostgreSQL sends: few statements at the commit, and not too many prepared
//! ones. As `contract` says, these tests are skipped when `COSELL_TEST_POSTGRES` names no server.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cosell_store::table::setting;
use cosell_store::{Error, Store, Tx, Value};

use crate::postgres::store;

const ACCOUNT: &str = "111111111111";
const CATALOG: &str = "AWS";

const INSERT_NODE: &str = "INSERT INTO node (id, started_at, lease_until) VALUES ($1, 1, 1)";

/// Writes to three tables, and changes a node, which must exist.
async fn write(tx: &mut Tx, name: &str, node: &str) -> Result<(), Error> {
    let text = "INSERT INTO setting (account, catalog, name, value) VALUES ($1, $2, $3, '1')";
    let values = [ACCOUNT.into(), CATALOG.into(), name.into()];
    tx.dispatch(text, &values).await?;
    tx.dispatch(INSERT_NODE, &[name.into()]).await?;
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
async fn what_was_dispatched_happens_or_does_not_happen_at_all() {
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
    let other = other.await;
    assert!(matches!(other, Err(Error::Unavailable(_))), "{other:?}");
    assert_eq!(value(&store, "two").await, None);
}

/// The driver reads no more of the server while pieces of an answer wait for their reader.
#[tokio::test(flavor = "multi_thread")]
async fn a_long_answer_that_nobody_waits_for_holds_up_neither_a_statement_nor_the_commit() {
    let Some((store, _proxy)) = store().await else {
        return;
    };
    for reads in [false, true] {
        let written = store.write(reads, async |tx, reads| {
            tx.of_store();
            let long = "SELECT repeat('x', 1000) FROM generate_series(1, 4000)";
            tx.dispatch(long, &[]).await?;
            if *reads {
                // Sends what is dispatched, and waits for its own answer alone.
                tx.query("SELECT 1", &[]).await?;
                tx.dispatch(long, &[]).await?;
                tx.query("SELECT number FROM page_key", &[]).await?;
            }
            setting::set(tx, ACCOUNT, CATALOG, "after", "yes").await
        });
        let written: Result<(), Error> = written.await;
        written.expect("it is committed");
        assert_eq!(value(&store, "after").await.as_deref(), Some("yes"));
    }
}

/// Inserts a row twice, which the database refuses, and then reads. Returns how often there was an
/// answer to that, and how the transaction ended.
async fn read_after_a_duplicate(store: &Store, reads: &'static str) -> (usize, Result<(), Error>) {
    let answers = Arc::new(AtomicUsize::new(0));
    let input = (reads, Arc::clone(&answers));
    let written = store.write(input, async |tx, (reads, answers)| {
        tx.dispatch(INSERT_NODE, &["twice".into()]).await?;
        tx.dispatch(INSERT_NODE, &["twice".into()]).await?;
        tx.query(reads, &[]).await?;
        answers.fetch_add(1, Ordering::Relaxed);
        Ok(())
    });
    let ended = written.await;
    (answers.load(Ordering::Relaxed), ended)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_waits_for_a_statement_that_names_its_table() {
    let Some((store, _proxy)) = store().await else {
        return;
    };
    let seen = store.write((), async |tx, ()| {
        tx.dispatch(INSERT_NODE, &["once".into()]).await?;
        let text = "SELECT id FROM node WHERE id = $1";
        Ok::<_, Error>(tx.query(text, &["once".into()]).await?.len())
    });
    assert_eq!(seen.await.expect("the row"), 1);

    let same = "SELECT id FROM node WHERE id = 'other'";
    let (answers, ended) = read_after_a_duplicate(&store, same).await;
    assert_eq!(answers, 0, "the changes were sent before it");
    assert!(matches!(ended, Err(Error::Duplicate)), "{ended:?}");
    let other = "SELECT number FROM page_key WHERE number = 0";
    let (answers, ended) = read_after_a_duplicate(&store, other).await;
    assert!(answers > 0, "the changes waited for the commit");
    assert!(matches!(ended, Err(Error::Duplicate)), "{ended:?}");
}

/// What waits when its savepoint is rolled back is not sent at all.
#[tokio::test(flavor = "multi_thread")]
async fn a_savepoint_takes_all_back_that_was_dispatched_in_it() {
    let Some((store, _proxy)) = store().await else {
        return;
    };
    let written = store.write((), async |tx, ()| {
        tx.run_once();
        setting::set(tx, ACCOUNT, CATALOG, "before", "1").await?;
        let savepoint = tx.savepoint().await?;
        let text = "INSERT INTO setting (account, catalog, name, value) VALUES ($1, $2, $3, '2')";
        let values = [ACCOUNT.into(), CATALOG.into(), "before".into()];
        tx.dispatch(text, &values).await?;
        // This connection has not prepared it: the server refuses that after the first one.
        let text = "INSERT INTO node (id, started_at, lease_until) VALUES ($1, 7, 7)";
        tx.dispatch(text, &["before".into()]).await?;
        tx.roll_back(savepoint).await?;
        setting::set(tx, ACCOUNT, CATALOG, "after", "1").await
    });
    written.await.expect("the rest is written");
    assert_eq!(value(&store, "before").await.as_deref(), Some("1"));
    assert_eq!(value(&store, "after").await.as_deref(), Some("1"));
}

/// Whoever reads the same rows by other conditions has another statement.
#[tokio::test(flavor = "multi_thread")]
async fn a_connection_keeps_a_bounded_number_of_statements() {
    let Some((store, _proxy)) = store().await else {
        return;
    };
    let read = store.read((), async |tx, ()| {
        for number in 0..600 {
            let text = format!("SELECT id FROM node WHERE id = $1 AND {number} = {number}");
            tx.query(&text, &[Value::from("none")]).await?;
        }
        Ok::<_, Error>(())
    });
    read.await.expect("statements");
    let kept = store.read((), async |tx, ()| {
        // What the client gives up, the server drops with the next statements.
        tx.query("SELECT id FROM node WHERE id = 'none'", &[])
            .await?;
        let text = "SELECT COUNT(*) FROM pg_prepared_statements";
        let row = tx.query_one(text, &[]).await?;
        row.map(|mut row| row.integer(0)).transpose()
    });
    let kept = kept.await.expect("a statement").expect("a row");
    assert!((1..10).contains(&kept), "{kept} statements are prepared");
}

#[cfg(debug_assertions)]
#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_leaves_the_choice_of_its_index_is_refused() {
    let Some((store, _proxy)) = store().await else {
        return;
    };
    let refused = store.read((), async |tx, ()| {
        let text = "SELECT step FROM task WHERE id = $1 AND account = $2 AND ended_at < $3";
        tx.query(text, &["t".into(), ACCOUNT.into(), 1.into()])
            .await
    });
    let Err(Error::Statement(message)) = refused.await else {
        panic!("it is taken");
    };
    assert!(message.contains("index open by ended_at"), "{message}");
}
