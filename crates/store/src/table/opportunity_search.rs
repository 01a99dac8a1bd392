//! What finds opportunities by their texts, amounts and dates.
//!
//! A gram is a piece of a text, as a number of 31 bits; the grams of an opportunity are computed by
//! the program, so every database finds the same. `opportunity_gram` is SQLite's full-text index or
//! an array with a GIN index on PostgreSQL. What is found is a superset of what is asked for: the
//! caller judges every record.
//!
//! A full-text index of SQLite writes a segment at every savepoint, at five times the cost of the
//! opportunity itself. Changes therefore gather in `opportunity_gram_pending`, which every search
//! returns whole, and go into the index [`BATCH`] at a time, inside the transaction that finds so
//! many.

use super::backfill;
use super::opportunity::{Opportunity, Order};
use crate::record::Record;
use crate::{Database, Direction, Error, Select, Tx, Value};

/// The table that stores how far the opportunities of an older store are indexed.
const BACKFILL: &str = "search_backfill";

/// Changes that gather before they are indexed together. A search judges all of them.
const BATCH: i64 = 128;

/// Of so many numbers one asks whether a batch is full. It costs a walk over the batch.
const ASKS: i64 = 16;

/// Which grams an opportunity must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// All of these.
    Grams(Vec<u32>),
    /// What each of these asks for.
    All(Vec<Self>),
    /// What one of these asks for.
    Any(Vec<Self>),
}

/// The columns of dates and amounts, each with an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    ModifiedAt,
    CreatedAt,
    TargetClose,
    EstimatedMrr,
}

/// A range of one column; both ends belong to it. What has no value is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    pub column: Column,
    pub low: Option<Value<'static>>,
    pub high: Option<Value<'static>>,
}

impl Column {
    fn name(self) -> &'static str {
        match self {
            Self::ModifiedAt => "modified_at",
            Self::CreatedAt => "created_at",
            Self::TargetClose => "target_close",
            Self::EstimatedMrr => "estimated_mrr",
        }
    }

    /// The same value as an expression, which no index answers.
    fn computed(self) -> &'static str {
        match self {
            Self::ModifiedAt => "modified_at + 0",
            Self::CreatedAt => "created_at + 0",
            Self::TargetClose => "target_close || ''",
            Self::EstimatedMrr => "estimated_mrr + 0",
        }
    }

    /// What is less than every value and more than none.
    fn least(self) -> Value<'static> {
        match self {
            Self::TargetClose => Value::from(""),
            _ => Value::Integer(i64::MIN),
        }
    }
}

/// The number in an opportunity's id.
fn number(id: &str) -> Result<i64, Error> {
    let number = id.strip_prefix('O').and_then(|digits| digits.parse().ok());
    number.ok_or_else(|| Error::Document(format!("{id:?} is not an opportunity's id")))
}

/// Writes a gram as a word of SQLite's index.
fn push_word(text: &mut String, gram: u32) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    text.push('g');
    let digits = (u32::BITS - gram.leading_zeros()).div_ceil(4).max(1);
    for place in (0..digits).rev() {
        let digit = gram >> (4 * place) & 0xf;
        text.push(char::from(DIGITS[digit as usize]));
    }
}

/// The words of these grams, with a text between two of them.
fn words(grams: &[u32], between: &str) -> String {
    // A word has nine characters at most.
    let mut text = String::with_capacity(grams.len() * (9 + between.len()));
    for (index, gram) in grams.iter().enumerate() {
        if index > 0 {
            text.push_str(between);
        }
        push_word(&mut text, *gram);
    }
    text
}

fn array(grams: &[u32]) -> String {
    let grams: Vec<String> = grams.iter().map(u32::to_string).collect();
    grams.join(" ")
}

/// Stores the grams of a new opportunity; `Error::Duplicate` when another one has its number.
///
/// The key of an opportunity holds its account on PostgreSQL, where two nodes may draw the same
/// number at once. The key of this row does not, and keeps the ids of all accounts apart.
pub async fn insert(tx: &mut Tx, id: &str, grams: &[u32]) -> Result<(), Error> {
    if tx.database() == Database::Postgres {
        let text = "INSERT INTO opportunity_gram (number, grams) \
                    VALUES ($1, string_to_array($2, ' ')::int[])";
        let parameters = [number(id)?.into(), array(grams).into()];
        return tx.dispatch(text, &parameters).await;
    }
    put(tx, id, grams).await
}

/// Replaces the grams of an opportunity.
pub async fn put(tx: &mut Tx, id: &str, grams: &[u32]) -> Result<(), Error> {
    let number = number(id)?;
    if tx.database() == Database::Postgres {
        let text = "INSERT INTO opportunity_gram (number, grams) \
                    VALUES ($1, string_to_array($2, ' ')::int[]) \
                    ON CONFLICT (number) DO UPDATE SET grams = excluded.grams \
                    WHERE opportunity_gram.grams <> excluded.grams";
        let parameters = [number.into(), array(grams).into()];
        return tx.dispatch(text, &parameters).await;
    }
    let words = words(grams, " ");
    let text = "INSERT INTO opportunity_gram_pending (number, grams) VALUES ($1, $2) \
                ON CONFLICT (number) DO UPDATE SET grams = excluded.grams";
    tx.execute(text, &[number.into(), words.into()]).await?;
    if number % ASKS != 0 {
        return Ok(());
    }
    let text = "SELECT number FROM opportunity_gram_pending LIMIT 1 OFFSET $1";
    if tx.query_one(text, &[BATCH.into()]).await?.is_some() {
        index_pending(tx).await?;
    }
    Ok(())
}

/// Indexes all that is pending.
async fn index_pending(tx: &mut Tx) -> Result<(), Error> {
    let text = "INSERT OR REPLACE INTO opportunity_gram (rowid, grams) \
                SELECT number, grams FROM opportunity_gram_pending";
    tx.execute(text, &[]).await?;
    let text = "DELETE FROM opportunity_gram_pending";
    tx.execute(text, &[]).await.map(|_| ())
}

/// The ids of opportunities that may have these grams, whoever owns them. `None` when there are
/// more than `most`.
pub async fn with_text(
    tx: &mut Tx,
    text: &Text,
    most: usize,
) -> Result<Option<Vec<String>>, Error> {
    let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let (statement, mut parameters) = match tx.database() {
        Database::Sqlite => {
            let statement = "SELECT 'O' || rowid FROM opportunity_gram \
                             WHERE opportunity_gram MATCH $1 LIMIT $2";
            (statement.to_owned(), vec![matching(text).into()])
        }
        Database::Postgres => {
            let mut parameters = Vec::new();
            let condition = containing(text, &mut parameters);
            let place = parameters.len() + 1;
            let text = format!(
                "SELECT 'O' || number FROM opportunity_gram WHERE {condition} LIMIT ${place}"
            );
            (text, parameters)
        }
    };
    parameters.push(limit.into());
    let mut ids = ids(tx, &statement, &parameters).await?;
    if ids.len() > most {
        return Ok(None);
    }
    if tx.database() == Database::Sqlite {
        let text = "SELECT 'O' || number FROM opportunity_gram_pending";
        ids.append(&mut self::ids(tx, text, &[]).await?);
        ids.sort_unstable();
        ids.dedup();
    }
    Ok(Some(ids))
}

/// The expression of SQLite's full-text index.
fn matching(text: &Text) -> String {
    let (parts, operator): (Vec<String>, &str) = match text {
        Text::Grams(grams) => return format!("({})", words(grams, " AND ")),
        Text::All(all) => (all.iter().map(matching).collect(), " AND "),
        Text::Any(any) => (any.iter().map(matching).collect(), " OR "),
    };
    format!("({})", parts.join(operator))
}

/// The condition on PostgreSQL's arrays.
fn containing(text: &Text, parameters: &mut Vec<Value<'static>>) -> String {
    let (parts, operator): (Vec<String>, &str) = match text {
        Text::Grams(grams) => {
            parameters.push(array(grams).into());
            let place = parameters.len();
            return format!("grams @> string_to_array(${place}, ' ')::int[]");
        }
        Text::All(all) => {
            let all = all.iter().map(|text| containing(text, parameters));
            (all.collect(), " AND ")
        }
        Text::Any(any) => {
            let any = any.iter().map(|text| containing(text, parameters));
            (any.collect(), " OR ")
        }
    };
    format!("({})", parts.join(operator))
}

async fn ids(tx: &mut Tx, text: &str, parameters: &[Value<'_>]) -> Result<Vec<String>, Error> {
    let rows = tx.query(text, parameters).await?;
    rows.into_iter().map(|mut row| row.text(0)).collect()
}

/// A selection of an account's opportunities in all these ranges, by the index of `leading`.
fn within<'a>(
    head: &str,
    (account, catalog): (&'a str, &'a str),
    ranges: &'a [Range],
    leading: Option<Column>,
) -> Select<'a> {
    let mut select = Select::new(head)
        .equal("account", account)
        .equal("catalog", catalog);
    for Range { column, low, high } in ranges {
        let name = if leading == Some(*column) {
            column.name()
        } else {
            column.computed()
        };
        select = match low {
            Some(low) => select.compare(name, ">=", low.clone()),
            // An absent date is '' and an absent amount NULL; neither is in any range.
            None => select.compare(name, ">", column.least()),
        };
        select = select.maybe(name, "<=", high.clone());
    }
    select
}

/// The number of an account's opportunities in a range, as far as `most`.
pub async fn count(
    tx: &mut Tx,
    place: (&str, &str),
    range: &Range,
    most: usize,
) -> Result<usize, Error> {
    let ranges = std::slice::from_ref(range);
    let head = "SELECT id FROM opportunity";
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let (text, parameters) = within(head, place, ranges, Some(range.column)).limit(limit);
    let text = format!("SELECT COUNT(*) FROM ({text}) AS found");
    let row = tx.query_one(&text, &parameters).await?;
    let count = row.map(|mut row| row.integer(0)).transpose()?.unwrap_or(0);
    Ok(usize::try_from(count).unwrap_or(0))
}

/// The ids of an account's opportunities in all of these ranges, read by the index of `leading`.
/// `None` when there are more than `most`.
pub async fn in_ranges(
    tx: &mut Tx,
    place: (&str, &str),
    ranges: &[Range],
    leading: Column,
    most: usize,
) -> Result<Option<Vec<String>>, Error> {
    let head = "SELECT id FROM opportunity";
    let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let (text, parameters) = within(head, place, ranges, Some(leading)).limit(limit);
    let ids = ids(tx, &text, &parameters).await?;
    Ok((ids.len() <= most).then_some(ids))
}

/// Those of these opportunities that are the account's.
pub async fn with_ids(
    tx: &mut Tx,
    (account, catalog): (&str, &str),
    ids: &[String],
) -> Result<Vec<Opportunity>, Error> {
    let (text, parameters) = Select::new(Opportunity::SELECT)
        .any_of("id", ids)
        .equal("account", account)
        .equal("catalog", catalog)
        .limit(i64::MAX);
    Opportunity::read_all(tx.query(&text, &parameters).await?)
}

/// A walk along one of the orders of the list of opportunities.
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    pub account: &'a str,
    pub catalog: &'a str,
    pub order: Order,
    pub direction: Direction,
    /// Whether it goes along those that have the value, or, by id, along those that do not.
    pub present: bool,
    /// Ranges that hold of every record of the walk.
    pub ranges: &'a [Range],
}

impl Walk<'_> {
    /// The next records, behind this value and id.
    pub async fn next(
        &self,
        tx: &mut Tx,
        after: Option<(Value<'static>, String)>,
        limit: i64,
    ) -> Result<Vec<Opportunity>, Error> {
        let column = self.order.ranged();
        let leading = column.filter(|_| self.present);
        let place = (self.account, self.catalog);
        let mut select = within(Opportunity::SELECT, place, self.ranges, leading);
        let name = self.order.column();
        let nullable = self.order == Order::EstimatedMrr;
        if self.order != Order::Id && !self.present {
            select = if nullable {
                select.literal("estimated_mrr IS NULL")
            } else {
                select.equal(name, "")
            };
        } else if matches!(self.order, Order::Company | Order::TargetClose) {
            select = select.compare(name, ">", "");
        } else if nullable {
            select = select.compare(name, ">", i64::MIN);
        }
        let (text, parameters) = if self.order == Order::Id || !self.present {
            let after = after.map(|(_, id)| vec![Value::from(id)]);
            select.page_of(&["id"], self.direction, after, limit)
        } else {
            let after = after.map(|(value, id)| (value, Value::from(id)));
            select.page((name, "id"), self.direction, after, limit)
        };
        Opportunity::read_all(tx.query(&text, &parameters).await?)
    }
}

/// The next opportunities of a store whose index is older than its opportunities, and where to go
/// on. `None` when all are indexed.
pub async fn not_indexed(tx: &mut Tx, limit: i64) -> Result<Option<Vec<Opportunity>>, Error> {
    backfill::next(tx, BACKFILL, limit).await
}

/// Stores that all of them up to this id are indexed; without an id, that all are.
pub async fn indexed_up_to(tx: &mut Tx, id: Option<&str>) -> Result<(), Error> {
    backfill::indexed_up_to(tx, BACKFILL, id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_gram_in_hexadecimal() {
        let grams = [0, 1, 0xf, 0x10, 0xabc, 0x10_a8d2, u32::MAX >> 1, u32::MAX];
        let written: Vec<String> = grams.iter().map(|gram| format!("g{gram:x}")).collect();
        assert_eq!(words(&grams, " AND "), written.join(" AND "));
        assert_eq!(words(&[], " "), "");
    }
}
