//! Reads engagements from the store and writes them.
//!
//! Reading checks membership first, so that a caller never learns of an engagement of which it is
//! not a member. Writing derives the columns from the document and increases the modification time,
//! which later updates must name.

use std::sync::Arc;

use cosell_api::types::{EngagementContextDetails, EngagementContextPayload};
use cosell_store::Tx;
use cosell_store::table::engagement::{self as table, Engagement};
use cosell_store::table::member;
use serde::{Deserialize, Serialize};

use super::rules;
use crate::error::{Error, read_document, write_document};
use crate::loaded::{self, Loadable};
use crate::{Context, arn};

/// What the store keeps of an engagement besides its columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub description: Option<String>,
    pub contexts: Vec<EngagementContextDetails>,
}

/// An engagement: its row, and its document as read from it.
#[derive(Clone, Debug)]
pub struct Stored {
    pub row: Engagement,
    pub document: Document,
}

/// Reads an engagement of which the caller is a member, by its id or ARN, and locks it for a
/// change. Any other engagement is not found.
pub async fn load(cx: &Context, tx: &mut Tx, identifier: &str) -> Result<Stored, Error> {
    let id = arn::id_of(identifier, cx.catalog).ok_or_else(|| Error::not_found(identifier))?;
    if !member::exists(tx, id, &cx.account).await? {
        return Err(Error::not_found(identifier));
    }
    let is_it = |stored: &Stored| stored.row.id == id && stored.row.catalog == cx.catalog;
    if let Some(stored) = loaded::find(tx, is_it) {
        return Ok(Arc::unwrap_or_clone(stored));
    }
    let row = table::find(tx, cx.catalog_name(), id).await?;
    let row = row.ok_or_else(|| Error::not_found(identifier))?;
    let document = read_document(&row.document)?;
    let stored = Stored { row, document };
    loaded::keep(tx, || Arc::new(stored.clone()));
    Ok(stored)
}

impl Loadable for Stored {
    const TABLES: &'static [&'static str] = &["engagement"];

    fn id(&self) -> &str {
        &self.row.id
    }
}

/// Stores a new engagement.
pub(super) async fn insert(tx: &mut Tx, stored: &Stored) -> Result<(), Error> {
    table::insert(tx, &stored.row).await?;
    loaded::keep(tx, || Arc::new(stored.clone()));
    Ok(())
}

/// Finds the engagement of this id or ARN of which the caller is a member, without a lock, and
/// returns its id: an engagement is never deleted, and members do not leave.
pub async fn peek(cx: &Context, tx: &mut Tx, identifier: &str) -> Result<String, Error> {
    let id = arn::id_of(identifier, cx.catalog).ok_or_else(|| Error::not_found(identifier))?;
    if !member::exists(tx, id, &cx.account).await? {
        return Err(Error::not_found(identifier));
    }
    let row = table::peek(tx, cx.catalog_name(), id).await?;
    let row = row.ok_or_else(|| Error::not_found(identifier))?;
    Ok(row.id)
}

/// Writes a changed engagement. The modification time grows even when the clock is frozen.
pub async fn save(cx: &Context, tx: &mut Tx, stored: &mut Stored) -> Result<(), Error> {
    let Stored { row, document } = stored;
    row.modified_at = cx.millis().max(row.modified_at.saturating_add(1));
    row.modified_by = cx.account.to_string();
    row.context_types = context_types(&document.contexts);
    row.document = write_document(document)?;
    let others = loaded::take(tx);
    table::update(tx, row).await?;
    loaded::put_back(tx, others, || Arc::new(stored.clone()));
    Ok(())
}

/// Adds a context with the next number, which is its id. The caller of the function saves.
pub fn add_context(
    cx: &Context,
    stored: &mut Stored,
    payload: EngagementContextPayload,
) -> Result<(), Error> {
    let contexts = &mut stored.document.contexts;
    rules::context_room(cx, contexts.len())?;
    let r#type = rules::type_of(&payload);
    contexts.push(EngagementContextDetails {
        id: None,
        payload: Some(payload),
        ..EngagementContextDetails::required(r#type)
    });
    number(contexts);
    Ok(())
}

/// Gives contexts their ids, "1", "2" and so on in their order; contexts are never removed.
pub(crate) fn number(contexts: &mut [EngagementContextDetails]) {
    for (number, context) in (1..).zip(contexts) {
        context.id = Some(i32::to_string(&number));
    }
}

/// The types of the contexts in the form of their column.
pub(crate) fn context_types(contexts: &[EngagementContextDetails]) -> String {
    let mut types = String::new();
    for context in contexts {
        types.push('|');
        types.push_str(context.r#type.as_str());
    }
    if !types.is_empty() {
        types.push('|');
    }
    types
}
