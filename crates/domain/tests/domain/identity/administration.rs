//! What administrators create, and what the service refuses to store.

use cosell_domain::identity::admin::{
    AdminError, Named, NewAccount, NewKey, NewPolicy, Part, Question, Status,
};
use cosell_domain::identity::{Directory, DirectoryError, Identity, Kind};
use cosell_store::table::policy;
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::{PARTNER, opportunity};
use crate::identity::{allow_all, attachment, fresh, sandbox};

const NEW: &str = "555555555555";

fn account() -> NewAccount {
    serde_json::from_value(json!({
        "id": NEW,
        "company_name": "Fernhollow Systems",
        "website_url": "https://www.fernhollow-systems.example",
        "owner": {
            "first_name": "Ines", "last_name": "Marchetti", "email": "ines@fernhollow.example",
        },
    }))
    .expect("an account")
}

fn root() -> NewKey {
    NewKey {
        account: NEW.to_owned(),
        ..NewKey::default()
    }
}

#[tokio::test]
async fn a_created_account_has_the_names_that_it_was_given() {
    let node = fresh().await;
    node.admin().create_account(account()).await.expect("new");
    let again = node.admin().create_account(account()).await;
    assert!(matches!(again, Err(AdminError::Conflict(_))), "{again:?}");
    let key = node.admin().create_key(root()).await.expect("a key").key.id;
    let caller = node.caller(&key).await.expect("the key is active");
    let made = node
        .call_as(caller, "CreateOpportunity", opportunity())
        .await;
    let id = made.expect("a root key allows everything")["Id"].clone();
    let mut get = sandbox();
    get["Identifier"] = id;
    let got = node
        .call(NEW, "GetOpportunity", get)
        .await
        .expect("the opportunity exists");
    assert_eq!(got["OpportunityTeam"][0]["LastName"], "Marchetti");

    let mut engagement = sandbox();
    engagement["ClientToken"] = json!("engage");
    engagement["Title"] = json!("Docks");
    engagement["Description"] = json!("Ships.");
    let made = node.call(NEW, "CreateEngagement", engagement).await;
    let mut list = sandbox();
    list["Identifier"] = made.expect("an engagement")["Id"].clone();
    let members = node.call(NEW, "ListEngagementMembers", list).await;
    let members = members.expect("members");
    let member = &members["EngagementMemberList"][0];
    assert_eq!(member["CompanyName"], "Fernhollow Systems");

    let admin = node.admin();
    let disabled = admin.set_account_status(NEW.to_owned(), Status::Disabled);
    disabled.await.expect("the account exists");
    let outcome = node.outcome(&key, "ListOpportunities", &sandbox()).await;
    assert_eq!(outcome.as_deref(), Some("UnrecognizedClientException"));
    let deleted = node.admin().delete_account(NEW.to_owned()).await;
    deleted.expect("the account exists");
    let gone = node.admin().key(key).await;
    assert!(matches!(gone, Err(AdminError::NotFound(_))), "{gone:?}");
}

#[tokio::test]
async fn an_unsupported_policy_is_refused_with_the_path_of_the_mistake() {
    let node = fresh().await;
    for (statement, path) in [
        (json!({ "Effect": "Allow", "Action": "*" }), "Statement[0]"),
        (
            json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Colour": "red" }),
            "Statement[0]",
        ),
        (
            json!({
                "Effect": "Allow", "Action": "*", "Resource": "*",
                "Condition": { "StringSounds": { "aws:username": "ines" } },
            }),
            "Statement[0].Condition.StringSounds",
        ),
    ] {
        let admin = node.admin();
        let document = json!({ "Version": "2012-10-17", "Statement": [statement] });
        let kept = admin.put_policy(NewPolicy {
            account: PARTNER.to_owned(),
            name: "test".to_owned(),
            document: document.to_string().as_str().into(),
        });
        match kept.await {
            Err(AdminError::Invalid(message)) => {
                assert!(message.starts_with(path), "{message}");
            }
            other => panic!("{statement}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_policy_is_stored_verbatim_whether_sent_as_json_or_as_a_string() {
    let node = fresh().await;
    let document = "{ \"Statement\":\n [{\"Resource\": \"*\", \"Action\": \"\\u002a\", \
                    \"Effect\": \"Deny\"}] }";
    let text = Value::from(format!("\n{document}\n"));
    for (name, document) in [("json", document), ("text", &text.to_string())] {
        let body =
            format!(r#"{{"account": "{PARTNER}", "name": "{name}", "document": {document}}}"#);
        let new: NewPolicy = serde_json::from_str(&body).expect("a body");
        node.admin().put_policy(new).await.expect("a policy");
    }
    for name in ["json", "text"] {
        let found = node
            .store
            .read(name, async |tx, name| policy::find(tx, PARTNER, name).await);
        let found: Result<_, cosell_store::Error> = found.await;
        let found = found.expect("a store").expect("a policy");
        assert_eq!(found.document, document, "{name}");
    }
}

#[tokio::test]
async fn a_role_session_expires_and_requires_its_token() {
    let node = fresh().await;
    let role = Named {
        account: PARTNER.to_owned(),
        kind: Kind::Role,
        name: "nightly".to_owned(),
    };
    node.admin().create_principal(role).await.expect("a role");
    let session = NewKey {
        account: PARTNER.to_owned(),
        role: Some("nightly".to_owned()),
        seconds: Some(900),
        ..NewKey::default()
    };
    let made = node.admin().create_key(session).await.expect("a session");
    let token = made.session_token.clone().expect("a token");
    let known = node.service.directory().find(&made.key.id).await;
    let known = known.expect("a store").expect("the key exists");
    let hash = known.token_hash.as_deref().expect("a hash");
    assert!(cosell_auth::is_token(&token, hash));
    assert!(!cosell_auth::is_token("another", hash));
    assert!(
        !format!("{made:?}").contains(&token),
        "Debug output does not contain the token"
    );
    let ends = known.expires_at.expect("a session expires");
    let left = ends - node.service.world().true_now();
    assert!((1..=900_000).contains(&left), "{left}");
    assert_eq!(
        known.name.to_string(),
        format!("arn:aws:sts::{PARTNER}:assumed-role/nightly/cosell")
    );
}

#[tokio::test]
async fn lists_are_paged() {
    let node = fresh().await;
    for name in ["ada", "bert", "carl"] {
        node.user(name).await;
    }
    let mut part = Part {
        after: None,
        limit: Some(2),
    };
    let mut names = Vec::new();
    loop {
        let admin = node.admin();
        let listed = admin.principals(PARTNER.to_owned(), Kind::User, part.clone());
        let page = listed.await.expect("a page");
        names.extend(page.items.into_iter().map(|user| user.name));
        let Some(next) = page.next else { break };
        part.after = Some(next);
    }
    assert_eq!(names, ["ada", "bert", "carl"]);
    let admin = node.admin();
    let keys = admin.keys(PARTNER.to_owned(), None, Part::default());
    assert_eq!(keys.await.expect("keys").items.len(), 3);
}

#[tokio::test]
async fn an_explanation_names_the_statement_that_decided() {
    let node = fresh().await;
    node.user("ines").await;
    let deny = json!({
        "Sid": "NoDeals", "Effect": "Deny", "Action": "partnercentral:SubmitOpportunity",
        "Resource": "*",
    });
    node.allow("ines", "mine", &json!([allow_all(), deny]))
        .await;
    let explain = async |question: Value| {
        let mut question = question;
        question["principal"] = json!(format!("arn:aws:iam::{PARTNER}:user/ines"));
        let question: Question = serde_json::from_value(question).expect("a question");
        let explained = node.admin().explain(question).await.expect("an answer");
        serde_json::to_value(explained).expect("JSON")
    };
    let denied = explain(json!({ "operation": "SubmitOpportunity", "catalog": "Sandbox" })).await;
    assert_eq!(denied["allowed"], false);
    let decision = &denied["decisions"][0];
    assert_eq!(
        decision["decision"],
        "denied by mine, Statement[1] (NoDeals)"
    );
    assert_eq!(
        decision["resource"],
        format!("arn:aws:partnercentral:us-east-1:{PARTNER}:catalog/Sandbox/opportunity/*")
    );
    let allowed = explain(json!({ "action": "partnercentral:GetOpportunity" })).await;
    assert_eq!(allowed["allowed"], true);
    assert_eq!(allowed["decisions"][0]["statement"], 0);

    let started = json!({
        "operation": "StartEngagementFromOpportunityTask",
        "catalog": "Sandbox",
        "request": {
            "Catalog": "Sandbox", "ClientToken": "t", "Identifier": "O1234567",
            "AwsSubmission": { "InvolvementType": "Co-Sell" },
        },
    });
    let started = explain(started).await;
    assert_eq!(started["allowed"], false);
    let decisions = started["decisions"].as_array().expect("a list");
    let denied: Vec<_> = decisions
        .iter()
        .filter(|decision| decision["allowed"] == false)
        .map(|decision| (&decision["action"], &decision["resource"]))
        .collect();
    let opportunity =
        format!("arn:aws:partnercentral:us-east-1:{PARTNER}:catalog/Sandbox/opportunity/O1234567");
    assert_eq!(
        denied,
        [(
            &json!("partnercentral:SubmitOpportunity"),
            &json!(opportunity)
        )]
    );
    let actions = decisions.iter().map(|decision| &decision["action"]);
    for action in ["CreateEngagement", "CreateEngagementInvitation"] {
        let action = json!(format!("partnercentral:{action}"));
        assert_eq!(actions.clone().filter(|one| **one == action).count(), 1);
    }

    let detached = node.admin().detach(attachment("ines", "mine")).await;
    detached.expect("it was attached");
    let ungranted = explain(json!({ "action": "partnercentral:GetOpportunity" })).await;
    assert_eq!(
        ungranted["decisions"][0]["decision"],
        "denied, because no statement allows it"
    );
}

#[tokio::test]
async fn a_store_opens_only_with_the_key_that_its_secrets_are_sealed_with() {
    let node = fresh().await;
    let open = async |key: &str| {
        let identity = Identity {
            secrets_key: Some(key.repeat(32).parse().expect("a key")),
            ..Identity::default()
        };
        Directory::open(node.store.clone(), &World::system(), identity).await
    };
    open("07").await.expect("it is the same key");
    let wrong = open("08").await;
    assert!(matches!(wrong, Err(DirectoryError::WrongKey)), "{wrong:?}");
}

#[tokio::test]
async fn a_damaged_account_or_policy_is_an_error_that_names_it() {
    let node = fresh().await;
    let admin = node.admin();
    admin.create_account(account()).await.expect("an account");
    node.user("ines").await;
    node.allow("ines", "mine", &json!([allow_all()])).await;
    let damaged = node.store.write((), async |tx, ()| {
        tx.of_store();
        for table in ["account", "policy"] {
            let text = format!("UPDATE {table} SET document = 'nonsense'");
            tx.execute(&text, &[]).await?;
        }
        Ok::<_, cosell_store::Error>(())
    });
    damaged.await.expect("the store works");
    let account = admin.account(NEW.to_owned()).await.map(drop);
    let policy = admin.policy(PARTNER.to_owned(), "mine".to_owned()).await;
    for (read, named) in [
        (account, format!("account {NEW:?}")),
        (policy.map(drop), "policy \"mine\"".to_owned()),
    ] {
        let Err(AdminError::Store(error)) = read else {
            panic!("{read:?}");
        };
        assert!(error.to_string().contains(&named), "{error}");
    }
}
