//! Engagements and what belongs to them: members, invitations, associations, snapshots, jobs.

use cosell_store::table::{
    association, engagement, invitation, job, member, opportunity, received, snapshot, task,
};
use cosell_store::{Lock, Value};

use super::{only_ranges, pages, plan};

#[tokio::test]
async fn engagements_are_listed_by_membership() {
    let filters = [
        engagement::Filter::default(),
        engagement::Filter {
            created_by: vec!["a".into(), "b".into()],
            not_created_by: vec!["c".into()],
            context_types: vec!["Lead".into()],
            not_context_types: vec!["CustomerProject".into()],
            ..engagement::Filter::default()
        },
        engagement::Filter {
            context_types: vec!["Lead".into()],
            created: (Some(1), Some(9)),
            modified: (Some(1), Some(9)),
            ..engagement::Filter::default()
        },
    ];
    for filter in filters {
        for page in pages() {
            let asked = filter.clone();
            let plan = plan(async |tx| {
                engagement::list(tx, "a", "AWS", &asked, page)
                    .await
                    .map(drop)
            });
            only_ranges("engagements", &plan.await);
        }
    }
}

#[tokio::test]
async fn a_filter_of_engagement_ids_reads_only_these() {
    let filter = engagement::Filter {
        ids: vec!["1".into(), "2".into()],
        ..Default::default()
    };
    for page in pages() {
        let filter = filter.clone();
        let plan = plan(async |tx| {
            engagement::list(tx, "a", "AWS", &filter, page)
                .await
                .map(drop)
        })
        .await;
        assert!(
            plan.iter().all(|line| !line.starts_with("SCAN")),
            "{plan:#?}"
        );
    }
}

#[tokio::test]
async fn members_are_listed_by_engagement() {
    for after in [None, Some(vec![Value::from("a")])] {
        let plan = plan(async |tx| member::list(tx, "e", after, 10).await.map(drop));
        only_ranges("members", &plan.await);
    }
    let of_all = plan(async |tx| {
        member::of_all(tx, &["e".into(), "f".into()])
            .await
            .map(drop)
    });
    only_ranges("members of several", &of_all.await);
    let plan = plan(async |tx| member::exists(tx, "e", "a").await.map(drop));
    only_ranges("a member", &plan.await);
}

#[tokio::test]
async fn invitations_are_listed_by_sender_or_receiver() {
    let filters = [
        invitation::Filter::default(),
        invitation::Filter {
            payload_types: vec!["LeadInvitation".into()],
            statuses: vec!["PENDING".into(), "EXPIRED".into()],
            now: 1,
            ..invitation::Filter::default()
        },
    ];
    for side in [invitation::Side::Sender, invitation::Side::Receiver] {
        for filter in &filters {
            for page in pages() {
                let filter = filter.clone();
                let plan = plan(async |tx| {
                    invitation::list(tx, "a", side, "AWS", &filter, page)
                        .await
                        .map(drop)
                });
                only_ranges("invitations", &plan.await);
            }
        }
    }
}

#[tokio::test]
async fn queries_of_the_invitations_to_one_engagement_are_ranges() {
    let latest = plan(async |tx| invitation::latest(tx, "e", "a").await.map(drop));
    only_ranges("the latest invitation", &latest.await);
    let open = plan(async |tx| invitation::open_in(tx, "e", 1).await.map(drop));
    only_ranges("open invitations", &open.await);
}

#[tokio::test]
async fn associations_are_listed_by_membership() {
    let owned = association::Filter {
        resource_type: Some("Opportunity".into()),
        created_by: Some("b".into()),
        ..association::Filter::default()
    };
    let of_resource = association::Filter {
        resource_id: Some("O1".into()),
        ..Default::default()
    };
    let of_engagement = association::Filter {
        engagement_id: Some("e".into()),
        ..Default::default()
    };
    for filter in [
        association::Filter::default(),
        owned,
        of_resource,
        of_engagement,
    ] {
        for page in pages() {
            let asked = filter.clone();
            let plan = plan(async |tx| {
                association::list(tx, "a", "AWS", &asked, page)
                    .await
                    .map(drop)
            });
            only_ranges(&format!("associations of {filter:?}"), &plan.await);
        }
    }
    let plan = plan(async |tx| association::engagement_of(tx, "a", "O1").await.map(drop));
    only_ranges("the engagement of a resource", &plan.await);
}

#[tokio::test]
async fn snapshots_are_listed_by_engagement() {
    let of_resource = snapshot::Filter {
        seen_by: Some("a".into()),
        resource_id: Some("O1".into()),
        template: Some("t".into()),
        ..snapshot::Filter::default()
    };
    let key = || Some(vec![Value::from("O1"), Value::from("t"), Value::from(1)]);
    for filter in [snapshot::Filter::default(), of_resource] {
        for after in [None, key()] {
            let filter = filter.clone();
            let plan = plan(async |tx| snapshot::list(tx, "e", &filter, after, 10).await.map(drop));
            only_ranges("snapshots", &plan.await);
        }
    }
    for revision in [None, Some(1)] {
        let plan = plan(async |tx| snapshot::find(tx, "e", "O1", "t", revision).await.map(drop));
        only_ranges("a snapshot", &plan.await);
    }
}

#[tokio::test]
async fn jobs_are_listed_by_owner() {
    for (engagement, status) in [(None, None), (Some("e"), Some(job::Status::Running))] {
        for page in pages() {
            let plan = plan(async |tx| {
                job::list(tx, "a", "AWS", engagement, status, page)
                    .await
                    .map(drop)
            });
            only_ranges("jobs", &plan.await);
        }
    }
    let running = plan(async |tx| job::make_due(tx, "a", "O1", 1).await.map(drop));
    let running = running.await;
    only_ranges("running jobs", &running);
    assert!(
        running[0].contains("snapshot_job_by_resource"),
        "{running:#?}"
    );
    let waiting = plan(async |tx| job::make_retries_due(tx, "a", "AWS", 1).await.map(drop));
    let waiting = waiting.await;
    only_ranges("jobs that wait", &waiting);
    assert!(
        waiting[0].contains("snapshot_job_by_owner_due"),
        "{waiting:#?}"
    );
    let one = plan(async |tx| job::find_for(tx, "a", "e", "O1", "t").await.map(drop));
    only_ranges("a job", &one.await);
}

#[tokio::test]
async fn the_conversions_of_an_engagement_are_a_range() {
    let plan = plan(async |tx| {
        task::conversions(tx, "a", "AWS", "k", "e", 100)
            .await
            .map(drop)
    });
    only_ranges("conversions", &plan.await);
}

#[tokio::test]
async fn what_an_invitation_delivered_is_found_from_every_side() {
    let plan = plan(async |tx| {
        received::of_invitation(tx, "engi").await?;
        received::of_opportunity(tx, "O1").await?;
        received::of_source(tx, "O1").await?;
        association::engagements_of(tx, "a", "O1").await?;
        association::resources_of(tx, "a", "AWS", "e").await?;
        opportunity::find_any(tx, Lock::Shared, "AWS", "O1").await?;
        let moved = opportunity::hand_over(tx, "AWS", "O1", ("aws", "a"));
        moved.await.map(drop)
    });
    only_ranges("what invitations bring", &plan.await);
}
