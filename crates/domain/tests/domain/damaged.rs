//! Background work and damaged rows: a damaged row is given up once, keeps nothing behind it from
//! being done, and leaves no timer awake.

use std::fmt::{Debug, Write as _};
use std::sync::{Mutex, Once, PoisonError};
use std::time::Duration;

use cosell_domain::Settings;
use cosell_domain::bulk::fetch::Fetches;
use cosell_domain::outbox::Outbox;
use cosell_store::table::access_key;
use cosell_store::{Error, Location};
use cosell_world::World;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use crate::common::stores::on_postgres;
use crate::common::{Harness, NOW, PARTNER};

/// Rows of one kind: more damaged ones than a timer reads at once, and a sound one behind them.
struct Rows {
    table: &'static str,
    /// The values of a row, whose id is `ID` and whose number is `NUMBER`, due at `TIME`.
    row: &'static str,
    /// What is changed of damaged rows, on each database.
    damages: &'static [&'static str],
    /// And what only a file takes: its columns have no types.
    in_files: &'static [&'static str],
    /// What holds of the sound row when its work is done; nothing if the row is then gone.
    done: &'static str,
}

/// A text that is not UTF-8.
const GARBLED: &str = "CAST(CAST({} AS BLOB) || x'ff' AS TEXT)";

const EACH: &[Rows] = &[
    Rows {
        table: "invitation",
        row: "'ID', 'Sandbox', 'hurt', 'a', 'b', 'PENDING', 'OpportunityInvitation', 1, TIME, '{}'",
        damages: &["catalog = 'Mars'", "payload_type = 'Postcard'"],
        in_files: &[
            "invited_at = 'x'",
            "expires_at = TIME - 0.5",
            "id = GARBLED",
        ],
        done: "status = 'EXPIRED'",
    },
    Rows {
        table: "snapshot_job",
        row: "'ID', 'hurt', 'Sandbox', 'e', 'Opportunity', 'ID', 't', 'Running', 1, NULL, NULL, \
              TIME",
        damages: &["catalog = 'Mars'", "status = 'Sleeping'"],
        in_files: &["template = x'00'", "due_at = TIME - 0.5", "id = GARBLED"],
        done: "last_failure IS NOT NULL",
    },
    Rows {
        table: "customer_account",
        row: "'ID', 'hurt', 'Sandbox', NUMBER, 1, 'ID', 1, 'c', '', '', 'PENDING', 1, TIME, 0, \
              '{}'",
        damages: &["catalog = 'Mars'", "status = 'ASLEEP'"],
        in_files: &["revision = 'x'", "due_at = TIME - 0.5", "id = GARBLED"],
        done: "due_at IS NULL",
    },
    Rows {
        table: "bulk_job",
        row: "'ID', 'hurt', 'Sandbox', 'Opportunity', 'SUBMITTED', 0, 0, 0, 0, 0, NULL, 1, NULL, \
              NULL, TIME, 0, '', 0, 0, 0, 0, '{}'",
        damages: &[],
        in_files: &["due_at = TIME - 0.5", "id = GARBLED"],
        done: "status = 'FAILED'",
    },
    Rows {
        table: "bulk_job",
        row: "'ID', 'hurt', 'Sandbox', 'Opportunity', 'COMPLETED', 0, 0, 0, 0, 0, NULL, 1, 1, \
              TIME, NULL, 0, '', 0, 0, 0, 0, '{}'",
        damages: &[],
        in_files: &["completed_at = TIME - 0.5", "id = GARBLED"],
        done: "",
    },
    Rows {
        table: "client_token",
        row: "'hurt', 'Sandbox', 'o', 'ID', 'h', '{}', TIME",
        damages: &[],
        in_files: &[
            "operation = x'00'",
            "created_at = TIME - 0.5",
            "token = GARBLED",
        ],
        done: "",
    },
    Rows {
        table: "task",
        row: "'ID', 'engagement-from-opportunity-task', 'hurt', 'Sandbox', 'COMPLETE', 0, 1, \
              'n', 0, 0, 0, TIME, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', '{}', ''",
        damages: &[],
        in_files: &["account = x'00'", "ended_at = TIME - 0.5", "id = GARBLED"],
        done: "",
    },
    Rows {
        table: "upload",
        row: "'ID', 'hurt', 'k', 'COMPLETE', 1, 'e', 1, TIME",
        damages: &[],
        in_files: &[
            "account = x'00'",
            "expires_at = TIME - 0.5",
            "version = GARBLED",
        ],
        done: "",
    },
    Rows {
        table: "bulk_fetch",
        row: "'ID', 'hurt', 'Sandbox', 'https://a.test', 0, TIME",
        damages: &["catalog = 'Mars'"],
        in_files: &["attempts = 'x'", "due_at = TIME - 0.5", "job_id = GARBLED"],
        done: "attempts = 1",
    },
    Rows {
        table: "access_key",
        row: "'ID', 'hurt', 'root', '', '', 'Active', '', NULL, 1, TIME",
        damages: &[],
        in_files: &["id = GARBLED"],
        done: "",
    },
    Rows {
        table: "event",
        row: "NUMBER, 'ID', 'hurt', 'r', 'Sandbox', 'd', 1, TIME, '{}', NUMBER, 1, ''",
        damages: &[],
        in_files: &["stored_at = 'x'", "resource = x'00'", "id = GARBLED"],
        done: "",
    },
];

/// Damaged rows of a kind, at each place.
const DAMAGED: usize = 150;

/// The time when all are due.
const TIME: i64 = 1_000;

impl Rows {
    fn damages(&self, place: &Location) -> Vec<&'static str> {
        let in_files = self.in_files.iter();
        let in_files = in_files.filter(|_| !matches!(place, Location::Postgres(_)));
        self.damages.iter().chain(in_files).copied().collect()
    }

    /// The column that has the id.
    fn id(&self) -> &'static str {
        match self.table {
            "client_token" => "token",
            "upload" => "version",
            "bulk_fetch" => "job_id",
            _ => "id",
        }
    }

    /// What inserts the damaged rows, and behind them the sound one.
    fn statements(&self, kind: usize, place: &Location) -> Vec<String> {
        let (table, id) = (self.table, self.id());
        let damages = self.damages(place);
        let mut statements = Vec::new();
        for number in 0..=DAMAGED {
            let is_sound = number == DAMAGED;
            let name = if is_sound { "sound" } else { "hurt" };
            let (name, time) = (
                format!("{name}-{kind}-{number}"),
                TIME + i64::from(is_sound),
            );
            let values = self.row.replace("ID", &name);
            let values = values.replace("NUMBER", &(1_000 * kind + number + 1).to_string());
            let values = values.replace("TIME", &time.to_string());
            statements.push(format!("INSERT INTO {table} VALUES ({values})"));
            if !is_sound {
                let damage = damages[number % damages.len()];
                let damage = damage.replace("GARBLED", &GARBLED.replace("{}", id));
                let damage = damage.replace("TIME", &TIME.to_string());
                let text = format!("UPDATE {table} SET {damage} WHERE {id} = '{name}'");
                statements.push(text);
            }
        }
        statements
    }
}

/// What was logged of damaged rows.
static LOG: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Collects it, for the whole test program.
struct Collector;

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() == Level::ERROR && metadata.target().starts_with("cosell_store")
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        struct Line(String);
        impl Visit for Line {
            fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
                let _ = write!(self.0, "{field}={value:?} ");
            }
        }
        let mut line = Line(String::new());
        event.record(&mut line);
        let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
        log.push(line.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The lines about damaged rows of this test in a table.
fn logged(table: &str) -> usize {
    let log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    let of = [format!("error={table} \"hurt"), format!("error={table} ?")];
    let is_one = |line: &&String| of.iter().any(|of| line.contains(of));
    log.iter().filter(is_one).count()
}

/// Does all background work that is due, of timers and of loops. Returns how many of the events to
/// deliver are stored here.
async fn poll(harness: &Harness) -> usize {
    let engine = harness.service.engine();
    engine
        .advance(Duration::from_secs(1))
        .await
        .expect("no timer fails");
    let fetches = Fetches::of(&harness.service);
    while fetches.claim().await.expect("a store").is_some() {}
    let outbox = Outbox::of(&harness.service);
    let events = outbox.after(0, 100).await.expect("events");
    let pruned = harness
        .store
        .write((), async |tx, ()| access_key::prune(tx, NOW, 100).await);
    pruned.await.expect("sessions");
    events.iter().filter(|event| event.resource == "r").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn damaged_rows_are_given_up_once_and_hold_up_nothing() {
    static COLLECT: Once = Once::new();
    COLLECT.call_once(|| tracing::subscriber::set_global_default(Collector).expect("the only one"));
    for place in [Some(Location::Memory), on_postgres()]
        .into_iter()
        .flatten()
    {
        LOG.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let harness =
            Harness::at_location(&place, Settings::default(), World::frozen(NOW, 7)).await;
        let each = EACH.iter().enumerate();
        let each: Vec<_> = each
            .filter(|(_, rows)| !rows.damages(&place).is_empty())
            .collect();
        let statements = each
            .iter()
            .map(|(kind, rows)| rows.statements(*kind, &place));
        let statements = statements.collect::<Vec<_>>().concat();
        execute(&harness, statements).await;

        // Timers that gave rows up have their next turn at the next poll.
        let events = each
            .iter()
            .filter(|(_, rows)| rows.table == "event")
            .count();
        assert_eq!(poll(&harness).await, events, "the sound event");
        for _ in 0..5 {
            poll(&harness).await;
        }
        let outbox = Outbox::of(&harness.service);
        let pruned = outbox.prune(0, Duration::ZERO, Vec::new(), 10);
        pruned.await.expect("events");
        for (kind, rows) in &each {
            let done = Some(rows.done).filter(|done| !done.is_empty());
            let sound = format!(
                "{} WHERE {} = 'sound-{kind}-{DAMAGED}' AND {}",
                rows.table,
                rows.id(),
                done.unwrap_or("1 = 1"),
            );
            let expected = i64::from(done.is_some());
            let found = count(&harness, sound.clone()).await;
            assert_eq!(found, expected, "{sound}, {place}");
        }
        for (_, rows) in &each {
            let of_table = each.iter().filter(|(_, other)| other.table == rows.table);
            let damaged = of_table.count() * DAMAGED;
            assert_eq!(logged(rows.table), damaged, "{}, {place}", rows.table);
        }
        let due = harness.service.engine().due_timers().await;
        assert_eq!(due.expect("a store"), [""; 0], "{place}");
    }
}

/// Its job would wait for the file for ever, and the file would be fetched again and again.
#[tokio::test]
async fn a_file_whose_job_is_damaged_is_fetched_once() {
    let harness = Harness::new().await;
    for (id, damage) in [("row", "total = 'x'"), ("document", "document = 'x'")] {
        let job = format!(
            "INSERT INTO bulk_job VALUES ('{id}', '{PARTNER}', 'Sandbox', 'Opportunity', \
             'SUBMITTED', 0, 0, 0, 0, 0, NULL, 1, NULL, NULL, 253402300799000, 0, '', 0, 0, 0, 0, \
             '{{}}')"
        );
        let file = format!(
            "INSERT INTO bulk_fetch VALUES ('{id}', '{PARTNER}', 'Sandbox', 'https://a.test', 0, 1)"
        );
        let damage = format!("UPDATE bulk_job SET {damage} WHERE id = '{id}'");
        execute(&harness, vec![job, file, damage]).await;
        let fetches = Fetches::of(&harness.service);
        let claimed = fetches.claim().await.expect("a store").expect("a file");
        let recorded = fetches.fetched(&claimed, "version").await;
        recorded.expect("the store works");
        harness.wait_until_idle().await;
        let failed = format!("bulk_job WHERE id = '{id}' AND status = 'FAILED'");
        assert_eq!(count(&harness, failed).await, 1, "{id}");
        assert_eq!(count(&harness, "bulk_fetch".to_owned()).await, 0, "{id}");
    }
}

/// Executes statements that no operation has.
async fn execute(harness: &Harness, statements: Vec<String>) {
    let executed = harness.store.write(statements, async |tx, statements| {
        tx.of_store();
        for text in statements {
            tx.execute(text, &[]).await?;
        }
        Ok::<_, Error>(())
    });
    executed.await.expect("the database takes them");
}

/// How many rows there are of a table under a condition.
async fn count(harness: &Harness, rows: String) -> i64 {
    let counted = harness.store.read(rows, async |tx, rows| {
        tx.of_store();
        let text = format!("SELECT COUNT(*) FROM {rows}");
        tx.query_one(&text, &[]).await?.expect("a row").integer(0)
    });
    let counted: Result<i64, Error> = counted.await;
    counted.expect("the store works")
}
