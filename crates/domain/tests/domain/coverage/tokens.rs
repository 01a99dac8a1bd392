//! A `NextToken` is valid only unaltered, and only for the list that returned it.
//!
//! Every operation of the model whose input has a `NextToken` is a list here, in every sort order.
//! Each returns a token; that token is then altered in every place, and sent to every other list.

use cosell_api::shape::{Kind, Shape};
use cosell_domain::{CallError, Caller, OPERATIONS, Service, Settings, find};
use cosell_engine::Options;
use cosell_store::Location;
use cosell_world::World;
use serde_json::{Value, json};

use super::scene::{GUEST, Scene, lead, shown};
use crate::common::stores::on_postgres;
use crate::common::{self, Harness, NOW, PARTNER, Refused};

/// The characters of a token.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A list with more than one record in the scene.
struct List {
    operation: &'static str,
    caller: &'static str,
    request: Value,
}

/// All lists. The caller of a list without a row of its own is [`PARTNER`], and its request is
/// empty.
fn lists(scene: &Scene) -> Vec<List> {
    let request = |operation: &str| match operation {
        "ListCustomerAccountBulkJobResults" => {
            (PARTNER, json!({ "Identifier": scene.imported[0] }))
        }
        "ListOpportunityBulkJobResults" => (PARTNER, json!({ "JobId": scene.imported[1] })),
        "ListEngagementByAcceptingInvitationTasks" => (GUEST, json!({})),
        "ListEngagementInvitations" => (PARTNER, json!({ "ParticipantType": "SENDER" })),
        "ListEngagementMembers" => (PARTNER, json!({ "Identifier": scene.joined })),
        "ListResourceSnapshots" => (PARTNER, json!({ "EngagementIdentifier": scene.engagement })),
        _ => (PARTNER, json!({})),
    };
    let mut lists = Vec::new();
    for entry in OPERATIONS {
        let (meta, operation) = (entry.meta, entry.meta.name);
        if member(meta.input, "NextToken").is_none() {
            continue;
        }
        let (caller, mut body) = request(operation);
        body["Catalog"] = json!("Sandbox");
        body["MaxResults"] = json!(1);
        let list = |request| List {
            operation,
            caller,
            request,
        };
        let sort = member(meta.input, "Sort").and_then(|sort| member(sort, "SortBy"));
        if let Some(Kind::Enumeration(names)) = sort.map(|shape| &shape.kind) {
            for name in *names {
                let mut sorted = body.clone();
                sorted["Sort"] = json!({ "SortBy": name, "SortOrder": "ASCENDING" });
                lists.push(list(sorted));
            }
        }
        lists.push(list(body));
    }
    lists
}

fn member(shape: &Shape, name: &str) -> Option<&'static Shape> {
    let Kind::Structure { members, .. } = &shape.kind else {
        return None;
    };
    let found = members.iter().find(|member| member.name == name)?;
    Some(found.shape)
}

/// Creates a second record for every list that has only one in the scene.
async fn fill(scene: &mut Scene) {
    let draft = shown(scene, &scene.draft);
    scene
        .make(PARTNER, "CreateResourceSnapshot", draft.clone())
        .await;
    scene
        .make(PARTNER, "CreateResourceSnapshotJob", draft)
        .await;
    scene.harness.submitted().await;
    let accept = json!({ "Identifier": scene.invitation });
    scene
        .make(GUEST, "StartEngagementByAcceptingInvitationTask", accept)
        .await;
    let contexts = json!([{ "Type": "Lead", "Payload": lead() }]);
    let engagement = json!({ "Title": "Buoys", "Description": "A lead.", "Contexts": contexts });
    let found = scene.id("CreateEngagement", engagement).await;
    let convert = json!({ "Identifier": found, "ContextIdentifier": "1" });
    scene
        .make(PARTNER, "StartOpportunityFromEngagementTask", convert)
        .await;
    let body = json!({ "FileUri": scene.files[0] });
    scene
        .make(PARTNER, "StartCustomerAccountBulkJob", body)
        .await;
    let body = json!({ "FileURI": scene.files[1], "FileFormat": "CSV" });
    scene.make(PARTNER, "StartOpportunityBulkJob", body).await;
    let prospect = json!({ "Identifiers": [found], "TaskName": "Spring" });
    scene
        .make(PARTNER, "StartProspectingFromEngagementTask", prospect)
        .await;
    let account = json!({ "Account": { "CompanyName": "Reef" } });
    scene.make(PARTNER, "CreateCustomerAccount", account).await;
}

async fn page(scene: &Scene, list: &List, token: &str) -> Result<Value, Refused> {
    let mut body = list.request.clone();
    body["NextToken"] = json!(token);
    scene.harness.call(list.caller, list.operation, body).await
}

async fn token(scene: &Scene, list: &List) -> String {
    let (operation, body) = (list.operation, list.request.clone());
    let first = scene.harness.call(list.caller, operation, body).await;
    let first = first.unwrap_or_else(|refused| panic!("{operation}: {refused:#?}"));
    let token = first["NextToken"].as_str();
    let token = token.unwrap_or_else(|| panic!("{operation} has only one page: {first:#}"));
    token.to_owned()
}

/// Altered tokens: with one character changed, cut at every place, and lengthened.
fn altered(token: &str) -> Vec<String> {
    let mut altered: Vec<String> = (0..token.len())
        .map(|cut| token[..cut].to_owned())
        .collect();
    for (place, character) in token.bytes().enumerate() {
        let at = ALPHABET.iter().position(|known| *known == character);
        let at = at.expect("a token is URL-safe base64");
        // One bit, another bit, every bit; and characters outside the alphabet.
        let others = [1, 32, 63].map(|bits| ALPHABET[at ^ bits]);
        for other in others.into_iter().chain(*b"=+ ") {
            let mut bytes = token.as_bytes().to_vec();
            bytes[place] = other;
            altered.push(String::from_utf8(bytes).expect("ASCII"));
        }
    }
    for more in ["A", "AA", "AAAA", "=", "==", "\n", token] {
        altered.extend([format!("{token}{more}"), format!("{more}{token}")]);
    }
    altered.extend([token.to_lowercase(), token.to_uppercase()]);
    altered
}

async fn only_the_original_is_accepted(location: &Location) {
    let mut scene = Scene::on(location).await;
    fill(&mut scene).await;
    let lists = lists(&scene);
    let mut tokens = Vec::new();
    for list in &lists {
        let what = format!("{} {}", list.operation, list.request["Sort"]);
        let token = token(&scene, list).await;
        for variant in altered(&token) {
            match page(&scene, list, &variant).await {
                Ok(answer) => panic!("{what} accepted {variant} for {token}: {answer:#}"),
                Err(refused) => assert_eq!(refused.name, "ValidationException", "{what} {variant}"),
            }
        }
        let answer = page(&scene, list, &token).await;
        answer.unwrap_or_else(|refused| panic!("{what}: {refused:#?}"));
        tokens.push(token);
    }
    for (place, list) in lists.iter().enumerate() {
        for (from, token) in tokens.iter().enumerate().filter(|(from, _)| *from != place) {
            let refused = page(&scene, list, token).await.err();
            let what = format!(
                "{} with a token of {}",
                list.operation, lists[from].operation
            );
            let name = refused.map(|refused| refused.name);
            assert_eq!(name.as_deref(), Some("ValidationException"), "{what}");
        }
        let mut other = List {
            caller: common::STRANGER,
            ..copy(list)
        };
        let refused = page(&scene, &other, &tokens[place]).await.err();
        let name = refused.map(|refused| refused.name);
        assert_eq!(
            name.as_deref(),
            Some("ValidationException"),
            "{}",
            list.operation
        );
        (other.caller, other.request["Catalog"]) = (list.caller, json!("AWS"));
        let refused = page(&scene, &other, &tokens[place]).await.err();
        let name = refused.map(|refused| refused.name);
        assert_eq!(
            name.as_deref(),
            Some("ValidationException"),
            "{}",
            list.operation
        );
    }
}

fn copy(list: &List) -> List {
    List {
        operation: list.operation,
        caller: list.caller,
        request: list.request.clone(),
    }
}

#[tokio::test]
async fn only_the_original_next_token_is_accepted_and_no_altered_one() {
    only_the_original_is_accepted(&Location::Memory).await;
}

/// The same on a database that fails for a value of the wrong type. Skipped unless
/// `COSELL_TEST_POSTGRES` is the address of a server.
#[tokio::test]
async fn only_the_original_next_token_is_accepted_on_postgresql() {
    let Some(location) = on_postgres() else {
        eprintln!("skipped: COSELL_TEST_POSTGRES is not set");
        return;
    };
    only_the_original_is_accepted(&location).await;
}

/// Two nodes on one store.
async fn two_nodes() -> (Harness, Service) {
    let harness = Harness::new().await;
    let world = World::frozen(NOW, 8);
    let options = Options::default();
    let other = Service::start(harness.store.clone(), world, Settings::default(), options).await;
    for _ in 0..2 {
        harness.opportunity().await;
    }
    (harness, other.expect("another node starts"))
}

fn request(token: &Value) -> Value {
    let mut body = json!({ "Catalog": "Sandbox", "MaxResults": 1 });
    if token.is_string() {
        body["NextToken"] = token.clone();
    }
    body
}

async fn list(service: &Service, token: &Value) -> Result<Value, CallError> {
    let entry = find("ListOpportunities").expect("it is implemented");
    let caller = Caller::from(std::sync::Arc::from(PARTNER));
    let answer = service.call(entry, caller, request(token)).await?;
    Ok(serde_json::from_slice(&answer.body.expect("a body")).expect("JSON"))
}

#[tokio::test]
async fn a_next_token_stays_valid_for_one_key_rotation_on_every_node_and_not_two() {
    let (harness, other) = two_nodes().await;
    let first = list(&other, &Value::Null).await.expect("a page")["NextToken"].clone();
    assert_eq!(
        harness
            .service
            .rotate_page_key()
            .await
            .expect("the key is rotated"),
        2
    );
    let second = list(&harness.service, &Value::Null).await.expect("a page")["NextToken"].clone();
    assert_ne!(first, second, "new tokens use the new key");
    for node in [&harness.service, &other] {
        for token in [&first, &second] {
            list(node, token).await.expect("both keys are accepted");
        }
    }
    harness
        .service
        .rotate_page_key()
        .await
        .expect("the key is rotated");
    let refused = harness.refused("ListOpportunities", request(&first)).await;
    assert_eq!(
        refused.findings(),
        [("nextToken".to_owned(), "INVALID_VALUE".to_owned())]
    );
    harness.ok("ListOpportunities", request(&second)).await;
}
