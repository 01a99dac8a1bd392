//! Tags of opportunities and snapshot jobs: set at creation or later, and deleted with them.

use crate::common::{Harness, PARTNER, STRANGER, opportunity};
use cosell_domain::{CallError, Error, find};
use cosell_store::table::tag;
use serde_json::{Value, json};

fn arn(id: &str) -> String {
    format!("arn:aws:partnercentral:us-east-1:{PARTNER}:catalog/Sandbox/opportunity/{id}")
}

fn tags(pairs: &[(&str, &str)]) -> Value {
    pairs
        .iter()
        .map(|(key, value)| json!({ "Key": key, "Value": value }))
        .collect()
}

async fn listed(harness: &Harness, arn: &str) -> Value {
    harness
        .ok("ListTagsForResource", json!({ "ResourceArn": arn }))
        .await["Tags"]
        .clone()
}

#[tokio::test]
async fn tags_are_set_replaced_and_removed() {
    let harness = Harness::new().await;
    let mut input = opportunity();
    input["Tags"] = tags(&[("Team", "Sea"), ("Cost", "17")]);
    let created = harness.ok("CreateOpportunity", input).await;
    let arn = arn(created["Id"].as_str().expect("an id"));
    assert_eq!(
        listed(&harness, &arn).await,
        tags(&[("Cost", "17"), ("Team", "Sea")])
    );

    let more = json!({ "ResourceArn": arn, "Tags": tags(&[("Team", "Land"), ("Area", "")]) });
    assert_eq!(harness.ok("TagResource", more).await, json!({}));
    let all = tags(&[("Area", ""), ("Cost", "17"), ("Team", "Land")]);
    assert_eq!(listed(&harness, &arn).await, all);

    let less = json!({ "ResourceArn": arn, "TagKeys": ["Area", "Nothing", "Team"] });
    for _ in 0..2 {
        assert_eq!(harness.ok("UntagResource", less.clone()).await, json!({}));
        assert_eq!(listed(&harness, &arn).await, tags(&[("Cost", "17")]));
    }
    let known = harness.get(created["Id"].as_str().expect("an id")).await;
    assert_eq!(
        known["LastModifiedDate"], created["LastModifiedDate"],
        "tags do not change the opportunity"
    );
}

#[tokio::test]
async fn all_mistakes_in_tags_are_reported_at_creation_and_later() {
    let harness = Harness::new().await;
    let wrong = tags(&[("Team", "Sea"), ("Team", "Land"), ("aws:made", "by me")]);
    let named = [
        ("tags.key", "DUPLICATE_KEY_VALUE"),
        ("tags.key", "INVALID_VALUE"),
    ]
    .map(|(field, code)| (field.to_owned(), code.to_owned()));

    let mut input = opportunity();
    input["Tags"] = wrong.clone();
    assert_eq!(
        harness.refused("CreateOpportunity", input).await.findings(),
        named
    );

    let arn = arn(&harness.opportunity().await);
    let refused = harness
        .refused("TagResource", json!({ "ResourceArn": arn, "Tags": wrong }))
        .await;
    assert_eq!(refused.name, "ValidationException");
    assert_eq!(refused.body["Reason"], "BUSINESS_VALIDATION_FAILED");
    assert_eq!(refused.findings(), named);
    assert_eq!(listed(&harness, &arn).await, json!([]), "no tag is set");
}

#[tokio::test]
async fn a_resource_has_a_key_in_one_spelling() {
    let harness = Harness::new().await;
    let arn = arn(&harness.opportunity().await);
    let set = |key: &str| json!({ "ResourceArn": arn, "Tags": tags(&[(key, "Sea")]) });
    harness.ok("TagResource", set("Team")).await;
    let refused = harness.refused("TagResource", set("TEAM")).await;
    let finding = ("tags.key".to_owned(), "DUPLICATE_KEY_VALUE".to_owned());
    assert_eq!(refused.findings(), [finding]);
    let other = json!({ "ResourceArn": arn, "TagKeys": ["team"] });
    harness.ok("UntagResource", other).await;
    assert_eq!(listed(&harness, &arn).await, tags(&[("Team", "Sea")]));
    let own = json!({ "ResourceArn": arn, "TagKeys": ["Team"] });
    harness.ok("UntagResource", own).await;
    harness.ok("TagResource", set("TEAM")).await;
}

#[tokio::test]
async fn two_spellings_stored_by_an_older_version_stay_until_one_is_removed() {
    let harness = Harness::new().await;
    let arn = arn(&harness.opportunity().await);
    let written: Result<(), cosell_store::Error> = harness
        .store
        .write(arn.clone(), async |tx, arn| {
            for (key, value) in [("Team", "Sea"), ("team", "Land")] {
                tag::set(tx, arn, key, value).await?;
            }
            Ok(())
        })
        .await;
    written.expect("both are written");
    let both = tags(&[("Team", "Sea"), ("team", "Land")]);
    assert_eq!(listed(&harness, &arn).await, both);
    let changed = json!({ "ResourceArn": arn, "Tags": tags(&[("team", "Air")]) });
    harness.ok("TagResource", changed).await;
    let one = json!({ "ResourceArn": arn, "TagKeys": ["Team"] });
    harness.ok("UntagResource", one).await;
    assert_eq!(listed(&harness, &arn).await, tags(&[("team", "Air")]));
}

#[tokio::test]
async fn a_resource_has_at_most_two_hundred_tags() {
    let harness = Harness::new().await;
    let arn = arn(&harness.opportunity().await);
    let many: Value = (0..200)
        .map(|number| json!({ "Key": format!("k{number}"), "Value": "" }))
        .collect();
    harness
        .ok("TagResource", json!({ "ResourceArn": arn, "Tags": many }))
        .await;
    let known = json!({ "ResourceArn": arn, "Tags": tags(&[("k7", "again")]) });
    harness.ok("TagResource", known).await;
    let one_more = json!({ "ResourceArn": arn, "Tags": tags(&[("k200", "")]) });
    let refused = harness.refused("TagResource", one_more).await;
    assert_eq!(
        refused.findings(),
        [("tags".to_owned(), "TOO_MANY_VALUES".to_owned())]
    );
}

#[tokio::test]
async fn an_arn_finds_a_resource_for_its_owner_only() {
    let harness = Harness::new().await;
    let own = arn(&harness.opportunity().await);
    let elsewhere = [
        own.replace("Sandbox", "AWS"),
        own.replace("Sandbox", "Harbour"),
        own.replace(PARTNER, STRANGER),
        own.replace("us-east-1", "eu-west-1"),
        arn("O1"),
        format!("{own}/more"),
        own.replace("opportunity/O", "resource-snapshot-job/job-O"),
    ];
    for arn in elsewhere {
        let refused = harness
            .refused("ListTagsForResource", json!({ "ResourceArn": arn }))
            .await;
        assert_eq!(refused.name, "ResourceNotFoundException", "{arn}");
    }
    let input = json!({ "ResourceArn": own, "Tags": tags(&[("Team", "Land")]) });
    let refused = harness.call(STRANGER, "TagResource", input).await;
    assert_eq!(
        refused.err().map(|refused| refused.name).as_deref(),
        Some("ResourceNotFoundException"),
    );

    let solution = own.replace("opportunity/O", "solution/S-");
    let refused = harness
        .refused("ListTagsForResource", json!({ "ResourceArn": solution }))
        .await;
    assert_eq!(
        refused.findings(),
        [("resourceArn".to_owned(), "INVALID_VALUE".to_owned())]
    );
}

#[tokio::test]
async fn tags_of_a_job_are_deleted_with_it_and_a_running_job_stays() {
    let harness = Harness::new().await;
    let submitted = harness.submitted().await;
    let jobs = harness
        .ok("ListResourceSnapshotJobs", json!({ "Catalog": "Sandbox" }))
        .await;
    let job = &jobs["ResourceSnapshotJobSummaries"][0];
    let arn = job["Arn"].as_str().expect("a job has an ARN");
    let named = json!({ "Catalog": "Sandbox", "ResourceSnapshotJobIdentifier": job["Id"] });
    let input = json!({ "ResourceArn": arn, "Tags": tags(&[("Team", "Sea")]) });
    harness.ok("TagResource", input).await;

    let refused = harness
        .refused("DeleteResourceSnapshotJob", named.clone())
        .await;
    assert_eq!(refused.name, "ConflictException", "it is running");
    harness.ok("StopResourceSnapshotJob", named.clone()).await;
    assert_eq!(
        harness.ok("DeleteResourceSnapshotJob", named.clone()).await,
        Value::Null
    );
    let gone = [
        harness
            .refused("GetResourceSnapshotJob", named.clone())
            .await,
        harness.refused("DeleteResourceSnapshotJob", named).await,
        harness
            .refused("ListTagsForResource", json!({ "ResourceArn": arn }))
            .await,
    ];
    for refused in gone {
        assert_eq!(refused.name, "ResourceNotFoundException");
    }
    let known = harness.get(&submitted).await;
    assert_eq!(
        known["LifeCycle"]["ReviewStatus"], "Submitted",
        "the opportunity is unchanged"
    );
}

#[tokio::test]
async fn a_refusal_names_its_rules() {
    let harness = Harness::new().await;
    let arn = arn(&harness.opportunity().await);
    let input = json!({ "ResourceArn": arn, "Tags": tags(&[("a", ""), ("a", ""), ("aws:b", "")]) });
    let entry = find("TagResource").expect("it is implemented");
    match harness
        .service
        .call(entry, std::sync::Arc::<str>::from(PARTNER), input)
        .await
    {
        Err(CallError::Operation(Error::Refused { rules, .. })) => {
            assert_eq!(rules, ["tag.key.duplicate", "tag.key.reserved"]);
        }
        other => panic!("the rules did not refuse: {other:?}"),
    }
}

/// A letter with one capital and two small forms does not make a second spelling.
#[tokio::test]
async fn a_key_that_ends_in_sigma_has_one_spelling() {
    let harness = Harness::new().await;
    let arn = arn(&harness.opportunity().await);
    let tag = |pairs: &[(&str, &str)]| json!({ "ResourceArn": arn, "Tags": tags(pairs) });
    let both = tag(&[("ΟΔΟΣ", "yes"), ("οδοσ", "no")]);
    let refused = harness.refused("TagResource", both).await;
    assert_eq!(refused.name, "ValidationException");
    harness.ok("TagResource", tag(&[("ΟΔΟΣ", "yes")])).await;
    for other in ["οδος", "οδοσ"] {
        let refused = harness.refused("TagResource", tag(&[(other, "no")])).await;
        assert_eq!(refused.name, "ValidationException", "{other}");
    }
}
