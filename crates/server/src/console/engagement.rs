//! An engagement: its members, contexts, invitations and shared records, drawn and as tables.
//!
//! Who sees a snapshot is asked as each member, with that member's own permission, so the page
//! shows what the API would answer.

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde_json::{Value, json};

use super::engagements::invitation_table;
use super::layout::Page;
use super::picture;
use super::pieces::{self, account, empty, list, name_or, record, text, time_of, tree};
use super::place::{self, Place};
use super::view::{PREFIX, Problem, View};

/// How many snapshots of a member are read.
const SNAPSHOTS: usize = 200;

/// What is known of an engagement.
pub(super) struct Shared {
    pub(super) engagement: Value,
    /// The account and the company of each member.
    pub(super) members: Vec<(String, String)>,
    pub(super) invitations: Value,
    /// The associated records, as the API lists them.
    pub(super) resources: Vec<Value>,
    pub(super) snapshots: Vec<Revisions>,
}

/// The revisions of one template of one record.
pub(super) struct Revisions {
    pub(super) resource: String,
    pub(super) template: String,
    pub(super) by: String,
    /// The newest revision.
    pub(super) newest: i64,
    /// The accounts of the members that see it.
    pub(super) seen_by: Vec<String>,
}

pub(super) async fn show(view: &View<'_>, id: &str) -> Result<Page, Problem> {
    let unknown = "No account is a member of an engagement with this id. An account can read an \
                   engagement of AWS when it has accepted its invitation.";
    let (account, catalog, engagement) = place::find(view, "GetEngagement", id, unknown).await?;
    let shared = read(view, (&account, catalog, id), engagement).await?;
    let title = name_or(text(&shared.engagement, &["Title"]), id).to_owned();
    let body = body(view, &Place::at(&account, catalog), &shared);
    Ok(Page::new(title, "engagements", body))
}

async fn read(
    view: &View<'_>,
    (account, catalog, id): (&str, &str, &str),
    engagement: Value,
) -> Result<Shared, Problem> {
    let of = json!({ "Catalog": catalog, "Identifier": id });
    let members = view.call(account, "ListEngagementMembers", of).await?;
    let members: Vec<(String, String)> = list(&members, &["EngagementMemberList"])
        .iter()
        .map(|one| {
            let member = |name| text(one, &[name]).to_owned();
            (member("AccountId"), member("CompanyName"))
        })
        .collect();
    let mut invitations = Vec::new();
    for side in ["SENDER", "RECEIVER"] {
        let input = json!({
            "Catalog": catalog, "ParticipantType": side, "EngagementIdentifier": [id],
        });
        let found = view
            .call(account, "ListEngagementInvitations", input)
            .await?;
        invitations.extend_from_slice(list(&found, &["EngagementInvitationSummaries"]));
    }
    let of = json!({ "Catalog": catalog, "EngagementIdentifier": id, "MaxResults": SNAPSHOTS });
    let resources = view
        .call(account, "ListEngagementResourceAssociations", of.clone())
        .await?;
    let mut snapshots: BTreeMap<(String, String, String), Revisions> = BTreeMap::new();
    for (member, _) in &members {
        let seen = view
            .call(member, "ListResourceSnapshots", of.clone())
            .await?;
        for one in list(&seen, &["ResourceSnapshotSummaries"]) {
            let of = |name| text(one, &[name]).to_owned();
            let (resource, template, by) = (
                of("ResourceId"),
                of("ResourceSnapshotTemplateName"),
                of("CreatedBy"),
            );
            let revision = one
                .get("Revision")
                .and_then(Value::as_i64)
                .unwrap_or_default();
            let key = (resource.clone(), template.clone(), by.clone());
            let known = snapshots.entry(key).or_insert_with(|| Revisions {
                resource,
                template,
                by,
                newest: 0,
                seen_by: Vec::new(),
            });
            known.newest = known.newest.max(revision);
            if known.seen_by.last() != Some(member) {
                known.seen_by.push(member.clone());
            }
        }
    }
    Ok(Shared {
        engagement,
        members,
        invitations: json!({ "EngagementInvitationSummaries": invitations }),
        resources: list(&resources, &["EngagementResourceAssociationSummaries"]).to_vec(),
        snapshots: snapshots.into_values().collect(),
    })
}

fn body(view: &View<'_>, place: &Place, shared: &Shared) -> Markup {
    let (one, now) = (&shared.engagement, view.now());
    html! {
        section id="state" class="card" data-part {
            p class="line" {
                span class="mono" { (text(one, &["Id"])) }
                span { "as account " (account(&place.account)) " sees it" }
                span { "catalog " (place.catalog) }
                span { "created " (time_of(text(one, &["CreatedAt"]), now)) " by "
                    (account(text(one, &["CreatedBy"]))) }
                span { "changed " (time_of(text(one, &["ModifiedAt"]), now)) }
            }
            p { (text(one, &["Description"])) }
        }
        section id="picture" class="card" data-part data-poll {
            h2 { "Who shares what with whom" }
            (picture::drawn(shared, now))
            (members(view, place, shared))
        }
        section id="snapshots" class="card" data-part {
            h2 { "Who sees which snapshot" }
            (snapshots(place, shared))
        }
        section id="invitations" class="card" data-part data-poll {
            h2 { "Invitations" }
            (invitation_table(&shared.invitations, place, now))
            p class="hint" {
                "Those that account " (account(&place.account)) " sent or received."
            }
        }
        section id="contexts" class="card" data-part {
            h2 { "Contexts" }
            p class="hint" { "Every member sees every context." }
            @for context in list(one, &["Contexts"]) {
                h3 { (text(context, &["Type"])) }
                p class="mono" { (text(context, &["Id"])) }
                @if let Some(payload) = context.get("Payload") { (tree(payload, now)) }
            }
        }
    }
}

fn members(view: &View<'_>, place: &Place, shared: &Shared) -> Markup {
    let here = format!("{PREFIX}{}", view.path);
    html! {
        h3 { "Members" }
        ul class="values" {
            @for (account, company) in &shared.members {
                li {
                    (company) " " (pieces::account(account)) " "
                    @if *account == place.account { "– shown as this member sees it" } @else {
                        a href=(place.query(view).link(&here, "account", Some(account))) {
                            "See it as this member"
                        }
                    }
                }
            }
        }
        h3 { "Shared records" }
        @if shared.resources.is_empty() { p class="hint" { "None yet." } }
        ul class="values" {
            @for one in &shared.resources {
                @let id = text(one, &["ResourceId"]);
                @let owner = text(one, &["CreatedBy"]);
                li {
                    (text(one, &["ResourceType"])) " "
                    a class="mono" href=(place::link(
                        &format!("opportunities/{id}"), owner, &place.catalog,
                    )) { (id) }
                    " of account " (account(owner))
                }
            }
        }
    }
}

fn snapshots(place: &Place, shared: &Shared) -> Markup {
    let engagement = text(&shared.engagement, &["Id"]);
    html! {
        @if shared.snapshots.is_empty() {
            (empty("No member sees a snapshot.", &html! {
                p { "CreateResourceSnapshot takes one, and a snapshot job every following one." }
            }))
        } @else {
            div class="scroll" tabindex="0" role="region" aria-label="Snapshots by member" {
                table {
                    thead {
                        tr {
                            th scope="col" { "Snapshot" }
                            th scope="col" { "Newest" }
                            @for (account, company) in &shared.members {
                                th scope="col" { (company) br; span class="mono" { (account) } }
                            }
                        }
                    }
                    tbody {
                        @for one in &shared.snapshots {
                            @let reader = one.seen_by.first().map_or(&*place.account, |one| one);
                            tr {
                                th scope="row" {
                                    a href={ (place::link(
                                        &format!("opportunities/{}/snapshots", one.resource),
                                        reader, &place.catalog,
                                    )) "&engagement=" (engagement) "&template=" (one.template) } {
                                        (one.template)
                                    }
                                    " of " (record(&one.resource))
                                    " by " (pieces::account(&one.by))
                                }
                                td class="number" { (one.newest) }
                                @for (account, _) in &shared.members {
                                    td {
                                        @if one.seen_by.contains(account) { "sees it" } @else {
                                            span class="none" { "does not" }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
