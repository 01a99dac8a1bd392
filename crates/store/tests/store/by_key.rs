//! Reads by key, whose connections keep their transaction open between commits.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
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
    let (writes, size) = (640, 100_000);
    for number in 0..writes {
        // Pages that do not change would not be written.
        set(&store, format!("{number:05}").repeat(size / 5)).await;
        // Both connections, or more, are idle with an open transaction at the next commit.
        for _ in 0..2 {
            assert!(get(&store).await.is_some());
        }
    }
    let log = log(folder.path()).expect("a log");
    let written = u64::try_from(writes * size).expect("a size");
    assert!(log < written / 2, "{log} of {written} bytes");
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
