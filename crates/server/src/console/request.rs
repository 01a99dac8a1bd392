//! A recorded request: what was sent, what was answered, why it was refused, and the ways to send
//! it again.

use cosell_admin_api::Word as _;
use cosell_admin_api::check::Finding;
use cosell_admin_api::pages::{CopyRequest, ReplayRequest, ShowRequest};
use cosell_admin_api::policy::Explanation;
use cosell_admin_api::recorded::{CopyAs, Language, RecordedDetail, ReplayOptions, Reveal};
use maud::{Markup, html};
use serde_json::Value;

use super::layout::Page;
use super::pieces::{self, badge, failure, form_token, time};
use super::requests::{answer, attempt, took};
use super::view::{Fields, PREFIX, Problem, View};

/// Sends the request again. Returns the page of the replay.
pub(super) async fn act(view: &View<'_>, id: &str, form: &Fields) -> Result<String, Problem> {
    if form.get("act") != Some("replay") {
        return Err(Problem::not_found("There is no such act."));
    }
    let page = ReplayRequest {
        id: id.to_owned(),
        body: ReplayOptions {
            new_token: form.get("new_token").is_some(),
        },
    };
    let replayed = view.ask(page).await?;
    Ok(format!("{PREFIX}requests/{}", replayed.request.id))
}

pub(super) async fn show(view: &View<'_>, id: &str) -> Result<Page, Problem> {
    let language: Option<Language> = view.query.get("as").and_then(|name| name.parse().ok());
    let reveal = view.query.get("reveal").is_some();
    let page = ShowRequest {
        id: id.to_owned(),
        query: Reveal { reveal },
    };
    let detail = view.ask(page).await?;
    let program = match language {
        None => None,
        Some(language) => {
            let page = CopyRequest {
                id: id.to_owned(),
                query: CopyAs { language },
            };
            Some(view.ask(page).await.map(|program| program.0))
        }
    };
    let here = format!("{PREFIX}requests/{id}");
    let body = html! {
        (state(view, &detail))
        (reasons(&detail))
        div class="columns" {
            (document("request", "Request", detail.body.as_ref(), "No body was kept."))
            (document("answer", "Answer", detail.answer.as_ref(), "The answer has no body."))
        }
        p class="line" {
            @if detail.revealed {
                a href=(here) { "Hide sensitive values" }
            } @else {
                span class="hint" {
                    "Values that the API marks as sensitive, and members that it does not know, "
                    "are hidden."
                }
                a href=(view.query.link(&here, "reveal", Some("true"))) { "Show them" }
            }
        }
        (attempts(view, &detail))
        (copies(view, &here, language, program.as_ref()))
        (again(view, &detail))
    };
    Ok(Page::new(detail.request.operation, "requests", body))
}

fn state(view: &View<'_>, detail: &RecordedDetail) -> Markup {
    let (request, now) = (&detail.request, view.front.world().true_now());
    html! {
        section id="state" class="card" {
            p class="line" {
                span { (answer(request)) }
                span class="mono" { (request.id) }
                span { (took(request.micros)) }
                (time(request.time.as_millis(), now))
                @if let Some(account) = &request.account {
                    span { "account " (pieces::account(account)) }
                }
            }
            dl class="tree" {
                @if let Some(caller) = &detail.caller {
                    dt { "Caller" }
                    dd class="mono" { (caller) }
                }
                dt { "Client" }
                dd {
                    span class="mono" { (detail.address) }
                    @if let Some(agent) = &detail.user_agent { " " (agent) }
                }
                @let attempt = attempt(request);
                @if !attempt.is_empty() { dt { "Attempt" } dd { (attempt) } }
                @if let Some(of) = &request.replay_of {
                    dt { "Replay of" }
                    dd { a class="mono" href={ (PREFIX) "requests/" (of) } { (of) } }
                }
            }
        }
    }
}

fn reasons(detail: &RecordedDetail) -> Markup {
    html! {
        @if detail.request.error.is_some() {
            section id="reasons" class="card" aria-labelledby="reasons-title" {
                h2 id="reasons-title" { "Why it was refused" }
                @if detail.findings.is_empty() && detail.decisions.is_empty() {
                    p class="hint" { "The answer says all that is known." }
                }
                ul class="reasons" { @for finding in &detail.findings { li { (reason(finding)) } } }
                @if !detail.decisions.is_empty() {
                    h3 { "What the caller's policies decided" }
                    ul class="reasons" {
                        @for decision in &detail.decisions { li { (decided(decision)) } }
                    }
                }
            }
        }
    }
}

fn reason(finding: &Finding) -> Markup {
    html! {
        p {
            @if let Some(field) = &finding.field { code { (field) } " " }
            strong { (finding.message) }
            @if let Some(code) = &finding.code { " " code { (code) } }
        }
        @if let Some(says) = &finding.says { p { "The rule: " (says) } }
        p class="line" {
            @if let Some(rule) = &finding.rule { span { "rule " code { (rule) } } }
            @if let Some(evidence) = &finding.evidence { span { "evidence: " (evidence) } }
        }
    }
}

/// What the policies decided about an action.
pub(super) fn decided(decision: &Explanation) -> Markup {
    html! {
        p {
            (badge(if decision.allowed { "allowed" } else { "denied" }))
            " " code { (decision.action) } " on " code { (decision.resource) }
        }
        p class="hint" { (decision.decision) }
    }
}

fn document(id: &str, title: &str, body: Option<&Value>, none: &str) -> Markup {
    html! {
        section id=(id) class="card" {
            h2 { (title) }
            @match body {
                None => p class="hint" { (none) },
                Some(Value::String(text)) => pre { (text) },
                Some(body) => pre { (format!("{body:#}")) },
            }
        }
    }
}

fn attempts(view: &View<'_>, detail: &RecordedDetail) -> Markup {
    let now = view.front.world().true_now();
    html! {
        @if !detail.attempts.is_empty() {
            section id="attempts" class="card" {
                h2 { "Other attempts of the same call" }
                ul class="values" {
                    @for other in &detail.attempts {
                        li {
                            a href={ (PREFIX) "requests/" (other.id) } {
                                "Attempt " (attempt(other))
                            }
                            " " (answer(other)) " " (took(other.micros)) " "
                            (time(other.time.as_millis(), now))
                        }
                    }
                }
            }
        }
    }
}

/// The name of what a request is written as.
fn title(language: Language) -> &'static str {
    match language {
        Language::Cli => "AWS CLI",
        Language::Boto3 => "boto3",
        Language::JavaScript => "JavaScript",
        Language::Pytest => "a test",
    }
}

fn copies(
    view: &View<'_>,
    here: &str,
    chosen: Option<Language>,
    program: Option<&Result<String, Problem>>,
) -> Markup {
    html! {
        section id="copy" class="card" aria-labelledby="copy-title" {
            h2 id="copy-title" { "Copy as" }
            p class="hint" { "A copy has everything that was sent, sensitive values too." }
            ul class="tabs" {
                @for language in Language::ALL {
                    @let here = view.query.link(here, "as", Some(language.as_str()));
                    @let current = (chosen == Some(*language)).then_some("true");
                    li { a href={ (here) "#copy" } aria-current=[current] { (title(*language)) } }
                }
            }
            @match program {
                None => {}
                Some(Err(problem)) => (failure(problem)),
                Some(Ok(program)) => pre id="program" data-copy tabindex="0" { (program) },
            }
        }
    }
}

fn again(view: &View<'_>, detail: &RecordedDetail) -> Markup {
    html! {
        section id="replay" class="card" aria-labelledby="replay-title" {
            h2 id="replay-title" { "Send it again" }
            @if detail.request.account.is_none() {
                p class="hint" { "Its caller is not known, so it cannot be sent again." }
            } @else {
                form method="post" class="line" {
                    (form_token(view))
                    div class="check" {
                        input id="new_token" name="new_token" type="checkbox" value="true"
                            checked[view.typed(&["replay"], "new_token").is_some()];
                        label for="new_token" {
                            "with a new client token (with its own it has the same result)"
                        }
                    }
                    button type="submit" name="act" value="replay" { "Replay" }
                }
            }
        }
    }
}
