//! What policies allow and deny, according to IAM's documentation.

mod conditions;
mod explicit_deny;
mod refused;
mod statements;

use cosell_auth::policy::{Context, Decision, Policy, Request, decide};
use serde_json::{Value, json};

const OPPORTUNITY: &str =
    "arn:aws:partnercentral:us-east-1:111111111111:catalog/Sandbox/opportunity/O7654321";

/// A policy of some statements.
fn policy(statements: &Value) -> Policy {
    let document = json!({ "Version": "2012-10-17", "Statement": statements });
    Policy::parse("test", &document.to_string()).expect("a policy")
}

/// Whether one statement allows to get the opportunity.
fn allows(statement: &Value, context: &Context) -> bool {
    let policy = policy(&json!([statement]));
    let request = Request::new("partnercentral:GetOpportunity", OPPORTUNITY, context);
    decide(&[&policy], &request).is_allowed()
}

/// Whether an allowing statement with this condition applies.
fn applies_with(condition: &Value, context: &Context) -> bool {
    let statement = json!({
        "Effect": "Allow",
        "Action": "partnercentral:*",
        "Resource": "*",
        "Condition": condition,
    });
    allows(&statement, context)
}

/// A context of single values.
fn context<const N: usize>(values: [(&str, &str); N]) -> Context {
    let mut context = Context::default();
    for (key, value) in values {
        context.set(key, value);
    }
    context
}

fn text(decision: Decision<'_>) -> String {
    decision.to_string()
}
