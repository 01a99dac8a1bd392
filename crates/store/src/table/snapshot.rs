//! Snapshots: immutable revisions of a resource, as an engagement sees it through a template.

use super::bounded::{Found, Walk};
use super::{Catalog, ResourceType, fresh};
use crate::record::{self, Record, record};
use crate::row::{Blank, Document};
use crate::{Error, Select, Tx, Value};

record! {
    /// A row of `snapshot`. Revisions count from 1 for each engagement, resource and template.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Snapshot in "snapshot" {
        engagement_id: String [key],
        resource_type: ResourceType,
        resource_id: String [key],
        template: String [key],
        revision: i64 [key],
        catalog: Catalog,
        created_by: String,
        created_at: i64,
        /// The only account that may see it, or none for every member of the engagement.
        audience: Option<String> as Blank,
        document: String as Document,
    }
}

/// The filter of a list within one engagement.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Excludes snapshots for another account only; without an account nothing is excluded.
    pub seen_by: Option<String>,
    pub resource_type: Option<String>,
    pub resource_id: Option<String>,
    pub template: Option<String>,
    pub created_by: Option<String>,
}

/// Stores a new revision; `Error::Duplicate` when another transaction took its number.
pub async fn insert(tx: &mut Tx, new: &Snapshot) -> Result<(), Error> {
    let insert = async |tx: &mut Tx| record::insert(tx, new).await;
    let keep = |fresh: &mut fresh::Fresh| fresh.snapshots.push(new.clone());
    fresh::with(tx, &new.engagement_id, insert, keep).await
}

/// Finds one revision, or the newest when none is named.
pub async fn find(
    tx: &mut Tx,
    engagement_id: &str,
    resource_id: &str,
    template: &str,
    revision: Option<i64>,
) -> Result<Option<Snapshot>, Error> {
    if let Some(fresh) = fresh::of(tx, engagement_id) {
        let found = fresh.snapshots.iter().filter(|snapshot| {
            snapshot.resource_id == resource_id
                && snapshot.template == template
                && revision.is_none_or(|revision| snapshot.revision == revision)
        });
        return Ok(found.max_by_key(|snapshot| snapshot.revision).cloned());
    }
    let (text, values) = Select::new(Snapshot::SELECT)
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
    tx.query_one(&text, &values)
        .await?
        .map(Snapshot::read)
        .transpose()
}

/// One page of an engagement's snapshots after the key `after`: resource, template, revision.
pub async fn list(
    tx: &mut Tx,
    engagement_id: &str,
    filter: &Filter,
    after: Option<Vec<Value<'static>>>,
    limit: i64,
) -> Result<Found<Snapshot>, Error> {
    // A snapshot for every member has the audience ''.
    let audiences: Vec<String> = match &filter.seen_by {
        Some(account) => vec![String::new(), account.clone()],
        None => Vec::new(),
    };
    let select = |head| {
        Select::new(head)
            .equal("engagement_id", engagement_id)
            .maybe("resource_id", "=", filter.resource_id.as_ref())
    };
    let entries = select("SELECT resource_id, template, revision FROM snapshot");
    let list = select(Snapshot::SELECT)
        .any_of("audience", &audiences)
        .maybe("resource_type", "=", filter.resource_type.as_ref())
        .maybe("template", "=", filter.template.as_ref())
        .maybe("created_by", "=", filter.created_by.as_ref());
    let walk = Walk {
        keys: &["resource_id", "template", "revision"],
        direction: crate::Direction::Ascending,
        after,
        limit,
    };
    walk.page(tx, Some(entries), list, Snapshot::read_all).await
}
