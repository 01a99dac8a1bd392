//! What running jobs do when an opportunity changed.

use cosell_store::Tx;
use cosell_store::table::{job as table, member};

use crate::settings::Strictness;
use crate::{Context, Error, opportunity, selling_settings, snapshot};

/// What a job's owner reads when [`may_act`] says no.
pub(super) const NO_ROLE: &str =
    "The selling system settings name no role for resource snapshot jobs.";

/// Whether the jobs of an account may read its opportunities; [`super::rules::ROLE`].
pub(super) async fn may_act(cx: &Context, tx: &mut Tx, account: &str) -> Result<bool, Error> {
    Ok(cx.settings.strictness != Strictness::Documented
        || selling_settings::role(cx, tx, account).await?.is_some())
}

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
        if !may_act(cx, tx, &job.account).await? {
            job.last_failure = Some(NO_ROLE.to_owned());
        } else if member::exists(tx, &job.engagement_id, &changed.row.account).await? {
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
