//! `cosell check`: whether AWS would take a request, by which rules not, and in which line.
//!
//! A file holds the JSON of one request, as the AWS CLI takes it with `--cli-input-json`. The
//! server checks it, which knows what is stored; with `--local` this process does, with an empty
//! store. Nothing is changed anywhere.

mod local;
mod sarif;

use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use cosell_admin_api::check::{Candidate, Checked, Finding};
use cosell_admin_api::pages::CheckRequest;
use serde::Serialize;
use serde_json::Value;

use self::local::Local;
use crate::account_id::AccountId;
use crate::client::{AdminError, Client, Server, print};
use crate::exit::Exit;
use crate::json_place::Place;
use crate::print;

/// Check whether AWS would accept requests, by all rules, without changing anything
///
/// Each file holds the JSON of one request, as the AWS CLI takes it with `--cli-input-json`. Exits
/// with 0 if all would be accepted, with 1 if one would be refused, and with 2 if one cannot be
/// read.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Files with a request each; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The operation, such as `CreateOpportunity` [default: the one whose members the request has]
    #[arg(long, value_name = "NAME")]
    operation: Option<String>,
    /// Whose requests they are [default: the first account of a server in mode `open`]
    #[arg(long, value_name = "ACCOUNT")]
    account: Option<AccountId>,
    /// Also check the submission of the opportunity that a request creates or changes
    #[arg(long)]
    submit: bool,
    /// Check without a server, against an empty store
    #[arg(long)]
    local: bool,
    #[command(flatten)]
    server: Server,
    /// Output format
    #[arg(
        long,
        short,
        env = "COSELL_OUTPUT",
        value_name = "FORMAT",
        value_enum,
        default_value_t,
        ignore_case = true
    )]
    output: Format,
}

/// The form of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Table,
    /// A list of what the server answers, with the files
    Json,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
}

/// Why requests were not accepted, or not checked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CheckFailure {
    #[error(transparent)]
    Admin(#[from] AdminError),
    #[error("could not read {file}")]
    File { file: String, source: io::Error },
    /// The error of the parser has the place, never the value.
    #[error("{file} is not JSON")]
    Json {
        file: String,
        source: serde_json::Error,
    },
    /// The request is of no operation, or of several.
    #[error("{file}: {message}")]
    Unclear { file: String, message: String },
    #[error("--local: could not start")]
    Local(#[source] io::Error),
    #[error("--local: could not check")]
    Store(#[source] cosell_store::Error),
    #[error("{refused} of {count} requests would be refused")]
    Refused { refused: usize, count: usize },
}

impl CheckFailure {
    /// The exit status of a command that ends so.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Admin(error) => error.exit(),
            Self::File { .. } | Self::Json { .. } | Self::Unclear { .. } => Exit::Usage,
            Self::Local(_) | Self::Store(_) | Self::Refused { .. } => Exit::Failed,
        }
    }
}

/// A checked file.
#[derive(Debug, Serialize)]
struct Report {
    file: String,
    #[serde(flatten)]
    checked: Checked,
    /// Where each finding is in the file.
    places: Vec<Place>,
    /// Where each unknown member is in the file.
    unknown_places: Vec<Place>,
}

/// Who checks.
enum Checker {
    Server(Client),
    Local(Local),
}

impl Checker {
    fn check(&self, body: Candidate, file: &str) -> Result<Checked, CheckFailure> {
        match self {
            Self::Server(client) => match client.call(&CheckRequest { body }) {
                Ok(answered) => Ok(answered.value),
                Err(AdminError::Refused {
                    status: 400,
                    message,
                }) => Err(CheckFailure::Unclear {
                    file: file.to_owned(),
                    message,
                }),
                Err(error) => Err(error.into()),
            },
            Self::Local(local) => local.check(body, file),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), CheckFailure> {
    let checker = if arguments.local {
        Checker::Local(Local::start()?)
    } else {
        Checker::Server(arguments.server.client()?)
    };
    let mut reports = Vec::new();
    for path in &arguments.files {
        reports.push(check(&checker, arguments, path)?);
    }
    print(&match arguments.output {
        Format::Table => table(&reports),
        Format::Json => document(&reports)?,
        Format::Sarif => document(&sarif::log(&reports))?,
    })?;
    let refused = reports.iter().filter(|report| !report.checked.accepted);
    match refused.count() {
        0 => Ok(()),
        refused => Err(CheckFailure::Refused {
            refused,
            count: reports.len(),
        }),
    }
}

fn check(checker: &Checker, arguments: &Arguments, path: &Path) -> Result<Report, CheckFailure> {
    let file = path.display().to_string();
    let text = crate::given::text(path).map_err(|source| CheckFailure::File {
        file: file.clone(),
        source,
    })?;
    let request: Value = serde_json::from_str(&text).map_err(|source| CheckFailure::Json {
        file: file.clone(),
        source,
    })?;
    let body = Candidate {
        operation: arguments.operation.clone(),
        account: arguments.account.as_ref().map(ToString::to_string),
        submit: arguments.submit,
        request,
    };
    let verdict = checker.check(body, &file)?;
    let places = verdict.findings.iter().map(of_member);
    let places = places.map(|member| Place::of(&text, member));
    let unknown = verdict.unknown.iter();
    let unknown_places = unknown.map(|member| Place::of(&text, Some(member)));
    Ok(Report {
        file,
        places: places.collect(),
        unknown_places: unknown_places.collect(),
        checked: verdict,
    })
}

/// The path of the member that a finding is about. The message has positions in lists, which the
/// name of the field leaves out; an error of the protocol has no name of a field.
fn of_member(finding: &Finding) -> Option<&str> {
    let of_message = finding.message.strip_prefix("Value at '");
    let of_message = of_message.and_then(|rest| Some(rest.split_once('\'')?.0));
    of_message.or(finding.field.as_deref())
}

fn document<T: Serialize>(value: &T) -> Result<String, AdminError> {
    serde_json::to_string_pretty(value).map_err(|error| AdminError::Output(error.into()))
}

/// The reports as people read them.
fn table(reports: &[Report]) -> String {
    let mut lines = Vec::new();
    for report in reports {
        let Report {
            file,
            checked,
            places,
            ..
        } = report;
        let (file, operation) = (print::text(file), print::text(&checked.operation));
        if checked.accepted {
            lines.push(format!("{file}: {operation} would be accepted"));
            lines.extend(warnings(report));
            continue;
        }
        let error = print::optional(checked.error.as_ref());
        lines.push(format!("{file}: {operation} would be refused with {error}"));
        for (finding, Place { line, column }) in checked.findings.iter().zip(places) {
            let of = finding.field.iter().chain(&finding.code);
            let of: Vec<_> = of
                .chain([&finding.message])
                .map(|word| print::text(word))
                .collect();
            lines.push(format!("  {file}:{line}:{column}: {}", of.join(": ")));
            let evidence = print::optional(finding.evidence.as_ref());
            match (&finding.rule, &finding.says) {
                (Some(rule), Some(says)) => {
                    let (rule, says) = (print::text(rule), print::text(says));
                    lines.push(format!("    rule {rule} ({evidence}): {says}"));
                }
                _ if finding.evidence.is_some() => {
                    lines.push(format!("    the API's model ({evidence})"));
                }
                _ => {}
            }
        }
        lines.extend(warnings(report));
    }
    lines.join("\n")
}

/// What the API accepts and does not do.
fn warnings(report: &Report) -> impl Iterator<Item = String> {
    let members = report.checked.unknown.iter().zip(&report.unknown_places);
    members.map(|(member, Place { line, column })| {
        let (file, member) = (print::text(&report.file), print::text(member));
        format!("  {file}:{line}:{column}: {member}: warning: {UNKNOWN}")
    })
}

/// What is wrong with a member that the API does not know.
pub(crate) const UNKNOWN: &str = "the API has no member of this name, and ignores it";
