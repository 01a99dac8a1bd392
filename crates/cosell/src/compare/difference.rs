//! The differences between two answers, member by member.
//!
//! Elements of lists are matched before they are compared: those at the same index first, then the
//! others in any order. So a missing element is one difference in length and not one of every
//! element behind it, and elements in another order are one difference in order.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::names::{Likeness, Names};
use super::path::Path;
use crate::endpoint::Answer;

/// The member that a page of a list continues with, and the version of an upload. Only its server
/// can read it.
const OPAQUE: [&str; 2] = ["NextToken", "VersionId"];

/// The parameter that signs a URL: such a URL differs on every server and at any time.
const SIGNED_URL: &str = "X-Amz-Signature=";

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    /// The status of HTTP
    Status,
    /// The `__type` of an error
    Code,
    /// The text of an error or of a task
    Message,
    /// A member that only the left side has
    Missing,
    /// A member that only the right side has
    Extra,
    /// A null on one side where the other has no member
    Null,
    /// A value of another type
    Type,
    Value,
    /// An id that stands for another record
    Id,
    /// An instant or an id that is written otherwise
    Form,
    /// The order of a list
    Order,
    /// The length of a list
    Length,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Code => "code",
            Self::Message => "message",
            Self::Missing => "missing",
            Self::Extra => "extra",
            Self::Null => "null",
            Self::Type => "type",
            Self::Value => "value",
            Self::Id => "id",
            Self::Form => "form",
            Self::Order => "order",
            Self::Length => "length",
        }
    }
}

/// One difference. A side without a value has no such member.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Difference {
    pub(super) member: String,
    pub(super) kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) left: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) right: Option<Value>,
    #[serde(skip)]
    pub(super) path: Path,
}

/// Compares two answers. `unordered` tells of which lists the order does not matter.
pub(super) fn differences(
    names: &mut Names,
    unordered: &dyn Fn(&Path) -> bool,
    left: &Answer,
    right: &Answer,
) -> Vec<Difference> {
    let mut walk = Walk {
        names,
        unordered,
        found: Vec::new(),
    };
    if left.status != right.status {
        let path = Path::default().member("status");
        let (left, right) = (left.status.into(), right.status.into());
        walk.differ(&path, Kind::Status, Some(&left), Some(&right));
    }
    walk.value(&Path::default(), &left.body, &right.body);
    walk.found
}

struct Walk<'a> {
    names: &'a mut Names,
    unordered: &'a dyn Fn(&Path) -> bool,
    found: Vec<Difference>,
}

impl Walk<'_> {
    fn differ(&mut self, path: &Path, kind: Kind, left: Option<&Value>, right: Option<&Value>) {
        let member = match path.to_string() {
            whole if whole.is_empty() => "body".to_owned(),
            member => member,
        };
        self.found.push(Difference {
            member,
            kind,
            left: left.map(without_signature),
            right: right.map(without_signature),
            path: path.clone(),
        });
    }

    fn value(&mut self, path: &Path, left: &Value, right: &Value) {
        let (one, other) = (Some(left), Some(right));
        match (left, right) {
            (Value::Object(left), Value::Object(right)) => {
                for (name, value) in left {
                    let path = path.member(name);
                    match right.get(name) {
                        Some(other) => self.value(&path, value, other),
                        None if value.is_null() => {
                            self.differ(&path, Kind::Null, Some(value), None);
                        }
                        None => self.differ(&path, Kind::Missing, Some(value), None),
                    }
                }
                for (name, value) in right.iter().filter(|(name, _)| !left.contains_key(*name)) {
                    let kind = if value.is_null() {
                        Kind::Null
                    } else {
                        Kind::Extra
                    };
                    self.differ(&path.member(name), kind, None, Some(value));
                }
            }
            (Value::Array(left), Value::Array(right)) => self.list(path, left, right),
            (Value::String(ours), Value::String(theirs)) => {
                if path.last().is_some_and(|name| OPAQUE.contains(&name))
                    || (ours.contains(SIGNED_URL) && theirs.contains(SIGNED_URL))
                {
                    return;
                }
                let kind = match self.names.compare(ours, theirs) {
                    Likeness::Same => return,
                    Likeness::OtherId => Kind::Id,
                    Likeness::OtherForm => Kind::Form,
                    Likeness::Other => kind_of_text(path),
                };
                self.differ(path, kind, one, other);
            }
            (Value::Number(ours), Value::Number(theirs)) if ours == theirs => {}
            (Value::Bool(ours), Value::Bool(theirs)) if ours == theirs => {}
            (Value::Null, Value::Null) => {}
            (Value::Number(_), Value::Number(_)) | (Value::Bool(_), Value::Bool(_)) => {
                self.differ(path, Kind::Value, one, other);
            }
            _ => self.differ(path, Kind::Type, one, other),
        }
    }

    fn list(&mut self, path: &Path, left: &[Value], right: &[Value]) {
        let mut partner: Vec<Option<usize>> = vec![None; left.len()];
        let mut taken = vec![false; right.len()];
        let same_index = (0..left.len()).map(|index| (index, index..index + 1));
        let any_index = (0..left.len()).map(|index| (index, 0..right.len()));
        for (index, candidates) in same_index.chain(any_index) {
            if partner[index].is_some() {
                continue;
            }
            let matching = candidates
                .filter(|other| taken.get(*other) == Some(&false))
                .find(|other| self.is_same(&path.element(index), &left[index], &right[*other]));
            if let Some(other) = matching {
                partner[index] = Some(other);
                taken[other] = true;
            }
        }
        if left.len() != right.len() {
            let (left, right) = (left.len().into(), right.len().into());
            self.differ(path, Kind::Length, Some(&left), Some(&right));
        }
        let order: Vec<usize> = partner.iter().copied().flatten().collect();
        if !order.is_sorted() && !(self.unordered)(path) {
            let (left, right) = (left.to_vec().into(), right.to_vec().into());
            self.differ(path, Kind::Order, Some(&left), Some(&right));
        }
        let ours = (0..left.len()).filter(|index| partner[*index].is_none());
        let theirs = (0..right.len()).filter(|index| !taken[*index]);
        for (index, other) in ours.zip(theirs) {
            self.value(&path.element(index), &left[index], &right[other]);
        }
    }

    /// Whether two elements are the same; if so, their ids stand for each other.
    fn is_same(&mut self, path: &Path, left: &Value, right: &Value) -> bool {
        let mark = self.names.mark();
        let mut walk = Walk {
            names: &mut *self.names,
            unordered: self.unordered,
            found: Vec::new(),
        };
        walk.value(path, left, right);
        let same = walk.found.is_empty();
        if !same {
            self.names.take_back(mark);
        }
        same
    }
}

/// A value to be shown. Whoever has a signed URL may use it, so its parameters are left out.
fn without_signature(value: &Value) -> Value {
    match value {
        Value::String(text) if text.contains(SIGNED_URL) => {
            let (address, _) = text.split_once('?').unwrap_or((text, ""));
            format!("{address}?…").into()
        }
        Value::Array(list) => list.iter().map(without_signature).collect(),
        Value::Object(members) => {
            let shown = members.iter();
            let shown = shown.map(|(name, value)| (name.clone(), without_signature(value)));
            Value::Object(shown.collect())
        }
        other => other.clone(),
    }
}

fn kind_of_text(path: &Path) -> Kind {
    match path.last() {
        Some("__type") if path.is_top() => Kind::Code,
        Some("Message" | "message") => Kind::Message,
        _ => Kind::Value,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(left: Value, right: Value) -> Vec<(String, Kind)> {
        let [left, right] = [left, right].map(|body| Answer { status: 200, body });
        differences(&mut Names::default(), &|_| false, &left, &right)
            .into_iter()
            .map(|found| (found.member, found.kind))
            .collect()
    }

    fn one(member: &str, kind: Kind) -> Vec<(String, Kind)> {
        vec![(member.to_owned(), kind)]
    }

    #[test]
    fn a_null_is_not_an_absent_member() {
        let null = || json!({ "a": null });
        assert_eq!(found(null(), json!({})), one("a", Kind::Null));
        assert_eq!(found(json!({}), null()), one("a", Kind::Null));
        assert_eq!(found(null(), json!({ "a": "x" })), one("a", Kind::Type));
        assert_eq!(found(Value::Null, json!({})), one("body", Kind::Type));
        assert_eq!(found(null(), null()), []);
    }

    #[test]
    fn a_missing_element_is_one_difference() {
        let list = |names: &[&str]| json!({ "list": names });
        let left = || list(&["a", "b", "c"]);
        assert_eq!(found(left(), list(&["b", "c"])), one("list", Kind::Length));
        assert_eq!(found(left(), list(&["a", "b"])), one("list", Kind::Length));
        assert_eq!(found(list(&[]), left()), one("list", Kind::Length));
        let changed = found(left(), list(&["a", "x", "c"]));
        assert_eq!(changed, one("list[1]", Kind::Value));
        let turned = found(left(), list(&["b", "a", "c"]));
        assert_eq!(turned, one("list", Kind::Order));
    }

    #[test]
    fn elements_with_new_ids_are_matched_by_what_else_they_say() {
        let deal = |id: &str, stage: &str| json!({ "Id": id, "Stage": stage });
        let left = json!([deal("O1", "Prospect"), deal("O2", "Launched")]);
        let right = json!([deal("O8", "Launched"), deal("O9", "Prospect")]);
        assert_eq!(found(left.clone(), right.clone()), one("body", Kind::Order));
        let sides = [left, right].map(|body| Answer { status: 200, body });
        let mut names = Names::default();
        let unordered = differences(&mut names, &|_| true, &sides[0], &sides[1]);
        assert_eq!(unordered, []);
        assert_eq!(names.compare("O1", "O9"), Likeness::Same);
        assert_eq!(names.compare("O2", "O9"), Likeness::OtherId);
    }
}
