//! Filters of lists: a page passes over a bounded number of records, and all pages together have
//! what the filter says, in order.

use cosell_store::table::job::{self, Job};
use cosell_store::table::opportunity::{self, Filter, Opportunity, Order};
use cosell_store::table::{Found, Page};
use cosell_store::{Direction, Error, Store, Tx, Value};

use super::{ACCOUNT, CATALOG, Place};

/// Opportunities of the account. Two conditions that half of them fulfil each are longer than what
/// a page passes over.
const ROWS: i64 = 42_000;

/// Rows of a page.
const LIMIT: i64 = 100;

/// The first half are in one stage, the second half in others; the second half are created after
/// the first. Few are rejected, and few of the first half are launched.
const FILL: &str = "\
    WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < $1) \
    INSERT INTO opportunity (id, account, catalog, created_at, modified_at, company, target_close, \
        stage, review_status, document) \
    SELECT 'O' || (1000000 + i), \
        CASE WHEN i % 1000 = 7 THEN '999999999999' ELSE '111111111111' END, 'AWS', \
        i / 3, (i * 7919) % 50021, \
        CASE WHEN i % 3 = 0 THEN 'Common' ELSE 'Company ' || (i % 997) END, \
        CASE WHEN i % 10 = 0 THEN '' \
            ELSE '20' || (26 + (i * 31) % 3) || '-0' || (1 + i % 9) || '-1' || (i % 10) END, \
        CASE WHEN i = 77 OR i > $1 / 2 AND i % 2 = 0 THEN 'Launched' \
            WHEN i <= $1 / 2 OR i % 9001 = 0 THEN 'Prospect' ELSE 'Qualified' END, \
        CASE WHEN i % 6007 = 0 THEN 'Rejected' \
            WHEN i % 2 = 0 THEN 'Approved' ELSE 'Submitted' END, \
        '{}' \
    FROM numbers";

async fn fill(store: &Store, statement: &'static str, count: i64) {
    let filled = store.write(count, async move |tx, count| {
        tx.of_store();
        tx.execute(statement, &[(*count).into()]).await
    });
    filled.await.expect("rows");
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Every stage and review status there is, for the side that a filter leaves open.
fn stages(stages: &[&str], review_statuses: &[&str]) -> Filter {
    let or = |some: &[&str], all: &[&str]| texts(if some.is_empty() { all } else { some });
    Filter {
        stages: or(
            stages,
            &["Prospect", "Qualified", "Committed", "Launched", "Lost"],
        ),
        review_statuses: or(review_statuses, &["Approved", "Submitted", "Rejected"]),
        ..Filter::default()
    }
}

/// Each part of a filter alone, and pairs of them: some that many match, few, or none.
fn filters() -> Vec<Filter> {
    let late = ROWS / 2 / 3;
    let stage = |names| stages(names, &[]);
    let mut filters = vec![
        stage(&["Prospect"]),
        stage(&["Committed"]),
        stage(&["Launched", "Prospect"]),
        stages(&[], &["Rejected"]),
        stages(&["Prospect"], &["Rejected", "Approved"]),
        Filter {
            companies: texts(&["Common"]),
            ..Filter::default()
        },
        Filter {
            companies: texts(&["Company 5", "Nobody"]),
            ..Filter::default()
        },
        Filter {
            modified: (Some(49_000), None),
            ..Filter::default()
        },
        Filter {
            created: (Some(100), Some(130)),
            ..Filter::default()
        },
        Filter {
            target_close: (None, Some("2026-02-14".to_owned())),
            ..Filter::default()
        },
    ];
    for one in [
        // Half of all match either; together almost none.
        stage(&["Prospect"]),
        stage(&["Committed"]),
        stages(&[], &["Rejected"]),
        Filter {
            companies: texts(&["Common"]),
            ..Filter::default()
        },
        Filter {
            modified: (None, Some(25_000)),
            ..Filter::default()
        },
        Filter {
            target_close: (Some("2027-01-01".to_owned()), None),
            ..Filter::default()
        },
    ] {
        filters.push(Filter {
            created: (Some(late + 10), None),
            ..one
        });
    }
    filters.push(Filter {
        companies: texts(&["Common"]),
        modified: (None, Some(3)),
        ..Filter::default()
    });
    filters
}

/// What the filter says of one row.
fn matches(filter: &Filter, row: &Opportunity) -> bool {
    fn one_of(values: &[String], value: &str) -> bool {
        values.is_empty() || values.iter().any(|one| one == value)
    }
    fn within<T: PartialOrd>((from, to): &(Option<T>, Option<T>), value: &T) -> bool {
        from.as_ref().is_none_or(|from| value >= from) && to.as_ref().is_none_or(|to| value < to)
    }
    let dated = filter.target_close == (None, None) || !row.target_close.is_empty();
    dated
        && one_of(&filter.stages, &row.stage)
        && one_of(&filter.review_statuses, &row.review_status)
        && one_of(&filter.companies, &row.company)
        && within(&filter.modified, &row.modified_at)
        && within(&filter.created, &row.created_at)
        && within(&filter.target_close, &row.target_close)
}

type Key = (Value<'static>, Value<'static>);

async fn page(
    store: &Store,
    (filter, order, direction): (&Filter, Order, Direction),
    after: Option<Key>,
    limit: i64,
) -> Found<Opportunity> {
    let page = Page {
        direction,
        after,
        limit,
    };
    let input = (filter.clone(), order, page);
    let listed = store.read(input, async |tx, (filter, order, page)| {
        opportunity::list(tx, ACCOUNT, CATALOG, filter, *order, page.clone()).await
    });
    listed.await.expect("a list")
}

fn sorted(order: Order, direction: Direction, rows: &mut [&Opportunity]) {
    rows.sort_by(|one, other| {
        let ascending = match order {
            Order::Id | Order::EstimatedMrr => std::cmp::Ordering::Equal,
            Order::ModifiedAt => one.modified_at.cmp(&other.modified_at),
            Order::CreatedAt => one.created_at.cmp(&other.created_at),
            Order::Company => one.company.cmp(&other.company),
            Order::TargetClose => one.target_close.cmp(&other.target_close),
        };
        let ascending = ascending.then_with(|| one.id.cmp(&other.id));
        match direction {
            Direction::Ascending => ascending,
            Direction::Descending => ascending.reverse(),
        }
    });
}

/// The next pages have what all rows, judged one by one and sorted, say.
pub(super) async fn a_list_has_what_its_filter_says_of_each_row(place: &Place) {
    let store = place.open();
    fill(&store, FILL, ROWS).await;
    let none = Filter::default();
    let all = (&none, Order::Id, Direction::Ascending);
    let all = page(&store, all, None, ROWS + 1).await;
    assert!(all.end.is_none() && all.rows.len() > 41_000);
    let orders = [
        Order::Id,
        Order::ModifiedAt,
        Order::CreatedAt,
        Order::Company,
        Order::TargetClose,
    ];
    let (mut unfinished, mut lists) = (0, 0);
    for filter in filters() {
        let matching = all.rows.iter().filter(|row| matches(&filter, row));
        let mut expected: Vec<&Opportunity> = matching.collect();
        for (order, direction) in orders
            .into_iter()
            .flat_map(|order| [Direction::Ascending, Direction::Descending].map(|d| (order, d)))
        {
            sorted(order, direction, &mut expected);
            let mut ids = Vec::new();
            let mut after = None;
            let mut full = 0;
            let (mut is_cut, mut is_unfinished) = (false, false);
            // Three full pages tell enough of a long list.
            for number in 0.. {
                assert!(number < 30, "{filter:?} by {order:?} has too many pages");
                let found = page(&store, (&filter, order, direction), after, LIMIT).await;
                let is_full = i64::try_from(found.rows.len()) == Ok(LIMIT);
                full += i32::from(is_full);
                let last = found.rows.last().map(|row| {
                    let key = order.key(row).into_owned();
                    (key, Value::from(row.id.clone()))
                });
                ids.extend(found.rows.into_iter().map(|row| row.id));
                after = match found.end.map(<[Value<'static>; 2]>::try_from) {
                    Some(end) => {
                        assert!(!is_full);
                        is_unfinished = true;
                        Some(end.expect("a key of two").into())
                    }
                    None if is_full && full < 3 => last,
                    None => {
                        is_cut = is_full;
                        break;
                    }
                };
            }
            lists += 1;
            unfinished += i32::from(is_unfinished);
            let expected: Vec<&str> = expected.iter().map(|row| row.id.as_str()).collect();
            let wanted = if is_cut { ids.len() } else { expected.len() };
            assert_eq!(ids.len(), wanted, "{filter:?} by {order:?}, {direction:?}");
            let differs = ids.iter().zip(&expected).find(|(one, other)| one != other);
            assert_eq!(differs, None, "{filter:?} by {order:?}, {direction:?}");
        }
    }
    assert!(
        unfinished > 0 && unfinished < lists / 4,
        "{unfinished} of {lists}"
    );
}

const JOBS: &str = "\
    WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < $1) \
    INSERT INTO snapshot_job (id, account, catalog, engagement_id, resource_type, resource_id, \
        template, status, created_at) \
    SELECT 'job-' || (1000000 + i), '111111111111', 'AWS', 'eng-1', 'Opportunity', 'O' || i, 't', \
        CASE WHEN i % 2500 = 0 THEN 'Running' ELSE 'Stopped' END, i \
    FROM numbers";

async fn running(tx: &mut Tx, page: Page) -> Result<Found<Job>, Error> {
    job::list(tx, ACCOUNT, CATALOG, None, Some(job::Status::Running), page).await
}

/// A page says where the next one goes on, and none is missed.
pub(super) async fn a_page_ends_when_it_has_passed_over_enough(place: &Place) {
    const COUNT: i64 = 5_000;
    let store = place.open();
    fill(&store, JOBS, COUNT).await;
    let (mut found, mut pages, mut after) = (Vec::new(), 0, None);
    loop {
        let page = Page {
            direction: Direction::Descending,
            after,
            limit: 20,
        };
        let listed = store.read(page, async |tx, page| running(tx, page.clone()).await);
        let listed = listed.await.expect("a list");
        found.extend(listed.rows.into_iter().map(|row| row.created_at));
        pages += 1;
        let Some(end) = listed.end else { break };
        let end = <[Value<'static>; 2]>::try_from(end).expect("a key of two");
        after = Some(end.into());
    }
    assert_eq!((found, pages), (vec![5_000, 2_500], 3));
}
