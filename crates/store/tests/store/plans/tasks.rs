//! Tasks, and the queues of runners, timers and receivers of events.

use cosell_store::table::{
    bulk_fetch, event, event_parked, event_target, invitation, job, prospecting, task, token,
    upload,
};

use super::{only_ranges, pages, plan, plan_after};

#[tokio::test]
async fn prospecting_tasks_are_listed_by_what_they_are_sorted_by() {
    let sorts = [
        prospecting::SortBy::Start,
        prospecting::SortBy::Name,
        prospecting::SortBy::Failed,
    ];
    let started = prospecting::Filter {
        after: Some(1),
        before: Some(9),
        ..prospecting::Filter::default()
    };
    for sort in sorts {
        for filter in [prospecting::Filter::default(), started.clone()] {
            for page in pages() {
                let filter = filter.clone();
                let plan = plan(async |tx| {
                    prospecting::list(tx, "a", "AWS", &filter, sort, page)
                        .await
                        .map(drop)
                });
                only_ranges(&format!("prospecting tasks by {sort:?}"), &plan.await);
            }
        }
    }
    let outcomes = plan(async |tx| prospecting::outcomes(tx, "t").await.map(drop));
    only_ranges("the outcomes of a task", &outcomes.await);
}

#[tokio::test]
async fn tasks_are_listed_by_their_start() {
    let filters = [
        task::Filter::default(),
        task::Filter {
            statuses: vec!["COMPLETE".into(), "FAILED".into()],
            ..task::Filter::default()
        },
        task::Filter {
            context_ids: vec!["1".into()],
            ..task::Filter::default()
        },
    ];
    for filter in &filters {
        for page in pages() {
            let filter = filter.clone();
            let plan = plan(async |tx| {
                let listed = task::list(tx, "a", "AWS", "kind", &filter, page);
                listed.await.map(drop)
            });
            only_ranges("tasks", &plan.await);
        }
    }
}

#[tokio::test]
async fn operators_read_ranges_of_all_tasks() {
    use task::newest::{Range, newest};
    let ranges = [
        (
            "task_by_kind (kind=? AND catalog=? AND status=?",
            Range::Status {
                status: "FAILED",
                kind: "k",
                catalog: "AWS",
                account: None,
            },
        ),
        (
            "task_by_kind (kind=? AND catalog=? AND status=?",
            Range::Status {
                status: "FAILED",
                kind: "k",
                catalog: "AWS",
                account: Some("a"),
            },
        ),
        (
            "task_by_start (account=? AND catalog=? AND kind=?",
            Range::Account {
                account: "a",
                catalog: "AWS",
                kind: "k",
                status: Some("COMPLETE"),
            },
        ),
        (
            "task_by_any_opportunity (opportunity_id=?",
            Range::Opportunity {
                opportunity_id: "O1",
                account: Some("a"),
                catalog: Some("AWS"),
                kind: Some("k"),
                status: Some("FAILED"),
            },
        ),
    ];
    for (index, range) in ranges {
        for after in [None, Some((1, "t".to_owned()))] {
            let plan = plan(async |tx| newest(tx, range, after.as_ref(), 10).await.map(drop));
            let plan = plan.await;
            only_ranges(index, &plan);
            assert!(plan.iter().all(|line| line.contains(index)), "{plan:#?}");
        }
    }
}

#[tokio::test]
async fn queries_of_runners_and_timers_are_ranges() {
    let owners = plan(async |tx| {
        task::next_owner(tx, None).await?;
        task::next_owner(tx, Some("n")).await?;
        task::held_by(tx, "n", &[], None, 10).await?;
        task::held_by(tx, "n", &["k".to_owned()], None, 10).await?;
        task::held_by(tx, "n", &[], Some(&(1, "t".into())), 10)
            .await
            .map(drop)
    });
    let searched = owners.await;
    let by_node = |line: &String| line.contains("INDEX task_by_node");
    assert!(searched.iter().all(by_node), "{searched:#?}");
    let due = plan(async |tx| {
        task::first_end(tx, "k").await?;
        task::prune(tx, "k", 1, 10).await?;
        invitation::due(tx, 1, 10).await?;
        job::due(tx, 1, 10).await?;
        token::prune(tx, 1, 10).await.map(drop)
    });
    only_ranges("what is due", &due.await);
    // A row that is damaged is given up, and left out of what is read next.
    let damaged = &[("FROM snapshot_job", "SELECT 'j'")];
    let next = plan_after(damaged, async |tx| job::due(tx, 1, 10).await.map(drop)).await;
    assert_eq!(next.len(), 2, "{next:#?}");
    only_ranges("what is due but for what is given up", &next);
    // The first entry of an index is found without a range.
    let first = plan(async |tx| {
        invitation::next_expiry(tx).await?;
        job::next_due(tx).await?;
        upload::first_expiry(tx).await?;
        token::oldest(tx).await?;
        bulk_fetch::next_due(tx).await.map(drop)
    });
    let first = first.await;
    assert!(
        first
            .iter()
            .all(|line| line.contains("USING COVERING INDEX")),
        "{first:#?}"
    );
}

#[tokio::test]
async fn queries_of_event_targets_are_ranges() {
    let read = plan(async |tx| {
        event::after(tx, 1, 10).await?;
        event::at(tx, 1).await?;
        event::stored_after(tx, 1).await?;
        event_target::find(tx, "t").await?;
        event_target::all(tx).await?;
        event_target::acquire(tx, "t", 1, 2, false).await?;
        event_target::advance(tx, "t", 1, 2, 3).await?;
        event_target::touch(tx, "t").await?;
        event_parked::find(tx, "t", "a", 1).await?;
        event_parked::waiting(tx, "t", "a", "O1", 10).await?;
        event_parked::dead(tx, "t", 1, 10).await?;
        event_parked::revive(tx, "t", Some(1)).await?;
        event_parked::drop_dead(tx, "t", None).await?;
        event_parked::remove(tx, "t", "a", 1).await?;
        event_parked::counts(tx, "t").await?;
        event_parked::heads(tx, "t").await?;
        event_parked::oldest_waiting(tx, "t").await.map(drop)
    });
    let read = read.await;
    let ranges: Vec<String> = read
        .into_iter()
        .filter(|line| !line.starts_with("CORRELATED"))
        .collect();
    only_ranges("event targets", &ranges);
    let first = plan(async |tx| event::first_unsequenced(tx).await.map(drop));
    only_ranges("the first event without a position", &first.await);
}
