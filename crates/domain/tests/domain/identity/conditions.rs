//! The condition keys that policies can test.

use std::collections::BTreeSet;

use cosell_auth::policy::{CONDITION_KEYS, Policy, Presence};
use cosell_domain::identity::{Authenticated, Grants, Name, Source};
use cosell_domain::permission::evaluate;
use cosell_domain::{Caller, find};
use serde_json::{Value, json};

use crate::common::{Harness, NOW, PARTNER, association, opportunity};
use crate::identity::{allow_all, fresh, sandbox};

/// Whether an operation is allowed for a user whose only statement has this condition.
async fn allowed(
    node: &Harness,
    key: &str,
    condition: &Value,
    operation: &str,
    input: &Value,
) -> bool {
    let statement = json!({
        "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition,
    });
    node.allow("ines", "test", &statement).await;
    match node.outcome(key, operation, input).await.as_deref() {
        None => true,
        Some("AccessDeniedException") => false,
        Some(other) => panic!("{operation} under {condition}: {other}"),
    }
}

#[tokio::test]
async fn every_condition_key_of_a_request_has_its_value() {
    let node = fresh().await;
    let key = node.user("ines").await;
    let id = node.admin().principal(crate::identity::user("ines")).await;
    let id = id.expect("the user").id;
    let user = format!("arn:aws:iam::{PARTNER}:user/ines");
    for (holds, fails) in [
        (
            json!({ "StringEquals": { "partnercentral:Catalog": "Sandbox" } }),
            json!({ "StringEquals": { "partnercentral:Catalog": "AWS" } }),
        ),
        (
            json!({ "ArnEquals": { "aws:PrincipalArn": user } }),
            json!({ "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } }),
        ),
        (
            json!({ "StringEquals": { "aws:PrincipalAccount": PARTNER } }),
            json!({ "StringEquals": { "aws:PrincipalAccount": "222222222222" } }),
        ),
        (
            json!({ "StringEquals": { "aws:username": "ines", "aws:PrincipalType": "User" } }),
            json!({ "StringEquals": { "aws:username": "otto" } }),
        ),
        (
            json!({ "StringEquals": { "aws:userid": id } }),
            json!({ "StringEquals": { "aws:userid": "AIDANOBODY" } }),
        ),
        (
            json!({ "IpAddress": { "aws:SourceIp": "192.0.2.0/24" } }),
            json!({ "IpAddress": { "aws:SourceIp": "198.51.100.0/24" } }),
        ),
        (
            json!({ "Bool": { "aws:SecureTransport": "true", "aws:ViaAWSService": "false" } }),
            json!({ "Bool": { "aws:SecureTransport": "false" } }),
        ),
        (
            json!({ "StringLike": { "aws:UserAgent": "crm/*" } }),
            json!({ "StringLike": { "aws:UserAgent": "curl*" } }),
        ),
        (
            json!({ "DateLessThan": { "aws:CurrentTime": "2026-11-23T00:00:00Z" } }),
            json!({ "DateGreaterThan": { "aws:CurrentTime": "2026-11-23T00:00:00Z" } }),
        ),
        (
            json!({ "StringEquals": { "AWS:UserName": "${aws:userName}" } }),
            json!({ "StringEquals": { "aws:username": "${aws:PrincipalType}" } }),
        ),
        (
            json!({ "StringLike": { "aws:PrincipalArn": "*:${aws:PrincipalAccount}:user/*" } }),
            json!({ "StringNotEqualsIgnoreCase": { "aws:PrincipalType": "${aws:principaltype}" } }),
        ),
        (
            json!({ "Null": { "aws:username": "false", "aws:RequestTag/team": "true" } }),
            json!({ "Null": { "aws:username": "true" } }),
        ),
        (
            json!({ "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } }),
            json!({ "ForAnyValue:StringEquals": { "aws:TagKeys": ["team"] } }),
        ),
        (
            json!({ "NumericEquals": { "aws:EpochTime": NOW / 1000 } }),
            json!({ "NumericLessThan": { "aws:EpochTime": NOW / 1000 } }),
        ),
    ] {
        for (condition, expected) in [(holds, true), (fails, false)] {
            let answer = allowed(&node, &key, &condition, "ListOpportunities", &sandbox()).await;
            assert_eq!(answer, expected, "{condition}");
        }
    }
}

#[tokio::test]
async fn a_deny_with_a_policy_variable_in_its_resource_applies() {
    let node = fresh().await;
    let key = node.user("ines").await;
    let resource = |account| format!("arn:aws:partnercentral:*:{account}:catalog/*");
    for (account, denied) in [
        ("${aws:PrincipalAccount}", true),
        ("${aws:username}", false),
    ] {
        let allow = json!({ "Effect": "Allow", "Action": "*", "Resource": "*" });
        let deny = json!({ "Effect": "Deny", "Action": "*", "Resource": resource(account) });
        node.allow("ines", "test", &json!([allow, deny])).await;
        let answer = node
            .outcome(&key, "CreateOpportunity", &opportunity())
            .await;
        assert_eq!(answer.is_some(), denied, "{account}: {answer:?}");
    }
}

#[tokio::test]
async fn a_condition_can_test_the_tags_of_a_request() {
    let node = fresh().await;
    let key = node.user("ines").await;
    let mut input = opportunity();
    input["Tags"] = json!([{ "Key": "TEAM", "Value": "north" }]);
    for (condition, expected) in [
        (
            json!({ "StringEquals": { "AWS:requesttag/Team": "north" } }),
            true,
        ),
        (
            json!({ "StringEquals": { "aws:RequestTag/team": "south" } }),
            false,
        ),
        (
            json!({ "ForAllValues:StringEquals": { "aws:TagKeys": ["owner"] } }),
            false,
        ),
        (
            json!({
                "StringEquals": { "aws:RequestTag/team": "north" },
                "ForAllValues:StringEquals": { "aws:TagKeys": ["TEAM", "owner"] },
            }),
            true,
        ),
    ] {
        let answer = allowed(&node, &key, &condition, "CreateOpportunity", &input).await;
        assert_eq!(answer, expected, "{condition}");
    }
}

#[tokio::test]
async fn a_condition_tests_the_current_tags_of_a_resource() {
    let node = fresh().await;
    let key = node.user("ines").await;
    let id = node.opportunity().await;
    let get = json!({ "Catalog": "Sandbox", "Identifier": id });
    let north = json!({ "StringEquals": { "aws:ResourceTag/team": "north" } });
    assert!(!allowed(&node, &key, &north, "GetOpportunity", &get).await);
    let arn =
        format!("arn:aws:partnercentral:us-east-1:{PARTNER}:catalog/Sandbox/opportunity/{id}");
    let tags = json!([{ "Key": "team", "Value": "north" }]);
    node.ok("TagResource", json!({ "ResourceArn": arn, "Tags": tags }))
        .await;
    assert!(allowed(&node, &key, &north, "GetOpportunity", &get).await);
    // A request of a tag operation does not name a catalog; the catalog is that of the ARN.
    let list = json!({ "ResourceArn": arn });
    let both = json!({ "StringEquals": {
        "aws:ResourceTag/team": "north", "partnercentral:Catalog": "Sandbox",
    } });
    assert!(allowed(&node, &key, &both, "ListTagsForResource", &list).await);
    node.ok(
        "UntagResource",
        json!({ "ResourceArn": arn, "TagKeys": ["team"] }),
    )
    .await;
    assert!(!allowed(&node, &key, &north, "GetOpportunity", &get).await);
}

#[tokio::test]
async fn a_condition_can_test_the_associated_entity_and_the_service_a_role_is_passed_to() {
    let node = fresh().await;
    let key = node.user("ines").await;
    let id = node.opportunity().await;
    let input = association(&id, "Solutions", "S-1234567");
    for (entity, expected) in [("AwsProducts", false), ("Solutions", true)] {
        let condition = json!({ "StringEquals": { "partnercentral:RelatedEntityType": entity } });
        let answer = allowed(&node, &key, &condition, "AssociateOpportunity", &input).await;
        assert_eq!(answer, expected, "{entity}");
    }
    let mut input = sandbox();
    input["ResourceSnapshotJobRoleIdentifier"] = json!("Jobs");
    let service = "resource-snapshot-job.partnercentral-selling.amazonaws.com";
    for (service, expected) in [("s3.amazonaws.com", false), (service, true)] {
        let condition = json!({ "StringEqualsIfExists": { "iam:PassedToService": service } });
        let answer = allowed(&node, &key, &condition, "PutSellingSystemSettings", &input).await;
        assert_eq!(answer, expected, "{service}");
    }
}

/// The source of a request, with every optional part.
fn full_source() -> Source {
    Source {
        address: Some([192, 0, 2, 7].into()),
        secure: true,
        user_agent: Some("crm/7".to_owned()),
        referer: Some("https://crm.example.com/deals".to_owned()),
        session_issued_at: Some(NOW),
        ..Source::default()
    }
}

/// Whether a condition key is present in a request of a principal.
fn has(key: &str, name: Name, source: Source, operation: &str, body: Value) -> bool {
    let document = json!({ "Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": { "Null": { key: "false" } },
    } });
    let policy = Policy::parse("test", &document.to_string()).expect("a policy");
    let caller = Caller::from(Authenticated {
        name,
        grants: Grants::fixed("AIDAINES", Some(vec![policy])).into(),
        source,
    });
    let entry = find(operation).expect("it is implemented");
    let evaluated =
        evaluate(entry.meta, entry.requires, &caller, body, NOW).expect("the body is valid");
    !evaluated.permission.is_denied()
}

/// Every key that AWS documents is present, absent as on AWS, or absent here for a reason. The
/// documented table and the requests agree.
#[tokio::test]
async fn every_condition_key_matches_the_table() {
    let user = || Name::user(PARTNER, "ines");
    let role = || Name::role(PARTNER, "crm", "night");
    let bare = || Source {
        address: full_source().address,
        ..Source::default()
    };
    let mut tagged = opportunity();
    tagged["Tags"] = json!([{ "Key": "team", "Value": "north" }]);
    let related = association("O1", "Solutions", "S-1234567");
    for key in CONDITION_KEYS {
        let name = key
            .name
            .strip_suffix('/')
            .map_or_else(|| key.name.to_owned(), |family| format!("{family}/team"));
        let create = |name_of: Name, source: Source, body: &Value| {
            has(&name, name_of, source, "CreateOpportunity", body.clone())
        };
        let (with, without) = match key.presence {
            Presence::Always => {
                assert!(create(role(), bare(), &opportunity()), "{name}");
                assert!(create(user(), full_source(), &tagged), "{name}");
                continue;
            }
            Presence::Never(_) => {
                assert!(!create(role(), full_source(), &tagged), "{name}");
                assert!(!create(user(), full_source(), &tagged), "{name}");
                continue;
            }
            Presence::When(_) => match key.name {
                "aws:MultiFactorAuthPresent"
                | "aws:TokenIssueTime"
                | "aws:UserAgent"
                | "aws:Referer" => (
                    create(role(), full_source(), &opportunity()),
                    create(role(), bare(), &opportunity()),
                ),
                "aws:RequestTag/" | "aws:TagKeys" => (
                    create(user(), bare(), &tagged),
                    create(user(), full_source(), &opportunity()),
                ),
                "aws:username" => (
                    create(user(), bare(), &opportunity()),
                    create(role(), full_source(), &opportunity()),
                ),
                "partnercentral:RelatedEntityType" => (
                    has(
                        &name,
                        user(),
                        bare(),
                        "AssociateOpportunity",
                        related.clone(),
                    ),
                    create(user(), full_source(), &tagged),
                ),
                // `a_condition_tests_the_current_tags_of_a_resource` covers both.
                "aws:ResourceTag/" => continue,
                // `a_step_has_the_condition_keys_of_its_start` covers the first.
                "aws:CalledVia" | "aws:CalledViaFirst" | "aws:CalledViaLast" => {
                    (true, create(user(), full_source(), &tagged))
                }
                other => panic!("this test has no request for {other}"),
            },
        };
        assert!(with, "{name} is absent where it has a value");
        assert!(!without, "{name} is present where it has no value");
    }
}

/// A document with a condition on a key that no request has is refused: its deny would never
/// apply.
#[test]
fn a_misspelt_condition_key_is_refused() {
    for key in [
        "aws:UserAgents",
        "aws:ResourceTags/team",
        "partnercentral:Catalogue",
    ] {
        let document = json!({ "Version": "2012-10-17", "Statement": {
            "Effect": "Deny", "Action": "*", "Resource": "*",
            "Condition": { "StringEquals": { key: "x" } },
        } });
        let refused = Policy::parse("test", &document.to_string());
        let refused = refused.expect_err(key).to_string();
        assert!(refused.contains(key), "{refused}");
    }
}

/// The steps of a task run later, on behalf of the caller that started it: each of them has the
/// request's own condition keys of the start.
#[tokio::test]
async fn a_step_has_the_condition_keys_of_its_start() {
    let node = fresh().await;
    let key = node.user("ines").await;
    let at_start: BTreeSet<&str> = CONDITION_KEYS
        .iter()
        .filter(|key| match key.presence {
            Presence::Always => true,
            Presence::When(_) => !matches!(
                key.name,
                "aws:ResourceTag/" | "partnercentral:RelatedEntityType"
            ),
            Presence::Never(_) => false,
        })
        .map(|key| key.name)
        .collect();
    let mut statements = vec![allow_all()];
    for key in at_start {
        let name = key
            .strip_suffix('/')
            .map_or_else(|| key.to_owned(), |family| format!("{family}/team"));
        statements.push(json!({
            "Effect": "Deny", "Action": "*", "Resource": "*",
            "Condition": {
                "Null": { name: "true" }, "Bool": { "aws:ViaAWSService": "true" },
            },
        }));
    }
    for (operator, key, value) in [
        ("StringNotLike", "aws:UserAgent", "crm/*"),
        ("StringNotLike", "aws:Referer", "https://crm.example.com/*"),
        ("NotIpAddress", "aws:SourceIp", "192.0.2.0/24"),
        ("StringNotEquals", "aws:RequestedRegion", "us-east-1"),
        ("StringNotEquals", "aws:ResourceAccount", PARTNER),
        (
            "DateNotEquals",
            "aws:TokenIssueTime",
            "2026-11-22T18:32:24.559Z",
        ),
    ] {
        statements.push(json!({
            "Effect": "Deny", "Action": "*", "Resource": "*",
            "Condition": { operator: { key: value } },
        }));
    }
    node.allow("ines", "test", &json!(statements)).await;
    let id = node.opportunity().await;
    node.associate(&id, "Solutions", "S-1234567").await;
    let known = node.service.directory().find(&key).await.expect("a store");
    let known = known.expect("the key exists");
    let caller = Caller::from(Authenticated {
        name: known.name.clone(),
        grants: known.grants.clone(),
        source: full_source(),
    });
    let started = node.call_as(
        caller,
        "StartEngagementFromOpportunityTask",
        json!({
            "Catalog": "Sandbox", "ClientToken": "start", "Identifier": id,
            "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
            "Tags": [{ "Key": "team", "Value": "north" }],
        }),
    );
    let ended = started
        .await
        .unwrap_or_else(|refused| panic!("{refused:#?}"));
    assert_eq!(ended["TaskStatus"], "COMPLETE", "{ended:#}");
}
