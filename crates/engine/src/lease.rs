//! Which node owns which tasks.
//!
//! A task belongs to a node, which is one run of a program. A node renews one lease for all its
//! tasks. When a lease has expired, or its node is not registered at all, other nodes take its
//! tasks over by compare-and-set on their epoch. The lease only says when another node should take
//! a task over; the epoch ensures that no two runners both advance it, so a lease that expires too
//! early costs a take-over and nothing else. Leases use real time by the database's clock, which
//! all nodes share; a store that belongs to one process has no such clock, and that process's own
//! clock is enough.
//!
//! Renewals and take-overs are two loops with separate transactions: a node that stalls in the
//! middle of a transaction keeps a task's row locked, and a node that waits for that row must not
//! lose its own lease meanwhile.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use cosell_store::table::node;
use cosell_store::table::task::{self, Held};
use cosell_store::{Error, News, Notice, Rank, Tx};
use cosell_supervisor::Loop;

use crate::counters::add;
use crate::engine::Inner;
use crate::fault::{Fault, Point};
use crate::fault_point::connection_lost;

/// Tasks taken over in one transaction, so that many tasks do not block other writers.
const CLAIM_BATCH: i64 = 500;

/// Renewals per lease: two may fail before other nodes consider this node dead.
const RENEWALS_PER_LEASE: u32 = 3;

/// Registers this node and takes over tasks: of all other nodes when none can be alive, else of
/// those whose lease has expired.
pub(crate) async fn register(inner: &Arc<Inner>) -> Result<(), Error> {
    renew(inner).await?;
    take_over(inner).await?;
    let recovered = inner.counting.take_overs.load(Ordering::Relaxed);
    if recovered > 0 {
        tracing::info!(tasks = recovered, "unfinished tasks taken over");
    }
    report_unknown(inner).await
}

/// Logs the kinds of unfinished tasks that this program does not know. It takes none of them over.
async fn report_unknown(inner: &Arc<Inner>) -> Result<(), Error> {
    let backlog = inner.store.read((), async |tx, ()| task::backlog(tx).await);
    let mut unknown = BTreeMap::<String, i64>::new();
    for waiting in backlog.await? {
        if !inner.kinds.contains_key(waiting.kind.as_str()) {
            *unknown.entry(waiting.kind).or_default() += waiting.count;
        }
    }
    for (kind, tasks) in unknown {
        tracing::warn!(
            kind,
            tasks,
            "tasks of a kind that only a newer version knows are left to that version"
        );
    }
    Ok(())
}

/// Renews the lease until the queue stops.
pub(crate) async fn renew_loop(inner: Arc<Inner>) {
    loop {
        inner
            .context
            .world
            .sleep(inner.lease / RENEWALS_PER_LEASE)
            .await;
        if inner.queue.stopping() {
            return;
        }
        inner.supervisor().round(Loop::Lease);
        let renewed = if hit_point(&inner, "lease.renew").await {
            Err(connection_lost())
        } else {
            let _guard = inner.lease_lock.lock().await;
            if inner.queue.stopping() {
                return;
            }
            renew(&inner).await
        };
        match renewed {
            Ok(()) => add(&inner.counting.renewals, 1),
            Err(error) => {
                tracing::warn!(%error, "lease renewal failed, retrying");
                add(&inner.counting.renewals_failed, 1);
            }
        }
    }
}

/// Takes over tasks of dead nodes, as often as the lease is renewed and whenever a node has
/// stopped, until the queue stops.
pub(crate) async fn take_over_loop(inner: Arc<Inner>) {
    loop {
        tokio::select! {
            () = inner.context.world.sleep(inner.lease / RENEWALS_PER_LEASE) => {}
            () = inner.wakes.lease.notified() => {}
        }
        if inner.queue.stopping() {
            return;
        }
        inner.supervisor().round(Loop::TakeOver);
        let result = async {
            take_over(&inner).await?;
            queue_own(&inner).await
        };
        if let Err(error) = result.await {
            tracing::warn!(%error, "task take-over failed, retrying");
        }
    }
}

/// Takes over all tasks of dead nodes, batch by batch.
async fn take_over(inner: &Arc<Inner>) -> Result<(), Error> {
    while claim(inner).await? > 0 {
        if hit_point(inner, "recovery").await {
            return Err(connection_lost());
        }
    }
    Ok(())
}

/// Hits a fault point outside of any task. Returns whether the caller must fail.
async fn hit_point(inner: &Inner, name: &str) -> bool {
    let name: Vec<&str> = name.split('.').collect();
    match inner.context.faults.hit(&Point::named(&name)) {
        None => false,
        Some(Fault::Delay(time)) => {
            inner.context.world.sleep(time).await;
            false
        }
        Some(Fault::Error(_) | Fault::Drop) => true,
    }
}

/// Renews the lease. The transaction skips the queue: a busy node must not be considered dead.
async fn renew(inner: &Arc<Inner>) -> Result<(), Error> {
    inner
        .store
        .write_as(Rank::First, Arc::clone(inner), async |tx, inner| {
            let now = now(tx, inner).await?;
            let lease = i64::try_from(inner.lease.as_millis()).unwrap_or(i64::MAX);
            let me = inner.context.world.node();
            node::renew(tx, me, now, now.saturating_add(lease)).await
        })
        .await
}

async fn now(tx: &mut Tx, inner: &Inner) -> Result<i64, Error> {
    let clock = tx.clock().await?;
    Ok(clock.unwrap_or_else(|| inner.context.world.true_now()))
}

/// Takes over a batch of tasks in one transaction. Returns their number.
async fn claim(inner: &Arc<Inner>) -> Result<usize, Error> {
    // A read first, which locks nothing.
    if !inner.exclusive && !any_left(inner).await? {
        return Ok(0);
    }
    let claimed: Vec<Held> = inner
        .store
        .write_as(Rank::First, Arc::clone(inner), async |tx, inner| {
            claim_in(tx, inner).await
        })
        .await?;
    let count = claimed.len();
    add(&inner.counting.take_overs, count);
    for held in claimed {
        inner.queue.push_begun(held);
    }
    Ok(count)
}

async fn any_left(inner: &Arc<Inner>) -> Result<bool, Error> {
    inner
        .store
        .read(Arc::clone(inner), async |tx, inner| {
            let now = now(tx, inner).await?;
            Ok(node::any_expired(tx, now).await?
                || next_dead_owner(tx, inner, now, None).await?.is_some())
        })
        .await
}

/// The first node after `after`, by name, that is dead and owns tasks of kinds that this program
/// knows. The others are left to a newer one.
async fn next_dead_owner(
    tx: &mut Tx,
    inner: &Inner,
    now: i64,
    after: Option<&str>,
) -> Result<Option<String>, Error> {
    let alive = node::alive(tx, now).await?;
    let mut owner = task::next_owner(tx, after).await?;
    while let Some(name) = owner {
        let is_dead = name != inner.context.world.node() && !alive.contains(&name);
        if is_dead && !left_by(tx, inner, &name, 1).await?.is_empty() {
            return Ok(Some(name));
        }
        owner = task::next_owner(tx, Some(&name)).await?;
    }
    Ok(None)
}

/// Tasks of a dead node that this program can run.
async fn left_by(tx: &mut Tx, inner: &Inner, node: &str, limit: i64) -> Result<Vec<Held>, Error> {
    let kinds: Vec<String> = inner.kinds.keys().map(|kind| (*kind).to_owned()).collect();
    task::held_by(tx, node, &kinds, None, limit).await
}

async fn claim_in(tx: &mut Tx, inner: &Inner) -> Result<Vec<Held>, Error> {
    let me = inner.context.world.node();
    let now = now(tx, inner).await?;
    if inner.exclusive {
        node::remove_all_but(tx, me).await?;
    } else {
        node::remove_expired(tx, now).await?;
    }
    let mut claimed: Vec<Held> = Vec::new();
    let mut left = next_dead_owner(tx, inner, now, None).await?;
    while let Some(name) = left {
        let room = CLAIM_BATCH - i64::try_from(claimed.len()).unwrap_or(CLAIM_BATCH);
        if room <= 0 {
            break;
        }
        for mut held in left_by(tx, inner, &name, room).await? {
            if task::take_over(tx, &held, me).await? {
                held.epoch += 1;
                claimed.push(held);
            }
        }
        left = next_dead_owner(tx, inner, now, Some(&name)).await?;
    }
    Ok(claimed)
}

/// Queues the tasks of this node that the queue does not have: the answer to their commit was lost.
async fn queue_own(inner: &Arc<Inner>) -> Result<(), Error> {
    let mut after: Option<(i64, String)> = None;
    loop {
        let page: Vec<Held> = inner
            .store
            .read((Arc::clone(inner), after), async |tx, (inner, after)| {
                let me = inner.context.world.node();
                task::held_by(tx, me, &[], after.as_ref(), CLAIM_BATCH).await
            })
            .await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some((last.next_run_at, last.id.clone()));
        for held in page {
            if !inner.queue.knows(&held) {
                inner.queue.push_begun(held);
            }
        }
    }
}

/// Releases the lease, so that other nodes take the tasks over at once. The queue has stopped, so
/// the lease is not renewed after that.
pub(crate) async fn release(inner: &Arc<Inner>) -> Result<(), Error> {
    let _guard = inner.lease_lock.lock().await;
    inner
        .store
        .write(Arc::clone(inner), async |tx, inner| {
            tx.notify(Notice::News(News::NodeLeft));
            node::remove(tx, inner.context.world.node()).await
        })
        .await
}
