//! What tags are judged by.

use std::collections::BTreeSet;

use cosell_api::types::{Tag, ValidationExceptionErrorCode as Code};

use crate::rule::{Evidence, Finding, Rule};

/// Tags that a resource has at most.
const LIMIT: usize = 200;

/// What the keys of AWS's own tags begin with, in any case.
const RESERVED_PREFIX: &str = "aws:";

/// What carries tags.
pub static TAGGABLE: Rule = Rule {
    id: "tag.resource.type",
    evidence: Evidence::Documented,
    says: "Opportunities and resource snapshot jobs carry tags; the service's own policies name \
           no other resource.",
};

/// One value for a key.
pub static DUPLICATE: Rule = Rule {
    id: "tag.key.duplicate",
    evidence: Evidence::Inferred,
    says: "A request names each key once.",
};

/// AWS's own keys.
pub static RESERVED: Rule = Rule {
    id: "tag.key.reserved",
    evidence: Evidence::Documented,
    says: "Keys that begin with aws: are AWS's own; AWS says so of tags in general.",
};

/// How many there are.
pub static TOO_MANY: Rule = Rule {
    id: "tag.limit",
    evidence: Evidence::Inferred,
    says: "A resource has 200 tags at most: ListTagsForResource gives no more and has no pages.",
};

/// Asking again.
pub static UNTAG_AGAIN: Rule = Rule {
    id: "tag.untag.absent",
    evidence: Evidence::Inferred,
    says: "Removing a tag that is not there succeeds.",
};

/// Tags are beside the resource.
pub static APART: Rule = Rule {
    id: "tag.apart",
    evidence: Evidence::Inferred,
    says: "Tags are no part of an opportunity: they change neither its modification time nor its \
           snapshots, and may be changed wherever its review stands.",
};

/// Every rule of this family.
pub static RULES: &[&Rule] = &[
    &TAGGABLE,
    &DUPLICATE,
    &RESERVED,
    &TOO_MANY,
    &UNTAG_AGAIN,
    &APART,
];

/// What is wrong with new tags for a resource that has tags under the `known` keys.
pub fn findings<'a>(tags: &'a [Tag], known: impl Iterator<Item = &'a str>) -> Vec<Finding> {
    let field = "tags.key";
    let mut findings = Vec::new();
    let mut given = BTreeSet::new();
    let mut twice = BTreeSet::new();
    for tag in tags {
        if !given.insert(tag.key.as_str()) && twice.insert(tag.key.as_str()) {
            let message = "The request names a tag key more than once.";
            findings.push(Finding::new(
                &DUPLICATE,
                field,
                Code::DuplicateKeyValue,
                message,
            ));
        }
    }
    for key in &given {
        let prefix = key.get(..RESERVED_PREFIX.len());
        if prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case(RESERVED_PREFIX)) {
            let message = "Tag keys must not begin with aws:.";
            findings.push(Finding::new(&RESERVED, field, Code::InvalidValue, message));
        }
    }
    given.extend(known);
    if given.len() > LIMIT {
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
        assert_eq!(judged(&["Team", "team"], &["Team"]), [""; 0]);
        assert_eq!(judged(&["a", "a", "a"], &[]), [DUPLICATE.id]);
        assert_eq!(judged(&["aws:x", "AWS:y", "awsome"], &[]), [RESERVED.id; 2]);
        assert_eq!(
            judged(&["a", "a", "aws:x"], &[]),
            [DUPLICATE.id, RESERVED.id]
        );
    }

    #[test]
    fn known_keys_count_once() {
        let known: Vec<String> = (0..LIMIT).map(|number| number.to_string()).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        assert_eq!(judged(&["0", "199"], &known), [""; 0]);
        assert_eq!(judged(&["200"], &known), [TOO_MANY.id]);
    }
}
