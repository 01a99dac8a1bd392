//! Policy documents, and what the ones that are taken decide.

#![no_main]

use cosell_auth::policy::{Context, Policy, Request, decide};
use cosell_fuzz::bounded;
use libfuzzer_sys::fuzz_target;

/// Long enough to keep a matcher of patterns busy.
const RESOURCE: &str = "arn:aws:partnercentral:us-east-1:111111111111:catalog/Sandbox/opportunity/O1111111111111111111";

fuzz_target!(|document: &str| {
    bounded(document.as_bytes(), || {
        let Ok(policy) = Policy::parse("fuzzed", document) else {
            return;
        };
        let mut context = Context::default();
        context.set("partnercentral:Catalog", "Sandbox");
        context.set("aws:SourceIp", "127.0.0.1");
        context.set("aws:username", "ines");
        context.set("aws:CurrentTime", "2026-11-22T18:32:24Z");
        context.set(
            "aws:RequestTag/team",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        );
        context.set_all("aws:TagKeys", ["team", "cost", "team"]);
        for action in [
            "partnercentral:GetOpportunity",
            "partnercentral:TagResource",
        ] {
            let _ = decide(&[&policy], &Request::new(action, RESOURCE, &context));
        }
    });
});
