//! The rules of tags.

use std::collections::BTreeSet;

use cosell_api::types::{Tag, ValidationExceptionErrorCode as Code};
use cosell_auth::policy::fold;

use crate::rule::{Finding, rules};

/// The most tags of a resource.
const LIMIT: usize = 200;

/// The prefix of the keys of AWS's own tags, in any case.
const RESERVED_PREFIX: &str = "aws:";

rules! {
    /// Which resources have tags.
    pub TAGGABLE = "tag.resource.type", Documented,
        "Only opportunities, resource snapshot jobs and customer accounts can have tags. AWS's \
         managed policies name the first two; a customer account takes tags when it is created.";

    /// One value for a key.
    pub DUPLICATE = "tag.key.duplicate", Inferred,
        "A request must name each key once. Keys that differ only in case are the same key, \
         because policies ignore the case.";

    /// One spelling for a key.
    pub SPELLING = "tag.key.spelling", Inferred,
        "A resource has each key in one spelling; a second spelling is refused. IAM would replace \
         the tag of a user or a role; here that would evade a policy that protects a key by its \
         name.";

    /// AWS's own keys.
    pub RESERVED = "tag.key.reserved", Documented,
        "Keys that begin with aws: are reserved for AWS, as AWS documents for tags in general.";

    /// How many tags a resource may have.
    pub TOO_MANY = "tag.limit", Inferred,
        "A resource has at most 200 tags: ListTagsForResource returns no more and has no pages.";

    /// A repeated removal.
    pub UNTAG_AGAIN = "tag.untag.absent", Inferred,
        "Removing a tag that does not exist succeeds.";

    /// Tags are separate from their resource.
    pub APART = "tag.apart", Inferred,
        "Tags are not part of an opportunity: they change neither its modification time nor its \
         snapshots, and may be changed in any state of its review.";
}

/// Checks new tags for a resource that has tags with the `known` keys.
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
            let message = format!(
                "The resource has the tag key {key} in another case; use the \
                                   same spelling, or remove that tag first."
            );
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

    fn broken_rules(keys: &[&str], known: &[&str]) -> Vec<&'static str> {
        let tag = |key: &&str| Tag {
            key: (*key).to_owned(),
            value: String::new(),
            ..Default::default()
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
        assert_eq!(broken_rules(&["Team"], &["Team", "Cost"]), [""; 0]);
        assert_eq!(broken_rules(&["a", "a", "a"], &[]), [DUPLICATE.id]);
        assert_eq!(
            broken_rules(&["aws:x", "AWS:y", "awsome"], &[]),
            [RESERVED.id; 2]
        );
        assert_eq!(
            broken_rules(&["a", "a", "aws:x"], &[]),
            [DUPLICATE.id, RESERVED.id]
        );
    }

    #[test]
    fn keys_that_differ_only_in_case_are_one_key() {
        for (one, other) in [("Team", "team"), ("Ünit", "üNIT"), ("\u{212a}ey", "key")] {
            assert_eq!(broken_rules(&[one, other], &[]), [DUPLICATE.id], "{one}");
            assert_eq!(broken_rules(&[other], &[one]), [SPELLING.id], "{one}");
        }
        assert_eq!(
            broken_rules(&["Team", "team"], &["TEAM"]),
            [DUPLICATE.id, SPELLING.id, SPELLING.id]
        );
    }

    #[test]
    fn a_resource_of_an_older_program_keeps_both_spellings_and_gets_no_third() {
        let both = ["Team", "team"];
        assert_eq!(broken_rules(&["Team"], &both), [""; 0]);
        assert_eq!(broken_rules(&["team"], &both), [""; 0]);
        assert_eq!(broken_rules(&["TEAM"], &both), [SPELLING.id]);
    }

    #[test]
    fn known_keys_count_once() {
        let known: Vec<String> = (0..LIMIT).map(|number| number.to_string()).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        assert_eq!(broken_rules(&["0", "199"], &known), [""; 0]);
        assert_eq!(broken_rules(&["200"], &known), [TOO_MANY.id]);
    }
}
