//! Tag keys that differ only in case are one key, since policies do not distinguish them: every
//! operation that takes tags refuses a request with both.

use cosell_domain::find;
use serde_json::{Value, json};

use super::cases::{implemented, members};
use super::scene::Scene;

fn both() -> Value {
    json!([{ "Key": "Team", "Value": "Sea" }, { "Key": "tEAM", "Value": "Land" }])
}

#[tokio::test]
async fn a_request_with_two_spellings_of_a_tag_key_is_refused() {
    let mut seen = Vec::new();
    for case in implemented() {
        let meta = find(case.operation).expect("it is implemented").meta;
        if !members(meta).any(|member| member == "Tags") {
            continue;
        }
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
