//! The unit of work of a transaction: its savepoints, its posted rows, and the rows that it keeps.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use cosell_store::table::association::{self, Association};
use cosell_store::table::engagement::{self, Engagement};
use cosell_store::table::event::{self, Event};
use cosell_store::table::invitation::{self, Invitation, PayloadType};
use cosell_store::table::job::{self, Job};
use cosell_store::table::member::{self, Member};
use cosell_store::table::snapshot::{self, Snapshot};
use cosell_store::table::{ResourceType, setting};
use cosell_store::{Catalog, Error, Location, OpenOptions, Store, Trace, Tx};
use tokio::sync::mpsc::unbounded_channel;

use crate::common::Gate;

const ACCOUNT: &str = "111111111111";
const OTHER: &str = "222222222222";

type Runs = Arc<AtomicUsize>;

fn count(runs: &Runs) {
    runs.fetch_add(1, Ordering::SeqCst);
}

fn counted(runs: &Runs) -> usize {
    runs.load(Ordering::SeqCst)
}

/// A store in memory, and the statements that it runs.
fn traced() -> (Store, Arc<Mutex<Vec<String>>>) {
    let heard = Arc::<Mutex<Vec<String>>>::default();
    let sink = Arc::clone(&heard);
    let trace = Trace::new(move |text| {
        sink.lock().expect("nothing panicked").push(text.to_owned());
    });
    let options = OpenOptions {
        trace: Some(trace),
        ..OpenOptions::default()
    };
    let store = Store::open_with(&Location::Memory, options).expect("memory opens");
    (store, heard)
}

fn savepoints(heard: &Mutex<Vec<String>>) -> usize {
    let mut heard = heard.lock().expect("nothing panicked");
    let statements = std::mem::take(&mut *heard);
    let is_one = |text: &&String| text.starts_with("SAVEPOINT");
    statements.iter().filter(is_one).count()
}

async fn put(tx: &mut Tx, name: &str) -> Result<(), Error> {
    setting::set(tx, ACCOUNT, "AWS", name, "set").await
}

async fn has(store: &Store, name: &'static str) -> bool {
    let found = store.read((), async move |tx: &mut Tx, (): &()| {
        setting::find(tx, ACCOUNT, "AWS", name).await
    });
    found.await.expect("a read").is_some()
}

#[tokio::test]
async fn a_transaction_runs_again_only_for_a_savepoint_before_a_write() {
    let (store, heard) = traced();
    let runs = Runs::default();
    let released = store.write(Arc::clone(&runs), async |tx, runs| {
        count(runs);
        let savepoint = tx.savepoint().await?;
        put(tx, "released").await?;
        tx.release(&savepoint).await
    });
    released.await.expect("a write");
    assert_eq!((counted(&runs), savepoints(&heard)), (1, 0));

    let nothing = store.write(Arc::clone(&runs), async |tx, runs| {
        count(runs);
        put(tx, "before").await?;
        let savepoint = tx.savepoint().await?;
        setting::find(tx, ACCOUNT, "AWS", "before").await?;
        tx.roll_back(savepoint).await
    });
    nothing.await.expect("a write");
    assert_eq!((counted(&runs), savepoints(&heard)), (2, 0));

    let undone = store.write(Arc::clone(&runs), async |tx, runs| {
        count(runs);
        put(tx, "kept").await?;
        let savepoint = tx.savepoint().await?;
        put(tx, "undone").await?;
        tx.roll_back(savepoint).await
    });
    undone.await.expect("a write");
    assert_eq!(counted(&runs), 4);
    assert!(savepoints(&heard) > 0);
    assert!(has(&store, "kept").await && !has(&store, "undone").await);
}

/// The runs of a transaction whose group has one that fails after it: of an ordinary one, and of
/// one that must run once.
#[tokio::test(flavor = "multi_thread")]
async fn a_failure_repeats_its_group_but_not_what_must_run_once() {
    for (once, expected) in [(false, 2), (true, 1)] {
        let (store, _) = traced();
        let (open, gate) = Gate::new();
        let (held, mut is_held) = unbounded_channel();
        let (runs, failing) = (Runs::default(), Runs::default());
        let input = (gate, held, Arc::clone(&runs), once);
        let (first, second) = (store.clone(), store.clone());
        let neighbour = tokio::spawn(async move {
            let written = first.write(input, async |tx, (gate, held, runs, once)| {
                if *once {
                    tx.run_once();
                }
                count(runs);
                put(tx, "neighbour").await?;
                let _ = held.send(());
                gate.wait();
                Ok::<_, Error>(())
            });
            written.await
        });
        is_held.recv().await.expect("the writer is held");
        let input = Arc::clone(&failing);
        let failed = tokio::spawn(async move {
            let written = second.write(input, async |tx, failing| {
                count(failing);
                put(tx, "failing").await?;
                Err::<(), _>(Error::Document("no".to_owned()))
            });
            written.await
        });
        while store.waiting() == 0 {
            tokio::task::yield_now().await;
        }
        open.send(()).expect("the writer waits");
        neighbour.await.expect("no panic").expect("it is kept");
        let refused = failed.await.expect("no panic");
        assert!(matches!(refused, Err(Error::Document(_))), "{refused:?}");
        assert_eq!(counted(&runs), expected);
        assert_eq!(counted(&failing), 1, "a failure is final");
        assert!(has(&store, "neighbour").await && !has(&store, "failing").await);
    }
}

fn event_of(id: &str) -> Event {
    Event {
        id: id.to_owned(),
        account: ACCOUNT.to_owned(),
        resource: "O1".to_owned(),
        catalog: "AWS".to_owned(),
        detail_type: "Opportunity Created".to_owned(),
        created_at: 1,
        stored_at: 1,
        document: "{}".to_owned(),
        traceparent: String::new(),
    }
}

#[tokio::test]
async fn posted_rows_share_a_statement_and_are_there_for_whoever_names_their_table() {
    let (store, heard) = traced();
    let written = store.write((), async |tx, ()| {
        for id in ["a", "b"] {
            event::post(tx, &event_of(id));
        }
        let savepoint = tx.savepoint().await?;
        event::post(tx, &event_of("undone"));
        tx.roll_back(savepoint).await?;
        event::post(tx, &event_of("c"));
        let known = event::list_after(tx, "", 10).await?;
        event::post(tx, &event_of("d"));
        Ok::<_, Error>(known.len())
    });
    assert_eq!(written.await.expect("a write"), 3);
    let heard = std::mem::take(&mut *heard.lock().expect("nothing panicked"));
    let is_insert = |text: &&String| text.contains(" INTO event (") && text.contains("VALUES");
    let inserts = heard.iter().filter(is_insert);
    assert_eq!(inserts.count(), 2, "{heard:#?}");
    let all = store.read((), async |tx, ()| event::list_after(tx, "", 10).await);
    let all = all.await.expect("a read");
    let ids: Vec<_> = all.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c", "d"]);
}

#[tokio::test]
async fn of_posted_rows_that_fail_halfway_none_stays() {
    let (store, _heard) = traced();
    let write = |ids: [&'static str; 3]| {
        store.write(ids, async |tx, ids| {
            for id in ids {
                event::post(tx, &event_of(id));
            }
            Ok::<_, Error>(())
        })
    };
    write(["a", "b", "c"]).await.expect("new ids");
    let refused = write(["d", "b", "e"]).await;
    assert!(matches!(refused, Err(Error::Duplicate)), "{refused:?}");
    let all = store.read((), async |tx, ()| event::list_after(tx, "", 10).await);
    let all = all.await.expect("a read");
    let ids: Vec<_> = all.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
}

/// Fills an engagement and reads it in every way in between. Returns all that was read.
async fn story(tx: &mut Tx, keeps: bool) -> Result<Vec<String>, Error> {
    let mut read = Vec::new();
    if keeps {
        tx.keep_rows();
    }
    let catalog = Catalog::Sandbox;
    read.push(format!(
        "{:?}",
        association::engagement_of(tx, ACCOUNT, "O1").await?
    ));
    let mut made = Engagement {
        id: "eng-1".to_owned(),
        catalog,
        created_by: ACCOUNT.to_owned(),
        created_at: 1,
        modified_by: ACCOUNT.to_owned(),
        modified_at: 1,
        member_count: 1,
        title: "first".to_owned(),
        context_types: String::new(),
        document: "{}".to_owned(),
    };
    engagement::insert(tx, &made).await?;
    look(tx, &mut read).await?;
    let member = |account: &str| Member {
        engagement_id: "eng-1".to_owned(),
        account: account.to_owned(),
        catalog,
        created_at: 1,
        joined_at: 1,
    };
    member::insert(tx, &member(OTHER)).await?;
    member::insert(tx, &member(ACCOUNT)).await?;
    let shown = Association {
        engagement_id: "eng-1".to_owned(),
        resource_type: ResourceType::Opportunity,
        resource_id: "O1".to_owned(),
        catalog,
        created_by: ACCOUNT.to_owned(),
        created_at: 1,
    };
    for _ in 0..2 {
        association::ensure(tx, &shown).await?;
        let shown_in = association::engagements_of(tx, ACCOUNT, "O1").await?;
        read.push(format!("shown in {shown_in:?}"));
    }
    made.modified_at = 2;
    "{\"changed\":true}".clone_into(&mut made.document);
    engagement::update(tx, &made).await?;
    look(tx, &mut read).await?;
    let mut follows = Job {
        id: "job-1".to_owned(),
        account: ACCOUNT.to_owned(),
        catalog,
        engagement_id: "eng-1".to_owned(),
        resource_type: ResourceType::Opportunity,
        resource_id: "O1".to_owned(),
        template: "view".to_owned(),
        status: job::Status::Stopped,
        created_at: 1,
        last_success_at: None,
        last_failure: None,
        due_at: None,
    };
    job::insert(tx, &follows).await?;
    follows.status = job::Status::Running;
    job::update(tx, &follows).await?;
    for revision in 1..=2 {
        let taken = Snapshot {
            engagement_id: "eng-1".to_owned(),
            resource_type: ResourceType::Opportunity,
            resource_id: "O1".to_owned(),
            template: "view".to_owned(),
            revision,
            catalog,
            created_by: ACCOUNT.to_owned(),
            created_at: 1,
            audience: None,
            document: "{}".to_owned(),
        };
        snapshot::insert(tx, &taken).await?;
    }
    let sent = |id: &str, at| Invitation {
        id: id.to_owned(),
        catalog,
        engagement_id: "eng-1".to_owned(),
        sender: ACCOUNT.to_owned(),
        receiver: OTHER.to_owned(),
        status: invitation::Status::Pending,
        payload_type: PayloadType::Opportunity,
        invited_at: at,
        expires_at: 10 + at,
        document: "{}".to_owned(),
    };
    for (id, at) in [("engi-2", 2), ("engi-1", 2), ("engi-3", 1)] {
        invitation::insert(tx, &sent(id, at)).await?;
    }
    look(tx, &mut read).await?;
    job::make_due(tx, ACCOUNT, "O1", 7).await?;
    invitation::close(tx, &sent("engi-2", 2), invitation::Status::Rejected, "{}").await?;
    look(tx, &mut read).await?;
    Ok(read)
}

/// Reads the engagement in every way that a kept row could answer.
async fn look(tx: &mut Tx, read: &mut Vec<String>) -> Result<(), Error> {
    let id = "eng-1";
    read.push(format!("{:?}", member::exists(tx, id, OTHER).await?));
    read.push(format!("{:?}", member::all(tx, id).await?));
    let shown = association::engagement_of(tx, ACCOUNT, "O1").await?;
    read.push(format!("{shown:?}"));
    for revision in [None, Some(1), Some(3)] {
        let found = snapshot::find(tx, id, "O1", "view", revision).await?;
        read.push(format!("{found:?}"));
    }
    let job = job::find_for(tx, ACCOUNT, id, "O1", "view").await?;
    read.push(format!("{job:?}"));
    let latest = invitation::latest(tx, id, OTHER).await?;
    read.push(format!("{latest:?}"));
    read.push(invitation::open_in(tx, id, 11).await?.to_string());
    Ok(())
}

#[tokio::test]
async fn a_transaction_that_keeps_rows_reads_what_its_database_would_have() {
    let mut stories = Vec::new();
    for keeps in [false, true] {
        let store = Store::open(&Location::Memory).expect("memory opens");
        let told = store.write(keeps, async |tx, keeps| story(tx, *keeps).await);
        let mut read = told.await.expect("a story");
        let after = store.read((), async |tx, ()| {
            let mut read = Vec::new();
            look(tx, &mut read).await?;
            let row = engagement::peek(tx, "Sandbox", "eng-1").await?;
            read.push(format!("{row:?}"));
            Ok::<_, Error>(read)
        });
        read.extend(after.await.expect("a read"));
        stories.push(read);
    }
    let kept = stories.pop().expect("two stories");
    assert_eq!(stories, [kept]);
}
