//! The index of searches, fed in the transaction that changes an opportunity.
//!
//! Indexed are the texts of a keyword and those filter names whose values are free; a closed list
//! such as the stages narrows little. An opportunity's tags are not part of it: whatever stores
//! tags calls [`after_tags`].

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use cosell_api::types::{OpportunitySearchFilterName as Name, Tag};
use cosell_store::Tx;
use cosell_store::table::opportunity::Opportunity;
use cosell_store::table::{opportunity, opportunity_search as table, tag};

use super::record::{Record, estimated_mrr};
use crate::error::read_document;
use crate::opportunity::Document;
use crate::search::{Backfill, grams};
use crate::{Context, Error, arn};

/// Filter names whose values an index knows, beside the texts of a keyword.
const INDEXED: [Name; 6] = [
    Name::AwsAccountId,
    Name::Tags,
    Name::OfferId,
    Name::OfferSetId,
    Name::AwsMarketplaceSolution,
    Name::OpportunityOwner,
];

/// Whether the index knows the values under this name.
pub(super) fn knows(name: Name) -> bool {
    let in_keyword = matches!(
        name,
        Name::OpportunityId
            | Name::PartnerProjectTitle
            | Name::CustomerCompanyName
            | Name::PartnerOpportunityIdentifier
            | Name::NextStep
    );
    in_keyword || INDEXED.contains(&name)
}

/// What the index has of an opportunity, but for its tags, as a number: it is equal where nothing
/// of it has changed.
pub(crate) type Fingerprint = u64;

/// The fingerprint of an opportunity. The account is part of the name of its tags.
pub(crate) fn fingerprint(row: &Opportunity, document: &Document) -> Fingerprint {
    let mut hasher = DefaultHasher::new();
    row.account.hash(&mut hasher);
    let record = Record {
        row,
        document,
        tags: &[],
    };
    texts(record).for_each(|text| text.hash(&mut hasher));
    hasher.finish()
}

/// The texts that are indexed.
fn texts(record: Record<'_>) -> impl Iterator<Item = Cow<'_, str>> {
    let values = INDEXED.iter().map(move |name| record.held(*name));
    let values = values.flat_map(|held| held.texts().to_vec());
    record.texts().chain(values)
}

/// The tags of an opportunity.
pub(super) async fn tags(tx: &mut Tx, row: &Opportunity) -> Result<Vec<Tag>, Error> {
    let arn = arn::opportunity(&row.account, row.catalog, &row.id);
    let tags = tag::list(tx, &arn).await?.into_iter();
    Ok(tags
        .map(|(key, value)| Tag {
            key,
            value,
            ..Default::default()
        })
        .collect())
}

/// Indexes an opportunity that has just been created and has no tags yet.
pub(crate) async fn created(
    tx: &mut Tx,
    row: &Opportunity,
    document: &Document,
) -> Result<(), Error> {
    let grams = grams_of(row, document, &[]);
    Ok(table::insert(tx, &row.id, &grams).await?)
}

/// Indexes an opportunity whose content or owner has changed.
pub(crate) async fn changed(
    tx: &mut Tx,
    row: &Opportunity,
    document: &Document,
) -> Result<(), Error> {
    let tags = tags(tx, row).await?;
    let grams = grams_of(row, document, &tags);
    Ok(table::put(tx, &row.id, &grams).await?)
}

/// Indexes the opportunity of this ARN, whose tags have changed. Other resources are not indexed.
pub(crate) async fn after_tags(cx: &Context, tx: &mut Tx, resource_arn: &str) -> Result<(), Error> {
    let Some((_, id)) = resource_arn.rsplit_once("/opportunity/") else {
        return Ok(());
    };
    if let Some(row) = opportunity::find(tx, &cx.account, cx.catalog_name(), id).await? {
        changed(tx, &row, &read_document(&row.document)?).await?;
    }
    Ok(())
}

fn grams_of(row: &Opportunity, document: &Document, tags: &[Tag]) -> Vec<u32> {
    let record = Record {
        row,
        document,
        tags,
    };
    let texts: Vec<_> = texts(record).collect();
    grams(texts.iter().map(AsRef::as_ref))
}

/// Opportunities of a store that an older program wrote.
pub(crate) struct Older;

impl Backfill for Older {
    type Record = Opportunity;

    const WHAT: &'static str = "opportunities";

    async fn next(
        tx: &mut Tx,
        limit: i64,
    ) -> Result<Option<Vec<Opportunity>>, cosell_store::Error> {
        table::not_indexed(tx, limit).await
    }

    async fn index(tx: &mut Tx, mut row: Opportunity) -> Result<String, Error> {
        let document = read_document(&row.document)?;
        row.estimated_mrr = estimated_mrr(&document);
        if row.estimated_mrr.is_some() {
            opportunity::update(tx, &row).await?;
        }
        changed(tx, &row, &document).await?;
        Ok(row.id)
    }

    async fn indexed_up_to(tx: &mut Tx, id: Option<&str>) -> Result<(), cosell_store::Error> {
        table::indexed_up_to(tx, id).await
    }
}
