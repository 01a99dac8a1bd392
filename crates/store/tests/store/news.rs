//! News between the programs on a store.
//!
//! As `contract` says, the tests of PostgreSQL are skipped when `COSELL_TEST_POSTGRES` names no
//! server.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use cosell_store::table::setting;
use cosell_store::{Error, Location, News, Notice, Store};
use cosell_world::machine::timeout;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

const ACCOUNT: &str = "111111111111";
const CATALOG: &str = "AWS";

/// The interval at which news is sent again that seems to be lost.
const AGAIN: Duration = Duration::from_millis(50);

/// A schema that several programs share.
struct Shared(Location);

impl Shared {
    fn new() -> Option<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var("COSELL_TEST_POSTGRES") else {
            eprintln!("left out: COSELL_TEST_POSTGRES names no server");
            return None;
        };
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        // A name that needs its quotes.
        let schema = format!("News.{}.{number}", std::process::id());
        let address = format!("{server}?options=-csearch_path%3D%22{schema}%22");
        Some(Self(Location::Postgres(
            address.parse().expect("an address"),
        )))
    }

    fn open(&self) -> (Store, UnboundedReceiver<News>) {
        let store = Store::open(&self.0).expect("the store opens");
        let (sender, received) = unbounded_channel();
        store.subscribe(move |notice| {
            if let Notice::News(news) = notice {
                // After the end of its test nobody receives.
                let _ = sender.send(news.clone());
            }
        });
        (store, received)
    }
}

fn ended(id: &str) -> News {
    News::TaskEnded(id.to_owned())
}

/// A transaction with news, committed or rolled back.
async fn write(store: &Store, id: &'static str, keep: bool) {
    let written = store.write((id, keep), async |tx, (id, keep)| {
        tx.notify(Notice::News(ended(id)));
        let savepoint = tx.savepoint().await?;
        tx.notify(Notice::News(ended("taken-back")));
        tx.roll_back(savepoint).await?;
        setting::set(tx, ACCOUNT, CATALOG, id, "1").await?;
        if *keep {
            Ok(())
        } else {
            Err(Error::Document("undone".to_owned()))
        }
    });
    assert_eq!(written.await.is_ok(), keep);
}

async fn is_written(store: &Store, id: &'static str) -> bool {
    let found = store.read(id, async |tx, id| {
        setting::find(tx, ACCOUNT, CATALOG, id).await
    });
    found.await.expect("a read").is_some()
}

/// Sends until it is received: news from before the other one listened is lost.
async fn meet(from: &Store, to: &mut UnboundedReceiver<News>) {
    from.publish(News::NodeLeft);
    while timeout(AGAIN, to.recv()).await.is_err() {
        from.publish(News::NodeLeft);
    }
    from.publish(ended("met"));
    while to.recv().await != Some(ended("met")) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn news_is_received_by_every_program_once_it_is_committed() {
    let Some(shared) = Shared::new() else {
        return;
    };
    let ((one, mut here), (other, mut there)) = (shared.open(), shared.open());
    let (_stranger, mut nowhere) = Shared::new().expect("the same server").open();
    meet(&one, &mut there).await;
    write(&one, "undone", false).await;
    write(&one, "kept", true).await;
    assert_eq!(there.recv().await, Some(ended("kept")));
    assert!(
        is_written(&other, "kept").await,
        "news comes after the commit"
    );
    // The sender has received it at once, and gets no echo.
    other.publish(ended("answer"));
    let mut heard = Vec::new();
    while heard.last() != Some(&ended("answer")) {
        heard.push(here.recv().await.expect("the store is open"));
    }
    heard.retain(|news| *news != News::NodeLeft);
    assert_eq!(heard, [ended("met"), ended("kept"), ended("answer")]);
    assert!(
        nowhere.try_recv().is_err(),
        "another schema is another store"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_listening_connection_is_reopened_and_blocks_nobody() {
    let Some(shared) = Shared::new() else {
        return;
    };
    let ((one, _), (_other, mut there)) = (shared.open(), shared.open());
    meet(&one, &mut there).await;
    let text = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                WHERE pid <> pg_backend_pid() AND (query LIKE '%pg_notify(''cosell%' \
                OR query LIKE '%LISTEN cosell_'
               || quote_ident(current_schema())::regnamespace::oid)";
    let cut = one.read(text, async |tx, text| tx.query_one(text, &[]).await);
    let mut row = cut.await.expect("a read").expect("a row");
    assert!(row.integer(0).expect("a number") >= 2);
    write(&one, "meanwhile", true).await;
    meet(&one, &mut there).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_of_one_program_notifies_its_own_listeners() {
    let (store, mut received) = Shared(Location::Memory).open();
    write(&store, "undone", false).await;
    write(&store, "kept", true).await;
    store.publish(News::NodeLeft);
    assert_eq!(received.recv().await, Some(ended("kept")));
    assert_eq!(received.recv().await, Some(News::NodeLeft));
}
