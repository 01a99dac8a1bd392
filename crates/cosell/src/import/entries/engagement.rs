//! Engagements and their contexts.

use serde_json::{Value, json};

use super::links::text;
use super::{Entries, Loss, to, without_nulls};

/// Contexts, and the references in them to customer accounts, by their place in a list.
#[derive(Debug, Default)]
pub(super) struct Contexts {
    pub(super) list: Vec<Value>,
    pub(super) references: Vec<(usize, String)>,
}

impl Contexts {
    /// Takes out the first context of a type.
    pub(super) fn take_out(&mut self, r#type: &str) {
        let Some(place) = self.list.iter().position(|one| one["Type"] == r#type) else {
            return;
        };
        self.list.remove(place);
        self.references.retain(|(number, _)| *number != place);
        for (number, _) in &mut self.references {
            *number -= usize::from(*number > place);
        }
    }
}

/// The type of the context that the first snapshot of an opportunity adds to an engagement without
/// one.
pub(super) const PROJECT: &str = "CustomerProject";

/// Where a context names a customer account.
const ACCOUNT: &str = "Payload.CustomerAccount.AccountIdentifier";

impl Entries<'_> {
    /// An engagement. A submission or an invitation makes some, which only lack contexts.
    pub(super) fn engagement(&mut self, id: &str, live: &Value) {
        self.members(id, live);
        if self.links.submitted.contains(id) {
            let mut contexts = self.contexts(id, live, true);
            contexts.take_out(PROJECT);
            self.add(id, &contexts);
        } else if self.made.insert(id.to_owned()) {
            let contexts = self.contexts(id, live, true);
            let entry = self.created(live, &contexts);
            self.push("engagement", entry);
        }
    }

    /// The entry of an engagement that an operation makes.
    pub(super) fn created(&self, live: &Value, contexts: &Contexts) -> Value {
        let mut body = json!({ "Title": live["Title"], "Description": live["Description"] });
        if !contexts.list.is_empty() {
            body["Contexts"] = json!(contexts.list);
        }
        let mut entry = self.entry(live, "CreatedAt", &body);
        for (number, reference) in &contexts.references {
            entry["references"][format!("Contexts.{number}.{ACCOUNT}")] = json!(reference);
        }
        entry
    }

    /// The contexts that a conversion does not make. Only their owner may name a customer account.
    pub(super) fn contexts(&self, id: &str, live: &Value, by_owner: bool) -> Contexts {
        let mut contexts = Contexts::default();
        for context in live["Contexts"].as_array().into_iter().flatten() {
            if self.links.converted.contains(&(id, text(context, "Id"))) {
                continue;
            }
            let mut payload = without_nulls(&context["Payload"]);
            if let Some(shown) = payload.get_mut("CustomerAccount") {
                let named = shown
                    .as_object_mut()
                    .and_then(|shown| shown.remove("AccountIdentifier"));
                let named = named.as_ref().and_then(Value::as_str).unwrap_or_default();
                let named = named.rsplit('/').next().unwrap_or_default();
                if by_owner && self.live.customer_accounts.contains_key(named) {
                    contexts.references.push((contexts.list.len(), to(named)));
                }
            }
            let context = json!({ "Type": context["Type"], "Payload": payload });
            contexts.list.push(without_nulls(&context));
        }
        contexts
    }

    /// Adds contexts to an engagement that is there.
    pub(super) fn add(&mut self, id: &str, contexts: &Contexts) {
        for (number, context) in contexts.list.iter().enumerate() {
            let mut references = vec![("EngagementIdentifier", to(id))];
            let named = contexts.references.iter().find(|(of, _)| *of == number);
            references.extend(named.map(|(_, reference)| (ACCOUNT, reference.clone())));
            self.call("CreateEngagementContext", context, &references);
        }
    }

    /// Counts the members whose invitations the account cannot read.
    fn members(&mut self, id: &str, live: &Value) {
        let known = 1 + self.links.accepted.get(id).copied().unwrap_or_default();
        let all = live["MemberCount"].as_u64().unwrap_or(known);
        self.losses.count(Loss::Members, all.saturating_sub(known));
    }
}
