//! `cosell account`: the partner companies of a server.

use cosell_admin_api::account::{NewAccount, Owner};
use cosell_admin_api::feature::{FeatureChange, OpportunityBulkJobs, SearchOpportunities};
use cosell_admin_api::pages::{
    CreateAccount, DeleteAccount, DisableAccount, EnableAccount, ListAccounts, ResetFeatures,
    SetFeatures, ShowAccount, ShowFeatures,
};

use super::{delete, one};
use crate::account_id::AccountId;
use crate::client::{AdminError, Connection, words};
use crate::paging::Identities;
use crate::print::{self, Column};

/// List, create, disable and delete the accounts of a running server.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Create an account
    Create(Create),
    /// List the accounts of the store and of the configuration file
    List(List),
    /// Show an account
    Show(One),
    /// Disable all access of an account
    Disable(One),
    /// Enable the access of an account again
    Enable(One),
    /// Show or set which features an account may use
    Features(Features),
    /// Delete an account with its users, roles, keys and policies; its opportunities stay
    Delete(One),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Create {
    /// The account id: twelve digits
    #[arg(value_name = "ACCOUNT")]
    id: AccountId,
    /// Name of the company
    #[arg(long, value_name = "NAME")]
    company_name: Option<String>,
    /// URL of the company's web site
    #[arg(long, value_name = "URL")]
    website_url: Option<String>,
    /// First name, last name and email address of the alliance lead, who owns the company's
    /// opportunities
    #[arg(long, num_args = 3, value_names = ["FIRST", "LAST", "EMAIL"])]
    owner: Option<Vec<String>>,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    #[command(flatten)]
    paging: Identities,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct One {
    /// The account id: twelve digits
    #[arg(value_name = "ACCOUNT")]
    id: AccountId,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Features {
    /// The account id: twelve digits
    #[arg(value_name = "ACCOUNT")]
    id: AccountId,
    /// What `SearchOpportunities` answers
    #[arg(long, value_name = "STATE", value_parser = words::<SearchOpportunities>())]
    search_opportunities: Option<SearchOpportunities>,
    /// What `StartOpportunityBulkJob` answers
    #[arg(long, value_name = "STATE", value_parser = words::<OpportunityBulkJobs>())]
    opportunity_bulk_jobs: Option<OpportunityBulkJobs>,
    /// Let the configuration file say again what the account may use
    #[arg(long, conflicts_with_all = ["search_opportunities", "opportunity_bulk_jobs"])]
    reset: bool,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) fn run(command: &Command) -> Result<(), AdminError> {
    match command {
        Command::Create(new) => one(&new.connection, &CreateAccount { body: body(new) }),
        Command::List(asked) => list(asked),
        Command::Show(One { id, connection }) => {
            let account = id.to_string();
            one(connection, &ShowAccount { account })
        }
        Command::Disable(One { id, connection }) => {
            let account = id.to_string();
            one(connection, &DisableAccount { account })
        }
        Command::Enable(One { id, connection }) => {
            let account = id.to_string();
            one(connection, &EnableAccount { account })
        }
        Command::Features(asked) => features(asked),
        Command::Delete(One { id, connection }) => {
            let account = id.to_string();
            delete(
                connection,
                &DeleteAccount { account },
                &format!("account {id}"),
            )
        }
    }
}

fn features(asked: &Features) -> Result<(), AdminError> {
    let (account, connection) = (asked.id.to_string(), &asked.connection);
    let body = FeatureChange {
        search_opportunities: asked.search_opportunities,
        opportunity_bulk_jobs: asked.opportunity_bulk_jobs,
    };
    if asked.reset {
        one(connection, &ResetFeatures { account })
    } else if body == FeatureChange::default() {
        one(connection, &ShowFeatures { account })
    } else {
        one(connection, &SetFeatures { account, body })
    }
}

fn list(asked: &List) -> Result<(), AdminError> {
    let query = asked.paging.part();
    let accounts = asked.connection.client()?.call(&ListAccounts { query })?;
    let columns = [
        Column::Whole("account"),
        Column::Prose("company name"),
        Column::Whole("status"),
        Column::Whole("source"),
        Column::Spared("created at"),
    ];
    asked
        .connection
        .output
        .print_list(&accounts, columns, |account| {
            [
                print::text(&account.id),
                print::text(&account.company_name),
                account.status.to_string(),
                account.source.to_string(),
                print::optional(account.created_at),
            ]
        })
}

fn body(new: &Create) -> NewAccount {
    let owner = match new.owner.as_deref() {
        Some([first, last, email]) => Some(Owner {
            first_name: first.clone(),
            last_name: last.clone(),
            email: email.clone(),
        }),
        _ => None,
    };
    NewAccount {
        id: new.id.to_string(),
        company_name: new.company_name.clone(),
        website_url: new.website_url.clone(),
        owner,
    }
}
