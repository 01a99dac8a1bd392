//! Bulk jobs and the outcomes of their rows are read as they were written, in their order.

use cosell_store::table::Page;
use cosell_store::table::bulk::{self, Done, Family, Job, Listed, Outcome, Seeker, Status};
use cosell_store::{Catalog, Direction, Error, Tx};

use super::{ACCOUNT, CATALOG, Place};

fn job(id: &str, due_at: i64) -> Job {
    Job {
        id: id.to_owned(),
        account: ACCOUNT.to_owned(),
        catalog: Catalog::Aws,
        family: Family::Opportunity,
        status: Status::Submitted,
        total: 0,
        processed: 0,
        succeeded: 0,
        failed: 0,
        deleted: 0,
        failure_reason: None,
        created_at: 1,
        started_at: None,
        completed_at: None,
        due_at: Some(due_at),
        turns: 0,
        node: "first".to_owned(),
        claimed_until: 20,
        part: 0,
        chunk: 0,
        byte: 0,
        document: "{}".to_owned(),
    }
}

fn done(job_id: &str, number: i64, status: Outcome) -> Done {
    Done {
        job_id: job_id.to_owned(),
        number,
        request_id: format!("r{number}"),
        status,
        resource_id: None,
        error_code: (status == Outcome::Failed).then(|| "X".to_owned()),
        error_message: None,
        cells: "[]".to_owned(),
    }
}

pub(super) async fn jobs_take_turns_and_their_outcomes_are_read_in_order(place: &Place) {
    let store = place.open();
    let checked: Result<(), Error> = store
        .write((), async |tx, ()| {
            let mut first = job("bulkjob-1", 5);
            bulk::insert(tx, &first).await?;
            bulk::insert(tx, &job("bulkjob-2", 5)).await?;
            bulk::insert(tx, &job("bulkjob-3", 7)).await?;
            let next = bulk::due(tx, 4, None).await?;
            assert_eq!(next, None, "nothing is due yet");
            assert_eq!(bulk::next_due(tx, None).await?, Some(5));
            assert_eq!(bulk::due(tx, 9, None).await?, Some(first.clone()));
            // A node passes over what another one carries on, until its claim is over.
            for (node, at, wanted) in [
                ("first", 19, true),
                ("other", 19, false),
                ("other", 20, true),
            ] {
                let by = Some(Seeker { node, at });
                let found = bulk::due(tx, 9, by).await?;
                assert_eq!(found.is_some(), wanted, "{node} at {at}");
                let next = bulk::next_due(tx, by).await?;
                assert_eq!(next.is_some(), wanted, "{node} at {at}");
            }
            let running = bulk::running(tx, ACCOUNT, CATALOG, Family::Opportunity, 2).await?;
            assert_eq!(running, 2, "no more are counted than asked for");

            // One that had its turn is behind those that wait equally long.
            first.turns = 1;
            assert!(bulk::update(tx, &first).await?);
            let next = bulk::due(tx, 9, None).await?.map(|job| job.id);
            assert_eq!(next.as_deref(), Some("bulkjob-2"));

            (first.status, first.total) = (Status::Completed, 3);
            (first.completed_at, first.due_at) = (Some(8), None);
            first.failure_reason = Some("why".to_owned());
            assert!(bulk::update(tx, &first).await?);
            bulk::count_deleted(tx, ACCOUNT, &first.id).await?;
            first.deleted = 1;
            let (id, family) = (&first.id, Family::Opportunity);
            let found = bulk::find(tx, ACCOUNT, CATALOG, family, id).await?;
            assert_eq!(found.as_ref(), Some(&first));
            let accounts = Family::CustomerAccount;
            assert_eq!(bulk::find(tx, ACCOUNT, CATALOG, accounts, id).await?, None);
            assert_eq!(bulk::find_any(tx, ACCOUNT, CATALOG, id).await?, found);
            assert_eq!(bulk::find_any(tx, "other", CATALOG, id).await?, None);
            let page = Page {
                direction: Direction::Descending,
                after: None,
                limit: 2,
            };
            let jobs = bulk::list(tx, (ACCOUNT, CATALOG), family, None, None, page).await?;
            let ids: Vec<_> = jobs.rows.iter().map(|job| job.id.as_str()).collect();
            assert_eq!(ids, ["bulkjob-3", "bulkjob-2"]);

            let outcomes = [Outcome::Failed, Outcome::Succeeded, Outcome::Failed];
            for (number, outcome) in (1..).zip(outcomes) {
                bulk::insert_result(tx, &done(id, number, outcome)).await?;
            }
            let twice = bulk::insert_result(tx, &done("bulkjob-2", 1, Outcome::Failed)).await;
            twice.expect("a row of another job");
            let numbers = |rows: Vec<Listed>| rows.iter().map(|row| row.number).collect::<Vec<_>>();
            let all = bulk::results(tx, id, None, 0, 2).await?;
            assert_eq!(numbers(all), [1, 2]);
            let failed = bulk::results(tx, id, Some(Outcome::Failed), 1, 9).await?;
            assert_eq!(numbers(failed), [3]);
            let whole = bulk::results_with_cells(tx, id, None, 2, 9).await?;
            assert_eq!(whole, [done(id, 3, Outcome::Failed)]);
            assert!(bulk::has_request(tx, id, "r3").await?);
            assert!(!bulk::has_request(tx, id, "r4").await?);

            assert_eq!(bulk::first_end(tx).await?, Some(8));
            let mut gone = Vec::new();
            while let count @ 1.. = bulk::prune(tx, 9, 2).await? {
                gone.push(count);
            }
            assert_eq!(gone, [2, 1, 1], "outcomes in batches, then their job");
            assert_eq!(bulk::find_any(tx, ACCOUNT, CATALOG, id).await?, None);
            assert!(bulk::has_request(tx, "bulkjob-2", "r1").await?);
            damaged_jobs_are_given_up(tx).await
        })
        .await;
    checked.expect("the store works");
}

/// Only a damaged one, by a node that may take it, and none that a newer version knows.
async fn damaged_jobs_are_given_up(tx: &mut Tx) -> Result<(), Error> {
    let other = |at| Some(Seeker { node: "other", at });
    assert!(bulk::give_up(tx, 9, other(20), "why").await?.is_none());
    let text = "UPDATE bulk_job SET family = 'Mars' WHERE id = $1 AND account = $2";
    tx.execute(text, &["bulkjob-2".into(), ACCOUNT.into()])
        .await?;
    let damage = bulk::due(tx, 9, None).await.expect_err("a damaged row");
    assert!(damage.is_damage(), "{damage}");
    assert!(bulk::give_up(tx, 9, other(19), "why").await?.is_none());
    assert!(bulk::give_up(tx, 4, other(20), "why").await?.is_none());
    assert!(bulk::give_up(tx, 9, other(20), "why").await?.is_some());
    let next = bulk::due(tx, 9, None).await?.map(|job| job.id);
    assert_eq!(next.as_deref(), Some("bulkjob-3"));
    let text = "UPDATE bulk_job SET status = 'PAUSED' WHERE id = $1 AND account = $2";
    tx.execute(text, &["bulkjob-3".into(), ACCOUNT.into()])
        .await?;
    assert_eq!(bulk::next_due(tx, None).await?, None);
    assert_eq!(bulk::due(tx, 9, None).await?, None);
    assert!(bulk::give_up(tx, 9, None, "why").await?.is_none());
    Ok(())
}
