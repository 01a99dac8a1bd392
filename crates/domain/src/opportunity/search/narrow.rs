//! What an index can tell of a search: conditions that every match fulfils.
//!
//! A search is brought into alternatives, each of which has grams that a text must have and ranges
//! of dates and amounts. What an index cannot tell, such as a negation, leaves its part open; an
//! alternative about which nothing is known leaves the whole search open.

use cosell_api::types::OpportunitySearchFilterName as Name;
use cosell_store::Value;
use cosell_store::table::opportunity_search::{Column, Range, Text};

use super::index::knows;
use crate::error::instant;
use crate::search::{Comparison, Expression, Keyword, Leaf, Test, asked};

/// The most alternatives. More than these are left open: each is looked for by itself.
const MOST: usize = 8;

/// What a match has, if it matches by this alternative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Alternative {
    pub text: Option<Text>,
    /// At most one of each column.
    pub ranges: Vec<Range>,
}

/// The alternatives of a search; each match fulfils one of them.
pub(super) fn alternatives(
    keyword: Option<&Keyword>,
    filter: Option<&Expression<Name>>,
) -> Vec<Alternative> {
    let filter = filter.map_or_else(open, of);
    let words = keyword.map(Keyword::words).unwrap_or_default();
    let words = words.iter().filter_map(|word| grams(word));
    words.fold(filter, |all, word| both(all, vec![of_text(word)]))
}

/// The one alternative about which nothing is known.
fn open() -> Vec<Alternative> {
    vec![Alternative::default()]
}

fn of(expression: &Expression<Name>) -> Vec<Alternative> {
    match expression {
        Expression::All(all) => all.iter().map(of).fold(open(), both),
        Expression::Any(any) => either(any.iter().map(of)),
        Expression::Not(_) => open(),
        Expression::Leaf(leaf) => vec![of_leaf(leaf)],
    }
}

/// What holds when one of these does. Alternatives of nothing but text are one.
fn either(parts: impl Iterator<Item = Vec<Alternative>>) -> Vec<Alternative> {
    let (mut texts, mut others) = (Vec::new(), Vec::new());
    for alternative in parts.flatten() {
        match alternative {
            Alternative {
                text: Some(text),
                ranges,
            } if ranges.is_empty() => texts.push(text),
            other => others.push(other),
        }
    }
    others.extend(any_text(texts).map(of_text));
    let is_open = others.contains(&Alternative::default()) || others.len() > MOST;
    if is_open { open() } else { others }
}

/// What holds when both do.
fn both(one: Vec<Alternative>, other: Vec<Alternative>) -> Vec<Alternative> {
    if one.len() * other.len() > MOST {
        // Either of them is a condition of both.
        return if one.len() > other.len() { other } else { one };
    }
    let pairs = one
        .iter()
        .flat_map(|one| other.iter().map(move |other| (one, other)));
    pairs
        .map(|(one, other)| {
            let mut ranges = one.ranges.clone();
            other
                .ranges
                .iter()
                .for_each(|range| tighten(&mut ranges, range));
            let texts: Vec<Text> = one.text.iter().chain(&other.text).cloned().collect();
            let text = match texts.len() {
                0 | 1 => texts.into_iter().next(),
                _ => Some(Text::All(texts)),
            };
            Alternative { text, ranges }
        })
        .collect()
}

fn tighten(ranges: &mut Vec<Range>, other: &Range) {
    let Some(range) = ranges.iter_mut().find(|range| range.column == other.column) else {
        ranges.push(other.clone());
        return;
    };
    for (mine, theirs, wins) in [
        (&mut range.low, &other.low, std::cmp::Ordering::Greater),
        (&mut range.high, &other.high, std::cmp::Ordering::Less),
    ] {
        let is_tighter = match (mine.as_ref(), theirs) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(mine), Some(theirs)) => compared(theirs, mine) == wins,
        };
        if is_tighter {
            mine.clone_from(theirs);
        }
    }
}

fn compared(one: &Value<'_>, other: &Value<'_>) -> std::cmp::Ordering {
    match (one, other) {
        (Value::Integer(one), Value::Integer(other)) => one.cmp(other),
        (Value::Text(one), Value::Text(other)) => one.cmp(other),
        _ => std::cmp::Ordering::Equal,
    }
}

fn of_text(text: Text) -> Alternative {
    Alternative {
        text: Some(text),
        ranges: Vec::new(),
    }
}

fn any_text(texts: Vec<Text>) -> Option<Text> {
    match texts.len() {
        0 | 1 => texts.into_iter().next(),
        _ => Some(Text::Any(texts)),
    }
}

/// The grams of a text that contains this; none when it is too short for an index.
fn grams(text: &str) -> Option<Text> {
    Some(asked(text))
        .filter(|grams| !grams.is_empty())
        .map(Text::Grams)
}

fn of_leaf(leaf: &Leaf<Name>) -> Alternative {
    let Leaf { field, test } = leaf;
    match test {
        Test::Compares(comparison, bound) => range(*field, *comparison, *bound),
        _ if !knows(*field) => Alternative::default(),
        Test::Contains(values) | Test::OneOf(values) => {
            // One value without grams leaves it open.
            let texts: Option<Vec<Text>> = values.iter().map(|value| grams(value)).collect();
            let text = texts.and_then(any_text);
            text.map_or_else(Alternative::default, of_text)
        }
        Test::Every(values) => {
            let texts: Vec<Text> = values.iter().filter_map(|value| grams(value)).collect();
            if texts.is_empty() {
                Alternative::default()
            } else {
                of_text(Text::All(texts))
            }
        }
    }
}

fn range(field: Name, comparison: Comparison, bound: i64) -> Alternative {
    let column = match field {
        Name::LastModifiedDate => Column::ModifiedAt,
        Name::CreatedDate => Column::CreatedAt,
        Name::TargetCloseDate => Column::TargetClose,
        Name::EstimatedMrr => Column::EstimatedMrr,
        _ => return Alternative::default(),
    };
    let bound = match column {
        // The date that the instant is on: no date beyond it fulfils the comparison.
        Column::TargetClose => {
            let instant = instant(bound).to_string();
            instant.get(..10).map(|date| Value::from(date.to_owned()))
        }
        _ => Some(Value::Integer(bound)),
    };
    let (low, high) = match comparison {
        Comparison::Greater | Comparison::GreaterOrEqual => (bound, None),
        Comparison::Less | Comparison::LessOrEqual => (None, bound),
    };
    Alternative {
        text: None,
        ranges: vec![Range { column, low, high }],
    }
}
