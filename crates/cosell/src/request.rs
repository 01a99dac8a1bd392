//! `cosell requests`: the requests that a server recorded.

use std::time::Duration;

use cosell_admin_api::Limit;
use cosell_admin_api::pages::{CopyRequest, ListRequests, ReplayRequest, ShowRequest};
use cosell_admin_api::recorded::{
    CopyAs, Language, Program, Recorded, RecordedDetail, RecordedFilter, ReplayOptions, Reveal,
};
use cosell_world::machine;
use serde_json::Value;

use crate::account_id::AccountId;
use crate::client::{AdminError, Connection, words};
use crate::print::{self, Column};

/// How often `watch` asks for new requests.
const POLL_INTERVAL: Duration = Duration::from_millis(250);

/// See what clients called, why it was refused, and send it again.
///
/// See docs/requests.md.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// List the newest requests of operations
    List(List),
    /// Show a request with its answer and why it was refused
    Show(Show),
    /// Print each new request, until it is interrupted
    Watch(Watch),
    /// Send a request again as the same caller
    Replay(Replay),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Filter {
    /// Those of this operation
    #[arg(long, value_name = "NAME")]
    operation: Option<String>,
    /// Those of this account
    #[arg(long, value_name = "ACCOUNT")]
    account: Option<AccountId>,
    /// `ok`, `refused`, or the name of an error
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    #[command(flatten)]
    filter: Filter,
    /// Maximum number of entries
    #[arg(long, value_name = "NUMBER", default_value_t)]
    limit: Limit<50, 1000>,
    /// Token of the next page, as the command printed it under the page before
    #[arg(long, value_name = "TOKEN")]
    next_token: Option<String>,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The id: what the client got in the header `x-amzn-requestid`
    id: String,
    /// Show sensitive values, too
    #[arg(long)]
    reveal: bool,
    /// Print a command, a program or a test that sends it, with everything that it has
    #[arg(long = "as", value_name = "LANGUAGE", value_parser = words::<Language>())]
    language: Option<Language>,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Watch {
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Replay {
    /// The id of the request
    id: String,
    /// Send it with a new client token; with its own it has the same result as before
    #[arg(long)]
    new_token: bool,
    #[command(flatten)]
    connection: Connection,
}

const COLUMNS: [Column<'_>; 8] = [
    Column::Whole("id"),
    Column::Whole("time"),
    Column::Whole("operation"),
    Column::Whole("account"),
    Column::Whole("status"),
    Column::Whole("ms"),
    Column::Whole("attempt"),
    Column::Prose("error"),
];

impl Filter {
    fn query(&self) -> RecordedFilter {
        RecordedFilter {
            operation: self.operation.clone(),
            account: self.account.as_ref().map(ToString::to_string),
            outcome: self.outcome.clone(),
            ..RecordedFilter::default()
        }
    }
}

pub(crate) fn run(command: &Command) -> Result<(), AdminError> {
    match command {
        Command::List(list) => {
            let query = RecordedFilter {
                limit: list.limit,
                next: list.next_token.clone(),
                ..list.filter.query()
            };
            let listed = list.connection.client()?.call(&ListRequests { query })?;
            list.connection.output.print_list(&listed, COLUMNS, row)
        }
        Command::Show(show) => one(show),
        Command::Watch(wanted) => watch(wanted),
        Command::Replay(replay) => {
            let page = ReplayRequest {
                id: replay.id.clone(),
                body: ReplayOptions {
                    new_token: replay.new_token,
                },
            };
            let replayed = replay.connection.client()?.call(&page)?;
            replay.connection.output.print(&replayed, shown)
        }
    }
}

fn one(show: &Show) -> Result<(), AdminError> {
    let (client, output) = (show.connection.client()?, &show.connection.output);
    let id = show.id.clone();
    if let Some(language) = show.language {
        let query = CopyAs { language };
        let program = client.call(&CopyRequest { id, query })?;
        return output.print(&program, |Program(program)| program.clone());
    }
    let query = Reveal {
        reveal: show.reveal,
    };
    output.print(&client.call(&ShowRequest { id, query })?, shown)
}

/// Prints requests as they come.
fn watch(wanted: &Watch) -> Result<(), AdminError> {
    let (client, output) = (wanted.connection.client()?, &wanted.connection.output);
    let newest = ListRequests {
        query: RecordedFilter {
            limit: "1".parse().unwrap_or_default(),
            ..RecordedFilter::default()
        },
    };
    let newest = client.call(&newest)?.value.requests;
    let mut after = newest.first().map_or(0, |newest| newest.number);
    loop {
        machine::block(POLL_INTERVAL);
        let query = RecordedFilter {
            after: Some(after),
            limit: Limit::MOST,
            ..wanted.filter.query()
        };
        let page = client.call(&ListRequests { query })?;
        for request in page.value.requests.iter().rev() {
            after = request.number;
            let item = serde_json::to_value(request).unwrap_or_default();
            output.print_item(&item, || row(request).join("  "))?;
        }
    }
}

fn row(request: &Recorded) -> [String; 8] {
    let attempt = request.attempt.map(|attempt| match request.max_attempts {
        Some(most) => format!("{attempt}/{most}"),
        None => attempt.to_string(),
    });
    [
        print::text(&request.id),
        request.time.to_string(),
        print::text(&request.operation),
        print::optional(request.account.as_ref()),
        request
            .status
            .map_or_else(|| "dropped".to_owned(), |status| status.to_string()),
        milliseconds(request.micros),
        print::optional(attempt),
        print::optional(request.error.as_ref()),
    ]
}

fn milliseconds(micros: u64) -> String {
    format!("{}.{}", micros / 1_000, micros % 1_000 / 100)
}

/// A request as people read it.
fn shown(detail: &RecordedDetail) -> String {
    let mut lines = vec![row(&detail.request).join("  ")];
    let mut line = |name: &str, value: Option<&String>| {
        lines.extend(value.map(|value| format!("{name}: {}", print::text(value))));
    };
    line("caller", detail.caller.as_ref());
    line("client", detail.user_agent.as_ref());
    line("replay of", detail.request.replay_of.as_ref());
    for attempt in &detail.attempts {
        line("other attempt", Some(&row(attempt).join("  ")));
    }
    for finding in &detail.findings {
        let words = [&finding.field, &finding.code].into_iter().flatten();
        let words: Vec<_> = words.map(|word| print::text(word)).collect();
        lines.push(format!("refused: {}", print::text(&finding.message)));
        if !words.is_empty() {
            lines.push(format!("  {}", words.join(", ")));
        }
        if let (Some(rule), Some(says)) = (&finding.rule, &finding.says) {
            let evidence = print::optional(finding.evidence.as_ref());
            let (rule, says) = (print::text(rule), print::text(says));
            lines.push(format!("  rule {rule} ({evidence}): {says}"));
        }
    }
    for decision in &detail.decisions {
        let (action, resource) = (&decision.action, &decision.resource);
        let line = format!("{action} on {resource}: {}", decision.decision);
        lines.push(print::text(&line));
    }
    for (name, body) in [("request", &detail.body), ("answer", &detail.answer)] {
        if let Some(body) = body {
            lines.push(format!("{name}:\n{}", document(body)));
        }
    }
    if !detail.revealed {
        lines.push("sensitive values are hidden; --reveal shows them".to_owned());
    }
    lines.join("\n")
}

fn document(body: &Value) -> String {
    match body {
        Value::String(text) => print::text(text),
        // JSON escapes control characters.
        other => format!("{other:#}"),
    }
}
