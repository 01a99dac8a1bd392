//! How a distributed database spreads the tables, and which statements cross its shards.
//!
//! Each table has a distribution key: rows with the same value are on the same shard. A statement
//! that names the key of each of its tables by equality involves one shard. What crosses shards is
//! in [`ACROSS`], with its reason. In a build with debug assertions a transaction refuses every
//! other statement, and what a distributed database refuses (`distribution/check.rs`), so each test
//! of the program is a test of this table. `docs/scaling.md` says what crossing costs.

mod check;
mod spread;

pub(crate) use check::check;
pub use check::{crosses, names_key, refusal};
pub use spread::spread;

/// What places the rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The account that the rows belong to.
    Account,
    /// The engagement, in this column.
    Engagement(&'static str),
    /// What the rows are parts of, in this column.
    Whole(&'static str),
    /// Nothing: the rows stay in one place, where all nodes connect to.
    None,
}

impl Key {
    /// The column that places a row.
    pub const fn column(self) -> Option<&'static str> {
        match self {
            Self::Account => Some("account"),
            Self::Engagement(column) | Self::Whole(column) => Some(column),
            Self::None => None,
        }
    }
}

/// The table that only SQLite has, which is never distributed.
pub const SQLITE_ONLY: &str = "opportunity_gram_pending";

/// The distribution key of each table.
pub const KEYS: &[(&str, Key)] = &[
    ("access_key", Key::None),
    ("account", Key::None),
    ("association", Key::Engagement("engagement_id")),
    ("attachment", Key::Account),
    ("audit", Key::None),
    ("bulk_fetch", Key::Account),
    ("bulk_job", Key::Account),
    ("bulk_result", Key::Whole("job_id")),
    ("client_token", Key::Account),
    ("customer_account", Key::Account),
    ("customer_account_backfill", Key::None),
    ("customer_account_count", Key::Account),
    ("customer_account_search", Key::Account),
    ("deleted_customer_account", Key::Whole("id")),
    ("engagement", Key::Engagement("id")),
    ("engagement_member", Key::Engagement("engagement_id")),
    ("event", Key::Account),
    ("event_parked", Key::Account),
    ("event_resource", Key::Account),
    ("event_stream", Key::None),
    ("event_target", Key::None),
    ("identity", Key::None),
    ("invitation", Key::Engagement("engagement_id")),
    ("node", Key::None),
    ("offer", Key::Account),
    ("opportunity", Key::Account),
    ("opportunity_gram", Key::Whole("number")),
    (SQLITE_ONLY, Key::None),
    ("page_key", Key::None),
    ("policy", Key::Account),
    ("principal", Key::Account),
    ("prospecting_result", Key::Whole("task_id")),
    ("prospecting_task", Key::Account),
    ("received_opportunity", Key::Whole("opportunity_id")),
    ("schema_version", Key::None),
    ("search_backfill", Key::None),
    ("setting", Key::Account),
    ("snapshot", Key::Engagement("engagement_id")),
    ("snapshot_job", Key::Account),
    ("tag", Key::Whole("resource_arn")),
    ("task", Key::Account),
    ("task_step", Key::Whole("task_id")),
    ("upload", Key::Account),
    ("upload_chunk", Key::Whole("version")),
    ("upload_part", Key::Whole("version")),
];

const MEMBERSHIP: &str = "an account takes part in engagements of many shards";
const TARGETS: &str = "an event target receives the events of all accounts in one order";
const TIMER: &str = "a timer serves all accounts";
const SEARCH: &str = "one index has the texts of all accounts";
const BACKFILL: &str = "an older store is indexed once, whoever owns its rows";
const NODES: &str = "a node has tasks of all accounts";
const OPERATORS: &str = "an operator sees all accounts";
const OF_ANOTHER: &str = "it belongs to another account, which is found by its id";

/// The statements that cross shards: a table, a part of the text, and the reason.
pub const ACROSS: &[(&str, &str, &str)] = &[
    // Memberships.
    ("engagement_member", "account = $", MEMBERSHIP),
    ("invitation", "sender = $", MEMBERSHIP),
    ("invitation", "receiver = $", MEMBERSHIP),
    ("association", "created_by = $", MEMBERSHIP),
    ("association", "created_by || '' = $", MEMBERSHIP),
    // What is known by its id alone.
    ("invitation", "WHERE id = $1 AND catalog = $2", OF_ANOTHER),
    ("opportunity", "WHERE id = $1 AND catalog = $2", OF_ANOTHER),
    (
        "customer_account",
        "WHERE id = $1 AND catalog = $2",
        OF_ANOTHER,
    ),
    (
        "received_opportunity",
        "WHERE invitation_id = $1",
        OF_ANOTHER,
    ),
    ("received_opportunity", "WHERE source_id = $1", OF_ANOTHER),
    // Searches.
    ("opportunity_gram", "FROM opportunity_gram WHERE", SEARCH),
    ("opportunity", "WHERE id > $1 ORDER BY id", BACKFILL),
    ("customer_account", "WHERE id > $1 ORDER BY id", BACKFILL),
    // Timers.
    ("bulk_job", "WHERE completed_at", TIMER),
    ("bulk_job", "WHERE due_at <= $1", TIMER),
    ("bulk_job", "WHERE due_at IS NOT NULL AND status", TIMER),
    ("bulk_fetch", "WHERE due_at", TIMER),
    ("customer_account", "WHERE due_at", TIMER),
    ("invitation", "WHERE status = 'PENDING'", TIMER),
    ("snapshot_job", "WHERE due_at", TIMER),
    ("upload", "WHERE expires_at", TIMER),
    ("client_token", "WHERE created_at", TIMER),
    ("task", "WHERE kind = $1 AND ended_at", TIMER),
    // Events.
    ("event", "FROM event WHERE position", TARGETS),
    ("event", "FROM event WHERE ord", TARGETS),
    ("event", "FROM event WHERE id > $1", TARGETS),
    ("event", "FROM event ORDER BY ord", TARGETS),
    ("event", "UPDATE event SET position", TARGETS),
    ("event_parked", "FROM event_parked JOIN event", TARGETS),
    ("event_parked", "WHERE target = $1", TARGETS),
    // Nodes.
    ("task", "WHERE status = 'IN_PROGRESS'", NODES),
    // Operators.
    ("task", "FROM task WHERE id = $1", OPERATORS),
    ("task", "SELECT started_at, id FROM task", OPERATORS),
    ("bulk_job", "FROM bulk_job WHERE id = $1", OPERATORS),
    ("bulk_job", "SELECT created_at, id FROM bulk_job", OPERATORS),
    ("opportunity", "WHERE account > $1", OPERATORS),
    ("customer_account_count", "WHERE account > $1", OPERATORS),
    ("engagement_member", "WHERE account > $1", OPERATORS),
    ("invitation", "WHERE receiver > $1", OPERATORS),
];
