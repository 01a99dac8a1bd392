//! The promises of a store to those who read and write it.

use std::num::NonZeroU8;
use std::path::Path;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Barrier, Mutex};
use std::time::Duration;

use cosell_store::table::setting;
use cosell_store::{Error, Location, Notice, OpenOptions, Store, Tx};
use cosell_world::machine;
use tokio::task::JoinSet;

use crate::common::{Gate, task_ready};

const ACCOUNT: &str = "111111111111";
const CATALOG: &str = "AWS";

/// The timeout: a hang is a failure; a loaded machine is not.
const PATIENCE: Duration = Duration::from_secs(20);

fn file(folder: &Path) -> Location {
    Location::Sqlite(folder.join("cosell.db"))
}

fn open(location: &Location) -> Store {
    Store::open(location).expect("the store opens")
}

async fn put(tx: &mut Tx, name: &str) -> Result<(), Error> {
    setting::set(tx, ACCOUNT, CATALOG, name, "set").await
}

async fn write(store: &Store, name: &str) -> Result<(), Error> {
    let name = name.to_owned();
    store
        .write(name, async |tx, name| put(tx, name).await)
        .await
}

async fn has(store: &Store, name: &str) -> bool {
    let name = name.to_owned();
    let found: Result<_, Error> = store
        .read(name, async |tx, name| {
            setting::find(tx, ACCOUNT, CATALOG, name).await
        })
        .await;
    found.expect("a read").is_some()
}

/// Blocks the writer inside a transaction until the returned sender speaks: transactions that are
/// sent to the store meanwhile join its group.
async fn block_writer(store: &Store) -> (Sender<()>, tokio::task::JoinHandle<Result<(), Error>>) {
    let (open, gate) = Gate::new();
    let (held, mut is_held) = tokio::sync::mpsc::unbounded_channel();
    let store = store.clone();
    let holding = tokio::spawn(async move {
        store
            .write((gate, held), async |tx, (gate, held)| {
                put(tx, "holder").await?;
                let _ = held.send(());
                gate.wait();
                Ok(())
            })
            .await
    });
    is_held.recv().await.expect("the writer is held");
    (open, holding)
}

async fn until_waiting(store: &Store, count: usize) {
    while store.waiting() < count {
        tokio::task::yield_now().await;
    }
}

/// Its last transaction goes on, and its memory is freed, on its own thread.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_for_a_store_in_memory_to_end() {
    let store = open(&Location::Memory);
    let closing = store.closing();
    let (go, holding) = block_writer(&store).await;
    holding.abort();
    holding.await.expect_err("its caller has left");
    let dropping = tokio::task::spawn_blocking(move || drop(store));
    let dropped = machine::timeout(PATIENCE, dropping).await;
    dropped.expect("nothing waits").expect("no panic");
    assert!(!closing.wait(Duration::ZERO), "it has not ended");
    go.send(()).expect("the writer waits");
    assert!(closing.wait(PATIENCE), "it has ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_writes_are_all_kept_and_durable() {
    const WRITES: usize = 1000;
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(&file(folder.path()));
    let mut writes = JoinSet::new();
    for number in 0..WRITES {
        let store = store.clone();
        writes.spawn(async move {
            write(&store, &format!("n{number}"))
                .await
                .expect("acknowledged");
            assert!(
                has(&store, &format!("n{number}")).await,
                "visible once acknowledged"
            );
        });
    }
    while let Some(done) = writes.join_next().await {
        done.expect("no write failed");
    }
    drop(store);

    let store = open(&file(folder.path()));
    for number in 0..WRITES {
        assert!(
            has(&store, &format!("n{number}")).await,
            "n{number} after reopening"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_transaction_leaves_nothing_and_its_group_stays() {
    let store = open(&Location::Memory);
    let notices: Arc<Mutex<Vec<Notice>>> = Arc::default();
    let sink = Arc::clone(&notices);
    store.subscribe(move |notice| sink.lock().expect("nothing panicked").push(notice.clone()));
    let (release, holding) = block_writer(&store).await;

    let transaction = |name: &'static str, fails: bool| {
        let store = store.clone();
        tokio::spawn(async move {
            store
                .write((name, fails), async |tx, (name, fails)| {
                    put(tx, name).await?;
                    tx.notify(task_ready(name));
                    if *fails {
                        Err(Error::Statement("no".to_owned()))
                    } else {
                        Ok(())
                    }
                })
                .await
        })
    };
    let mut transactions = Vec::new();
    for (count, (name, fails)) in [("before", false), ("failing", true), ("after", false)]
        .into_iter()
        .enumerate()
    {
        transactions.push((fails, transaction(name, fails)));
        until_waiting(&store, count + 1).await;
    }
    release.send(()).expect("the writer waits");
    holding
        .await
        .expect("no panic")
        .expect("the holder is kept");
    for (fails, transaction) in transactions {
        assert_eq!(transaction.await.expect("no panic").is_err(), fails);
    }
    assert!(has(&store, "holder").await);
    assert!(has(&store, "before").await);
    assert!(!has(&store, "failing").await);
    assert!(has(&store, "after").await);
    let ready = task_ready;
    assert_eq!(
        *notices.lock().expect("nothing panicked"),
        [ready("before"), ready("after")]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_fails_its_own_call_only() {
    let store = open(&Location::Memory);
    let (release, holding) = block_writer(&store).await;
    let panicking = {
        let store = store.clone();
        tokio::spawn(async move {
            store
                .write((), async |tx, ()| {
                    put(tx, "panicking").await?;
                    let written = setting::find(tx, ACCOUNT, CATALOG, "panicking").await?;
                    assert!(written.is_none(), "the panic that this test is about");
                    Ok::<_, Error>(())
                })
                .await
        })
    };
    until_waiting(&store, 1).await;
    let neighbour = {
        let store = store.clone();
        tokio::spawn(async move { write(&store, "neighbour").await })
    };
    until_waiting(&store, 2).await;
    release.send(()).expect("the writer waits");
    holding
        .await
        .expect("no panic")
        .expect("the holder is kept");
    let failed = panicking.await.expect("the panic stays in the store");
    assert!(matches!(failed, Err(Error::Unavailable(_))), "{failed:?}");
    neighbour
        .await
        .expect("no panic")
        .expect("the neighbour is kept");
    assert!(!has(&store, "panicking").await);
    assert!(has(&store, "neighbour").await);
    write(&store, "later").await.expect("the writer lives on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_sees_one_snapshot_while_others_write() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(&file(folder.path()));
    let (go_on, gate) = Gate::new();
    let (begun, mut has_begun) = tokio::sync::mpsc::unbounded_channel();
    let reading = {
        let store = store.clone();
        tokio::spawn(async move {
            store
                .read((gate, begun), async |tx, (gate, begun)| {
                    let first = setting::find(tx, ACCOUNT, CATALOG, "new").await?;
                    let _ = begun.send(());
                    gate.wait();
                    let second = setting::find(tx, ACCOUNT, CATALOG, "new").await?;
                    Ok::<_, Error>((first, second))
                })
                .await
        })
    };
    has_begun.recv().await.expect("the read has begun");
    write(&store, "new")
        .await
        .expect("a writer does not wait for readers");
    assert!(has(&store, "new").await, "a read that begins later sees it");
    go_on.send(()).expect("the read waits");
    let (first, second) = reading.await.expect("no panic").expect("a read");
    assert_eq!((first, second), (None, None));
}

/// Reads that wait for each other end only if each has a thread of its own.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_read_by_as_many_at_once_as_it_has_readers() {
    const READERS: u8 = 3;
    let folder = tempfile::tempdir().expect("a folder");
    let options = OpenOptions {
        readers: NonZeroU8::new(READERS),
        ..OpenOptions::default()
    };
    let store = Store::open_with(&file(folder.path()), options).expect("the store opens");
    let meeting = Arc::new(Barrier::new(usize::from(READERS)));
    let mut reads = JoinSet::new();
    for _ in 0..READERS {
        let (store, meeting) = (store.clone(), Arc::clone(&meeting));
        reads.spawn(async move {
            let read = store.read(meeting, async |_, meeting| {
                meeting.wait();
                Ok::<_, Error>(())
            });
            read.await.expect("a read");
        });
    }
    while let Some(read) = reads.join_next().await {
        read.expect("no panic");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_does_not_wait_for_a_writer() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(&file(folder.path()));
    let (release, holding) = block_writer(&store).await;
    assert!(
        !has(&store, "holder").await,
        "what is not committed is not seen"
    );
    release.send(()).expect("the writer waits");
    holding.await.expect("no panic").expect("kept");
    assert!(has(&store, "holder").await);
}

#[tokio::test]
async fn a_file_has_one_owner_at_a_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(&file(folder.path()));
    match Store::open(&file(folder.path())) {
        Err(Error::Open { source, .. }) => assert!(matches!(*source, Error::InUse), "{source:?}"),
        other => panic!("opened twice: {other:?}"),
    }
    write(&store, "kept").await.expect("the owner goes on");
    drop(store);
    assert!(
        has(&open(&file(folder.path())), "kept").await,
        "the next owner finds it"
    );
}

#[tokio::test]
async fn a_store_in_memory_is_a_store_of_its_own() {
    let (one, other) = (open(&Location::Memory), open(&Location::Memory));
    write(&one, "mine").await.expect("written");
    assert!(has(&one, "mine").await);
    assert!(!has(&other, "mine").await);
}

#[tokio::test]
async fn a_text_that_is_not_utf8_is_an_error_and_not_another_text() {
    let store = open(&Location::Memory);
    let read: Result<_, Error> = store
        .read((), async |tx, ()| {
            let found = tx.query_one("SELECT CAST(x'61ff' AS TEXT)", &[]).await?;
            found.map(|mut row| row.text(0)).transpose()
        })
        .await;
    assert!(matches!(read, Err(Error::Column { .. })), "{read:?}");
}

/// Why a key without the account in it does not let accounts affect each other.
#[derive(Clone, Copy, Debug)]
enum Why {
    /// Its columns are ids that the service generates, or of rows that have such ids.
    Generated,
    /// The ARN has the account in it.
    Arn,
    /// It is not data of an account.
    NotOfAnAccount,
}

/// Keys without an account, by their table and their columns.
const WITHOUT_ACCOUNT: &[(&str, &str, Why)] = &[
    ("access_key", "id", Why::Generated),
    (
        "association",
        "engagement_id, resource_id, resource_type",
        Why::Generated,
    ),
    ("engagement", "id", Why::Generated),
    ("event", "id", Why::Generated),
    ("invitation", "id", Why::Generated),
    ("opportunity", "id", Why::Generated),
    ("prospecting_result", "task_id, place", Why::Generated),
    ("prospecting_task", "task_id", Why::Generated),
    ("received_opportunity", "invitation_id", Why::Generated),
    ("received_opportunity", "opportunity_id", Why::Generated),
    (
        "snapshot",
        "engagement_id, resource_id, template, revision",
        Why::Generated,
    ),
    ("snapshot_job", "id", Why::Generated),
    ("task", "id", Why::Generated),
    ("task_step", "task_id, step, epoch, attempt", Why::Generated),
    ("tag", "resource_arn, key", Why::Arn),
    ("customer_account", "id", Why::Generated),
    ("customer_account_search", "id", Why::Generated),
    ("deleted_customer_account", "id", Why::Generated),
    ("bulk_fetch", "job_id", Why::Generated),
    ("bulk_job", "id", Why::Generated),
    ("bulk_result", "job_id, number", Why::Generated),
    ("upload", "version", Why::Generated),
    ("upload_chunk", "version, part, number", Why::Generated),
    ("upload_part", "version, part", Why::Generated),
    ("account", "id", Why::NotOfAnAccount),
    ("audit", "number", Why::NotOfAnAccount),
    ("event_stream", "id", Why::NotOfAnAccount),
    ("event_target", "name", Why::NotOfAnAccount),
    ("identity", "id", Why::NotOfAnAccount),
    ("node", "id", Why::NotOfAnAccount),
    ("page_key", "number", Why::NotOfAnAccount),
    ("opportunity_gram_config", "k", Why::NotOfAnAccount),
    ("opportunity_gram_idx", "segid, term", Why::NotOfAnAccount),
];

/// One account's writes must neither replace nor block those of another.
#[tokio::test]
async fn every_key_has_the_account_in_it_or_a_reason_not_to() {
    let store = open(&Location::Memory);
    let keys = store.read((), async |tx, ()| {
        let text = "SELECT tables.name, keys.name, columns.name \
                        FROM sqlite_schema tables, pragma_index_list(tables.name) keys, \
                        pragma_index_info(keys.name) columns \
                        WHERE tables.type = 'table' AND keys.\"unique\" = 1 \
                        ORDER BY tables.name, keys.name, columns.seqno";
        let mut found: Vec<(String, String, String)> = Vec::new();
        for mut row in tx.query(text, &[]).await? {
            let (table, key, column) = (row.text(0)?, row.text(1)?, row.text(2)?);
            match found.last_mut() {
                Some(last) if last.1 == key => last.2 = format!("{}, {column}", last.2),
                _ => found.push((table, key, column)),
            }
        }
        Ok::<_, Error>(found)
    });
    let keys = keys.await.expect("the schema is read");
    assert!(keys.iter().any(|(table, ..)| table == "offer"), "{keys:?}");
    let listed = |table: &str, columns: &str| {
        let mut all = WITHOUT_ACCOUNT.iter();
        all.any(|known| (known.0, known.1) == (table, columns))
    };
    for (table, _, columns) in &keys {
        let account = columns.split(", ").any(|column| column == "account");
        assert!(
            account != listed(table, columns),
            "{table} ({columns}): give it the account, or say here why it needs none"
        );
    }
    for (table, columns, why) in WITHOUT_ACCOUNT {
        let there = keys
            .iter()
            .any(|key| (&*key.0, &*key.2) == (*table, *columns));
        assert!(there, "there is no key {table} ({columns}), {why:?}");
    }
}
