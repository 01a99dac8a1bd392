//! Tags of opportunities, snapshot jobs and customer accounts.
//!
//! Each operation has a file; [`resource`] says which resources have tags, and [`rules`] has the
//! rules. Tags that are set at creation and tags that are set later are checked by the same rules
//! and stored by [`add`]. They belong to the resource's ARN and do not change the resource, but the
//! index of searches, which [`add`] and [`remove`] keep up to date.

mod list;
pub(crate) mod resource;
pub mod rules;
mod set;
mod unset;

use cosell_api::types::Tag;
use cosell_store::Tx;
use cosell_store::table::tag as table;

use crate::opportunity::search::index;
use crate::{Context, Error};

/// Refuses tags that a new resource cannot have. A Start… operation calls it before it stores its
/// task.
pub(crate) fn check(tags: Option<&[Tag]>) -> Result<(), Error> {
    let tags = tags.unwrap_or_default();
    Error::unless_empty(rules::findings(tags, std::iter::empty()))
}

/// Sets tags on a resource, unless a rule refuses them.
pub(crate) async fn add(cx: &Context, tx: &mut Tx, arn: &str, tags: &[Tag]) -> Result<(), Error> {
    if tags.is_empty() {
        return Ok(());
    }
    let known = table::list(tx, arn).await?;
    Error::unless_empty(rules::findings(
        tags,
        known.iter().map(|(key, _)| key.as_str()),
    ))?;
    for new in tags {
        table::set(tx, arn, &new.key, &new.value).await?;
    }
    index::after_tags(cx, tx, arn).await
}

/// Removes the tags with these keys from a resource.
async fn remove(cx: &Context, tx: &mut Tx, arn: &str, keys: &[String]) -> Result<(), Error> {
    for key in keys {
        table::remove(tx, arn, key).await?;
    }
    index::after_tags(cx, tx, arn).await
}
