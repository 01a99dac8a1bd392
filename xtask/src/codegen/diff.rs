//! What changed between two published models, in sentences that a person reads.
//!
//! Operations come first, then shapes, each by name. Members, values and errors have sentences of
//! their own; whatever else differs in a shape is told as a difference of that key, so nothing is
//! left out.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Operation, Published, Shape};

/// Every difference, as one line each. `is_built` says whether the server carries an operation out.
pub(super) fn describe(
    old: &Published,
    new: &Published,
    is_built: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let mut lines = Vec::new();
    let built = |name: &str| if is_built(name) { "built" } else { "not built" };
    for (name, operation) in &new.operations {
        match old.operations.get(name) {
            None => lines.push(format!("operation {name} is new ({})", built(name))),
            Some(before) => {
                let changed = operation_lines(name, before, operation);
                lines.extend(changed.map(|line| format!("{line} ({})", built(name))));
            }
        }
    }
    for name in old.operations.keys() {
        if !new.operations.contains_key(name) {
            lines.push(format!("operation {name} is gone ({})", built(name)));
        }
    }
    let fresh: BTreeSet<_> = new
        .shapes
        .keys()
        .filter(|name| !old.shapes.contains_key(*name))
        .collect();
    for (name, shape) in &new.shapes {
        match old.shapes.get(name) {
            None => lines.push(format!("shape {name} is new: {}", summary(shape))),
            Some(before) => shape_lines(name, before, shape, &fresh, &mut lines),
        }
    }
    for name in old.shapes.keys() {
        if !new.shapes.contains_key(name) {
            lines.push(format!("shape {name} is gone"));
        }
    }
    lines
}

fn operation_lines(
    name: &str,
    old: &Operation,
    new: &Operation,
) -> impl Iterator<Item = String> + use<> {
    let errors = |operation: &Operation| -> BTreeSet<String> {
        let errors = operation.errors.iter();
        errors.map(|error| error.shape.clone()).collect()
    };
    let (before, after) = (errors(old), errors(new));
    let mut lines = Vec::new();
    for error in after.difference(&before) {
        lines.push(format!("operation {name} may now answer {error}"));
    }
    for error in before.difference(&after) {
        lines.push(format!("operation {name} no longer answers {error}"));
    }
    if old.input.shape != new.input.shape {
        let (old, new) = (&old.input.shape, &new.input.shape);
        lines.push(format!("operation {name} takes {new} instead of {old}"));
    }
    let output = |operation: &Operation| operation.output.as_ref().map(|it| it.shape.clone());
    if output(old) != output(new) {
        let named = |it: Option<String>| it.unwrap_or_else(|| "nothing".to_owned());
        let (old, new) = (named(output(old)), named(output(new)));
        lines.push(format!("operation {name} answers {new} instead of {old}"));
    }
    for (what, before, after) in [
        ("is read-only", old.readonly, new.readonly),
        ("is idempotent", old.idempotent, new.idempotent),
    ] {
        if before != after {
            let now = if after { "now" } else { "no longer" };
            lines.push(format!("operation {name} {now} {what}"));
        }
    }
    lines.into_iter()
}

fn shape_lines(
    name: &str,
    old: &Shape,
    new: &Shape,
    fresh: &BTreeSet<&String>,
    lines: &mut Vec<String>,
) {
    let members = |shape: &'_ Shape| -> BTreeMap<String, String> {
        let members = shape.members.iter().flatten();
        members
            .map(|(name, member)| (name.clone(), member.shape.clone()))
            .collect()
    };
    let (before, after) = (members(old), members(new));
    for (member, shape) in &after {
        let required = new.required.contains(member);
        match before.get(member) {
            None => {
                let how = if required { "required" } else { "optional" };
                let kind = if fresh.contains(shape) {
                    ", a new shape"
                } else {
                    ""
                };
                lines.push(format!("{name}.{member} is new: {how}, {shape}{kind}"));
            }
            Some(known) if known != shape => {
                lines.push(format!("{name}.{member} is {shape} instead of {known}"));
            }
            Some(_) => {}
        }
        if before.contains_key(member) && required != old.required.contains(member) {
            let how = if required { "required" } else { "optional" };
            lines.push(format!("{name}.{member} is now {how}"));
        }
    }
    for member in before.keys().filter(|member| !after.contains_key(*member)) {
        lines.push(format!("{name}.{member} is gone"));
    }
    for value in new
        .values
        .iter()
        .filter(|value| !old.values.contains(value))
    {
        lines.push(format!("{name} has the new value \"{value}\""));
    }
    for value in old
        .values
        .iter()
        .filter(|value| !new.values.contains(value))
    {
        lines.push(format!("{name} no longer has the value \"{value}\""));
    }
    let (before, after) = (traits(old), traits(new));
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    for key in keys {
        let (old, new) = (before.get(key), after.get(key));
        if old != new {
            let shown = |value: Option<&serde_json::Value>| match value {
                Some(value) => value.to_string(),
                None => "none".to_owned(),
            };
            let (old, new) = (shown(old), shown(new));
            lines.push(format!("{name}: {key} is {new} instead of {old}"));
        }
    }
}

/// What a shape says beside its members and values, which have sentences of their own.
fn traits(shape: &Shape) -> BTreeMap<String, serde_json::Value> {
    let Ok(serde_json::Value::Object(all)) = serde_json::to_value(shape) else {
        return BTreeMap::new();
    };
    let told = ["members", "required", "enum"];
    all.into_iter()
        .filter(|(key, _)| !told.contains(&key.as_str()))
        .collect()
}

fn summary(shape: &Shape) -> String {
    let members = shape.members.iter().flatten().map(|(name, _)| name);
    let parts: Vec<_> = members.chain(&shape.values).map(String::as_str).collect();
    if parts.is_empty() {
        shape.kind.clone()
    } else {
        format!("{} of {}", shape.kind, parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = r#"{
        "source": "x", "metadata": {},
        "operations": {
            "GetThing": {
                "name": "GetThing", "input": {"shape": "GetThingRequest"},
                "errors": [{"shape": "ThrottlingException"}], "readonly": true,
                "http": {"method": "POST", "requestUri": "/"}
            }
        },
        "shapes": {
            "GetThingRequest": {
                "type": "structure", "required": ["Id"],
                "members": {"Id": {"shape": "Id"}, "Colour": {"shape": "Colour"}}
            },
            "Id": {"type": "string", "pattern": "[a-z]+", "max": 10},
            "Colour": {"type": "string", "enum": ["Red", "Blue"]}
        }
    }"#;

    fn differences(edit: impl Fn(&mut serde_json::Value)) -> Vec<String> {
        let mut changed = serde_json::from_str(MODEL).expect("JSON");
        edit(&mut changed);
        let old = Published::from_json(MODEL).expect("a model");
        let new = Published::from_json(&changed.to_string()).expect("a model");
        describe(&old, &new, &|name| name == "GetThing")
    }

    #[test]
    fn the_same_model_has_no_differences() {
        assert!(differences(|_| ()).is_empty());
    }

    #[test]
    fn every_kind_of_change_is_told_in_words() {
        use serde_json::json;
        let found = differences(|model| {
            let operation = model["operations"]["GetThing"].clone();
            model["operations"]["MakeThing"] = operation;
            let get = &mut model["operations"]["GetThing"];
            get["errors"] = json!([{"shape": "ValidationException"}]);
            get["readonly"] = json!(false);
            let shapes = &mut model["shapes"];
            shapes["GetThingRequest"]["required"] = json!(["Colour", "Size"]);
            shapes["GetThingRequest"]["members"] =
                json!({"Colour": {"shape": "Colour"}, "Size": {"shape": "Size"}});
            shapes["Size"] = json!({"type": "integer", "min": 1});
            shapes["Id"] = json!({"type": "string", "pattern": "[a-z0-9]+"});
            shapes["Colour"]["enum"] = json!(["Red", "Green"]);
        });
        let wanted = [
            "operation GetThing may now answer ValidationException (built)",
            "operation GetThing no longer answers ThrottlingException (built)",
            "operation GetThing no longer is read-only (built)",
            "operation MakeThing is new (not built)",
            "Colour has the new value \"Green\"",
            "Colour no longer has the value \"Blue\"",
            "GetThingRequest.Colour is now required",
            "GetThingRequest.Size is new: required, Size, a new shape",
            "GetThingRequest.Id is gone",
            "Id: max is none instead of 10",
            "Id: pattern is \"[a-z0-9]+\" instead of \"[a-z]+\"",
            "shape Size is new: integer",
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn what_goes_is_told() {
        let found = differences(|model| {
            model["operations"] = serde_json::json!({});
            let shapes = model["shapes"].as_object_mut().expect("shapes");
            shapes.remove("Colour");
        });
        assert_eq!(
            found,
            ["operation GetThing is gone (built)", "shape Colour is gone"]
        );
    }
}
