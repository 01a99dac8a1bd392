//! Jobs as their callers see them: pages, filters, quotas, permissions, other accounts.

use std::collections::BTreeSet;
use std::time::Duration;

use cosell_domain::settings::StoredLimits;
use cosell_domain::task::overview::{JOB_KINDS, OverviewFilter, Work};
use cosell_domain::{Catalog, Settings};
use cosell_store::table::bulk;
use cosell_store::table::task::Status;
use cosell_world::World;
use serde_json::{Value, json};

use super::{HEADERS, codes, file, row, start};
use crate::common::{Harness, NOW, PARTNER, STRANGER};
use crate::identity::fresh;

/// All pages of a list, item by item.
async fn pages(harness: &Harness, operation: &str, body: &Value, list: &str) -> Vec<Value> {
    let (mut found, mut body) = (Vec::new(), body.clone());
    loop {
        let page = harness.ok(operation, body.clone()).await;
        let items = page[list].as_array().expect("a list");
        assert!(items.len() <= 2, "{page:#}");
        found.extend(items.iter().cloned());
        match page["NextToken"].as_str() {
            Some(token) => body["NextToken"] = json!(token),
            None => return found,
        }
    }
}

#[tokio::test]
async fn jobs_and_outcomes_are_listed_in_pages_without_gaps() {
    let harness = Harness::new().await;
    let mut ids = Vec::new();
    for count in 1..=5 {
        ids.push(harness.start(file(count)).await);
        harness.wait_until_idle().await;
        let advanced = harness
            .service
            .engine()
            .advance(Duration::from_secs(1))
            .await;
        advanced.expect("the clock moves");
    }
    ids.push(harness.carried_out("Stage\nx\n").await);
    ids.reverse();
    let body = json!({ "Catalog": "Sandbox", "MaxResults": 2 });
    let list = "OpportunityBulkJobSummaries";
    let jobs = pages(&harness, "ListOpportunityBulkJobs", &body, list).await;
    let found: Vec<_> = jobs.iter().map(|job| job["JobId"].clone()).collect();
    assert_eq!(found, ids, "newest first");

    let failed = json!({ "Catalog": "Sandbox", "MaxResults": 2, "Status": "FAILED" });
    let jobs = pages(&harness, "ListOpportunityBulkJobs", &failed, list).await;
    assert_eq!(jobs.len(), 1);
    let unknown = json!({ "Catalog": "Sandbox", "JobId": "bulkjob-0000000000000" });
    let page = harness.ok("ListOpportunityBulkJobs", unknown).await;
    assert_eq!(page[list], json!([]));

    let body = json!({ "Catalog": "Sandbox", "MaxResults": 2, "JobId": ids[1] });
    let rows = pages(&harness, "ListOpportunityBulkJobResults", &body, "Results").await;
    let found: Vec<_> = rows.iter().map(|row| row["RequestId"].clone()).collect();
    assert_eq!(
        found,
        ["r1", "r2", "r3", "r4", "r5"],
        "in the order of the file"
    );
}

#[tokio::test]
async fn outcomes_are_filtered_by_their_status() {
    let harness = Harness::new().await;
    let wrong = |id: &str| row(id, "Pier").replace("Prospect,", "Rumour,");
    let lines = [
        HEADERS.to_owned(),
        row("a", "Quay"),
        wrong("b"),
        wrong("c"),
        row("d", "Quay"),
        wrong("e"),
    ];
    let id = harness.carried_out(lines.join("\n")).await;
    for (status, wanted) in [("FAILED", &["b", "c", "e"][..]), ("SUCCEEDED", &["a", "d"])] {
        let body = json!({
            "Catalog": "Sandbox", "MaxResults": 2, "JobId": id, "Status": status,
        });
        let rows = pages(&harness, "ListOpportunityBulkJobResults", &body, "Results").await;
        let found: Vec<_> = rows.iter().map(|row| row["RequestId"].clone()).collect();
        assert_eq!(found, wanted);
    }
}

#[tokio::test]
async fn an_account_has_as_many_jobs_at_a_time_as_the_operator_says() {
    let settings = Settings {
        stored: StoredLimits {
            bulk_jobs_running: 2,
            ..StoredLimits::default()
        },
        ..Settings::default()
    };
    let harness = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
    // Held up, so that they are not over before the next one starts.
    harness.inject("bulk.row.before=delay:3600s");
    for _ in 0..2 {
        harness.start(file(1)).await;
    }
    let uri = harness
        .upload(PARTNER, "third.csv", file(1).as_bytes())
        .await;
    let refused = harness
        .refused("StartOpportunityBulkJob", start(&uri))
        .await;
    assert_eq!(refused.name, "ServiceQuotaExceededException");
    let accounts = json!({ "Catalog": "Sandbox", "ClientToken": "a", "FileUri": uri });
    harness.ok("StartCustomerAccountBulkJob", accounts).await;
    let hour = Duration::from_hours(2);
    let advanced = harness.service.engine().advance(hour).await;
    advanced.expect("the clock moves");
    harness.ok("StartOpportunityBulkJob", start(&uri)).await;
}

#[tokio::test]
async fn a_row_is_refused_what_its_caller_may_not_do() {
    let node = fresh().await;
    let allowed = json!([{ "Effect": "Allow", "Resource": "*", "Action": [
        "partnercentral:StartOpportunityBulkJob", "partnercentral:CreateOpportunity",
    ] }]);
    let key = node.user("ines").await;
    node.allow("ines", "Import", &allowed).await;
    let uri = node.upload(PARTNER, "a.csv", file(1).as_bytes()).await;
    let caller = node.caller(&key).await.expect("the key is active");
    let started = node
        .call_as(caller, "StartOpportunityBulkJob", start(&uri))
        .await;
    let id = started.expect("it starts")["JobId"]
        .as_str()
        .expect("an id")
        .to_owned();
    node.wait_until_idle().await;
    let results = node.results(&id).await;
    assert_eq!(codes(&results), ["AccessDeniedException"], "{results:#?}");
    let message = results[0]["ErrorMessage"].as_str().expect("a message");
    assert!(message.contains("user/ines"), "{message}");
    assert!(message.contains("AssociateOpportunity"), "{message}");
    assert!(
        results[0]["ResourceIdentifier"].is_string(),
        "it was created before"
    );
}

#[tokio::test]
async fn a_job_of_another_account_does_not_exist_and_shows_nothing() {
    let harness = Harness::new().await;
    let id = harness.carried_out(file(1)).await;
    for (operation, body) in [
        ("ListOpportunityBulkJobResults", json!({ "JobId": id })),
        (
            "GetOpportunityBulkJobReportUrl",
            json!({ "JobId": id, "ReportFormat": "CSV" }),
        ),
        ("GetCustomerAccountBulkJob", json!({ "Identifier": id })),
    ] {
        let mut body = body;
        for (account, catalog) in [(STRANGER, "Sandbox"), (PARTNER, "AWS")] {
            body["Catalog"] = json!(catalog);
            let seen = harness.call(account, operation, body.clone()).await;
            let name = seen.err().map(|refused| refused.name);
            assert_eq!(
                name.as_deref(),
                Some("ResourceNotFoundException"),
                "{operation}"
            );
        }
    }
    // A job of the other family is not found either.
    let body = json!({ "Catalog": "Sandbox", "Identifier": id });
    let refused = harness.refused("GetCustomerAccountBulkJob", body).await;
    assert_eq!(refused.name, "ResourceNotFoundException");
}

#[tokio::test]
async fn a_job_of_many_rows_keeps_no_other_job_waiting_until_it_ends() {
    let harness = Harness::new().await;
    let many = harness.start(file(300)).await;
    let few = harness.start(file(5)).await;
    // The world's clock stands still, so that times say nothing of the order.
    let mut seen = BTreeSet::new();
    while harness.job(&many).await["Status"] != "COMPLETED" {
        let done = harness.job(&few).await["Status"] == "COMPLETED";
        let processed = harness.job(&many).await["ProcessedRecords"].as_i64();
        if done && processed < Some(300) {
            seen.insert(processed);
        }
        tokio::task::yield_now().await;
    }
    assert!(!seen.is_empty(), "the short job ended last");
    assert_eq!(harness.job(&many).await["SuccessCount"], 300);
}

#[tokio::test]
async fn an_operator_sees_the_jobs_of_all_accounts_among_the_tasks() {
    let harness = Harness::new().await;
    harness.submitted().await;
    harness.inject("bulk.row.before=delay:10s;skip=2;count=1");
    let running = harness.carried_out(file(5)).await;
    let uri = harness.upload(STRANGER, "a.csv", b"Country\nSE\n").await;
    let body = json!({ "Catalog": "AWS", "ClientToken": "a", "FileUri": uri });
    let failed = harness.call(STRANGER, "StartCustomerAccountBulkJob", body);
    let failed = failed.await.expect("it starts")["Id"].clone();
    harness.wait_until_idle().await;

    let service = &harness.service;
    let shown = async |filter: OverviewFilter| {
        let (mut ids, mut after) = (Vec::new(), None);
        loop {
            let page = service.tasks(&filter, after, 1).await.expect("a page");
            for work in page.works {
                ids.push(match work {
                    Work::Task(task) => task.id,
                    Work::Job(job) => job.id,
                });
            }
            after = page.next;
            if after.is_none() {
                return ids;
            }
        }
    };
    let all = shown(OverviewFilter::default()).await;
    assert_eq!(all.len(), 3, "{all:?}");
    let of_status = |status| OverviewFilter {
        status: Some(status),
        ..OverviewFilter::default()
    };
    let found = shown(of_status(Status::InProgress)).await;
    assert_eq!(found, std::slice::from_ref(&running));
    let found = shown(of_status(Status::Failed)).await;
    assert_eq!(found, std::slice::from_ref(&failed));
    for (kind, wanted) in JOB_KINDS.into_iter().zip([failed.as_str(), Some(&running)]) {
        let filter = OverviewFilter {
            kind: Some(kind),
            ..OverviewFilter::default()
        };
        assert_eq!(shown(filter).await, [wanted.expect("an id")]);
    }
    let elsewhere = OverviewFilter {
        account: Some(STRANGER.to_owned()),
        catalog: Some(Catalog::Aws),
        ..OverviewFilter::default()
    };
    assert_eq!(shown(elsewhere).await, [failed]);
    let job = service.bulk_job(&running).await.expect("a store");
    let job = job.expect("a job");
    assert_eq!((job.processed, job.total), (2, 5));
}

#[tokio::test]
async fn a_job_whose_data_are_damaged_keeps_no_other_from_its_turn() {
    let harness = Harness::new().await;
    harness.inject("bulk.row.before=delay:3600s;count=3");
    let mut jobs = Vec::new();
    for _ in 0..3 {
        jobs.push(harness.start(file(1)).await);
    }
    harness.wait_until_idle().await;
    let damaged = harness.store.write(jobs.clone(), async |tx, jobs| {
        tx.of_store();
        for (id, damage) in jobs
            .iter()
            .zip(["status = 'Mars'", "document = 'nonsense'"])
        {
            let text = format!("UPDATE bulk_job SET {damage} WHERE id = $1");
            tx.execute(&text, &[id.as_str().into()]).await?;
        }
        Ok::<_, cosell_store::Error>(())
    });
    damaged.await.expect("the store works");
    let advanced = harness.service.engine().advance(Duration::from_hours(2));
    advanced.await.expect("the clock moves");
    let found = harness.service.bulk_job(&jobs[1]).await.expect("a store");
    let found = found.expect("a job");
    assert_eq!(found.status.as_str(), "FAILED");
    let reason = found.failure_reason.expect("a reason");
    assert!(reason.contains("internal"), "{reason}");
    assert_eq!(harness.job(&jobs[2]).await["Status"], "COMPLETED");
    // A newer version on the same store may know the status, and carry the job on.
    let left = harness.store.read(jobs[0].clone(), async |tx, id| {
        let text = "SELECT status, due_at FROM bulk_job WHERE id = $1";
        let found = tx.query_one(text, &[id.as_str().into()]).await?;
        let mut row = found.expect("a job");
        Ok::<_, cosell_store::Error>((row.text(0)?, row.optional_integer(1)?.is_some()))
    });
    let left = left.await.expect("the store works");
    assert_eq!(left, ("Mars".to_owned(), true));
}

/// Each page has the sound jobs among those that it would have, and all pages have all of them.
#[tokio::test]
async fn a_damaged_job_is_left_out_of_the_lists_and_hides_no_other() {
    let harness = Harness::new().await;
    let mut jobs = Vec::new();
    for _ in 0..6 {
        jobs.push(harness.carried_out(file(1)).await);
        let advanced = harness.service.engine().advance(Duration::from_secs(1));
        advanced.await.expect("the clock moves");
    }
    let changes = [
        (&jobs[5], "total = 'many'"),
        (&jobs[3], "document = 'nonsense'"),
        (&jobs[2], "status = 'Mars'"),
    ];
    let changes = changes.map(|(id, damage)| (id.clone(), damage));
    let damaged = harness.store.write(changes, async |tx, changes| {
        tx.of_store();
        for (id, damage) in changes {
            let text = format!("UPDATE bulk_job SET {damage} WHERE id = $1");
            tx.execute(&text, &[id.as_str().into()]).await?;
        }
        Ok::<_, cosell_store::Error>(())
    });
    damaged.await.expect("the store works");
    let list = "OpportunityBulkJobSummaries";
    for size in 1..=2 {
        let body = json!({ "Catalog": "Sandbox", "MaxResults": size });
        let found = pages(&harness, "ListOpportunityBulkJobs", &body, list).await;
        let found: Vec<_> = found.iter().map(|job| job["JobId"].as_str()).collect();
        let found: Vec<_> = found.into_iter().map(Option::unwrap_or_default).collect();
        assert_eq!(found, [&jobs[4], &jobs[1], &jobs[0]], "pages of {size}");
    }
}

/// A job that this node read before another one took its turn is sound.
#[tokio::test]
async fn a_sound_job_is_not_given_up() {
    let harness = Harness::new().await;
    harness.inject("bulk.row.before=delay:3600s;count=1");
    let id = harness.start(file(1)).await;
    harness.wait_until_idle().await;
    let given_up = harness.store.write((), async |tx, ()| {
        tx.of_store();
        bulk::give_up(tx, i64::MAX, None, "why").await
    });
    let damage = given_up.await.expect("the store works");
    assert!(damage.is_none(), "{damage:?}");
    let found = harness.service.bulk_job(&id).await.expect("a store");
    assert_eq!(found.expect("a job").status.as_str(), "IN_PROGRESS");
}

/// Neither a poll nor a later job meets a damaged row again.
#[tokio::test]
async fn a_job_whose_row_is_damaged_is_not_due_any_more() {
    let harness = Harness::new().await;
    harness.inject("bulk.row.before=delay:3600s;count=1");
    let id = harness.start(file(1)).await;
    harness.wait_until_idle().await;
    let damaged = harness.store.write(id, async |tx, id| {
        tx.of_store();
        let text = "UPDATE bulk_job SET total = 'many' WHERE id = $1";
        tx.execute(text, &[id.as_str().into()]).await
    });
    damaged.await.expect("the store works");
    let next_due = || {
        let read = harness
            .store
            .read((), async |tx, ()| bulk::next_due(tx, None).await);
        async { read.await.expect("the store works") }
    };
    assert!(next_due().await.is_some());
    let advanced = harness.service.engine().advance(Duration::from_hours(2));
    advanced.await.expect("the clock moves");
    assert_eq!(next_due().await, None);
}
