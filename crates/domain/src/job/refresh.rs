//! The run of a job that is due: it takes a snapshot, or records why it cannot.
//!
//! A job that has taken its snapshot, or found nothing new to show, is not due until the next
//! change. A failed job is retried after [`RETRY`], or as soon as what it lacked exists.

use cosell_store::Tx;
use cosell_store::table::job::{self as table, Job};
use cosell_store::table::member;

use crate::error::DAMAGED;
use crate::settings::Strictness;
use crate::{Context, Error, selling_settings, snapshot};

/// What the owner of a job reads when [`may_act`] returns `false`.
pub(super) const NO_ROLE: &str = "No role is set for resource snapshot \
     jobs; set one with PutSellingSystemSettings.";

/// The retry interval of a failed job in milliseconds: an hour. Usually a request adds what the job
/// lacked and makes it due at once.
pub(super) const RETRY: i64 = 60 * 60 * 1_000;

/// Whether the jobs of an account may read its opportunities; [`super::rules::ROLE`].
pub(super) async fn may_act(cx: &Context, tx: &mut Tx, account: &str) -> Result<bool, Error> {
    if cx.settings.strictness != Strictness::Documented
        || selling_settings::role(cx, tx, account).await?.is_some()
    {
        return Ok(true);
    }
    // Whoever sets a role makes the jobs due that failed before; those that fail at the same time
    // come before it, or see the role.
    selling_settings::lock(cx, tx, account).await?;
    Ok(selling_settings::role(cx, tx, account).await?.is_some())
}

/// Runs a job on behalf of its owner, who is the account of the context: takes a snapshot if there
/// is anything new to show. The owner reads in `LastFailure` why a job failed; only a failure of
/// the store is an error.
pub(crate) async fn run(cx: &Context, tx: &mut Tx, job: &mut Job) -> Result<(), Error> {
    let savepoint = tx.savepoint().await?;
    let failure = match act(cx, tx, job).await {
        Ok(None) => {
            tx.release(&savepoint).await?;
            job.last_success_at = Some(cx.millis());
            None
        }
        Ok(Some(failure)) => {
            tx.release(&savepoint).await?;
            Some(failure)
        }
        Err(Error::Refused { error, .. }) => {
            tx.roll_back(savepoint).await?;
            Some(error.to_string())
        }
        // One damaged record must not stop the jobs after it from running.
        Err(Error::Store(error)) if error.is_damage() => {
            tracing::error!(job = job.id, %error, "snapshot job failed, retrying later");
            tx.roll_back(savepoint).await?;
            Some(DAMAGED.to_owned())
        }
        Err(error) => return Err(error),
    };
    job.due_at = failure.as_ref().map(|_| cx.millis().saturating_add(RETRY));
    job.last_failure = failure;
    Ok(table::update(tx, job).await?)
}

/// Takes the snapshot of a job, or returns why it cannot.
async fn act(cx: &Context, tx: &mut Tx, job: &Job) -> Result<Option<String>, Error> {
    if !may_act(cx, tx, &job.account).await? {
        return Ok(Some(NO_ROLE.to_owned()));
    }
    if !member::exists(tx, &job.engagement_id, &job.account).await? {
        let (account, engagement) = (&job.account, &job.engagement_id);
        return Ok(Some(format!("{account} is not a member of {engagement}.")));
    }
    snapshot::create::take(cx, tx, &job.engagement_id, &job.resource_id, &job.template).await?;
    Ok(None)
}
