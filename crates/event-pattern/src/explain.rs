//! Why an event does not match a pattern.

use serde_json::{Map, Value};

use crate::{Field, Fields, collect_leaves};

/// A field of an event that does not meet its condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    /// The path of the field, with dots.
    pub field: String,
    /// The condition, as the pattern writes it.
    pub wanted: Value,
    /// The values that the event has there; none where it has no such field.
    pub found: Vec<Value>,
}

impl Fields {
    /// The fields of a value that do not meet the conditions. None if, and only if, all do.
    pub(crate) fn explain(&self, value: Option<&Value>, path: &str) -> Vec<Mismatch> {
        match value {
            Some(Value::Array(items)) => {
                let of_items = items.iter().map(|item| self.explain(Some(item), path));
                // The element that is nearest to a match.
                let nearest = of_items.min_by_key(Vec::len);
                nearest.unwrap_or_else(|| self.explain_absent(path))
            }
            Some(Value::Object(object)) => self.explain_object(object, path),
            _ => self.explain_object(&Map::new(), path),
        }
    }

    /// Even a condition that a field is absent does not hold for a list without elements.
    fn explain_absent(&self, path: &str) -> Vec<Mismatch> {
        let mut absent = self.explain_object(&Map::new(), path);
        if absent.is_empty() {
            absent.push(Mismatch {
                field: path.to_owned(),
                wanted: Value::from("an element"),
                found: Vec::new(),
            });
        }
        absent
    }

    fn explain_object(&self, object: &Map<String, Value>, path: &str) -> Vec<Mismatch> {
        let mut mismatches = Vec::new();
        for (name, field) in &self.named {
            let path = match path {
                "" => name.clone(),
                path => format!("{path}.{name}"),
            };
            mismatches.extend(field.explain(object.get(name), path));
        }
        for alternatives in &self.either {
            let each = alternatives.iter();
            let each = each.map(|fields| fields.explain_object(object, path));
            mismatches.extend(each.min_by_key(Vec::len).into_iter().flatten());
        }
        mismatches
    }
}

impl Field {
    fn explain(&self, value: Option<&Value>, path: String) -> Vec<Mismatch> {
        match self {
            Self::Object(fields) => fields.explain(value, &path),
            Self::Any { written, .. } if !self.matches(value) => {
                let mut leaves = Vec::new();
                collect_leaves(value, &mut leaves);
                vec![Mismatch {
                    field: path,
                    wanted: written.clone(),
                    found: leaves.into_iter().cloned().collect(),
                }]
            }
            Self::Any { .. } => Vec::new(),
        }
    }
}
