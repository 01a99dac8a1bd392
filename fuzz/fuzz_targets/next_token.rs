//! Page tokens of every list. The first byte selects the list; the rest is both a token and edits
//! of a valid token.
//!
//! A token that the service did not return is refused, and an altered token is refused too. An edit
//! is two bytes, a position and a character; an edit after the end of the token lengthens it or,
//! with the character 0, cuts it.

#![no_main]

use cosell_domain::OPERATIONS;
use cosell_fuzz::{bounded, call, turn_page};
use libfuzzer_sys::fuzz_target;
use serde_json::json;

fuzz_target!(|input: &[u8]| {
    let Some((list, rest)) = input.split_first() else {
        return;
    };
    bounded(rest, || turn_page(*list, |token| spoilt(token, rest)));
    let Ok(token) = std::str::from_utf8(rest) else {
        return;
    };
    let lists: Vec<_> = OPERATIONS
        .iter()
        .filter(|entry| entry.meta.name.starts_with("List"))
        .collect();
    let entry = lists[usize::from(*list) % lists.len()];
    bounded(rest, || {
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

fn spoilt(token: &str, edits: &[u8]) -> String {
    let mut characters: Vec<char> = token.chars().collect();
    for edit in edits.chunks_exact(2) {
        let (place, character) = (usize::from(edit[0]), char::from(edit[1]));
        match characters.get_mut(place) {
            Some(there) => *there = character,
            None if character == '\0' => drop(characters.pop()),
            None => characters.push(character),
        }
    }
    characters.into_iter().collect()
}
