//! The condition keys that policies can ask about.

use serde_json::{Value, json};

use crate::common::{Harness, NOW, PARTNER, association, opportunity};
use crate::{fresh, sandbox};

/// Whether a user whose one statement has this condition may do something.
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
async fn every_key_of_a_request_has_its_value() {
    let node = fresh().await;
    let key = node.user("ines").await;
    let id = node.admin().principal(crate::user("ines")).await;
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
async fn a_denial_of_a_resource_by_a_variable_counts() {
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
async fn tags_of_a_request_can_be_asked_for() {
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
async fn tags_of_a_resource_are_those_that_it_has_now() {
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
    // Tag operations name no catalog; it is that of the ARN.
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
async fn what_is_associated_and_whom_a_role_is_passed_to_can_be_asked_for() {
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
