//! STS on the server's own address: what clients ask of it before they call the API, so that
//! profiles with `role_arn` work unchanged.
//!
//! A request is for STS if it is signed for that service, or if it is a form and is not signed: no
//! other service here takes forms, and some actions of STS are not signed. Requests and responses
//! have the form of the AWS query protocol. In mode `strict` a session is a key of the store. In
//! mode `open` nothing is stored: the access key id of a session is the account of its role, which
//! is what mode `open` reads from an access key id.

mod document;
mod form;
mod refusal;

use std::sync::Arc;

use bytes::Bytes;
use cosell_auth::Authorization;
use cosell_domain::identity::admin::{Begun, NewSession, SessionError};
use cosell_domain::identity::{Kind, Name};
use cosell_domain::{CallError, Caller, Error};
use hyper::Method;
use uuid::Uuid;

use self::document::Temporary;
use self::form::{Action, Form};
use crate::access::Mode;
use crate::caller::{self, MAX_ATTEMPTS, STS, unsteady};
use crate::front::Front;
use crate::head::{Head, Header};
use crate::peer::Peer;
use crate::refusal::Refusal;
use crate::reply::{self, Reply};
use crate::trace::Trace;

pub(crate) use self::refusal::refusal;

/// The content type of responses.
const XML: &str = "text/xml";

/// The shortest and the longest session of a role, and what it is by default, in seconds.
const OF_ROLE: (i64, i64, i64) = (900, 43_200, 3_600);

/// The same of a user.
const OF_USER: (i64, i64, i64) = (900, 129_600, 43_200);

/// The characters that an access key id of a namespace has before that of the account.
const NAMESPACE_END: char = '/';

/// The content type of a form.
const FORM: &str = "application/x-www-form-urlencoded";

/// Whether a request is for STS.
pub(crate) fn is_for(head: &Head) -> bool {
    if *head.method() != Method::POST || head.path() != "/" || head.has(Header::Target) {
        return false;
    }
    let Some(text) = head.text(Header::Authorization) else {
        return head.media_type().eq_ignore_ascii_case(FORM);
    };
    Authorization::parse(text).is_ok_and(|authorization| authorization.service == STS)
}

/// Handles a request for STS.
pub(crate) async fn handle(
    front: &Front,
    peer: Peer,
    head: &Head,
    body: &Bytes,
    (id, trace): (Uuid, &mut Trace),
) -> Result<Reply, Refusal> {
    front.check_host(head, None, false)?;
    let form = Form::read(body)?;
    let action = form.action()?;
    trace.operation = Some(action.name());
    for _ in 0..MAX_ATTEMPTS {
        let (callers, service) = (&front.callers, &front.service);
        let caller =
            caller::authenticate_for_sts(callers, service, front.explain, peer, head, body).await?;
        trace.account = Some(Arc::clone(caller.account()));
        match act(front, head, caller, (action, &form)).await {
            Ok(result) => {
                let text = document::response(action.name(), &result, &id.to_string());
                return Ok(reply::success(XML, Some(text.into_bytes())));
            }
            Err(Failure::Stale) => {}
            Err(Failure::Refused(refusal)) => return Err(*refusal),
        }
    }
    Err(unsteady())
}

/// Why an action fails.
enum Failure {
    Refused(Box<Refusal>),
    /// The caller must be authenticated again.
    Stale,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

async fn act(
    front: &Front,
    head: &Head,
    caller: Caller,
    (action, form): (Action, &Form),
) -> Result<String, Failure> {
    match action {
        Action::GetCallerIdentity => {
            let (account, arn) = (caller.account(), caller.arn());
            Ok(document::identity(account, &arn, &caller.user_id()))
        }
        Action::AssumeRole => assume_role(front, head, caller, form).await,
        Action::GetSessionToken => session_token(front, head, caller, form).await,
    }
}

async fn assume_role(
    front: &Front,
    head: &Head,
    caller: Caller,
    form: &Form,
) -> Result<String, Failure> {
    form.refuse_session_policies()?;
    let new = NewSession {
        role: Some(form.required("RoleArn")?.to_owned()),
        name: form.session_name()?.to_owned(),
        seconds: form.seconds(OF_ROLE)?,
    };
    if front.mode() == Mode::Strict {
        let begun = begin(front, caller, new).await?;
        let user = Some((begun.id.as_str(), begun.arn.as_str()));
        return Ok(document::credentials(&Temporary::of(&begun), user));
    }
    let arn = new.role.as_deref().unwrap_or_default();
    let role = Name::parse(arn).filter(|name| name.kind == Kind::Role);
    let role = role.ok_or_else(|| refusal::invalid("RoleArn must be the ARN of a role."))?;
    let id = format!("AROA{}:{}", role.account, new.name);
    let arn = Name::role(role.account.clone(), role.name, new.name).to_string();
    let temporary = Temporary::open(&access_key(head, &role.account), new.seconds);
    Ok(document::credentials(&temporary, Some((&id, &arn))))
}

async fn session_token(
    front: &Front,
    head: &Head,
    caller: Caller,
    form: &Form,
) -> Result<String, Failure> {
    form.refuse_mfa()?;
    let new = NewSession {
        role: None,
        name: String::new(),
        seconds: form.seconds_of(&caller, OF_USER)?,
    };
    if front.mode() == Mode::Strict {
        let begun = begin(front, caller, new).await?;
        return Ok(document::credentials(&Temporary::of(&begun), None));
    }
    let temporary = Temporary::open(&access_key(head, caller.account()), new.seconds);
    Ok(document::credentials(&temporary, None))
}

async fn begin(front: &Front, caller: Caller, new: NewSession) -> Result<Begun, Failure> {
    let administration = front.service.administration();
    let begun = administration.begin_session(caller, new).await;
    begun.map_err(|error| match error {
        SessionError::Call(CallError::Operation(Error::Stale { .. })) => Failure::Stale,
        other => refusal::not_begun(other).into(),
    })
}

/// The access key id that means this account in mode `open`, in the namespace of the caller's.
fn access_key(head: &Head, account: &str) -> String {
    let authorization = head.text(Header::Authorization);
    let known = authorization.and_then(|text| Authorization::parse(text).ok());
    let known = known.map_or("", |authorization| authorization.access_key);
    match known.rsplit_once(NAMESPACE_END) {
        Some((namespace, _)) => format!("{namespace}{NAMESPACE_END}{account}"),
        None => account.to_owned(),
    }
}
