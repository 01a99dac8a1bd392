//! Engagements, keyed by id. Who sees them stands in [`member`](super::member), through which
//! they are listed.

use super::Page;
use crate::{Error, Row, Select, Tx, Value};

/// A row of `engagement`. `context_types` holds the types of its contexts, each between bars, such
/// as `|Lead|CustomerProject|`, for the filters of the list; the contexts stand in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engagement {
    pub id: String,
    pub catalog: String,
    pub created_by: String,
    pub created_at: i64,
    pub modified_by: String,
    pub modified_at: i64,
    pub member_count: i64,
    pub title: String,
    pub context_types: String,
    pub document: String,
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub ids: Vec<String>,
    pub created_by: Vec<String>,
    pub not_created_by: Vec<String>,
    pub context_types: Vec<String>,
    pub not_context_types: Vec<String>,
}

const COLUMNS: &str = "engagement.id, engagement.catalog, engagement.created_by, \
     engagement.created_at, engagement.modified_by, engagement.modified_at, \
     engagement.member_count, engagement.title, engagement.context_types, engagement.document";

fn record(mut row: Row) -> Result<Engagement, Error> {
    Ok(Engagement {
        id: row.text(0)?,
        catalog: row.text(1)?,
        created_by: row.text(2)?,
        created_at: row.integer(3)?,
        modified_by: row.text(4)?,
        modified_at: row.integer(5)?,
        member_count: row.integer(6)?,
        title: row.text(7)?,
        context_types: row.text(8)?,
        document: row.text(9)?,
    })
}

/// Stores a new engagement.
pub async fn insert(tx: &mut Tx, new: &Engagement) -> Result<(), Error> {
    let text = "INSERT INTO engagement (id, catalog, created_by, created_at, modified_by, \
                modified_at, member_count, title, context_types, document) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = [
        Value::from(&new.id),
        Value::from(&new.catalog),
        Value::from(&new.created_by),
        new.created_at.into(),
        Value::from(&new.modified_by),
        new.modified_at.into(),
        new.member_count.into(),
        Value::from(&new.title),
        Value::from(&new.context_types),
        Value::from(&new.document),
    ];
    tx.execute(text, &values).await.map(|_| ())
}

/// Replaces what may change of an engagement.
pub async fn update(tx: &mut Tx, changed: &Engagement) -> Result<(), Error> {
    let text = "UPDATE engagement SET modified_by = $1, modified_at = $2, member_count = $3, \
                context_types = $4, document = $5 WHERE id = $6";
    let values = [
        Value::from(&changed.modified_by),
        changed.modified_at.into(),
        changed.member_count.into(),
        Value::from(&changed.context_types),
        Value::from(&changed.document),
        Value::from(&changed.id),
    ];
    tx.execute(text, &values).await.map(|_| ())
}

/// Names an engagement that was made without a title.
pub async fn name(tx: &mut Tx, id: &str, title: &str) -> Result<(), Error> {
    let text = "UPDATE engagement SET title = $1 WHERE id = $2";
    tx.execute(text, &[title.into(), id.into()])
        .await
        .map(|_| ())
}

/// Finds an engagement by id, whoever its members are.
pub async fn find(tx: &mut Tx, catalog: &str, id: &str) -> Result<Option<Engagement>, Error> {
    let text = format!("SELECT {COLUMNS} FROM engagement WHERE id = $1 AND catalog = $2");
    tx.query_one(&text, &[id.into(), catalog.into()])
        .await?
        .map(record)
        .transpose()
}

/// One page of the engagements that an account is a member of, by their creation.
pub async fn list(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    filter: &Filter,
    page: Page,
) -> Result<Vec<Engagement>, Error> {
    let head = format!(
        "SELECT {COLUMNS} FROM engagement_member \
         JOIN engagement ON engagement.id = engagement_member.engagement_id"
    );
    let mut select = Select::new(&head)
        .equal("engagement_member.account", account)
        .equal("engagement_member.catalog", catalog)
        .any_of("engagement_member.engagement_id", &filter.ids)
        .any_of("engagement.created_by", &filter.created_by)
        .none_of("engagement.created_by", &filter.not_created_by)
        .any_like("engagement.context_types", &bars(&filter.context_types));
    for absent in bars(&filter.not_context_types) {
        select = select.compare("engagement.context_types", "NOT LIKE", absent);
    }
    // Named engagements are few: they are gathered through their own index and sorted, so the order
    // is named as expressions, which keep the database from reading all of the account's.
    let keys = if filter.ids.is_empty() {
        (
            "engagement_member.created_at",
            "engagement_member.engagement_id",
        )
    } else {
        (
            "engagement_member.created_at + 0",
            "engagement_member.engagement_id || ''",
        )
    };
    let (text, values) = select.page(keys, page.direction, page.after, page.limit);
    tx.query(&text, &values)
        .await?
        .into_iter()
        .map(record)
        .collect()
}

fn bars(types: &[String]) -> Vec<String> {
    types.iter().map(|name| format!("%|{name}|%")).collect()
}
