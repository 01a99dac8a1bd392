//! Values are read as they were written, and sorted by their bytes.

use cosell_store::table::job::{self, Job, Status};
use cosell_store::table::opportunity::{self, Opportunity};
use cosell_store::table::{Page, ResourceType};
use cosell_store::{Catalog, Direction, Error, Store, Value};

use super::{ACCOUNT, CATALOG, Place};

/// Texts that languages, code pages and C strings sort or store in their own ways.
const TEXTS: &[&str] = &[
    "",
    " ",
    "  ",
    "\0",
    "\0\0",
    "\u{1}",
    "\u{1}\0",
    "\u{2}",
    "\t",
    "\n",
    "!",
    "'",
    "\"",
    "$1",
    "%",
    "-",
    "--",
    "0",
    "10",
    "9",
    "A",
    "AB",
    "Ab",
    "B",
    "_",
    "a",
    "a b",
    "a\0",
    "a\u{1}",
    "a-b",
    "aB",
    "ab",
    "a\u{301}",
    "b",
    "co-op",
    "coop",
    "z",
    "\\",
    "\\n",
    "{}",
    "|",
    "~",
    "\u{7f}",
    "\u{a0}",
    "\u{c4}",
    "\u{d6}",
    "\u{df}",
    "\u{e1}",
    "\u{e4}",
    "\u{f1}",
    "ss",
    "\u{3a9}",
    "\u{43f}",
    "\u{5d0}",
    "\u{627}",
    "\u{4e2d}",
    "\u{fb01}",
    "\u{feff}",
    "\u{ff21}",
    "\u{fffd}",
    "\u{1f600}",
    "\u{10ffff}",
];

fn opportunity_of(number: usize, company: &str) -> Opportunity {
    Opportunity {
        id: format!("O{number:07}"),
        account: ACCOUNT.to_owned(),
        catalog: Catalog::Aws,
        created_at: 1,
        modified_at: 1,
        company: company.to_owned(),
        target_close: String::new(),
        stage: "Prospect".to_owned(),
        review_status: "Approved".to_owned(),
        estimated_mrr: None,
        document: format!("{{\"company\":{company:?}}}"),
    }
}

async fn with_companies(place: &Place) -> Store {
    let store = place.open();
    let filled = store.write((), async |tx, ()| {
        for (number, company) in TEXTS.iter().enumerate() {
            opportunity::insert(tx, &opportunity_of(number, company)).await?;
            // A second one of the same company: the id decides their order.
            opportunity::insert(tx, &opportunity_of(number + 1000, company)).await?;
        }
        Ok::<_, Error>(())
    });
    filled.await.expect("a write");
    store
}

async fn companies(store: &Store, page: Page) -> Vec<Opportunity> {
    let listed = store.read(page, async |tx, page| {
        let (filter, order) = (opportunity::Filter::default(), opportunity::Order::Company);
        let listed = opportunity::list(tx, ACCOUNT, CATALOG, &filter, order, page.clone());
        listed.await.map(|found| found.rows)
    });
    listed.await.expect("a list")
}

pub(super) async fn texts_sort_by_their_bytes_and_are_read_as_written(place: &Place) {
    let store = with_companies(place).await;
    let page = Page {
        direction: Direction::Ascending,
        after: None,
        limit: 1000,
    };
    let found = companies(&store, page).await;
    let found: Vec<&str> = found.iter().map(|row| row.company.as_str()).collect();
    let mut sorted: Vec<&str> = TEXTS.iter().flat_map(|text| [*text, *text]).collect();
    sorted.sort_unstable();
    assert_eq!(found, sorted);
}

pub(super) async fn pages_have_neither_gaps_nor_repetitions(place: &Place) {
    let store = with_companies(place).await;
    let key = |row: &Opportunity| (row.company.clone(), row.id.clone());
    for direction in [Direction::Ascending, Direction::Descending] {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = Page {
                direction,
                after,
                limit: 7,
            };
            let rows = companies(&store, page).await;
            let Some(last) = rows.last() else { break };
            after = Some((
                Value::from(last.company.clone()),
                Value::from(last.id.clone()),
            ));
            seen.extend(rows.iter().map(key));
        }
        let mut sorted = seen.clone();
        sorted.sort_unstable();
        if direction == Direction::Descending {
            sorted.reverse();
        }
        assert_eq!(seen, sorted);
        assert_eq!(seen.len(), 2 * TEXTS.len());
    }
}

pub(super) fn job_of(id: &str, number: Option<i64>) -> Job {
    Job {
        id: id.to_owned(),
        account: ACCOUNT.to_owned(),
        catalog: Catalog::Aws,
        engagement_id: "eng-1".to_owned(),
        resource_type: ResourceType::Opportunity,
        resource_id: id.to_owned(),
        template: "Standard".to_owned(),
        status: Status::Running,
        created_at: 1,
        last_success_at: number,
        last_failure: number.map(|number| number.to_string()),
        due_at: None,
    }
}

pub(super) async fn null_and_the_largest_numbers_are_read_as_written(place: &Place) {
    let store = place.open();
    let numbers = [None, Some(0), Some(-1), Some(i64::MAX), Some(i64::MIN)];
    let kept = store.write(numbers, async |tx, numbers| {
        let mut found = Vec::new();
        for (place, number) in numbers.iter().enumerate() {
            let id = format!("job-{place}");
            let new = job_of(&id, *number);
            job::insert(tx, &new).await?;
            let row = job::find(tx, ACCOUNT, CATALOG, &id).await?;
            found.push(row.as_ref() == Some(&new));
        }
        Ok::<_, Error>(found)
    });
    assert_eq!(kept.await.expect("a write"), [true; 5]);
}

pub(super) async fn a_damaged_value_says_where_it_is_and_blocks_nothing_else(place: &Place) {
    let store = place.open();
    let stored = store.write((), async |tx, ()| {
        for id in ["job-1", "job-2"] {
            let due = Job {
                due_at: Some(1),
                ..job_of(id, None)
            };
            job::insert(tx, &due).await?;
        }
        let damage = "UPDATE snapshot_job SET status = 'Sleeping' WHERE id = 'job-1'";
        tx.of_store();
        tx.execute(damage, &[]).await
    });
    assert_eq!(stored.await.expect("a write"), 1);
    let read = store.read((), async |tx, ()| {
        let found = job::find(tx, ACCOUNT, CATALOG, "job-1").await;
        Ok::<_, Error>((found, job::due(tx, 1, 10).await?))
    });
    let (found, due) = read.await.expect("a read");
    assert!(matches!(found, Err(Error::Column { .. })), "{found:?}");
    assert_eq!(
        found.expect_err("it is damaged").to_string(),
        "snapshot_job \"job-1\" \"111111111111\": column status is not one of Running Stopped"
    );
    let due: Vec<&str> = due.iter().map(|job| job.id.as_str()).collect();
    assert_eq!(due, ["job-2"], "what happens by itself goes on without it");
}
