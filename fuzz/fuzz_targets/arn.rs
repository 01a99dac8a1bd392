//! ARNs and ids, in every member that accepts one. The first byte selects the operation.

#![no_main]

use cosell_api::shape::Kind;
use cosell_fuzz::{bounded, call, of_byte};
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};

fuzz_target!(|input: &[u8]| {
    let Some((operation, arn)) = input.split_first() else {
        return;
    };
    let Ok(arn) = std::str::from_utf8(arn) else {
        return;
    };
    let entry = of_byte(*operation);
    let Kind::Structure { members, .. } = &entry.meta.input.kind else {
        return;
    };
    bounded(arn.as_bytes(), || {
        let mut request = Map::new();
        for member in *members {
            let name = member.name;
            let value = match &member.shape.kind {
                Kind::Text { .. } if names_a_resource(name) => json!(arn),
                Kind::List { member, .. }
                    if names_a_resource(name) && matches!(member.kind, Kind::Text { .. }) =>
                {
                    json!([arn])
                }
                Kind::Enumeration(values) => json!(values.first()),
                _ if name == "Catalog" => json!("Sandbox"),
                _ if name == "ClientToken" => json!("fuzz"),
                _ if name == "TagKeys" => json!(["team"]),
                _ if name == "Tags" => json!([{ "Key": "team", "Value": "a" }]),
                _ => continue,
            };
            request.insert(name.to_owned(), value);
        }
        call(entry, Value::Object(request));
    });
});

fn names_a_resource(member: &str) -> bool {
    member.contains("Identifier") || member.contains("Arn")
}
