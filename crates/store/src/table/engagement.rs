//! Engagements, keyed by id. The accounts that see them are in [`member`](super::member), through
//! which they are listed.

use super::bounded::{Found, Walk};
use super::{Catalog, Page, fresh};
use crate::record::{self, Record, record};
use crate::row::Document;
use crate::{Error, Lock, Select, Tx};

record! {
    /// A row of `engagement`. `context_types` contains the types of its contexts, each between
    /// bars, such as `|Lead|CustomerProject|`, for the filters of the list; the contexts are in the
    /// document.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Engagement in "engagement" {
        id: String [key],
        catalog: Catalog,
        created_by: String,
        created_at: i64,
        modified_by: String [changes],
        modified_at: i64 [changes],
        member_count: i64 [changes],
        title: String,
        context_types: String [changes],
        document: String as Document [changes],
    }
}

/// The filter of a list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub ids: Vec<String>,
    pub created_by: Vec<String>,
    pub not_created_by: Vec<String>,
    pub context_types: Vec<String>,
    pub not_context_types: Vec<String>,
    /// The first and the last instant of their creation, in milliseconds.
    pub created: (Option<i64>, Option<i64>),
    /// The same of their last change.
    pub modified: (Option<i64>, Option<i64>),
}

impl Filter {
    /// Whether a walk along the account's memberships passes over some of them. A filter of ids
    /// reads only these.
    fn passes_over(&self) -> bool {
        let of_engagement = [
            &self.created_by,
            &self.not_created_by,
            &self.context_types,
            &self.not_context_types,
        ];
        let has_range = self.modified.0.is_some() || self.modified.1.is_some();
        let is_filtered = has_range || of_engagement.iter().any(|values| !values.is_empty());
        self.ids.is_empty() && is_filtered
    }

    /// The columns of the order. A filter of ids matches few engagements: they are found through
    /// their own index and sorted, so the order is written as expressions, which keep the database
    /// from reading all of the account's.
    fn keys(&self) -> &'static [&'static str] {
        if self.ids.is_empty() {
            &[
                "engagement_member.created_at",
                "engagement_member.engagement_id",
            ]
        } else {
            &[
                "engagement_member.created_at + 0",
                "engagement_member.engagement_id || ''",
            ]
        }
    }
}

/// Stores a new engagement.
pub async fn insert(tx: &mut Tx, new: &Engagement) -> Result<(), Error> {
    record::insert_or_post(tx, new).await?;
    // Nobody else sees it before the commit.
    tx.note_locked(Engagement::TABLE, &new.id);
    fresh::created(tx, &new.id);
    Ok(())
}

/// Updates the changeable columns of an engagement.
pub async fn update(tx: &mut Tx, changed: &Engagement) -> Result<(), Error> {
    record::overwrite(tx, changed).await
}

/// Sets the title of an engagement that was created without one.
pub async fn name(tx: &mut Tx, id: &str, title: &str) -> Result<(), Error> {
    let text = "UPDATE engagement SET title = $1 WHERE id = $2";
    tx.execute(text, &[title.into(), id.into()])
        .await
        .map(|_| ())
}

/// Finds an engagement by id, whoever its members are, and locks it.
pub async fn find(tx: &mut Tx, catalog: &str, id: &str) -> Result<Option<Engagement>, Error> {
    let text = format!("{} WHERE id = $1 AND catalog = $2", Engagement::SELECT);
    let values = [id.into(), catalog.into()];
    let found = tx.lock_one(Lock::Exclusive, &text, &values).await?;
    if found.is_some() {
        tx.note_locked(Engagement::TABLE, id);
    }
    found.map(Engagement::read).transpose()
}

/// The same without a lock: for what never changes of it, or does not matter to a decision.
pub async fn peek(tx: &mut Tx, catalog: &str, id: &str) -> Result<Option<Engagement>, Error> {
    let text = format!("{} WHERE id = $1 AND catalog = $2", Engagement::SELECT);
    let found = tx.query_one(&text, &[id.into(), catalog.into()]).await?;
    found.map(Engagement::read).transpose()
}

/// Locks these engagements in the order of their ids.
pub async fn lock_all(tx: &mut Tx, ids: &[String]) -> Result<(), Error> {
    let text = "SELECT id FROM engagement WHERE id = $1";
    let keys = ids.iter().map(|id| vec![id]);
    record::lock_all::<Engagement>(tx, text, keys.collect()).await
}

/// One page of the engagements that an account is a member of, by their creation.
pub async fn list(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    filter: &Filter,
    page: Page,
) -> Result<Found<Engagement>, Error> {
    let list = select(account, catalog, filter);
    let entries = filter.passes_over().then(|| {
        let head = "SELECT created_at, engagement_id FROM engagement_member";
        Select::new(head)
            .equal("engagement_member.account", account)
            .equal("engagement_member.catalog", catalog)
            .maybe("engagement_member.created_at", ">=", filter.created.0)
            .maybe("engagement_member.created_at", "<=", filter.created.1)
    });
    let walk = Walk::new(filter.keys(), page);
    walk.page(tx, entries, list, Engagement::read_all).await
}

/// The same for a search, which reads on until it has what it looks for.
pub async fn batch(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    filter: &Filter,
    page: Page,
) -> Result<Vec<Engagement>, Error> {
    let walk = Walk::new(filter.keys(), page);
    let list = select(account, catalog, filter);
    let found = walk.page(tx, None, list, Engagement::read_all).await?;
    Ok(found.rows)
}

fn select<'a>(account: &'a str, catalog: &'a str, filter: &'a Filter) -> Select<'a> {
    let head = format!(
        "SELECT {} FROM engagement_member \
         JOIN engagement ON engagement.id = engagement_member.engagement_id",
        Engagement::QUALIFIED
    );
    let types = bars(&filter.context_types);
    let mut select = Select::new(&head)
        .equal("engagement_member.account", account)
        .equal("engagement_member.catalog", catalog)
        .any_of("engagement_member.engagement_id", &filter.ids)
        .any_of("engagement.created_by", &filter.created_by)
        .none_of("engagement.created_by", &filter.not_created_by)
        .any_like("engagement.context_types", types)
        .maybe("engagement_member.created_at", ">=", filter.created.0)
        .maybe("engagement_member.created_at", "<=", filter.created.1)
        .maybe("engagement.modified_at", ">=", filter.modified.0)
        .maybe("engagement.modified_at", "<=", filter.modified.1);
    for absent in bars(&filter.not_context_types) {
        select = select.compare("engagement.context_types", "NOT LIKE", absent);
    }
    select
}

fn bars(types: &[String]) -> Vec<String> {
    types.iter().map(|name| format!("%|{name}|%")).collect()
}
