//! The revisions of a snapshot, and what each changed of the one before it.

use std::collections::BTreeSet;

use maud::{Markup, html};
use serde_json::{Value, json};

use super::difference::{differences, table};
use super::layout::Page;
use super::pieces::{self, empty, list, record, text, time_of, tree};
use super::view::{PREFIX, Problem, View};
use super::{opportunity, place};

/// The template of which the snapshots are by default.
const TEMPLATE: &str = "OpportunitySummaryView";

/// A template of which an engagement has snapshots of the opportunity.
struct Taken {
    engagement: String,
    template: String,
}

pub(super) async fn show(view: &View<'_>, id: &str) -> Result<Page, Problem> {
    let (account, catalog, all) = find(view, id).await?;
    let query = &view.query;
    let is_wanted = |wanted: Option<&str>, known: &str| wanted.is_none_or(|one| one == known);
    let mut wanted = all.iter().filter(|one| {
        is_wanted(query.get("engagement"), &one.engagement)
            && is_wanted(query.get("template"), &one.template)
    });
    // Of several templates the usual one, where nobody chose another.
    let first = wanted.clone().next();
    let usual = wanted.find(|one| one.template == TEMPLATE).or(first);
    let Some(Taken {
        engagement,
        template,
    }) = usual
    else {
        return Ok(none(id, &account, catalog));
    };
    let of = json!({
        "Catalog": catalog, "EngagementIdentifier": engagement, "ResourceType": "Opportunity",
        "ResourceIdentifier": id, "ResourceSnapshotTemplateIdentifier": template,
    });
    let get = async |revision: Option<i64>| {
        let mut input = of.clone();
        input["Revision"] = json!(revision);
        view.call(&account, "GetResourceSnapshot", input).await
    };
    let wanted = query.get("revision").and_then(|text| text.parse().ok());
    let shown = get(wanted).await?;
    let revision = shown.get("Revision").and_then(Value::as_i64).unwrap_or(1);
    let before = query.get("against").and_then(|text| text.parse().ok());
    let before = before.unwrap_or(revision - 1);
    let previous = if before > 0 {
        get(Some(before)).await?
    } else {
        Value::Null
    };
    let found = differences(&payload(&previous), &payload(&shown));
    let now = view.now();
    let here = format!("{PREFIX}opportunities/{id}/snapshots");
    let query = &query
        .with("engagement", engagement)
        .with("template", template);
    let at = |revision: i64| query.link(&here, "revision", Some(&revision.to_string()));
    let body = html! {
        p { a href=(place::link(&format!("opportunities/{id}"), &account, catalog)) {
            "Back to the opportunity"
        } }
        (others(&all, (engagement, template), (id, &account, catalog)))
        section id="snapshot" class="card" data-part {
            p class="line" {
                span { "Revision " (revision) }
                span { (template) }
                span { "of " (record(id)) }
                span { "in " (record(engagement)) }
                span { "by account " (pieces::account(text(&shown, &["CreatedBy"]))) }
                span { "taken " (time_of(text(&shown, &["CreatedAt"]), now)) }
            }
            p {
                "Seen by "
                @for (place, member) in list(&shown, &["TargetMemberAccounts"]).iter().enumerate()
                {
                    @if place > 0 { ", " }
                    (pieces::account(member.as_str().unwrap_or_default()))
                }
            }
            nav class="pages" aria-label="Revisions" {
                @if revision > 1 { a href=(at(revision - 1)) { "Revision " (revision - 1) } }
                @if wanted.is_some() { a href=(query.link(&here, "revision", None)) { "Newest" } }
            }
            @if before > 0 {
                h2 { "What changed since revision " (before) }
                (table(&found, now))
            } @else {
                p class="hint" { "It is the first revision." }
            }
        }
        section id="content" class="card" data-part {
            h2 { "All that it shows" }
            (tree(&payload(&shown), now))
        }
    };
    Ok(Page::new(format!("Snapshots of {id}"), "", body))
}

/// Who sees snapshots of the opportunity, and of which templates in which engagements: of the
/// engagement of the query, or of all in which the opportunity is.
async fn find(view: &View<'_>, id: &str) -> Result<(String, &'static str, Vec<Taken>), Problem> {
    let (account, catalog, engagements) = if let Some(engagement) = view.query.get("engagement") {
        let unknown = "No account is a member of this engagement.";
        let (account, catalog, _) = place::find(view, "GetEngagement", engagement, unknown).await?;
        (account, catalog, vec![engagement.to_owned()])
    } else {
        let (account, catalog, _) = opportunity::find(view, id).await?;
        let of = json!({
            "Catalog": catalog, "ResourceType": "Opportunity", "ResourceIdentifier": id,
        });
        let found = view
            .call(&account, "ListEngagementResourceAssociations", of)
            .await?;
        let found = list(&found, &["EngagementResourceAssociationSummaries"]).iter();
        let engagements = found.map(|one| text(one, &["EngagementId"]).to_owned());
        (account, catalog, engagements.collect())
    };
    if let ([engagement], Some(template)) = (&*engagements, view.query.get("template")) {
        let named = Taken {
            engagement: engagement.clone(),
            template: template.to_owned(),
        };
        return Ok((account, catalog, vec![named]));
    }
    let mut all = Vec::new();
    for engagement in engagements {
        let of = json!({
            "Catalog": catalog, "EngagementIdentifier": engagement, "ResourceType": "Opportunity",
            "ResourceIdentifier": id,
        });
        let found = view.call(&account, "ListResourceSnapshots", of).await?;
        let found = list(&found, &["ResourceSnapshotSummaries"]).iter();
        let templates: BTreeSet<&str> = found
            .map(|one| text(one, &["ResourceSnapshotTemplateName"]))
            .collect();
        all.extend(templates.into_iter().map(|template| Taken {
            engagement: engagement.clone(),
            template: template.to_owned(),
        }));
    }
    Ok((account, catalog, all))
}

/// What to do where nobody took a snapshot.
fn none(id: &str, account: &str, catalog: &str) -> Page {
    let next = html! {
        p { "CreateResourceSnapshot takes one, and a snapshot job every following one." }
        p { a href=(place::link(&format!("opportunities/{id}"), account, catalog)) {
            "Back to the opportunity"
        } }
    };
    let body = empty("The opportunity has no such snapshot.", &next);
    Page::new(format!("Snapshots of {id}"), "", body)
}

/// The way to the snapshots of other engagements and templates.
fn others(
    all: &[Taken],
    (engagement, template): (&str, &str),
    (id, account, catalog): (&str, &str, &str),
) -> Markup {
    let page = format!("opportunities/{id}/snapshots");
    html! {
        @if all.len() > 1 {
            nav class="pages" aria-label="Engagements and templates" {
                @for one in all {
                    @let is_here = one.engagement == engagement && one.template == template;
                    a href={ (place::link(&page, account, catalog)) "&engagement="
                        (one.engagement) "&template=" (one.template) }
                        aria-current=[is_here.then_some("true")] {
                        (one.template) " in " (one.engagement)
                    }
                }
            }
        }
    }
}

/// The content of a snapshot, without the name of its kind.
fn payload(snapshot: &Value) -> Value {
    let payload = snapshot.get("Payload").and_then(Value::as_object);
    let kind = payload.and_then(|payload| payload.values().find(|value| !value.is_null()));
    kind.cloned().unwrap_or_default()
}
