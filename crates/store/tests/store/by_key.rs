//! Reads by key, whose connections keep their transaction open between commits.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use cosell_store::table::setting;
use cosell_store::{Error, Location, Store};
use tempfile::TempDir;

/// How long a store may take to close.
const PATIENCE: Duration = Duration::from_secs(20);

fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(&Location::Sqlite(folder.path().join("cosell.sqlite")));
    (folder, store.expect("a store"))
}

async fn set(store: &Store, value: String) {
    let written = store.write(value, async |tx, value| {
        setting::set(tx, "1", "AWS", "name", value).await
    });
    written.await.expect("a setting");
}

async fn get(store: &Store) -> Option<String> {
    let read = store.read_by_key((), async |tx, ()| {
        setting::find(tx, "1", "AWS", "name").await
    });
    read.await.expect("an answer")
}

/// The bytes of the write-ahead log; none once the store is closed.
fn log(folder: &Path) -> Option<u64> {
    let log = fs::metadata(folder.join("cosell.sqlite-wal"));
    log.ok().map(|log| log.len())
}

/// How often a setting of this size is written: its pages are as much as five full logs.
const WRITES: usize = 800;
const SIZE: usize = 100_000;

async fn fill_log(store: &Store, after_each: impl AsyncFn(&Store)) {
    for number in 0..WRITES {
        // Pages that do not change would not be written.
        set(store, format!("{number:05}").repeat(SIZE / 5)).await;
        after_each(store).await;
    }
}

fn check_log(folder: &Path) {
    let log = log(folder).expect("a log");
    let written = u64::try_from(WRITES * SIZE).expect("a size");
    assert!(log < written / 2, "{log} of {written} bytes");
}

fn close(store: Store, folder: &Path) {
    let closing = store.closing();
    drop(store);
    assert!(closing.wait(PATIENCE), "it is closed");
    assert_eq!(log(folder), None, "the last connection removed the log");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_read_sees_every_write_that_was_acknowledged_before() {
    let (folder, store) = store();
    set(&store, "0".to_owned()).await;
    let acknowledged = Arc::new(AtomicU32::new(0));
    let readers: Vec<_> = (0..4)
        .map(|_| {
            let (store, acknowledged) = (store.clone(), Arc::clone(&acknowledged));
            tokio::spawn(async move {
                let mut last = 0;
                while last < 500 {
                    let acked = acknowledged.load(Ordering::SeqCst).max(last);
                    let found = get(&store).await.expect("a value");
                    last = found.parse().expect("a number");
                    assert!(last >= acked, "{last} after {acked}");
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for number in 1..=500 {
        set(&store, number.to_string()).await;
        acknowledged.store(number, Ordering::SeqCst);
    }
    for reader in readers {
        reader.await.expect("no read was older");
    }
    close(store, folder.path());
}

#[tokio::test]
async fn an_idle_reader_does_not_keep_the_log_from_being_emptied() {
    let (folder, store) = store();
    fill_log(&store, async |store| {
        // Its connection is idle at the next commit, with an open transaction.
        assert!(get(store).await.is_some());
    })
    .await;
    check_log(folder.path());
    close(store, folder.path());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn busy_readers_do_not_keep_the_log_from_being_emptied() {
    let (folder, store) = store();
    set(&store, "0".to_owned()).await;
    let is_over = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..3)
        .map(|_| {
            let (store, is_over) = (store.clone(), Arc::clone(&is_over));
            tokio::spawn(async move {
                while !is_over.load(Ordering::SeqCst) {
                    get(&store).await;
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    fill_log(&store, async |_| {}).await;
    is_over.store(true, Ordering::SeqCst);
    for reader in readers {
        reader.await.expect("it read to the end");
    }
    check_log(folder.path());
    close(store, folder.path());
}

#[tokio::test]
async fn after_an_error_a_read_begins_anew() {
    let (folder, store) = store();
    set(&store, "a".to_owned()).await;
    for _ in 0..4 {
        assert_eq!(get(&store).await.as_deref(), Some("a"));
        let refused = store.read_by_key((), async |tx, ()| {
            setting::find(tx, "1", "AWS", "name").await?;
            Err::<(), _>(Error::Duplicate)
        });
        assert!(matches!(refused.await, Err(Error::Duplicate)));
        let broken = store.read_by_key((), async |tx, ()| {
            tx.of_store();
            tx.query("SELECT nothing FROM nowhere", &[]).await
        });
        assert!(matches!(broken.await, Err(Error::Statement(_))));
    }
    close(store, folder.path());
}
