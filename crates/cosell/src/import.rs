//! `cosell import`: makes a seed file of a live account, from what its own reads answer.
//!
//! [`reads`] says what is read. Records are read at the rates that AWS publishes ([`reader`]), and
//! each is kept in a file beside the result, so that a run that was stopped goes on. Then they are
//! written as entries of a seed file ([`entries`]): operations and AWS's side make them, which
//! cannot keep ids but keep every rule. The names of entries are the live ids. What the operations
//! of cosell refuse is left out and named; that is found by carrying the file out in memory. What
//! no operation makes is counted ([`lost`]).

mod account;
mod entries;
mod error;
mod lost;
mod reader;
pub(crate) mod reads;

use std::fs;
use std::path::{Path, PathBuf};

use cosell_domain::Settings;
use cosell_supervisor::log;
use serde_json::Value;

use crate::blueprint::Blueprint;
use crate::client;
use crate::endpoint::Endpoint;
use crate::endpoint::keys::Keys;
use crate::owner::OwnerOptions;
use crate::seed::SeedFile;
use crate::start;
use account::Account;
use entries::Entries;
pub(crate) use error::ImportError;
pub(crate) use lost::LOSSES;
use reader::Reader;

/// Make a seed file of a live account, from its own read operations
///
/// Reads opportunities, engagements, invitations, customer accounts, snapshot jobs, tags and
/// settings, at the rates that AWS publishes. A run that was stopped goes on where it was. The file
/// has what the account has, names and addresses too.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Seed file to write, in JSON, which must not exist
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// URL of the endpoint to read from, or `aws`
    #[arg(long, value_name = "ENDPOINT", default_value = "aws")]
    upstream: String,
    /// Calls in a second; AWS allows 10 in all to an account
    #[arg(
        long,
        value_name = "COUNT",
        default_value_t = 9,
        value_parser = clap::value_parser!(u16).range(1..=1000)
    )]
    rate: u16,
    #[command(flatten)]
    owner: OwnerOptions,
    /// CA bundle in PEM that verifies the certificate [default: that of the system]
    #[arg(long, env = "COSELL_CA_FILE", value_name = "FILE")]
    ca_file: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), ImportError> {
    let Arguments { file, owner, .. } = arguments;
    if file.extension().is_none_or(|ending| ending != "json") || file.exists() {
        return Err(ImportError::File {
            file: file.display().to_string(),
        });
    }
    let upstream = Endpoint::open(
        "the upstream",
        &arguments.upstream,
        &owner.region,
        Keys::find(owner.profile.as_deref())?,
        arguments.ca_file.as_deref(),
    )?;
    let part = file.with_extension("json.part");
    let mut reader = Reader::open(upstream, owner.catalog, arguments.rate, &part)?;
    let account = Account::read(&mut reader)?;
    let mut entries = Entries::of(&account, owner.account.as_str());
    let left_out = sift(&mut entries, file)?;
    for reason in &left_out {
        log::write_line(&format!("left out: {reason}"));
    }
    write(file, &entries.document())?;
    let _ = fs::remove_file(&part);
    let count = entries.count();
    let left_out = left_out.len();
    client::print(&format!(
        "{}: {count} entries, {left_out} left out",
        file.display()
    ))?;
    if let Some(losses) = entries.losses.text() {
        client::print(&format!("not imported: {losses}"))?;
    }
    Ok(())
}

/// Takes out the entries that are refused, and returns why. An entry that refers to one of them is
/// refused as well.
fn sift(entries: &mut Entries<'_>, file: &Path) -> Result<Vec<String>, ImportError> {
    let seed = SeedFile::of(file, &entries.document())?;
    let blueprint = Blueprint::in_memory(Settings::default(), None);
    let runtime = start::runtime().map_err(ImportError::Runtime)?;
    let refused = runtime.block_on(blueprint.refusals(&seed))?;
    entries.take_out(&refused);
    Ok(refused.into_iter().map(|one| one.reason).collect())
}

fn write(file: &Path, document: &Value) -> Result<(), ImportError> {
    fs::write(file, format!("{document:#}\n")).map_err(|source| ImportError::Write {
        file: file.display().to_string(),
        source,
    })
}
