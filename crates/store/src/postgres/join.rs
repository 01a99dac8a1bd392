//! Statements that write, joined into few.
//!
//! A statement of its own costs the server and the client a message each way, a portal and a
//! snapshot, which for one row is as much as the row. The rows of a main task are in ten tables.
//!
//! All parts of a joined statement see what was before it, and PostgreSQL carries them out in an
//! order of its own. So no two of them are about the same table, none reads another one, and none
//! locks what other transactions contend for: such a row is locked before it is changed.

use std::fmt::Write as _;

use crate::Value;
use crate::unit::{changed_table, names};

/// The most parameters of a joined statement, far from the 65,535 of the protocol.
const MAX_PARAMETERS: usize = 1000;

/// A statement that changes rows, and whose answer nobody reads.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) statement: String,
    /// The table that it changes, if it reads no other.
    table: Option<String>,
    parameters: Vec<Value<'static>>,
    /// Whether it must change a row.
    guarded: bool,
}

/// A statement as it is sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) text: String,
    pub(super) parameters: Vec<Value<'static>>,
}

impl Change {
    /// A statement, which fails if it is guarded and changes no row.
    pub(super) fn new(statement: &str, parameters: &[Value<'_>], guarded: bool) -> Self {
        let parameters = parameters.iter().cloned().map(Value::into_owned);
        Self {
            statement: statement.to_owned(),
            table: only_table(statement).map(str::to_owned),
            parameters: parameters.collect(),
            guarded,
        }
    }

    /// Whether a statement may do something else once this change is made, or this change after the
    /// statement.
    pub(super) fn is_awaited_by(&self, statement: &str) -> bool {
        let table = self.table.as_ref();
        table.is_none_or(|table| names(statement, table))
    }
}

/// The table that a statement changes, if it reads no other.
fn only_table(statement: &str) -> Option<&str> {
    let table = changed_table(statement)?;
    let (_, rest) = statement.split_once(table)?;
    let reads = [" FROM ", " USING ", "SELECT "].iter();
    Some(table).filter(|_| !reads.into_iter().any(|word| rest.contains(word)))
}

/// Each change as a statement of its own.
pub(super) fn apart(changes: Vec<Change>) -> Vec<Sent> {
    changes
        .into_iter()
        .map(|change| join(vec![change]))
        .collect()
}

/// The changes in as few statements as possible.
pub(super) fn joined(changes: Vec<Change>) -> Vec<Sent> {
    let mut groups: Vec<Vec<Change>> = Vec::new();
    let mut parameters = 0;
    for change in changes {
        parameters += change.parameters.len();
        match groups.last_mut() {
            Some(group) if parameters <= MAX_PARAMETERS && fits(group, &change) => {
                group.push(change);
            }
            _ => {
                parameters = change.parameters.len();
                groups.push(vec![change]);
            }
        }
    }
    groups.into_iter().map(join).collect()
}

fn fits(group: &[Change], change: &Change) -> bool {
    let other = |of: &Change| of.table.is_some() && of.table != change.table;
    change.table.is_some() && group.iter().all(other)
}

/// One statement that does what these do. The division by zero is the error of a guarded one that
/// changes nothing.
fn join(mut group: Vec<Change>) -> Sent {
    if let [change] = group.as_mut_slice()
        && !change.guarded
    {
        return Sent {
            text: std::mem::take(&mut change.statement),
            parameters: std::mem::take(&mut change.parameters),
        };
    }
    let mut text = String::from("WITH ");
    let mut end = String::from(" SELECT 1");
    let mut parameters = Vec::new();
    for (number, change) in group.into_iter().enumerate() {
        let separator = if number == 0 { "" } else { ", " };
        let _ = write!(text, "{separator}part{number} AS (");
        renumber(&change.statement, parameters.len(), &mut text);
        if change.guarded {
            text.push_str(" RETURNING 1");
            let _ = write!(end, ", 1 / (SELECT COUNT(*) FROM part{number})");
        }
        text.push(')');
        parameters.extend(change.parameters);
    }
    text.push_str(&end);
    Sent { text, parameters }
}

/// Appends a statement whose parameters begin after so many others.
fn renumber(statement: &str, others: usize, to: &mut String) {
    let mut rest = statement;
    while let Some((before, after)) = rest.split_once('$') {
        let end = after.find(|c: char| !c.is_ascii_digit());
        let (number, behind) = after.split_at(end.unwrap_or(after.len()));
        to.push_str(before);
        to.push('$');
        match number.parse::<usize>() {
            Ok(number) => drop(write!(to, "{}", number + others)),
            Err(_) => to.push_str(number),
        }
        rest = behind;
    }
    to.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(statement: &str) -> Change {
        Change::new(statement, &[], false)
    }

    fn texts(changes: Vec<Change>) -> Vec<String> {
        let joined = joined(changes).into_iter();
        joined.map(|sent| sent.text).collect()
    }

    #[test]
    fn changes_of_different_tables_are_one_statement() {
        let insert = "INSERT INTO a (x, y) VALUES ($1, $2)";
        let update = "UPDATE b SET x = $1, z = '$' WHERE y = $2";
        let joined = joined(vec![
            Change::new(insert, &[1.into(), 2.into()], false),
            Change::new(update, &[3.into(), 4.into()], true),
            Change::new("DELETE FROM c WHERE x = $1", &[5.into()], false),
        ]);
        let text = "WITH part0 AS (INSERT INTO a (x, y) VALUES ($1, $2)), \
                    part1 AS (UPDATE b SET x = $3, z = '$' WHERE y = $4 RETURNING 1), \
                    part2 AS (DELETE FROM c WHERE x = $5) \
                    SELECT 1, 1 / (SELECT COUNT(*) FROM part1)";
        let sent = Sent {
            text: text.to_owned(),
            parameters: (1..=5).map(Value::Integer).collect(),
        };
        assert_eq!(joined, [sent]);
    }

    #[test]
    fn a_change_of_the_same_table_or_that_reads_another_is_apart() {
        let insert = || plain("INSERT INTO a(x) VALUES (1)");
        assert_eq!(texts(vec![insert(), insert()]), vec![insert().statement; 2]);
        for reads in [
            "UPDATE b SET x = (SELECT MAX(x) FROM a)",
            "UPDATE b SET x = a.x FROM a",
            "DELETE FROM b USING a WHERE a.x = b.x",
        ] {
            assert_eq!(texts(vec![insert(), plain(reads)]).len(), 2, "{reads}");
            assert_eq!(texts(vec![plain(reads), insert()]).len(), 2, "{reads}");
        }
        let other = || plain("DELETE FROM b WHERE x = 1");
        assert_eq!(texts(vec![insert(), other(), insert(), other()]).len(), 2);
        let many = vec![Value::Null; MAX_PARAMETERS];
        let many = Change::new("UPDATE b SET x = $1", &many, false);
        let one = Change::new("INSERT INTO a (x) VALUES ($1)", &[1.into()], false);
        assert_eq!(texts(vec![many, one]).len(), 2);
    }

    #[test]
    fn a_statement_awaits_the_changes_of_the_tables_that_it_names() {
        let awaits = |change, statement| plain(change).is_awaited_by(statement);
        let read = "SELECT a.x FROM b, a WHERE a.y = b.y";
        assert!(awaits("INSERT INTO a (x) VALUES (1)", read));
        assert!(awaits("UPDATE b SET x = 1", read));
        assert!(awaits(
            "DELETE FROM a",
            "UPDATE b SET x = (SELECT MAX(x) FROM a)"
        ));
        assert!(awaits("MERGE INTO c USING d ON x = y", read), "unknown");
        let reads = "UPDATE c SET x = (SELECT MAX(x) FROM d)";
        assert!(awaits(reads, "INSERT INTO d (x) VALUES (1)"));
        assert!(!awaits("DELETE FROM x", "SELECT x_y FROM b"));
        assert!(!awaits("UPDATE c SET x = 1", read));
    }

    #[test]
    fn a_change_alone_stays_as_it_is_but_for_its_guard() {
        let update = "UPDATE b SET x = $1";
        let alone = |guarded| {
            let sent = apart(vec![Change::new(update, &[1.into()], guarded)]);
            sent.into_iter().map(|sent| sent.text).collect::<String>()
        };
        assert_eq!(alone(false), update);
        let guarded = format!(
            "WITH part0 AS ({update} RETURNING 1) SELECT 1, 1 / (SELECT COUNT(*) FROM part0)"
        );
        assert_eq!(alone(true), guarded);
    }
}
