//! A namespace that is dropped stays dropped, and one that is made anew is another one, whatever
//! was begun with the first one ends. A store that cannot be replaced goes on.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cosell_admin_api::Page as _;
use cosell_admin_api::metrics::Metrics;
use cosell_admin_api::pages::{ShowHealth, ShowMetrics};
use cosell_admin_api::seed::{SeedEntry, Seeded};
use cosell_auth::AccessKeys;
use cosell_domain::outbox::Outbox;
use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_engine::fault::{Action, LOOP, Rule};
use cosell_store::{BoxFuture, Closing, Location, Store};
use cosell_supervisor::Loop;
use cosell_world::{World, machine};
use hyper::StatusCode;
use hyper::http::request::Parts;
use tempfile::TempDir;
use tokio::sync::{Notify, oneshot};

use super::{MONITORED, Made, MakeError, Maker, NamespaceName, Space, SpaceLimits, Spaces};
use crate::access::AdminTokens;
use crate::admin::{self, Requester};
use crate::delivery::{Delivery, RETENTION};
use crate::front::Front;
use crate::head::Head;
use crate::peer::Peer;
use crate::pipeline::check_makes;

/// A hang is a failure; a loaded machine is not.
const PATIENCE: Duration = Duration::from_secs(20);

/// Makes namespaces, and says so, when the test wants it.
#[derive(Clone, Default)]
struct Paused(Arc<State>);

struct State {
    folder: TempDir,
    /// Whether the next ones are made, or fail. Without any they are made at once.
    go: Mutex<VecDeque<oneshot::Receiver<bool>>>,
    begun: Notify,
    made: Mutex<Vec<Arc<Delivery>>>,
    /// Whether the configured store is closed before it is made again, which fails then.
    is_exclusive: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            go: Mutex::default(),
            begun: Notify::new(),
            made: Mutex::default(),
            is_exclusive: false,
        }
    }
}

impl Paused {
    /// Lets the next namespace wait until it is said whether it is made.
    fn pause(&self) -> oneshot::Sender<bool> {
        let (go, wait) = oneshot::channel();
        self.0.go.lock().expect("nobody panicked").push_back(wait);
        go
    }

    async fn made(&self) -> Made {
        let store = Store::open(&Location::Memory).expect("a store");
        let (world, settings) = (World::system(), Settings::default());
        let service = Service::start(store, world, settings, Options::default());
        let service = service.await.expect("a service");
        let delivery = Delivery::open(Outbox::of(&service), Vec::new(), RETENTION);
        let delivery = Arc::new(delivery.await.expect("no targets"));
        let mut made = self.0.made.lock().expect("nobody panicked");
        made.push(Arc::clone(&delivery));
        Made {
            service,
            delivery,
            store: "memory".to_owned(),
            closing: Closing::NOTHING,
        }
    }

    /// Waits until the loops of the namespace of this number have ended.
    async fn until_retired(&self, number: usize) {
        let mut stopping = self.0.made.lock().expect("nobody panicked")[number].stopping();
        let retired = stopping.wait_for(|stopping| *stopping);
        let retired = machine::timeout(PATIENCE, retired).await;
        retired.expect("it is retired").expect("it is kept");
    }
}

/// Without what is saved, and without seeds, which no test here needs.
impl Maker for Paused {
    fn namespace(&self, _: Option<File>) -> BoxFuture<'_, Result<Made, MakeError>> {
        Box::pin(async {
            let wait = self.0.go.lock().expect("nobody panicked").pop_front();
            self.0.begun.notify_one();
            let is_made = match wait {
                Some(wait) => wait.await.expect("it is said"),
                None => true,
            };
            if !is_made {
                return Err(MakeError::Failed("no memory".into()));
            }
            Ok(self.made().await)
        })
    }

    fn prepare(&self, _: Option<File>) -> BoxFuture<'_, Result<(), MakeError>> {
        Box::pin(async { Ok(()) })
    }

    fn again(&self, _: Option<File>) -> BoxFuture<'_, Result<Made, MakeError>> {
        Box::pin(async {
            self.0.begun.notify_one();
            if self.0.is_exclusive {
                return Err(MakeError::Failed("too many open files".into()));
            }
            Ok(self.made().await)
        })
    }

    fn reopen(&self, _: &Service) -> BoxFuture<'_, Result<Made, MakeError>> {
        Box::pin(async {
            let wait = self.0.go.lock().expect("nobody panicked").pop_front();
            if let Some(wait) = wait {
                let _ = wait.await;
            }
            Ok(self.made().await)
        })
    }

    fn seed<'a>(&'a self, _: &'a Service, _: SeedEntry) -> BoxFuture<'a, Result<Seeded, String>> {
        unimplemented!()
    }

    fn scratch(&self) -> io::Result<File> {
        unimplemented!()
    }

    fn states(&self, of: Option<&NamespaceName>) -> io::Result<PathBuf> {
        let folder = self.0.folder.path().join(format!("of-{of:?}"));
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    fn forget_states(&self, of: &NamespaceName) -> io::Result<()> {
        fs::remove_dir_all(self.states(Some(of))?)
    }

    fn is_exclusive(&self) -> bool {
        self.0.is_exclusive
    }
}

async fn spaces() -> (Spaces, Paused, NamespaceName) {
    spaces_of(Paused::default()).await
}

async fn spaces_of(maker: Paused) -> (Spaces, Paused, NamespaceName) {
    let service = Paused::default().made().await.service;
    let callers = AccessKeys::new("111111111111", []);
    let front = Front::new(service, callers, "memory".to_owned(), false);
    let limits = SpaceLimits {
        namespaces: 1,
        reset: true,
    };
    let spaces = Spaces::new(front, Closing::NOTHING, maker.clone(), limits);
    (spaces, maker, "one".parse().expect("a name"))
}

#[tokio::test]
async fn a_namespace_that_is_dropped_while_it_is_replaced_stays_dropped() {
    let (spaces, maker, name) = spaces().await;
    let space = spaces.make(&name).await.expect("a namespace");
    maker.0.begun.notified().await;
    let go = maker.pause();
    let (replaced, ()) = tokio::join!(spaces.replace(&space, None, None), async {
        maker.0.begun.notified().await;
        assert!(spaces.drop_namespace(&name).await.is_some());
        go.send(true).expect("somebody waits");
    });
    assert_eq!(replaced.expect_err("it was dropped").name, "Conflict");
    assert!(spaces.list().is_empty());
    maker.until_retired(1).await;
}

#[tokio::test]
async fn a_namespace_that_is_made_anew_is_not_replaced_for_the_one_that_was_dropped() {
    let (spaces, maker, name) = spaces().await;
    let space = spaces.make(&name).await.expect("a namespace");
    spaces.drop_namespace(&name).await;
    let anew = spaces.make(&name).await.expect("another one");
    let replaced = spaces.replace(&space, None, None).await;
    assert_eq!(replaced.expect_err("it was dropped").name, "Conflict");
    assert!(Arc::ptr_eq(&anew, &spaces.successor(&space)));
    maker.until_retired(2).await;
}

#[tokio::test]
async fn two_that_replace_a_namespace_at_once_both_succeed() {
    let (spaces, maker, name) = spaces().await;
    let space = spaces.make(&name).await.expect("a namespace");
    let replaced = tokio::join!(
        spaces.replace(&space, None, None),
        spaces.replace(&space, None, None)
    );
    assert!(replaced.0.is_ok() && replaced.1.is_ok());
    assert_eq!(spaces.list().len(), 1);
    maker.until_retired(0).await;
}

#[tokio::test]
async fn a_namespace_that_could_not_be_made_takes_no_other_one_with_it() {
    let (spaces, maker, name) = spaces().await;
    let go = maker.pause();
    let (failed, anew) = tokio::join!(spaces.make(&name), async {
        maker.0.begun.notified().await;
        spaces.drop_namespace(&name).await;
        let anew = spaces.make(&name).await.expect("another one");
        go.send(false).expect("somebody waits");
        anew
    });
    assert!(failed.is_err());
    let found = spaces.find(&name).expect("it is there");
    assert!(Arc::ptr_eq(&anew, &found));
}

/// A maker of a store that is closed before it is made again, which fails.
fn exclusive() -> Paused {
    Paused(Arc::new(State {
        is_exclusive: true,
        ..State::default()
    }))
}

#[tokio::test]
async fn a_store_that_could_not_be_replaced_is_opened_again() {
    let (spaces, _, _) = spaces_of(exclusive()).await;
    let old = spaces.unnamed();
    let refused = spaces.reset(&old).await.expect_err("it failed");
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.body["error"], "Unavailable");
    let found = spaces
        .of(&get("/"), check_makes)
        .await
        .expect("requests go on");
    assert!(!Arc::ptr_eq(&old, &found));
    let acts = found.front.service.acts(i64::MAX, 1).await;
    assert!(acts.expect("it is open").is_empty());
}

/// The head of a request.
fn get(path: &str) -> Head {
    Head::from(request(path))
}

fn request(path: &str) -> Parts {
    let request = hyper::Request::get(path).header("host", "localhost");
    request.body(()).expect("a request").into_parts().0
}

/// Of a switch. The first save has not what was acknowledged since.
#[tokio::test]
async fn a_space_whose_last_changes_cannot_be_saved_is_not_replaced() {
    for maker in [exclusive(), Paused::default()] {
        let is_exclusive = maker.0.is_exclusive;
        let (spaces, _, name) = spaces_of(maker).await;
        let named = spaces.make(&name).await.expect("a namespace");
        for old in [spaces.unnamed(), named] {
            let nowhere = Path::new("/nonexistent/state.cosell");
            let refused = spaces.replace(&old, None, Some(nowhere)).await;
            let refused = refused.expect_err("it cannot be saved");
            assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(refused.body, crate::spaces::no_disk().body);
            let found = spaces.successor(&old);
            let is_reopened = is_exclusive && old.name.is_none();
            assert_eq!(Arc::ptr_eq(&old, &found), !is_reopened);
            assert!(found.held_for().is_none(), "requests wait");
            let acts = found.front.service.acts(i64::MAX, 1).await;
            acts.expect("it is open");
            if let Some(delivery) = &found.front.delivery {
                assert!(!*delivery.stopping().borrow(), "no streams of events");
            }
        }
    }
}

/// Its data would end with the process.
#[tokio::test]
async fn a_space_in_memory_goes_on_after_a_panic_in_its_replacement() {
    let (spaces, _, name) = spaces().await;
    let named = spaces.make(&name).await.expect("a namespace");
    for old in [spaces.unnamed(), named] {
        let point = format!("{LOOP}.{}", Loop::Replacement.name());
        let faults = old.front.service.engine().faults();
        faults.add(Rule::new(point, Action::Panic));
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("left.cosell");
        let refused = spaces.replace(&old, None, Some(&path)).await;
        let refused = refused.expect_err("it panics");
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(!path.exists());
        assert!(Arc::ptr_eq(&old, &spaces.successor(&old)));
        assert!(old.held_for().is_none(), "requests wait");
        let acts = old.front.service.acts(i64::MAX, 1).await;
        acts.expect("it is open");
        if let Some(delivery) = &old.front.delivery {
            assert!(!*delivery.stopping().borrow(), "no streams of events");
        }
    }
}

/// What one of them changes is saved with what is left.
#[tokio::test]
async fn a_space_is_saved_once_its_requests_are_answered_and_later_ones_wait() {
    let (spaces, _, name) = spaces().await;
    spaces.make(&name).await.expect("a namespace");
    for old in [spaces.unnamed(), spaces.find(&name).expect("it is there")] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("left.cosell");
        let mut page = request("/GetOpportunity");
        if let Some(name) = &old.name {
            let name = name.to_string().parse().expect("a header");
            page.headers.insert("x-cosell-namespace", name);
        }
        let page = Head::from(page);
        // The request of the switch has one, and the switch.
        let (_switch, in_flight) = (Arc::clone(&old), Arc::clone(&old));
        let mut replaced = Box::pin(spaces.replace(&old, None, Some(&path)));
        let mut later = Box::pin(spaces.of(&page, check_makes));
        tokio::select! {
            biased;
            _ = &mut replaced => panic!("a request is in flight"),
            () = until_held(&old) => {}
        }
        tokio::select! {
            biased;
            _ = &mut later => panic!("it does not wait"),
            () = tokio::task::yield_now() => {}
        }
        assert!(!path.exists(), "a request is in flight");
        drop(in_flight);
        let (replaced, later) = tokio::join!(replaced, later);
        replaced.expect("it is replaced");
        assert!(path.exists());
        assert!(!Arc::ptr_eq(&old, &later.expect("a space")));
    }
}

/// A monitor gives up sooner than a large state is loaded.
#[tokio::test]
async fn a_monitor_does_not_wait_until_a_store_is_replaced() {
    let (spaces, _, _) = spaces_of(exclusive()).await;
    let space = spaces.unnamed();
    let _held = space.lineage.hold();
    space.front.service.close();
    for page in MONITORED {
        let page = get(page.path);
        tokio::select! {
            biased;
            found = spaces.of(&page, check_makes) => {
                assert!(Arc::ptr_eq(&space, &found.expect("a space")));
            }
            () = std::future::ready(()) => panic!("it waits"),
        }
    }
    let requester = Requester {
        spaces: &spaces,
        space: &space,
        upload: None,
        peer: Peer::new(([127, 0, 0, 1], 1).into(), false),
        administrator: None,
        last_event: None,
    };
    let shown = admin::ask(requester, &ShowHealth {}).await;
    assert_eq!(shown.expect("it has just begun").status, "ok");
    // A scrape gets what is known without the store.
    let up = async |value: u8| {
        let Metrics(page) = admin::ask(requester, &ShowMetrics {})
            .await
            .expect("a page");
        assert!(
            page.contains(&format!("cosell_store_up {value}.0\n")),
            "{page}"
        );
        assert!(page.contains("cosell_store_commits_total"), "{page}");
    };
    up(1).await;
    let long_ago = machine::instant().checked_sub(PATIENCE);
    space.lineage.waiting.send_replace(long_ago);
    let shown = admin::ask(requester, &ShowHealth {}).await;
    let shown = shown.expect_err("it takes long");
    assert_eq!(shown.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(shown.body["status"], "unavailable");
    up(0).await;
}

async fn until_held(space: &Arc<Space>) {
    while space.held_for().is_none() {
        tokio::task::yield_now().await;
    }
}

/// The head of a request for a page of a namespace.
fn named(method: &str, path: &str, headers: &[(&str, &str)]) -> Head {
    let mut request = hyper::Request::builder()
        .method(method)
        .uri(path)
        .header("host", "localhost")
        .header("x-cosell-namespace", "one");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(()).expect("a request");
    Head::from(request.into_parts().0)
}

/// A mistyped name would look like an empty namespace that is well.
#[tokio::test]
async fn what_only_asks_and_what_is_refused_makes_no_namespace() {
    const TOKEN: &str = "0f6b2c-a-token-for-tests";
    let (spaces, _, name) = spaces().await;
    let html = [("accept", "text/html")];
    for (method, path, headers) in [
        ("GET", ShowHealth::DECLARED.path, &[][..]),
        ("HEAD", ShowHealth::DECLARED.path, &[]),
        ("GET", "/", &[]),
        ("GET", "/", &html),
        ("GET", "/console/tasks", &[]),
        ("GET", ShowMetrics::DECLARED.path, &[]),
        ("GET", "/_cosell/helth", &[]),
    ] {
        let refused = spaces.of(&named(method, path, headers), check_makes).await;
        let refused = refused.expect_err("there is none");
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{method} {path}");
        assert!(spaces.created_at(&name).is_none(), "{method} {path}");
    }
    let tokens = AdminTokens::default();
    tokens.add(TOKEN).expect("a token");
    spaces.unnamed().front.tokens.replace(&tokens);
    let wrong = [("authorization", "Bearer 0f6b2c-another-token")];
    for (method, path, headers) in [
        ("GET", "/_cosell/clock", &[][..]),
        ("GET", "/_cosell/clock", &wrong),
        ("GET", "/_cosell", &[]),
        ("POST", "/_cosell/reset", &[]),
    ] {
        let refused = spaces.of(&named(method, path, headers), check_makes).await;
        let refused = refused.expect_err("no token is sent");
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{method} {path}");
        assert!(spaces.created_at(&name).is_none(), "{method} {path}");
    }
    let right = format!("Bearer {TOKEN}");
    let clock = named("GET", "/_cosell/clock", &[("authorization", &right)]);
    let made = spaces.of(&clock, check_makes).await.expect("a namespace");
    let health = named("GET", ShowHealth::DECLARED.path, &[]);
    let found = spaces.of(&health, check_makes).await.expect("it is there");
    assert!(Arc::ptr_eq(&made, &found));
}

#[tokio::test]
async fn a_client_that_disconnects_does_not_leave_the_store_closed() {
    let (spaces, maker, _) = spaces_of(exclusive()).await;
    let go = maker.pause();
    let old = spaces.unnamed();
    let mut reset = Box::pin(spaces.reset(&old));
    tokio::select! {
        _ = &mut reset => panic!("it waits for the store"),
        () = maker.0.begun.notified() => drop(reset),
    }
    go.send(true).expect("the store is still opened");
    let operation = get("/GetOpportunity");
    let found = machine::timeout(PATIENCE, spaces.of(&operation, check_makes)).await;
    let found = found.expect("requests wait no longer").expect("a store");
    assert!(!Arc::ptr_eq(&old, &found));
}

/// What is written of it would keep the disk full.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_state_for_which_there_is_no_room_leaves_nothing() {
    let (spaces, _, _) = spaces().await;
    let folder = tempfile::tempdir().expect("a folder");
    let part = folder.path().join("full.part");
    std::os::unix::fs::symlink("/dev/full", &part).expect("a link");
    let path = folder.path().join("full.cosell");
    let refused = super::states::save_as(&spaces.unnamed(), &path).await;
    let refused = refused.expect_err("there is no room");
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.body["error"], "Unavailable");
    assert!(!part.is_symlink() && !path.exists());
}

/// A state that nobody could load would be in the place of one that everybody can.
#[tokio::test]
async fn a_damaged_row_is_named_and_its_state_replaces_no_other() {
    let store = Store::open(&Location::Memory).expect("a store");
    let (world, settings) = (World::system(), Settings::default());
    let service = Service::start(store.clone(), world, settings, Options::default());
    let service = service.await.expect("a service");
    let callers = AccessKeys::new("111111111111", []);
    let front = Front::new(service, callers, "memory".to_owned(), false);
    let limits = SpaceLimits {
        namespaces: 0,
        reset: true,
    };
    let spaces = Spaces::new(front, Closing::NOTHING, Paused::default(), limits);
    let damaged = store.write((), async |tx, ()| {
        tx.of_store();
        let text = "INSERT INTO engagement_member (engagement_id, account, catalog, created_at, \
                    joined_at) VALUES ('e', 'a', 'AWS', 7, 'late')";
        tx.execute(text, &[]).await
    });
    damaged.await.expect("SQLite stores it");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("main.cosell");
    fs::write(&path, "older").expect("a file");
    let refused = super::states::save_as(&spaces.unnamed(), &path).await;
    let refused = refused.expect_err("a row is damaged");
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let said = refused.body.to_string();
    assert!(said.contains("engagement_member.joined_at is"), "{said}");
    assert_eq!(fs::read(&path).expect("it is there"), b"older");
    let files = fs::read_dir(folder.path()).expect("a folder");
    assert_eq!(files.count(), 1, "nothing is left of the other");
}

#[tokio::test]
async fn saved_states_that_wait_for_a_space_are_refused_when_it_is_replaced() {
    let (spaces, _, name) = spaces().await;
    for dropped in [false, true] {
        let space = spaces.make(&name).await.expect("a namespace");
        let turn = space.lineage.states.lock().await;
        let (saved, deleted, ()) = tokio::join!(
            spaces.branch(&space, &name),
            spaces.drop_state(&space, &name),
            async {
                if dropped {
                    spaces.named().remove(&name);
                } else {
                    spaces.reset(&space).await.expect("reset");
                }
                drop(turn);
            }
        );
        let why = if dropped { "dropped" } else { "replaced" };
        for refused in [saved.map(drop), deleted.map(drop)] {
            let refused = refused.expect_err("it is another one");
            assert_eq!(refused.status, StatusCode::CONFLICT);
            assert!(refused.body.to_string().contains(why), "{refused:?}");
        }
    }
}

#[tokio::test]
async fn a_space_does_not_wait_for_the_saved_states_of_another_one() {
    let (spaces, _, name) = spaces().await;
    let unnamed = spaces.unnamed();
    let _turn = unnamed.lineage.states.lock().await;
    let space = spaces.make(&name).await.expect("a namespace");
    let saved = machine::timeout(PATIENCE, spaces.branch(&space, &name)).await;
    saved.expect("it does not wait").expect("saved");
}

/// The folder is removed with the namespace, but not under somebody who writes to it.
#[tokio::test]
async fn a_namespace_is_dropped_once_its_states_are_saved() {
    let (spaces, maker, name) = spaces().await;
    let space = spaces.make(&name).await.expect("a namespace");
    let turn = space.lineage.states.lock().await;
    let mut dropped = Box::pin(spaces.drop_namespace(&name));
    let early = machine::timeout(Duration::from_millis(50), &mut dropped).await;
    assert!(early.is_err(), "somebody saves a state");
    drop(turn);
    assert!(dropped.await.is_some());
    assert_eq!(
        fs::read_dir(maker.0.folder.path())
            .expect("a folder")
            .count(),
        0
    );
}

/// As after the two seconds that a request in flight has.
#[tokio::test]
async fn a_request_whose_store_is_closed_under_it_learns_that_it_was_replaced() {
    let (spaces, _, _) = spaces_of(exclusive()).await;
    let old = spaces.unnamed();
    spaces.reset(&old).await.expect_err("it failed");
    let closed = cosell_store::Error::Unavailable("the store is closed".to_owned());
    let refusal = spaces.explained(&old, closed.into());
    assert_eq!(refusal.status, StatusCode::CONFLICT);
    let closed = cosell_store::Error::Unavailable("the disk is full".to_owned());
    let refusal = spaces.explained(&spaces.unnamed(), closed.into());
    assert_eq!(refusal.status, StatusCode::INTERNAL_SERVER_ERROR);
}
