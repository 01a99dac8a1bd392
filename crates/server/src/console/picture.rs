//! The picture of an engagement: who is in it, who is invited, and which records are shared.
//!
//! Members and invitations are on the left, the engagement with its contexts in the middle, the
//! shared records on the right. A line from a member to a record says that the member sees a
//! snapshot of it. The tables of the page say the same in words.

use maud::{Markup, html};
use serde_json::Value;

use super::engagement::Shared;
use super::engagements::receiver;
use super::pieces::{count, list, name_or, relative_to, text};

/// The size of the picture in its own units, and of what is in it.
const WIDTH: usize = 960;
const BOX: (usize, usize) = (240, 52);
const GAP: usize = 16;

/// How many letters fit into a box.
const LETTERS: usize = 32;

/// One box: its class and its lines of text.
struct Drawn {
    class: &'static str,
    title: String,
    note: String,
    x: usize,
    y: usize,
}

pub(super) fn drawn(shared: &Shared, now: i64) -> Markup {
    let (width, height) = BOX;
    let row = |place: usize| GAP + place * (height + GAP);
    let right = WIDTH - width - 2;
    let middle = (WIDTH - width) / 2;
    let left = people(shared, now).into_iter().enumerate();
    let left: Vec<Drawn> = left
        .map(|(place, one)| Drawn {
            y: row(place),
            ..one
        })
        .collect();
    let records = shared
        .resources
        .iter()
        .enumerate()
        .map(|(place, one)| Drawn {
            class: "record",
            title: text(one, &["ResourceId"]).to_owned(),
            note: format!(
                "{} of {}",
                text(one, &["ResourceType"]),
                text(one, &["CreatedBy"])
            ),
            x: right,
            y: row(place),
        });
    let records: Vec<Drawn> = records.collect();
    let contexts = list(&shared.engagement, &["Contexts"]);
    let id = text(&shared.engagement, &["Id"]);
    let rows = left.len().max(records.len()).max(contexts.len() + 1);
    let total = row(rows);
    let centre = Drawn {
        class: "engagement",
        title: name_or(text(&shared.engagement, &["Title"]), id).to_owned(),
        note: id.to_owned(),
        x: middle,
        y: row(0),
    };
    let contexts = contexts.iter().enumerate().map(|(place, context)| Drawn {
        class: "context",
        title: text(context, &["Type"]).to_owned(),
        note: "context".to_owned(),
        x: middle,
        y: row(place + 1),
    });
    let contexts: Vec<Drawn> = contexts.collect();
    let label = format!(
        "{}, {}, {} and {}; the lists and tables of this page have them",
        count(shared.members.len(), "member"),
        count(left.len() - shared.members.len(), "invitation"),
        count(contexts.len(), "context"),
        count(records.len(), "shared record"),
    );
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Picture of the engagement" {
            svg class="picture" viewBox={ "0 0 " (WIDTH) " " (total) } role="img"
                aria-label=(label) {
                @for one in &left { (line(one, &centre, one.class)) }
                @for one in &records { (line(&centre, one, "record")) }
                @for (member, one) in shared.members.iter().zip(&left) {
                    @for record in &records {
                        @if sees(shared, &member.0, &record.title) {
                            (line(one, record, "sees"))
                        }
                    }
                }
                @for one in left.iter().chain([&centre]).chain(&contexts).chain(&records) {
                    (drawn_box(one))
                }
            }
        }
        p class="hint" {
            "Solid lines: member of, shared in. Dotted lines: sees a snapshot of. Dashed boxes: "
            "invited."
        }
    }
}

fn sees(shared: &Shared, account: &str, resource: &str) -> bool {
    let mut of_record = shared
        .snapshots
        .iter()
        .filter(|one| one.resource == resource);
    of_record.any(|one| one.seen_by.iter().any(|seen| seen == account))
}

/// The members, and below them those who are invited.
fn people(shared: &Shared, now: i64) -> Vec<Drawn> {
    let members = shared.members.iter().map(|(account, company)| Drawn {
        class: "member",
        title: company.clone(),
        note: account.clone(),
        x: 2,
        y: 0,
    });
    let invitations = list(&shared.invitations, &["EngagementInvitationSummaries"]);
    let open = invitations
        .iter()
        .filter(|one| text(one, &["Status"]) != "ACCEPTED");
    let invited = open.map(|one| Drawn {
        class: "invited",
        title: receiver(one).to_owned(),
        note: clock(one, now),
        x: 2,
        y: 0,
    });
    members.chain(invited).collect()
}

/// The status of an invitation, and when it expires.
fn clock(invitation: &Value, now: i64) -> String {
    let (status, expires) = (
        text(invitation, &["Status"]),
        text(invitation, &["ExpirationDate"]),
    );
    if expires.is_empty() {
        return status.to_owned();
    }
    format!("{status}, expires {}", relative_to(expires, now))
}

fn drawn_box(one: &Drawn) -> Markup {
    let (width, height) = BOX;
    html! {
        g class={ "box " (one.class) } {
            title { (one.title) " · " (one.note) }
            rect x=(one.x) y=(one.y) width=(width) height=(height) rx="6" {}
            text x=(one.x + 12) y=(one.y + 22) class="name" { (short(&one.title)) }
            text x=(one.x + 12) y=(one.y + 40) class="note" { (short(&one.note)) }
        }
    }
}

/// A line between the facing sides of two boxes.
fn line(from: &Drawn, to: &Drawn, class: &str) -> Markup {
    let (width, height) = BOX;
    let (start, end) = (
        (from.x + width, from.y + height / 2),
        (to.x, to.y + height / 2),
    );
    let half = usize::midpoint(start.0, end.0);
    html! {
        path class={ "line-" (class) } d={ "M" (start.0) " " (start.1) " C" (half) " " (start.1)
            " " (half) " " (end.1) " " (end.0) " " (end.1) } {}
    }
}

fn short(text: &str) -> String {
    if text.chars().count() <= LETTERS {
        return text.to_owned();
    }
    text.chars().take(LETTERS - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_between_letters() {
        assert_eq!(short("Müller"), "Müller");
        let cut = short(&"ü".repeat(100));
        assert_eq!(cut.chars().count(), LETTERS);
        assert!(cut.ends_with("ü…"), "{cut}");
    }
}
