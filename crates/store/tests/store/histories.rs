//! Histories of concurrent transactions are those of transactions one after the other.
//!
//! Transactions append numbers of their own to lists, and read lists, as operations do: they lock
//! what they decide by in one order, and then read. Every append is unique, so a list as it is at
//! the end tells in which order its appends happened, and how much of it a transaction saw tells
//! which came before and which after. What must come before what is a graph; a circle in it is an
//! anomaly, such as a lost update or write skew. The method is that of Elle.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cosell_store::table::setting;
use cosell_store::{Error, Lock, Store, Tx};
use tokio::task::JoinSet;

const ACCOUNT: &str = "111111111111";
const CATALOG: &str = "AWS";

/// Lists: few, so that transactions meet.
const LISTS: usize = 4;

/// Transactions of one history, and how many run at a time.
const TRANSACTIONS: usize = 240;
const CLIENTS: usize = 12;

/// A list as a transaction saw it.
type Seen = Vec<usize>;

/// What a transaction did and saw.
#[derive(Clone, Debug, Default)]
pub(crate) struct Done {
    /// The lists that it read, before its own appends.
    pub(crate) read: BTreeMap<usize, Seen>,
    /// The lists to which it appended its number.
    pub(crate) appended: BTreeSet<usize>,
}

/// What a transaction will do. The number of a transaction determines it.
#[derive(Clone, Debug)]
struct Plan {
    number: usize,
    read: BTreeSet<usize>,
    append: BTreeSet<usize>,
}

impl Plan {
    fn of(number: usize) -> Self {
        // Bits of a multiplicative hash: each list is left alone, read, or appended to.
        let mut bits = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let (mut read, mut append) = (BTreeSet::new(), BTreeSet::new());
        for list in 0..LISTS {
            match bits % 4 {
                0 => {}
                1 | 2 => _ = read.insert(list),
                _ => _ = (read.insert(list), append.insert(list)),
            }
            bits /= 4;
        }
        Self {
            number,
            read,
            append,
        }
    }
}

const SELECT: &str = "SELECT value FROM setting WHERE account = $1 AND catalog = $2 AND name = $3";

fn parse(text: &str) -> Seen {
    text.split_whitespace()
        .map(|number| number.parse().expect("a number"))
        .collect()
}

async fn carry_out(tx: &mut Tx, plan: &Plan) -> Result<Done, Error> {
    let mut done = Done::default();
    for list in &plan.read {
        let lock = if plan.append.contains(list) {
            Lock::Exclusive
        } else {
            Lock::Shared
        };
        let name = list.to_string();
        let key = [ACCOUNT.into(), CATALOG.into(), name.as_str().into()];
        let row = tx.lock_one(lock, SELECT, &key).await?;
        let text = row.map_or(Ok(String::new()), |mut row| row.text(0))?;
        done.read.insert(*list, parse(&text));
    }
    for list in &plan.append {
        let mut numbers = done.read[list].clone();
        numbers.push(plan.number);
        let numbers: Vec<_> = numbers.iter().map(usize::to_string).collect();
        let (text, name) = (numbers.join(" "), list.to_string());
        let update = "UPDATE setting SET value = $1 \
                      WHERE account = $2 AND catalog = $3 AND name = $4";
        let values = [
            text.into(),
            ACCOUNT.into(),
            CATALOG.into(),
            name.as_str().into(),
        ];
        tx.dispatch(update, &values).await?;
        done.appended.insert(*list);
    }
    Ok(done)
}

async fn read_all(store: &Store) -> BTreeMap<usize, Seen> {
    let read: Result<_, Error> = store
        .read((), async |tx, ()| {
            let mut read = BTreeMap::new();
            for list in 0..LISTS {
                let found = setting::find(tx, ACCOUNT, CATALOG, &list.to_string()).await?;
                read.insert(list, parse(&found.unwrap_or_default()));
            }
            Ok(read)
        })
        .await;
    read.expect("a read")
}

/// Runs a history and returns its transactions, and the lists at its end.
pub(crate) async fn run(store: &Store) -> (BTreeMap<usize, Done>, BTreeMap<usize, Seen>) {
    for list in 0..LISTS {
        let set = store.write(list, async |tx, list| {
            setting::set(tx, ACCOUNT, CATALOG, &list.to_string(), "").await
        });
        set.await.expect("a list");
    }
    let next = Arc::new(AtomicUsize::new(1));
    let mut clients = JoinSet::new();
    for _ in 0..CLIENTS {
        let (store, next) = (store.clone(), Arc::clone(&next));
        clients.spawn(async move {
            let mut done = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number > TRANSACTIONS {
                    return done;
                }
                if number % 5 == 0 {
                    let read = read_all(&store).await;
                    let appended = BTreeSet::new();
                    done.push((number, Done { read, appended }));
                    continue;
                }
                let plan = Plan::of(number);
                let written = store.write(plan, async |tx, plan| carry_out(tx, plan).await);
                done.push((number, written.await.expect("a transaction")));
            }
        });
    }
    let mut all = BTreeMap::new();
    while let Some(done) = clients.join_next().await {
        all.extend(done.expect("no client failed"));
    }
    (all, read_all(store).await)
}

/// The transactions of a circle, if some had to come before each other.
pub(crate) fn anomaly(
    done: &BTreeMap<usize, Done>,
    end: &BTreeMap<usize, Seen>,
) -> Option<Vec<usize>> {
    let mut before: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut add = |first: usize, second: usize| {
        if first != second {
            before.entry(second).or_default().insert(first);
        }
    };
    for (list, order) in end {
        for pair in order.windows(2) {
            add(pair[0], pair[1]);
        }
        for (number, transaction) in done {
            if transaction.appended.contains(list) && !order.contains(number) {
                // A lost update.
                return Some(vec![*number]);
            }
            let Some(seen) = transaction.read.get(list) else {
                continue;
            };
            if !order.starts_with(seen) {
                // Something that never was.
                return Some(vec![*number]);
            }
            if let Some(last) = seen.last() {
                add(*last, *number);
            }
            if let Some(next) = order.get(seen.len()) {
                add(*number, *next);
            }
        }
    }
    // Whoever comes after nobody that is left is taken away; what stays is circles.
    let mut left: BTreeSet<usize> = done.keys().copied().collect();
    loop {
        let is_first = |number: &usize| {
            let others = before.get(number);
            !others.is_some_and(|others| others.iter().any(|other| left.contains(other)))
        };
        let firsts: Vec<usize> = left.iter().copied().filter(is_first).collect();
        if firsts.is_empty() {
            break;
        }
        for first in firsts {
            left.remove(&first);
        }
    }
    (!left.is_empty()).then(|| left.into_iter().collect())
}

fn transaction(read: &[(usize, &[usize])], appended: &[usize]) -> Done {
    Done {
        read: read
            .iter()
            .map(|(list, seen)| (*list, seen.to_vec()))
            .collect(),
        appended: appended.iter().copied().collect(),
    }
}

#[test]
fn write_skew_a_lost_update_and_a_torn_read_are_anomalies() {
    let end = BTreeMap::from([(0, vec![1]), (1, vec![2])]);
    let empty: &[usize] = &[];
    let both = [(0, empty), (1, empty)];
    let skewed = BTreeMap::from([(1, transaction(&both, &[0])), (2, transaction(&both, &[1]))]);
    assert_eq!(anomaly(&skewed, &end), Some(vec![1, 2]));
    let one_after_the_other = BTreeMap::from([
        (1, transaction(&both, &[0])),
        (2, transaction(&[(0, &[1]), (1, empty)], &[1])),
    ]);
    assert_eq!(anomaly(&one_after_the_other, &end), None);
    let lost = BTreeMap::from([
        (1, transaction(&[(0, empty)], &[0])),
        (2, transaction(&[(0, empty)], &[0])),
    ]);
    assert_eq!(
        anomaly(&lost, &BTreeMap::from([(0, vec![2])])),
        Some(vec![1])
    );
    // The third saw the second's effect and not the first's, which the second saw.
    let torn = BTreeMap::from([
        (1, transaction(&[(0, empty)], &[0])),
        (2, transaction(&[(0, &[1]), (1, empty)], &[1])),
        (3, transaction(&[(0, empty), (1, &[2])], &[])),
    ]);
    assert_eq!(anomaly(&torn, &end), Some(vec![1, 2, 3]));
}
