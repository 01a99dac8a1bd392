//! Query plans: each list is one range of an index, read in its order.
//!
//! A recording driver collects the statements of a table's function; the database then explains
//! their plans. `SCAN` means that rows are read which no index selected, and `USE TEMP B-TREE` that
//! rows are collected and sorted before the first one is returned.

use std::sync::{Arc, LazyLock, Mutex};

use cosell_store::driver::Driver;
use cosell_store::table::{
    Page, access_key, association, audit, bulk, bulk_fetch, customer_account,
    customer_account_search as accounts, engagement, event, event_parked, event_target, invitation,
    job, member, opportunity, policy, principal, prospecting, received, record_owner, snapshot,
    tag, task, token, upload,
};
use cosell_store::{BoxFuture, Catalog, Direction, Error, Location, Lock, Row, Store, Tx, Value};

type Statement = (String, Vec<Value<'static>>);
type Answer = (&'static str, Vec<Row>);

/// Records statements. To a statement that contains a text that it was given it returns the rows of
/// that text, once, and to any other no rows.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Vec<Statement>>>, Arc<Mutex<Vec<Answer>>>);

impl Listener {
    fn hear(&self, statement: &str, parameters: &[Value<'_>]) {
        let mut heard = self.0.lock().expect("nothing panicked");
        let parameters = parameters.iter().cloned().map(Value::into_owned);
        heard.push((statement.to_owned(), parameters.collect()));
    }
}

impl Driver for Listener {
    fn execute<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<u64, Error>> {
        self.hear(statement, parameters);
        Box::pin(std::future::ready(Ok(0)))
    }

    fn query<'a>(
        &'a mut self,
        statement: &'a str,
        parameters: &'a [Value<'a>],
    ) -> BoxFuture<'a, Result<Vec<Row>, Error>> {
        self.hear(statement, parameters);
        let mut answers = self.1.lock().expect("nothing panicked");
        let place = answers
            .iter()
            .position(|(text, _)| statement.contains(text));
        let rows = place.map(|place| answers.remove(place).1);
        Box::pin(std::future::ready(Ok(rows.unwrap_or_default())))
    }
}

/// The query plan of the statements of `work`, a line for each part.
async fn plan(work: impl AsyncFnOnce(&mut Tx) -> Result<(), Error>) -> Vec<String> {
    plan_after(&[], work).await
}

/// No plan depends on the rows, so one empty store is enough.
static STORE: LazyLock<Store> =
    LazyLock::new(|| Store::open(&Location::Memory).expect("memory opens"));

/// The texts of statements, with the queries whose rows they return.
type Answers = &'static [(&'static str, &'static str)];

/// The statements of `work`.
async fn heard(
    answers: Answers,
    work: impl AsyncFnOnce(&mut Tx) -> Result<(), Error>,
) -> Vec<Statement> {
    let answered = STORE.read(answers, async |tx, answers| {
        let mut rows = Vec::new();
        for (text, answer) in *answers {
            rows.push((*text, tx.query(answer, &[]).await?));
        }
        Ok::<_, Error>(rows)
    });
    let listener = Listener::default();
    *listener.1.lock().expect("nothing panicked") = answered.await.expect("answers");
    let mut tx = Tx::new(Box::new(listener.clone()));
    work(&mut tx).await.expect("a listener refuses nothing");
    let heard = std::mem::take(&mut *listener.0.lock().expect("nothing panicked"));
    assert!(!heard.is_empty(), "no statement was heard");
    heard
}

/// The texts of the statements of `work`.
pub(crate) async fn statements(
    answers: Answers,
    work: impl AsyncFnOnce(&mut Tx) -> Result<(), Error>,
) -> Vec<String> {
    let heard = heard(answers, work).await;
    heard.into_iter().map(|(text, _)| text).collect()
}

/// The query plan when statements that contain a text return the rows of a query.
async fn plan_after(
    answers: Answers,
    work: impl AsyncFnOnce(&mut Tx) -> Result<(), Error>,
) -> Vec<String> {
    let heard = heard(answers, work).await;
    STORE
        .read(heard, async |tx, heard| {
            let mut plan = Vec::new();
            for (text, parameters) in heard {
                let text = format!("EXPLAIN QUERY PLAN {text}");
                for mut row in tx.query(&text, parameters).await? {
                    plan.push(row.text(3)?);
                }
            }
            Ok::<_, Error>(plan)
        })
        .await
        .expect("the database explains")
}

/// Fails unless the plan reads one range of an index for each table.
fn only_ranges(what: &str, plan: &[String]) {
    assert!(!plan.is_empty(), "{what}: no plan");
    for line in plan {
        let range = line.starts_with("SEARCH") && line.contains("INDEX");
        assert!(range, "{what}: {line}\nof {plan:#?}");
    }
}

/// The first page and a later one, in both directions.
fn pages() -> Vec<Page> {
    let key = || Some((Value::from("k"), Value::from("k")));
    [Direction::Ascending, Direction::Descending]
        .into_iter()
        .flat_map(|direction| {
            [None, key()].map(|after| Page {
                direction,
                after,
                limit: 20,
            })
        })
        .collect()
}

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
async fn the_conversions_of_an_engagement_are_a_range() {
    let plan = plan(async |tx| {
        task::conversions(tx, "a", "AWS", "k", "e", 100)
            .await
            .map(drop)
    });
    only_ranges("conversions", &plan.await);
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

/// Filters of opportunities, each with the index of the part of it that a search for few leads
/// with.
fn of_opportunities() -> [(opportunity::Filter, &'static str); 6] {
    let filter = opportunity::Filter::default;
    [
        (filter(), ""),
        (
            opportunity::Filter {
                stages: vec!["Prospect".into(), "Qualified".into()],
                review_statuses: vec!["Approved".into()],
                ..filter()
            },
            "opportunity_by_stage (account=? AND catalog=? AND stage=? AND review_status=?",
        ),
        (
            opportunity::Filter {
                companies: vec!["a".into(), "b".into()],
                ..filter()
            },
            "opportunity_by_company (account=? AND catalog=? AND company=?",
        ),
        (
            opportunity::Filter {
                modified: (Some(1), Some(2)),
                ..filter()
            },
            "opportunity_by_modified (account=? AND catalog=? AND modified_at>? AND modified_at<?",
        ),
        (
            opportunity::Filter {
                created: (Some(1), None),
                ..filter()
            },
            "opportunity_by_created (account=? AND catalog=? AND created_at>?",
        ),
        (
            opportunity::Filter {
                target_close: (None, Some("2040-01-01".into())),
                ..filter()
            },
            "opportunity_by_target_close (account=? AND catalog=? AND target_close>? \
             AND target_close<?",
        ),
    ]
}

const ORDERS: [opportunity::Order; 5] = [
    opportunity::Order::Id,
    opportunity::Order::ModifiedAt,
    opportunity::Order::CreatedAt,
    opportunity::Order::Company,
    opportunity::Order::TargetClose,
];

/// The index of an order.
fn index_of(order: opportunity::Order) -> &'static str {
    match order {
        opportunity::Order::Id => "opportunity_by_id",
        opportunity::Order::ModifiedAt => "opportunity_by_modified",
        opportunity::Order::CreatedAt => "opportunity_by_created",
        opportunity::Order::Company => "opportunity_by_company",
        opportunity::Order::TargetClose => "opportunity_by_target_close",
        opportunity::Order::EstimatedMrr => "opportunity_by_estimated_mrr",
    }
}

/// All but the ids of one and the other filter.
fn both(one: &opportunity::Filter, other: &opportunity::Filter) -> opportunity::Filter {
    let or =
        |one: &Vec<String>, other: &Vec<String>| if one.is_empty() { other } else { one }.clone();
    let (of, and) = (one.clone(), other.clone());
    opportunity::Filter {
        ids: Vec::new(),
        stages: or(&one.stages, &other.stages),
        review_statuses: or(&one.review_statuses, &other.review_statuses),
        companies: or(&one.companies, &other.companies),
        modified: (
            of.modified.0.or(and.modified.0),
            of.modified.1.or(and.modified.1),
        ),
        created: (
            of.created.0.or(and.created.0),
            of.created.1.or(and.created.1),
        ),
        target_close: (
            of.target_close.0.or(and.target_close.0),
            of.target_close.1.or(and.target_close.1),
        ),
    }
}

/// The row by which a list learns that its walk ends before the list does.
const MORE: (&str, &str) = ("OFFSET", "SELECT 1, 'k'");

#[tokio::test]
async fn opportunities_are_listed_in_the_order_of_one_index() {
    for order in ORDERS {
        for (one, _) in of_opportunities() {
            for (other, _) in of_opportunities() {
                let filter = both(&one, &other);
                for page in pages() {
                    let plan = plan_after(&[MORE], async |tx| {
                        // Text keys too: what matters is that both ends of the walk are there.
                        let listed = opportunity::list(tx, "a", "AWS", &filter, order, page);
                        listed.await.map(drop)
                    });
                    let plan = plan.await;
                    let along = plan.iter().take(2);
                    for line in along {
                        let range = line.starts_with("SEARCH") && line.contains("INDEX");
                        assert!(range, "{filter:?} by {order:?}: {line}\nof {plan:#?}");
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn a_filter_that_few_opportunities_match_reads_only_the_entries_of_its_index() {
    let all = of_opportunities();
    for (order, page) in ORDERS
        .into_iter()
        .flat_map(|order| pages().into_iter().map(move |page| (order, page)))
    {
        for ((one, index), (other, _)) in all
            .iter()
            .flat_map(|one| all.iter().map(move |other| (one, other)))
            .filter(|((_, index), _)| !index.is_empty())
        {
            let filter = both(one, other);
            // Each part has one match, so the first of them leads.
            let answers = &[MORE, ("COUNT", "SELECT 1"), ("COUNT", "SELECT 2")];
            let plan = plan_after(answers, async |tx| {
                let page = page.clone();
                let listed = opportunity::list(tx, "a", "AWS", &filter, order, page);
                listed.await.map(drop)
            });
            let plan = plan.await;
            if plan.len() == 1 {
                // The order's own index answers all of the filter.
                let name = index.split(' ').next().unwrap_or_default();
                read_by(&format!("{filter:?} by {order:?}"), name, &plan);
                continue;
            }
            let scans = |line: &&String| {
                let own = ["SCAN (subquery", "SCAN matches", "SCAN part", "SCAN parts"];
                line.starts_with("SCAN") && !own.iter().any(|own| line.starts_with(own))
            };
            assert_eq!(plan.iter().find(scans), None, "{filter:?}: {plan:#?}");
            // Only the walk along the order is a range of all of the account, and that one ends.
            let all = |line: &&String| line.ends_with("(account=? AND catalog=?)");
            let along = format!("INDEX {} ", index_of(order));
            let other = plan.iter().filter(all).find(|line| !line.contains(&along));
            assert_eq!(other, None, "{filter:?} by {order:?}: {plan:#?}");
            if one.stages == filter.stages || filter.stages.is_empty() {
                let led = plan.iter().filter(|line| line.contains(index));
                let covered = led.filter(|line| line.contains("COVERING INDEX"));
                assert!(covered.count() > 0, "{filter:?} by {order:?}: {plan:#?}");
            }
        }
    }
}

#[tokio::test]
async fn a_walk_of_a_list_has_an_end() {
    let page = || Page {
        direction: Direction::Descending,
        after: Some((Value::from("k"), Value::from("k"))),
        limit: 20,
    };
    let asked = || vec!["x".to_owned()];
    let plans = [
        plan_after(&[MORE], async |tx| {
            let filter = task::Filter {
                statuses: asked(),
                ..Default::default()
            };
            task::list(tx, "a", "AWS", "kind", &filter, page())
                .await
                .map(drop)
        })
        .await,
        plan_after(&[MORE], async |tx| {
            let filter = invitation::Filter {
                statuses: asked(),
                ..Default::default()
            };
            let side = invitation::Side::Receiver;
            let listed = invitation::list(tx, "a", side, "AWS", &filter, page());
            listed.await.map(drop)
        })
        .await,
        plan_after(&[MORE], async |tx| {
            let status = Some(job::Status::Running);
            job::list(tx, "a", "AWS", None, status, page())
                .await
                .map(drop)
        })
        .await,
        plan_after(&[MORE], async |tx| {
            let (family, status) = (bulk::Family::Opportunity, Some(bulk::Status::Failed));
            let listed = bulk::list(tx, ("a", "AWS"), family, None, status, page());
            listed.await.map(drop)
        })
        .await,
        plan_after(&[MORE], async |tx| {
            let filter = engagement::Filter {
                created_by: asked(),
                created: (Some(1), Some(9)),
                ..Default::default()
            };
            engagement::list(tx, "a", "AWS", &filter, page())
                .await
                .map(drop)
        })
        .await,
        plan_after(&[("OFFSET", "SELECT 'e'")], async |tx| {
            let filter = association::Filter::default();
            association::list(tx, "a", "AWS", &filter, page())
                .await
                .map(drop)
        })
        .await,
        plan_after(&[MORE], async |tx| {
            let filter = association::Filter {
                created_by: Some("b".into()),
                ..Default::default()
            };
            association::list(tx, "a", "AWS", &filter, page())
                .await
                .map(drop)
        })
        .await,
        plan_after(&[("OFFSET", "SELECT 'O1', 't', 1")], async |tx| {
            let filter = snapshot::Filter::default();
            let after = Some(vec![Value::from("O1"), Value::from("t"), Value::from(1)]);
            snapshot::list(tx, "e", &filter, after, 10).await.map(drop)
        })
        .await,
    ];
    for plan in &plans {
        assert!(plan[0].contains("COVERING INDEX"), "{plan:#?}");
        let walk = &plan[1];
        assert!(walk.contains('<') && walk.contains('>'), "{plan:#?}");
    }
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

/// Fails unless every table is read through this index, or the named one is the first read.
fn read_by(what: &str, index: &str, plan: &[String]) {
    let first = plan.first().map(String::as_str).unwrap_or_default();
    assert!(
        first.starts_with("SEARCH") && first.contains(index),
        "{what}: {plan:#?}"
    );
    assert!(
        plan.iter().all(|line| !line.starts_with("SCAN")),
        "{what}: {plan:#?}"
    );
}

#[tokio::test]
async fn a_filter_that_names_few_records_reads_only_these() {
    let named = || vec!["1".to_owned(), "2".to_owned()];
    for page in pages() {
        let cases = [
            (
                "sqlite_autoindex_task_1",
                task::Filter {
                    ids: named(),
                    ..Default::default()
                },
            ),
            (
                "task_by_opportunity",
                task::Filter {
                    opportunity_ids: named(),
                    ..Default::default()
                },
            ),
            (
                "task_by_engagement",
                task::Filter {
                    engagement_ids: named(),
                    ..Default::default()
                },
            ),
            (
                "task_by_invitation",
                task::Filter {
                    invitation_ids: named(),
                    ..Default::default()
                },
            ),
        ];
        for (index, filter) in cases {
            let page = page.clone();
            let plan = plan(async |tx| {
                task::list(tx, "a", "AWS", "kind", &filter, page)
                    .await
                    .map(drop)
            });
            read_by("tasks", index, &plan.await);
        }
        let of_order = page.clone();
        let by_id = plan(async |tx| {
            let filter = opportunity::Filter {
                ids: named(),
                ..Default::default()
            };
            let order = opportunity::Order::ModifiedAt;
            opportunity::list(tx, "a", "AWS", &filter, order, of_order)
                .await
                .map(drop)
        });
        read_by("opportunities", "opportunity_by_id", &by_id.await);
        let invited = page.clone();
        let by_engagement = plan(async |tx| {
            let filter = invitation::Filter {
                engagement_ids: named(),
                ..Default::default()
            };
            let side = invitation::Side::Sender;
            invitation::list(tx, "a", side, "AWS", &filter, invited)
                .await
                .map(drop)
        });
        read_by(
            "invitations",
            "invitation_by_engagement",
            &by_engagement.await,
        );
        let by_engagement = plan(async |tx| {
            job::list(tx, "a", "AWS", Some("e"), None, page)
                .await
                .map(drop)
        });
        read_by("jobs", "snapshot_job_by_engagement", &by_engagement.await);
    }
}

#[tokio::test]
async fn lists_of_any_length_make_a_handful_of_statements() {
    let listener = Listener::default();
    let mut tx = Tx::new(Box::new(listener.clone()));
    for length in 1..=1000 {
        let statuses: Vec<String> = (0..length).map(|number| number.to_string()).collect();
        let filter = task::Filter {
            statuses,
            ..Default::default()
        };
        let page = Page {
            direction: Direction::Ascending,
            after: None,
            limit: 1,
        };
        task::list(&mut tx, "a", "AWS", "kind", &filter, page)
            .await
            .expect("heard");
    }
    let heard = listener.0.lock().expect("nothing panicked");
    let texts: std::collections::BTreeSet<&String> = heard.iter().map(|(text, _)| text).collect();
    assert_eq!(
        texts.len(),
        12,
        "one for each power of two up to 1,024, and one that ends the walk"
    );
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
async fn queries_of_runners_and_timers_are_ranges() {
    let owners = plan(async |tx| {
        task::next_owner(tx, None).await?;
        task::next_owner(tx, Some("n")).await?;
        task::held_by(tx, "n", None, 10).await?;
        task::held_by(tx, "n", Some(&(1, "t".into())), 10)
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
    // The first entry of an index is found without a range.
    let first = plan(async |tx| {
        invitation::next_expiry(tx).await?;
        job::next_due(tx).await?;
        upload::first_expiry(tx).await?;
        bulk_fetch::next_due(tx).await?;
        token::oldest(tx).await.map(drop)
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
        event_parked::find(tx, "t", 1).await?;
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

#[tokio::test]
async fn a_search_reads_opportunities_by_the_index_of_what_it_looks_for() {
    use cosell_store::table::opportunity_search::{self as search, Column, Range, Walk};
    let place = ("a", "AWS");
    let columns = [
        Column::ModifiedAt,
        Column::CreatedAt,
        Column::TargetClose,
        Column::EstimatedMrr,
    ];
    let bound = |column| match column {
        Column::TargetClose => Value::from("2027-01-01"),
        _ => Value::Integer(7),
    };
    let ranges: Vec<Range> = columns
        .into_iter()
        .map(|column| Range {
            column,
            low: Some(bound(column)),
            high: (column == Column::CreatedAt).then(|| bound(column)),
        })
        .collect();
    for range in &ranges {
        let counted = plan(async |tx| search::count(tx, place, range, 7).await.map(drop)).await;
        assert!(
            counted.iter().any(|line| line.contains("COVERING INDEX")),
            "{range:?}: {counted:#?}"
        );
        let read = plan(async |tx| {
            let leading = range.column;
            search::in_ranges(tx, place, &ranges, leading, 7)
                .await
                .map(drop)
        });
        only_ranges(&format!("{range:?}"), &read.await);
    }
    let orders = [
        (opportunity::Order::Id, None),
        (opportunity::Order::Company, None),
        (opportunity::Order::ModifiedAt, Some(Column::ModifiedAt)),
        (opportunity::Order::CreatedAt, Some(Column::CreatedAt)),
        (opportunity::Order::TargetClose, Some(Column::TargetClose)),
        (opportunity::Order::EstimatedMrr, Some(Column::EstimatedMrr)),
    ];
    for (order, column) in orders {
        for direction in [Direction::Ascending, Direction::Descending] {
            for (present, later) in [(true, false), (true, true), (false, false), (false, true)] {
                let walk = Walk {
                    account: "a",
                    catalog: "AWS",
                    order,
                    direction,
                    present,
                    ranges: &ranges,
                };
                let value = column.map_or_else(|| Value::from("k"), bound);
                let after = later.then(|| (value, "k".to_owned()));
                let read = plan(async |tx| walk.next(tx, after, 20).await.map(drop)).await;
                only_ranges(&format!("{walk:?}"), &read);
            }
        }
    }
    let ids = vec!["O1".to_owned(), "O2".to_owned(), "O3".to_owned()];
    let read = plan(async |tx| search::with_ids(tx, place, &ids).await.map(drop)).await;
    only_ranges("by id", &read);
    let read = plan(async |tx| tag::of_all(tx, &ids).await.map(drop)).await;
    only_ranges("tags", &read);
    let text = search::Text::Any(vec![
        search::Text::Grams(vec![1, 2]),
        search::Text::All(vec![search::Text::Grams(vec![3])]),
    ]);
    let read = plan(async |tx| search::with_text(tx, &text, 7).await.map(drop)).await;
    let index = "SCAN opportunity_gram VIRTUAL TABLE INDEX 0:M";
    assert!(read.iter().any(|line| line.starts_with(index)), "{read:#?}");
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

#[tokio::test]
async fn a_count_of_a_stage_is_a_range_of_its_index() {
    let plan = plan(async |tx| {
        let counted = opportunity::count(tx, ("a", "AWS"), ("Prospect", "Approved"), 10);
        counted.await.map(drop)
    });
    let own = |line: &&String| !line.starts_with("CO-ROUTINE") && !line.starts_with("SCAN found");
    let plan: Vec<String> = plan.await.iter().filter(own).cloned().collect();
    read_by("a count", "opportunity_by_stage", &plan);
}
