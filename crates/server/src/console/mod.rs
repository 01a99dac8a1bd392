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

mod assets;
mod controls;
mod events;
mod layout;
mod login;
mod opportunity;
mod pieces;
mod pipeline;
mod request;
mod requests;
mod respond;
mod session;
mod story;
mod task;
mod tasks;
mod view;

use bytes::Bytes;
use hyper::Method;

use crate::access::Mode;
use crate::admin::{self, Requester};
use crate::head::{Head, Header};
use crate::host;
use crate::query;
use crate::refusal::Refusal;
use crate::reply::Reply;

pub(crate) use session::Sessions;
use view::{Fields, PREFIX, Problem, View};

/// The name of the pages in the log and in the metrics.
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
    let front = &requester.space.front;
    let Some(path) = head.path().strip_prefix(PREFIX) else {
        return Ok(respond::redirect(PREFIX));
    };
    if let Some(file) = assets::find(path) {
        return Ok(file);
    }
    if front.mode() == Mode::Strict {
        host::check_origin(head)?;
    }
    let posted = (*head.method() == Method::POST).then(|| Fields::read(body));
    let session = head.text(Header::Cookie).and_then(session::id_of);
    let is_open = front.mode() == Mode::Open && front.tokens.is_empty();
    let administrator = match session {
        _ if is_open => Some("open".to_owned()),
        Some(id) => front.sessions.find(&front.tokens, id),
        None => None,
    };
    let session = session.filter(|_| administrator.is_some() && !is_open);
    let view = View {
        front,
        requester: Requester {
            administrator: administrator.as_deref(),
            ..requester
        },
        form_token: front.sessions.form_token(session),
        signed_in: session.is_some(),
        path,
        query: Fields::read(head.query().unwrap_or_default().as_bytes()),
        problem: None,
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
            ["opportunities", id] => opportunity::act(&view, id, form).await,
            ["tasks", id] => task::act(&view, id, form).await,
            ["events"] => events::act(&view, form).await,
            ["requests", id] => match request::act(&view, id, form).await {
                Ok(place) => return respond::redirect(&place),
                Err(problem) => Err(problem),
            },
            ["controls"] => controls::act(&view, form).await,
            _ => Err(unknown_page()),
        };
        match done {
            Ok(()) => {
                let place = view.query.link(&format!("{PREFIX}{}", view.path), "", None);
                return respond::redirect(&place);
            }
            Err(problem) => view.problem = Some(problem),
        }
    }
    let shown = match *parts {
        [""] => pipeline::show(&view).await,
        ["opportunities", id] => opportunity::show(&view, id).await,
        ["tasks"] => tasks::show(&view).await,
        ["tasks", id] => task::show(&view, id).await,
        ["events"] => events::show(&view).await,
        ["requests"] => requests::show(&view).await,
        ["requests", id] => request::show(&view, id).await,
        ["controls"] => controls::show(&view).await,
        _ => Err(unknown_page()),
    };
    match shown {
        Ok(page) => layout::page(&view, &page),
        Err(problem) => layout::refused(&view, &problem),
    }
}

fn unknown_page() -> Problem {
    Problem::not_found("The console has no such page.")
}
