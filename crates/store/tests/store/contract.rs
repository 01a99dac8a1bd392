//! The promises of a store on every database.
//!
//! Each promise is a function of a [`Place`], and runs on memory, on a SQLite file and on
//! PostgreSQL. For PostgreSQL the variable `COSELL_TEST_POSTGRES` must contain the address of a
//! server, as `cargo xtask test` and `cargo xtask postgres cargo test` set it; without it these
//! tests report that they are skipped. Every place is a store of its own: a file, or a schema.

mod bulk;
mod closing;
mod lists;
mod tasks;
mod uploads;
mod values;

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};

use cosell_store::table::audit::{self, Beginning};
use cosell_store::table::event_parked::{self, Parked, State};
use cosell_store::table::job::{self, Job};
use cosell_store::table::{account, event, event_target, setting};
use cosell_store::{Error, Location, Store, Tx};
use tokio::sync::mpsc::unbounded_channel;
use tokio::task::{JoinSet, block_in_place};

use crate::common::{Gate, account_of, task_ready};
use crate::distribution::every_unique_key_holds_the_distribution_key;
use crate::histories;
use bulk::jobs_take_turns_and_their_outcomes_are_read_in_order;
use closing::nothing_is_acknowledged_after_the_end_of_writes;
use lists::{
    a_list_has_what_its_filter_says_of_each_row, a_page_ends_when_it_has_passed_over_enough,
};
use tasks::a_task_is_taken_over_restarted_and_pruned_once;
use uploads::a_part_is_written_by_its_newest_attempt_only;
use values::{
    a_damaged_value_says_where_it_is_and_blocks_nothing_else, job_of,
    null_and_the_largest_numbers_are_read_as_written, pages_have_neither_gaps_nor_repetitions,
    texts_sort_by_their_bytes_and_are_read_as_written,
};

const ACCOUNT: &str = "111111111111";
const CATALOG: &str = "AWS";

/// The location of a store, and the folder that contains it.
pub(crate) struct Place {
    location: Location,
    lasting: bool,
    _folder: Option<tempfile::TempDir>,
}

impl Place {
    fn memory() -> Self {
        Self {
            location: Location::Memory,
            lasting: false,
            _folder: None,
        }
    }

    fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self {
            location: Location::Sqlite(folder.path().join("cosell.db")),
            lasting: true,
            _folder: Some(folder),
        }
    }

    pub(crate) fn postgres() -> Option<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var("COSELL_TEST_POSTGRES") else {
            eprintln!("left out: COSELL_TEST_POSTGRES names no server");
            return None;
        };
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let schema = format!("contract_{}_{number}", std::process::id());
        let address = format!("{server}?options=-csearch_path%3D{schema}");
        Some(Self {
            location: Location::Postgres(address.parse().expect("an address")),
            lasting: true,
            _folder: None,
        })
    }

    /// A database that lasts.
    pub(crate) fn of(location: &Location) -> Self {
        Self {
            location: location.clone(),
            lasting: true,
            _folder: None,
        }
    }

    pub(crate) fn location(&self) -> &Location {
        &self.location
    }

    pub(crate) fn open(&self) -> Store {
        Store::open(&self.location).expect("the store opens")
    }
}

/// Generates a test for each promise on each database.
macro_rules! promises {
    ($($promise:ident,)*) => {
        promises!(memory: $($promise,)*);
        promises!(sqlite: $($promise,)*);
        promises!(postgres: $($promise,)*);
    };
    ($database:ident: $($promise:ident,)*) => {
        mod $database {
            $(
                // Some transactions here block their thread on purpose.
                #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn $promise() {
                    if let Some(place) = super::Place::$database().into() {
                        super::$promise(&place).await;
                    }
                }
            )*
        }
    };
}

promises! {
    acknowledged_writes_are_visible_at_once_and_after_reopening,
    an_error_undoes_all_of_its_transaction_and_nothing_else,
    a_panic_fails_its_own_call_only,
    a_read_sees_one_snapshot_while_others_write,
    a_rollback_to_a_savepoint_undoes_what_came_after_it,
    a_failed_statement_can_only_be_rolled_back,
    a_key_that_exists_is_a_duplicate,
    notices_are_sent_after_the_commit_and_only_then,
    texts_sort_by_their_bytes_and_are_read_as_written,
    pages_have_neither_gaps_nor_repetitions,
    null_and_the_largest_numbers_are_read_as_written,
    a_damaged_value_says_where_it_is_and_blocks_nothing_else,
    two_transactions_that_check_before_they_insert_never_get_a_duplicate,
    increments_of_one_row_are_all_counted,
    acts_have_numbers_without_gaps,
    events_get_positions_in_the_order_of_the_commits_of_their_resource,
    a_target_is_owned_by_one_node_at_a_time,
    parked_events_are_kept_in_order_until_they_are_received_or_dropped,
    of_two_conflicting_decisions_the_second_sees_the_first,
    concurrent_transactions_are_those_of_one_after_the_other,
    a_dispatched_statement_that_fails_fails_its_transaction,
    a_guarded_statement_that_changes_nothing_lets_nothing_stay,
    a_caller_who_leaves_does_not_stop_a_transaction,
    commits_are_counted,
    jobs_take_turns_and_their_outcomes_are_read_in_order,
    a_part_is_written_by_its_newest_attempt_only,
    a_task_is_taken_over_restarted_and_pruned_once,
    a_list_has_what_its_filter_says_of_each_row,
    a_page_ends_when_it_has_passed_over_enough,
    every_unique_key_holds_the_distribution_key,
    nothing_is_acknowledged_after_the_end_of_writes,
}

async fn put(tx: &mut Tx, name: &str, value: &str) -> Result<(), Error> {
    setting::set(tx, ACCOUNT, CATALOG, name, value).await
}

async fn get(tx: &mut Tx, name: &str) -> Result<Option<String>, Error> {
    setting::find(tx, ACCOUNT, CATALOG, name).await
}

async fn write(store: &Store, name: &str, value: &str) {
    let (name, value) = (name.to_owned(), value.to_owned());
    let written = store.write((name, value), async |tx, (name, value)| {
        put(tx, name, value).await
    });
    written.await.expect("a write");
}

async fn read(store: &Store, name: &str) -> Option<String> {
    let name = name.to_owned();
    let found = store.read(name, async |tx, name| get(tx, name).await);
    found.await.expect("a read")
}

fn refusal() -> Error {
    Error::Document("the test's own refusal".to_owned())
}

async fn acknowledged_writes_are_visible_at_once_and_after_reopening(place: &Place) {
    let store = place.open();
    for number in 0..20 {
        let name = format!("n{number}");
        write(&store, &name, "kept").await;
        assert_eq!(read(&store, &name).await.as_deref(), Some("kept"));
    }
    drop(store);
    if place.lasting {
        let store = place.open();
        for number in 0..20 {
            let name = format!("n{number}");
            assert_eq!(read(&store, &name).await.as_deref(), Some("kept"));
        }
    }
}

async fn an_error_undoes_all_of_its_transaction_and_nothing_else(place: &Place) {
    let store = place.open();
    write(&store, "before", "1").await;
    let failed = store.write((), async |tx, ()| {
        put(tx, "before", "2").await?;
        put(tx, "inside", "1").await?;
        let savepoint = tx.savepoint().await?;
        put(tx, "deeper", "1").await?;
        tx.release(&savepoint).await?;
        let _left_open = tx.savepoint().await?;
        Err::<(), _>(refusal())
    });
    assert!(matches!(failed.await, Err(Error::Document(_))));
    write(&store, "after", "1").await;
    assert_eq!(read(&store, "before").await.as_deref(), Some("1"));
    assert_eq!(read(&store, "inside").await, None);
    assert_eq!(read(&store, "deeper").await, None);
    assert_eq!(read(&store, "after").await.as_deref(), Some("1"));
}

async fn a_panic_fails_its_own_call_only(place: &Place) {
    let store = place.open();
    let panicking = store.write((), async |tx, ()| {
        put(tx, "panicking", "1").await?;
        let found = get(tx, "panicking").await?;
        assert!(found.is_none(), "the panic that this test is about");
        Ok::<_, Error>(())
    });
    assert!(matches!(panicking.await, Err(Error::Unavailable(_))));
    // More often than there are connections: none may have been left inside the transaction.
    for number in 0..40 {
        write(&store, &format!("later{number}"), "1").await;
    }
    assert_eq!(read(&store, "panicking").await, None);
    assert_eq!(read(&store, "later39").await.as_deref(), Some("1"));
}

async fn a_read_sees_one_snapshot_while_others_write(place: &Place) {
    let store = place.open();
    write(&store, "seen", "old").await;
    let (go_on, gate) = Gate::new();
    let (begun, mut has_begun) = unbounded_channel();
    let reading = {
        let store = store.clone();
        tokio::spawn(async move {
            let read = store.read((gate, begun), async |tx, (gate, begun)| {
                let first = get(tx, "seen").await?;
                let _ = begun.send(());
                gate.wait();
                Ok::<_, Error>((first, get(tx, "seen").await?))
            });
            read.await
        })
    };
    has_begun.recv().await.expect("the read has begun");
    if place.lasting {
        write(&store, "seen", "new").await;
        assert_eq!(read(&store, "seen").await.as_deref(), Some("new"));
    }
    // Memory has one connection: there the read is alone, and sees one snapshot for that reason.
    go_on.send(()).expect("the read waits");
    let old = Some("old".to_owned());
    let seen = reading.await.expect("no panic").expect("a read");
    assert_eq!(seen, (old.clone(), old));
}

async fn a_rollback_to_a_savepoint_undoes_what_came_after_it(place: &Place) {
    let store = place.open();
    let written = store.write((), async |tx, ()| {
        put(tx, "first", "1").await?;
        let outer = tx.savepoint().await?;
        put(tx, "kept", "1").await?;
        let inner = tx.savepoint().await?;
        put(tx, "first", "2").await?;
        put(tx, "lost", "1").await?;
        tx.roll_back(inner).await?;
        assert_eq!(get(tx, "first").await?.as_deref(), Some("1"));
        // The name of the dropped savepoint is free again.
        let again = tx.savepoint().await?;
        put(tx, "again", "1").await?;
        tx.release(&again).await?;
        tx.release(&outer).await
    });
    written.await.expect("a write");
    assert_eq!(read(&store, "first").await.as_deref(), Some("1"));
    assert_eq!(read(&store, "kept").await.as_deref(), Some("1"));
    assert_eq!(read(&store, "again").await.as_deref(), Some("1"));
    assert_eq!(read(&store, "lost").await, None);
}

async fn a_failed_statement_can_only_be_rolled_back(place: &Place) {
    let store = place.open();
    let ignored = store.write((), async |tx, ()| {
        put(tx, "ignored", "1").await?;
        assert!(tx.execute("NONSENSE", &[]).await.is_err());
        assert!(get(tx, "ignored").await.is_err(), "it is refused");
        assert!(tx.savepoint().await.is_err(), "so is a savepoint");
        Ok::<_, Error>(())
    });
    assert!(matches!(ignored.await, Err(Error::Statement(_))));
    assert_eq!(read(&store, "ignored").await, None);

    let rolled_back = store.write((), async |tx, ()| {
        put(tx, "before", "1").await?;
        for statement in ["NONSENSE", "SELECT nothing FROM nowhere"] {
            let savepoint = tx.savepoint().await?;
            assert!(tx.query(statement, &[]).await.is_err());
            tx.roll_back(savepoint).await?;
        }
        put(tx, "after", "1").await
    });
    rolled_back.await.expect("a write");
    assert_eq!(read(&store, "before").await.as_deref(), Some("1"));
    assert_eq!(read(&store, "after").await.as_deref(), Some("1"));
}

fn event_of(id: &str, resource: &str) -> event::Event {
    event::Event {
        id: id.to_owned(),
        account: ACCOUNT.to_owned(),
        resource: resource.to_owned(),
        catalog: CATALOG.to_owned(),
        detail_type: "Opportunity Created".to_owned(),
        created_at: 1,
        stored_at: 1,
        document: "{}".to_owned(),
        traceparent: String::new(),
    }
}

async fn a_key_that_exists_is_a_duplicate(place: &Place) {
    let store = place.open();
    let insert = async || {
        let inserted = store.write((), async |tx, ()| {
            put(tx, "beside", "1").await?;
            account::insert(tx, &account_of("one")).await
        });
        inserted.await
    };
    insert().await.expect("it is new");
    assert!(matches!(insert().await, Err(Error::Duplicate)));
    let survived = store.write((), async |tx, ()| {
        let savepoint = tx.savepoint().await?;
        let twice = account::insert(tx, &account_of("one")).await;
        assert!(matches!(twice, Err(Error::Duplicate)), "{twice:?}");
        tx.roll_back(savepoint).await?;
        account::insert(tx, &account_of("two")).await
    });
    survived.await.expect("a write");
}

/// Writers of different resources commit while others give positions.
async fn events_get_positions_in_the_order_of_the_commits_of_their_resource(place: &Place) {
    const WRITERS: usize = 4;
    const EVENTS: usize = 12;
    let store = place.open();
    let mut work = JoinSet::new();
    for writer in 0..WRITERS {
        let store = store.clone();
        work.spawn(async move {
            for number in 0..EVENTS {
                // Ids do not tell the order.
                let id = format!("{:03}-{writer}", EVENTS - number);
                let event = event_of(&id, &format!("O{writer}"));
                let insert = store.write(event, async |tx, event| event::insert(tx, event).await);
                insert.await.expect("a write");
            }
        });
    }
    let sequence = async |store: &Store| {
        let sequence = store.write((), async |tx, ()| event::sequence(tx, 5).await);
        sequence.await.expect("a write").0
    };
    for _ in 0..2 {
        let store = store.clone();
        work.spawn(async move {
            for _ in 0..EVENTS {
                sequence(&store).await;
            }
        });
    }
    work.join_all().await;
    while sequence(&store).await > 0 {}
    let all = store.read((), async |tx, ()| event::after(tx, 0, 1000).await);
    let all = all.await.expect("a read");
    let positions: Vec<_> = all.iter().map(|event| event.position).collect();
    let count = i64::try_from(WRITERS * EVENTS).expect("a number");
    assert_eq!(positions, (1..=count).collect::<Vec<_>>());
    for writer in 0..WRITERS {
        let resource = format!("O{writer}");
        let of = all.iter().filter(|event| event.event.resource == resource);
        let found: Vec<_> = of.map(|event| (event.sequence, &*event.event.id)).collect();
        let wanted: Vec<_> = (0..EVENTS)
            .map(|number| format!("{:03}-{writer}", EVENTS - number))
            .collect();
        let wanted: Vec<_> = (1..).zip(wanted.iter().map(String::as_str)).collect();
        assert_eq!(found, wanted);
    }
    // Those of one resource that wait together go on from its last number.
    let more = store.write((), async |tx, ()| {
        event::insert(tx, &event_of("more-0", "O0")).await?;
        event::insert(tx, &event_of("more-1", "O0")).await
    });
    more.await.expect("a write");
    assert_eq!(sequence(&store).await, 2);
    let more = store.read(count, async |tx, count| event::after(tx, *count, 9).await);
    let more = more.await.expect("a read");
    let numbers = more.iter().map(|event| (event.position, event.sequence));
    let last = i64::try_from(EVENTS).expect("a number");
    let wanted = [(count + 1, last + 1), (count + 2, last + 2)];
    assert_eq!(numbers.collect::<Vec<_>>(), wanted);
}

/// An owner whose lease ended changes nothing after another one has come.
async fn a_target_is_owned_by_one_node_at_a_time(place: &Place) {
    let store = place.open();
    let owned = store.write((), async |tx, ()| {
        let new = event_target::Target {
            name: "one".to_owned(),
            position: 0,
            epoch: 0,
            lease_until: 0,
            revision: 0,
            replays: String::new(),
            ends_at: None,
        };
        event_target::insert_if_new(tx, &new).await?;
        event_target::insert_if_new(tx, &new).await?;
        let first = event_target::acquire(tx, "one", 10, 20, false).await?;
        let first = first.expect("it is free");
        assert_eq!(event_target::acquire(tx, "one", 19, 30, false).await?, None);
        let second = event_target::acquire(tx, "one", 20, 30, false).await?;
        let second = second.expect("its lease ended");
        assert!(!event_target::advance(tx, "one", first.epoch, 5, 40).await?);
        assert!(event_target::advance(tx, "one", second.epoch, 5, 40).await?);
        event_target::find(tx, "one").await
    });
    let owned = owned.await.expect("a write").expect("it exists");
    assert_eq!((owned.position, owned.lease_until), (5, 40));
}

/// The head of each resource is tried; the dead are kept, and wait again when an operator says so.
async fn parked_events_are_kept_in_order_until_they_are_received_or_dropped(place: &Place) {
    let store = place.open();
    let parked = store.write((), async |tx, ()| {
        for (id, resource) in [("a", "O1"), ("b", "O1"), ("c", "O2")] {
            event::insert(tx, &event_of(id, resource)).await?;
        }
        event::sequence(tx, 10).await?;
        for event in event::after(tx, 0, 10).await? {
            let parked = Parked {
                target: "one".to_owned(),
                position: event.position,
                account: event.event.account,
                resource: event.event.resource,
                stored_at: 7,
                state: State::Waiting,
                attempts: 1,
                due_at: 5,
                error: String::new(),
            };
            event_parked::put(tx, &parked).await?;
        }
        let ids = |found: Vec<(event::Placed, Parked)>| -> Vec<String> {
            found.into_iter().map(|(event, _)| event.event.id).collect()
        };
        let heads = event_parked::heads(tx, "one").await?;
        let mut first = heads[0].1.clone();
        assert_eq!(ids(heads), ["a", "c"]);
        first.state = State::Dead;
        event_parked::put(tx, &first).await?;
        assert_eq!(ids(event_parked::heads(tx, "one").await?), ["b", "c"]);
        assert_eq!(ids(event_parked::dead(tx, "one", 0, 9).await?), ["a"]);
        let counts = event_parked::counts(tx, "one").await?;
        assert_eq!((counts.waiting, counts.dead), (2, 1));
        assert_eq!(event_parked::oldest_waiting(tx, "one").await?, Some(7));
        assert_eq!(event_parked::revive(tx, "one", None).await?, 1);
        let waiting = event_parked::waiting(tx, "one", ACCOUNT, "O1", 9).await?;
        assert_eq!(ids(waiting), ["a", "b"]);
        event_parked::remove(tx, "one", ACCOUNT, 1).await?;
        event_parked::remove(tx, "one", ACCOUNT, 3).await?;
        // What is parked is not pruned.
        event::prune(tx, 0, 2, 3, false, 10).await?;
        event::list(tx, 10).await
    });
    let left = parked.await.expect("a write");
    let left: Vec<_> = left.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(left, ["b"]);
}

async fn notices_are_sent_after_the_commit_and_only_then(place: &Place) {
    let store = place.open();
    let (sender, mut received) = unbounded_channel();
    store.subscribe(move |notice| sender.send(notice.clone()).expect("the test listens"));
    let ready = task_ready;
    let failed = store.write(ready, async |tx, ready| {
        tx.notify(ready("undone"));
        Err::<(), _>(refusal())
    });
    failed.await.expect_err("it fails");
    let kept = store.write(ready, async |tx, ready| {
        tx.notify(ready("kept"));
        let savepoint = tx.savepoint().await?;
        tx.notify(ready("taken back"));
        tx.roll_back(savepoint).await?;
        put(tx, "kept", "1").await
    });
    kept.await.expect("a write");
    // The caller gets the result after the notices.
    assert_eq!(received.try_recv().ok(), Some(ready("kept")));
    assert_eq!(received.try_recv().ok(), None);
}

async fn increments_of_one_row_are_all_counted(place: &Place) {
    const CALLERS: usize = 24;
    const EACH: usize = 5;
    let store = place.open();
    let mut callers = JoinSet::new();
    for _ in 0..CALLERS {
        let store = store.clone();
        callers.spawn(async move {
            for _ in 0..EACH {
                let incremented = store.write((), async |tx, ()| {
                    setting::lock(tx, ACCOUNT, CATALOG, "counting").await?;
                    let found = get(tx, "counter").await?.unwrap_or_default();
                    let count: usize = found.parse().unwrap_or(0);
                    put(tx, "counter", &(count + 1).to_string()).await
                });
                incremented
                    .await
                    .expect("every increment succeeds in the end");
            }
        });
    }
    while let Some(done) = callers.join_next().await {
        done.expect("no caller failed");
    }
    let counted = read(&store, "counter").await;
    assert_eq!(counted, Some((CALLERS * EACH).to_string()));
}

/// Administrators of several nodes act at once: no act takes the number of another, and a missing
/// number means that an act was removed.
async fn acts_have_numbers_without_gaps(place: &Place) {
    const ACTS: i64 = 40;
    let store = place.open();
    let mut administrators = JoinSet::new();
    for number in 0..ACTS {
        let store = store.clone();
        administrators.spawn(async move {
            let begun = store.write(number, async |tx, number| {
                let act = Beginning {
                    at: *number,
                    peer: "127.0.0.1".into(),
                    administrator: "open".into(),
                    act: "clock.set".into(),
                    target: "clock".into(),
                };
                audit::begin(tx, &act).await
            });
            let begun = begun.await.expect("every act is recorded in the end");
            let finished = store.write(begun, async |tx, begun| {
                audit::finish(tx, *begun, Some("made"), "DONE").await?;
                audit::finish(tx, *begun, Some("again"), "Invalid").await
            });
            finished.await.expect("every act is finished");
            begun
        });
    }
    let mut numbers = Vec::new();
    while let Some(number) = administrators.join_next().await {
        numbers.push(number.expect("no administrator failed"));
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=ACTS).collect::<Vec<_>>());
    let newest = store.read((), async |tx, ()| audit::newest(tx, 31, 2).await);
    let newest = newest.await.expect("the newest of them");
    let acts = newest
        .iter()
        .map(|act| (act.number, &*act.target, &*act.outcome));
    let acts: Vec<_> = acts.collect();
    assert_eq!(
        acts,
        [(30, "made", "DONE"), (29, "made", "DONE")],
        "finished once"
    );
}

/// Two transactions insert a row only after a read that does not find it: one inserts it, and the
/// other must see it. `Error::Duplicate` would be a result that no state of the store explains.
async fn two_transactions_that_check_before_they_insert_never_get_a_duplicate(place: &Place) {
    let store = place.open();
    let meeting = meeting(place);
    let runs = Arc::new(AtomicUsize::new(0));
    let ensure = |id: &'static str| {
        let input = (meeting.clone(), Arc::clone(&runs), id);
        let store = store.clone();
        tokio::spawn(async move {
            let ensured = store.write(input, async |tx, (meeting, runs, id)| {
                let found = job::find_for(tx, ACCOUNT, "eng-1", "O1", "Standard").await?;
                let run = runs.fetch_add(1, Ordering::SeqCst);
                if let Some(meeting) = meeting.as_ref().filter(|_| run < 2) {
                    block_in_place(|| meeting.wait());
                }
                if found.is_none() {
                    let new = Job {
                        resource_id: "O1".to_owned(),
                        ..job_of(id, None)
                    };
                    job::insert(tx, &new).await?;
                }
                Ok::<_, Error>(found.is_some())
            });
            ensured.await.expect("a write")
        })
    };
    let (one, other) = (ensure("job-1"), ensure("job-2"));
    let (one, other) = (one.await.expect("no panic"), other.await.expect("no panic"));
    assert!(
        one != other,
        "one made it, the other found it: {one} {other}"
    );
}

/// A barrier for two transactions after their reads. Only PostgreSQL runs them concurrently;
/// elsewhere they would deadlock.
fn meeting(place: &Place) -> Option<Arc<Barrier>> {
    matches!(place.location, Location::Postgres(_)).then(|| Arc::new(Barrier::new(2)))
}

/// Two are on call. Each may leave if the other stays, and both ask at once. Each writes a row that
/// the other only reads, so a transaction that decides by them locks what they belong to before it
/// reads them.
async fn of_two_conflicting_decisions_the_second_sees_the_first(place: &Place) {
    let store = place.open();
    for name in ["ada", "bo"] {
        write(&store, name, "on call").await;
    }
    // Only PostgreSQL runs transactions concurrently; elsewhere they would deadlock.
    let meeting =
        matches!(place.location, Location::Postgres(_)).then(|| Arc::new(Barrier::new(2)));
    let leave = |name: &'static str, other: &'static str| {
        let input = (meeting.clone(), name, other);
        let store = store.clone();
        tokio::spawn(async move {
            let left = store.write(input, async |tx, (meeting, name, other)| {
                let begun = get(tx, name).await?;
                assert_eq!(begun.as_deref(), Some("on call"));
                if let Some(meeting) = meeting {
                    block_in_place(|| meeting.wait());
                }
                setting::lock(tx, ACCOUNT, CATALOG, "duty").await?;
                let stays = get(tx, other).await?.as_deref() == Some("on call");
                if stays {
                    put(tx, name, "left").await?;
                }
                Ok::<_, Error>(stays)
            });
            left.await.expect("a decision")
        })
    };
    let (ada, bo) = (leave("ada", "bo"), leave("bo", "ada"));
    let (ada, bo) = (ada.await.expect("no panic"), bo.await.expect("no panic"));
    assert!(ada != bo, "exactly one left: {ada} {bo}");
    assert_eq!(store.counts().reruns, 0, "neither was made in vain");
}

/// The rounds of histories: `COSELL_HISTORIES` asks for more.
async fn concurrent_transactions_are_those_of_one_after_the_other(place: &Place) {
    let rounds = std::env::var("COSELL_HISTORIES").ok();
    let rounds: usize = rounds.map_or(1, |text| text.parse().expect("a number"));
    let store = place.open();
    for round in 0..rounds {
        let (done, end) = histories::run(&store).await;
        let found = histories::anomaly(&done, &end);
        assert!(found.is_none(), "round {round}: {found:?} of {done:#?}");
    }
}

/// Nobody reads the answer of a dispatched statement before the commit, which says so.
async fn a_dispatched_statement_that_fails_fails_its_transaction(place: &Place) {
    let store = place.open();
    let text = "INSERT INTO setting (account, catalog, name, value) VALUES ($1, $2, $3, $4)";
    for last in [true, false] {
        let posted = store.write(last, async |tx, last| {
            put(tx, "before", "1").await?;
            for _ in 0..2 {
                let values = [ACCOUNT.into(), CATALOG.into(), "once".into(), "1".into()];
                tx.dispatch(text, &values).await?;
            }
            if !last {
                put(tx, "after", "1").await?;
            }
            Ok(())
        });
        let refused = posted.await.expect_err("the second is one too many");
        assert!(matches!(refused, Error::Duplicate), "{refused:?}");
        for name in ["before", "once", "after"] {
            assert_eq!(read(&store, name).await, None, "{name}");
        }
    }
    // Its savepoint takes it back, and the rest stays.
    let kept = store.write((), async |tx, ()| {
        put(tx, "before", "1").await?;
        let savepoint = tx.savepoint().await?;
        let values = [ACCOUNT.into(), CATALOG.into(), "before".into(), "2".into()];
        let _ = tx.dispatch(text, &values).await;
        tx.roll_back(savepoint).await?;
        put(tx, "after", "1").await
    });
    kept.await.expect("a write");
    assert_eq!(read(&store, "before").await.as_deref(), Some("1"));
    assert_eq!(read(&store, "after").await.as_deref(), Some("1"));
}

/// A guard that fails tells so at once, or the transaction runs again.
async fn a_guarded_statement_that_changes_nothing_lets_nothing_stay(place: &Place) {
    let store = place.open();
    write(&store, "guarded", "old").await;
    let runs = Arc::new(AtomicUsize::new(0));
    let guarded = store.write(Arc::clone(&runs), async |tx, runs| {
        let run = runs.fetch_add(1, Ordering::SeqCst);
        put(tx, "beside", &run.to_string()).await?;
        let seen = if run == 0 { "another" } else { "old" };
        let text = "UPDATE setting SET value = $1 WHERE account = $2 AND name = $3 AND value = $4";
        let values = ["new".into(), ACCOUNT.into(), "guarded".into(), seen.into()];
        tx.dispatch_guarded(text, &values).await
    });
    let changed = guarded.await.expect("a write");
    let reran = matches!(place.location, Location::Postgres(_));
    assert_eq!(
        changed, reran,
        "only a driver that does not wait runs it again"
    );
    let expected = if reran { "new" } else { "old" };
    assert_eq!(read(&store, "guarded").await.as_deref(), Some(expected));
    let run = (runs.load(Ordering::SeqCst) - 1).to_string();
    assert_eq!(read(&store, "beside").await, Some(run));
}

async fn a_caller_who_leaves_does_not_stop_a_transaction(place: &Place) {
    let store = place.open();
    let (sender, mut received) = unbounded_channel();
    store.subscribe(move |notice| sender.send(notice.clone()).expect("the test listens"));
    let (go_on, gate) = Gate::new();
    let (begun, mut has_begun) = unbounded_channel();
    let calling = {
        let store = store.clone();
        tokio::spawn(async move {
            let written = store.write((gate, begun), async |tx, (gate, begun)| {
                put(tx, "written", "1").await?;
                let _ = begun.send(());
                gate.wait();
                tx.notify(task_ready("written"));
                put(tx, "to the end", "1").await
            });
            written.await
        })
    };
    has_begun.recv().await.expect("the transaction has begun");
    calling.abort();
    assert!(calling.await.expect_err("it is gone").is_cancelled());
    go_on.send(()).expect("the transaction waits");
    received.recv().await.expect("the news of the commit");
    assert_eq!(read(&store, "to the end").await.as_deref(), Some("1"));
}

async fn commits_are_counted(place: &Place) {
    let store = place.open();
    for number in 0..5 {
        write(&store, &format!("n{number}"), "1").await;
    }
    let counts = store.counts();
    assert_eq!(counts.transactions, 5);
    assert_eq!(counts.commits, 5);
    assert_eq!(counts.largest_group, 1);
    assert_eq!(counts.ambiguous, 0);
    assert!(!counts.commit_time.is_zero());
}
