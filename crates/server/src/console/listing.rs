//! The pipeline as a table, with the columns that a person chooses, and the results of a search.

use maud::{Markup, html};
use serde_json::Value;

use super::pieces::{badge, list, pages, text, time_of};
use super::pipeline::{link, listed, nothing, searched, spend};
use super::place::Place;
use super::view::{Fields, PREFIX, Problem, View};

/// How many rows a page has.
const ROWS: usize = 50;

/// A column beside the customer's: its name in the address, its title, whether it is shown where
/// nothing is chosen, by which order it is sorted, and its cell.
struct Column {
    name: &'static str,
    title: &'static str,
    usual: bool,
    sort: Option<&'static str>,
    cell: fn(&Value, i64) -> Markup,
}

const fn column(
    name: &'static str,
    title: &'static str,
    usual: bool,
    sort: Option<&'static str>,
    cell: fn(&Value, i64) -> Markup,
) -> Column {
    Column {
        name,
        title,
        usual,
        sort,
        cell,
    }
}

const COLUMNS: [Column; 13] = [
    column("id", "Id", true, Some("Identifier"), |one, _| {
        html! { span class="mono" { (text(one, &["Id"])) } }
    }),
    column("review", "Review", true, None, |one, _| {
        badge(text(one, &["LifeCycle", "ReviewStatus"]))
    }),
    column("stage", "Stage", true, None, |one, _| {
        html! { (text(one, &["LifeCycle", "Stage"])) }
    }),
    column("spend", "Expected spend", true, None, |one, _| spend(one)),
    column(
        "close",
        "Target close",
        true,
        Some("TargetCloseDate"),
        |one, _| html! { (text(one, &["LifeCycle", "TargetCloseDate"])) },
    ),
    column("yours", "Your id", true, None, |one, _| {
        html! { (text(one, &["PartnerOpportunityIdentifier"])) }
    }),
    column(
        "changed",
        "Changed",
        true,
        Some("LastModifiedDate"),
        |one, now| time_of(text(one, &["LastModifiedDate"]), now),
    ),
    column(
        "created",
        "Created",
        false,
        Some("CreatedDate"),
        |one, now| time_of(text(one, &["CreatedDate"]), now),
    ),
    column("type", "Type", false, None, |one, _| {
        html! { (text(one, &["OpportunityType"])) }
    }),
    column("next_steps", "Next steps", false, None, |one, _| {
        html! { (text(one, &["LifeCycle", "NextSteps"])) }
    }),
    column("industry", "Industry", false, None, |one, _| {
        html! { (text(one, &["Customer", "Account", "Industry"])) }
    }),
    column("country", "Country", false, None, |one, _| {
        html! { (text(one, &["Customer", "Account", "Address", "CountryCode"])) }
    }),
    column("title", "Title", false, None, |one, _| {
        html! { (text(one, &["Project", "Title"])) }
    }),
];

/// The columns that the query chooses.
fn chosen(query: &Fields) -> Vec<&'static Column> {
    let names: Vec<&str> = query.all("column").collect();
    let is_chosen = |column: &&Column| {
        if names.is_empty() {
            column.usual
        } else {
            names.contains(&column.name)
        }
    };
    COLUMNS.iter().filter(is_chosen).collect()
}

/// The choice of columns.
pub(super) fn choices(query: &Fields) -> Markup {
    let chosen = chosen(query);
    html! {
        details class="field" {
            summary { "Columns" }
            fieldset class="choices" {
                legend { "Columns of the table" }
                @for column in &COLUMNS {
                    label {
                        input type="checkbox" name="column" value=(column.name)
                            checked[chosen.iter().any(|one| one.name == column.name)];
                        (column.title)
                    }
                }
            }
        }
    }
}

pub(super) async fn show(view: &View<'_>, place: &Place) -> Result<Markup, Problem> {
    let query = &view.query;
    let (found, member) = if let Some(keyword) = query.get("q") {
        let found = searched(view, place, keyword, ROWS).await?;
        (found, "OpportunitySearchSummaries")
    } else {
        let page = (ROWS, query.get("next"));
        let found = listed(view, place, query.get("status"), page).await?;
        (found, "OpportunitySummaries")
    };
    let (rows, next) = (list(&found, &[member]), text(&found, &["NextToken"]));
    if rows.is_empty() && next.is_empty() {
        return Ok(nothing(query));
    }
    let (columns, now) = (chosen(query), view.now());
    Ok(html! {
        (super::worth::sum(rows))
        div class="scroll" tabindex="0" role="region" aria-label="Opportunities" {
            table {
                thead {
                    tr {
                        (head(query, "Customer", Some("CustomerCompanyName")))
                        @for column in &columns { (head(query, column.title, column.sort)) }
                    }
                }
                tbody {
                    @for one in rows {
                        tr {
                            th scope="row" { (link(place, one)) }
                            @for column in &columns { td { ((column.cell)(one, now)) } }
                        }
                    }
                }
            }
        }
        @if rows.is_empty() { p class="hint" { "None on this page; the next one goes on." } }
        (pages(query, PREFIX, next))
    })
}

/// The head of a column, which sorts by it where the API can.
fn head(query: &Fields, title: &str, sort: Option<&str>) -> Markup {
    let Some(sort) = sort else {
        return html! { th scope="col" { (title) } };
    };
    let is_sorted = query.get("sort") == Some(sort);
    let is_ascending = query.get("order") == Some("ASCENDING");
    let (state, next) = match (is_sorted, is_ascending) {
        (true, true) => (Some("ascending"), "DESCENDING"),
        (true, false) => (Some("descending"), "ASCENDING"),
        (false, _) => (None, "ASCENDING"),
    };
    let fields = query.without("next").with("sort", sort);
    html! {
        th scope="col" aria-sort=[state] {
            a href=(fields.link(PREFIX, "order", Some(next))) {
                (title)
                @match state {
                    Some("ascending") => " ↑",
                    Some(_) => " ↓",
                    None => "",
                }
            }
        }
    }
}
