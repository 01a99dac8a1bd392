//! What the operations on contexts share: finding a context, dating a lead, and notifying members
//! of a change.
//!
//! A change of a context is a change of its engagement: the modification time grows, which the next
//! update must name, and every member is notified.

use cosell_api::types::{
    EngagementContextDetails, EngagementContextPayload, EngagementContextType, LeadInteraction,
};
use cosell_store::Tx;
use cosell_store::table::member;

use super::{Stored, store};
use crate::settings::AWS;
use crate::{Context, Error, event};

/// The context of this id.
pub(crate) fn find<'a>(
    engagement: &'a Stored,
    id: &str,
) -> Result<&'a EngagementContextDetails, Error> {
    let mut contexts = engagement.document.contexts.iter();
    contexts
        .find(|context| context.id.as_deref() == Some(id))
        .ok_or_else(|| Error::not_found(id))
}

/// Gives interactions of a lead without a date the date of the call, as recorded responses show.
pub(super) fn date(cx: &Context, payload: &mut EngagementContextPayload) {
    if let EngagementContextPayload::Lead(lead) = payload {
        for interaction in &mut lead.interactions {
            date_interaction(cx, interaction);
        }
    }
}

/// Dates one interaction in the same way.
pub(super) fn date_interaction(cx: &Context, interaction: &mut LeadInteraction) {
    interaction.interaction_date.get_or_insert(cx.now);
}

/// Writes an engagement whose contexts changed and notifies its members, apart from AWS.
pub(crate) async fn save(cx: &Context, tx: &mut Tx, changed: &mut Stored) -> Result<(), Error> {
    store::save(cx, tx, changed).await?;
    let contexts = changed.document.contexts.iter();
    let types: Vec<_> = contexts.map(|context| context.r#type.as_str()).collect();
    for member in member::all(tx, &changed.row.id).await? {
        if member.account != AWS {
            event::engagement_updated(cx, tx, &member.account, &changed.row, &types)?;
        }
    }
    Ok(())
}

/// Adds a context with the next number, dates it, writes the engagement and notifies its members.
/// Returns the context's id.
pub(crate) async fn add(
    cx: &Context,
    tx: &mut Tx,
    engagement: &mut Stored,
    mut payload: EngagementContextPayload,
) -> Result<String, Error> {
    date(cx, &mut payload);
    store::add_context(cx, engagement, payload)?;
    save(cx, tx, engagement).await?;
    let added = engagement.document.contexts.last();
    let id = added.and_then(|context| context.id.clone());
    id.ok_or_else(|| cosell_api::Error::internal().into())
}

/// The first context of a type that has a payload.
pub(crate) fn first(
    engagement: &Stored,
    r#type: EngagementContextType,
) -> Option<&EngagementContextPayload> {
    let mut contexts = engagement.document.contexts.iter();
    contexts
        .find(|context| context.r#type == r#type && context.payload.is_some())
        .and_then(|context| context.payload.as_ref())
}
