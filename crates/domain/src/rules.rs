//! Every rule of the service, in one place.
//!
//! A module declares its rules beside the code that checks them, with [`crate::rule::rules`]; this
//! is the list of those modules. A test compares it with the sources, so that no rule is missing on
//! the compatibility page.

use crate::rule::Rule;
use crate::{
    aws_side, bulk, customer_account, engagement, feature, idempotency, invitation, job,
    opportunity, page, search, selling_settings, snapshot, tag, task,
};

static MODULES: &[&[&Rule]] = &[
    aws_side::RULES,
    aws_side::refer::RULES,
    aws_side::summary::RULES,
    aws_side::update::RULES,
    bulk::rules::RULES,
    customer_account::matching::RULES,
    customer_account::rules::RULES,
    customer_account::search::RULES,
    engagement::rules::RULES,
    engagement::search::RULES,
    feature::RULES,
    idempotency::RULES,
    invitation::payload::RULES,
    invitation::rules::RULES,
    job::rules::RULES,
    opportunity::assign::RULES,
    opportunity::associate::RULES,
    opportunity::aws_summary::RULES,
    opportunity::disassociate::RULES,
    opportunity::list::RULES,
    opportunity::received::RULES,
    opportunity::referral::RULES,
    opportunity::related::RULES,
    opportunity::rules::complete::RULES,
    opportunity::rules::contract::RULES,
    opportunity::rules::customer::RULES,
    opportunity::rules::edit::RULES,
    opportunity::rules::involvement::RULES,
    opportunity::rules::life_cycle::RULES,
    opportunity::rules::marketing::RULES,
    opportunity::rules::needs::RULES,
    opportunity::rules::origin::RULES,
    opportunity::rules::project::RULES,
    opportunity::rules::related::RULES,
    opportunity::rules::revenue::RULES,
    opportunity::rules::review::RULES,
    opportunity::rules::spend::RULES,
    opportunity::rules::whole::RULES,
    opportunity::search::RULES,
    opportunity::update::RULES,
    page::RULES,
    search::RULES,
    selling_settings::rules::RULES,
    snapshot::rules::RULES,
    tag::rules::RULES,
    task::engagement_by_accepting_invitation::RULES,
    task::lead_draft::RULES,
    task::opportunity_from_engagement::RULES,
    task::prospecting::RULES,
    task::prospecting::insights::RULES,
];

/// All of them, module by module.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    MODULES.iter().flat_map(|family| family.iter().copied())
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

    /// The sources are the list: what a module declares is listed above, or this fails.
    #[test]
    fn every_module_that_declares_rules_is_listed() {
        fn ids(folder: &std::path::Path, found: &mut BTreeSet<String>) {
            for entry in std::fs::read_dir(folder).expect("the sources") {
                let path = entry.expect("the sources").path();
                if path.is_dir() {
                    ids(&path, found);
                    continue;
                }
                let text = std::fs::read_to_string(&path).expect("a source");
                for block in text.split("\nrules! {\n").skip(1) {
                    let block = block.split("\n}\n").next().unwrap_or_default();
                    let declared = block.lines().filter_map(|line| line.split_once(" = \""));
                    found.extend(
                        declared.filter_map(|(_, id)| Some(id.split_once('"')?.0.to_owned())),
                    );
                }
            }
        }
        let mut declared = BTreeSet::new();
        let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        ids(std::path::Path::new(sources), &mut declared);
        let listed: BTreeSet<_> = rules().map(|rule| rule.id.to_owned()).collect();
        assert_eq!(declared, listed);
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
