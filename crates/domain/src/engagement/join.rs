//! How an account becomes a member of an engagement: by accepting an invitation.

use cosell_store::Tx;
use cosell_store::table::engagement as table;
use cosell_store::table::member::{self, Member};

use super::rules::MEMBER_QUOTA;
use super::{Stored, store};
use crate::error::read_document;
use crate::{Context, Error, event};

/// Makes the caller a member and notifies every member. A caller that is a member already stays
/// one.
///
/// A full engagement is a conflict: the model of no operation that accepts an invitation lists a
/// quota.
pub(crate) async fn join(cx: &Context, tx: &mut Tx, engagement_id: &str) -> Result<(), Error> {
    if member::exists(tx, engagement_id, &cx.account).await? {
        return Ok(());
    }
    let row = table::find(tx, cx.catalog_name(), engagement_id).await?;
    let row = row.ok_or_else(|| Error::not_found(engagement_id))?;
    let document = read_document(&row.document)?;
    let mut engagement = Stored { row, document };
    let most = cx.settings.stored.engagement_members;
    if engagement.row.member_count >= i64::from(most) {
        let message = format!(
            "The engagement already has {most} members, the most that it may \
                               have."
        );
        return Err(Error::ruled(
            &MEMBER_QUOTA,
            cosell_api::Error::conflict(message),
        ));
    }
    let joining = Member {
        engagement_id: engagement_id.to_owned(),
        account: cx.account.to_string(),
        catalog: engagement.row.catalog,
        created_at: engagement.row.created_at,
        joined_at: cx.millis(),
    };
    member::insert(tx, &joining).await?;
    engagement.row.member_count += 1;
    store::save(cx, tx, &mut engagement).await?;
    for member in member::all(tx, engagement_id).await? {
        event::member_added(cx, tx, &member.account, engagement_id, &cx.account).await?;
    }
    Ok(())
}
