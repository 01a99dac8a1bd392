//! Snapshots: immutable revisions of a resource, as an engagement sees it through a template.

use crate::{Error, Row, Select, Tx, Value};

/// A row of `snapshot`. Revisions count from 1 for each engagement, resource and template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub engagement_id: String,
    pub resource_type: String,
    pub resource_id: String,
    pub template: String,
    pub revision: i64,
    pub catalog: String,
    pub created_by: String,
    pub created_at: i64,
    /// The one account that may see it, or none for every member of the engagement.
    pub audience: Option<String>,
    pub document: String,
}

/// What a list asks for within one engagement.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Leaves out what another account alone may see; nobody named sees everything.
    pub seen_by: Option<String>,
    pub resource_type: Option<String>,
    pub resource_id: Option<String>,
    pub template: Option<String>,
    pub created_by: Option<String>,
}

/// The audience of what every member may see.
const EVERY_MEMBER: &str = "";

const COLUMNS: &str = "engagement_id, resource_type, resource_id, template, revision, catalog, \
     created_by, created_at, audience, document";

fn record(mut row: Row) -> Result<Snapshot, Error> {
    Ok(Snapshot {
        engagement_id: row.text(0)?,
        resource_type: row.text(1)?,
        resource_id: row.text(2)?,
        template: row.text(3)?,
        revision: row.integer(4)?,
        catalog: row.text(5)?,
        created_by: row.text(6)?,
        created_at: row.integer(7)?,
        audience: Some(row.text(8)?).filter(|audience| audience != EVERY_MEMBER),
        document: row.text(9)?,
    })
}

/// Stores a new revision; `Error::Duplicate` when another transaction took its number.
pub async fn insert(tx: &mut Tx, new: &Snapshot) -> Result<(), Error> {
    let text = "INSERT INTO snapshot (engagement_id, resource_type, resource_id, template, \
                revision, catalog, created_by, created_at, audience, document) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = [
        Value::from(&new.engagement_id),
        Value::from(&new.resource_type),
        Value::from(&new.resource_id),
        Value::from(&new.template),
        new.revision.into(),
        Value::from(&new.catalog),
        Value::from(&new.created_by),
        new.created_at.into(),
        Value::from(new.audience.as_deref().unwrap_or(EVERY_MEMBER)),
        Value::from(&new.document),
    ];
    tx.execute(text, &values).await.map(|_| ())
}

/// Finds one revision, or the newest when none is named.
pub async fn find(
    tx: &mut Tx,
    engagement_id: &str,
    resource_id: &str,
    template: &str,
    revision: Option<i64>,
) -> Result<Option<Snapshot>, Error> {
    let (text, values) = Select::new(&format!("SELECT {COLUMNS} FROM snapshot"))
        .equal("engagement_id", engagement_id)
        .equal("resource_id", resource_id)
        .equal("template", template)
        .maybe("revision", "=", revision)
        .page(
            ("template", "revision"),
            crate::Direction::Descending,
            None,
            1,
        );
    tx.query_one(&text, &values).await?.map(record).transpose()
}

/// One page of an engagement's snapshots behind the key `after`: resource, template, revision.
pub async fn list(
    tx: &mut Tx,
    engagement_id: &str,
    filter: &Filter,
    after: Option<Vec<Value>>,
    limit: i64,
) -> Result<Vec<Snapshot>, Error> {
    let audiences: Vec<String> = match &filter.seen_by {
        Some(account) => vec![EVERY_MEMBER.to_owned(), account.clone()],
        None => Vec::new(),
    };
    let (text, values) = Select::new(&format!("SELECT {COLUMNS} FROM snapshot"))
        .equal("engagement_id", engagement_id)
        .any_of("audience", &audiences)
        .maybe("resource_type", "=", filter.resource_type.as_ref())
        .maybe("resource_id", "=", filter.resource_id.as_ref())
        .maybe("template", "=", filter.template.as_ref())
        .maybe("created_by", "=", filter.created_by.as_ref())
        .page_of(
            &["resource_id", "template", "revision"],
            crate::Direction::Ascending,
            after,
            limit,
        );
    tx.query(&text, &values)
        .await?
        .into_iter()
        .map(record)
        .collect()
}
