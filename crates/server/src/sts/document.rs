//! STS's documents.

use std::fmt::Write as _;

use cosell_api::DateTime;
use cosell_domain::identity::admin::Begun;
use cosell_world::machine;
use quick_xml::escape::escape;

/// The namespace of STS's documents.
const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// The secret and the token of a session in mode `open`, where neither is read.
const ANY: &str = "any";

/// Temporary credentials.
pub(super) struct Temporary {
    access_key: String,
    secret: String,
    token: String,
    expires_at: DateTime,
}

impl Temporary {
    pub(super) fn of(begun: &Begun) -> Self {
        let secret = &begun.secret;
        Self {
            access_key: secret.key.id.clone(),
            secret: secret.secret.clone(),
            token: secret.session_token.clone().unwrap_or_default(),
            expires_at: secret.key.expires_at.unwrap_or(DateTime::from_millis(0)),
        }
    }

    /// Credentials of mode `open`. They never expire here; clients ask again when they should.
    pub(super) fn open(access_key: &str, seconds: i64) -> Self {
        Self {
            access_key: access_key.to_owned(),
            secret: ANY.to_owned(),
            token: ANY.to_owned(),
            expires_at: DateTime::from_millis(machine::now() + seconds * 1000),
        }
    }
}

/// The result of `GetCallerIdentity`.
pub(super) fn identity(account: &str, arn: &str, id: &str) -> String {
    members(&[("Arn", arn), ("UserId", id), ("Account", account)])
}

/// Credentials, and of a role the id and the ARN of its session.
pub(super) fn credentials(temporary: &Temporary, user: Option<(&str, &str)>) -> String {
    let Temporary {
        access_key,
        secret,
        token,
        expires_at,
    } = temporary;
    let credentials = members(&[
        ("AccessKeyId", access_key),
        ("SecretAccessKey", secret),
        ("SessionToken", token),
        ("Expiration", &expires_at.to_string()),
    ]);
    let mut text = format!("<Credentials>{credentials}</Credentials>");
    if let Some((id, arn)) = user {
        let user = members(&[("AssumedRoleId", id), ("Arn", arn)]);
        // Writing to a string does not fail.
        let _ = write!(text, "<AssumedRoleUser>{user}</AssumedRoleUser>");
    }
    text
}

/// The response with a result.
pub(super) fn response(action: &str, result: &str, request: &str) -> String {
    let metadata = members(&[("RequestId", request)]);
    format!(
        "<{action}Response xmlns=\"{NAMESPACE}\"><{action}Result>{result}</{action}Result>\
         <ResponseMetadata>{metadata}</ResponseMetadata></{action}Response>\n"
    )
}

/// The response to a refused request.
pub(super) fn error(kind: &str, code: &str, message: &str, request: &str) -> String {
    let error = members(&[("Type", kind), ("Code", code), ("Message", message)]);
    let request = members(&[("RequestId", request)]);
    format!(
        "<ErrorResponse xmlns=\"{NAMESPACE}\"><Error>{error}</Error>{request}</ErrorResponse>\n"
    )
}

fn members(members: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in members {
        let _ = write!(text, "<{name}>{}</{name}>", escape(*value));
    }
    text
}
