//! Tags: what an account writes on its opportunities, snapshot jobs and customer accounts.
//!
//! A file per operation, [`resource`] for which resources carry tags, [`rules`] for what is judged.
//! Tags given at creation and tags given later are judged by the same rules and stored by
//! [`add`]; they belong to the resource's ARN and change nothing about the resource.

mod list;
pub(crate) mod resource;
pub mod rules;
mod set;
mod unset;

use cosell_api::types::Tag;
use cosell_store::Tx;
use cosell_store::table::tag as table;

use crate::Error;

/// Refuses tags that a new resource cannot have: who starts a task learns of it before there is
/// one.
pub(crate) fn check(tags: Option<&[Tag]>) -> Result<(), Error> {
    let tags = tags.unwrap_or_default();
    Error::unless_empty(rules::findings(tags, std::iter::empty()))
}

/// Sets tags on a resource, unless a rule refuses them.
pub(crate) async fn add(tx: &mut Tx, arn: &str, tags: &[Tag]) -> Result<(), Error> {
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
    Ok(())
}
