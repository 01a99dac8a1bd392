//! The form that edits an opportunity.
//!
//! It sends the whole opportunity to `UpdateOpportunity`, as an SDK does, with the version that was
//! shown. A refusal is asked for once more as a check, which names the rule of each finding, and
//! each finding is shown beside its field.

use std::collections::BTreeMap;

use cosell_admin_api::check::{Candidate, Finding};
use cosell_admin_api::pages::CheckRequest;
use cosell_api::shape::Member;
use cosell_api::types::{ReviewStatus, Stage};
use cosell_domain::Catalog;
use cosell_domain::opportunity::rules::edit::Scope;
use cosell_domain::opportunity::rules::review;
use cosell_domain::rule::Rule;
use cosell_domain::settings::Strictness;
use hyper::StatusCode;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::form::{Form, applied, field_name, reason};
use super::layout::Page;
use super::opportunity;
use super::pieces::{self, badge, form_token, name_or, record, text};
use super::view::{Fields, PREFIX, Problem, View};

/// The operation that the form is made for.
const OPERATION: &str = "UpdateOpportunity";

/// The members that a person does not fill in.
const GIVEN: [&str; 3] = ["Catalog", "Identifier", "LastModifiedDate"];

/// The fields of the form with the version that was shown.
const VERSION: &str = "version";

/// Carries out the edit of a form, or only checks it.
pub(super) async fn act(view: &View<'_>, id: &str, form: &Fields) -> Result<(), Problem> {
    let (account, catalog, stored) = opportunity::find(view, id).await?;
    let mut request = body(&stored, form);
    request["Catalog"] = json!(catalog);
    request["Identifier"] = json!(id);
    request["LastModifiedDate"] = json!(form.text(VERSION));
    let is_check = form.get("act") == Some("check");
    let refused = if is_check {
        None
    } else {
        match view.call(&account, OPERATION, request.clone()).await {
            Ok(_) => return Ok(()),
            Err(problem) => Some(problem),
        }
    };
    let body = Candidate {
        operation: Some(OPERATION.to_owned()),
        account: Some(account),
        request,
        ..Candidate::default()
    };
    let checked = view.ask(CheckRequest { body }).await?;
    let problem = refused.unwrap_or_else(|| {
        let name = checked.error.as_deref().unwrap_or("Accepted");
        let message = checked.message.as_deref();
        let message = message.unwrap_or("UpdateOpportunity would accept it. Nothing is saved yet.");
        Problem::new(StatusCode::OK, name, message)
    });
    Err(Problem {
        findings: checked.findings,
        ..problem
    })
}

/// The members that a person fills in.
fn members() -> impl Iterator<Item = &'static Member> {
    let input = cosell_api::find(OPERATION).map(|meta| meta.input.members());
    let members = input.unwrap_or_default().iter();
    members.filter(|member| !GIVEN.contains(&member.name))
}

/// The stored members that an update may send, with what a form changes of them.
fn body(stored: &Value, form: &Fields) -> Value {
    let mut body = json!({});
    for member in members() {
        let one = std::slice::from_ref(member);
        let stored = json!({ member.name: stored.get(member.name) });
        if let Some(Value::Object(changed)) = applied(one, "", &stored, form) {
            for (name, value) in changed {
                body[name] = value;
            }
        }
    }
    body
}

/// What rules leave editable of an opportunity.
pub(super) struct Locks {
    scope: Scope,
    catalog: Catalog,
    status: ReviewStatus,
}

impl Locks {
    pub(super) fn of(view: &View<'_>, catalog: &str, opportunity: &Value) -> Self {
        let cycle = |name| text(opportunity, &["LifeCycle", name]);
        let status = ReviewStatus::from_wire(cycle("ReviewStatus"));
        let status = status.unwrap_or(ReviewStatus::PendingSubmission);
        let stage = Stage::from_wire(cycle("Stage")).unwrap_or(Stage::Prospect);
        let strictness = view.front.service.settings().strictness;
        Self {
            scope: Scope::of(status, stage, strictness == Strictness::Documented),
            catalog: catalog.parse().unwrap_or(Catalog::Aws),
            status,
        }
    }

    /// The rule that locks the member with this path in lower camel case.
    fn lock(&self, path: &str) -> Option<&'static Rule> {
        let by_scope = || self.scope.lock(path);
        review::lock(self.catalog, self.status, path).or_else(by_scope)
    }

    /// What may be edited, and by which rule the rest may not.
    pub(super) fn summary(&self) -> Markup {
        let list = |members: &[&str]| {
            html! {
                @for (place, member) in members.iter().enumerate() {
                    @if place > 0 { ", " }
                    code { (member) }
                }
            }
        };
        let (what, rule) = match self.scope {
            Scope::Nothing(rule) => (html! { "Nothing can be edited now." }, rule),
            Scope::Only(members, rule) => (html! { "Editable now: " (list(members)) "." }, rule),
            Scope::AllBut(members, rule) => (
                html! { "Editable now: everything but " (list(members)) "." },
                rule,
            ),
        };
        html! {
            p { (what) }
            p class="hint" {
                code { (rule.id) } " (" (rule.evidence.as_str()) "): " (rule.says)
            }
        }
    }

    pub(super) fn is_nothing(&self) -> bool {
        matches!(self.scope, Scope::Nothing(_))
    }
}

pub(super) async fn show(view: &View<'_>, id: &str) -> Result<Page, Problem> {
    let (account, catalog, stored) = opportunity::find(view, id).await?;
    let locks = Locks::of(view, catalog, &stored);
    let is_unlocked = view.query.get("unlock") == Some("all");
    let no_findings = Vec::new();
    let problem = view.problem.as_ref();
    let findings = problem.map_or(&no_findings, |problem| &problem.findings);
    // Where nothing can be edited, one sentence says so, not each field.
    let is_closed = locks.is_nothing() && !is_unlocked;
    let form = Form {
        lock: &|path| locks.lock(path),
        is_unlocked,
        is_closed,
        findings,
    };
    let version = view.refused.as_ref().map(|form| form.text(VERSION));
    let version = version.unwrap_or_else(|| text(&stored, &["LastModifiedDate"]).to_owned());
    let is_stale = version != text(&stored, &["LastModifiedDate"]);
    let values = match &view.refused {
        Some(refused) => body(&stored, refused),
        None => stored.clone(),
    };
    let page = format!("{PREFIX}opportunities/{id}");
    let story = view.query.without("unlock").link(&page, "", None);
    let here = format!("{page}/edit");
    let body = html! {
        p { a href=(story) { "Back to the opportunity" } }
        section class="card" aria-labelledby="locks-title" {
            h2 id="locks-title" { "What may be edited" }
            p class="line" {
                (badge(text(&stored, &["LifeCycle", "ReviewStatus"])))
                (badge(text(&stored, &["LifeCycle", "Stage"])))
                (record(id))
                span { "account " (pieces::account(&account)) }
                span { "catalog " (catalog) }
            }
            (locks.summary())
            @if is_unlocked {
                p { a href=(view.query.link(&here, "unlock", None)) { "Lock them again" } }
            } @else {
                p {
                    a href=(view.query.link(&here, "unlock", Some("all"))) { "Unlock all fields" }
                    " to see how the API refuses an edit."
                }
            }
        }
        @if is_stale {
            p class="problem" {
                "Somebody changed the opportunity after this form was opened. "
                a href=(view.query.link(&here, "", None)) { "Open it again" }
                ", which drops what you wrote."
            }
        }
        (refused(findings))
        form method="post" class="edit" {
            (form_token(view))
            input type="hidden" name=(VERSION) value=(version);
            div class="inputs" {
                @for member in members() {
                    @let value = values.get(member.name).unwrap_or(&Value::Null);
                    (form.member(member, member.name, value))
                }
            }
            @if !is_closed {
                p class="line actions" {
                    button class="primary" type="submit" name="act" value="save" { "Save" }
                    button type="submit" name="act" value="check" { "Check without saving" }
                }
            }
        }
    };
    let name = text(&stored, &["Customer", "Account", "CompanyName"]);
    let title = format!("Edit {}", name_or(name, id));
    Ok(Page::new(title, "", body))
}

/// All findings: those about a field lead to it, and the others are explained here.
fn refused(findings: &[Finding]) -> Markup {
    let mut ids = BTreeMap::new();
    for member in members() {
        ids_of(member, member.name, &mut ids);
    }
    html! {
        @if !findings.is_empty() {
            section class="problem" aria-label="Reasons" {
                ul class="values" {
                    @for finding in findings {
                        @let id = finding.field.as_ref().and_then(|field| ids.get(field));
                        li {
                            @match (id, &finding.field) {
                                (Some(id), Some(field)) => {
                                    a href={ "#" (id) } { (field) } ": " (finding.message)
                                }
                                (_, field) => {
                                    @if let Some(field) = field { code { (field) } " " }
                                    (reason(finding))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The ids of the inputs of all members, by the names that errors have for them; of the items of a
/// list, that of the first one.
fn ids_of(member: &Member, path: &str, ids: &mut BTreeMap<String, String>) {
    use cosell_api::shape::Kind;
    ids.entry(field_name(path))
        .or_insert_with(|| path.to_owned());
    let (inside, path) = match &member.shape.kind {
        Kind::List { member, .. } => (member.members(), format!("{path}.0")),
        _ => (member.shape.members(), path.to_owned()),
    };
    for member in inside {
        ids_of(member, &format!("{path}.{}", member.name), ids);
    }
}
