//! The engagements of an account, and its invitations with their clocks.

use cosell_domain::settings::AWS;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::layout::Page;
use super::pieces::{account, badge, empty, list, name_or, pages, text, time_of};
use super::place::Place;
use super::view::{PREFIX, Problem, View};

/// How many engagements a page has.
const ROWS: usize = 50;

/// How many invitations of each side are shown, the newest ones.
const INVITATIONS: usize = 20;

pub(super) async fn show(view: &View<'_>) -> Result<Page, Problem> {
    let place = Place::of(view).await?;
    let mut input = json!({ "Catalog": place.catalog, "MaxResults": ROWS });
    if let Some(next) = view.query.get("next") {
        input["NextToken"] = json!(next);
    }
    let found = view.call(&place.account, "ListEngagements", input).await?;
    let received = invitations(view, &place, "RECEIVER").await?;
    let sent = invitations(view, &place, "SENDER").await?;
    let (rows, next) = (
        list(&found, &["EngagementSummaryList"]),
        text(&found, &["NextToken"]),
    );
    let page = format!("{PREFIX}engagements");
    let body = html! {
        form method="get" class="filters" role="search" aria-label="Engagements" {
            (place.fields())
            button class="primary" type="submit" { "Show" }
        }
        section id="engagements" data-part {
            @if rows.is_empty() {
                (empty("This account is in no engagement of this catalog.", &html! {
                    p {
                        "StartEngagementFromOpportunityTask creates one with the opportunity that "
                        "it submits, CreateEngagement one without."
                    }
                }))
            } @else { (table(view, &place, rows)) }
            (pages(&view.query, &page, next))
        }
        section id="received" class="card" data-part data-poll {
            h2 { "Invitations received" }
            (invitation_table(&received, &place, view.now()))
        }
        section id="sent" class="card" data-part data-poll {
            h2 { "Invitations sent" }
            (invitation_table(&sent, &place, view.now()))
        }
    };
    Ok(Page::new("Engagements", "engagements", body))
}

/// The newest invitations of one side.
async fn invitations(view: &View<'_>, place: &Place, side: &str) -> Result<Value, Problem> {
    let input = json!({
        "Catalog": place.catalog, "ParticipantType": side, "MaxResults": INVITATIONS,
        "Sort": { "SortBy": "InvitationDate", "SortOrder": "DESCENDING" },
    });
    view.call(&place.account, "ListEngagementInvitations", input)
        .await
}

fn table(view: &View<'_>, place: &Place, rows: &[Value]) -> Markup {
    let now = view.now();
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Engagements" {
            table {
                thead {
                    tr {
                        @for name in
                            ["Engagement", "Id", "Members", "Contexts", "Created by", "Changed"]
                        { th scope="col" { (name) } }
                    }
                }
                tbody {
                    @for one in rows {
                        @let id = text(one, &["Id"]);
                        tr {
                            th scope="row" {
                                a href=(place.link(&format!("engagements/{id}"))) {
                                    (name_or(text(one, &["Title"]), id))
                                }
                            }
                            td class="mono" { (id) }
                            td class="number" {
                                @if let Some(count) = one.get("MemberCount") { (count) }
                            }
                            td {
                                @for kind in list(one, &["ContextTypes"]) {
                                    (badge(kind.as_str().unwrap_or_default())) " "
                                }
                            }
                            td { (account(text(one, &["CreatedBy"]))) }
                            td { (time_of(text(one, &["ModifiedAt"]), now)) }
                        }
                    }
                }
            }
        }
    }
}

/// Invitations with what is left of their time.
pub(super) fn invitation_table(found: &Value, place: &Place, now: i64) -> Markup {
    let rows = list(found, &["EngagementInvitationSummaries"]);
    html! {
        @if rows.is_empty() { p class="hint" { "None." } } @else {
            div class="scroll" tabindex="0" role="region" aria-label="Invitations" {
                table {
                    thead {
                        tr {
                            @for name in [
                                "Invitation", "Status", "Expires", "Engagement", "From", "To",
                                "Content", "Sent",
                            ] { th scope="col" { (name) } }
                        }
                    }
                    tbody { @for one in rows { (invitation(one, place, now)) } }
                }
            }
        }
    }
}

fn invitation(one: &Value, place: &Place, now: i64) -> Markup {
    let engagement = text(one, &["EngagementId"]);
    let title = name_or(text(one, &["EngagementTitle"]), engagement);
    let (sender, status) = (text(one, &["SenderAwsAccountId"]), text(one, &["Status"]));
    // Until then AWS alone is a member, so nobody here can read the engagement.
    let has_page = sender != AWS || status == "ACCEPTED";
    let expires = text(one, &["ExpirationDate"]);
    html! {
        tr {
            th scope="row" class="mono" { (text(one, &["Id"])) }
            td { (badge(status)) }
            td {
                @if expires.is_empty() { span class="none" { "–" } } @else {
                    (time_of(expires, now)) br; span class="hint mono" { (expires) }
                }
            }
            td {
                @if has_page {
                    a href=(place.link(&format!("engagements/{engagement}"))) { (title) }
                } @else { (title) }
            }
            td { (text(one, &["SenderCompanyName"])) " " (account(sender)) }
            td { (account(receiver(one))) }
            td { (text(one, &["PayloadType"])) }
            td { (time_of(text(one, &["InvitationDate"]), now)) }
        }
    }
}

/// The account that an invitation is for.
pub(super) fn receiver(invitation: &Value) -> &str {
    let account = |name| text(invitation, &["Receiver", "Account", name]);
    let alias = account("Alias");
    if alias.is_empty() {
        account("AwsAccountId")
    } else {
        alias
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_is_no_link_to_an_engagement_that_nobody_here_can_read() {
        let place = Place::at("111111111111", "Sandbox");
        for (sender, status, wanted) in [
            ("aws", "PENDING", false),
            ("aws", "REJECTED", false),
            ("aws", "ACCEPTED", true),
            ("222222222222", "PENDING", true),
        ] {
            let one = json!({
                "EngagementId": "eng-0123456789abcd",
                "EngagementTitle": "Lead",
                "SenderAwsAccountId": sender,
                "Status": status,
            });
            let shown = invitation(&one, &place, 0).into_string();
            assert!(shown.contains("Lead"), "{shown}");
            let is_link = shown.contains("engagements/eng-0123456789abcd");
            assert_eq!(is_link, wanted, "{sender} {status}");
        }
    }
}
