//! What all pages have: the head, the navigation, the problem above a page, and the foot.

use hyper::StatusCode;
use maud::{DOCTYPE, Markup, html};

use super::pieces::{form_token, time};
use super::respond;
use super::view::{PREFIX, Problem, View};
use crate::reply::Reply;

/// The pages of the navigation: its path below the console, and its name.
const PAGES: &[(&str, &str)] = &[
    ("", "Pipeline"),
    ("tasks", "Tasks"),
    ("events", "Events"),
    ("requests", "Requests"),
    ("controls", "Controls"),
];

/// A page without what all pages have.
#[derive(Debug)]
pub(super) struct Page {
    title: String,
    /// Which entry of the navigation it belongs to.
    place: &'static str,
    body: Markup,
}

impl Page {
    pub(super) fn new(title: impl Into<String>, place: &'static str, body: Markup) -> Self {
        Self {
            title: title.into(),
            place,
            body,
        }
    }
}

/// The response with a page.
pub(super) fn page(view: &View<'_>, page: &Page) -> Reply {
    let status = view
        .problem
        .as_ref()
        .map_or(StatusCode::OK, |problem| problem.status);
    respond::html(status, document(view, page, true))
}

/// The response with a page for somebody who is not signed in.
pub(super) fn bare(view: &View<'_>, status: StatusCode, page: &Page) -> Reply {
    respond::html(status, document(view, page, false))
}

/// The response in place of a page that cannot be shown.
pub(super) fn refused(view: &View<'_>, problem: &Problem) -> Reply {
    let title = if problem.status == StatusCode::NOT_FOUND {
        "Not found"
    } else {
        "This did not work"
    };
    let status = problem.status;
    let body = html! {
        (banner(problem))
        p { a href=(PREFIX) { "Go to the pipeline" } }
    };
    let inside = view.requester.administrator.is_some();
    respond::html(status, document(view, &Page::new(title, "-", body), inside))
}

/// Why a form is refused that this server did not show to this session.
pub(super) fn foreign_form() -> Problem {
    let message = "The form is not of this session, or the server was started again since it was \
                   shown: open the page again and repeat what you did.";
    Problem::new(StatusCode::FORBIDDEN, "ForeignForm", message)
}

fn banner(problem: &Problem) -> Markup {
    html! {
        section class="problem" role="alert" {
            strong { (problem.name) }
            p { (problem.message) }
            @if !problem.rules.is_empty() {
                p { "Refused by " @for rule in &problem.rules { code { (rule) } " " } }
            }
        }
    }
}

fn document(view: &View<'_>, page: &Page, inside: bool) -> String {
    let title = &page.title;
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · cosell" }
                link rel="icon" href="/console/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/console/console.css";
                @if inside { script type="module" src="/console/live.js" {} }
                link rel="stylesheet" href="/console/tools.css";
                @if inside { script type="module" src="/console/copy.js" {} }
            }
            body {
                a class="skip" href="#main" { "Skip to the content" }
                header class="top" {
                    a class="brand" href=(PREFIX) {
                        img src="/console/icon.svg" alt="" width="22" height="22";
                        "cosell"
                    }
                    @if inside { (navigation(page.place)) }
                    @if inside { p id="live" class="live" role="status" { "not live" } }
                    @if view.signed_in {
                        form method="post" action="/console/sign-out" {
                            (form_token(view))
                            button class="quiet" type="submit" { "Sign out" }
                        }
                    }
                }
                main id="main" tabindex="-1" {
                    h1 { (title) }
                    @if let Some(problem) = &view.problem { (banner(problem)) }
                    (page.body)
                }
                @if inside {
                    footer {
                        p id="clock" data-part {
                            "The service's clock shows "
                            (time(view.now(), view.front.world().true_now()))
                            " · mode " (view.front.mode().to_string())
                            " · store " (view.front.store)
                        }
                    }
                }
            }
        }
    };
    document.into_string()
}

fn navigation(current: &str) -> Markup {
    html! {
        nav aria-label="Console" {
            ul {
                @for (path, name) in PAGES {
                    @let here = (*path == current).then_some("page");
                    li { a href={ (PREFIX) (path) } aria-current=[here] { (name) } }
                }
            }
        }
    }
}
