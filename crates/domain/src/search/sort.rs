//! The values by which results are sorted, and how they stand in the key of a page.
//!
//! Texts sort by code points, dates and numbers as such. Of several values the smallest counts in
//! ascending and the largest in descending order. Records without a value come last in both
//! directions, and ties are broken by id in the direction: the key is rank, value and id, and all
//! three run the same way.

use std::cmp::Ordering;

use cosell_store::{Direction, Value};

use super::field::{Held, Kind};
use crate::page::Column;

/// Characters of a text that count. With four bytes each they leave a token below 2,048 characters,
/// which is the most that the model lets some requests send back.
const LONGEST: usize = 255;

/// Where a record stands in the results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SortKey {
    /// Whether the value is absent in ascending, or present in descending order: those without come
    /// last.
    rank: i64,
    /// A text or a number, as the name's kind has it; of an absent value the empty one.
    value: Value<'static>,
    id: String,
}

/// The columns of a page's key, for results that are sorted by values of this kind.
pub(crate) fn sort_columns(kind: Kind) -> [Column; 3] {
    let value = if kind.is_text() {
        Column::Text
    } else {
        Column::Integer
    };
    [Column::Integer, value, Column::Text]
}

impl SortKey {
    /// The key of a record that has this under the name by which results are sorted.
    pub(crate) fn new(kind: Kind, held: &Held<'_>, id: &str, direction: Direction) -> Self {
        let texts = held.texts().iter();
        let text = match direction {
            Direction::Ascending => texts.min(),
            Direction::Descending => texts.max(),
        };
        let value = match held {
            Held::Number(number) => Some(Value::Integer(*number)),
            _ => text.map(|text| Value::from(cut(text).to_owned())),
        };
        let is_absent = value.is_none();
        let absent = || {
            if kind.is_text() {
                Value::from("")
            } else {
                Value::Integer(0)
            }
        };
        Self {
            rank: i64::from(is_absent == (direction == Direction::Ascending)),
            value: value.unwrap_or_else(absent),
            id: id.to_owned(),
        }
    }

    /// Whether it is of a record without the value.
    pub(crate) fn is_absent(&self, direction: Direction) -> bool {
        (self.rank == 1) == (direction == Direction::Ascending)
    }

    /// The value, as the name's kind has it.
    pub(crate) fn value(&self) -> &Value<'static> {
        &self.value
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The key as a token carries it.
    pub(crate) fn values(&self) -> Vec<Value<'_>> {
        vec![self.rank.into(), self.value.clone(), Value::from(&self.id)]
    }

    /// The key that a token carried.
    pub(crate) fn read(values: &[Value<'static>]) -> Option<Self> {
        match values {
            [Value::Integer(rank), value, Value::Text(id)] => Some(Self {
                rank: *rank,
                value: value.clone(),
                id: id.to_string(),
            }),
            _ => None,
        }
    }

    /// Which of two records comes first.
    pub(crate) fn order(&self, other: &Self, direction: Direction) -> Ordering {
        let ascending = self
            .rank
            .cmp(&other.rank)
            .then_with(|| compared(&self.value, &other.value))
            .then_with(|| self.id.cmp(&other.id));
        match direction {
            Direction::Ascending => ascending,
            Direction::Descending => ascending.reverse(),
        }
    }
}

/// The texts compare by bytes, which in UTF-8 is the order of code points.
fn compared(one: &Value<'_>, other: &Value<'_>) -> Ordering {
    match (one, other) {
        (Value::Integer(one), Value::Integer(other)) => one.cmp(other),
        (Value::Text(one), Value::Text(other)) => one.cmp(other),
        _ => Ordering::Equal,
    }
}

/// What counts of a text.
pub(crate) fn cut(text: &str) -> &str {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(direction: Direction) -> Vec<&'static str> {
        let records = [
            ("a", Held::several(["m", "c"])),
            ("b", Held::Absent),
            ("c", Held::several(["d", "z"])),
            ("d", Held::several([])),
            ("e", Held::several(["c"])),
        ];
        let mut keys: Vec<(SortKey, &str)> = records
            .iter()
            .map(|(id, held)| (SortKey::new(Kind::Several, held, id, direction), *id))
            .collect();
        keys.sort_by(|one, other| one.0.order(&other.0, direction));
        keys.into_iter().map(|(_, id)| id).collect()
    }

    #[test]
    fn the_smallest_counts_ascending_the_largest_descending_and_absent_ones_are_last() {
        assert_eq!(sorted(Direction::Ascending), ["a", "e", "c", "b", "d"]);
        assert_eq!(sorted(Direction::Descending), ["c", "a", "e", "d", "b"]);
    }

    #[test]
    fn a_key_survives_its_token() {
        let held = Held::text(Some("Straße"));
        let key = SortKey::new(Kind::Text, &held, "O1", Direction::Ascending);
        let values: Vec<_> = key.values().into_iter().map(Value::into_owned).collect();
        assert_eq!(SortKey::read(&values), Some(key));
    }

    #[test]
    fn what_counts_of_a_text_is_a_page_token_long() {
        let text = "𝔘".repeat(300);
        assert_eq!(cut(&text).chars().count(), LONGEST);
        assert_eq!(cut("short"), "short");
    }
}
