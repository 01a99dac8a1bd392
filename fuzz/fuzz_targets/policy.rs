//! Policy documents, through both ways into the administration API, and in decisions.
//!
//! A JSON document has the same result as a member of a body and as a string, as the command line
//! sends it: it is refused, or stored as the same text. A stored policy decides the same with every
//! condition key as with only those that it says it reads.

#![no_main]

use cosell_auth::policy::{Context, Policy, Request, decide};
use cosell_fuzz::{bounded, put_policy_by_both_doors};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// A value that is long enough to make pattern matching slow.
const RESOURCE: &str = "arn:aws:partnercentral:us-east-1:111111111111:catalog/Sandbox/\
                        opportunity/O1111111111111111111";

const KEYS: [(&str, &[&str]); 6] = [
    ("partnercentral:Catalog", &["Sandbox"]),
    ("aws:SourceIp", &["127.0.0.1"]),
    ("aws:username", &["ines"]),
    ("aws:CurrentTime", &["2026-11-22T18:32:24Z"]),
    (
        "aws:RequestTag/team",
        &["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
    ),
    ("aws:TagKeys", &["team", "cost", "team"]),
];

fuzz_target!(|document: &str| {
    // A JSON string is the string form already. Text that is not JSON would make another body.
    if serde_json::from_str::<Value>(document).is_ok_and(|document| !document.is_string()) {
        bounded(document.as_bytes(), || put_policy_by_both_doors(document));
    }
    bounded(document.as_bytes(), || {
        let Ok(policy) = Policy::parse("fuzzed", document) else {
            return;
        };
        let (mut all, mut asked) = (Context::default(), Context::default());
        for (key, values) in KEYS {
            all.set_all(key, values.iter().copied());
            if policy.keys().any(|asked| *asked == key.to_lowercase()) {
                asked.set_all(key, values.iter().copied());
            }
        }
        for action in [
            "partnercentral:GetOpportunity",
            "partnercentral:TagResource",
        ] {
            let decision = decide(&[&policy], &Request::new(action, RESOURCE, &all));
            let again = decide(&[&policy], &Request::new(action, RESOURCE, &asked));
            assert_eq!(decision, again);
        }
    });
});
