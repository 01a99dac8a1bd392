//! The revisions of a snapshot, and what each changed of the one before it.

use maud::html;
use serde_json::{Value, json};

use super::difference::{differences, table};
use super::layout::Page;
use super::pieces::{list, text, time_of, tree};
use super::place;
use super::view::{PREFIX, Problem, View};

/// The template of which the snapshots are by default.
const TEMPLATE: &str = "OpportunitySummaryView";

pub(super) async fn show(view: &View<'_>, id: &str) -> Result<Page, Problem> {
    let query = &view.query;
    let engagement = query.text("engagement");
    let unknown = "No account is a member of this engagement.";
    let (account, catalog, _) = place::find(view, "GetEngagement", &engagement, unknown).await?;
    let template = query.get("template").unwrap_or(TEMPLATE);
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
    let at = |revision: i64| query.link(&here, "revision", Some(&revision.to_string()));
    let body = html! {
        p { a href=(place::link(&format!("opportunities/{id}"), &account, catalog)) {
            "Back to the opportunity"
        } }
        section id="snapshot" class="card" data-part {
            p class="line" {
                span { "Revision " (revision) }
                span { (template) }
                span { "of " span class="mono" { (id) } }
                span { "by account " span class="mono" { (text(&shown, &["CreatedBy"])) } }
                span { "taken " (time_of(text(&shown, &["CreatedAt"]), now)) }
            }
            p {
                "Seen by "
                @for (place, account) in list(&shown, &["TargetMemberAccounts"]).iter().enumerate()
                {
                    @if place > 0 { ", " }
                    span class="mono" { (account.as_str().unwrap_or_default()) }
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

/// The content of a snapshot, without the name of its kind.
fn payload(snapshot: &Value) -> Value {
    let payload = snapshot.get("Payload").and_then(Value::as_object);
    let kind = payload.and_then(|payload| payload.values().find(|value| !value.is_null()));
    kind.cloned().unwrap_or_default()
}
