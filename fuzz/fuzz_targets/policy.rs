//! Policy documents, and what the ones that are taken decide: the same with every condition key as with
//! those alone that the policy says it looks at.

#![no_main]

use cosell_auth::policy::{Context, Policy, Request, decide};
use cosell_fuzz::bounded;
use libfuzzer_sys::fuzz_target;

/// Long enough to keep a matcher of patterns busy.
const RESOURCE: &str = "arn:aws:partnercentral:us-east-1:111111111111:catalog/Sandbox/opportunity/O1111111111111111111";

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
