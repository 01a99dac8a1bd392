//! Accounts, and who of an account may do what: users, roles, keys and policies.

use cosell_admin_api::account::{NewAccount, Part, Source};
use cosell_admin_api::key::{KeyFilter, Keys, NewKey, Secret};
use cosell_admin_api::pages::{
    AttachPolicy, CreateAccount, CreateKey, CreateRole, CreateUser, DeleteKey, DeletePolicy,
    DeleteRole, DeleteUser, DetachPolicy, DisableAccount, DisableKey, DisableRole, DisableUser,
    EnableAccount, EnableKey, EnableRole, EnableUser, ListAccounts, ListKeys, ListPolicies,
    ListRoles, ListUsers, PutPolicy, RotateKey, ShowRole, ShowUser,
};
use cosell_admin_api::policy::{Attachment, NewPolicy, Policies, Policy, PolicyFilter};
use cosell_admin_api::principal::{NewPrincipal, Principal};
use cosell_admin_api::{Status, Word as _};
use maud::{Markup, html};

use super::layout::Page;
use super::pieces::{badge, button, empty, failure, form_token, input, text};
use super::view::{Fields, PREFIX, Problem, View};
use super::{danger, place};

/// Creates, enables or disables an account.
pub(super) async fn act_on_all(view: &View<'_>, form: &Fields) -> Result<(), Problem> {
    let account = form.text("account");
    match &*form.text("act") {
        "create" => {
            let body = NewAccount {
                id: account,
                company_name: form.get("company").map(str::to_owned),
                website_url: None,
                owner: None,
            };
            view.ask(CreateAccount { body }).await.map(drop)
        }
        "enable" => view.ask(EnableAccount { account }).await.map(drop),
        "disable" => view.ask(DisableAccount { account }).await.map(drop),
        _ => Err(Problem::not_found("There is no such act.")),
    }
}

pub(super) async fn show_all(view: &View<'_>) -> Result<Page, Problem> {
    let query = Part {
        next: view.query.get("next").map(str::to_owned),
        ..Part::default()
    };
    let found = view.ask(ListAccounts { query }).await?;
    let mut used = place::used(view).await?;
    let is_first = view.query.get("next").is_none();
    used.retain(|id| is_first && found.accounts.iter().all(|account| account.id != *id));
    let page = format!("{PREFIX}access");
    let typed = |name: &str| view.typed(&["create"], name).unwrap_or_default();
    let body = html! {
        p {
            a href={ (page) "/explain" } { "Explain a decision" }
            ": would a principal be allowed to do something, and by which statement?"
        }
        form method="post" class="filters" {
            (form_token(view))
            (input("account", "Account id, 12 digits", &typed("account")))
            (input("company", "Company (optional)", &typed("company")))
            button class="primary" type="submit" name="act" value="create" { "Create account" }
        }
        div id="accounts" class="scroll" tabindex="0" role="region" aria-label="Accounts"
            data-part {
            table {
                thead {
                    tr {
                        @for name in ["Account", "Company", "Defined in", "Status", "Access"] {
                            th scope="col" { (name) }
                        }
                    }
                }
                tbody {
                    @for account in &found.accounts {
                        @let is_active = account.status == Status::Active;
                        @let (act, says) = toggle(is_active);
                        tr {
                            th scope="row" {
                                a class="mono" href={ (page) "/" (account.id) } { (account.id) }
                            }
                            td { (account.company_name) }
                            td { (account.source.as_str()) }
                            td { (badge(account.status.as_str())) }
                            td {
                                // What only the configuration defines cannot be changed here.
                                @if account.created_at.is_some() {
                                    (button(view, act, &[("account", &*account.id)], says))
                                } @else {
                                    span class="hint" { "as configured" }
                                }
                            }
                        }
                    }
                }
            }
        }
        nav class="pages" aria-label="Pages" {
            @if let Some(next) = &found.next_token {
                a href=(view.query.link(&page, "next", Some(next))) { "Next page" }
            }
        }
        (others(&used))
    };
    Ok(Page::new("Access", "access", body))
}

/// The accounts that have records and are not on the page above.
fn others(used: &[String]) -> Markup {
    html! {
        section id="used" class="card" data-part aria-labelledby="used-title" {
            h2 id="used-title" { "Other accounts that have records" }
            @if used.is_empty() { p class="hint" { "None." } } @else {
                p class="hint" {
                    "In mode " code { "open" } " any twelve digits are an account. Create it above "
                    "to give it a name, users and keys."
                }
                ul class="values" {
                    @for id in used {
                        li {
                            span class="mono" { (id) } " "
                            a href={ (PREFIX) "?account=" (id) } { "Its pipeline" }
                        }
                    }
                }
            }
        }
    }
}

/// Stands beside what the configuration file defines, which nobody can change here.
fn configured() -> Markup {
    html! { span class="hint" { "configuration file" } }
}

/// The act that changes whether something is active, and what its button says.
fn toggle(is_active: bool) -> (&'static str, &'static str) {
    if is_active {
        ("disable", "Disable")
    } else {
        ("enable", "Enable")
    }
}

/// Does what a form says with the users, roles, keys and policies of an account. Returns a secret
/// that is shown this once.
pub(super) async fn act(
    view: &View<'_>,
    account: &str,
    form: &Fields,
) -> Result<Option<Secret>, Problem> {
    let account = account.to_owned();
    let (name, id) = (form.text("name"), form.text("id"));
    let body = NewPrincipal { name: name.clone() };
    let given = |name: &str| form.get(name).map(str::to_owned);
    let attachment = || Attachment {
        account: account.clone(),
        user: given("user"),
        role: given("role"),
        policy: form.text("policy"),
    };
    match &*form.text("act") {
        "create-user" => drop(view.ask(CreateUser { account, body }).await?),
        "enable-user" => drop(view.ask(EnableUser { account, name }).await?),
        "disable-user" => drop(view.ask(DisableUser { account, name }).await?),
        "delete-user" => drop(view.ask(DeleteUser { account, name }).await?),
        "create-role" => drop(view.ask(CreateRole { account, body }).await?),
        "enable-role" => drop(view.ask(EnableRole { account, name }).await?),
        "disable-role" => drop(view.ask(DisableRole { account, name }).await?),
        "delete-role" => drop(view.ask(DeleteRole { account, name }).await?),
        "attach" => drop(view.ask(AttachPolicy { body: attachment() }).await?),
        "detach" => drop(view.ask(DetachPolicy { body: attachment() }).await?),
        "create-key" => {
            let body = NewKey {
                account,
                user: given("user"),
                role: given("role"),
                ..NewKey::default()
            };
            return view.ask(CreateKey { body }).await.map(Some);
        }
        "rotate-key" => return view.ask(RotateKey { id }).await.map(Some),
        "enable-key" => drop(view.ask(EnableKey { id }).await?),
        "disable-key" => drop(view.ask(DisableKey { id }).await?),
        "delete-key" => drop(view.ask(DeleteKey { id }).await?),
        "put-policy" => {
            let document = form.text("document").as_str().into();
            let body = NewPolicy {
                account,
                name,
                document,
            };
            drop(view.ask(PutPolicy { body }).await?);
        }
        "delete-policy" => drop(view.ask(DeletePolicy { account, name }).await?),
        _ => return Err(Problem::not_found("There is no such act.")),
    }
    Ok(None)
}

/// The page with a secret, which no other page shows again.
pub(super) fn secret(account: &str, secret: &Secret) -> Page {
    let body = html! {
        section class="card" {
            p role="status" { "The secret is shown this once; copy it now." }
            dl class="tree" {
                dt { "Access key id" } dd class="mono" { (secret.key.id) }
                dt { "Secret access key" } dd class="mono" { (secret.secret) }
                @if let Some(token) = &secret.session_token {
                    dt { "Session token" } dd class="mono" { (token) }
                }
            }
            p { a href={ (PREFIX) "access/" (account) } { "Back to the account" } }
        }
    };
    Page::new("A new secret", "access", body)
}

pub(super) async fn show(view: &View<'_>, account: &str) -> Result<Page, Problem> {
    let part = Part::default;
    let of = |account: &str| account.to_owned();
    let users = ListUsers {
        account: of(account),
        query: part(),
    };
    let mut users = view.ask(users).await?.users;
    for user in &mut users {
        let (account, name) = (of(account), user.name.clone());
        *user = view.ask(ShowUser { account, name }).await?;
    }
    let roles = ListRoles {
        account: of(account),
        query: part(),
    };
    let mut roles = view.ask(roles).await?.roles;
    for role in &mut roles {
        let (account, name) = (of(account), role.name.clone());
        *role = view.ask(ShowRole { account, name }).await?;
    }
    let keys = KeyFilter {
        account: of(account),
        user: None,
        role: None,
        limit: part().limit,
        next: None,
    };
    let keys = view.ask(ListKeys { query: keys }).await;
    let query = PolicyFilter {
        account: Some(of(account)),
        ..PolicyFilter::default()
    };
    let own = view.ask(ListPolicies { query }).await?;
    let query = PolicyFilter::default();
    let managed = view.ask(ListPolicies { query }).await?;
    // A policy of the configuration file is attached there.
    let attachable = |one: &&Policy| one.source == Some(Source::Store);
    let names: Vec<&str> = own
        .policies
        .iter()
        .filter(attachable)
        .chain(&managed.policies)
        .map(|one| &*one.name)
        .collect();
    let body = html! {
        p {
            a href={ (PREFIX) "access/explain?principal=arn:aws:iam::" (account) ":root" } {
                "Explain a decision"
            }
        }
        div class="columns" {
            (principals(view, "user", "Users", &users, &names))
            (principals(view, "role", "Roles", &roles, &names))
            section class="card" aria-labelledby="keys-title" {
                h2 id="keys-title" { "Access keys" }
                @match &keys {
                    Err(problem) => (failure(problem)),
                    Ok(keys) => (all_keys(view, keys)),
                }
            }
            (policies(view, &own))
        }
    };
    Ok(Page::new(format!("Account {account}"), "access", body))
}

fn principals(
    view: &View<'_>,
    kind: &str,
    title: &str,
    principals: &[Principal],
    policies: &[&str],
) -> Markup {
    let id = |what: &str| format!("{kind}-{what}");
    let typed = view
        .typed(&[&format!("create-{kind}")], "name")
        .unwrap_or_default();
    html! {
        section class="card" aria-labelledby=(id("title")) {
            h2 id=(id("title")) { (title) }
            form method="post" class="filters" {
                (form_token(view))
                div class="field" {
                    label for=(id("name")) { "Name of the new " (kind) }
                    input id=(id("name")) name="name" value=(typed) required autocomplete="off";
                }
                button class="primary" type="submit" name="act" value={ "create-" (kind) } {
                    "Create " (kind)
                }
            }
            @if principals.is_empty() {
                (empty("There are none.", &html! {
                    p { "A new one may do nothing until a policy is attached to it." }
                }))
            }
            ul class="reasons" {
                @for one in principals { li { (principal(view, kind, one, policies)) } }
            }
        }
    }
}

fn principal(view: &View<'_>, kind: &str, one: &Principal, policies: &[&str]) -> Markup {
    let name = [("name", &*one.name)];
    let (act, says) = toggle(one.status == Status::Active);
    let field = format!("{kind}-policy-{}", one.id);
    let chosen = view.typed_for("attach", (kind, &one.name), "policy");
    html! {
        div class="line" {
            strong { (one.name) } (badge(one.status.as_str()))
            a href={ (PREFIX) "access/explain?principal=" (one.arn) } { "Explain" }
            @if one.source == Source::Configuration { (configured()) } @else {
                (button(view, &format!("{act}-{kind}"), &name, says))
                (button(view, "create-key", &[(kind, &*one.name)], "Create key"))
                (danger::button(view, &format!("delete-{kind}"), &name, (
                    "Delete", &format!("{} and its access keys may go", one.name),
                )))
            }
        }
        ul class="values" {
            @for arn in one.policies.iter().flatten() {
                li {
                    code { (arn) } " "
                    @if one.source == Source::Store {
                        (button(view, "detach", &[(kind, &*one.name), ("policy", arn)], "Detach"))
                    }
                }
            }
        }
        @if one.source == Source::Store {
            form method="post" class="filters" {
                (form_token(view))
                input type="hidden" name=(kind) value=(one.name);
                div class="field" {
                    label for=(field) { "Policy for " (one.name) }
                    select id=(field) name="policy" {
                        @for policy in policies {
                            option value=(policy) selected[chosen.as_deref() == Some(policy)] {
                                (policy)
                            }
                        }
                    }
                }
                button type="submit" name="act" value="attach" { "Attach" }
            }
        }
    }
}

fn all_keys(view: &View<'_>, keys: &Keys) -> Markup {
    html! {
        @if keys.keys.is_empty() {
            (empty("There are no keys.", &html! {
                p { "In mode " code { "open" } " the id of the account is its key." }
            }))
        }
        ul class="reasons" {
            @for key in &keys.keys {
                @let id = [("id", &*key.id)];
                @let (act, says) = toggle(key.status == Status::Active);
                li class="line" {
                    span class="mono" { (key.id) } (badge(key.status.as_str()))
                    @if let Some(user) = &key.user { span { "user " (user) } }
                    @if let Some(role) = &key.role { span { "role " (role) } }
                    @if key.source == Source::Configuration { (configured()) } @else {
                        (button(view, &format!("{act}-key"), &id, says))
                        @if key.role.is_none() {
                            (danger::button(view, "rotate-key", &id, (
                                "Rotate", "The secret that clients use now may go",
                            )))
                        }
                        (danger::button(view, "delete-key", &id, ("Delete", "The key may go")))
                    }
                }
            }
        }
    }
}

/// What a new policy begins with.
const DOCUMENT: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": "partnercentral:Get*", "Resource": "*"}
  ]
}"#;

fn policies(view: &View<'_>, own: &Policies) -> Markup {
    let typed = |name: &str| view.typed(&["put-policy"], name);
    let document = typed("document").unwrap_or_else(|| DOCUMENT.to_owned());
    html! {
        section class="card" aria-labelledby="policies-title" {
            h2 id="policies-title" { "Policies" }
            form method="post" {
                (form_token(view))
                div class="field" {
                    label for="policy-name" { "Name; a policy of the same name is replaced" }
                    input id="policy-name" name="name" required autocomplete="off"
                        value=(typed("name").unwrap_or_default());
                }
                div class="field" {
                    label for="document" { "Document" }
                    textarea id="document" name="document" class="mono" rows="6"
                        spellcheck="false" { "\n" (document) }
                }
                p {
                    button class="primary" type="submit" name="act" value="put-policy" {
                        "Store policy"
                    }
                }
            }
            ul class="reasons" {
                @for policy in &own.policies {
                    li {
                        div class="line" {
                            strong { (policy.name) }
                            @if policy.source == Some(Source::Configuration) { (configured()) }
                            @else {
                                (danger::button(view, "delete-policy", &[("name", &*policy.name)], (
                                    "Delete", &format!("The policy {} may go", policy.name),
                                )))
                            }
                        }
                        @if let Some(document) = &policy.document {
                            details {
                                summary { "Document, version " (text(document, &["Version"])) }
                                pre { (format!("{document:#}")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
