//! The report, as tables for people or as one JSON document for programs.

use std::io::{self, Write};

use cosell_api::DateTime;
use serde_json::{Value, json};

use super::recipe;
use super::story::{Story, text};
use crate::print::{Column, NOTHING, table};

/// One JSON document.
pub(super) fn json(output: &mut impl Write, story: &Story) -> io::Result<()> {
    let mut document = json!(story);
    if let Some(document) = document.as_object_mut() {
        document.insert("ok".to_owned(), Value::from(story.verdict().is_ok()));
    }
    writeln!(output, "{document:#}")
}

/// Tables, and a recipe for the server at a URL, or where to find one.
pub(super) fn tables(
    output: &mut impl Write,
    story: &Story,
    recipe: Option<&str>,
) -> io::Result<()> {
    let task = &story.task;
    let part = |pointer: &str| text(task, pointer).unwrap_or_else(|| NOTHING.to_owned());
    writeln!(
        output,
        "\n{} is {} after {} ms: “{}” for {}.\n",
        part("/TaskId"),
        part("/TaskStatus"),
        story.millis,
        text(&story.body, "/Project/Title").unwrap_or_default(),
        text(&story.body, "/Customer/Account/CompanyName").unwrap_or_default(),
    )?;

    let columns = [
        Column::Whole("step"),
        Column::Whole("result"),
        Column::Prose("detail"),
        Column::Whole("ended after"),
    ];
    let rows = story.steps.iter().map(|step| {
        let after = elapsed(task, step.ended_at);
        let (name, outcome) = (step.name.clone(), step.outcome.to_string());
        [name, outcome, step.detail.clone(), after]
    });
    let steps = table(&columns, rows);
    writeln!(output, "{steps}\n")?;

    let (before, after) = (&story.before, &story.after);
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| NOTHING.to_owned());
    let rows = [
        (
            "LifeCycle.ReviewStatus",
            &before.review_status,
            &after.review_status,
        ),
        ("LifeCycle.Stage", &before.stage, &after.stage),
        (
            "InvolvementType",
            &before.involvement_type,
            &after.involvement_type,
        ),
        ("Visibility", &before.visibility, &after.visibility),
        (
            "LastModifiedDate",
            &before.last_modified_date,
            &after.last_modified_date,
        ),
    ];
    let rows = rows
        .into_iter()
        .map(|(name, before, after)| [name.to_owned(), shown(before), shown(after)]);
    let (before, after) = (before.solutions.join(", "), after.solutions.join(", "));
    let solutions = ["Solutions".to_owned(), before, after];
    let columns = [&story.opportunity_id, "before", "after"].map(Column::Whole);
    let opportunity = table(&columns, rows.chain([solutions]));
    writeln!(output, "{opportunity}\n")?;

    let columns = [
        Column::Whole("fetched with"),
        Column::Whole("id"),
        Column::Prose("found"),
    ];
    let rows = story.fetched.iter().map(|one| {
        let found = if one.ok {
            one.detail.clone()
        } else {
            format!("NO: {}", one.detail)
        };
        [one.operation.to_owned(), one.id.clone(), found]
    });
    let fetched = table(&columns, rows);
    writeln!(output, "{fetched}\n")?;

    match recipe {
        Some(url) => writeln!(output, "{}", recipe::text(&story.body, url)),
        None => writeln!(
            output,
            "The server of this demonstration is gone. `cosell serve` starts one that stays, \
             with a console for browsers.\n`cosell demo --recipe` prints commands that do the \
             same with the AWS CLI and boto3."
        ),
    }
}

/// How long after its task's start a step had ended.
fn elapsed(task: &Value, ended: DateTime) -> String {
    let start = text(task, "/StartTime").and_then(|start| start.parse::<DateTime>().ok());
    match start {
        Some(start) => format!("{} ms", ended.as_millis() - start.as_millis()),
        None => NOTHING.to_owned(),
    }
}
