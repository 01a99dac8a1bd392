//! The console knows accounts that exist only through use.

use cosell_domain::identity::{FixedKey, Name};
use serde_json::{Value, json};

use crate::console::{get, text};
use crate::server::{Server, Setup, opportunity, target};
use crate::signer;

/// An account that nobody defined.
const USED: &str = "123456789012";

/// Calls an operation as an account.
fn call(server: &Server, account: &str, operation: &str, body: &Value) -> Value {
    let head = target(operation).replace("111111111111", account);
    let answer = server.send(&head, body.to_string().as_bytes());
    assert_eq!(answer.status, 200, "{}", text(&answer));
    answer.json()
}

fn created(server: &Server, account: &str) -> String {
    let created = call(server, account, "CreateOpportunity", &opportunity());
    created["Id"].as_str().expect("an id").to_owned()
}

fn page(server: &Server, path: &str) -> String {
    let answer = get(server, path, "");
    assert_eq!(answer.status, 200, "{path}: {}", text(&answer));
    text(&answer)
}

#[test]
fn an_account_that_nobody_defined_is_shown_with_its_opportunities() {
    let server = Server::start(false);
    let id = created(&server, USED);
    // It is the only one with records, so the pipeline is its own.
    assert!(page(&server, "/console/").contains(&id));
    assert!(page(&server, &format!("/console/opportunities/{id}")).contains("X-ray images"));
    created(&server, "111111111111");
    let option = format!("<option value=\"{USED}\">");
    for path in ["/console/", "/console/engagements", "/console/customers"] {
        assert!(page(&server, path).contains(&option), "{path}");
    }
    let access = page(&server, "/console/access");
    assert!(
        access.contains(&format!("<span class=\"mono\">{USED}</span>")),
        "{access}"
    );
    assert!(
        access.contains(&format!("href=\"/console/?account={USED}\"")),
        "{access}"
    );
}

#[test]
fn the_owner_of_a_record_is_found_by_its_id() {
    let server = Server::start(false);
    let id = created(&server, USED);
    let customer = json!({
        "Catalog": "AWS", "ClientToken": "c", "Account": { "CompanyName": "Quay" },
    });
    let customer = call(&server, USED, "CreateCustomerAccount", &customer);
    let customer = customer["Id"].as_str().expect("an id");
    for (id, catalog) in [(&*id, "Sandbox"), (customer, "AWS")] {
        let found = get(&server, &format!("/_cosell/records/{id}"), "").json();
        let expected = json!({ "id": id, "catalog": catalog, "accounts": [USED] });
        assert_eq!(found, expected);
    }
    assert!(page(&server, &format!("/console/customers/{customer}")).contains("Quay"));
    assert_eq!(get(&server, "/_cosell/records/O404", "").status, 404);
}

#[test]
fn accounts_with_records_come_in_pages_by_their_ids() {
    let server = Server::start(false);
    let ids = ["000000000001", "111111111111", "222222222222", USED];
    let mut sorted = ids.to_vec();
    sorted.sort_unstable();
    for id in ids {
        created(&server, id);
        created(&server, id);
    }
    let list = |query: &str| {
        let page = get(&server, &format!("/_cosell/records{query}"), "").json();
        let accounts = page["accounts"].as_array().expect("a list").iter();
        let accounts = accounts.map(|one| one["account"].as_str().expect("a text").to_owned());
        (accounts.collect::<Vec<_>>(), page["next_token"].clone())
    };
    let (all, end) = list("");
    assert_eq!(
        (&all, end),
        (
            &sorted.iter().map(ToString::to_string).collect(),
            Value::Null
        )
    );
    let (first, next) = list("?limit=3");
    assert_eq!(first, sorted[..3]);
    assert_eq!(next, sorted[2]);
    let (rest, end) = list(&format!("?limit=3&next={}", sorted[2]));
    assert_eq!((rest, end), (vec![sorted[3].to_owned()], Value::Null));
}

#[test]
fn an_account_that_the_configuration_defines_has_no_button_that_can_only_fail() {
    let server = Server::start(false);
    let body = json!({ "id": USED }).to_string();
    let made = server.send("POST /_cosell/accounts HTTP/1.1\r\n", body.as_bytes());
    assert_eq!(made.status, 200, "{}", text(&made));
    let access = page(&server, "/console/access");
    let button = |id: &str| format!("name=\"account\" value=\"{id}\"");
    assert!(access.contains(&button(USED)), "{access}");
    for configured in ["111111111111", "222222222222"] {
        assert!(
            !access.contains(&button(configured)),
            "{configured}: {access}"
        );
    }
}

#[test]
fn a_key_and_a_user_of_the_configuration_are_shown_without_a_button() {
    let of_user = FixedKey {
        id: "AKIAFERNHOLLOW000002".to_owned(),
        secret: "of-ci".to_owned(),
        name: Name::user("111111111111", "ci"),
        policies: Some(Vec::new()),
    };
    let server = Server::with(Setup {
        keys: vec![signer::key(), of_user],
        ..Setup::default()
    });
    let access = page(&server, "/console/access/111111111111");
    for shown in ["AKIAFERNHOLLOW000001", "AKIAFERNHOLLOW000002"] {
        assert!(access.contains(shown), "{access}");
        assert!(!access.contains(&format!("value=\"{shown}\"")), "{access}");
    }
    assert!(access.contains("<strong>ci</strong>"), "{access}");
    assert!(!access.contains("name=\"name\" value=\"ci\""), "{access}");
    assert_eq!(access.matches("configuration file").count(), 3, "{access}");
}

#[test]
fn a_decision_is_explained_for_each_catalog_and_for_one_question_only() {
    let server = Server::start(false);
    let ask = |path: &str, body: Value| {
        let head = format!("POST /_cosell/{path} HTTP/1.1\r\n");
        let answer = server.send(&head, body.to_string().as_bytes());
        assert_eq!(answer.status, 200, "{path}: {}", text(&answer));
    };
    ask("accounts", json!({ "id": USED }));
    ask(&format!("accounts/{USED}/users"), json!({ "name": "ines" }));
    let managed = "arn:aws:iam::aws:policy/AWSPartnerCentralSandboxFullAccess";
    ask(
        "policies/attach",
        json!({ "account": USED, "user": "ines", "policy": managed }),
    );
    let explain = |more: &str| {
        let principal = format!("principal=arn:aws:iam::{USED}:user/ines");
        page(
            &server,
            &format!("/console/access/explain?{principal}&{more}"),
        )
    };
    let decided = |page: &str, catalog: &str| {
        let (_, rest) = page
            .split_once(&format!("In catalog {catalog}: "))
            .expect("a decision");
        let (badge, _) = rest.split_once("</span>").expect("a badge");
        badge.rsplit('>').next().expect("a word").to_owned()
    };
    let operation = "operation=StartEngagementFromOpportunityTask";
    let both = explain(operation);
    assert_eq!(decided(&both, "Sandbox"), "allowed");
    assert_eq!(decided(&both, "AWS"), "denied");
    let one = explain(&format!("{operation}&catalog=Sandbox"));
    assert_eq!(decided(&one, "Sandbox"), "allowed");
    assert!(!one.contains("In catalog AWS"), "{one}");
    let two = explain(&format!("{operation}&action=partnercentral:GetOpportunity"));
    assert!(two.contains("role=\"alert\""), "{two}");
    assert!(!two.contains("In catalog "), "{two}");
}
