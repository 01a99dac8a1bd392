//! How a command prints what it was answered.

use clap::ValueEnum;
use cosell_admin_api::{Content, List};
use cosell_supervisor::log;
use serde_json::Value;

use super::{AdminError, Answered, print};
use crate::print::{self, Column};

/// The form of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Table,
    /// As the server answers it
    Json,
    /// The same as YAML
    Yaml,
    /// Ids only, one per line; of a new key its id and its secret
    Ids,
}

/// How the answer is printed.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Output {
    /// Output format
    #[arg(
        long = "output",
        short = 'o',
        env = "COSELL_OUTPUT",
        value_name = "FORMAT",
        value_enum,
        default_value_t,
        ignore_case = true
    )]
    format: Format,
    /// Print JSON; the same as --output json
    #[arg(long, hide = true)]
    json: bool,
    /// Print ids only; the same as --output ids
    #[arg(long, short)]
    quiet: bool,
}

impl Output {
    /// What was asked for in the shortest way counts most, for a variable may have set the format.
    fn form(&self) -> Format {
        if self.quiet {
            Format::Ids
        } else if self.json {
            Format::Json
        } else {
            self.format
        }
    }

    /// Whether only ids are wanted.
    pub(crate) fn is_quiet(&self) -> bool {
        self.form() == Format::Ids
    }

    /// Whether the output is for people.
    pub(crate) fn is_table(&self) -> bool {
        self.form() == Format::Table
    }

    /// Prints the answer: as a document, as ids, or as a command shows it to people.
    pub(crate) fn print<T>(
        &self,
        answered: &Answered<T>,
        shown: impl FnOnce(&T) -> String,
    ) -> Result<(), AdminError> {
        match self.form() {
            Format::Ids => print(&id(&answered.content)),
            Format::Table => print(&shown(&answered.value)),
            format => print(&document(&answered.content, format)?),
        }
    }

    /// Prints the answer, of which people see the members.
    pub(crate) fn print_members<T>(&self, answered: &Answered<T>) -> Result<(), AdminError> {
        self.print(answered, |_| match &answered.content {
            Content::Json(document) => print::members(document),
            Content::Text(text) => print::text(text),
        })
    }

    /// Prints a page of a list as a table, whose first column identifies a row, and says how to
    /// get the next page if there is one.
    pub(crate) fn print_list<L: List, const COLUMNS: usize>(
        &self,
        answered: &Answered<L>,
        columns: [Column<'_>; COLUMNS],
        row: impl Fn(&L::Item) -> [String; COLUMNS],
    ) -> Result<(), AdminError> {
        let rows = answered.value.items().iter().map(row);
        match self.form() {
            Format::Ids => {
                let ids: Vec<_> = rows.filter_map(|row| row.into_iter().next()).collect();
                print(&ids.join("\n"))?;
            }
            Format::Table => print(&print::table(&columns, rows))?,
            format => print(&document(&answered.content, format)?)?,
        }
        if let Some(token) = answered.value.next_token() {
            log::write_line(&format!("more results: --next-token {token}"));
        }
        Ok(())
    }

    /// Prints a document that was made here: itself, what identifies its parts, or as people read
    /// it.
    pub(crate) fn print_report(
        &self,
        report: &Value,
        ids: impl FnOnce() -> String,
        shown: impl FnOnce() -> String,
    ) -> Result<(), AdminError> {
        match self.form() {
            Format::Ids => print(&ids()),
            Format::Table => print(&shown()),
            format => print(&document(&Content::Json(report.clone()), format)?),
        }
    }

    /// Prints one of many documents that follow each other: JSON on one line each, YAML as
    /// documents of their own.
    pub(crate) fn print_item(
        &self,
        item: &Value,
        shown: impl FnOnce() -> String,
    ) -> Result<(), AdminError> {
        match self.form() {
            Format::Ids => print(&id(&Content::Json(item.clone()))),
            Format::Table => print(&shown()),
            Format::Json => print(&item.to_string()),
            Format::Yaml => print(&format!("---\n{}", yaml(item)?)),
        }
    }
}

fn document(content: &Content, format: Format) -> Result<String, AdminError> {
    match (content, format) {
        (Content::Text(text), _) => Ok(text.clone()),
        (Content::Json(document), Format::Yaml) => yaml(document),
        (Content::Json(document), _) => Ok(format!("{document:#}")),
    }
}

fn yaml(document: &Value) -> Result<String, AdminError> {
    serde_saphyr::to_string(document).map_err(|error| AdminError::Yaml(error.to_string()))
}

/// What identifies a record; of a new key its secret as well, which is shown only once.
fn id(content: &Content) -> String {
    let Content::Json(document) = content else {
        return String::new();
    };
    let member = |name: &str| document.get(name).map(print::scalar);
    let id = member("id").or_else(|| member("name"));
    [id, member("secret"), member("session_token")]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}
