//! What a page of the console has to work with.
//!
//! A page reads and changes through the pages of the administrative API and through the API's own
//! operations, called in this process; it has no other way to the store. So an act is authorized,
//! recorded and refused in the same way as from the command line.

use std::sync::Arc;

use cosell_admin_api::Page;
use cosell_admin_api::check::Finding;
use cosell_domain::Caller;
use hyper::StatusCode;
use serde_json::Value;

use crate::admin::{self, Requester};
use crate::front::Front;
use crate::refusal::Refusal;

/// Where the pages are.
pub(super) const PREFIX: &str = "/console/";

/// A request for a page of the console, by somebody who may administer.
#[derive(Debug)]
pub(super) struct View<'a> {
    pub(super) front: &'a Front,
    pub(super) requester: Requester<'a>,
    /// The token of the page's forms.
    pub(super) form_token: String,
    /// Whether there is a session that can be ended.
    pub(super) signed_in: bool,
    /// The path without the console's prefix.
    pub(super) path: &'a str,
    /// The query of the page.
    pub(super) query: Fields,
    /// What went wrong, to be shown above the page.
    pub(super) problem: Option<Problem>,
    /// The form that was refused.
    pub(super) refused: Option<Fields>,
    /// The act of the form that led here, after it was done.
    pub(super) done: Option<String>,
}

/// Why something was refused.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) status: StatusCode,
    pub(super) name: String,
    pub(super) message: String,
    /// The rules that refused it.
    pub(super) rules: Vec<&'static str>,
    /// Each reason of a form's refusal, where the page puts it beside its field.
    pub(super) findings: Vec<Finding>,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        if let Some(failure) = &refusal.failure {
            tracing::error!(error = %failure, "store failed");
        }
        let text = |name: &str| refusal.body.get(name).and_then(Value::as_str);
        let message = text("message").or_else(|| text("Message"));
        Self {
            status: refusal.status,
            name: refusal.name.to_owned(),
            message: message
                .unwrap_or("The server says no more about it.")
                .to_owned(),
            rules: refusal.sorted_rules(),
            findings: Vec::new(),
        }
    }
}

impl Problem {
    /// Whether an operation was refused because the account has no such resource; what is no id at
    /// all is none either.
    pub(super) fn is_unknown(&self) -> bool {
        ["ResourceNotFoundException", "ValidationException"].contains(&&*self.name)
    }

    pub(super) fn not_found(message: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "NotFound", message)
    }

    pub(super) fn new(status: StatusCode, name: &str, message: &str) -> Self {
        Self {
            status,
            name: name.to_owned(),
            message: message.to_owned(),
            rules: Vec::new(),
            findings: Vec::new(),
        }
    }
}

impl View<'_> {
    /// Asks a page of the administrative API.
    pub(super) async fn ask<P: Page>(&self, page: P) -> Result<P::Answer, Problem> {
        Ok(admin::ask(self.requester, &page).await?)
    }

    /// Calls an operation as an account.
    pub(super) async fn call(
        &self,
        account: &str,
        operation: &str,
        input: Value,
    ) -> Result<Value, Problem> {
        let entry = cosell_domain::find(operation)
            .ok_or_else(|| Problem::not_found("The API has no such operation."))?;
        let trusted = Caller::from(Arc::<str>::from(account));
        let answered = self.front.service.call(entry, trusted, input).await;
        let body = answered.map_err(Refusal::from)?.body;
        Ok(serde_json::from_slice(&body.unwrap_or_default()).unwrap_or_default())
    }

    /// What was typed into a field of a form with one of these acts, when the form was refused.
    pub(super) fn typed(&self, acts: &[&str], name: &str) -> Option<String> {
        let refused = self.refused.as_ref()?;
        let is_own = refused.get("act").is_some_and(|act| acts.contains(&act));
        refused.sent(name).filter(|_| is_own)
    }

    /// The same in the form of one of several records, which a hidden field names.
    pub(super) fn typed_for(
        &self,
        act: &str,
        (field, of): (&str, &str),
        name: &str,
    ) -> Option<String> {
        let refused = self.refused.as_ref()?;
        let is_own = refused.get(field) == Some(of);
        self.typed(&[act], name).filter(|_| is_own)
    }

    /// The time of the service.
    pub(super) fn now(&self) -> i64 {
        self.front.world().now()
    }
}

/// The fields of a query or a form.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads them; what is not a form has none.
    pub(super) fn read(text: &[u8]) -> Self {
        Self(serde_urlencoded::from_bytes(text).unwrap_or_default())
    }

    /// The value of a field, unless it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut known = self.0.iter();
        let value = known.find(|(known, value)| known == name && !value.trim().is_empty());
        value.map(|(_, value)| value.trim())
    }

    /// The value of a field, or an empty text.
    pub(super) fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }

    /// The value of a field as it was sent, with the line ends of a server.
    pub(super) fn sent(&self, name: &str) -> Option<String> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.replace("\r\n", "\n"))
    }

    /// All values of a field that are not empty, in their order.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let known = self.0.iter().filter(move |(known, _)| known == name);
        known
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Whether there is a field inside the group of this name.
    pub(super) fn has_group(&self, group: &str) -> bool {
        let inside = |name: &str| {
            name.strip_prefix(group)
                .is_some_and(|rest| rest.starts_with('.'))
        };
        self.0.iter().any(|(name, _)| inside(name))
    }

    /// A link to a page with these fields, of which one is other.
    pub(super) fn link(&self, page: &str, name: &str, value: Option<&str>) -> String {
        let others = self
            .0
            .iter()
            .filter(|(known, value)| known != name && !value.is_empty());
        let mut pairs: Vec<(&str, &str)> =
            others.map(|(name, value)| (&**name, &**value)).collect();
        pairs.extend(value.map(|value| (name, value)));
        let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
        if query.is_empty() {
            return page.to_owned();
        }
        format!("{page}?{query}")
    }

    /// The same with another value of a field.
    pub(super) fn with(&self, name: &str, value: &str) -> Self {
        let mut fields = self.without(name);
        fields.0.push((name.to_owned(), value.to_owned()));
        fields
    }

    /// The same without a field.
    pub(super) fn without(&self, name: &str) -> Self {
        let others = self.0.iter().filter(|(known, _)| known != name);
        Self(others.cloned().collect())
    }
}
