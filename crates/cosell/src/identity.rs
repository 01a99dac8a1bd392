//! `cosell account`, `user`, `role`, `key` and `policy`: who may call a server, and what they may do.
//!
//! Each command is one call of the administration API, and prints the record that the call is
//! about. `key create` and `key rotate` print a secret, which no other command ever does.

pub(crate) mod account;
pub(crate) mod key;
pub(crate) mod policy;
pub(crate) mod principal;

use std::fmt::Write as _;

use cosell_supervisor::log;
use serde_json::Value;
use ureq::http::Method;

use crate::admin::{AdminError, Connection};
use crate::print;

/// Which part of a list.
#[derive(Debug, clap::Args)]
pub(crate) struct Paging {
    /// List at most so many
    #[arg(long, value_name = "NUMBER", default_value = "100",
          value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    /// Go on where an earlier list ended
    #[arg(long, value_name = "TOKEN")]
    next: Option<String>,
}

/// Asks for a record, or for a change of it, and prints the answer.
fn one(
    connection: &Connection,
    method: &Method,
    path: &[&str],
    body: Option<&Value>,
) -> Result<(), AdminError> {
    let record = connection.client()?.send(method, path, &[], body)?;
    connection.print(&record, shown)
}

/// Prints a list: its name, and the members that people see.
fn list(
    connection: &Connection,
    path: &str,
    query: &[(&str, Option<&str>)],
    paging: &Paging,
    (name, columns): (&str, &[&str]),
    under: &[&str],
) -> Result<(), AdminError> {
    let limit = paging.limit.to_string();
    let mut asked = vec![("limit", limit.as_str())];
    asked.extend(paging.next.as_deref().map(|token| ("next", token)));
    let chosen = query.iter();
    asked.extend(chosen.filter_map(|(name, value)| Some((*name, (*value)?))));
    let path = [&[path], under].concat();
    let page = connection.client()?.get(&path, &asked)?;
    connection.print(&page, |page| {
        let header: Vec<String> = columns.iter().map(|name| name.replace('_', " ")).collect();
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        let mut table = print::table(&header);
        let records = page.get(name).and_then(Value::as_array);
        for record in records.into_iter().flatten() {
            table.add_row(columns.iter().map(|name| text(record, name)));
        }
        table.to_string()
    })?;
    if let Some(token) = page.get("next_token").and_then(Value::as_str) {
        log::say(&format!("there are more: --next {token}"));
    }
    Ok(())
}

fn text(record: &Value, member: &str) -> String {
    print::text(record, &format!("/{member}"))
}

/// A record as people read it, member by member.
fn shown(record: &Value) -> String {
    let mut lines = String::new();
    let members = record.as_object();
    for (name, value) in members.into_iter().flatten() {
        let name = name.replace('_', " ");
        // Writing to a string does not fail.
        let _ = match value {
            Value::Object(_) => writeln!(lines, "{name}:\n{value:#}"),
            Value::Array(list) => {
                let list = list.iter().map(|one| print::text(one, ""));
                writeln!(lines, "{name}: {}", list.collect::<Vec<_>>().join(", "))
            }
            other => writeln!(lines, "{name}: {}", print::text(other, "")),
        };
    }
    lines
}
