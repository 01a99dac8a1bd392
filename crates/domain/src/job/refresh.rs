//! What a running job does once it is due: it takes a snapshot, or says why it cannot.
//!
//! A job that has taken its snapshot, or found nothing new to show, has nothing to do until the
//! next change; one that could not is due again after [`RETRY`], or as soon as what it lacked is
//! there.

use cosell_store::table::job::{self as table, Job};
use cosell_store::table::member;
use cosell_store::{Error as StoreError, Tx};

use crate::settings::Strictness;
use crate::{Context, Error, selling_settings, snapshot};

/// What a job's owner reads when [`may_act`] says no.
pub(super) const NO_ROLE: &str =
    "The selling system settings name no role for resource snapshot jobs.";

/// When a job that could not act is tried again by itself, in milliseconds: an hour. What it lacks
/// is most often put right by a request, which does not let it wait.
pub(super) const RETRY: i64 = 60 * 60 * 1_000;

/// Whether the jobs of an account may read its opportunities; [`super::rules::ROLE`].
pub(super) async fn may_act(cx: &Context, tx: &mut Tx, account: &str) -> Result<bool, Error> {
    Ok(cx.settings.strictness != Strictness::Documented
        || selling_settings::role(cx, tx, account).await?.is_some())
}

/// Runs a job in the name of its owner, who is the context's account: takes a snapshot if there is
/// anything new to show. What keeps it from that is a matter between it and its owner, who reads
/// why in `LastFailure`; only a store that cannot go on is an error.
pub(crate) async fn run(cx: &Context, tx: &mut Tx, job: &mut Job) -> Result<(), Error> {
    let savepoint = tx.savepoint().await?;
    let failure = match act(cx, tx, job).await {
        Ok(None) => {
            tx.release(savepoint).await?;
            job.last_success_at = Some(cx.millis());
            None
        }
        Ok(Some(failure)) => {
            tx.release(savepoint).await?;
            Some(failure)
        }
        Err(Error::Refused { error, .. }) => {
            tx.roll_back(savepoint).await?;
            Some(error.to_string())
        }
        // One damaged record must not keep the jobs behind it from running.
        Err(Error::Store(error @ (StoreError::Document(_) | StoreError::Column { .. }))) => {
            tracing::error!(job = job.id, %error, "a snapshot job failed");
            tx.roll_back(savepoint).await?;
            Some("The job failed for an internal reason.".to_owned())
        }
        Err(error) => return Err(error),
    };
    job.due_at = failure.as_ref().map(|_| cx.millis().saturating_add(RETRY));
    job.last_failure = failure;
    Ok(table::update(tx, job).await?)
}

/// Does a job's work, or says what it lacks.
async fn act(cx: &Context, tx: &mut Tx, job: &Job) -> Result<Option<String>, Error> {
    if !may_act(cx, tx, &job.account).await? {
        return Ok(Some(NO_ROLE.to_owned()));
    }
    if !member::exists(tx, &job.engagement_id, &job.account).await? {
        let (account, engagement) = (&job.account, &job.engagement_id);
        return Ok(Some(format!("{account} is no member of {engagement}.")));
    }
    snapshot::create::take(cx, tx, &job.engagement_id, &job.resource_id, &job.template).await?;
    Ok(None)
}
