//! Every operation that takes tags judges them as its other rules: after it found its resource and
//! before a conflict. Tag keys that differ only in case are one key, since policies do not
//! distinguish them.

use cosell_domain::find;
use serde_json::{Value, json};

use super::cases::{Case, Stranger, implemented, members};
use super::scene::Scene;
use crate::common::STRANGER;

fn both() -> Value {
    json!([{ "Key": "Team", "Value": "Sea" }, { "Key": "tEAM", "Value": "Land" }])
}

/// The operations that take tags.
fn tagging() -> impl Iterator<Item = Case> {
    implemented().filter(|case| {
        let meta = find(case.operation).expect("it is implemented").meta;
        members(meta).any(|member| member == "Tags")
    })
}

/// The request that repeats one that succeeded, so that whatever may conflict with it is there.
#[tokio::test]
async fn reserved_tag_keys_are_refused_after_existence_and_before_conflicts() {
    let mut conflicts = Vec::new();
    for case in tagging() {
        let scene = Scene::new().await;
        let (what, harness) = (case.operation, &scene.harness);
        let mut body = case.body(&scene);
        let made = harness.call(case.caller, what, body.clone()).await;
        made.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
        let meta = find(what).expect("it is implemented").meta;
        if let Some(token) = meta.idempotency_token {
            body[token] = json!("again");
        }
        let plain = body.clone();
        body["Tags"] = json!([{ "Key": "aws:made", "Value": "by me" }]);
        let refused = harness.call(case.caller, what, body.clone()).await;
        let refused = refused.expect_err(what);
        assert_eq!(refused.rules, ["tag.key.reserved"], "{what}: {refused:#?}");
        assert_eq!(
            refused.body["Reason"], "BUSINESS_VALIDATION_FAILED",
            "{what}"
        );
        if matches!(case.stranger, Stranger::FindsNothing) {
            let refused = harness.call(STRANGER, what, body).await;
            let name = refused.expect_err(what).name;
            assert_eq!(name, "ResourceNotFoundException", "{what}");
        }
        if let Err(refused) = harness.call(case.caller, what, plain).await {
            assert_eq!(refused.name, "ConflictException", "{what}");
            conflicts.push(what);
        }
    }
    assert_eq!(conflicts, ["CreateResourceSnapshotJob"]);
}

#[tokio::test]
async fn a_request_with_two_spellings_of_a_tag_key_is_refused() {
    let mut seen = Vec::new();
    for case in tagging() {
        let scene = Scene::new().await;
        let what = case.operation;
        let mut body = case.body(&scene);
        body["Tags"] = both();
        let refused = scene.harness.call(case.caller, what, body.clone()).await;
        let refused = match refused {
            Ok(answer) => panic!("{what} accepted both: {answer:#}"),
            Err(refused) => refused,
        };
        assert_eq!(refused.name, "ValidationException", "{what}");
        let finding = ("tags.key".to_owned(), "DUPLICATE_KEY_VALUE".to_owned());
        assert_eq!(refused.findings(), [finding], "{what}");
        body["Tags"] = json!([{ "Key": "Team", "Value": "Sea" }]);
        let taken = scene.harness.call(case.caller, what, body).await;
        taken.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
        seen.push(what);
    }
    assert!(
        seen.contains(&"TagResource") && seen.contains(&"CreateOpportunity"),
        "{seen:?}"
    );
}
