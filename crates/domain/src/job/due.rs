//! When running jobs are due: a change of their opportunity marks them as due.
//!
//! The mark and the snapshot each belong to one transaction, so every change is followed by a run
//! of the job that sees it. Changes that come faster than runs share a run.

use cosell_store::table::job as table;
use cosell_store::table::opportunity::Opportunity;
use cosell_store::{Notice, Tx};

use crate::{Context, Error};

/// Makes every running job of a changed opportunity due after the commit of this transaction.
pub(crate) async fn after_change(
    cx: &Context,
    tx: &mut Tx,
    opportunity: &Opportunity,
) -> Result<(), Error> {
    // A job is the owner's, because it takes snapshots of the caller's own opportunities.
    let Opportunity { account, id, .. } = opportunity;
    if table::make_due(tx, account, id, cx.millis()).await? {
        tx.notify(Notice::TimerDue);
    }
    Ok(())
}

/// Makes the failed jobs of the caller due: what they lacked may exist now.
pub(crate) async fn make_retries_due(cx: &Context, tx: &mut Tx) -> Result<(), Error> {
    if table::make_retries_due(tx, &cx.account, cx.catalog_name(), cx.millis()).await? {
        tx.notify(Notice::TimerDue);
    }
    Ok(())
}
