//! When running jobs are due: a change of their opportunity marks them.
//!
//! Mark and snapshot are each part of one transaction, so that every change is followed by one run
//! of the job that sees it. Changes that come faster than the job runs share a run.

use cosell_store::table::job as table;
use cosell_store::{Notice, Tx};

use crate::{Context, Error};

/// Lets every running job of a changed opportunity run once this transaction is durable.
pub(crate) async fn after_change(
    cx: &Context,
    tx: &mut Tx,
    opportunity_id: &str,
) -> Result<(), Error> {
    if table::make_due(tx, opportunity_id, cx.millis()).await? {
        tx.notify(Notice::TimerDue);
    }
    Ok(())
}

/// Lets the jobs of the caller that could not act try again: what they lacked may be there now.
pub(crate) async fn make_retries_due(cx: &Context, tx: &mut Tx) -> Result<(), Error> {
    if table::make_retries_due(tx, &cx.account, cx.catalog_name(), cx.millis()).await? {
        tx.notify(Notice::TimerDue);
    }
    Ok(())
}
