//! What searches and statistics look at of customer accounts, keyed by the account's id.
//!
//! Every value that a filter, a sort or a statistic names has a column, so a search reads no
//! document. Conditions here only rule records out; the domain judges those that are left.

use super::customer_account::{CustomerAccount, Status};
use super::{Catalog, Page, backfill};
use crate::record::{self, Record, record};
use crate::row::Blank;
use crate::{Error, Select, Tx};

/// The table that stores how far the accounts of an older store are indexed.
const BACKFILL: &str = "customer_account_backfill";

record! {
    /// A row of `customer_account_search`. Instants are milliseconds. What the match adds is absent
    /// unless the account is enriched.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Facts in "customer_account_search" {
        id: String [key],
        account: String [key],
        catalog: Catalog,
        created_at: i64,
        import_id: Option<String> as Blank,
        modified_at: i64 [changes],
        company: String [changes],
        partner_id: Option<String> as Blank [changes],
        status: Status [changes],
        industry: Option<String> as Blank [changes],
        segment: Option<String> as Blank [changes],
        geo: Option<String> as Blank [changes],
        region: Option<String> as Blank [changes],
        country: Option<String> as Blank [changes],
        qualification: Option<String> as Blank [changes],
        /// A JSON list of texts.
        programs: Option<String> as Blank [changes],
        solution_category: Option<String> as Blank [changes],
        marketplace_score: Option<String> as Blank [changes],
        solution_score: Option<String> as Blank [changes],
    }
}

/// The columns that conditions may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Import,
    Company,
    Status,
    Industry,
    Segment,
    Geo,
    Country,
    Qualification,
    SolutionCategory,
    MarketplaceScore,
    SolutionScore,
}

impl Column {
    fn name(self) -> &'static str {
        match self {
            Self::Import => "import_id",
            Self::Company => "company",
            Self::Status => "status",
            Self::Industry => "industry",
            Self::Segment => "segment",
            Self::Geo => "geo",
            Self::Country => "country",
            Self::Qualification => "qualification",
            Self::SolutionCategory => "solution_category",
            Self::MarketplaceScore => "marketplace_score",
            Self::SolutionScore => "solution_score",
        }
    }
}

/// What holds of every record of a walk.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The column has one of the values.
    pub equal: Vec<(Column, Vec<String>)>,
    /// The first and the last instant of creation.
    pub created: (Option<i64>, Option<i64>),
    /// The same of the last change.
    pub modified: (Option<i64>, Option<i64>),
}

/// The orders that have an index, each with the id behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    CreatedAt,
    ModifiedAt,
    Company,
}

impl Order {
    fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::ModifiedAt => "modified_at",
            Self::Company => "company",
        }
    }
}

/// Stores what searches see of an account, in place of what they saw before.
pub async fn put(tx: &mut Tx, facts: &Facts) -> Result<(), Error> {
    if record::update(tx, facts).await? {
        return Ok(());
    }
    record::insert(tx, facts).await
}

/// Stores what searches see of an account that has just been created.
pub async fn insert(tx: &mut Tx, facts: &Facts) -> Result<(), Error> {
    record::insert(tx, facts).await
}

/// Changes the status alone, of an account that cannot be read.
pub async fn set_status(tx: &mut Tx, account: &str, id: &str, status: Status) -> Result<(), Error> {
    let text = "UPDATE customer_account_search SET status = $1 WHERE id = $2 AND account = $3";
    let values = [status.as_str().into(), id.into(), account.into()];
    tx.execute(text, &values).await.map(|_| ())
}

/// Removes an account from what searches see.
pub async fn delete(tx: &mut Tx, account: &str, id: &str) -> Result<(), Error> {
    let text = "DELETE FROM customer_account_search WHERE id = $1 AND account = $2";
    tx.execute(text, &[id.into(), account.into()])
        .await
        .map(|_| ())
}

/// A selection of an account's records by the index of `order`: the other date is written as an
/// expression, which keeps the database from another index and a sort.
fn within<'a>(
    head: &str,
    (account, catalog): (&'a str, &'a str),
    filter: &'a Filter,
    order: Order,
) -> Select<'a> {
    let mut select = Select::new(head)
        .equal("account", account)
        .equal("catalog", catalog);
    for (column, values) in &filter.equal {
        select = select.any_of(column.name(), values);
    }
    let name = |own, name, computed| if order == own { name } else { computed };
    let created = name(Order::CreatedAt, "created_at", "created_at + 0");
    let modified = name(Order::ModifiedAt, "modified_at", "modified_at + 0");
    select
        .maybe(created, ">=", filter.created.0)
        .maybe(created, "<=", filter.created.1)
        .maybe(modified, ">=", filter.modified.0)
        .maybe(modified, "<=", filter.modified.1)
}

/// The next of an account's records, along one order. The key of a page is the value of the order
/// and the id.
pub async fn list(
    tx: &mut Tx,
    place: (&str, &str),
    filter: &Filter,
    order: Order,
    page: Page,
) -> Result<Vec<Facts>, Error> {
    let keys = (order.column(), "id");
    let (text, values) = within(Facts::SELECT, place, filter, order).page(
        keys,
        page.direction,
        page.after,
        page.limit,
    );
    Facts::read_all(tx.query(&text, &values).await?)
}

/// Whether at most `most` of an account's records are in the filter's range of this order's dates.
pub async fn has_few(
    tx: &mut Tx,
    place: (&str, &str),
    filter: &Filter,
    order: Order,
    most: i64,
) -> Result<bool, Error> {
    let none = (None, None);
    let range = Filter {
        equal: Vec::new(),
        created: if order == Order::CreatedAt {
            filter.created
        } else {
            none
        },
        modified: if order == Order::ModifiedAt {
            filter.modified
        } else {
            none
        },
    };
    let head = "SELECT id FROM customer_account_search";
    let limit = most.saturating_add(1);
    let (text, values) = within(head, place, &range, order).limit(limit);
    let text = format!("SELECT COUNT(*) FROM ({text}) AS found");
    let row = tx.query_one(&text, &values).await?;
    let count = row.map(|mut row| row.integer(0)).transpose()?.unwrap_or(0);
    Ok(count <= most)
}

/// The next customer accounts of a store that an older program wrote. `None` when all are indexed.
pub async fn not_indexed(tx: &mut Tx, limit: i64) -> Result<Option<Vec<CustomerAccount>>, Error> {
    backfill::next(tx, BACKFILL, limit).await
}

/// Stores that all of them up to this id are indexed; without an id, that all are.
pub async fn indexed_up_to(tx: &mut Tx, id: Option<&str>) -> Result<(), Error> {
    backfill::indexed_up_to(tx, BACKFILL, id).await
}
