//! Opportunities: their lists, searches and counts.

use cosell_store::table::{opportunity, tag};
use cosell_store::{Direction, Value};

use super::{MORE, only_ranges, pages, plan, plan_after, read_by};

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
async fn a_count_of_a_stage_is_a_range_of_its_index() {
    let plan = plan(async |tx| {
        let counted = opportunity::count(tx, ("a", "AWS"), ("Prospect", "Approved"), 10);
        counted.await.map(drop)
    });
    let own = |line: &&String| !line.starts_with("CO-ROUTINE") && !line.starts_with("SCAN found");
    let plan: Vec<String> = plan.await.iter().filter(own).cloned().collect();
    read_by("a count", "opportunity_by_stage", &plan);
}
