//! The controls of the service: its clock, its fault rules, its reviewers, and its quotas.

use cosell_admin_api::DateTime;
use cosell_admin_api::Word as _;
use cosell_admin_api::clock::{Advance, Clock, Mode, Setting};
use cosell_admin_api::fault::{Line, NewRule, Rules};
use cosell_admin_api::pages::{
    AddFault, AdvanceClock, ListFaults, RemoveFault, RemoveFaults, SetClock, SetReviewer, Settle,
    ShowClock, ShowQuotas, ShowReviewer,
};
use cosell_admin_api::quota::{QuotaFilter, Quotas};
use cosell_admin_api::reviewer::{Reviewer, ReviewerSetting};
use cosell_admin_api::settle::SettleFilter;
use hyper::StatusCode;
use maud::{Markup, html};

use super::danger;
use super::layout::Page;
use super::pieces::{button, empty, form_token, time};
use super::view::{Fields, Problem, View};

/// Does what a form says with the clock or the fault rules.
pub(super) async fn act(view: &View<'_>, form: &Fields) -> Result<(), Problem> {
    match &*form.text("act") {
        "system" => set(view, Mode::System, None).await,
        "freeze" => set(view, Mode::Frozen, moment(form)?).await,
        "move" => set(view, Mode::Moved, moment(form)?).await,
        "advance" => {
            let seconds = form.text("seconds").parse();
            let seconds = seconds.map_err(|_| {
                wrong(&format!(
                    "The clock advances by whole seconds from 1 to {}, such as 3600.",
                    u32::MAX
                ))
            })?;
            let body = Advance { seconds };
            view.ask(AdvanceClock { body }).await.map(drop)
        }
        "settle" => {
            let query = SettleFilter::default();
            let settled = view.ask(Settle { query }).await?;
            if settled.settled {
                return Ok(());
            }
            let (tasks, timers) = (settled.tasks.len(), settled.timers.len());
            let message = format!(
                "Not everything that is due has happened: {tasks} tasks, {timers} timers and {} \
                 targets wait.",
                settled.targets.len()
            );
            let status = StatusCode::SERVICE_UNAVAILABLE;
            Err(Problem::new(status, "NotSettled", &message))
        }
        "add-fault" => {
            let text = form.text("rule");
            let body = NewRule::Line(Line { text });
            view.ask(AddFault { body }).await.map(drop)
        }
        "remove-fault" => {
            let id = form.text("id");
            view.ask(RemoveFault { id }).await.map(drop)
        }
        "manual" => review(view, Reviewer::Manual).await,
        "approve-all" => review(view, Reviewer::Approve).await,
        "remove-faults" => view.ask(RemoveFaults {}).await.map(drop),
        _ => Err(Problem::not_found("There is no such act.")),
    }
}

async fn review(view: &View<'_>, reviewer: Reviewer) -> Result<(), Problem> {
    let body = ReviewerSetting { reviewer };
    view.ask(SetReviewer { body }).await.map(drop)
}

async fn set(view: &View<'_>, mode: Mode, time: Option<DateTime>) -> Result<(), Problem> {
    let body = Setting {
        mode,
        time,
        factor: None,
    };
    view.ask(SetClock { body }).await.map(drop)
}

/// The time of a form, if it has one.
fn moment(form: &Fields) -> Result<Option<DateTime>, Problem> {
    let time = form.get("time").map(str::parse).transpose();
    time.map_err(|_| wrong("A time is written as 2026-11-22T18:32:24Z."))
}

fn wrong(message: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "Invalid", message)
}

pub(super) async fn show(view: &View<'_>) -> Result<Page, Problem> {
    let clock = view.ask(ShowClock {}).await?;
    let rules = view.ask(ListFaults {}).await?;
    let reviewer = view.ask(ShowReviewer {}).await?;
    let query = QuotaFilter::default();
    let quotas = view.ask(ShowQuotas { query }).await?;
    let body = html! {
        (clock_card(view, &clock))
        (faults(view, &rules))
        (super::reviewer::card(view, &reviewer))
        (quotas_card(&quotas))
    };
    Ok(Page::new("Controls", "controls", body))
}

fn clock_card(view: &View<'_>, clock: &Clock) -> Markup {
    let typed = |acts: &[&str], name, usual: &str| {
        view.typed(acts, name).unwrap_or_else(|| usual.to_owned())
    };
    let (now, true_now) = (clock.time.as_millis(), clock.true_time.as_millis());
    html! {
        section class="card" aria-labelledby="clock-title" {
            h2 id="clock-title" { "Clock" }
            p class="line" id="clock-now" data-part {
                strong class="mono" { (clock.time.to_string()) }
                span { "mode " (clock.mode.as_str()) }
                span { (time(now, true_now)) " by true time" }
            }
            form method="post" class="filters" {
                (form_token(view))
                div class="field" {
                    label for="time" { "Time (empty: now)" }
                    input id="time" name="time" placeholder="2026-11-22T18:32:24Z"
                        value=(typed(&["freeze", "move", "system"], "time", ""));
                }
                button type="submit" name="act" value="freeze" { "Freeze" }
                button type="submit" name="act" value="move" { "Run from there" }
                button type="submit" name="act" value="system" formnovalidate { "True time" }
            }
            form method="post" class="filters" {
                (form_token(view))
                div class="field" {
                    label for="seconds" { "Seconds" }
                    input id="seconds" name="seconds" type="number" min="1" max="4294967295"
                        value=(typed(&["advance"], "seconds", "3600")) required;
                }
                button type="submit" name="act" value="advance" { "Advance" }
            }
            (button(view, "settle", &[], "Settle: wait until all that is due has happened"))
        }
    }
}

fn faults(view: &View<'_>, rules: &Rules) -> Markup {
    html! {
        section class="card" aria-labelledby="faults-title" {
            h2 id="faults-title" { "Fault rules" }
            form method="post" class="filters" {
                (form_token(view))
                div class="field wide" {
                    label for="rule" { "Rule" }
                    input id="rule" name="rule" class="mono" required autocomplete="off"
                        value=(view.typed(&["add-fault"], "rule").unwrap_or_default())
                        placeholder="step.*.before=error:EngagementConflict;count=2";
                }
                button class="primary" type="submit" name="act" value="add-fault" { "Add" }
            }
            div id="faults" data-part data-poll {
                @if rules.rules.is_empty() {
                    (empty("No fault is injected.", &html! {
                        p { "Add a rule, and watch a task fail and recover." }
                    }))
                } @else {
                    ul class="values" {
                        @for rule in &rules.rules {
                            li {
                                code { (rule.text) }
                                " passed " (rule.passed) ", fired " (rule.fired) " "
                                (button(view, "remove-fault", &[("id", &rule.id.to_string())],
                                    "Remove"))
                            }
                        }
                    }
                    (danger::button(view, "remove-faults", &[], (
                        "Remove all", "All fault rules may go",
                    )))
                }
            }
        }
    }
}

fn quotas_card(quotas: &Quotas) -> Markup {
    let number = |value: Option<String>| value.unwrap_or_else(|| "not limited".to_owned());
    html! {
        section id="quotas" class="card" data-part {
            h2 { "Quotas" }
            @if quotas.classes.is_empty() {
                (empty("Calls are not limited.", &html! {
                    p { "Name quotas in the configuration to see clients throttled." }
                }))
            }
            @for class in &quotas.classes {
                h3 { (class.name) }
                p {
                    "Calls in a second: " (number(class.rate.map(|rate| rate.to_string())))
                    " · at once: " (number(class.burst.map(|burst| burst.to_string())))
                    " · in 24 hours: " (number(class.daily.map(|daily| daily.to_string())))
                }
                details {
                    summary { (class.operations.len()) " operations" }
                    p { (class.operations.join(", ")) }
                }
            }
            @if !quotas.accounts.is_empty() {
                ul class="values" {
                    @for used in &quotas.accounts {
                        li {
                            span class="mono" { (used.account) } " " (used.class)
                            @if let Some(available) = used.available { ", " (available) " at once" }
                            @if let Some(day) = used.last_day { ", " (day) " in the last 24 hours" }
                        }
                    }
                }
            }
        }
    }
}
