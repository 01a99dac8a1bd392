//! What belongs to an account: customers, keys, tags, uploads, bulk jobs and the audit log.

use cosell_store::Catalog;
use cosell_store::table::{
    access_key, audit, bulk, bulk_fetch, customer_account, customer_account_search as accounts,
    policy, principal, record_owner, tag, upload,
};

use super::{only_ranges, pages, plan, read_by};

#[tokio::test]
async fn customer_accounts_are_matched_through_their_marks_and_their_keys() {
    let next = plan(async |tx| customer_account::next_due(tx).await.map(drop)).await;
    read_by("the next match", "customer_account_by_due", &next);
    let due = plan(async |tx| customer_account::due(tx, 1, 10).await.map(drop)).await;
    read_by("matches", "customer_account_by_due", &due);
    let holder = plan(async |tx| {
        let held = customer_account::holder(tx, "a", "AWS", "duns:1", "cust-acc-1");
        held.await.map(drop)
    });
    read_by("a key", "customer_account_by_key", &holder.await);
    let count = plan(async |tx| customer_account::count(tx, "a", "AWS").await.map(drop));
    only_ranges("the count", &count.await);
    let one = plan(async |tx| {
        customer_account::find(tx, "a", "AWS", "cust-acc-1")
            .await
            .map(drop)
    });
    only_ranges("an account", &one.await);
    let any = plan(async |tx| {
        customer_account::find_any(tx, "AWS", "cust-acc-1")
            .await
            .map(drop)
    });
    only_ranges("any account", &any.await);
    let last = plan(async |tx| customer_account::last(tx, "cust-acc-1").await.map(drop));
    only_ranges("last words", &last.await);
}

#[tokio::test]
async fn customer_accounts_are_searched_in_the_order_of_one_index() {
    let filters = [
        accounts::Filter::default(),
        accounts::Filter {
            equal: vec![(accounts::Column::Status, vec!["ENRICHED".into()])],
            created: (Some(1), Some(9)),
            modified: (Some(1), Some(9)),
        },
    ];
    let orders = [
        (
            accounts::Order::CreatedAt,
            "customer_account_search_by_created",
        ),
        (
            accounts::Order::ModifiedAt,
            "customer_account_search_by_modified",
        ),
        (
            accounts::Order::Company,
            "customer_account_search_by_company",
        ),
    ];
    for (order, index) in orders {
        for filter in &filters {
            for page in pages() {
                let plan = plan(async |tx| {
                    let place = ("a", "AWS");
                    accounts::list(tx, place, filter, order, page)
                        .await
                        .map(drop)
                });
                let plan = plan.await;
                read_by("customer accounts", index, &plan);
                assert_eq!(plan.len(), 1, "nothing is sorted: {plan:#?}");
            }
        }
    }
    for (order, index) in &orders[..2] {
        let counted = plan(async |tx| {
            let (place, filter) = (("a", "AWS"), &filters[1]);
            accounts::has_few(tx, place, filter, *order, 7)
                .await
                .map(drop)
        });
        let counted = counted.await;
        let covered = |line: &String| line.contains(&format!("COVERING INDEX {index}"));
        assert!(counted.iter().any(covered), "{counted:#?}");
    }
}

#[tokio::test]
async fn keys_users_and_policies_are_ranges() {
    let keys = plan(async |tx| {
        let (account, kind, name) = ("a", "user", "u");
        let owner = access_key::Owner {
            account,
            kind,
            name,
        };
        let holder = policy::Holder {
            account,
            kind,
            name,
        };
        access_key::find(tx, "k").await?;
        access_key::list(tx, account, Some("k"), 100).await?;
        access_key::list_of(tx, owner, Some("k"), 100).await?;
        access_key::prune(tx, 0, 100).await?;
        principal::list(tx, account, kind, Some("u"), 100).await?;
        policy::list(tx, account, Some("p"), 100).await?;
        policy::attached(tx, holder).await?;
        policy::is_attached(tx, account, "arn").await.map(drop)
    });
    only_ranges("keys, users and policies", &keys.await);
}

#[tokio::test]
async fn tags_are_listed_by_resource() {
    let plan = plan(async |tx| tag::list(tx, "arn").await.map(drop));
    only_ranges("tags", &plan.await);
}

#[tokio::test]
async fn the_audit_log_is_read_and_written_by_its_numbers() {
    let plan = plan(async |tx| audit::newest(tx, 9, 50).await.map(drop));
    let plan = plan.await;
    let by_number = |line: &String| line.contains("USING INTEGER PRIMARY KEY");
    let by_index = |line: &String| line.starts_with("SEARCH") && line.contains("INDEX");
    assert!(
        plan.iter().all(|line| by_number(line) || by_index(line)),
        "{plan:#?}"
    );
}

#[tokio::test]
async fn uploads_are_found_by_key_and_their_chunks_are_a_range() {
    let version = "v";
    let searched = plan(async |tx| {
        upload::find(tx, "a", version).await?;
        upload::newest(tx, "111111111111", "deals.csv").await?;
        upload::used(tx, "111111111111").await?;
        upload::part(tx, version, 1).await?;
        upload::parts(tx, version).await?;
        upload::chunks(tx, version, (1, 2), 10).await?;
        upload::clear_part(tx, version, 1).await?;
        upload::prune_one(tx, 1).await?;
        bulk_fetch::due(tx, 1).await?;
        bulk_fetch::find(tx, "a", "j").await?;
        upload::remove(tx, "a", version).await
    });
    only_ranges("uploads", &searched.await);
}

#[tokio::test]
async fn bulk_jobs_and_their_outcomes_are_ranges() {
    let family = bulk::Family::Opportunity;
    for status in [None, Some(bulk::Status::Failed)] {
        for page in pages() {
            let read = plan(async |tx| {
                bulk::list(tx, ("a", "AWS"), family, None, status, page)
                    .await
                    .map(drop)
            });
            only_ranges("bulk jobs", &read.await);
        }
    }
    let named = plan(async |tx| {
        let page = pages().remove(0);
        bulk::list(tx, ("a", "AWS"), family, Some("j"), None, page)
            .await
            .map(drop)
    });
    let named = named.await;
    assert!(
        named.iter().any(|line| line.starts_with("SEARCH")),
        "{named:#?}"
    );
    for status in [None, Some(bulk::Outcome::Failed)] {
        let read = plan(async |tx| bulk::results(tx, "j", status, 7, 20).await.map(drop));
        only_ranges("outcomes", &read.await);
        let read = plan(async |tx| {
            bulk::results_with_cells(tx, "j", status, 7, 20)
                .await
                .map(drop)
        });
        only_ranges("outcomes with cells", &read.await);
    }
    let known = plan(async |tx| bulk::has_request(tx, "j", "r").await.map(drop)).await;
    only_ranges("an outcome by its id", &known);
    let seeker = bulk::Seeker { node: "n", at: 7 };
    for by in [None, Some(seeker)] {
        let due = plan(async |tx| bulk::due(tx, 7, by).await.map(drop)).await;
        only_ranges("the job that is due", &due);
        let damaged = plan(async |tx| bulk::give_up(tx, 7, by, "why").await.map(drop)).await;
        only_ranges("the damaged job that is due", &damaged);
    }
    let pruned = plan(async |tx| bulk::prune(tx, 7, 100).await.map(drop)).await;
    only_ranges("jobs that are over", &pruned);
    let running = plan(async |tx| bulk::running(tx, "a", "AWS", family, 10).await.map(drop)).await;
    assert!(
        running.iter().any(|line| line.contains("bulk_job_running")),
        "{running:#?}"
    );
    let statuses = ["FAILED".to_owned()];
    let filter = bulk::Filter {
        family: Some(family),
        statuses: &statuses,
        account: Some("a"),
        catalog: Some(Catalog::Aws),
    };
    let later = plan(async |tx| {
        let after = (7, "j".to_owned());
        bulk::newest(tx, filter, Some(&after), 20).await.map(drop)
    });
    only_ranges("the newest jobs of all accounts", &later.await);
    // One end of an index is read.
    for first in [
        plan(async |tx| bulk::newest(tx, filter, None, 20).await.map(drop)).await,
        plan(async |tx| bulk::next_due(tx, None).await.map(drop)).await,
        plan(async |tx| bulk::next_due(tx, Some(seeker)).await.map(drop)).await,
        plan(async |tx| bulk::first_end(tx).await.map(drop)).await,
    ] {
        let ordered = first
            .iter()
            .all(|line| line.contains("INDEX") && !line.contains("TEMP"));
        assert!(ordered, "{first:#?}");
    }
}

#[tokio::test]
async fn the_next_account_with_records_is_one_step_in_an_index() {
    let plan = plan(async |tx| {
        let mut walk = record_owner::Walk::default();
        walk.next(tx, "111111111111").await.map(drop)
    });
    let plan = plan.await;
    assert_eq!(plan.len(), 4, "{plan:#?}");
    only_ranges("accounts with records", &plan);
}
