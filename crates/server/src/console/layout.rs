//! What all pages have: the head, the navigation, the problem above a page, and the foot.

use cosell_admin_api::DateTime;
use hyper::StatusCode;
use maud::{DOCTYPE, Markup, html};

use super::pieces::{form_token, time};
use super::respond;
use super::view::{PREFIX, Problem, View};
use super::{done, namespace};
use crate::reply::Reply;

/// The pages of the navigation: its path below the console, and its name.
const PAGES: &[(&str, &str)] = &[
    ("", "Pipeline"),
    ("engagements", "Engagements"),
    ("customers", "Customers"),
    ("tasks", "Tasks"),
    ("events", "Events"),
    ("requests", "Requests"),
    ("controls", "Controls"),
    ("access", "Access"),
    ("data", "Data"),
];

/// A page without what all pages have.
#[derive(Debug)]
pub(super) struct Page {
    title: String,
    /// Which entry of the navigation it belongs to.
    place: &'static str,
    body: Markup,
    status: StatusCode,
}

impl Page {
    pub(super) fn new(title: impl Into<String>, place: &'static str, body: Markup) -> Self {
        Self {
            title: title.into(),
            place,
            body,
            status: StatusCode::OK,
        }
    }

    /// The page of which a part is refused, with what was asked for still in its form.
    pub(super) fn refused(self, problem: Option<&Problem>) -> Self {
        let status = problem.map_or(self.status, |problem| problem.status);
        Self { status, ..self }
    }
}

/// The response with a page.
pub(super) fn page(view: &View<'_>, page: &Page) -> Reply {
    let status = view
        .problem
        .as_ref()
        .map_or(page.status, |problem| problem.status);
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
                link rel="stylesheet" href="/console/story.css";
                @if inside { script type="module" src="/console/live.js" {} }
                link rel="stylesheet" href="/console/tools.css";
                @if inside { script type="module" src="/console/copy.js" {} }
            }
            body data-base=(PREFIX) {
                a class="skip" href="#main" { "Skip to the content" }
                header class="top" {
                    a class="brand" href=(PREFIX) {
                        img src="/console/icon.svg" alt="" width="22" height="22";
                        "cosell"
                    }
                    @if let Some(name) = &view.requester.space.name {
                        p class="badge space" { "namespace " (name) }
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
                    @if let Some(said) = done::said(view) {
                        p class="done" role="status" { (said) }
                    }
                    (page.body)
                }
                @if inside {
                    footer {
                        p id="clock" data-part {
                            @let (now, true_now) = (view.now(), view.front.world().true_now());
                            "Clock of the service: " (DateTime::from_millis(now).to_string())
                            // A difference of less is that between two readings.
                            @if now.abs_diff(true_now) >= 1_000 {
                                ", " (time(now, true_now)) " by true time"
                            }
                            " · mode " (view.front.mode().to_string())
                            " · store " (view.front.store)
                        }
                    }
                }
            }
        }
    };
    let document = document.into_string();
    match &view.requester.space.name {
        Some(name) => namespace::within(&document, name),
        None => document,
    }
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
