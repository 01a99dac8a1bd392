//! How statements match actions and resources, and which one decides.

use cosell_auth::policy::{Context, Decider, Decision, Request, decide};
use serde_json::{Value, json};

use super::{OPPORTUNITY, allows, context, policy, text};

#[test]
fn an_action_is_matched_by_name_and_wildcard_whatever_its_case() {
    let of = |element: &str, actions: Value| {
        let statement = json!({ "Effect": "Allow", element: actions, "Resource": "*" });
        allows(&statement, &Context::default())
    };
    for actions in [
        json!("*"),
        json!("partnercentral:*"),
        json!("partnercentral:Get*"),
        json!("partnercentral:get?pportunity"),
        json!("PARTNERCENTRAL:GETOPPORTUNITY"),
        json!(["s3:GetObject", "partnercentral:GetOpportunity"]),
    ] {
        assert!(of("Action", actions.clone()), "{actions}");
        assert!(!of("NotAction", actions.clone()), "not {actions}");
    }
    for actions in [
        json!("s3:*"),
        json!("partnercentral:Get"),
        json!("partnercentral:GetOpportunity?"),
        json!(["partnercentral:List*", "partnercentral:Create*"]),
    ] {
        assert!(!of("Action", actions.clone()), "{actions}");
        assert!(of("NotAction", actions.clone()), "not {actions}");
    }
}

/// Terraform wrote an empty Sid into every statement, and IAM accepted it.
#[test]
fn an_empty_sid_is_ignored_and_may_be_repeated() {
    let statement = |effect: &str, action: &str| {
        json!({
            "Sid": "", "Effect": effect, "Action": action, "Resource": "*",
        })
    };
    let both = policy(&json!([
        statement("Allow", "*"),
        statement("Deny", "partnercentral:Get*"),
    ]));
    let context = Context::default();
    let get = Request::new("partnercentral:GetOpportunity", OPPORTUNITY, &context);
    let Decision::Denied { by: Some(by) } = decide(&[&both], &get) else {
        panic!("it is denied");
    };
    assert_eq!((by.statement, by.sid), (1, None));
}

#[test]
fn a_resource_is_matched_as_it_is_written() {
    let of = |element: &str, resources: Value| {
        let statement = json!({ "Effect": "Allow", "Action": "*", element: resources });
        let context = context([("aws:PrincipalAccount", "111111111111")]);
        allows(&statement, &context)
    };
    for resources in [
        json!("*"),
        json!(OPPORTUNITY),
        json!("arn:aws:partnercentral:*:*:catalog/*/opportunity/*"),
        json!("arn:aws:partnercentral:us-east-?:*:catalog/Sandbox/opportunity/O?654321"),
        json!("arn:aws:partnercentral:us-east-1:${aws:PrincipalAccount}:catalog/*/opportunity/*"),
        json!("arn:aws:partnercentral:*"),
        json!(["arn:aws:s3:::bucket", OPPORTUNITY]),
    ] {
        assert!(of("Resource", resources.clone()), "{resources}");
        assert!(!of("NotResource", resources.clone()), "not {resources}");
    }
    for resources in [
        json!("arn:aws:partnercentral:us-east-1::catalog/Sandbox/engagement/*"),
        json!("arn:aws:partnercentral:*:*:catalog/sandbox/opportunity/*"),
        json!("arn:aws:partnercentral:*:${aws:username}:catalog/*/opportunity/*"),
    ] {
        assert!(!of("Resource", resources.clone()), "{resources}");
        assert!(of("NotResource", resources.clone()), "not {resources}");
    }
}

#[test]
fn an_action_without_a_resource_is_allowed_on_a_star_only() {
    let on = |resource: &str| {
        let policy = policy(&json!({ "Effect": "Allow", "Action": "*", "Resource": resource }));
        let context = Context::default();
        let request = Request::new("partnercentral:ListOpportunities", "*", &context);
        decide(&[&policy], &request).is_allowed()
    };
    assert!(on("*"));
    assert!(!on("arn:aws:partnercentral:*:*:catalog/*/opportunity/*"));
}

#[test]
fn a_decision_names_its_statement() {
    let allow = policy(&json!([
        { "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
        { "Sid": "Read", "Effect": "Allow", "Action": "partnercentral:Get*", "Resource": "*" },
    ]));
    let deny = policy(&json!({
        "Effect": "Deny",
        "Action": "partnercentral:*",
        "Resource": "*",
        "Condition": { "StringEquals": { "partnercentral:Catalog": "AWS" } },
    }));
    let sandbox = context([("partnercentral:Catalog", "Sandbox")]);
    let aws = context([("partnercentral:Catalog", "AWS")]);
    let get = |context| Request::new("partnercentral:GetOpportunity", OPPORTUNITY, context);

    let allowed = decide(&[&deny, &allow], &get(&sandbox));
    let by = Decider {
        policy: "test",
        statement: 1,
        sid: Some("Read"),
    };
    assert_eq!(allowed, Decision::Allowed { by });
    assert_eq!(text(allowed), "allowed by test, Statement[1] (Read)");
    for order in [[&allow, &deny], [&deny, &allow]] {
        let denied = decide(&order, &get(&aws));
        assert_eq!(text(denied), "denied by test, Statement[0]");
    }
    let update = Request::new("partnercentral:UpdateOpportunity", OPPORTUNITY, &sandbox);
    let nobody = decide(&[&allow], &update);
    assert_eq!(nobody, Decision::Denied { by: None });
    assert_eq!(text(nobody), "denied, because no statement allows it");
    assert_eq!(decide(&[], &update), Decision::Denied { by: None });
}
