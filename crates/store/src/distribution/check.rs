//! What a distributed database takes of a statement.
//!
//! This reads the statements of this program and no others: in each the words of SQL are in
//! capitals, a table is named after `FROM`, `JOIN`, `INTO` or `UPDATE`, and a condition compares a
//! column with ` = ` or ` IN (`.

use super::{ACROSS, KEYS, Key, SQLITE_ONLY};
use crate::Error;

/// A table of ours in a statement, with the name that its columns have there.
#[derive(Clone, Copy, Debug)]
struct Mention<'a> {
    table: &'static str,
    key: Key,
    name: &'a str,
    /// Whether rows are inserted into it.
    inserts: bool,
}

/// Words that may follow a table, which are therefore no name of it.
const AFTER: [&str; 19] = [
    "",
    "AS",
    "CROSS",
    "FOR",
    "GROUP",
    "INNER",
    "JOIN",
    "LEFT",
    "LIMIT",
    "NOT",
    "ON",
    "ORDER",
    "OVERRIDING",
    "SELECT",
    "SET",
    "UNION",
    "USING",
    "VALUES",
    "WHERE",
];

/// The tables of ours that a statement reads or changes.
fn mentions(text: &str) -> Vec<Mention<'_>> {
    let words: Vec<&str> = text.split([' ', '(', ')', ',']).collect();
    let mut mentions = Vec::new();
    for (at, pair) in words.windows(2).enumerate() {
        let &[before, table] = pair else { continue };
        if !matches!(before, "FROM" | "JOIN" | "INTO" | "UPDATE") {
            continue;
        }
        let Some((table, key)) = KEYS.iter().find(|(name, _)| *name == table) else {
            continue;
        };
        let after = &words[at + 2..];
        let alias = match after {
            ["AS", alias, ..] => Some(*alias),
            [alias, ..] if !AFTER.contains(alias) => Some(*alias),
            _ => None,
        };
        let inserts = before == "INTO";
        mentions.push(Mention {
            table,
            key: *key,
            name: alias.filter(|_| !inserts).unwrap_or(table),
            inserts,
        });
    }
    mentions
}

/// The places in a text where a column of a table is compared, as what is behind the column.
fn compared<'a>(text: &'a str, name: &str, column: &str) -> impl Iterator<Item = &'a str> {
    text.match_indices(column).filter_map(move |(at, _)| {
        let (before, after) = (&text[..at], &text[at + column.len()..]);
        let before = before
            .strip_suffix('.')
            .and_then(|before| before.strip_suffix(name))
            .unwrap_or(before);
        let is_whole = before.is_empty() || before.ends_with([' ', '(']);
        is_whole.then_some(after)
    })
}

/// What an update sets, with the name of its table, and the statement without it: it does not say
/// where rows are.
fn without_set(text: &str) -> (Option<(Mention<'_>, &str)>, String) {
    for mention in mentions(text) {
        let update = format!("UPDATE {} SET ", mention.table);
        if let Some((before, set)) = text.split_once(&update) {
            let end = [" FROM ", " WHERE "].iter().filter_map(|end| set.find(end));
            let (set, after) = set.split_at(end.min().unwrap_or(set.len()));
            let table = format!("UPDATE {}", mention.table);
            return (Some((mention, set)), format!("{before}{table}{after}"));
        }
    }
    (None, text.to_owned())
}

/// Whether a statement names the distribution key of each of its tables.
pub fn names_key(text: &str) -> bool {
    let (_, conditions) = without_set(text);
    mentions(text).into_iter().all(|mention| {
        let Some(column) = mention.key.column() else {
            return true;
        };
        compared(&conditions, mention.name, column).any(|after| {
            let is_compared = after.starts_with(" = ") || after.starts_with(" IN (");
            is_compared || mention.inserts && after.starts_with([',', ')'])
        })
    })
}

/// Whether a statement is one of an entry of [`ACROSS`].
pub fn crosses(text: &str, (table, part, _): &(&str, &str, &str)) -> bool {
    text.contains(part) && mentions(text).iter().any(|mention| mention.table == *table)
}

/// Refuses a statement that crosses shards without a reason, or that a distributed database
/// refuses. One that locks rows is given without the clause that does it.
pub(crate) fn check(text: &str, locks: bool) -> Result<(), Error> {
    refusal(text, locks).map_or(Ok(()), |why| {
        Err(Error::Statement(format!("{why}: {text}")))
    })
}

/// Why a distributed database, or this program, does not take a statement.
pub fn refusal(text: &str, locks: bool) -> Option<&'static str> {
    // SQLite is never distributed.
    if mentions(text)
        .iter()
        .any(|mention| mention.table == SQLITE_ONLY)
    {
        return None;
    }
    let names_key = names_key(text);
    if !names_key && !ACROSS.iter().any(|entry| crosses(text, entry)) {
        return Some("the statement names no distribution key");
    }
    if !names_key && locks {
        return Some("the statement locks rows of many shards");
    }
    if let (Some((mention, set)), _) = without_set(text)
        && let Some(column) = mention.key.column()
        && compared(set, mention.name, column).any(|after| after.starts_with(" = "))
    {
        return Some("the statement changes a distribution key");
    }
    if let Some((_, conflict)) = text.split_once(" ON CONFLICT (") {
        let target = conflict.split(')').next().unwrap_or("");
        let holds = |column| target.split(", ").any(|held| held == column);
        let into = mentions(text).into_iter().find(|mention| mention.inserts);
        if into.is_some_and(|into| !into.key.column().is_none_or(holds)) {
            return Some("the statement's conflict is not that of one shard");
        }
    }
    let has_place = |placed: bool| {
        let mut mentions = mentions(text).into_iter();
        mentions.any(|mention| mention.key.column().is_some() == placed)
    };
    if has_place(true) && has_place(false) {
        return Some("the statement joins rows of shards with those of one place");
    }
    if !names_key && !joins_by_key(text) {
        return Some("the statement joins rows of different shards");
    }
    None
}

/// Whether each table of a statement that crosses shards is joined with another one by the keys of
/// both. What is read up to a limit or materialized is read first, and joined as a table without
/// shards; if that has the outer side of a join, the whole of the other table is read as well.
fn joins_by_key(text: &str) -> bool {
    if let Some((before, inside, after)) = read_first(text) {
        let rest = format!("{before}(){after}");
        return joins_by_key(inside) && joins_by_key(&rest);
    }
    let placed: Vec<_> = mentions(text)
        .into_iter()
        .filter(|mention| !mention.inserts)
        .filter_map(|mention| Some((mention, mention.key.column()?)))
        .collect();
    placed.iter().enumerate().all(|(at, (mention, column))| {
        let name = mention.name;
        let linked = placed.iter().enumerate().any(|(other, (to, key))| {
            let to = to.name;
            at != other
                && (text.contains(&format!("{name}.{column} = {to}.{key}"))
                    || text.contains(&format!("{to}.{key} = {name}.{column}")))
        });
        let alone = placed.len() == 1 && !text.contains(&format!("LEFT JOIN {}", mention.table));
        linked || alone
    })
}

/// The first part in parentheses that is read first, with what is before and after it.
fn read_first(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices("(SELECT ").find_map(|(start, _)| {
        let (before, inside) = (&text[..start], &text[start + 1..]);
        let mut depth = 0_usize;
        let end = inside.find(|character| {
            match character {
                '(' => depth += 1,
                ')' if depth == 0 => return true,
                ')' => depth -= 1,
                _ => {}
            }
            false
        })?;
        let (inside, after) = inside.split_at(end);
        let is_limited = inside.rsplit(')').next()?.contains(" LIMIT ");
        let is_first = is_limited || before.ends_with("AS MATERIALIZED ");
        is_first.then(|| (before, inside, &after[1..]))
    })
}
