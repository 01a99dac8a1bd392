//! No operation goes unasked: each is denied without a policy, by a denial, for another catalog and
//! for another resource, and allowed by a policy that grants exactly what it asks for.

use cosell_auth::action::{self, Requirement};
use cosell_auth::policy::Policy;
use cosell_domain::Caller;
use cosell_domain::identity::{Grants, Name, Proven, Source};
use serde_json::{Value, json};

use super::common::Refused;
use super::{Case, OPERATIONS, Scene, built};

/// The caller's user with policies of these statements.
fn user(account: &str, statements: &[Value]) -> Caller {
    let document = json!({ "Version": "2012-10-17", "Statement": statements });
    let policies = if statements.is_empty() {
        Vec::new()
    } else {
        vec![Policy::parse("test", &document.to_string()).expect("a policy")]
    };
    Caller::from(Proven {
        name: Name::user(account, "ines"),
        grants: Grants::fixed("AIDAINES", Some(policies)).into(),
        source: Source::default(),
    })
}

fn statement(effect: &str, actions: &[&str], resource: &str) -> Value {
    json!({ "Effect": effect, "Action": actions, "Resource": resource })
}

/// Calls as a user with these statements.
async fn call(scene: &Scene, case: &Case, statements: &[Value]) -> Result<Value, Refused> {
    let caller = user(case.caller, statements);
    scene
        .harness
        .call_as(caller, case.operation, case.body(scene))
        .await
}

/// The message of a call that was denied.
async fn denied(scene: &Scene, case: &Case, statements: &[Value], how: &str) -> String {
    let what = format!("{} {how}", case.operation);
    match call(scene, case, statements).await {
        Ok(answer) => panic!("{what} was not denied: {answer:#}"),
        Err(refused) => {
            assert_eq!(refused.name, "AccessDeniedException", "{what}");
            refused.message().to_owned()
        }
    }
}

/// What the operation asks for in this scene: tags are sent by none of its requests.
fn required(operation: &str) -> Vec<&'static str> {
    let requirements = action::of_operation(operation).expect(operation);
    let always = |one: &&Requirement| one.when == action::When::Always;
    let actions = requirements.iter().filter(always).map(|one| one.action);
    // The request of the scene names a role, so it is passed.
    actions.collect()
}

#[tokio::test]
async fn every_operation_is_allowed_by_what_it_asks_for_and_by_nothing_less() {
    let mut seen = 0;
    for case in built() {
        let scene = Scene::new().await;
        let actions = required(case.operation);
        let own = actions[0];

        let none = denied(&scene, &case, &[], "without a policy").await;
        let user = format!("User: arn:aws:iam::{}:user/ines", case.caller);
        let (before, resource) = none.split_once(" on resource: ").expect("a resource");
        assert_eq!(
            before,
            format!("{user} is not authorized to perform: {own}")
        );
        let (resource, why) = resource.split_once(" because ").expect("a reason");
        let no_policy = format!("no identity-based policy allows the {own} action");
        assert_eq!(why, no_policy, "{}", case.operation);

        for lost in &actions {
            let rest: Vec<_> = actions.iter().copied().filter(|one| one != lost).collect();
            if !rest.is_empty() {
                let statements = [statement("Allow", &rest, "*")];
                let message = denied(&scene, &case, &statements, lost).await;
                assert!(message.contains(lost), "{message}");
            }
            let statements = [
                statement("Allow", &["*"], "*"),
                statement("Deny", &[lost], "*"),
            ];
            let message = denied(&scene, &case, &statements, lost).await;
            assert!(
                message.ends_with("with an explicit deny in an identity-based policy"),
                "{message}"
            );
        }

        let mut elsewhere = statement("Allow", &["partnercentral:*", "iam:*"], "*");
        elsewhere["Condition"] = json!({ "StringEquals": { "partnercentral:Catalog": "AWS" } });
        denied(&scene, &case, &[elsewhere], "in another catalog").await;

        let mut exact = vec![statement("Allow", &[own], resource)];
        if resource != "*" {
            let other = format!("{resource}x");
            let others = [
                statement("Allow", &[own], &other),
                statement("Allow", &actions[1..], "*"),
            ];
            let others = if actions.len() > 1 {
                &others[..]
            } else {
                &others[..1]
            };
            denied(&scene, &case, others, "on another resource").await;
        }
        if actions.len() > 1 {
            exact.push(statement("Allow", &actions[1..], "*"));
        }
        for allowing in &mut exact {
            let condition = json!({ "StringEquals": { "partnercentral:Catalog": "Sandbox" } });
            allowing["Condition"] = condition;
        }
        let answer = call(&scene, &case, &exact).await;
        answer.unwrap_or_else(|refused| panic!("{}: {refused:#?}", case.operation));
        seen += 1;
    }
    assert_eq!(seen, OPERATIONS.len(), "every operation has its case");
}

#[tokio::test]
async fn a_denial_comes_behind_the_model_and_before_what_is_there() {
    let scene = Scene::new().await;
    let caller = |statements: &[Value]| user(super::PARTNER, statements);
    let unknown = json!({ "Catalog": "Sandbox", "Identifier": "O9999999" });
    let mut wrong = unknown.clone();
    wrong["Identifier"] = json!("no id");
    let call = async |statements: &[Value], body: &Value| {
        let refused = scene
            .harness
            .call_as(caller(statements), "GetOpportunity", body.clone())
            .await;
        refused.expect_err("it is refused").name
    };
    let all = [statement("Allow", &["*"], "*")];
    assert_eq!(call(&[], &wrong).await, "ValidationException");
    assert_eq!(call(&[], &unknown).await, "AccessDeniedException");
    assert_eq!(call(&all, &unknown).await, "ResourceNotFoundException");
}
