//! An explicit deny overrides every allow, whatever the other statements are.

use cosell_auth::policy::{Decision, Policy, Request, decide};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{OPPORTUNITY, context, policy};

fn statement() -> impl Strategy<Value = Value> {
    let actions = prop::sample::select(vec![
        "*",
        "partnercentral:*",
        "partnercentral:Get*",
        "partnercentral:UpdateOpportunity",
        "s3:GetObject",
    ]);
    let resources = prop::sample::select(vec!["*", OPPORTUNITY, "arn:aws:s3:::bucket"]);
    let catalogs = prop::sample::select(vec!["AWS", "Sandbox"]);
    let effects = prop::sample::select(vec!["Allow", "Deny"]);
    let flags = any::<(bool, bool, bool)>();
    (actions, resources, catalogs, effects, flags).prop_map(
        |(action, resource, catalog, effect, (not_action, not_resource, condition))| {
            let mut statement = json!({
                "Effect": effect,
                (if not_action { "NotAction" } else { "Action" }): action,
                (if not_resource { "NotResource" } else { "Resource" }): resource,
            });
            if condition {
                statement["Condition"] =
                    json!({ "StringEquals": { "partnercentral:Catalog": catalog } });
            }
            statement
        },
    )
}

/// Whether a statement applies to the request: evaluated as the only statement, with the effect
/// Allow.
fn applies(statement: &Value, request: &Request<'_>) -> bool {
    let mut allowing = statement.clone();
    allowing["Effect"] = json!("Allow");
    decide(&[&policy(&json!([allowing]))], request).is_allowed()
}

proptest! {
    #[test]
    fn an_explicit_deny_always_wins(
        policies in prop::collection::vec(prop::collection::vec(statement(), 1..4), 0..4),
    ) {
        let context = context([("partnercentral:Catalog", "Sandbox")]);
        let request = Request::new("partnercentral:GetOpportunity", OPPORTUNITY, &context);
        let any_with = |effect: &str| {
            let mut statements = policies.iter().flatten();
            statements.any(|one| one["Effect"] == effect && applies(one, &request))
        };
        let parsed: Vec<Policy> =
            policies.iter().map(|statements| policy(&json!(statements))).collect();
        let decision = decide(&parsed.iter().collect::<Vec<_>>(), &request);
        match decision {
            Decision::Denied { by: Some(_) } => prop_assert!(any_with("Deny")),
            Decision::Allowed { .. } => prop_assert!(any_with("Allow") && !any_with("Deny")),
            Decision::Denied { by: None } => prop_assert!(!any_with("Allow") && !any_with("Deny")),
        }
    }

    /// Parsing any text returns a policy or an error with a message.
    #[test]
    fn no_text_breaks_the_parser(text in "[\\[\\]{}\",:*?$a-zA-Z0-9 ]{0,64}") {
        if let Err(error) = Policy::parse("any", &text) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
