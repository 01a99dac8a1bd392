//! `cosell events`: the events of all accounts, and the targets that receive them.

use std::time::Duration;

use cosell_admin_api::Limit;
use cosell_admin_api::event::{
    Changed, DeadLetters, Deliveries, Event, EventFilter, LetterFilter, Mismatch, Range, Replay,
    Targets, Tested, Trial, Tried, Which,
};
use cosell_admin_api::pages::{
    DropDeadLetters, ListDeadLetters, ListEvents, ListTargets, ReplayEvents, RetryDeadLetters,
    ShowDeliveries, ShowEvent, TestTarget, TryPattern,
};
use cosell_world::machine;
use serde_json::Value;

use crate::client::{AdminError, Connection};
use crate::print::{self, Column};

/// How often `tail` asks for new events.
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// Show events and the targets that receive them, send events again, handle dead letters.
///
/// See docs/events.md.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// List the targets with their lag, their failures and their dead letters
    Targets(Only),
    /// Print the newest events, then every new one, until it is interrupted
    Tail(Tail),
    /// Show the event at a position
    Show(Show),
    /// Show what has become of the event at a position, at each target
    Deliveries(Show),
    /// Try an event pattern on stored events, and show why those do not match that do not
    Match(Try),
    /// Send stored events to a target once more
    Replay(Again),
    /// List, send again or drop the events that a target refused too often
    #[command(subcommand)]
    DeadLetters(Letters),
    /// Send a test event to a target
    ///
    /// Exits with 1 if it does not arrive.
    Test(One),
}

/// List, send again or drop the events that a target refused too often.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Letters {
    /// List the dead letters of a target
    List(List),
    /// Send the dead letters of a target again, in their order
    Retry(Chosen),
    /// Delete the dead letters of a target
    Drop(Chosen),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Only {
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Tail {
    /// Print only the events that this event pattern matches
    #[arg(long, value_name = "PATTERN")]
    filter: Option<String>,
    /// Begin after this position
    #[arg(long, value_name = "POSITION")]
    after: Option<i64>,
    /// End after the events that there are now
    #[arg(long)]
    no_follow: bool,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The position of the event
    #[arg(value_name = "POSITION")]
    position: i64,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Try {
    /// The event pattern, as JSON
    #[arg(value_name = "PATTERN")]
    pattern: String,
    /// Try it on events after this position; without it, on the newest
    #[arg(long, value_name = "POSITION")]
    after: Option<i64>,
    /// On how many events it is tried
    #[arg(long, value_name = "NUMBER", default_value_t)]
    limit: Limit<100, 1000>,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Again {
    /// The name of the target
    #[arg(long, value_name = "TARGET")]
    target: String,
    /// The position of the first event
    #[arg(long, value_name = "POSITION")]
    from: i64,
    /// The position of the last event; without it, the last that there is now
    #[arg(long, value_name = "POSITION")]
    to: Option<i64>,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct One {
    /// The name of the target
    #[arg(value_name = "TARGET")]
    target: String,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    #[command(flatten)]
    one: One,
    /// Those after this position
    #[arg(long, value_name = "POSITION")]
    after: Option<i64>,
    /// Maximum number of entries
    #[arg(long, value_name = "NUMBER", default_value_t)]
    limit: Limit<50, 200>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Chosen {
    #[command(flatten)]
    one: One,
    /// The one at this position; without it, all of the target
    #[arg(long, value_name = "POSITION")]
    position: Option<i64>,
}

const TARGETS: [Column<'_>; 8] = [
    Column::Whole("target"),
    Column::Whole("kind"),
    Column::Whole("lag"),
    Column::Whole("delivered"),
    Column::Whole("failed"),
    Column::Whole("parked"),
    Column::Whole("dead"),
    Column::Whole("position"),
];

const LETTERS: [Column<'_>; 5] = [
    Column::Whole("position"),
    Column::Whole("resource"),
    Column::Whole("attempts"),
    Column::Whole("detail-type"),
    Column::Prose("error"),
];

const DELIVERIES: [Column<'_>; 5] = [
    Column::Whole("target"),
    Column::Whole("outcome"),
    Column::Whole("attempts"),
    Column::Whole("last"),
    Column::Prose("why"),
];

const TRIED: [Column<'_>; 4] = [
    Column::Whole("position"),
    Column::Whole("matches"),
    Column::Whole("detail-type"),
    Column::Prose("why not"),
];

pub(crate) fn run(command: &Command) -> Result<(), AdminError> {
    match command {
        Command::Targets(Only { connection }) => {
            let targets = connection.client()?.call(&ListTargets {})?;
            connection.output.print(&targets, shown_targets)
        }
        Command::Tail(wanted) => tail(wanted),
        Command::Show(Show {
            position,
            connection,
        }) => {
            let position = position.to_string();
            let event = connection.client()?.call(&ShowEvent { position })?;
            connection.output.print(&event, |event: &Event| {
                serde_json::to_string_pretty(&event.event).unwrap_or_default()
            })
        }
        Command::Deliveries(Show {
            position,
            connection,
        }) => {
            let position = position.to_string();
            let found = connection.client()?.call(&ShowDeliveries { position })?;
            connection.output.print(&found, shown_deliveries)
        }
        Command::Match(wanted) => {
            let body = Trial {
                pattern: wanted.pattern.as_str().into(),
                after: wanted.after,
                limit: wanted.limit.get().into(),
            };
            let tried = wanted.connection.client()?.call(&TryPattern { body })?;
            wanted.connection.output.print(&tried, shown_trial)
        }
        Command::Replay(again) => {
            let page = ReplayEvents {
                target: again.target.clone(),
                body: Range {
                    from: again.from,
                    to: again.to,
                },
            };
            let replay = again.connection.client()?.call(&page)?;
            let shown = |replay: &Replay| format!("replay {}", print::text(&replay.name));
            again.connection.output.print(&replay, shown)
        }
        Command::DeadLetters(letters) => dead_letters(letters),
        Command::Test(One { target, connection }) => {
            let target = target.clone();
            let tested = connection.client()?.call(&TestTarget { target })?;
            connection.output.print(&tested, shown_test)?;
            if tested.value.error.is_some() {
                return Err(AdminError::Undelivered);
            }
            Ok(())
        }
    }
}

fn dead_letters(command: &Letters) -> Result<(), AdminError> {
    match command {
        Letters::List(list) => {
            let page = ListDeadLetters {
                target: list.one.target.clone(),
                query: LetterFilter {
                    after: list.after,
                    limit: list.limit,
                },
            };
            let found = list.one.connection.client()?.call(&page)?;
            list.one.connection.output.print(&found, shown_letters)
        }
        Letters::Retry(chosen) => {
            let page = RetryDeadLetters {
                target: chosen.one.target.clone(),
                body: Which {
                    position: chosen.position,
                },
            };
            let changed = chosen.one.connection.client()?.call(&page)?;
            let shown = |changed: &Changed| format!("{} sent again", changed.dead_letters);
            chosen.one.connection.output.print(&changed, shown)
        }
        Letters::Drop(chosen) => {
            let page = DropDeadLetters {
                target: chosen.one.target.clone(),
                body: Which {
                    position: chosen.position,
                },
            };
            let changed = chosen.one.connection.client()?.call(&page)?;
            let shown = |changed: &Changed| format!("{} dropped", changed.dead_letters);
            chosen.one.connection.output.print(&changed, shown)
        }
    }
}

/// Prints events as they come: each as one line of JSON.
fn tail(wanted: &Tail) -> Result<(), AdminError> {
    let mut after = wanted.after;
    let client = wanted.connection.client()?;
    loop {
        let query = EventFilter {
            after,
            filter: wanted.filter.clone(),
            ..EventFilter::default()
        };
        let page = client.call(&ListEvents { query })?;
        for event in &page.value.events {
            let item = serde_json::to_value(event).unwrap_or_default();
            let shown = || item.to_string();
            wanted.connection.output.print_item(&item, shown)?;
        }
        let position = page.value.position;
        let is_end = after == Some(position);
        after = Some(position);
        if is_end {
            if wanted.no_follow {
                return Ok(());
            }
            machine::block(POLL_INTERVAL);
        }
    }
}

fn shown_targets(found: &Targets) -> String {
    if found.targets.is_empty() {
        let none = "the server has no event targets; `cosell serve --event-targets` names them";
        return none.to_owned();
    }
    let rows = found.targets.iter().map(|target| {
        [
            print::text(&target.name),
            print::text(&target.kind),
            format!("{:.1}s", target.lag_seconds),
            target.delivered.to_string(),
            target.failed.to_string(),
            target.parked.to_string(),
            target.dead_letters.to_string(),
            target.position.to_string(),
        ]
    });
    print::table(&TARGETS, rows)
}

fn shown_letters(found: &DeadLetters) -> String {
    if found.dead_letters.is_empty() {
        return "no dead letters".to_owned();
    }
    let rows = found.dead_letters.iter().map(|letter| {
        let event = letter.event.event.as_ref();
        let detail_type = event.and_then(|event| event.get("detail-type"));
        let detail_type = detail_type.and_then(Value::as_str).unwrap_or("?");
        [
            letter.event.position.to_string(),
            print::text(&letter.event.resource),
            letter.attempts.to_string(),
            print::text(detail_type),
            print::text(&letter.error),
        ]
    });
    print::table(&LETTERS, rows)
}

fn shown_deliveries(found: &Deliveries) -> String {
    if found.deliveries.is_empty() {
        return "no target is concerned".to_owned();
    }
    let rows = found.deliveries.iter().map(|delivery| {
        let last = delivery.attempts.last();
        [
            print::text(&delivery.target),
            delivery.outcome.to_string(),
            delivery.attempts.len().to_string(),
            print::optional(last.map(|last| last.time)),
            match &delivery.error {
                Some(error) => print::text(error),
                None => mismatches(&delivery.mismatches),
            },
        ]
    });
    print::table(&DELIVERIES, rows)
}

fn mismatches(mismatches: &[Mismatch]) -> String {
    let lines = mismatches.iter().map(|one| {
        let found = Value::from(one.found.clone());
        print::text(&format!("{} is {found}, not {}", one.field, one.wanted))
    });
    lines.collect::<Vec<_>>().join("; ")
}

fn shown_trial(tried: &Tried) -> String {
    let rows = tried.events.iter().map(|one| {
        let detail_type = one
            .event
            .event
            .as_ref()
            .and_then(|event| event.get("detail-type"));
        let detail_type = detail_type.and_then(Value::as_str).unwrap_or("?");
        [
            one.event.position.to_string(),
            if one.matches { "yes" } else { "no" }.to_owned(),
            print::text(detail_type),
            mismatches(&one.mismatches),
        ]
    });
    let (matched, all) = (tried.matched, tried.events.len());
    format!(
        "{}\n{matched} of {all} events match",
        print::table(&TRIED, rows)
    )
}

fn shown_test(tested: &Tested) -> String {
    match &tested.error {
        None => format!("test event {} delivered", print::text(&tested.id)),
        Some(error) => format!(
            "test event {} not delivered: {}",
            print::text(&tested.id),
            print::text(error)
        ),
    }
}
