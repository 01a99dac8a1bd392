//! What tags are judged by.

use std::collections::BTreeSet;

use cosell_api::types::{Tag, ValidationExceptionErrorCode as Code};
use cosell_auth::policy::fold;

use crate::rule::{Finding, rules};

/// Tags that a resource has at most.
const LIMIT: usize = 200;

/// What the keys of AWS's own tags begin with, in any case.
const RESERVED_PREFIX: &str = "aws:";

rules! {
    /// What carries tags.
    pub TAGGABLE = "tag.resource.type", Documented,
        "Opportunities, resource snapshot jobs and customer accounts carry tags. The service's \
         own policies name the first two; a customer account takes tags when it is created.";

    /// One value for a key.
    pub DUPLICATE = "tag.key.duplicate", Inferred,
        "A request names each key once. Keys that differ only in case are one key: policies do \
         not tell them apart.";

    /// One spelling for a key.
    pub SPELLING = "tag.key.spelling", Inferred,
        "A resource has a key in one spelling; another one is refused. IAM replaces the tag of \
         a user or a role then; here that would evade a policy that protects a key by its name.";

    /// AWS's own keys.
    pub RESERVED = "tag.key.reserved", Documented,
        "Keys that begin with aws: are AWS's own; AWS says so of tags in general.";

    /// How many there are.
    pub TOO_MANY = "tag.limit", Inferred,
        "A resource has 200 tags at most: ListTagsForResource gives no more and has no pages.";

    /// Asking again.
    pub UNTAG_AGAIN = "tag.untag.absent", Inferred,
        "Removing a tag that is not there succeeds.";

    /// Tags are beside the resource.
    pub APART = "tag.apart", Inferred,
        "Tags are no part of an opportunity: they change neither its modification time nor its \
         snapshots, and may be changed wherever its review stands.";
}

/// What is wrong with new tags for a resource that has tags under the `known` keys.
pub fn findings<'a>(tags: &'a [Tag], known: impl Iterator<Item = &'a str>) -> Vec<Finding> {
    let field = "tags.key";
    let mut findings = Vec::new();
    let mut keys: BTreeSet<&str> = known.collect();
    let spellings: BTreeSet<String> = keys.iter().map(|key| fold(key)).collect();
    let (mut given, mut folded, mut twice) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for tag in tags {
        let key = fold(&tag.key);
        given.insert(tag.key.as_str());
        if !folded.insert(key.clone()) && twice.insert(key) {
            let message = "The request names a tag key more than once; keys that differ only in \
                           case are one key.";
            let code = Code::DuplicateKeyValue;
            findings.push(Finding::new(&DUPLICATE, field, code, message));
        }
    }
    for key in &given {
        if !keys.contains(key) && spellings.contains(&fold(key)) {
            let message = format!("The resource has the tag key {key} in other capital letters.");
            let code = Code::DuplicateKeyValue;
            findings.push(Finding::new(&SPELLING, field, code, message));
        }
    }
    for key in &given {
        let prefix = key.get(..RESERVED_PREFIX.len());
        if prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case(RESERVED_PREFIX)) {
            let message = "Tag keys must not begin with aws:.";
            findings.push(Finding::new(&RESERVED, field, Code::InvalidValue, message));
        }
    }
    keys.extend(given);
    if keys.len() > LIMIT {
        let message = format!("A resource has at most {LIMIT} tags.");
        findings.push(Finding::new(
            &TOO_MANY,
            "tags",
            Code::TooManyValues,
            message,
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(keys: &[&str], known: &[&str]) -> Vec<&'static str> {
        let tag = |key: &&str| Tag {
            key: (*key).to_owned(),
            value: String::new(),
        };
        let tags: Vec<Tag> = keys.iter().map(tag).collect();
        let findings = findings(&tags, known.iter().copied());
        findings
            .into_iter()
            .map(|finding| finding.rule.id)
            .collect()
    }

    #[test]
    fn every_mistake_is_found_once() {
        assert_eq!(judged(&["Team"], &["Team", "Cost"]), [""; 0]);
        assert_eq!(judged(&["a", "a", "a"], &[]), [DUPLICATE.id]);
        assert_eq!(judged(&["aws:x", "AWS:y", "awsome"], &[]), [RESERVED.id; 2]);
        assert_eq!(
            judged(&["a", "a", "aws:x"], &[]),
            [DUPLICATE.id, RESERVED.id]
        );
    }

    #[test]
    fn keys_that_differ_only_in_case_are_one_key() {
        for (one, other) in [("Team", "team"), ("Ünit", "üNIT"), ("\u{212a}ey", "key")] {
            assert_eq!(judged(&[one, other], &[]), [DUPLICATE.id], "{one}");
            assert_eq!(judged(&[other], &[one]), [SPELLING.id], "{one}");
        }
        assert_eq!(
            judged(&["Team", "team"], &["TEAM"]),
            [DUPLICATE.id, SPELLING.id, SPELLING.id]
        );
    }

    #[test]
    fn a_resource_of_an_older_program_keeps_both_spellings_and_gets_no_third() {
        let both = ["Team", "team"];
        assert_eq!(judged(&["Team"], &both), [""; 0]);
        assert_eq!(judged(&["team"], &both), [""; 0]);
        assert_eq!(judged(&["TEAM"], &both), [SPELLING.id]);
    }

    #[test]
    fn known_keys_count_once() {
        let known: Vec<String> = (0..LIMIT).map(|number| number.to_string()).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        assert_eq!(judged(&["0", "199"], &known), [""; 0]);
        assert_eq!(judged(&["200"], &known), [TOO_MANY.id]);
    }
}
