//! Transactions whose connection breaks.
//!
//! A proxy between the store and the server breaks connections at a chosen point. As `contract`
//! says, these tests are skipped when `COSELL_TEST_POSTGRES` names no server.

use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use cosell_store::table::{account, setting};
use cosell_store::{Error, Location, Notice, Store};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::common::{account_of, task_ready};

const ACCOUNT: &str = "111111111111";
const CATALOG: &str = "AWS";

/// Where the proxy breaks the next connection that sends the statement of the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Break {
    Nowhere,
    /// The statement that writes never arrives.
    Statement,
    /// `COMMIT` never arrives.
    Commit,
    /// `COMMIT` arrives, its answer does not.
    Answer,
}

/// The command as it ends a request; `READ COMMITTED` is none.
const COMMIT: &[u8] = b"COMMIT\0";

/// A proxy before the server, for one schema.
pub(crate) struct Proxy {
    location: Location,
    fault: Arc<AtomicU8>,
}

impl Proxy {
    /// Starts one for a new schema. `None` when there is no server.
    pub(crate) async fn start() -> Option<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let Ok(address) = std::env::var("COSELL_TEST_POSTGRES") else {
            eprintln!("left out: COSELL_TEST_POSTGRES names no server");
            return None;
        };
        let (before, rest) = address.split_once('@').expect("user@host");
        let (server, database) = rest.split_once('/').expect("host/database");
        let server = server.to_owned();
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let schema = format!("broken_{}_{number}", std::process::id());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let fault = Arc::new(AtomicU8::new(Break::Nowhere as u8));
        let proxied = Arc::clone(&fault);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(&server).await.expect("the server");
                let (from_client, to_client) = client.into_split();
                let (from_server, to_server) = server.into_split();
                let answers = tokio::spawn(pass(from_server, to_client));
                let proxied = Arc::clone(&proxied);
                tokio::spawn(async move {
                    requests(from_client, to_server, &proxied, answers).await;
                });
            }
        });
        let address = format!(
            "{before}@127.0.0.1:{port}/{database}?sslmode=disable&options=-csearch_path%3D{schema}"
        );
        Some(Self {
            location: Location::Postgres(address.parse().expect("an address")),
            fault,
        })
    }

    pub(crate) fn location(&self) -> &Location {
        &self.location
    }

    pub(crate) fn break_at(&self, fault: Break) {
        self.fault.store(fault as u8, Ordering::SeqCst);
    }

    /// Whether it has broken a connection since it was told to.
    pub(crate) fn has_broken(&self) -> bool {
        self.fault.load(Ordering::SeqCst) == Break::Nowhere as u8
    }
}

async fn pass(mut from: OwnedReadHalf, mut to: OwnedWriteHalf) {
    let _ = tokio::io::copy(&mut from, &mut to).await;
}

/// Forwards requests until it must break the connection. Ending what passes answers drops its
/// halves, and so closes the client's connection.
async fn requests(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    fault: &AtomicU8,
    answers: JoinHandle<()>,
) {
    let mut buffer = vec![0; 1 << 16];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        let request = &buffer[..length];
        let has = |word: &[u8]| request.windows(word.len()).any(|part| part == word);
        let now = fault.load(Ordering::SeqCst);
        let at = |case: Break, word: &[u8]| now == case as u8 && has(word);
        if at(Break::Statement, b"written") || at(Break::Commit, COMMIT) {
            fault.store(Break::Nowhere as u8, Ordering::SeqCst);
            break;
        }
        if at(Break::Answer, COMMIT) {
            fault.store(Break::Nowhere as u8, Ordering::SeqCst);
            // Before the server can answer.
            answers.abort();
            let _ = answers.await;
            let _ = to.write_all(request).await;
            return;
        }
        if to.write_all(request).await.is_err() {
            break;
        }
    }
    answers.abort();
}

/// A store behind a proxy, in its own schema. `None` when there is no server.
pub(crate) async fn store() -> Option<(Store, Proxy)> {
    let proxy = Proxy::start().await?;
    let location = proxy.location().clone();
    let store = tokio::task::spawn_blocking(move || Store::open(&location));
    let store = store.await.expect("no panic").expect("the store opens");
    Some((store, proxy))
}

async fn write(store: &Store) -> Result<(), Error> {
    let written = store.write((), async |tx, ()| {
        tx.notify(task_ready("written"));
        setting::set(tx, ACCOUNT, CATALOG, "written", "1").await
    });
    written.await
}

async fn is_written(store: &Store) -> bool {
    let found = store.read((), async |tx, ()| {
        setting::find(tx, ACCOUNT, CATALOG, "written").await
    });
    found.await.expect("a read").is_some()
}

fn news(store: &Store) -> Arc<Mutex<Vec<Notice>>> {
    let notices: Arc<Mutex<Vec<Notice>>> = Arc::default();
    let sink = Arc::clone(&notices);
    store.subscribe(move |notice| sink.lock().expect("nothing panicked").push(notice.clone()));
    notices
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_lost_before_the_commit_leaves_nothing() {
    let Some((store, proxy)) = store().await else {
        return;
    };
    let notices = news(&store);
    proxy.break_at(Break::Statement);
    let broken = write(&store).await;
    assert!(matches!(broken, Err(Error::Unavailable(_))), "{broken:?}");
    assert!(!is_written(&store).await);
    assert!(notices.lock().expect("nothing panicked").is_empty());
    write(&store).await.expect("the next connection is whole");
    assert!(is_written(&store).await);
    assert_eq!(store.counts().ambiguous, 0);
}

/// The commit happened or not, and the caller cannot know which: it gets just that error, and
/// listeners are notified so that they read the store.
#[tokio::test(flavor = "multi_thread")]
async fn a_commit_without_an_answer_is_ambiguous() {
    for (fault, happened) in [(Break::Commit, false), (Break::Answer, true)] {
        let Some((store, proxy)) = store().await else {
            return;
        };
        let notices = news(&store);
        proxy.break_at(fault);
        let broken = write(&store).await;
        assert!(matches!(broken, Err(Error::Ambiguous(_))), "{broken:?}");
        assert_eq!(store.counts().ambiguous, 1);
        assert_eq!(store.counts().commits, 0);
        let look = task_ready("written");
        assert_eq!(*notices.lock().expect("nothing panicked"), [look]);
        if happened {
            // The server may still be committing when the connection breaks.
            while !is_written(&store).await {
                tokio::task::yield_now().await;
            }
        }
        assert_eq!(is_written(&store).await, happened, "{fault:?}");
        write(&store).await.expect("the next connection is whole");
    }
}

/// Outside of a transaction a session is read-only.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_outside_of_a_transaction() {
    let Some((store, _relay)) = store().await else {
        return;
    };
    let escaped = store.write((), async |tx, ()| {
        tx.execute("ROLLBACK", &[]).await?;
        setting::set(tx, ACCOUNT, CATALOG, "written", "1").await
    });
    escaped.await.expect_err("it is refused");
    assert!(!is_written(&store).await);
}

/// As when two nodes draw the numbers of new records in the same millisecond.
#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_was_taken_is_drawn_again_a_few_times() {
    let Some((store, _relay)) = store().await else {
        return;
    };
    let draw = async |numbers: &[&'static str]| {
        let runs = Arc::new(AtomicUsize::new(0));
        let input = (numbers.to_vec(), Arc::clone(&runs));
        let drawn = store.write(input, async |tx, (numbers, runs)| {
            let run = runs.fetch_add(1, Ordering::SeqCst);
            let number = numbers.get(run).or(numbers.last()).expect("a number");
            account::insert(tx, &account_of(number)).await
        });
        (drawn.await, runs.load(Ordering::SeqCst))
    };
    let (first, runs) = draw(&["one"]).await;
    first.expect("it is new");
    assert_eq!(runs, 1);
    let (lucky, runs) = draw(&["one", "one", "one", "two"]).await;
    lucky.expect("the fourth is new");
    assert_eq!(runs, 4);
    let (unlucky, runs) = draw(&["one"]).await;
    assert!(matches!(unlucky, Err(Error::Duplicate)), "{unlucky:?}");
    assert_eq!(runs, 4, "not for ever");
}

/// Like a server whose processes are stopped: the system accepts the connection.
#[test]
fn a_host_that_says_nothing_does_not_keep_the_store_from_the_next_one() {
    let Ok(address) = std::env::var("COSELL_TEST_POSTGRES") else {
        eprintln!("left out: COSELL_TEST_POSTGRES names no server");
        return;
    };
    let silent = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = silent.local_addr().expect("an address").port();
    let (before, rest) = address.split_once('@').expect("user@host");
    let schema = format!("silent_{}", std::process::id());
    let (server, database) = rest.split_once('/').expect("host/database");
    let address =
        format!("{before}@127.0.0.1:{port},{server}/{database}?options=-csearch_path%3D{schema}");
    Store::open(&Location::Postgres(address.parse().expect("an address"))).expect("it opens");
}
