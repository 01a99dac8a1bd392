//! The console: pages for a browser under `/console/`, made by this server.
//!
//! Each page is a function of a request to HTML, which maud writes and escapes; it reads and acts
//! as [`view`] says. A form is sent to the page that shows it, which answers with a redirect, or
//! with itself and the reason of a refusal. Scripts only refresh parts of a page when events
//! arrive: every page works without them.
//!
//! The pages require what the administrative API requires: a token where there is one, here as the
//! session of [`session`]; and each form must have its token. No page loads anything from another
//! host, and its Content-Security-Policy allows nothing but this server's own files.

mod access;
mod assets;
mod association;
mod board;
mod controls;
mod customers;
mod danger;
mod data;
mod difference;
mod done;
mod edit;
mod engagement;
mod engagements;
mod event;
mod events;
mod explain;
mod form;
mod job;
mod layout;
mod listing;
mod login;
mod namespace;
mod opportunity;
mod picture;
mod pieces;
mod pipeline;
mod place;
mod request;
mod requests;
mod respond;
mod reviewer;
pub(crate) mod session;
mod snapshots;
mod story;
mod task;
mod tasks;
mod timeline;
mod trial;
mod upload;
mod view;
mod worth;

use bytes::Bytes;
use hyper::Method;

use crate::access::Mode;
use crate::admin::{self, Requester};
use crate::front::Front;
use crate::head::{Head, Header};
use crate::host;
use crate::query;
use crate::refusal::Refusal;
use crate::reply::Reply;

pub(crate) use upload::{is_upload, receive};
use view::{Fields, PREFIX, Problem, View};

/// The name of the pages in the log and in the metrics; the first part of their paths.
pub(crate) const NAME: &str = "console";

/// Whether a request is for the console: a path of it, or the root where a browser asks.
pub(crate) fn is_for(head: &Head) -> bool {
    let path = head.path();
    let reads = matches!(*head.method(), Method::GET | Method::HEAD);
    if path == "/" {
        let accepted = head.text(Header::Accept).unwrap_or_default();
        return reads && accepted.contains("text/html");
    }
    let is_page = path.starts_with(PREFIX) || path == PREFIX.trim_end_matches('/');
    is_page && (reads || *head.method() == Method::POST)
}

/// Answers a request for a page, by somebody of whom the session is still to be found.
pub(crate) async fn handle(
    requester: Requester<'_>,
    head: &Head,
    body: &Bytes,
) -> Result<Reply, Refusal> {
    let Some(path) = head.path().strip_prefix(PREFIX) else {
        return Ok(respond::redirect(PREFIX));
    };
    let named = namespace::split(path);
    let (name, path) = named.unwrap_or((None, "-"));
    let Some(name) = name else {
        return answer(requester, head, path, body).await;
    };
    let Some(space) = requester.spaces.find(&name) else {
        // It is not made: whoever follows an old link should learn that it is gone.
        return answer(requester, head, "-", body).await;
    };
    let requester = Requester {
        space: &space,
        ..requester
    };
    let mut reply = answer(requester, head, path, body).await?;
    namespace::redirect_within(reply.headers_mut(), &name);
    Ok(reply)
}

/// Who administers, and the id of the session, if there is one.
fn administrator<'a>(front: &Front, head: &'a Head) -> (Option<String>, Option<&'a str>) {
    if front.mode() == Mode::Open && front.tokens.is_empty() {
        return (Some("open".to_owned()), None);
    }
    let session = head.text(Header::Cookie).and_then(session::id_of);
    let administrator = session.and_then(|id| front.sessions.find(&front.tokens, id));
    let session = session.filter(|_| administrator.is_some());
    (administrator, session)
}

/// Answers a request for a page of the space of the requester.
async fn answer(
    requester: Requester<'_>,
    head: &Head,
    path: &str,
    body: &Bytes,
) -> Result<Reply, Refusal> {
    let front = &requester.space.front;
    if let Some(file) = assets::find(path) {
        return Ok(file);
    }
    if front.mode() == Mode::Strict {
        host::check_origin(head)?;
    }
    let posted = (*head.method() == Method::POST).then(|| Fields::read(body));
    let (administrator, session) = administrator(front, head);
    let query = Fields::read(head.query().unwrap_or_default().as_bytes());
    let view = View {
        front,
        requester: Requester {
            administrator: administrator.as_deref(),
            ..requester
        },
        form_token: front.sessions.form_token(session),
        signed_in: session.is_some(),
        path,
        done: query.get(done::FIELD).map(str::to_owned),
        query: query.without(done::FIELD),
        problem: None,
        refused: None,
    };
    if let Some(form) = &posted
        && !front
            .sessions
            .is_form_token(session, &form.text("form_token"))
    {
        return Ok(layout::refused(&view, &layout::foreign_form()));
    }
    if administrator.is_none() {
        return Ok(login::answer(&view, posted.as_ref()));
    }
    if posted.is_some() && path == "sign-out" {
        session.inspect(|id| front.sessions.end(id));
        return Ok(login::signed_out(&view));
    }
    if path == "live" {
        let stream = admin::find(&Method::GET, "/_cosell/events", head.query())?;
        let mut reply = admin::handle(view.requester, &stream, body).await?;
        respond::secure(&mut reply);
        return Ok(reply);
    }
    if path == "state" && posted.is_none() {
        let state = admin::find(&Method::GET, "/_cosell/state", None)?;
        let mut reply = admin::handle(view.requester, &state, body).await?;
        respond::secure(&mut reply);
        return Ok(reply);
    }
    Ok(page(view, posted.as_ref()).await)
}

/// Shows a page, after it has done what a form says.
async fn page(mut view: View<'_>, posted: Option<&Fields>) -> Reply {
    let Some(path) = query::of_path(view.path) else {
        return layout::refused(&view, &unknown_page());
    };
    let parts: Vec<&str> = path.split('/').collect();
    if let Some(form) = posted {
        let done = match *parts {
            _ if !danger::is_confirmed(form) => Err(danger::unconfirmed()),
            ["opportunities", id] => opportunity::act(&view, id, form).await,
            ["opportunities", id, "edit"] => edit::act(&view, id, form).await,
            ["tasks", id] => task::act(&view, id, form).await,
            ["events"] => events::act(&view, form).await,
            ["events", position] => event::act(&view, position, form).await,
            ["requests", id] => match request::act(&view, id, form).await {
                Ok(place) => return respond::redirect(&place),
                Err(problem) => Err(problem),
            },
            ["controls"] => controls::act(&view, form).await,
            ["data"] => data::act(&view, form).await,
            ["access"] => access::act_on_all(&view, form).await,
            ["access", account] => match access::act(&view, account, form).await {
                Ok(Some(secret)) => {
                    return layout::page(&view, &access::secret(account, &secret));
                }
                Ok(None) => Ok(()),
                Err(problem) => Err(problem),
            },
            _ => Err(unknown_page()),
        };
        match done {
            Ok(()) => {
                // What was edited is shown again as it is stored now.
                let shown = view.path.strip_suffix("/edit").unwrap_or(view.path);
                let page = format!("{PREFIX}{shown}");
                let act = form.get("act");
                let place = view.query.without("unlock").link(&page, done::FIELD, act);
                return respond::redirect(&place);
            }
            Err(problem) => {
                view.problem = Some(problem);
                view.refused = Some(form.clone());
            }
        }
    }
    let shown = match *parts {
        [""] => pipeline::show(&view).await,
        ["opportunities", id] => opportunity::show(&view, id).await,
        ["opportunities", id, "edit"] => edit::show(&view, id).await,
        ["opportunities", id, "snapshots"] => snapshots::show(&view, id).await,
        ["engagements"] => engagements::show(&view).await,
        ["engagements", id] => engagement::show(&view, id).await,
        ["customers"] => customers::show(&view).await,
        ["customers", id] => customers::one(&view, id).await,
        ["tasks"] => tasks::show(&view).await,
        ["tasks", id] => task::show(&view, id).await,
        ["events"] => events::show(&view).await,
        ["events", "try"] => trial::show(&view).await,
        ["events", position] => event::show(&view, position).await,
        ["requests"] => requests::show(&view).await,
        ["requests", id] => request::show(&view, id).await,
        ["controls"] => controls::show(&view).await,
        ["data"] => data::show(&view).await,
        ["access"] => access::show_all(&view).await,
        ["access", "explain"] => explain::show(&view).await,
        ["access", account] => access::show(&view, account).await,
        _ => Err(unknown_page()),
    };
    match shown {
        Ok(page) => layout::page(&view, &page),
        Err(problem) => layout::refused(&view, &problem),
    }
}

fn unknown_page() -> Problem {
    Problem::not_found("The console has no such page, or there is no such namespace.")
}
