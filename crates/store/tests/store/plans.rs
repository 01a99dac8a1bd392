//! Query plans: each list is one range of an index, read in its order.
//!
//! A recording driver collects the statements of a table's function; the database then explains
//! their plans. `SCAN` means that rows are read which no index selected, and `USE TEMP B-TREE` that
//! rows are collected and sorted before the first one is returned.

mod accounts;
mod engagements;
mod opportunities;
mod tasks;

use std::sync::{Arc, LazyLock, Mutex};

use cosell_store::driver::Driver;
use cosell_store::table::{
    Page, association, bulk, engagement, invitation, job, opportunity, snapshot, task,
};
use cosell_store::{BoxFuture, Direction, Error, Location, Row, Store, Tx, Value};
use tokio::runtime::Runtime;

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
    for statement in &heard {
        leads_on_postgres(statement).await;
    }
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

/// Fails if PostgreSQL, where it is, refuses a statement because its index is open. It refuses some
/// for other reasons: the texts are those for SQLite, and some values are of another type.
async fn leads_on_postgres(statement: &Statement) {
    // The connections belong to it, and a test to a runtime of its own.
    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));
    static POSTGRES: LazyLock<Option<Store>> = LazyLock::new(|| {
        let Ok(server) = std::env::var("COSELL_TEST_POSTGRES") else {
            eprintln!("PostgreSQL left out: COSELL_TEST_POSTGRES names no server");
            return None;
        };
        let schema = format!("plans_{}", std::process::id());
        let address = format!("{server}?options=-csearch_path%3D{schema}");
        let location = Location::Postgres(address.parse().expect("an address"));
        Some(Store::open(&location).expect("the store opens"))
    });
    let statement = statement.clone();
    let explained = RUNTIME.spawn(async move {
        let postgres = (*POSTGRES).as_ref()?;
        let explained = postgres.read(statement, async |tx, (text, parameters)| {
            tx.query(&format!("EXPLAIN {text}"), parameters).await
        });
        explained.await.err()
    });
    match explained.await.expect("it ran") {
        None => {}
        Some(Error::Statement(why)) => assert!(!why.contains("leaves the choice"), "{why}"),
        Some(error) => panic!("it was not explained: {error}"),
    }
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

/// The row by which a list learns that its walk ends before the list does.
const MORE: (&str, &str) = ("OFFSET", "SELECT 1, 'k'");

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
