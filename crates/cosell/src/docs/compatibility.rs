//! The operations, permissions and rules as docs/compatibility.md has them.
//!
//! `cargo xtask docs` puts them before the part that is written by hand.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use cosell_api::operations::OPERATIONS;
use cosell_api::{ErrorKind, OperationMeta};
use cosell_auth::policy::{CONDITION_KEYS, Presence};
use cosell_domain::permission::{Requirement, Subject, When};
use cosell_domain::rule::{Evidence, Rule};
use cosell_domain::{find, rules};

const HEAD: &str = "\
# Compatibility

What this server does like the live service, what it does otherwise, and how we know. Operations,
permissions and rules are printed from the code by `cargo xtask docs`; their reasons
are in [compatibility-notes.md](compatibility-notes.md).

| evidence | meaning |
|---|---|
| documented | on a page of AWS's documentation, or in the published model |
| observed | in a recorded answer of the live service, or reported from live use |
| inferred | concluded from the two; no source states it |
";

pub(super) fn page() -> String {
    let mut page = HEAD.to_owned();
    operations(&mut page);
    permissions(&mut page);
    all_rules(&mut page);
    page
}

fn operations(page: &mut String) {
    let built = |meta: &OperationMeta| find(meta.name).is_some();
    let count = OPERATIONS.iter().filter(|meta| built(meta)).count();
    line(page, "");
    line(page, "## Operations");
    line(page, "");
    line(
        page,
        &format!(
            "{count} of the {} operations of the model are built.",
            OPERATIONS.len()
        ),
    );
    let everywhere = |kind: &&ErrorKind| OPERATIONS.iter().all(|meta| meta.errors.contains(kind));
    let common: Vec<_> = ErrorKind::ALL
        .iter()
        .filter(everywhere)
        .map(|kind| kind.name())
        .collect();
    line(page, "Each may answer");
    line(page, &format!("{};", common.join(", ")));
    line(page, "the table names the modelled errors beside these.");
    line(page, "");
    line(
        page,
        "| operation | built | client token | further errors |",
    );
    line(page, "|---|---|---|---|");
    for meta in OPERATIONS {
        let errors: Vec<_> = meta
            .errors
            .iter()
            .filter(|kind| !everywhere(kind))
            .map(|kind| kind.name())
            .collect();
        let built = if built(meta) { "yes" } else { "no" };
        let token = if meta.idempotency_token.is_some() {
            "yes"
        } else {
            ""
        };
        line(
            page,
            &format!(
                "| {} | {built} | {token} | {} |",
                meta.name,
                errors.join(", ")
            ),
        );
    }
}

/// What policies have to allow, and what their conditions can ask about.
fn permissions(page: &mut String) {
    line(page, "");
    line(page, "## Permissions");
    line(page, "");
    line(
        page,
        "In mode `strict` the policies of a caller must allow every action of its operation.",
    );
    line(
        page,
        "The resource is named by the member in brackets; `*` stands for what is not made yet.",
    );
    line(page, "");
    line(page, "| operation | actions that it requires |");
    line(page, "|---|---|");
    for entry in cosell_domain::OPERATIONS {
        let actions: Vec<_> = entry.requires.iter().map(requirement).collect();
        let actions = actions.join("<br>");
        line(page, &format!("| {} | {actions} |", entry.meta.name));
    }
    line(page, "");
    line(page, "### Condition keys");
    line(page, "");
    line(
        page,
        "A policy that asks about another key of `aws:` or `partnercentral:` is refused, because \
         what is said",
    );
    line(
        page,
        "under it would never apply. Keys of other services are taken and absent, apart from",
    );
    line(page, "`iam:PassedToService` of the action `iam:PassRole`.");
    line(page, "");
    line(page, "| condition key | presence |");
    line(page, "|---|---|");
    for key in CONDITION_KEYS {
        let name = if key.name.ends_with('/') {
            format!("{}KEY", key.name)
        } else {
            key.name.to_owned()
        };
        let presence = match key.presence {
            Presence::Always => "every request has it".to_owned(),
            Presence::When(when) => when.to_owned(),
            Presence::Never(why) => format!("absent: {why}"),
        };
        line(page, &format!("| `{name}` | {presence} |"));
    }
}

fn requirement(requirement: &Requirement) -> String {
    let subject = match requirement.subject {
        Subject::Any => "`*`".to_owned(),
        Subject::Created(resource) => format!("`{}`", resource.arn("ACCOUNT", "CATALOG", None)),
        Subject::Named(_, member)
        | Subject::Each(_, member)
        | Subject::Arn(member)
        | Subject::Role(member) => format!("[{member}]"),
        Subject::Snapshot => "the snapshot that is named".to_owned(),
    };
    let when = match requirement.when {
        When::Always => "",
        When::Tagged => ", if the request has Tags",
    };
    format!("`{}` on {subject}{when}", requirement.action)
}

fn all_rules(page: &mut String) {
    let mut families: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    let mut counts: BTreeMap<Evidence, usize> = BTreeMap::new();
    for rule in rules::rules() {
        let family = rule.id.split('.').next().unwrap_or_default();
        families.entry(family).or_default().push(rule);
        *counts.entry(rule.evidence).or_default() += 1;
    }
    let counted: Vec<_> = counts
        .iter()
        .map(|(evidence, count)| format!("{count} {}", evidence.as_str()))
        .collect();
    line(page, "");
    line(page, "## Rules");
    line(page, "");
    line(
        page,
        &format!(
            "{} rules: {}.",
            counts.values().sum::<usize>(),
            counted.join(", ")
        ),
    );
    line(
        page,
        "The response to a request that breaks several rules lists all of them.",
    );
    for (family, mut rules) in families {
        rules.sort_unstable_by_key(|rule| rule.id);
        line(page, "");
        line(page, &format!("### {}", title(family)));
        line(page, "");
        line(page, "| rule | what it says | evidence |");
        line(page, "|---|---|---|");
        for rule in rules {
            let says = rule.says.replace('|', "\\|");
            line(
                page,
                &format!("| `{}` | {says} | {} |", rule.id, rule.evidence.as_str()),
            );
        }
    }
}

/// A family's name as a heading.
fn title(family: &str) -> String {
    let words = family.replace('-', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(letters)
        .collect()
}

fn line(page: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(page, "{text}");
}
