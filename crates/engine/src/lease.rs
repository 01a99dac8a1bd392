//! Who has which tasks in hand.
//!
//! A task belongs to a node: one life of a program. A node renews one lease for all its tasks. The
//! tasks of a node whose lease is over, or that is not entered at all, are taken over by
//! compare-and-set on their epoch. The lease only says when somebody else should see to a task;
//! that no two runners get anywhere with it is the epoch's doing, so a lease that ends too early
//! costs a take-over and nothing else. Leases are true time, as the clock of the database tells it
//! to all nodes; a store that is one process's alone has none, and that process's own will do.
//!
//! Renewing and taking over are two loops and two transactions: a node that stands still in the
//! middle of a transaction keeps a task's row locked, and whoever waits for that row must not lose
//! its own lease over it.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use cosell_store::table::node;
use cosell_store::table::task::{self, Held};
use cosell_store::{Error, News, Notice, Rank, Tx};
use cosell_supervisor::Loop;

use crate::counters::add;
use crate::engine::Inner;
use crate::fault::{Fault, Point};
use crate::passage::lost;

/// Tasks taken over in one transaction, so that a large legacy does not hold up everyone else.
const CLAIMED: i64 = 500;

/// Renewals in one lease: two may fail before others think the node is gone.
const RENEWALS: u32 = 3;

/// Enters this node and takes over what others left: from all of them when no other node can be
/// alive, and else from those whose lease is over.
pub(crate) async fn enter(inner: &Arc<Inner>) -> Result<(), Error> {
    renew(inner).await?;
    take_over(inner).await?;
    let recovered = inner.counting.take_overs.load(Ordering::Relaxed);
    if recovered > 0 {
        tracing::info!(tasks = recovered, "took over unfinished tasks");
    }
    Ok(())
}

/// Renews the lease until the queue is stopped.
pub(crate) async fn keep(inner: Arc<Inner>) {
    loop {
        inner.around.world.sleep(inner.lease / RENEWALS).await;
        if inner.queue.stopping() {
            return;
        }
        inner.supervisor().round(Loop::Lease);
        let renewed = if pass(&inner, "lease.renew").await {
            Err(lost())
        } else {
            renew(&inner).await
        };
        match renewed {
            Ok(()) => add(&inner.counting.renewals, 1),
            Err(error) => {
                tracing::warn!(%error, "the lease was not renewed");
                add(&inner.counting.renewals_failed, 1);
            }
        }
    }
}

/// Takes over what others left, as often as the lease is renewed and whenever a node has left,
/// until the queue is stopped.
pub(crate) async fn watch(inner: Arc<Inner>) {
    loop {
        tokio::select! {
            () = inner.around.world.sleep(inner.lease / RENEWALS) => {}
            () = inner.wakes.lease.notified() => {}
        }
        if inner.queue.stopping() {
            return;
        }
        inner.supervisor().round(Loop::TakeOver);
        let taken = async {
            take_over(&inner).await?;
            find_own(&inner).await
        };
        if let Err(error) = taken.await {
            tracing::warn!(%error, "what other nodes left was not taken over, trying again");
        }
    }
}

/// Takes over all that others left, batch by batch.
async fn take_over(inner: &Arc<Inner>) -> Result<(), Error> {
    while claim(inner).await? > 0 {
        if pass(inner, "recovery").await {
            return Err(lost());
        }
    }
    Ok(())
}

/// Passes a point outside of any task. Returns whether what was to be done is lost.
async fn pass(inner: &Inner, name: &str) -> bool {
    let name: Vec<&str> = name.split('.').collect();
    match inner.around.faults.hit(&Point::named(&name)) {
        None => false,
        Some(Fault::Delay(time)) => {
            inner.around.world.sleep(time).await;
            false
        }
        Some(Fault::Error(_) | Fault::Drop) => true,
    }
}

/// Renews the lease. It waits behind nobody: a node that is busy is not to be taken for dead.
async fn renew(inner: &Arc<Inner>) -> Result<(), Error> {
    inner
        .store
        .write_as(Rank::First, Arc::clone(inner), async |tx, inner| {
            let now = now(tx, inner).await?;
            let lease = i64::try_from(inner.lease.as_millis()).unwrap_or(i64::MAX);
            let me = inner.around.world.node();
            node::renew(tx, me, now, now.saturating_add(lease)).await
        })
        .await
}

async fn now(tx: &mut Tx, inner: &Inner) -> Result<i64, Error> {
    let clock = tx.clock().await?;
    Ok(clock.unwrap_or_else(|| inner.around.world.true_now()))
}

/// Takes a batch of tasks over, in one transaction. Returns their number.
async fn claim(inner: &Arc<Inner>) -> Result<usize, Error> {
    // A look first, because a serializable transaction that reads whose tasks there are conflicts
    // with everyone who moves one.
    if !inner.alone && !anything_left(inner).await? {
        return Ok(0);
    }
    let taken: Vec<Held> = inner
        .store
        .write_as(Rank::First, Arc::clone(inner), async |tx, inner| {
            claim_in(tx, inner).await
        })
        .await?;
    let count = taken.len();
    add(&inner.counting.take_overs, count);
    for held in taken {
        inner
            .queue
            .push_begun(held.id, held.epoch, held.next_run_at);
    }
    Ok(count)
}

async fn anything_left(inner: &Arc<Inner>) -> Result<bool, Error> {
    inner
        .store
        .read(Arc::clone(inner), async |tx, inner| {
            let now = now(tx, inner).await?;
            Ok(node::any_expired(tx, now).await?
                || next_left(tx, inner, now, None).await?.is_some())
        })
        .await
}

/// The first node behind `after`, by name, that has tasks in hand and does not live.
async fn next_left(
    tx: &mut Tx,
    inner: &Inner,
    now: i64,
    after: Option<&str>,
) -> Result<Option<String>, Error> {
    let living = node::alive(tx, now).await?;
    let mut owner = task::next_owner(tx, after).await?;
    while let Some(name) = owner {
        if name != inner.around.world.node() && !living.contains(&name) {
            return Ok(Some(name));
        }
        owner = task::next_owner(tx, Some(&name)).await?;
    }
    Ok(None)
}

async fn claim_in(tx: &mut Tx, inner: &Inner) -> Result<Vec<Held>, Error> {
    let me = inner.around.world.node();
    let now = now(tx, inner).await?;
    if inner.alone {
        node::remove_all_but(tx, me).await?;
    } else {
        node::remove_expired(tx, now).await?;
    }
    let mut taken: Vec<Held> = Vec::new();
    let mut left = next_left(tx, inner, now, None).await?;
    while let Some(name) = left {
        let room = CLAIMED - i64::try_from(taken.len()).unwrap_or(CLAIMED);
        if room <= 0 {
            break;
        }
        for mut held in task::held_by(tx, &name, None, room).await? {
            if task::take_over(tx, &held.id, held.epoch, me).await? {
                held.epoch += 1;
                taken.push(held);
            }
        }
        left = next_left(tx, inner, now, Some(&name)).await?;
    }
    Ok(taken)
}

/// Takes in hand what is this node's and unknown to it: a task whose commit was answered by nobody.
async fn find_own(inner: &Arc<Inner>) -> Result<(), Error> {
    let mut after: Option<(i64, String)> = None;
    loop {
        let page: Vec<Held> = inner
            .store
            .read((Arc::clone(inner), after), async |tx, (inner, after)| {
                let me = inner.around.world.node();
                task::held_by(tx, me, after.as_ref(), CLAIMED).await
            })
            .await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some((last.next_run_at, last.id.clone()));
        for held in page {
            if !inner.queue.holds(&held.id) {
                inner
                    .queue
                    .push_begun(held.id, held.epoch, held.next_run_at);
            }
        }
    }
}

/// Gives the lease back, so that others take the tasks over at once.
pub(crate) async fn leave(inner: &Arc<Inner>) -> Result<(), Error> {
    inner
        .store
        .write(Arc::clone(inner), async |tx, inner| {
            tx.notify(Notice::News(News::NodeLeft));
            node::remove(tx, inner.around.world.node()).await
        })
        .await
}
