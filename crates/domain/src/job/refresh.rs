//! What running jobs do when an opportunity changed.

use cosell_store::Tx;
use cosell_store::table::{job as table, member};

use crate::{Context, Error, opportunity, snapshot};

/// Lets every running job of a changed opportunity take its snapshot, if its template shows the
/// change.
///
/// A job that cannot is a matter between it and its owner, who reads why in `LastFailure`; the
/// change stands either way. Only a failing store fails the change.
pub async fn after_change(
    cx: &Context,
    tx: &mut Tx,
    changed: &opportunity::Stored,
) -> Result<(), Error> {
    for mut job in table::running_for(tx, &changed.row.id).await? {
        if member::exists(tx, &job.engagement_id, &changed.row.account).await? {
            let (engagement, template) = (&job.engagement_id, &job.template);
            if !snapshot::create::revise(cx, tx, engagement, changed, template)
                .await?
                .new
            {
                continue;
            }
            job.last_success_at = Some(cx.millis());
            job.last_failure = None;
        } else {
            let failure = format!(
                "{} is no member of {}.",
                changed.row.account, job.engagement_id
            );
            job.last_failure = Some(failure);
        }
        table::update(tx, &job).await?;
    }
    Ok(())
}
