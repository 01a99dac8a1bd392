//! A form for a structure of the API, made from its shape table: an input for each member, and the
//! structure again from what is sent.
//!
//! An input has the path of its member as its name, with the positions of list items:
//! `Customer.Contacts.0.Email`. What a form leaves as it was shown stays as it was stored, so an
//! edit changes nothing else; what is not in a form stays as well.

use cosell_admin_api::check::Finding;
use cosell_api::Shape;
use cosell_api::shape::{Kind, Member};
use cosell_domain::rule::Rule;
use maud::{Markup, html};
use serde_json::{Map, Value};

use super::pieces::words;
use super::view::Fields;

/// Texts that may be longer than this have a field of several lines.
const LINE: i64 = 255;

/// How many items of a list a form may have, where the model has no limit.
const MOST_ITEMS: usize = 100;

/// What is known about the members of a form.
pub(super) struct Form<'a> {
    /// The rule that locks the member with a path in lower camel case.
    pub(super) lock: &'a dyn Fn(&str) -> Option<&'static Rule>,
    /// Whether what a rule locks can be edited all the same.
    pub(super) is_unlocked: bool,
    /// Whether all of it is locked, so that no field has to say so.
    pub(super) is_closed: bool,
    pub(super) findings: &'a [Finding],
}

/// The path of a member as errors name it: in lower camel case, without positions.
pub(super) fn field_name(path: &str) -> String {
    let parts = path
        .split('.')
        .filter(|part| part.parse::<usize>().is_err());
    let lower = parts.map(|part| {
        let mut letters = part.chars();
        let first = letters.next().map(|letter| letter.to_ascii_lowercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    lower.collect::<Vec<_>>().join(".")
}

impl Form<'_> {
    /// The findings about a member, or about what has no input of its own inside it.
    fn findings(&self, path: &str) -> Vec<&Finding> {
        let name = field_name(path);
        let about = |finding: &&Finding| finding.field.as_deref() == Some(&*name);
        self.findings.iter().filter(about).collect()
    }

    /// The inputs of a member.
    pub(super) fn member(&self, member: &Member, path: &str, value: &Value) -> Markup {
        let label = words(member.name);
        match &member.shape.kind {
            Kind::Structure { members, .. } => {
                self.group(path, &label, &self.members(members, path, value))
            }
            Kind::List { member, length } => self.list((path, &label), member, length.max, value),
            _ => self.leaf(path, &label, member.shape, value),
        }
    }

    fn members(&self, members: &[Member], path: &str, value: &Value) -> Markup {
        html! {
            div class="inputs" {
                @for member in members {
                    @let value = value.get(member.name).unwrap_or(&Value::Null);
                    (self.member(member, &format!("{path}.{}", member.name), value))
                }
            }
        }
    }

    fn group(&self, path: &str, label: &str, content: &Markup) -> Markup {
        html! {
            fieldset class="group" id=(path) {
                legend { (label) }
                (self.notes(path))
                (content)
            }
        }
    }

    fn list(
        &self,
        (path, label): (&str, &str),
        item: &'static Shape,
        most: Option<i64>,
        value: &Value,
    ) -> Markup {
        let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
        match &item.kind {
            Kind::Structure { members, .. } => {
                let most = most.and_then(|most| usize::try_from(most).ok());
                let most = most.unwrap_or(MOST_ITEMS);
                let content = html! {
                    @for (place, item) in items.iter().enumerate() {
                        fieldset class="item" {
                            legend { (label) " " (place + 1) }
                            (self.members(members, &format!("{path}.{place}"), item))
                        }
                    }
                    @if items.len() < most && !self.is_locked(path) {
                        details {
                            summary { "Add to " (label.to_lowercase()) }
                            fieldset class="item" {
                                legend { (label) " " (items.len() + 1) }
                                (self.members(
                                    members,
                                    &format!("{path}.{}", items.len()),
                                    &Value::Null,
                                ))
                            }
                        }
                    }
                };
                self.group(path, label, &content)
            }
            Kind::Enumeration(all) => {
                let locked = self.is_locked(path);
                let content = html! {
                    // Without it nobody could tell a form with nothing chosen from one without it.
                    @if !locked { input type="hidden" name=(path) value=""; }
                    div class="choices" {
                        @for one in *all {
                            label {
                                input type="checkbox" name=(path) value=(one) disabled[locked]
                                    checked[items.iter().any(|item| item == one)];
                                (one)
                            }
                        }
                    }
                };
                self.group(path, label, &content)
            }
            _ => self.input(path, &format!("{label}, one a line"), |notes| {
                let text = lines(items);
                html! {
                    textarea id=(path) name=(path) rows=(items.len().clamp(1, 6))
                        readonly[self.is_locked(path)] aria-describedby=[notes]
                        aria-invalid=[self.is_wrong(path)] { (text) }
                }
            }),
        }
    }

    fn leaf(&self, path: &str, label: &str, shape: &Shape, value: &Value) -> Markup {
        let (shown, locked) = (shown(value), self.is_locked(path));
        let wrong = self.is_wrong(path);
        self.input(path, label, |notes| match &shape.kind {
            Kind::Enumeration(all) => html! {
                select id=(path) name=(path) disabled[locked] aria-describedby=[notes]
                    aria-invalid=[wrong] {
                    option value="" { "none" }
                    // A value that the model does not know is shown as it is.
                    @if !shown.is_empty() && !all.contains(&&*shown) {
                        option value=(shown) selected { (shown) }
                    }
                    @for one in *all { option value=(one) selected[shown == *one] { (one) } }
                }
            },
            Kind::Boolean => html! {
                select id=(path) name=(path) disabled[locked] aria-describedby=[notes]
                    aria-invalid=[wrong] {
                    option value="" { "none" }
                    @for one in ["true", "false"] {
                        option value=(one) selected[shown == one] { (one) }
                    }
                }
            },
            Kind::Text { length, .. }
                if length.max.is_some_and(|most| most > LINE) || shown.contains('\n') =>
            {
                html! {
                    textarea id=(path) name=(path) rows="3" readonly[locked]
                        aria-describedby=[notes] aria-invalid=[wrong] { "\n" (shown) }
                }
            }
            _ => html! {
                input id=(path) name=(path) value=(shown) readonly[locked] autocomplete="off"
                    aria-describedby=[notes] aria-invalid=[wrong];
            },
        })
    }

    /// An input with its label and its notes, whose id the input gets.
    fn input(
        &self,
        path: &str,
        label: &str,
        input: impl FnOnce(Option<String>) -> Markup,
    ) -> Markup {
        let has_notes = self.is_wrong(path).is_some() || self.told_lock(path).is_some();
        html! {
            div class="field" {
                label for=(path) { (label) }
                (input(has_notes.then(|| format!("{path}-notes"))))
                @if has_notes { div id={ (path) "-notes" } { (self.notes(path)) } }
            }
        }
    }

    /// What is wrong with a member, and what locks it.
    fn notes(&self, path: &str) -> Markup {
        html! {
            @for finding in self.findings(path) { (reason(finding)) }
            @if let Some(rule) = self.told_lock(path) {
                p class="lock" { "Locked by " code title=(rule.says) { (rule.id) } }
            }
        }
    }

    fn is_locked(&self, path: &str) -> bool {
        self.is_closed || !self.is_unlocked && (self.lock)(&field_name(path)).is_some()
    }

    /// The rule that locks a member, where its field says so.
    fn told_lock(&self, path: &str) -> Option<&'static Rule> {
        (self.lock)(&field_name(path)).filter(|_| !self.is_closed)
    }

    fn is_wrong(&self, path: &str) -> Option<&'static str> {
        (!self.findings(path).is_empty()).then_some("true")
    }
}

/// A reason of a refusal with its rule.
pub(super) fn reason(finding: &Finding) -> Markup {
    html! {
        p class="refused" {
            (finding.message)
            @if let Some(code) = &finding.code { " " span class="mono" { (code) } }
        }
        @if let Some(rule) = &finding.rule {
            p class="refused-by" {
                code { (rule) }
                @if let Some(evidence) = &finding.evidence { " (" (evidence) ")" }
                @if let Some(says) = &finding.says { ": " (says) }
            }
        }
    }
}

/// A structure with what a form changes of it. `None` when nothing is left of it.
pub(super) fn applied(
    members: &[Member],
    group: &str,
    stored: &Value,
    form: &Fields,
) -> Option<Value> {
    let known = stored.as_object();
    let mut next: Map<String, Value> = known.cloned().unwrap_or_default();
    next.retain(|_, value| !value.is_null());
    let was_empty = next.is_empty();
    for member in members {
        let path = if group.is_empty() {
            member.name.to_owned()
        } else {
            format!("{group}.{}", member.name)
        };
        let value = next.remove(member.name).unwrap_or_default();
        let had_value = !value.is_null();
        match changed(member.shape, &path, value, form) {
            Some(value) => drop(next.insert(member.name.to_owned(), value)),
            // What is left out of an update may stay; a null says that it is to go.
            None if member.nullable && had_value => {
                next.insert(member.name.to_owned(), Value::Null);
            }
            None => {}
        }
    }
    let keeps_empty = was_empty && known.is_some();
    (keeps_empty || !next.is_empty()).then_some(Value::Object(next))
}

/// A value with what a form changes of it.
fn changed(shape: &'static Shape, path: &str, stored: Value, form: &Fields) -> Option<Value> {
    let kept = |stored: Value| (!stored.is_null()).then_some(stored);
    match &shape.kind {
        Kind::Structure { members, .. } => applied(members, path, &stored, form),
        Kind::List { member, .. } => {
            let empty = Vec::new();
            let items = stored.as_array().unwrap_or(&empty);
            match &member.kind {
                Kind::Structure { members, .. } => {
                    if !form.has_group(path) {
                        return kept(stored);
                    }
                    let absent = Value::Null;
                    let places = (0..MOST_ITEMS).take_while(|place| {
                        *place < items.len() || form.has_group(&format!("{path}.{place}"))
                    });
                    let next = places.filter_map(|place| {
                        let item = items.get(place).unwrap_or(&absent);
                        applied(members, &format!("{path}.{place}"), item, form)
                    });
                    let next: Vec<Value> = next.collect();
                    (!next.is_empty() || stored.is_array()).then_some(Value::Array(next))
                }
                Kind::Enumeration(_) => {
                    if form.sent(path).is_none() {
                        return kept(stored);
                    }
                    let chosen: Vec<&str> = form.all(path).collect();
                    let same = chosen.len() == items.len()
                        && chosen
                            .iter()
                            .all(|one| items.iter().any(|item| item == one));
                    if same {
                        return kept(stored);
                    }
                    (!chosen.is_empty()).then(|| chosen.into())
                }
                _ => match form.sent(path) {
                    Some(sent) if sent != lines(items) => {
                        let lines = sent.lines().map(str::trim).filter(|line| !line.is_empty());
                        let lines: Vec<&str> = lines.collect();
                        (!lines.is_empty()).then(|| lines.into())
                    }
                    _ => kept(stored),
                },
            }
        }
        kind => match form.sent(path) {
            Some(sent) if sent != shown(&stored).replace("\r\n", "\n") => {
                let text = sent.trim();
                (!text.is_empty()).then(|| typed(kind, text))
            }
            _ => kept(stored),
        },
    }
}

/// A text of a form as a value of this kind; what is none stays a text, which the API refuses.
fn typed(kind: &Kind, text: &str) -> Value {
    match kind {
        Kind::Integer(_) | Kind::Double | Kind::Boolean => {
            serde_json::from_str(text).unwrap_or_else(|_| text.into())
        }
        _ => text.into(),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn lines(items: &[Value]) -> String {
    items.iter().map(shown).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn after(stored: &Value, form: &str) -> Value {
        let shape = cosell_api::find("UpdateOpportunity")
            .expect("an operation")
            .input;
        let form = Fields::read(form.as_bytes());
        applied(shape.members(), "", stored, &form).unwrap_or_default()
    }

    #[test]
    fn what_a_form_leaves_as_it_was_shown_stays_as_it_was_stored() {
        let stored = json!({
            "Customer": {"Account": {"CompanyName": " Quay\r\nand Sons"}, "Contacts": []},
            "Project": {"DeliveryModels": ["Other", "SaaS or PaaS"], "Title": ""},
            "Marketing": {},
        });
        let form = "Customer.Account.CompanyName=%20Quay%0D%0Aand%20Sons&Project.Title=\
                    &Project.DeliveryModels=&Project.DeliveryModels=SaaS+or+PaaS\
                    &Project.DeliveryModels=Other&Customer.Contacts.0.Email=&Marketing.Source=";
        assert_eq!(after(&stored, form), stored);
    }

    #[test]
    fn members_are_set_removed_and_added() {
        let stored = json!({
            "PartnerOpportunityIdentifier": "deal-1",
            "Customer": {"Contacts": [{"Email": "a@example.com"}, {"Email": "b@example.com"}]},
            "Project": {"ExpectedContractDuration": {"Value": 3}, "SalesActivities": ["x"]},
        });
        let form = "PartnerOpportunityIdentifier=&Customer.Contacts.0.Email=&\
                    Customer.Contacts.1.FirstName=Bo&Customer.Contacts.2.Email=c@example.com&\
                    Project.Title=New&Project.ExpectedContractDuration.Value=&\
                    Project.SalesActivities=";
        assert_eq!(
            after(&stored, form),
            json!({
                "Customer": {"Contacts": [
                    {"Email": "b@example.com", "FirstName": "Bo"}, {"Email": "c@example.com"},
                ]},
                "Project": {"ExpectedContractDuration": null, "Title": "New"},
            })
        );
    }

    #[test]
    fn a_member_is_named_as_errors_name_it() {
        assert_eq!(
            field_name("Project.ExpectedCustomerSpend.0.CurrencyCode"),
            "project.expectedCustomerSpend.currencyCode"
        );
    }
}
