//! The JSON Schemas of an operation's input and output, from the shape table that also checks
//! requests.
//!
//! A shape that is used once is written in its place. A structure or a long list of values that is
//! used several times, or within itself, is written once under `$defs`, so that the schema ends
//! and stays short. A member is required exactly if the API requires it, except for the client
//! token, which the tool makes up as the SDKs do.

use std::collections::BTreeMap;

use cosell_api::OperationMeta;
use cosell_api::shape::{Bounds, Kind, Member, Pattern, Shape};
use serde_json::{Map, Value, json};

use super::about;

/// From how many values on a list of values that is used twice is written once.
const LONG_LIST: usize = 6;

/// The schema of an operation's input.
pub(super) fn of(meta: &OperationMeta) -> Value {
    Writer::of(meta.input, false).whole(meta.input, meta.idempotency_token)
}

/// The schema of an operation's output, if it has one. It says which members there are and of which
/// type; what the service returns is not checked, so lengths, patterns and values are left out.
pub(super) fn of_output(meta: &OperationMeta) -> Option<Value> {
    let output = meta.output?;
    Some(Writer::of(output, true).whole(output, None))
}

/// Counts the places in which each shape is used.
fn count(shape: &'static Shape, uses: &mut BTreeMap<&'static str, usize>) {
    let known = uses.entry(shape.name).or_default();
    *known += 1;
    if *known > 1 {
        return;
    }
    match &shape.kind {
        Kind::Structure { members, .. } => {
            for member in *members {
                count(member.shape, uses);
            }
        }
        Kind::List { member, .. } => count(member, uses),
        Kind::Map { value, .. } => count(value, uses),
        _ => {}
    }
}

struct Writer {
    uses: BTreeMap<&'static str, usize>,
    definitions: Map<String, Value>,
    /// Whether the shape is that of a response.
    is_output: bool,
}

impl Writer {
    fn of(shape: &'static Shape, is_output: bool) -> Self {
        let mut uses = BTreeMap::new();
        count(shape, &mut uses);
        Self {
            uses,
            definitions: Map::new(),
            is_output,
        }
    }

    /// The schema of a request or a response with all that it refers to.
    fn whole(mut self, shape: &'static Shape, token: Option<&str>) -> Value {
        let mut schema = self.structure(shape.members(), false, token);
        if !self.definitions.is_empty() {
            schema.insert("$defs".to_owned(), Value::Object(self.definitions));
        }
        Value::Object(schema)
    }

    /// The schema of a shape, or the reference to it.
    fn shape(&mut self, shape: &'static Shape) -> Map<String, Value> {
        if !self.is_shared(shape) {
            return self.written(shape);
        }
        if !self.definitions.contains_key(shape.name) {
            // Known before it is written, because it may be within itself.
            self.definitions.insert(shape.name.to_owned(), Value::Null);
            let written = self.written(shape);
            self.definitions
                .insert(shape.name.to_owned(), Value::Object(written));
        }
        let reference = format!("#/$defs/{}", shape.name);
        Map::from_iter([("$ref".to_owned(), reference.into())])
    }

    fn is_shared(&self, shape: &Shape) -> bool {
        let is_long = match shape.kind {
            Kind::Structure { .. } => true,
            Kind::Enumeration(values) => values.len() >= LONG_LIST,
            _ => false,
        };
        is_long && self.uses.get(shape.name).is_some_and(|uses| *uses > 1)
    }

    fn written(&mut self, shape: &'static Shape) -> Map<String, Value> {
        match &shape.kind {
            Kind::List { member, .. } if self.is_output => {
                let mut schema = typed("array");
                schema.insert("items".to_owned(), Value::Object(self.shape(member)));
                schema
            }
            Kind::Text { .. } | Kind::Enumeration(_) if self.is_output => typed("string"),
            Kind::Integer(_) if self.is_output => typed("integer"),
            Kind::Structure { members, union } => self.structure(members, *union, None),
            Kind::List { member, length } => {
                let mut schema = typed("array");
                schema.insert("items".to_owned(), Value::Object(self.shape(member)));
                bound(&mut schema, ["minItems", "maxItems"], *length);
                schema
            }
            Kind::Map { value, length, .. } => {
                let mut schema = typed("object");
                let values = Value::Object(self.shape(value));
                schema.insert("additionalProperties".to_owned(), values);
                bound(&mut schema, ["minProperties", "maxProperties"], *length);
                schema
            }
            Kind::Text { length, pattern } => text(*length, pattern.as_ref()),
            Kind::Enumeration(values) => {
                let mut schema = typed("string");
                schema.insert("enum".to_owned(), json!(values));
                schema
            }
            Kind::Integer(range) => {
                let mut schema = typed("integer");
                bound(&mut schema, ["minimum", "maximum"], *range);
                schema
            }
            Kind::Double => typed("number"),
            Kind::Boolean => typed("boolean"),
            Kind::Timestamp => {
                let mut schema = typed("string");
                schema.insert("format".to_owned(), "date-time".into());
                schema
            }
        }
    }

    fn structure(
        &mut self,
        members: &'static [Member],
        union: bool,
        token: Option<&str>,
    ) -> Map<String, Value> {
        let mut schema = typed("object");
        let mut properties = Map::new();
        for member in members {
            let is_token = token == Some(member.name);
            properties.insert(member.name.to_owned(), self.member(member, is_token));
        }
        schema.insert("properties".to_owned(), Value::Object(properties));
        let required = members.iter().filter(|member| member.required);
        let required: Vec<_> = required
            .map(|member| member.name)
            .filter(|name| token != Some(*name))
            .collect();
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
        if self.is_output {
            // A later release may return more.
            return schema;
        }
        if union {
            schema.insert("minProperties".to_owned(), 1.into());
            schema.insert("maxProperties".to_owned(), 1.into());
        }
        schema.insert("additionalProperties".to_owned(), false.into());
        schema
    }

    fn member(&mut self, member: &Member, is_token: bool) -> Value {
        let mut schema = self.shape(member.shape);
        // A member that is not there is returned as null.
        if member.nullable || (self.is_output && !member.required) {
            schema = Map::from_iter([(
                "anyOf".to_owned(),
                json!([Value::Object(schema), { "type": "null" }]),
            )]);
        }
        let about = if is_token {
            Some(about::TOKEN)
        } else {
            about::member(member.name)
        };
        if let Some(about) = about {
            schema.insert("description".to_owned(), about.into());
        }
        Value::Object(schema)
    }
}

fn typed(name: &str) -> Map<String, Value> {
    Map::from_iter([("type".to_owned(), name.into())])
}

fn bound(schema: &mut Map<String, Value>, [min, max]: [&str; 2], bounds: Bounds) {
    for (name, bound) in [(min, bounds.min), (max, bounds.max)] {
        if let Some(bound) = bound {
            schema.insert(name.to_owned(), bound.into());
        }
    }
}

fn text(length: Bounds, pattern: Option<&Pattern>) -> Map<String, Value> {
    let mut schema = typed("string");
    bound(&mut schema, ["minLength", "maxLength"], length);
    let Some(pattern) = pattern.map(|pattern| pattern.published) else {
        return schema;
    };
    if let Some(counted) = counted(pattern) {
        bound(&mut schema, ["minLength", "maxLength"], counted);
    } else if is_portable(pattern) {
        schema.insert("pattern".to_owned(), format!("^(?:{pattern})$").into());
    }
    schema
}

/// The bounds of a pattern that only counts characters, such as `(?s).{1,255}`.
fn counted(pattern: &str) -> Option<Bounds> {
    let rest = pattern.strip_prefix("(?s)").unwrap_or(pattern);
    let (min, max) = rest
        .strip_prefix(".{")?
        .strip_suffix('}')?
        .split_once(',')?;
    Some(Bounds {
        min: Some(min.parse().ok()?).filter(|min| *min > 0),
        max: Some(max.parse().ok()?),
    })
}

/// Whether clients can use a pattern: engines that validate schemas differ in classes of Unicode,
/// and those that backtrack never end with a repetition of a repetition. The API checks it anyway.
fn is_portable(pattern: &str) -> bool {
    !pattern.contains(r"\p{") && !pattern.contains("+?)+?")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(name: &str) -> Value {
        of(cosell_api::find(name).expect("an operation"))
    }

    #[test]
    fn a_schema_says_what_the_api_requires_but_for_the_client_token() {
        let schema = schema("CreateOpportunity");
        assert_eq!(schema["required"], json!(["Catalog"]));
        let token = &schema["properties"]["ClientToken"];
        assert!(token["description"].is_string(), "{token}");
        assert_eq!(schema["additionalProperties"], json!(false));
    }

    #[test]
    fn a_pattern_that_counts_becomes_bounds_and_others_are_anchored() {
        let create = schema("CreateEngagement");
        let description = &create["properties"]["Description"];
        assert_eq!(description["maxLength"], 255);
        let get = schema("GetOpportunity");
        let id = &get["properties"]["Identifier"]["pattern"];
        assert_eq!(*id, "^(?:O[0-9]{1,19})$");
    }

    #[test]
    fn a_shape_within_itself_is_defined_once_and_everything_referred_to_is_there() {
        for meta in cosell_api::operations::OPERATIONS {
            let schema = of(meta);
            let text = schema.to_string();
            for reference in text.split("\"#/$defs/").skip(1) {
                let name = reference.split('"').next().expect("a name");
                assert!(schema["$defs"][name].is_object(), "{}: {name}", meta.name);
            }
        }
        let search = schema("SearchOpportunities");
        assert!(search["$defs"].is_object(), "{search}");
    }

    #[test]
    fn a_member_that_may_be_null_says_so() {
        let update = schema("UpdateOpportunity").to_string();
        assert!(update.contains(r#"{"type":"null"}"#));
    }
}
