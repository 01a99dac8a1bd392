//! Reads opportunities from the store and writes them.
//!
//! Every change goes through [`save`], so that the columns are derived from the document, the
//! modification time grows, the owner is notified, and running snapshot jobs become due.

use std::sync::Arc;

use cosell_api::types::ReviewStatus;
use cosell_store::Tx;
use cosell_store::table::opportunity::{self as table, Opportunity};

use super::Document;
use super::search::index;
use super::search::record::estimated_mrr;
use crate::error::{Error, read_document, write_document};
use crate::loaded::{self, Loadable};
use crate::{Context, event, job, reviewer};

/// An opportunity: its row, and its document as read from it.
#[derive(Clone, Debug)]
pub struct Stored {
    pub row: Opportunity,
    pub document: Document,
    /// What searches find it by, as it is stored; none if it was not read for a change.
    indexed: Option<index::Fingerprint>,
}

impl Stored {
    /// Reads the document of a row that will not be changed.
    fn peek(row: Opportunity) -> Result<Self, Error> {
        let document = read_document(&row.document)?;
        Ok(Self {
            row,
            document,
            indexed: None,
        })
    }

    /// Reads the document of a row.
    pub(crate) fn read(row: Opportunity) -> Result<Self, Error> {
        let mut stored = Self::peek(row)?;
        stored.indexed = Some(index::fingerprint(&stored.row, &stored.document));
        Ok(stored)
    }
}

impl Loadable for Stored {
    const TABLES: &'static [&'static str] = &["opportunity"];

    fn id(&self) -> &str {
        &self.row.id
    }
}

/// Reads an opportunity of the caller, and locks it for a change. An opportunity of another account
/// is not found.
pub async fn load(cx: &Context, tx: &mut Tx, id: &str) -> Result<Arc<Stored>, Error> {
    find(cx, tx, id).await?.ok_or_else(|| Error::not_found(id))
}

/// Finds an opportunity of the caller, for functions with another error for an absent one.
pub async fn find(cx: &Context, tx: &mut Tx, id: &str) -> Result<Option<Arc<Stored>>, Error> {
    let is_it = |stored: &Stored| {
        let row = &stored.row;
        row.id == id && *row.account == *cx.account && row.catalog == cx.catalog
    };
    if let Some(stored) = loaded::find(tx, is_it) {
        return Ok(Some(stored));
    }
    let Some(row) = table::find(tx, &cx.account, cx.catalog_name(), id).await? else {
        return Ok(None);
    };
    if tx.reads() {
        return Ok(Some(Arc::new(Stored::peek(row)?)));
    }
    let stored = Arc::new(Stored::read(row)?);
    loaded::keep(tx, || Arc::clone(&stored));
    Ok(Some(stored))
}

/// Reads the row of an opportunity of the caller without a lock and without its document, for who
/// only shows it or refers to it: an opportunity is never deleted.
pub async fn row(cx: &Context, tx: &mut Tx, id: &str) -> Result<Option<Opportunity>, Error> {
    Ok(table::peek(tx, &cx.account, cx.catalog_name(), id).await?)
}

/// Stores a new opportunity of the caller and notifies the caller.
pub async fn insert(cx: &Context, tx: &mut Tx, document: Document) -> Result<Stored, Error> {
    let row = Opportunity {
        id: format!("O{}", cx.world.number()),
        account: cx.account.to_string(),
        catalog: cx.catalog,
        created_at: cx.millis(),
        modified_at: cx.millis(),
        company: String::new(),
        target_close: String::new(),
        stage: String::new(),
        review_status: String::new(),
        estimated_mrr: None,
        document: String::new(),
    };
    let mut stored = Stored {
        row,
        document,
        indexed: None,
    };
    derive_columns(&mut stored)?;
    stored.indexed = Some(index::fingerprint(&stored.row, &stored.document));
    table::insert(tx, &stored.row).await?;
    index::created(tx, &stored.row, &stored.document).await?;
    event::opportunity_created(cx, tx, &stored.row.account, &stored.row.id)?;
    Ok(stored)
}

/// Writes a changed opportunity, notifies its owner and makes its snapshot jobs due.
pub async fn save(cx: &Context, tx: &mut Tx, stored: &mut Stored) -> Result<(), Error> {
    save_unshown(cx, tx, stored).await?;
    job::due::after_change(cx, tx, &stored.row).await
}

/// Writes a changed opportunity and notifies its owner, without a new snapshot.
///
/// The modification time always grows, even when the clock is frozen, because callers use it for
/// optimistic locking.
pub async fn save_unshown(cx: &Context, tx: &mut Tx, stored: &mut Stored) -> Result<(), Error> {
    stored.row.modified_at = cx.millis().max(stored.row.modified_at.saturating_add(1));
    let was = stored.row.review_status.as_str();
    let is_submission = stored.document.review_status() == ReviewStatus::Submitted
        && was != ReviewStatus::Submitted.as_str();
    if is_submission && was != ReviewStatus::PendingSubmission.as_str() {
        let before = stored.document.resubmissions.unwrap_or_default();
        stored.document.resubmissions = Some(before.saturating_add(1));
    }
    derive_columns(stored)?;
    // Most changes are not of what searches find it by.
    let indexed = Some(index::fingerprint(&stored.row, &stored.document));
    let others = loaded::take(tx);
    table::update(tx, &stored.row).await?;
    if stored.indexed != indexed {
        index::changed(tx, &stored.row, &stored.document).await?;
        stored.indexed = indexed;
    }
    loaded::put_back(tx, others, || Arc::new(stored.clone()));
    event::opportunity_updated(cx, tx, &stored.row.account, &stored.row.id)?;
    if is_submission {
        reviewer::submitted(cx, tx, &stored.row, &stored.document).await?;
    }
    Ok(())
}

fn derive_columns(stored: &mut Stored) -> Result<(), Error> {
    let Stored { row, document, .. } = stored;
    row.company = document
        .account()
        .map(|account| account.company_name.clone())
        .unwrap_or_default();
    row.target_close = document
        .life_cycle
        .target_close_date
        .clone()
        .unwrap_or_default();
    document.stage().as_str().clone_into(&mut row.stage);
    document
        .review_status()
        .as_str()
        .clone_into(&mut row.review_status);
    row.estimated_mrr = estimated_mrr(document);
    row.document = write_document(document)?;
    Ok(())
}
