//! `cosell compare`: sends the same calls to two endpoints and shows where their answers differ.
//!
//! Both sides get each call of a scenario, one after the other, and the two answers are compared
//! member by member before the next call. Ids and instants are no differences by themselves
//! ([`names`]); a file of rules names the differences that are known ([`known`]). What was found
//! decides the exit status: no comparison that is incomplete ends with 0.

mod difference;
mod endpoint;
mod fill;
mod keys;
mod known;
mod names;
mod path;
mod report;
mod run;
mod scenario;

use std::io;
use std::path::PathBuf;

use crate::client::{AdminError, Output};
use crate::exit::Exit;
use endpoint::Endpoint;
use known::Rules;
use report::Report;
use scenario::Scenario;

/// Send the same calls to two endpoints and show where their answers differ
///
/// LEFT and RIGHT are URLs, or `aws` for the live service. Calls are signed with the keys of the
/// environment (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`) or of a profile
/// of the AWS CLI. Exits with 0 if the answers are the same apart from ids and times, with 1 if
/// they differ.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// URL of one endpoint, or `aws`
    left: String,
    /// URL of the other one, or `aws`
    right: String,
    /// Calls to send: a file in TOML or JSON, or main-job, refusals or lists
    #[arg(long, value_name = "FILE|NAME", default_value = "main-job")]
    scenario: String,
    /// Rules in TOML or JSON that name known differences
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// Profile of the AWS CLI that signs the calls to LEFT
    #[arg(long, value_name = "PROFILE")]
    left_profile: Option<String>,
    /// Profile of the AWS CLI that signs the calls to RIGHT
    #[arg(long, value_name = "PROFILE")]
    right_profile: Option<String>,
    /// Region in the signatures
    #[arg(long, value_name = "REGION", default_value = "us-east-1")]
    region: String,
    /// CA bundle in PEM that verifies the certificates [default: that of the system]
    #[arg(long, env = "COSELL_CA_FILE", value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// Send calls about the catalog AWS, which has real deals, to other machines
    #[arg(long)]
    allow_catalog_aws: bool,
    #[command(flatten)]
    output: Output,
}

/// Why two endpoints are not the same, or were not compared.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CompareError {
    /// What was found; the report says more.
    #[error("the answers differ: {0}")]
    Different(String),
    /// Nothing differs, but some calls were not sent.
    #[error("incomplete: {0} not sent, because a reference leads to nothing on either side")]
    Incomplete(String),
    /// Shown without the URL, which may hold a password.
    #[error("{side}: {reason}; write a URL such as http://127.0.0.1:7226, or aws")]
    Address {
        side: &'static str,
        reason: &'static str,
    },
    #[error("could not read {file}")]
    File { file: String, source: io::Error },
    #[error("no scenario {name}: there is no such file, and those that ship are {shipped}")]
    NoScenario { name: String, shipped: String },
    #[error("{file}: {reason}")]
    Wrong { file: String, reason: String },
    #[error(
        "the scenario is about the catalog AWS, which has real deals, and {side} is another \
         machine; use the catalog Sandbox, or allow it with --allow-catalog-aws"
    )]
    Production { side: &'static str },
    #[error(
        "no AWS keys: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or name a profile; a cosell \
         in mode open takes AWS_ACCESS_KEY_ID=111111111111 with any secret"
    )]
    NoKeys,
    #[error("the AWS CLI has no profile {0}")]
    NoProfile(String),
    #[error(
        "the profile {0} has no keys of its own; make some with `aws configure \
         export-credentials --profile {0} --format env`"
    )]
    NoKeysInProfile(String),
    #[error("{side} does not accept the keys: {name}")]
    UnknownCaller { side: &'static str, name: String },
    #[error("cannot reach {side} at {url}: {reason}; {advice}")]
    Unreachable {
        side: &'static str,
        url: String,
        reason: String,
        advice: &'static str,
    },
    #[error(
        "{side} at {url} answered with status {status} and without JSON: it is not the API, or a \
         proxy answered for it"
    )]
    Foreign {
        side: &'static str,
        url: String,
        status: u16,
    },
    /// A CA bundle that cannot be used, or an output that cannot be written.
    #[error(transparent)]
    Common(#[from] AdminError),
}

impl CompareError {
    /// The exit status of a comparison that ends so; 1 means differences.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Different(_) => Exit::Failed,
            Self::Address { .. }
            | Self::File { .. }
            | Self::Wrong { .. }
            | Self::Production { .. } => Exit::Usage,
            Self::Incomplete(_) | Self::NoScenario { .. } | Self::NoProfile(_) => Exit::NotFound,
            Self::NoKeys | Self::NoKeysInProfile(_) | Self::UnknownCaller { .. } => {
                Exit::Credentials
            }
            Self::Unreachable { .. } => Exit::Unreachable,
            Self::Foreign { .. } => Exit::Server,
            Self::Common(error) => error.exit(),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), CompareError> {
    let scenario = Scenario::open(&arguments.scenario)?;
    let rules = match &arguments.known {
        Some(file) => Rules::open(&file.to_string_lossy())?,
        None => Rules::default(),
    };
    let endpoint = |side, url: &str, profile: Option<&str>| {
        let ca_file = arguments.ca_file.as_deref();
        Endpoint::open(side, url, &arguments.region, profile, ca_file)
    };
    let left = endpoint("LEFT", &arguments.left, arguments.left_profile.as_deref())?;
    let right = endpoint(
        "RIGHT",
        &arguments.right,
        arguments.right_profile.as_deref(),
    )?;
    let mut away = [&left, &right]
        .into_iter()
        .filter(|side| !side.is_loopback());
    let guarded = away.next().filter(|_| !arguments.allow_catalog_aws);
    let guarded = guarded.map(|endpoint| endpoint.side);
    if let Some(side) = guarded
        && scenario.is_about_production()
    {
        return Err(CompareError::Production { side });
    }
    let outcomes = run::run(&scenario, &rules, [&left, &right], guarded)?;
    let report = Report::new(
        &arguments.scenario,
        &scenario,
        [&left, &right],
        &outcomes,
        &rules,
    );
    arguments
        .output
        .print_report(&report.document(), || report.ids(), || report.text())?;
    report.verdict()
}
