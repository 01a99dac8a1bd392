//! `cosell aws referral create` and `cosell aws lead create`.

use std::path::PathBuf;

use cosell_admin_api::Page;
use cosell_admin_api::aws::{Members, NewLead, NewReferral, SentInvitation};
use cosell_admin_api::pages::{CreateLead, CreateReferral};
use cosell_admin_api::task::Catalog;

use super::record::read;
use crate::account_id::AccountId;
use crate::client::{AdminError, Connection, words};
use crate::print;

/// Send the referrals of AWS.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum ReferralCommand {
    /// Send an account an opportunity that AWS refers, with an invitation to it
    Create(Referral),
}

/// Send the leads of AWS.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum LeadCommand {
    /// Send an account a lead: an engagement with a context of type Lead, and an invitation to it
    Create(Lead),
}

#[derive(Debug, clap::Args)]
#[group(id = "referral", required = true, multiple = false, args = ["file", "seed"])]
pub(crate) struct Referral {
    #[command(flatten)]
    to: To,
    /// A JSON file with the opportunity as `CreateOpportunity` takes it; - reads it from standard
    /// input
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[group(id = "lead", required = true, multiple = false, args = ["file", "seed"])]
pub(crate) struct Lead {
    #[command(flatten)]
    to: To,
    /// A JSON file with the members of a context of type Lead, and if wanted Title, Description
    /// and Message; - reads it from standard input
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct To {
    /// The account that gets it: twelve digits
    #[arg(long, value_name = "ACCOUNT")]
    account: AccountId,
    /// The catalog
    #[arg(long, value_parser = words::<Catalog>(), default_value_t = Catalog::Sandbox)]
    catalog: Catalog,
    /// Invent what it gets; the same number invents the same
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    #[command(flatten)]
    connection: Connection,
}

pub(super) fn referral(ReferralCommand::Create(given): &ReferralCommand) -> Result<(), AdminError> {
    let page = CreateReferral {
        body: NewReferral {
            account: given.to.account.to_string(),
            catalog: given.to.catalog,
            opportunity: members(given.file.as_ref())?,
            seed: given.to.seed,
        },
    };
    send(&given.to.connection, &page)
}

pub(super) fn lead(LeadCommand::Create(given): &LeadCommand) -> Result<(), AdminError> {
    let page = CreateLead {
        body: NewLead {
            account: given.to.account.to_string(),
            catalog: given.to.catalog,
            lead: members(given.file.as_ref())?,
            seed: given.to.seed,
        },
    };
    send(&given.to.connection, &page)
}

fn send<P: Page<Answer = SentInvitation>>(
    connection: &Connection,
    page: &P,
) -> Result<(), AdminError> {
    let sent = connection.client()?.call(page)?;
    connection.output.print(&sent, shown)
}

fn members(file: Option<&PathBuf>) -> Result<Option<Members>, AdminError> {
    file.map(|file| read(file).map(Members)).transpose()
}

fn shown(sent: &SentInvitation) -> String {
    let brings = sent.opportunity_id.as_deref();
    let brings = brings.map_or_else(String::new, |id| format!(", brings {}", print::text(id)));
    format!(
        "{} to account {} in catalog {}: PENDING{brings}",
        print::text(&sent.id),
        print::text(&sent.account),
        sent.catalog
    )
}
