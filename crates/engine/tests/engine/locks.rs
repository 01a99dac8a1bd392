//! Tasks that need a row which another transaction has locked: they leave the slots and connections
//! of their node to others, and each runs once the row is free.

use std::sync::Arc;
use std::time::Duration;

use cosell_engine::StepCommit;
use cosell_store::Error;
use cosell_store::table::setting;
use cosell_world::World;
use cosell_world::machine::{sleep, timeout};
use tokio::sync::Notify;

use crate::common::{
    ACCOUNT, CATALOG, LONG, Node, effects, history, lock, on_postgres, options, past,
};

/// More tasks than a node runs at once.
const TASKS: usize = 80;

/// The database ends a transaction that is idle for ten seconds.
const KEEP_ALIVE: Duration = Duration::from_secs(1);

#[tokio::test(flavor = "multi_thread")]
async fn tasks_at_a_locked_row_leave_the_node_to_others() {
    for commit in [StepCommit::Chained, StepCommit::Each] {
        let Some((store, elsewhere)) = on_postgres() else {
            return;
        };
        let node = Node::on(&store, World::frozen(0, 1), options(commit)).await;
        let set = store.write((), async |tx, ()| {
            setting::set(tx, ACCOUNT, CATALOG, "row", "").await
        });
        set.await.expect("the store lives");
        let (locked, released) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let input = (Arc::clone(&locked), Arc::clone(&released));
        let holder = tokio::spawn(async move {
            let held = elsewhere.write(input, async |tx, (locked, released)| {
                lock(tx, "row").await?;
                locked.notify_one();
                while timeout(KEEP_ALIVE, released.notified()).await.is_err() {
                    lock(tx, "row").await?;
                }
                Ok::<_, Error>(())
            });
            held.await
        });
        locked.notified().await;

        let ids: Vec<_> = (0..TASKS).map(|number| format!("t{number}")).collect();
        for id in &ids {
            node.submit(id, "lock Second row").await;
        }
        assert_eq!(node.run("other", "").await.status.as_str(), "COMPLETE");
        // Two wait in their transactions, and the others neither run nor are ready.
        let all_wait = async {
            loop {
                let counters = node.engine.counters();
                if counters.parked + 2 == TASKS as u64 && counters.ready == 0 {
                    return;
                }
                sleep(Duration::from_millis(1)).await;
            }
        };
        timeout(LONG, all_wait).await.expect("they wait");

        released.notify_one();
        holder.await.expect("no panic").expect("it had the lock");
        let expected = past(&[
            ("First", 0, "DONE"),
            ("Second", 0, "DONE"),
            ("Third", 0, "DONE"),
        ]);
        for id in &ids {
            assert_eq!(node.end_of(id).await.status.as_str(), "COMPLETE");
            assert_eq!(effects(&store, id).await, [1, 1, 1]);
            assert_eq!(history(&store, id).await, expected);
        }
        node.engine.wait_until_idle().await;
        assert_eq!(node.engine.counters().completed, 1 + TASKS as u64);
    }
}
