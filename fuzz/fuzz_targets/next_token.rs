//! Page tokens of every list. The first byte picks the list.
//!
//! A token that the service did not give out is refused; none may be mistaken for one. Tokens of the
//! true form, which a list of the seeds gave out, are for the mutator to spoil.

#![no_main]

use cosell_domain::OPERATIONS;
use cosell_fuzz::{bounded, call};
use libfuzzer_sys::fuzz_target;
use serde_json::json;

fuzz_target!(|input: &[u8]| {
    let Some((list, token)) = input.split_first() else {
        return;
    };
    let Ok(token) = std::str::from_utf8(token) else {
        return;
    };
    let lists: Vec<_> = OPERATIONS
        .iter()
        .filter(|entry| entry.meta.name.starts_with("List"))
        .collect();
    let entry = lists[usize::from(*list) % lists.len()];
    bounded(token.as_bytes(), || {
        let request = json!({
            "Catalog": "Sandbox",
            "NextToken": token,
            "MaxResults": 1,
            "ParticipantType": "RECEIVER",
            "EngagementIdentifier": "eng-aaaaaaaaaaaaaa",
            "Identifier": "eng-aaaaaaaaaaaaaa",
            "ResourceType": "Opportunity",
            "ResourceIdentifier": "O1",
        });
        call(entry, request);
    });
});
