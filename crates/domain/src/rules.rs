//! Every rule of the service, in one place.
//!
//! Each family keeps its rules beside what they judge; this is the list of the families. A rule
//! that is not reachable from here is not on the compatibility page.

use crate::idempotency::TOKEN_REUSED;
use crate::rule::Rule;
use crate::{engagement, invitation, job, opportunity, selling_settings, snapshot, tag, task};

static FAMILIES: &[&[&Rule]] = &[
    &[&TOKEN_REUSED],
    engagement::rules::RULES,
    invitation::rules::RULES,
    job::rules::RULES,
    opportunity::assign::RULES,
    opportunity::rules::RULES,
    selling_settings::rules::RULES,
    snapshot::rules::RULES,
    tag::rules::RULES,
    task::RULES,
];

/// All of them, family by family.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.iter().copied())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_rule_has_a_name_of_its_own() {
        let mut seen = BTreeSet::new();
        for rule in rules() {
            assert!(seen.insert(rule.id), "{} names two rules", rule.id);
        }
        assert!(!seen.is_empty());
    }

    #[test]
    fn names_are_lower_case_words_between_dots() {
        for rule in rules() {
            let words = |part: &str| {
                part.split('-').all(|word| {
                    !word.is_empty()
                        && word
                            .chars()
                            .all(|letter| matches!(letter, 'a'..='z' | '0'..='9'))
                })
            };
            assert!(rule.id.split('.').all(words), "{}", rule.id);
            assert!(rule.id.contains('.'), "{}", rule.id);
        }
    }

    #[test]
    fn every_rule_is_said_in_sentences() {
        for rule in rules() {
            assert!(rule.says.ends_with('.'), "{}: {}", rule.id, rule.says);
            assert!(!rule.says.contains("  "), "{}: {}", rule.id, rule.says);
            let first = rule.says.chars().next();
            assert!(
                first.is_some_and(|letter| !letter.is_whitespace()),
                "{}",
                rule.id
            );
        }
    }
}
