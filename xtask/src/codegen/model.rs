//! The service model as this command reads it: what AWS publishes, and our additions to it.
//!
//! Unknown keys are refused where they could change meaning (a new kind of shape or constraint), so
//! that a new version of the API cannot lose a constraint silently.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::error::Error;

/// `model/partnercentral-selling.json`: the published model without its prose, in its own order.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Published {
    /// The release this was taken from.
    pub(crate) source: String,
    pub(crate) metadata: BTreeMap<String, serde_json::Value>,
    pub(crate) operations: BTreeMap<String, Operation>,
    pub(crate) shapes: BTreeMap<String, Shape>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) input: Reference,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) output: Option<Reference>,
    #[serde(default)]
    pub(crate) errors: Vec<Reference>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) readonly: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) idempotent: bool,
    /// Method and path of the published bindings: `POST /` throughout, the target is a header.
    pub(crate) http: Http,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Http {
    pub(crate) method: String,
    pub(crate) request_uri: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reference {
    pub(crate) shape: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct MemberReference {
    pub(crate) shape: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) idempotency_token: bool,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[allow(
    clippy::struct_excessive_bools,
    reason = "the flags are the model\'s own"
)]
pub(crate) struct Shape {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) required: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) members: Option<IndexMap<String, MemberReference>>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) union: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) exception: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) fault: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) member: Option<Reference>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) key: Option<Reference>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<Reference>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) max: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pattern: Option<String>,
    #[serde(default, rename = "enum", skip_serializing_if = "Vec::is_empty")]
    pub(crate) values: Vec<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) sensitive: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) r#box: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) timestamp_format: Option<String>,
}

/// `model/additions.json`: where we deviate from the published model, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Additions {
    enum_values: Vec<EnumValue>,
    patterns: Vec<ReplacedPattern>,
    nullable: Vec<NullableMember>,
}

/// An additional value of an enumeration.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EnumValue {
    shape: String,
    value: String,
    reason: String,
    evidence: String,
}

/// A pattern that replaces the published one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplacedPattern {
    shape: String,
    published: String,
    pattern: String,
    reason: String,
    evidence: String,
}

/// A member whose explicit null differs from its absence.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NullableMember {
    shape: String,
    member: String,
    reason: String,
    evidence: String,
}

/// The published model with our additions applied and every reference resolved.
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) operations: BTreeMap<String, Operation>,
    /// All shapes but the exceptions and what only they use.
    pub(crate) shapes: BTreeMap<String, Shape>,
    /// Enumerations that only exceptions use: they become Rust types, but no tables.
    pub(crate) error_values: BTreeMap<String, Shape>,
    nullable: Vec<(String, String)>,
}

impl Published {
    /// Reads botocore's file and drops every `documentation`.
    pub(crate) fn from_botocore(text: &str, release: &str) -> Result<Self, Error> {
        let mut value: serde_json::Value = serde_json::from_str(text)?;
        drop_prose(&mut value);
        // serde_json's map is sorted; members keep the published order only when read from the
        // text.
        let ordered: Ordered = serde_json::from_str(text)?;
        if let Some(object) = value.as_object_mut() {
            object.remove("version");
            object.insert("source".to_owned(), release.into());
        }
        let mut published: Self = serde_json::from_value(value)?;
        for (name, shape) in &mut published.shapes {
            let order = ordered
                .shapes
                .get(name)
                .and_then(|shape| shape.members.as_ref());
            if let (Some(members), Some(order)) = (shape.members.as_mut(), order) {
                members.sort_by_cached_key(|name, _| order.get_index_of(name));
            }
        }
        Ok(published)
    }

    pub(crate) fn from_json(text: &str) -> Result<Self, Error> {
        Ok(serde_json::from_str(text)?)
    }

    pub(crate) fn to_json(&self) -> Result<String, Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

impl Additions {
    pub(crate) fn from_json(text: &str) -> Result<Self, Error> {
        Ok(serde_json::from_str(text)?)
    }
}

impl Model {
    /// Applies the additions; one that no longer fits the published model is an error, so it gets
    /// reviewed.
    pub(crate) fn new(published: Published, additions: Additions) -> Result<Self, Error> {
        let Published {
            operations,
            mut shapes,
            ..
        } = published;
        for EnumValue {
            shape,
            value,
            reason,
            evidence,
        } in additions.enum_values
        {
            grounded(&shape, &reason, &evidence)?;
            let target = find(&mut shapes, &shape)?;
            if target.values.contains(&value) {
                return Err(Error::Unknown(format!(
                    "{shape} has {value} now: remove the addition"
                )));
            }
            target.values.push(value);
        }
        for ReplacedPattern {
            shape,
            published,
            pattern,
            reason,
            evidence,
        } in additions.patterns
        {
            grounded(&shape, &reason, &evidence)?;
            let target = find(&mut shapes, &shape)?;
            if target.pattern.as_ref() != Some(&published) {
                return Err(Error::Unknown(format!(
                    "the pattern of {shape} is no longer {published}"
                )));
            }
            target.pattern = Some(pattern);
        }
        let mut nullable = Vec::new();
        for NullableMember {
            shape,
            member,
            reason,
            evidence,
        } in additions.nullable
        {
            grounded(&shape, &reason, &evidence)?;
            let target = find(&mut shapes, &shape)?;
            if !target
                .members
                .as_ref()
                .is_some_and(|members| members.contains_key(&member))
            {
                return Err(Error::Unknown(format!("{shape} has no member {member}")));
            }
            nullable.push((shape, member));
        }

        let reachable = reachable(&operations, &shapes)?;
        let (kept, rest): (BTreeMap<_, _>, BTreeMap<_, _>) = shapes
            .into_iter()
            .partition(|(name, _)| reachable.contains(name));
        let error_values = rest
            .into_iter()
            .filter(|(_, shape)| !shape.values.is_empty())
            .collect();
        Ok(Self {
            operations,
            shapes: kept,
            error_values,
            nullable,
        })
    }

    pub(crate) fn shape(&self, name: &str) -> Result<&Shape, Error> {
        self.shapes.get(name).ok_or_else(|| missing(name))
    }

    pub(crate) fn is_nullable(&self, shape: &str, member: &str) -> bool {
        self.nullable
            .iter()
            .any(|(owner, name)| owner == shape && name == member)
    }

    /// Whether a member of this shape would make its owner a structure of infinite size: a chain of
    /// structures leads from the one to the other. Lists and maps hold their items elsewhere.
    pub(crate) fn holds_itself(&self, owner: &str, member: &str) -> Result<bool, Error> {
        let mut seen: Vec<&str> = Vec::new();
        let mut waiting = vec![member];
        while let Some(name) = waiting.pop() {
            if name == owner {
                return Ok(true);
            }
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            let members = self.shape(name)?.members.iter().flatten();
            waiting.extend(members.map(|(_, member)| member.shape.as_str()));
        }
        Ok(false)
    }

    /// Whether a value of this shape is itself sensitive, or a list or map of sensitive values.
    pub(crate) fn holds_sensitive(&self, name: &str) -> Result<bool, Error> {
        let shape = self.shape(name)?;
        if shape.sensitive {
            return Ok(true);
        }
        for reference in [&shape.member, &shape.key, &shape.value]
            .into_iter()
            .flatten()
        {
            if self.holds_sensitive(&reference.shape)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Every deviation must have a reason.
fn grounded(shape: &str, reason: &str, evidence: &str) -> Result<(), Error> {
    if reason.is_empty() || evidence.is_empty() {
        return Err(Error::Unknown(format!(
            "the addition to {shape} has no reason"
        )));
    }
    Ok(())
}

/// The model with only the order of the members.
#[derive(Debug, Deserialize)]
struct Ordered {
    shapes: BTreeMap<String, OrderedShape>,
}

#[derive(Debug, Deserialize)]
struct OrderedShape {
    members: Option<IndexMap<String, serde::de::IgnoredAny>>,
}

fn drop_prose(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(object) => {
            // A member or shape may have the name "documentation"; prose is a string.
            if object
                .get("documentation")
                .is_some_and(serde_json::Value::is_string)
            {
                object.remove("documentation");
            }
            object.values_mut().for_each(drop_prose);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(drop_prose),
        _ => {}
    }
}

fn reachable(
    operations: &BTreeMap<String, Operation>,
    shapes: &BTreeMap<String, Shape>,
) -> Result<Vec<String>, Error> {
    let mut found: Vec<String> = Vec::new();
    let mut waiting: Vec<&str> = Vec::new();
    for operation in operations.values() {
        waiting.push(&operation.input.shape);
        waiting.extend(operation.output.iter().map(|output| output.shape.as_str()));
    }
    while let Some(name) = waiting.pop() {
        if found.iter().any(|seen| seen == name) {
            continue;
        }
        found.push(name.to_owned());
        let shape = shapes.get(name).ok_or_else(|| missing(name))?;
        waiting.extend(
            shape
                .members
                .iter()
                .flatten()
                .map(|(_, member)| member.shape.as_str()),
        );
        let parts = [&shape.member, &shape.key, &shape.value];
        waiting.extend(
            parts
                .into_iter()
                .flatten()
                .map(|reference| reference.shape.as_str()),
        );
    }
    Ok(found)
}

fn find<'a>(shapes: &'a mut BTreeMap<String, Shape>, name: &str) -> Result<&'a mut Shape, Error> {
    shapes.get_mut(name).ok_or_else(|| missing(name))
}

fn missing(name: &str) -> Error {
    Error::Unknown(format!("shape {name} is not in the model"))
}

// serde hands the predicate a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_false(flag: &bool) -> bool {
    !*flag
}
