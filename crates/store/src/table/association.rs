//! Which resources an engagement shows, and who owns them.

use std::sync::LazyLock;

use super::bounded::{Found, PASSED, Walk};
use super::{Catalog, Page, ResourceType, fresh};
use crate::record::{Record, record};
use crate::{Direction, Error, Kept, Select, Tx, Value};

record! {
    /// A row of `association`; `created_by` owns the resource.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Association in "association" {
        engagement_id: String [key],
        resource_type: ResourceType [key],
        resource_id: String [key],
        catalog: Catalog,
        created_by: String,
        created_at: i64,
    }
}

/// The filter of a list, besides the engagements that the caller may see.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub engagement_id: Option<String>,
    pub resource_type: Option<String>,
    pub resource_id: Option<String>,
    pub created_by: Option<String>,
}

impl Filter {
    /// Whether an index of associations leads to what it names.
    fn owned(&self) -> bool {
        self.created_by.is_some() || self.resource_id.is_some()
    }
}

/// The oldest engagement of a resource of an owner, as [`engagement_of`] found it.
struct Oldest {
    owner: String,
    resource_id: String,
    engagement_id: Option<String>,
}

impl Kept for Oldest {
    const TABLES: &'static [&'static str] = &[Association::TABLE];
}

/// Stores an association unless it exists.
pub async fn ensure(tx: &mut Tx, new: &Association) -> Result<(), Error> {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let insert = Association::insert_text();
        format!("{insert} ON CONFLICT (engagement_id, resource_id, resource_type) DO NOTHING")
    });
    let known = |known: &Association| {
        known.resource_id == new.resource_id && known.resource_type == new.resource_type
    };
    if fresh::of(tx, &new.engagement_id).is_some_and(|fresh| fresh.associations.iter().any(known)) {
        return Ok(());
    }
    let oldest = tx.take_kept::<Oldest>();
    let insert = async |tx: &mut Tx| tx.dispatch(&TEXT, &new.values()).await;
    let keep = |fresh: &mut fresh::Fresh| fresh.associations.push(new.clone());
    fresh::with(tx, &new.engagement_id, insert, keep).await?;
    if let Some(mut oldest) = oldest {
        if oldest.owner == new.created_by && oldest.resource_id == new.resource_id {
            let others = oldest.engagement_id.into_iter();
            oldest.engagement_id = others.chain([new.engagement_id.clone()]).min();
        }
        tx.keep(oldest);
    }
    Ok(())
}

/// The oldest engagement that shows this resource of this owner.
pub async fn engagement_of(
    tx: &mut Tx,
    owner: &str,
    resource_id: &str,
) -> Result<Option<String>, Error> {
    let is_it = |kept: &&Oldest| kept.owner == owner && kept.resource_id == resource_id;
    if let Some(kept) = tx.kept::<Oldest>().filter(is_it) {
        return Ok(kept.engagement_id.clone());
    }
    let text = "SELECT engagement_id FROM association \
                WHERE resource_id = $1 AND created_by || '' = $2 ORDER BY engagement_id LIMIT 1";
    let values = [resource_id.into(), owner.into()];
    let found = tx.query_one(text, &values).await?;
    let found = found.map(|mut row| row.text(0)).transpose()?;
    tx.keep(Oldest {
        owner: owner.to_owned(),
        resource_id: resource_id.to_owned(),
        engagement_id: found.clone(),
    });
    Ok(found)
}

/// The engagements that show this resource of this owner; a handful, the oldest first.
pub async fn engagements_of(
    tx: &mut Tx,
    owner: &str,
    resource_id: &str,
) -> Result<Vec<String>, Error> {
    let text = "SELECT engagement_id FROM association \
                WHERE resource_id = $1 AND created_by || '' = $2 ORDER BY engagement_id";
    let rows = tx.query(text, &[resource_id.into(), owner.into()]).await?;
    rows.into_iter().map(|mut row| row.text(0)).collect()
}

/// The resources of an owner that an engagement shows; a handful, the oldest id first.
pub async fn resources_of(
    tx: &mut Tx,
    owner: &str,
    catalog: &str,
    engagement_id: &str,
) -> Result<Vec<String>, Error> {
    let text = "SELECT resource_id FROM association WHERE created_by = $1 AND catalog = $2 \
                AND engagement_id = $3 ORDER BY resource_id";
    let values = [owner.into(), catalog.into(), engagement_id.into()];
    let rows = tx.query(text, &values).await?;
    rows.into_iter().map(|mut row| row.text(0)).collect()
}

/// The resources that an engagement shows, whoever owns them, the oldest id first.
pub async fn shown_in(tx: &mut Tx, engagement_id: &str) -> Result<Vec<String>, Error> {
    let text = "SELECT resource_id FROM association WHERE engagement_id = $1 ORDER BY resource_id";
    let rows = tx.query(text, &[engagement_id.into()]).await?;
    rows.into_iter().map(|mut row| row.text(0)).collect()
}

/// One page of the associations in engagements that `account` is a member of, by engagement and
/// resource.
pub async fn list(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    filter: &Filter,
    page: Page,
) -> Result<Found<Association>, Error> {
    let end = end(tx, account, catalog, filter, &page).await?;
    let head = format!(
        "SELECT {} FROM engagement_member JOIN association \
         ON association.engagement_id = engagement_member.engagement_id",
        Association::QUALIFIED
    );
    // The associations of an owner or a resource are one range of an index of their own, in the
    // order of the list; without either the caller's memberships lead. The range starts at the end
    // of the previous page only if the leading column has its own condition.
    let leading = if filter.owned() {
        "association.engagement_id"
    } else {
        "engagement_member.engagement_id"
    };
    let from = page.after.as_ref().map(|(engagement, _)| engagement);
    let to = end.as_ref().and_then(|end| end.first());
    let (start, stop) = match page.direction {
        Direction::Ascending => (">=", "<="),
        Direction::Descending => ("<=", ">="),
    };
    let keys = [leading, "association.resource_id"];
    // A resource is in few engagements, an owner's are in many.
    let owner = match filter.resource_id {
        Some(_) => "association.created_by || ''",
        None => "association.created_by",
    };
    let (text, values) = Select::new(&head)
        .equal("engagement_member.account", account)
        .equal("engagement_member.catalog", catalog)
        .equal("association.catalog", catalog)
        .maybe(leading, "=", filter.engagement_id.as_ref())
        .maybe(leading, start, from.cloned())
        .maybe(leading, stop, to.cloned())
        .maybe(
            "association.resource_type",
            "=",
            filter.resource_type.as_ref(),
        )
        .maybe("association.resource_id", "=", filter.resource_id.as_ref())
        .maybe(owner, "=", filter.created_by.as_ref())
        .up_to(&keys, page.direction, end.as_deref())
        .page((keys[0], keys[1]), page.direction, page.after, page.limit);
    let rows = Association::read_all(tx.query(&text, &values).await?)?;
    let is_full = i64::try_from(rows.len()).unwrap_or(i64::MAX) >= page.limit;
    Ok(Found {
        rows,
        end: end.filter(|_| !is_full),
    })
}

/// Where a page ends that passes over many: memberships in engagements that show nothing, or what
/// an owner shows to others. An engagement, and a resource a few, shows a handful.
async fn end(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    filter: &Filter,
    page: &Page,
) -> Result<Option<Vec<Value<'static>>>, Error> {
    if filter.engagement_id.is_some() || filter.resource_id.is_some() {
        return Ok(None);
    }
    if let Some(owner) = &filter.created_by {
        let entries = Select::new("SELECT engagement_id, resource_id FROM association")
            .equal("created_by", owner)
            .equal("catalog", catalog);
        let walk = Walk::new(&["engagement_id", "resource_id"], page.clone());
        return walk.end(tx, entries, PASSED).await;
    }
    let entries = Select::new("SELECT engagement_id FROM engagement_member")
        .equal("account", account)
        .equal("catalog", catalog);
    let after = page.after.as_ref();
    let walk = Walk {
        keys: &["engagement_id"],
        direction: page.direction,
        after: after.map(|(engagement, _)| vec![engagement.clone()]),
        limit: page.limit,
    };
    let end = walk.end(tx, entries, PASSED).await?;
    // All of the last engagement belongs to the page.
    let last = match page.direction {
        Direction::Ascending => "\u{10ffff}",
        Direction::Descending => "",
    };
    Ok(end.map(|mut end| {
        end.push(last.into());
        end
    }))
}
