//! A database that cannot grow: writes are refused, nothing is half written, and writes resume as
//! soon as there is room.

use cosell_store::table::setting;
use cosell_store::{Error, Location, Store};

const ACCOUNT: &str = "111111111111";
const CATALOG: &str = "AWS";

/// More than a few pages: a write that does not fit where a small one still does.
const LARGE: usize = 100_000;

async fn put(store: &Store, name: &str, size: usize) -> Result<(), Error> {
    let (name, value) = (name.to_owned(), "x".repeat(size));
    store
        .write((name, value), async |tx, (name, value)| {
            setting::set(tx, ACCOUNT, CATALOG, name, value).await
        })
        .await
}

async fn length(store: &Store, name: &str) -> Option<usize> {
    let name = name.to_owned();
    let found: Result<_, Error> = store
        .read(name, async |tx, name| {
            setting::find(tx, ACCOUNT, CATALOG, name).await
        })
        .await;
    found.expect("a read").map(|value| value.len())
}

/// Limits the writer's database to this many pages, or to its present number if that is larger.
async fn limit(store: &Store, pages: u32) {
    let statement = format!("PRAGMA max_page_count = {pages}");
    let limited: Result<_, Error> = store
        .write(statement, async |tx, statement| {
            tx.query(statement, &[]).await
        })
        .await;
    limited.expect("a limit");
}

#[tokio::test]
async fn a_full_database_refuses_writes_keeps_its_data_and_resumes_with_room() {
    let folder = tempfile::tempdir().expect("a folder");
    let location = Location::Sqlite(folder.path().join("cosell.db"));
    let store = Store::open(&location).expect("the store opens");
    put(&store, "before", 10).await.expect("written");

    limit(&store, 1).await;
    for attempt in 0..3 {
        let refused = put(&store, "large", LARGE).await;
        assert!(
            matches!(refused, Err(Error::Unavailable(_))),
            "{attempt}: {refused:?}"
        );
    }
    assert_eq!(length(&store, "large").await, None);
    assert_eq!(length(&store, "before").await, Some(10));

    limit(&store, u32::MAX - 1).await;
    put(&store, "large", LARGE).await.expect("there is room");
    drop(store);
    let store = Store::open(&location).expect("the store opens");
    assert_eq!(length(&store, "large").await, Some(LARGE));
    assert_eq!(length(&store, "before").await, Some(10));
}
