//! Policy documents, through both doors of the administration and into decisions.
//!
//! A document that is JSON has the same end as a member of a body and as a text, as the command
//! line sends it: refused, or kept as the same text. What the ones that are taken decide is the
//! same with every condition key as with those alone that the policy says it looks at.

#![no_main]

use cosell_auth::policy::{Context, Policy, Request, decide};
use cosell_fuzz::{bounded, put_policy_by_both_doors};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// Long enough to keep a matcher of patterns busy.
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
    // A string is a document as a text already. What is no JSON by itself would be another body.
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
