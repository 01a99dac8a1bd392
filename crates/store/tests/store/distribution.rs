//! Distribution keys: the column by which a distributed database would place the rows of a table.
//!
//! A statement that names the key of each of its tables involves one shard. The tests of plans
//! read every statement of theirs with [`names_key`]. What crosses shards is listed here with its
//! reason, and docs/scaling.md says what it costs.

use cosell_store::{Error, Location, Store};

/// The tables with the columns that place their rows; none for a table of which each shard has a
/// copy.
const KEYS: &[(&str, &[&str])] = &[
    ("access_key", &[]),
    ("account", &[]),
    ("association", &["engagement_id"]),
    ("attachment", &["account"]),
    ("audit", &[]),
    ("bulk_fetch", &["account"]),
    ("bulk_job", &["account"]),
    ("bulk_result", &["job_id"]),
    ("client_token", &["account"]),
    ("customer_account", &["account"]),
    ("customer_account_backfill", &[]),
    ("customer_account_count", &["account"]),
    ("customer_account_search", &["account"]),
    ("deleted_customer_account", &["id"]),
    ("engagement", &["id"]),
    ("engagement_member", &["engagement_id"]),
    ("event", &["account"]),
    ("event_parked", &["account"]),
    ("event_resource", &["account"]),
    ("event_stream", &[]),
    ("event_target", &[]),
    ("identity", &[]),
    ("invitation", &["engagement_id"]),
    ("node", &[]),
    ("offer", &["account"]),
    ("opportunity", &["account"]),
    ("opportunity_gram", &["number"]),
    ("opportunity_gram_pending", &[]),
    ("page_key", &[]),
    ("policy", &["account"]),
    ("principal", &["account"]),
    ("prospecting_result", &["task_id"]),
    ("prospecting_task", &["account"]),
    ("received_opportunity", &["opportunity_id"]),
    ("schema_version", &[]),
    ("search_backfill", &[]),
    ("setting", &["account"]),
    ("snapshot", &["engagement_id"]),
    ("snapshot_job", &["account"]),
    ("tag", &["resource_arn"]),
    ("task", &["account"]),
    ("task_step", &["task_id"]),
    ("upload", &["account"]),
    ("upload_chunk", &["version"]),
    ("upload_part", &["version"]),
];

/// Parts of statements that involve more than one shard, and why.
const ACROSS: &[(&str, &str)] = &[
    ("FROM engagement_member ", OF_MANY),
    ("FROM invitation WHERE", OF_MANY),
    ("association WHERE created_by", OF_MANY),
    ("association WHERE resource_id", OF_MANY),
    ("association WHERE (engagement_id, resource_id)", OF_MANY),
    ("FROM bulk_job WHERE completed_at", TIMER),
    ("FROM bulk_job WHERE due_at", TIMER),
    ("DELETE FROM bulk_job WHERE id", TIMER),
    ("FROM bulk_fetch", TIMER),
    ("FROM customer_account WHERE due_at", TIMER),
    ("FROM snapshot_job WHERE due_at", TIMER),
    ("FROM upload WHERE expires_at", TIMER),
    ("FROM upload ORDER BY", TIMER),
    ("FROM client_token", TIMER),
    ("FROM event ", TARGETS),
    ("event SET position", TARGETS),
    ("FROM event_parked ", TARGETS),
    ("event_parked SET state", TARGETS),
    ("FROM task WHERE kind = $1 AND ended_at", TIMER),
    ("DELETE FROM task WHERE id", TIMER),
    (
        "FROM task WHERE status = 'IN_PROGRESS'",
        "a node has tasks of all accounts",
    ),
    ("started_at, id FROM task WHERE", OPERATORS),
    ("created_at, id FROM bulk_job WHERE", OPERATORS),
    ("created_at, id FROM bulk_job ORDER BY", OPERATORS),
    (
        "FROM opportunity_gram",
        "an index of the texts of all accounts",
    ),
    (
        "UPDATE snapshot_job SET due_at = $1 WHERE resource_id",
        "every account with a job follows its resource",
    ),
    ("FROM opportunity WHERE id = $1 AND catalog", OF_ANOTHER),
    ("FROM opportunity WHERE id IN (", OF_ANOTHER),
    (
        "FROM customer_account WHERE id = $1 AND catalog",
        OF_ANOTHER,
    ),
    ("received_opportunity WHERE", OF_ANOTHER),
    (
        "upload WHERE version",
        "a version is known by its own id alone",
    ),
];

const OF_MANY: &str = "an account takes part in engagements of many shards";
const TARGETS: &str = "an event target receives the events of all accounts in one order";
const TIMER: &str = "a timer does what is due for all accounts";
const OPERATORS: &str = "an operator sees all accounts";
const OF_ANOTHER: &str = "it belongs to another account";

/// The tables that a statement reads or changes.
fn tables(text: &str) -> impl Iterator<Item = &str> {
    let mut words = text.split([' ', '(', ')', ',']);
    std::iter::from_fn(move || {
        loop {
            let word = words.next()?;
            if matches!(word, "FROM" | "JOIN" | "INTO" | "UPDATE") {
                return words.next();
            }
        }
    })
    .filter(|table| !table.is_empty())
}

/// Whether a statement names the distribution key of each of its tables, or is one that crosses
/// shards for a reason.
pub(crate) fn names_key(text: &str) -> bool {
    if ACROSS.iter().any(|(part, _)| text.contains(part)) {
        return true;
    }
    tables(text).all(|table| {
        let keys = KEYS.iter().find(|(name, _)| *name == table);
        let keys = keys.map_or(&[][..], |(_, keys)| keys);
        keys.iter().all(|key| {
            let (columns, inserted) = if text.starts_with("INSERT") {
                (format!("({key}, "), format!(", {key}, "))
            } else {
                (format!(" {key} = $"), format!(" {key} IN ("))
            };
            let qualified = [format!("{table}.{key} = "), format!("{table}.{key} IN (")];
            let mut named = qualified.iter().chain([&columns, &inserted]);
            named.any(|named| text.contains(named.as_str()))
        })
    })
}

#[tokio::test]
async fn every_table_has_a_distribution_key_of_its_own_columns() {
    let store = Store::open(&Location::Memory).expect("memory opens");
    let found = store.read((), async |tx, ()| {
        let text = "SELECT name FROM sqlite_schema WHERE type = 'table' \
                    AND name NOT LIKE 'sqlite_%' \
                    AND name NOT LIKE 'opportunity_gram\\_%' ESCAPE '\\'";
        let mut found = Vec::new();
        for mut table in tx.query(text, &[]).await? {
            let name = table.text(0)?;
            let text = format!("SELECT name FROM pragma_table_info('{name}')");
            let mut columns = Vec::new();
            for mut column in tx.query(&text, &[]).await? {
                columns.push(column.text(0)?);
            }
            found.push((name, columns));
        }
        Ok::<_, Error>(found)
    });
    for (table, columns) in found.await.expect("the schema") {
        let known = KEYS.iter().find(|(name, _)| *name == table);
        let (_, keys) = known.unwrap_or_else(|| panic!("{table} has no distribution key"));
        // The number of grams is the row's own on SQLite.
        let own = |key: &&str| table == "opportunity_gram" || columns.contains(&(*key).to_owned());
        assert!(keys.iter().all(own), "{table}: {keys:?}");
    }
}
