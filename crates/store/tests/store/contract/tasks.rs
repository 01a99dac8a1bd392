//! The life of a task: taken over, failed, restarted and pruned.

use cosell_store::Error;
use cosell_store::table::Catalog;
use cosell_store::table::task::{self, FIRST_EPOCH, Held, Status, first_record};

use super::{ACCOUNT, Place};

const KIND: &str = "counting";

pub(super) async fn a_task_is_taken_over_restarted_and_pruned_once(place: &Place) {
    let store = place.open();
    let lived = store.write((), async |tx, ()| {
        let new = first_record("t".to_owned(), KIND, (ACCOUNT, Catalog::Aws), "one", 1);
        task::insert(tx, &new).await?;
        let held = Held {
            id: "t".to_owned(),
            account: ACCOUNT.to_owned(),
            epoch: FIRST_EPOCH,
            next_run_at: 1,
        };
        assert!(task::take_over(tx, &held, "two").await?);
        assert!(!task::take_over(tx, &held, "three").await?, "its epoch");

        let mut failed = task::find(tx, ACCOUNT, "t").await?.expect("a task");
        assert_eq!((failed.epoch, failed.node.as_str()), (2, "two"));
        failed.status.go(Status::Failed)?;
        (failed.step, failed.ended_at) = (1, Some(5));
        assert!(task::advance(tx, 0, &failed).await?);

        assert!(task::restart(tx, &mut failed, "three", 6).await?);
        assert!(task::prune(tx, KIND, 9, 10).await?.is_empty(), "it runs");
        failed.status.go(Status::Complete)?;
        failed.ended_at = Some(7);
        assert!(task::advance(tx, 1, &failed).await?);
        assert!(task::prune(tx, KIND, 7, 10).await?.is_empty(), "too young");
        let pruned = task::prune(tx, KIND, 8, 10).await?;
        assert_eq!(pruned, [(ACCOUNT.to_owned(), "t".to_owned())]);
        assert!(task::prune(tx, KIND, 8, 10).await?.is_empty());
        Ok::<_, Error>(())
    });
    lived.await.expect("a life");
}
