//! What belongs to an engagement that the transaction itself created, if it keeps rows: no other
//! transaction sees the engagement yet, so this is all of it, and nothing has to be read.

use super::association::Association;
use super::invitation::Invitation;
use super::job::Job;
use super::member::Member;
use super::snapshot::Snapshot;
use crate::{Error, Kept, Tx};

/// The rows of the engagement.
#[derive(Debug)]
pub(super) struct Fresh {
    id: String,
    pub members: Vec<Member>,
    pub associations: Vec<Association>,
    pub snapshots: Vec<Snapshot>,
    pub jobs: Vec<Job>,
    pub invitations: Vec<Invitation>,
}

impl Kept for Fresh {
    const TABLES: &'static [&'static str] = &[
        "engagement_member",
        "association",
        "snapshot",
        "snapshot_job",
        "invitation",
    ];
}

/// Keeps what is inserted for this new engagement.
pub(super) fn created(tx: &mut Tx, engagement_id: &str) {
    if tx.keeps_rows() {
        tx.keep(Fresh {
            id: engagement_id.to_owned(),
            members: Vec::new(),
            associations: Vec::new(),
            snapshots: Vec::new(),
            jobs: Vec::new(),
            invitations: Vec::new(),
        });
    }
}

/// The rows of this engagement, if it is new.
pub(super) fn of<'a>(tx: &'a Tx, engagement_id: &str) -> Option<&'a Fresh> {
    tx.kept::<Fresh>().filter(|fresh| fresh.id == engagement_id)
}

/// Runs a statement that changes rows of this engagement, and changes what is kept of it in the
/// same way.
pub(super) async fn with<T>(
    tx: &mut Tx,
    engagement_id: &str,
    statement: impl AsyncFnOnce(&mut Tx) -> Result<T, Error>,
    change: impl FnOnce(&mut Fresh),
) -> Result<T, Error> {
    let fresh = tx.take_kept::<Fresh>();
    let done = statement(tx).await?;
    if let Some(mut fresh) = fresh {
        if fresh.id == engagement_id {
            change(&mut fresh);
        }
        tx.keep(fresh);
    }
    Ok(done)
}
