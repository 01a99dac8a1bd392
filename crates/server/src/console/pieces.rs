//! Pieces that several pages share.

use cosell_admin_api::DateTime;
use cosell_auth::is_account_id;
use maud::{Markup, html};
use serde_json::Value;

use super::view::{Fields, PREFIX, Problem, View};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The hidden field that every form has.
pub(super) fn form_token(view: &View<'_>) -> Markup {
    html! { input type="hidden" name="form_token" value=(view.form_token); }
}

/// A button that is a form of its own: its field `act`, further fields, and what it says.
pub(super) fn button(view: &View<'_>, act: &str, fields: &[(&str, &str)], text: &str) -> Markup {
    html! {
        form method="post" class="inline" {
            (form_token(view))
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            button type="submit" name="act" value=(act) { (text) }
        }
    }
}

/// A time as people say it, with the exact one for those who point at it.
pub(super) fn time(at: i64, now: i64) -> Markup {
    let exact = DateTime::from_millis(at).to_string();
    html! { time datetime=(exact) title=(exact) { (relative(at, now)) } }
}

/// A time that the API wrote; any other text as it is.
pub(super) fn time_of(text: &str, now: i64) -> Markup {
    let parsed = text.parse::<DateTime>();
    let exact = parsed.map(|at| time(at.as_millis(), now));
    exact.unwrap_or_else(|_| html! { (text) })
}

/// A time that the API wrote, from now; any other text as it is.
pub(super) fn relative_to(text: &str, now: i64) -> String {
    let parsed = text.parse::<DateTime>();
    parsed.map_or_else(|_| text.to_owned(), |at| relative(at.as_millis(), now))
}

fn relative(at: i64, now: i64) -> String {
    let seconds = at.abs_diff(now) / 1_000;
    let amount = match seconds {
        0 => return "now".to_owned(),
        _ if seconds < MINUTE => format!("{seconds} s"),
        _ if seconds < HOUR => format!("{} min", seconds / MINUTE),
        _ if seconds < 2 * DAY => format!("{} h", seconds / HOUR),
        _ => format!("{} days", seconds / DAY),
    };
    if at > now {
        format!("in {amount}")
    } else {
        format!("{amount} ago")
    }
}

/// A status as a badge; its words, not only its colour, say what it is.
pub(super) fn badge(status: &str) -> Markup {
    let kind = match status {
        "Approved" | "COMPLETE" | "DONE" | "Launched" | "ACCEPTED" | "ENRICHED" | "ACTIVE"
        | "active" | "allowed" | "delivered" | "matches" => "good",
        "Rejected" | "FAILED" | "REFUSED" | "Closed Lost" | "REJECTED" | "EXPIRED" | "denied"
        | "dead" => "bad",
        "Action Required" | "RETRIED" | "ACTION_REQUIRED" | "NO_MATCH_FOUND" | "waiting" => "warn",
        "Submitted" | "In review" | "IN_PROGRESS" | "PENDING" => "busy",
        _ => "plain",
    };
    html! { span class={ "badge " (kind) } { (status) } }
}

/// What to do where there is nothing to see.
pub(super) fn empty(text: &str, next: &Markup) -> Markup {
    html! { div class="empty" { p { (text) } (next) } }
}

/// The links to the first and the next page of a list at this address; an empty token is that of
/// the last page.
pub(super) fn pages(query: &Fields, here: &str, next: &str) -> Markup {
    html! {
        nav class="pages" aria-label="Pages" {
            @if query.get("next").is_some() {
                a href=(query.link(here, "next", None)) { "First page" }
            }
            @if !next.is_empty() { a href=(query.link(here, "next", Some(next))) { "Next page" } }
        }
    }
}

/// Why a part of a page cannot be shown.
pub(super) fn failure(problem: &Problem) -> Markup {
    html! {
        div class="problem" role="alert" {
            strong { (problem.name) }
            p { (problem.message) }
        }
    }
}

/// A part of a page, or why it cannot be shown.
pub(super) fn shown_or_refused(part: Result<&Markup, &Problem>) -> Markup {
    match part {
        Ok(part) => part.clone(),
        Err(problem) => failure(problem),
    }
}

/// The reasons in a message, which are separated by semicolons, one below the other.
pub(super) fn reasons(message: &str) -> Markup {
    let reasons: Vec<&str> = message.split("; ").collect();
    html! {
        @match &*reasons {
            [one] => p { (one) },
            all => ul class="values" { @for one in all { li { (one) } } },
        }
    }
}

/// A list of choices, of which the first is to choose nothing.
pub(super) fn choice(name: &str, label: &str, all: &[&str], chosen: Option<&str>) -> Markup {
    html! {
        div class="field" {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                option value="" { "any" }
                @for one in all {
                    option value=(one) selected[chosen == Some(*one)] { (one) }
                }
            }
        }
    }
}

/// A field for a text.
pub(super) fn input(name: &str, label: &str, value: &str) -> Markup {
    html! {
        div class="field" {
            label for=(name) { (label) }
            input id=(name) name=(name) value=(value) autocomplete="off";
        }
    }
}

/// A number of things, of which one is called this.
pub(super) fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// The name of a record, or its id where it has none.
pub(super) fn name_or<'a>(name: &'a str, id: &'a str) -> &'a str {
    if name.trim().is_empty() { id } else { name }
}

/// The id of a record: a link where it has a page.
pub(super) fn record(id: &str) -> Markup {
    html! {
        @match page_of(id) {
            Some(page) => a class="mono" href={ (PREFIX) (page) "/" (own_id(id)) } { (id) },
            None => span class="mono" { (id) },
        }
    }
}

/// An account: a link to its pipeline.
pub(super) fn account(id: &str) -> Markup {
    html! {
        @if is_account_id(id) {
            a class="mono" href={ (PREFIX) "?account=" (id) } { (id) }
        } @else { span class="mono" { (id) } }
    }
}

/// The page of the records with such an id or ARN.
pub(super) fn page_of(id: &str) -> Option<&'static str> {
    let id = own_id(id);
    let number = |text: &str| !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit());
    let word = |text: &str, length: usize| {
        let is_letter = |one: u8| one.is_ascii_digit() || one.is_ascii_lowercase();
        text.len() == length && text.bytes().all(is_letter)
    };
    if id.strip_prefix('O').is_some_and(number) {
        return Some("opportunities");
    }
    if id.strip_prefix("eng-").is_some_and(|rest| word(rest, 14)) {
        return Some("engagements");
    }
    if id
        .strip_prefix("cust-acc-")
        .is_some_and(|rest| word(rest, 13))
    {
        return Some("customers");
    }
    // A kind of task may stand before the word.
    let is_task = id
        .rsplit_once("task-")
        .is_some_and(|(_, rest)| word(rest, 13) || word(rest, 14));
    let is_job = ["oit-", "bulkjob-"]
        .into_iter()
        .filter_map(|prefix| id.strip_prefix(prefix))
        .any(|rest| word(rest, 13));
    (is_task || is_job).then_some("tasks")
}

/// The id at the end of an ARN of this service, and any other text as it is.
fn own_id(text: &str) -> &str {
    let is_arn = text.starts_with("arn:") && text.contains(":partnercentral:");
    let id = text.rsplit(['/', ':']).next();
    id.filter(|_| is_arn).unwrap_or(text)
}

/// The text at a path of members, or an empty one.
pub(super) fn text<'a>(value: &'a Value, path: &[&str]) -> &'a str {
    let found = path.iter().try_fold(value, |value, name| value.get(name));
    found.and_then(Value::as_str).unwrap_or_default()
}

/// The list in a member, or an empty one.
pub(super) fn list<'a>(value: &'a Value, path: &[&str]) -> &'a [Value] {
    let found = path.iter().try_fold(value, |value, name| value.get(name));
    found
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

/// A document as people read it: members with their names in words, and lists as lists. Members
/// that are null are left out.
pub(super) fn tree(value: &Value, now: i64) -> Markup {
    match value {
        Value::Null => html! { span class="none" { "none" } },
        Value::Bool(truth) => html! { @if *truth { "yes" } @else { "no" } },
        Value::Number(number) => html! { (number) },
        Value::String(text) if page_of(text).is_some() => record(text),
        Value::String(text) => time_of(text, now),
        Value::Array(items) if items.is_empty() => html! { span class="none" { "none" } },
        Value::Array(items) => html! {
            ul class="values" { @for item in items { li { (tree(item, now)) } } }
        },
        Value::Object(members) => html! {
            dl class="tree" {
                @for (name, member) in members.iter().filter(|(_, member)| !member.is_null()) {
                    dt { (words(name)) }
                    dd { (tree(member, now)) }
                }
            }
        },
    }
}

/// The words that are written in capital letters.
const CAPITALS: [&str; 6] = ["apn", "arn", "aws", "crm", "duns", "url"];

/// The name of a member in words: `ReviewStatus` is "Review status".
pub(super) fn words(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| letters.get(before));
        let is_after_word = before.is_some_and(|before| before.is_lowercase());
        let ends_capitals = letters
            .get(place + 1)
            .is_some_and(|next| next.is_lowercase());
        let begins = letter.is_uppercase() && (is_after_word || ends_capitals);
        match words.last_mut() {
            Some(word) if !begins => word.push(*letter),
            _ => words.push(letter.to_string()),
        }
    }
    for (place, word) in words.iter_mut().enumerate() {
        let lower = word.to_lowercase();
        if CAPITALS.contains(&&*lower) {
            *word = lower.to_uppercase();
        } else if place > 0 {
            *word = lower;
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_said_from_now() {
        let now = 1_800_000_000_000;
        for (at, said) in [
            (now - 400, "now"),
            (now - 5_000, "5 s ago"),
            (now + 90_000, "in 1 min"),
            (now - 3_600_000 * 30, "30 h ago"),
            (now - 86_400_000 * 3, "3 days ago"),
        ] {
            assert_eq!(relative(at, now), said);
        }
    }

    #[test]
    fn a_member_is_named_in_words() {
        assert_eq!(words("ReviewStatus"), "Review status");
        for (name, said) in [
            ("AWSAccountId", "AWS account id"),
            ("AwsAccountId", "AWS account id"),
            ("WebsiteUrl", "Website URL"),
            ("PrimaryNeedsFromAws", "Primary needs from AWS"),
            ("Duns", "DUNS"),
            ("detail-type", "detail-type"),
            ("", ""),
        ] {
            assert_eq!(words(name), said);
        }
    }

    #[test]
    fn the_id_of_a_record_with_a_page_is_a_link() {
        let arn = "arn:aws:partnercentral:us-east-1:111111111111:catalog/AWS/opportunity/O12";
        for (id, link) in [
            ("O1234567", "opportunities/O1234567"),
            (arn, "opportunities/O12"),
            ("eng-0123456789abcd", "engagements/eng-0123456789abcd"),
            ("cust-acc-0123456789abc", "customers/cust-acc-0123456789abc"),
            ("task-0123456789abc", "tasks/task-0123456789abc"),
            ("oit-0123456789abc", "tasks/oit-0123456789abc"),
            ("bulkjob-0123456789abc", "tasks/bulkjob-0123456789abc"),
        ] {
            let shown = tree(&Value::from(id), 0).into_string();
            assert!(
                shown.contains(&format!("href=\"/console/{link}\"")),
                "{shown}"
            );
        }
        for text in [
            "O",
            "Oslo",
            "eng-x",
            "engi-0123456789abc",
            "arn:aws:iam::1:role/O1",
            "",
        ] {
            let shown = tree(&Value::from(text), 0).into_string();
            assert!(!shown.contains("href"), "{shown}");
        }
    }

    #[test]
    fn a_text_is_shown_and_never_read_as_markup() {
        let value = serde_json::json!({ "<b>": ["</dd><script>x</script>\"'&"] });
        let shown = tree(&value, 0).into_string();
        assert!(
            !shown.contains("<script") && !shown.contains("<b>"),
            "{shown}"
        );
    }
}
