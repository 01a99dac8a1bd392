//! What a pipeline is worth: its counts by stage and review status, and the value of its newest
//! opportunities by month and stage, as a plot and as a table.

use std::collections::{BTreeMap, BTreeSet};

use cosell_admin_api::pipeline::{MonthValue, Pipeline, StageCount};
use maud::{Markup, html};
use serde_json::Value;

use super::pieces::{badge, list, text};
use super::pipeline::{STAGES, STATUSES, counted, filtered, nothing};
use super::place::Place;
use super::view::{Problem, View};

/// Of how many of the newest opportunities the values are shown.
const NEWEST: u16 = 1_000;

/// How many months the plot has; the last one stands for all later ones.
const MONTHS: usize = 18;

/// The widest bar.
const BAR: f64 = 60.0;

/// The size of the plot in its own units: its whole, and the area of the bars.
const SIZE: (u32, u32) = (960, 300);
const AREA: (u32, u32, u32, u32) = (80, 10, 870, 240);

pub(super) async fn show(view: &View<'_>, place: &Place) -> Result<Markup, Problem> {
    let found = counted(view, place, NEWEST).await?;
    if found.counts.is_empty() {
        return Ok(nothing(&view.query));
    }
    Ok(html! {
        section class="card" {
            h2 { "How many opportunities there are" }
            (counts(place, &found))
        }
        section class="card" {
            h2 { "What they are worth" }
            p {
                "Expected customer spend with AWS in a month, by the month of the target close "
                "date, of "
                @if found.all && found.newest == 1 { "the only opportunity" } @else {
                    @if found.all { "all " } @else { "the newest " }
                    (found.newest) " opportunities"
                }
                @if let Some(stage) = view.query.get("stage") { " at stage " (stage) }
                @if let Some(status) = view.query.get("status") { " with status " (status) }
                "."
            }
            (totals(&found.values))
            (plot(&found.values))
            (table(&found.values))
        }
    })
}

/// The sum of some counts, with a sign that there may be more.
pub(super) fn count(found: &Pipeline, of: impl Fn(&StageCount) -> bool) -> String {
    let counts = || found.counts.iter().filter(|one| of(one));
    let sum: i64 = counts().map(|one| one.count).sum();
    let more = if counts().any(|one| one.more) {
        "+"
    } else {
        ""
    };
    format!("{}{more}", grouped(&sum.to_string()))
}

/// The spend on AWS of the opportunities that are shown, by currency.
pub(super) fn sum(shown: &[Value]) -> Markup {
    let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
    for one in shown {
        for spend in list(one, &["Project", "ExpectedCustomerSpend"]) {
            let amount = text(spend, &["Amount"]).parse::<f64>();
            if let (Ok(amount), "AWS") = (amount, text(spend, &["TargetCompany"])) {
                *sums.entry(text(spend, &["CurrencyCode"])).or_default() += amount;
            }
        }
    }
    html! {
        @if !sums.is_empty() {
            p class="spend sum" {
                span class="hint" { "Monthly spend on AWS of the " (shown.len()) " shown: " }
                @for (place, (currency, sum)) in sums.iter().enumerate() {
                    @if place > 0 { " + " }
                    (grouped(&format!("{sum:.0}"))) " " (currency)
                }
            }
        }
    }
}

fn counts(place: &Place, found: &Pipeline) -> Markup {
    let cell = |stage: &str, status: &str| {
        let number = count(found, |one| {
            one.stage == stage && one.review_status == status
        });
        let filters = [("view", "table"), ("stage", stage), ("status", status)];
        html! {
            td class="number" {
                @if number == "0" { span class="none" { "0" } } @else {
                    a href=(filtered(place, &filters)) { (number) }
                }
            }
        }
    };
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Counts by stage and review" {
            table {
                thead {
                    tr {
                        th scope="col" { "Stage" }
                        @for status in STATUSES {
                            th scope="col" class="number" { (badge(status)) }
                        }
                        th scope="col" class="number" { "All" }
                    }
                }
                tbody {
                    @for stage in STAGES {
                        tr {
                            th scope="row" { (stage) }
                            @for status in STATUSES { (cell(stage, status)) }
                            td class="number" { (count(found, |one| one.stage == stage)) }
                        }
                    }
                    tr {
                        th scope="row" { "All" }
                        @for status in STATUSES {
                            td class="number" { (count(found, |one| one.review_status == status)) }
                        }
                        td class="number" { (count(found, |_| true)) }
                    }
                }
            }
        }
        @if found.counts.iter().any(|one| one.more) {
            p class="hint" { "A count ends at 1,000: 1,000+ stands for more." }
        }
    }
}

fn value(one: &MonthValue) -> f64 {
    one.monthly.parse().unwrap_or_default()
}

fn totals(values: &[MonthValue]) -> Markup {
    let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
    for one in values.iter().filter(|one| !one.currency.is_empty()) {
        *sums.entry(&one.currency).or_default() += value(one);
    }
    html! {
        p class="line" {
            @for (currency, sum) in sums {
                strong class="spend" { (grouped(&format!("{sum:.0}"))) " " (currency) }
            }
        }
    }
}

/// The values of the most frequent currency, as stacked bars.
fn plot(values: &[MonthValue]) -> Markup {
    let Some(currency) = main_currency(values) else {
        return html! { p class="hint" { "None of them has an expected spend." } };
    };
    let values = values.iter().filter(|one| one.currency == currency);
    let values: Vec<&MonthValue> = values.collect();
    let months: BTreeSet<&str> = values.iter().map(|one| &*one.month).collect();
    let months: Vec<&str> = months.into_iter().collect();
    let place_of = |month: &str| {
        let place = months
            .iter()
            .position(|one| *one == month)
            .unwrap_or_default();
        place.min(MONTHS - 1)
    };
    let columns = months.len().min(MONTHS);
    let mut sums = vec![[0.0; STAGES.len()]; columns];
    for one in values {
        if let Some(stage) = STAGES.iter().position(|stage| *stage == one.stage) {
            sums[place_of(&one.month)][stage] += value(one);
        }
    }
    let highest = sums
        .iter()
        .map(|stages| stages.iter().sum::<f64>())
        .fold(0.0, f64::max);
    let top = ceiling(highest);
    let (left, upper, width, height) = (
        f64::from(AREA.0),
        f64::from(AREA.1),
        f64::from(AREA.2),
        f64::from(AREA.3),
    );
    let y = |value: f64| upper + height - value / top * height;
    let count = u32::try_from(columns).unwrap_or(1).max(1);
    let step = width / f64::from(count);
    let bar = (step * 0.7).min(BAR);
    let x = |place: usize| left + step * f64::from(u32::try_from(place).unwrap_or_default());
    let label = format!("Monthly spend in {currency} by month and stage; the table below has it");
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Plot of the pipeline" {
            svg class="plot" viewBox={ "0 0 " (SIZE.0) " " (SIZE.1) } role="img"
                aria-label=(label) {
                @for line in 0..=4_u32 {
                    @let value = top * f64::from(line) / 4.0;
                    line class="grid" x1=(left) x2=(left + width) y1=(round(y(value)))
                        y2=(round(y(value))) {}
                    text class="axis" x=(left - 8.0) y=(round(y(value) + 4.0)) text-anchor="end" {
                        (short(value))
                    }
                }
                @for (place, stages) in sums.iter().enumerate() {
                    @for (stage, value) in stages.iter().enumerate() {
                        @if *value > 0.0 {
                            @let below: f64 = stages[..stage].iter().sum();
                            rect class={ "stage-" (stage) } x=(round(x(place) + (step - bar) / 2.0))
                                y=(round(y(below + value))) width=(round(bar))
                                height=(round(y(below) - y(below + value))) {
                                title {
                                    (month_name(&months, place)) " · " (STAGES[stage]) ": "
                                    (grouped(&format!("{value:.0}"))) " " (currency)
                                }
                            }
                        }
                    }
                    text class="axis" x=(round(x(place) + step / 2.0)) y=(AREA.1 + AREA.3 + 20)
                        text-anchor="middle" { (month_name(&months, place)) }
                }
            }
        }
        ul class="legend" {
            @for (stage, name) in STAGES.iter().enumerate() {
                li {
                    svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" {
                        rect class={ "stage-" (stage) } width="12" height="12" {}
                    }
                    " " (name)
                }
            }
        }
    }
}

/// The currency of most opportunities.
fn main_currency(values: &[MonthValue]) -> Option<&str> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for one in values.iter().filter(|one| !one.currency.is_empty()) {
        *counts.entry(&one.currency).or_default() += one.opportunities;
    }
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(currency, _)| currency)
}

fn month_name<'a>(months: &[&'a str], place: usize) -> &'a str {
    if place == MONTHS - 1 && months.len() > MONTHS {
        return "later";
    }
    match months.get(place) {
        Some(&"") | None => "no date",
        Some(month) => month,
    }
}

fn table(values: &[MonthValue]) -> Markup {
    html! {
        details {
            summary { "The same as a table" }
            div class="scroll" tabindex="0" role="region" aria-label="Values by month and stage" {
                table {
                    thead {
                        tr {
                            @for name in ["Month", "Stage", "Opportunities", "Monthly", "Currency"]
                            { th scope="col" { (name) } }
                        }
                    }
                    tbody {
                        @for one in values {
                            tr {
                                th scope="row" {
                                    @if one.month.is_empty() { "no date" } @else { (one.month) }
                                }
                                td { (one.stage) }
                                td class="number" { (one.opportunities) }
                                td class="number" {
                                    @if one.currency.is_empty() { span class="none" { "none" } }
                                    @else { (grouped(&one.monthly)) }
                                }
                                td { (one.currency) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The next number of the form 1, 2 or 5 with zeros, at which an axis ends.
fn ceiling(value: f64) -> f64 {
    let mut top = 1.0;
    while top < value {
        for factor in [2.0, 5.0, 10.0] {
            if top * factor >= value {
                return top * factor;
            }
        }
        top *= 10.0;
    }
    top
}

/// A number with its thousands as k, M, G or T.
fn short(value: f64) -> String {
    for (size, unit) in [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")] {
        if value >= size {
            return format!("{}{unit}", round(value / size));
        }
    }
    round(value).to_string()
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// The whole part of a number with commas.
fn grouped(number: &str) -> String {
    let (whole, rest) = number
        .split_once('.')
        .map_or((number, ""), |(whole, _)| (whole, &number[whole.len()..]));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_at_a_glance() {
        for (number, shown) in [
            ("0", "0"),
            ("1000", "1,000"),
            ("1234567.80", "1,234,567.80"),
        ] {
            assert_eq!(grouped(number), shown);
        }
        assert_eq!(short(2_500_000.0), "2.5M");
        assert_eq!(short(0.0), "0");
    }

    #[test]
    fn an_axis_ends_at_a_round_number() {
        for (value, top) in [
            (0.0, 1.0),
            (1.5, 2.0),
            (20.0, 20.0),
            (21.0, 50.0),
            (9_999.0, 1e4),
        ] {
            assert!((ceiling(value) - top).abs() < f64::EPSILON, "{value}");
        }
    }

    #[test]
    fn the_last_month_stands_for_all_later_ones() {
        let one = |month: &str| MonthValue {
            month: month.to_owned(),
            stage: "Prospect".to_owned(),
            currency: "USD".to_owned(),
            opportunities: 1,
            monthly: "10.00".to_owned(),
        };
        let values: Vec<MonthValue> = (0..30)
            .map(|place| one(&format!("20{place:02}-01")))
            .collect();
        let drawn = plot(&values).into_string();
        assert_eq!(drawn.matches("rect class=\"stage-0\" x").count(), MONTHS);
        assert!(drawn.contains("later · Prospect: 130 USD"), "{drawn}");
    }
}
