//! What a comparison found, for people and as a document.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Value, json};

use super::difference::Difference;
use super::error::CompareError;
use super::known::{Known, Rules};
use super::run::{Lost, Outcome, Sent};
use super::scenario::Scenario;
use super::source::Source;
use crate::print;

/// How much of a value is shown to people.
const WIDTH: usize = 70;

#[derive(Debug, Serialize)]
pub(super) struct Report<'a> {
    scenario: &'a str,
    /// What the scenario is good for.
    about: &'a str,
    left: &'a str,
    right: &'a str,
    /// How many differences are not known.
    differences: usize,
    known: usize,
    not_sent: usize,
    calls: Vec<Row<'a>>,
    unused_rules: Vec<String>,
}

/// One call.
#[derive(Debug, Serialize)]
struct Row<'a> {
    name: &'a str,
    operation: &'a str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    right_status: Option<u16>,
    /// The references that lead to nothing, with their sides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<String>,
    differences: &'a [Difference],
    known: Vec<Value>,
    #[serde(skip)]
    excused: &'a [(Difference, &'a Known)],
}

impl<'a> Report<'a> {
    pub(super) fn new(
        name: &'a str,
        scenario: &'a Scenario,
        [left, right]: [&'a Source; 2],
        outcomes: &'a [Outcome<'a>],
        rules: &Rules,
    ) -> Self {
        let calls: Vec<_> = outcomes.iter().map(row).collect();
        Self {
            scenario: name,
            about: &scenario.about,
            left: left.name(),
            right: right.name(),
            differences: calls.iter().map(|call| call.differences.len()).sum(),
            known: calls.iter().map(|call| call.known.len()).sum(),
            not_sent: outcomes.iter().filter(|call| call.sent.is_err()).count(),
            calls,
            unused_rules: rules.unused(),
        }
    }

    pub(super) fn document(&self) -> Value {
        json!(self)
    }

    /// The names of the calls whose answers differ, or that were not sent.
    pub(super) fn ids(&self) -> String {
        let differ = self.calls.iter().filter(|call| call.outcome != "same");
        differ.map(|call| call.name).collect::<Vec<_>>().join("\n")
    }

    pub(super) fn text(&self) -> String {
        let (left, right) = (self.left, self.right);
        let mut text = print::text(self.scenario);
        if !self.about.is_empty() {
            text = format!("{text}: {}", print::text(self.about));
        }
        text = format!("{text}\nleft   {left}\nright  {right}\n\n");
        let wide = |name: &&Row<'_>| name.name.chars().count();
        let width = self
            .calls
            .iter()
            .map(|row| wide(&row))
            .max()
            .unwrap_or_default();
        for call in &self.calls {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{:width$}  {}", call.name, said(call));
            for difference in call.differences {
                show(&mut text, difference);
            }
        }
        if self.known > 0 {
            text.push_str("\nKnown differences:\n");
            for call in &self.calls {
                for (difference, known) in call.excused {
                    let _ = writeln!(text, "{} {}: {}", call.name, call.operation, known.reason);
                    if let Some(rule) = &known.rule {
                        let _ = writeln!(text, "  rule {rule}");
                    }
                    show(&mut text, difference);
                }
            }
        }
        if !self.unused_rules.is_empty() {
            text.push_str("\nRules that excused nothing:\n");
            for rule in &self.unused_rules {
                let _ = writeln!(text, "  {}", print::text(rule));
            }
        }
        let _ = writeln!(text, "\n{}", self.summary());
        text
    }

    fn summary(&self) -> String {
        let mut parts = vec![count(self.calls.len(), "call")];
        parts.push(count(self.differences, "difference"));
        if self.known > 0 {
            parts.push(format!("{} known", self.known));
        }
        if self.not_sent > 0 {
            parts.push(format!("{} not sent", self.not_sent));
        }
        parts.join(", ")
    }

    /// Whether the two are the same.
    pub(super) fn verdict(&self) -> Result<(), CompareError> {
        // A reference that leads somewhere on one side only is a difference that no rule excuses.
        let on_one_side = self.calls.iter().any(|call| call.missing.len() == 1);
        if self.differences > 0 || on_one_side {
            return Err(CompareError::Different(self.summary()));
        }
        if self.not_sent > 0 {
            return Err(CompareError::Incomplete(count(self.not_sent, "call")));
        }
        Ok(())
    }
}

fn row<'a>(outcome: &'a Outcome<'a>) -> Row<'a> {
    let (name, operation) = (outcome.call.name.as_str(), outcome.call.operation.as_str());
    match &outcome.sent {
        Ok(sent) => Row {
            name,
            operation,
            outcome: if sent.found.is_empty() {
                "same"
            } else {
                "different"
            },
            left_status: Some(sent.left.status),
            right_status: Some(sent.right.status),
            missing: Vec::new(),
            differences: &sent.found,
            known: known(sent),
            excused: &sent.known,
        },
        Err(lost) => Row {
            name,
            operation,
            outcome: "not-sent",
            left_status: None,
            right_status: None,
            missing: lost.iter().map(missing).collect(),
            differences: &[],
            known: Vec::new(),
            excused: &[],
        },
    }
}

fn missing(lost: &Lost) -> String {
    format!("{} has no {}", lost.side, lost.reference)
}

fn known(sent: &Sent<'_>) -> Vec<Value> {
    let excused = sent.known.iter().map(|(difference, known)| {
        let mut document = json!(difference);
        document["reason"] = known.reason.as_str().into();
        if let Some(rule) = &known.rule {
            document["rule"] = rule.as_str().into();
        }
        document
    });
    excused.collect()
}

fn said(call: &Row<'_>) -> String {
    let what = match call.outcome {
        "different" => count(call.differences.len(), "difference"),
        "not-sent" => format!("not sent: {}", call.missing.join(", ")),
        outcome => outcome.to_owned(),
    };
    let known = match call.known.len() {
        0 => String::new(),
        known => format!(", {known} known"),
    };
    format!("{}: {what}{known}", call.operation)
}

fn show(text: &mut String, difference: &Difference) {
    let Difference {
        member,
        kind,
        left,
        right,
        ..
    } = difference;
    let (left, right) = (whole(left.as_ref()), whole(right.as_ref()));
    let same = left
        .chars()
        .zip(right.chars())
        .take_while(|(one, other)| one == other);
    let same = same.count();
    let (left, right) = (shown(&left, same), shown(&right, same));
    let member = print::text(member);
    // Writing to a string does not fail.
    let _ = writeln!(
        text,
        "  {member}: {}\n    left   {left}\n    right  {right}",
        kind.name()
    );
}

/// A value in one line, as JSON, so that a text is not taken for a number.
fn whole(value: Option<&Value>) -> String {
    value.map_or_else(
        || print::NOTHING.to_owned(),
        |value| print::text(&value.to_string()),
    )
}

/// What fits the line of a text, around the place where it begins to differ.
fn shown(whole: &str, same: usize) -> String {
    let length = whole.chars().count();
    if length <= WIDTH {
        return whole.to_owned();
    }
    let start = same.saturating_sub(WIDTH / 2);
    let mut cut = String::new();
    if start > 0 {
        cut.push('…');
    }
    cut.extend(whole.chars().skip(start).take(WIDTH));
    if length > start + WIDTH {
        cut.push('…');
    }
    cut
}

fn count(number: usize, what: &str) -> String {
    match number {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        number => format!("{number} {what}s"),
    }
}
