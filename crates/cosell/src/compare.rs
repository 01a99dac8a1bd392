//! `cosell compare`: sends the same calls to two endpoints and shows where their answers differ.
//!
//! Both sides get each call of a scenario, one after the other, and the two answers are compared
//! member by member before the next call. Ids and instants are no differences by themselves
//! ([`names`]); a file of rules names the differences that are known ([`known`]). What was found
//! decides the exit status: no comparison that is incomplete ends with 0.

mod difference;
mod error;
mod fill;
mod known;
pub(crate) mod names;
pub(crate) mod path;
mod report;
mod run;
mod scenario;
mod source;

use std::path::PathBuf;

use crate::client::Output;
use crate::endpoint::Endpoint;
use crate::endpoint::keys::Keys;
pub(crate) use error::CompareError;
use known::Rules;
use report::Report;
use scenario::Scenario;
pub(crate) use scenario::is_about_production;
use source::{RECORDED, Source};

/// Send the same calls to two endpoints and show where their answers differ
///
/// LEFT and RIGHT are URLs, or `aws` for the live service, or `recorded` for the answers in a
/// recording of `cosell record`. Calls are signed with the keys of the
/// environment (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`) or of a profile
/// of the AWS CLI. Exits with 0 if the answers are the same apart from ids and times, with 1 if
/// they differ.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// URL of one endpoint, `aws` or `recorded`
    left: String,
    /// URL of the other one, `aws` or `recorded`
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

pub(crate) fn run(arguments: &Arguments) -> Result<(), CompareError> {
    let scenario = Scenario::open(&arguments.scenario)?;
    let rules = match &arguments.known {
        Some(file) => Rules::open(&file.to_string_lossy())?,
        None => Rules::default(),
    };
    let endpoint = |side, url: &str, profile: Option<&str>| {
        if url == RECORDED {
            return Ok(Source::Recorded(side));
        }
        let ca_file = arguments.ca_file.as_deref();
        let endpoint = Endpoint::open(side, url, &arguments.region, Keys::find(profile)?, ca_file)?;
        Ok::<_, CompareError>(Source::Endpoint(Box::new(endpoint)))
    };
    let left = endpoint("LEFT", &arguments.left, arguments.left_profile.as_deref())?;
    let right = endpoint(
        "RIGHT",
        &arguments.right,
        arguments.right_profile.as_deref(),
    )?;
    let mut away = [&left, &right].into_iter().filter(|side| side.is_away());
    let guarded = away.next().filter(|_| !arguments.allow_catalog_aws);
    let guarded = guarded.map(Source::side);
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
