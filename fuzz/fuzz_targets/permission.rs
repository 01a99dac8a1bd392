//! Members that an operation does not have, added anywhere in a request: they change neither its
//! input nor its authorization.
//!
//! The first byte selects the operation; a line with its body follows, and an object with the
//! members to add.

#![no_main]

use std::sync::{Arc, OnceLock};

use cosell_api::shape::{Kind, Shape};
use cosell_api::wire;
use cosell_auth::policy::{CONDITION_KEYS, Policy};
use cosell_domain::Caller;
use cosell_domain::identity::{Authenticated, Grants, Name, Source};
use cosell_domain::permission::evaluate;
use cosell_fuzz::{NOW, bounded, of_byte};
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};

/// A caller whose policy tests every condition key.
fn curious() -> &'static Caller {
    static CALLER: OnceLock<Caller> = OnceLock::new();
    CALLER.get_or_init(|| {
        let keys: Map<_, _> = CONDITION_KEYS
            .iter()
            .map(|key| match key.name.ends_with('/') {
                true => (format!("{}team", key.name), json!("false")),
                false => (key.name.to_owned(), json!("false")),
            })
            .collect();
        let document = json!({ "Version": "2012-10-17", "Statement": [
            { "Effect": "Allow", "Action": "*", "Resource": "*" },
            { "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "Null": keys } },
        ] });
        let policy = Policy::parse("fuzzed", &document.to_string()).expect("a policy");
        Caller::from(Authenticated {
            name: Name::user("111111111111", "ines"),
            grants: Arc::new(Grants::fixed("AIDAINES", Some(vec![policy]))),
            source: Source::default(),
        })
    })
}

/// Adds members to every object whose shape does not have them.
fn add(body: &mut Value, shape: &'static Shape, members: &Map<String, Value>) {
    match (&shape.kind, body) {
        (Kind::Structure { .. }, Value::Object(object)) => {
            for member in shape.members() {
                if let Some(value) = object.get_mut(member.name) {
                    add(value, member.shape, members);
                }
            }
            for (name, value) in members {
                if shape.member(name).is_none() {
                    object.insert(name.clone(), value.clone());
                }
            }
        }
        (Kind::List { member, .. }, Value::Array(items)) => {
            for item in items {
                add(item, member, members);
            }
        }
        _ => {}
    }
}

fuzz_target!(|input: &[u8]| {
    let Some((operation, rest)) = input.split_first() else {
        return;
    };
    let mut lines = rest.splitn(2, |byte| *byte == b'\n');
    let (Some(body), Some(members)) = (lines.next(), lines.next()) else {
        return;
    };
    let (Ok(body), Ok(Value::Object(members))) = (wire::parse(body), wire::parse(members)) else {
        return;
    };
    let entry = of_byte(*operation);
    // The body gets one copy of the members per object, so its size may exceed any proportion.
    if members.len() > 16 {
        return;
    }
    bounded(input, || {
        let Ok(plain) = evaluate(entry.meta, entry.requires, curious(), body.clone(), NOW) else {
            return;
        };
        let mut more = body.clone();
        add(&mut more, entry.meta.input, &members);
        let evaluated = evaluate(entry.meta, entry.requires, curious(), more, NOW)
            .expect("unknown members are ignored");
        assert_eq!(plain.input, evaluated.input, "{}", entry.meta.name);
        assert!(
            plain.permission.decides_as(&evaluated.permission),
            "{}",
            entry.meta.name
        );
    });
});
