//! `cosell quota`: the rate limits and daily quotas of accounts.

use cosell_admin_api::pages::ShowQuotas;
use cosell_admin_api::quota::{QuotaFilter, Quotas};

use crate::account_id::AccountId;
use crate::client::{AdminError, Connection};
use crate::paging::Records;
use crate::print::{self, Column};

/// Show the rate limits and quotas of a running server, and what accounts used of them.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// List the quotas of each class of operations
    List(Only),
    /// Show what accounts used; accounts with their whole quota may be left out
    Show(Show),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Only {
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The account id: twelve digits; without it all accounts are shown
    account: Option<AccountId>,
    #[command(flatten)]
    paging: Records,
    #[command(flatten)]
    connection: Connection,
}

const CLASSES: [Column<'_>; 5] = [
    Column::Whole("class"),
    Column::Whole("rate/s"),
    Column::Whole("burst"),
    Column::Whole("daily"),
    Column::Prose("operations"),
];

const USAGE: [&str; 4] = ["account", "class", "available", "last 24 hours"];

pub(crate) fn run(command: &Command) -> Result<(), AdminError> {
    match command {
        Command::List(Only { connection }) => {
            let query = QuotaFilter::default();
            let quotas = connection.client()?.call(&ShowQuotas { query })?;
            connection.output.print(&quotas, classes)
        }
        Command::Show(show) => {
            let query = QuotaFilter {
                account: show.account.as_ref().map(ToString::to_string),
                limit: show.paging.limit,
                next: show.paging.next(),
            };
            let quotas = show.connection.client()?.call(&ShowQuotas { query })?;
            let output = &show.connection.output;
            output.print_list(&quotas, USAGE.map(Column::Whole), |usage| {
                [
                    print::text(&usage.account),
                    print::text(&usage.class),
                    print::optional(usage.available),
                    print::optional(usage.last_day),
                ]
            })
        }
    }
}

/// What people see where there is no quota.
const NONE: &str = "the server has no quotas; `cosell serve --quotas` sets them";

fn classes(quotas: &Quotas) -> String {
    if quotas.classes.is_empty() {
        return NONE.to_owned();
    }
    let rows = quotas.classes.iter().map(|class| {
        [
            print::text(&class.name),
            print::optional(class.rate),
            print::optional(class.burst),
            print::optional(class.daily),
            print::text(&class.operations.join(", ")),
        ]
    });
    print::table(&CLASSES, rows)
}
