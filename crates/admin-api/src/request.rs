//! A page as an HTTP request, ready to be sent by any client.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::page::Page;

/// What is encoded in a part of a path: all but the letters, digits and marks that have no meaning
/// there.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':');

/// A request for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// The path and the query.
    pub target: String,
    /// A JSON document, where one is sent.
    pub body: Option<String>,
}

/// A page that cannot be written as a request.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    #[error("could not write the query")]
    Query(#[from] serde_urlencoded::ser::Error),
    #[error("could not write the body")]
    Body(#[from] serde_json::Error),
}

impl Request {
    /// The request for this page.
    pub fn of<P: Page>(page: &P) -> Result<Self, RequestError> {
        let mut request = Self {
            method: P::DECLARED.method.as_str(),
            target: P::DECLARED.path.replace("{*", "{"),
            body: None,
        };
        page.write(&mut request)?;
        Ok(request)
    }

    pub(crate) fn parameter(&mut self, name: &str, value: &str) {
        // A value holds no brace when it is encoded, so none of them is taken for a parameter.
        let value = utf8_percent_encode(value, ENCODED).to_string();
        self.target = self.target.replace(&format!("{{{name}}}"), &value);
    }

    pub(crate) fn query<T: Serialize>(&mut self, query: &T) -> Result<(), RequestError> {
        let query = serde_urlencoded::to_string(query)?;
        if !query.is_empty() {
            self.target.push('?');
            self.target.push_str(&query);
        }
        Ok(())
    }

    pub(crate) fn body<T: Serialize>(&mut self, body: &T) -> Result<(), RequestError> {
        self.body = Some(serde_json::to_string(body)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{NewAccount, Part};
    use crate::pages::{CreateAccount, ListUsers, ShowPolicy, ShowTask};

    fn target<P: Page>(page: &P) -> String {
        Request::of(page).expect("a request").target
    }

    #[test]
    fn a_parameter_cannot_leave_its_place_in_the_path() {
        let id = "arn:aws/x?y&z ü".to_owned();
        assert_eq!(
            target(&ShowTask { id }),
            "/_cosell/tasks/arn:aws%2Fx%3Fy%26z%20%C3%BC"
        );
        let page = ShowPolicy {
            account: "{name}".to_owned(),
            name: "n".to_owned(),
        };
        assert_eq!(target(&page), "/_cosell/policies/%7Bname%7D/n");
    }

    #[test]
    fn a_query_has_the_members_that_were_set() {
        let page = ListUsers {
            account: "1".to_owned(),
            query: Part {
                next: Some("a b&c".to_owned()),
                ..Part::default()
            },
        };
        let path = "/_cosell/accounts/1/users";
        assert_eq!(target(&page), format!("{path}?limit=100&next=a+b%26c"));
    }

    #[test]
    fn a_body_has_the_members_that_were_set() {
        let body = NewAccount {
            id: "1".to_owned(),
            company_name: None,
            website_url: None,
            owner: None,
        };
        let request = Request::of(&CreateAccount { body }).expect("a request");
        assert_eq!(request.method, "POST");
        assert_eq!(request.body.as_deref(), Some(r#"{"id":"1"}"#));
    }
}
