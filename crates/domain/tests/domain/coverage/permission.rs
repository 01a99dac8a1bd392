//! Every operation is authorized: it is denied without a policy, by a deny, for another catalog and
//! for another resource, and allowed by a policy that grants exactly its required actions.

use cosell_api::shape::{Kind, Shape};
use cosell_auth::policy::{CONDITION_KEYS, Policy};
use cosell_domain::identity::{Authenticated, Grants, Name, Source};
use cosell_domain::permission::{Requirement, SNAPSHOT, Subject, When, evaluate};
use cosell_domain::{Caller, OPERATIONS, find};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::cases::{Case, implemented};
use super::scene::{self, Scene};
use crate::common::{NOW, PARTNER, Refused};

/// The caller's user with policies of these statements.
fn user(account: &str, statements: &[Value]) -> Caller {
    let document = json!({ "Version": "2012-10-17", "Statement": statements });
    let policies = if statements.is_empty() {
        Vec::new()
    } else {
        vec![Policy::parse("test", &document.to_string()).expect("a policy")]
    };
    Caller::from(Authenticated {
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

/// The required actions of an operation in this scene, whose requests have no tags.
fn required(operation: &str) -> Vec<&'static str> {
    let requirements = find(operation).expect(operation).requires;
    let always = |one: &&Requirement| one.when == When::Always;
    let actions = requirements.iter().filter(always).map(|one| one.action);
    // The request of the scene names a role, so it requires `iam:PassRole`.
    actions.collect()
}

#[tokio::test]
async fn every_operation_is_allowed_by_its_required_actions_and_by_nothing_less() {
    let mut seen = 0;
    for case in implemented() {
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
    assert_eq!(seen, OPERATIONS.len(), "every operation has a case");
}

#[tokio::test]
async fn authorization_follows_model_validation_and_precedes_the_lookup() {
    let scene = Scene::new().await;
    let caller = |statements: &[Value]| user(PARTNER, statements);
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

/// The members that name a resource, for the subjects that have some.
fn naming(subject: Subject) -> Vec<&'static str> {
    match subject {
        Subject::Any | Subject::Created(_) => Vec::new(),
        Subject::Named(_, member)
        | Subject::Each(_, member)
        | Subject::Arn(member)
        | Subject::Role(member) => vec![member],
        Subject::Snapshot => SNAPSHOT.to_vec(),
    }
}

/// Every requirement reads a member that the input has, and every required member that names a
/// resource of the service is read by a requirement.
#[test]
fn every_operation_requires_its_action_and_names_resources_by_its_own_members() {
    for entry in OPERATIONS {
        let (name, input) = (entry.meta.name, entry.meta.input);
        let first = entry.requires[0];
        assert_eq!(first.action, format!("partnercentral:{name}"));
        let mut read = Vec::new();
        for requirement in entry.requires {
            for member in naming(requirement.subject) {
                let found = input.member(member);
                let is_optional_here = requirement.subject == Subject::Snapshot;
                assert!(found.is_some() || is_optional_here, "{name} reads {member}");
                let is_text = |shape: &Shape| matches!(shape.kind, Kind::Text { .. });
                let fits =
                    found.is_none_or(|found| match (&found.shape.kind, requirement.subject) {
                        (Kind::List { member, .. }, Subject::Each(..)) => is_text(member),
                        (Kind::Integer(_) | Kind::Enumeration(_), Subject::Snapshot) => true,
                        (_, Subject::Each(..)) => false,
                        _ => is_text(found.shape),
                    });
                assert!(fits, "{name} reads {member} as something else");
                read.push(member);
            }
            if requirement.when == When::Tagged {
                assert!(input.member("Tags").is_some(), "{name} has no tags");
            }
        }
        // The resource of a Start… operation is the new task; its steps are authorized for the
        // other resources. An associated entity and a context of an engagement are not resources.
        let is_task = name.starts_with("Start") && name.ends_with("Task");
        for member in input.members().iter().filter(|member| member.required) {
            let names = ["Identifier", "Identifiers", "Arn"];
            let names = names.iter().any(|end| member.name.ends_with(end));
            let no_resource = ["RelatedEntityIdentifier", "ContextIdentifier"];
            // A job is created for a snapshot, and the requirement names that snapshot.
            if names && !is_task && !no_resource.contains(&member.name) {
                assert!(
                    read.contains(&member.name),
                    "no requirement of {name} reads {}",
                    member.name
                );
            }
        }
    }
}

/// A caller whose policy tests every condition key, so that each of them affects the decision.
fn caller_with_every_condition() -> Caller {
    let mut keys = Map::new();
    for key in CONDITION_KEYS {
        // For a family of keys: the key that the requests below set.
        let name = if key.name.ends_with('/') {
            format!("{}team", key.name)
        } else {
            key.name.to_owned()
        };
        keys.insert(name, json!("false"));
    }
    let mut deny = statement("Deny", &["*"], "*");
    deny["Condition"] = json!({ "Null": keys });
    user(PARTNER, &[statement("Allow", &["*"], "*"), deny])
}

/// Every member name of the model, and some that the model does not have.
fn names() -> Vec<String> {
    fn collect(shape: &'static Shape, names: &mut Vec<String>) {
        match &shape.kind {
            Kind::Structure { members, .. } => {
                for member in *members {
                    names.push(member.name.to_owned());
                    if !member.shape.leads_to(shape) {
                        collect(member.shape, names);
                    }
                }
            }
            Kind::List { member, .. } => collect(member, names),
            Kind::Map { value, .. } => collect(value, names),
            _ => {}
        }
    }
    let mut names = vec!["Unheard".to_owned(), "identifier".to_owned(), String::new()];
    for entry in OPERATIONS {
        collect(entry.meta.input, &mut names);
    }
    names.sort();
    names.dedup();
    names
}

/// Values of members: ids and ARNs of other accounts, tags, and any other JSON.
fn values() -> impl Strategy<Value = Value> {
    let texts = prop_oneof![
        Just("O7654321"),
        Just("eng-00000000000000"),
        Just("arn:aws:partnercentral:us-east-1:222222222222:catalog/AWS/opportunity/O1"),
        Just("AWS"),
        Just("Solutions"),
        Just("team"),
        Just("")
    ];
    let tags = json!([{ "Key": "team", "Value": "north" }, { "Key": "Team", "Value": "south" }]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        texts.prop_map(Value::from),
        Just(tags),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        let names = prop::sample::select(names());
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec((names, inner), 0..3)
                .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

/// Adds members to every object of a body whose shape does not have them.
fn add(body: &mut Value, shape: &'static Shape, aliens: &[(String, Value)]) {
    match (&shape.kind, body) {
        (Kind::Structure { members, union }, Value::Object(object)) => {
            for member in *members {
                if let Some(value) = object.get_mut(member.name) {
                    add(value, member.shape, aliens);
                } else if !union && !member.required && !member.nullable {
                    // A null member is absent.
                    object.insert(member.name.to_owned(), Value::Null);
                }
            }
            for (name, value) in aliens {
                if shape.member(name).is_none() {
                    object.insert(name.clone(), value.clone());
                }
            }
        }
        (Kind::List { member, .. }, Value::Array(items)) => {
            for item in items {
                add(item, member, aliens);
            }
        }
        _ => {}
    }
}

/// Authorization reads only the members that the operation reads: any other member, anywhere in
/// the request and with any value, changes neither the requirements nor a condition key.
#[tokio::test]
async fn members_that_are_not_the_operations_own_do_not_affect_authorization() {
    let scene = Scene::new().await;
    let caller = caller_with_every_condition();
    let mut bodies = Vec::new();
    for case in implemented() {
        let entry = find(case.operation).expect("it is implemented");
        let mut body = case.body(&scene);
        bodies.push((entry, body.clone()));
        if entry.meta.input.member("Tags").is_some() {
            body["Tags"] = json!([{ "Key": "team", "Value": "east" }]);
            bodies.push((entry, body));
        }
    }
    let case = (
        prop::sample::select(bodies.clone()),
        prop::collection::vec((prop::sample::select(names()), values()), 1..6),
    );
    let check = |entry: &'static cosell_domain::Entry, body: &Value, aliens: &[(String, Value)]| {
        let mut more = body.clone();
        add(&mut more, entry.meta.input, aliens);
        let plain = evaluate(entry.meta, entry.requires, &caller, body.clone(), NOW)
            .expect("the body is valid");
        let evaluated = evaluate(entry.meta, entry.requires, &caller, more.clone(), NOW)
            .expect("nulls and unknown members");
        assert_eq!(
            evaluated.input, plain.input,
            "{}: {more:#}",
            entry.meta.name
        );
        assert!(
            evaluated.permission.decides_as(&plain.permission),
            "{}: {more:#}\n{:#?}\n{:#?}",
            entry.meta.name,
            plain.permission,
            evaluated.permission
        );
    };
    // Every name on every operation, with the values that once had an effect.
    for value in [
        json!(null),
        json!([]),
        json!([1]),
        json!("O7654321"),
        json!({}),
    ] {
        let aliens: Vec<_> = names()
            .into_iter()
            .map(|name| (name, value.clone()))
            .collect();
        for (entry, body) in &bodies {
            check(entry, body, &aliens);
        }
    }
    proptest!(ProptestConfig::with_cases(500), |((entry, body) in case.0, aliens in case.1)| {
        check(entry, &body, &aliens);
    });
}

/// A caller without a policy is denied everything, and a caller with a policy for one opportunity
/// is denied any other, whatever members the request has besides those of the operation.
#[tokio::test]
async fn members_of_other_operations_grant_nothing() {
    let scene = Scene::new().await;
    let call = |caller: Caller, operation, body| scene.harness.call_as(caller, operation, body);
    for value in [
        json!(null),
        json!([]),
        json!([1]),
        json!(["eng-00000000000000"]),
    ] {
        for case in implemented() {
            let operation = case.operation;
            let mut body = case.body(&scene);
            if find(operation).is_some_and(|entry| entry.meta.input.member("Identifiers").is_none())
            {
                body["Identifiers"] = value.clone();
            }
            let refused = call(user(case.caller, &[]), operation, body).await;
            let name = refused.err().map(|refused| refused.name);
            assert_eq!(
                name.as_deref(),
                Some("AccessDeniedException"),
                "{operation} {value}"
            );
        }
    }
    let arn = |id: &str| {
        format!("arn:aws:partnercentral:us-east-1:{PARTNER}:catalog/Sandbox/opportunity/{id}")
    };
    let one = statement("Allow", &["*"], &arn(&scene.linked));
    for member in [
        "OpportunityIdentifier",
        "RelatedOpportunityIdentifier",
        "ResourceIdentifier",
    ] {
        let mut body = json!({ "Catalog": "Sandbox", "Identifier": scene.draft });
        body[member] = json!(scene.linked);
        let caller = user(PARTNER, std::slice::from_ref(&one));
        let refused = call(caller, "GetOpportunity", body).await;
        let name = refused.err().map(|refused| refused.name);
        assert_eq!(name.as_deref(), Some("AccessDeniedException"), "{member}");
    }
}

/// A request without a revision gets the newest one, so the policies are evaluated for that one.
#[tokio::test]
async fn the_newest_revision_is_authorized_by_its_own_arn() {
    let scene = Scene::new().await;
    let shown = scene::shown(&scene, &scene.linked);
    let mut body = shown.clone();
    body["Catalog"] = json!("Sandbox");
    let get =
        |caller: Caller, body: Value| scene.harness.call_as(caller, "GetResourceSnapshot", body);
    let allow = statement("Allow", &["*"], "*");
    let caller = user(PARTNER, std::slice::from_ref(&allow));
    let found = get(caller, body.clone()).await.expect("it is allowed");
    let newest = found["Arn"].as_str().expect("an ARN");
    let deny = statement("Deny", &["partnercentral:GetResourceSnapshot"], newest);
    for revision in [Value::Null, found["Revision"].clone()] {
        body["Revision"] = revision;
        let caller = user(PARTNER, &[allow.clone(), deny.clone()]);
        let refused = get(caller, body.clone()).await.expect_err("it is denied");
        assert_eq!(refused.name, "AccessDeniedException");
    }
}
