//! Signing in with an admin token, and signing out.

use hyper::StatusCode;
use maud::html;

use super::layout::{self, Page};
use super::pieces::form_token;
use super::view::{Fields, PREFIX, Problem, View};
use super::{respond, session};
use crate::reply::Reply;

/// Answers somebody who is not signed in: with the form, or with a session.
pub(super) fn answer(view: &View<'_>, posted: Option<&Fields>) -> Reply {
    if view.path == "live" {
        let problem = Problem::new(StatusCode::UNAUTHORIZED, "Unauthorized", "Sign in again.");
        return layout::refused(view, &problem);
    }
    let token = posted.and_then(|form| form.get("token"));
    let begun = token.and_then(|token| {
        let sessions = &view.front.sessions;
        sessions.begin(&view.front.tokens, token.as_bytes())
    });
    if let Some(id) = begun {
        let form = posted.map(|form| form.text("to")).unwrap_or_default();
        let reply = respond::redirect(local(&form));
        let cookie = session::cookie(Some(&id), view.requester.peer.secure);
        return respond::with_cookie(reply, &cookie);
    }
    let mut view = View {
        front: view.front,
        requester: view.requester,
        form_token: view.form_token.clone(),
        signed_in: false,
        path: view.path,
        query: view.query.clone(),
        problem: None,
        refused: None,
        done: None,
    };
    if token.is_some() {
        let message = "The admin token is not one of this server's.";
        view.problem = Some(Problem::new(
            StatusCode::UNAUTHORIZED,
            "Unauthorized",
            message,
        ));
    }
    let asked = match posted {
        Some(form) => form.text("to"),
        None => view.query.link(&format!("{PREFIX}{}", view.path), "", None),
    };
    let body = html! {
        section class="card narrow" {
            @if view.front.tokens.is_empty() {
                p { "This server has no admin token." }
                p class="hint" {
                    "Start it with " code { "--admin-token-file" } " to use the console."
                }
            } @else {
                form method="post" action="/console/login" {
                    (form_token(&view))
                    input type="hidden" name="to" value=(local(&asked));
                    label for="token" { "Admin token" }
                    input id="token" name="token" type="password" required
                        autocomplete="current-password" autofocus;
                    button class="primary" type="submit" { "Sign in" }
                }
                p class="hint" {
                    "The token is sent once; the browser then keeps a session of eight hours."
                }
            }
        }
    };
    let status = StatusCode::UNAUTHORIZED;
    layout::bare(&view, status, &Page::new("Sign in", "", body))
}

/// Ends the session of a browser.
pub(super) fn signed_out(view: &View<'_>) -> Reply {
    let cookie = session::cookie(None, view.requester.peer.secure);
    respond::with_cookie(respond::redirect(PREFIX), &cookie)
}

/// The place to go to after the sign-in, which is always a page of the console.
fn local(place: &str) -> &str {
    let is_page = place.starts_with(PREFIX) && !place.starts_with("/console/login");
    if is_page { place } else { PREFIX }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_leads_to_a_page_of_the_console_only() {
        assert_eq!(local("/console/tasks?x=1"), "/console/tasks?x=1");
        for place in [
            "",
            "//evil.example",
            "https://evil.example/console/",
            "/console/login",
        ] {
            assert_eq!(local(place), PREFIX, "{place}");
        }
    }
}
