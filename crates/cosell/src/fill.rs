//! `cosell fill`: fills a running server with invented data.
//!
//! Everything is made by the operations that clients call and by the acts of AWS's side, so it
//! cannot be impossible. A number of an opportunity and the seed decide all of it ([`invented`]):
//! who the customer is, what the deal is about, and how far it comes ([`plan`]). So a run with the
//! same seed goes on where another one was stopped, and makes nothing twice: it finds what there is
//! by the `PartnerOpportunityIdentifier`, and its client tokens are made of the seed ([`make`]).

mod error;
mod invented;
mod known;
mod make;
mod plan;
mod received;
mod words;

use std::collections::BTreeMap;
use std::panic;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use cosell_admin_api::account::Part;
use cosell_admin_api::pages::ListAccounts;
use cosell_world::machine;
use serde_json::{Value, json};

use crate::bar::Bar;
use crate::client::Connection;
use crate::endpoint::Endpoint;
use crate::endpoint::keys::Keys;
use crate::owner::OwnerOptions;
pub(crate) use error::FillError;
use make::{Made, Maker};

/// Fill a running server with invented data
///
/// The same seed makes the same data. A run with a seed that the server has goes on where the run
/// before it was stopped, and makes nothing twice. A server that verifies signatures needs a
/// profile with keys of the account.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Number of opportunities of this seed that there are at the end
    #[arg(
        long,
        value_name = "COUNT",
        value_parser = clap::value_parser!(u32).range(1..=10_000_000)
    )]
    opportunities: u32,
    /// Number that decides what is invented
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Calls that run at the same time
    #[arg(
        long,
        value_name = "COUNT",
        default_value_t = 4,
        value_parser = clap::value_parser!(u8).range(1..=64)
    )]
    concurrency: u8,
    #[command(flatten)]
    owner: OwnerOptions,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), FillError> {
    let owner = &arguments.owner;
    let admin = arguments.connection.client()?.making_namespace();
    // No page of this kind is at the live service, so nothing is ever invented there.
    let accounts = admin.call(&ListAccounts {
        query: Part::default(),
    })?;
    let partner = accounts
        .value
        .accounts
        .iter()
        .find(|account| account.id != owner.account.as_str());
    let open = |keys| -> Result<Endpoint, FillError> {
        let connection = &arguments.connection;
        let endpoint = connection.endpoint("the server", &owner.region, keys)?;
        Ok(endpoint)
    };
    let keys = match &owner.profile {
        Some(profile) => Keys::find(Some(profile))?,
        None => Keys::of_account(owner.account.as_str()),
    };
    // A server that verifies signatures would need the partner's keys, too.
    let partner = partner.filter(|_| owner.profile.is_none());
    let partner = match partner {
        Some(account) => Some((account.id.clone(), open(Keys::of_account(&account.id))?)),
        None => None,
    };
    let maker = Maker {
        endpoint: open(keys)?,
        admin,
        partner,
        account: owner.account.to_string(),
        catalog: owner.catalog,
        seed: arguments.seed,
        now: machine::now(),
        solutions: Vec::new(),
    };
    let maker = maker.with_solutions()?;
    let total = arguments.opportunities;
    let known = known::find(&maker, total)?;
    let bar = Bar::start("opportunities", u64::from(total));
    let counts = Mutex::new(Counts::default());
    let next = AtomicU32::new(0);
    let work = || -> Result<(), FillError> {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= total {
                return Ok(());
            }
            let made = maker.opportunity(number, known.get(&number));
            let made = made.inspect_err(|_| next.store(total, Ordering::Relaxed))?;
            let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
            counts.add(&made);
            drop(counts);
            bar.step();
        }
    };
    let outcome = thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = (0..arguments.concurrency)
            .map(|_| scope.spawn(work))
            .collect();
        let joined = threads.into_iter().map(|thread| {
            let joined = thread.join();
            joined.unwrap_or_else(|panicked| panic::resume_unwind(panicked))
        });
        joined.collect::<Vec<_>>()
    });
    bar.end();
    outcome.into_iter().collect::<Result<(), _>>()?;
    let mut counts = counts.into_inner().unwrap_or_else(PoisonError::into_inner);
    counts.received = received::fill(&maker, total)?;
    let document = counts.document();
    arguments.connection.output.print_report(
        &document,
        || counts.made.to_string(),
        || counts.text(),
    )?;
    Ok(())
}

/// What there is at the end.
#[derive(Debug, Default)]
struct Counts {
    /// Opportunities that this run created.
    made: u32,
    /// Opportunities by the stage of their review and their deal.
    states: BTreeMap<&'static str, u32>,
    engagements: u32,
    invitations: u32,
    received: received::Received,
}

impl Counts {
    fn add(&mut self, made: &Made) {
        self.made += u32::from(made.created);
        *self.states.entry(made.state).or_default() += 1;
        self.engagements += u32::from(made.engagement);
        self.invitations += u32::from(made.invitation);
    }

    fn document(&self) -> Value {
        json!({
            "created": self.made,
            "opportunities": self.states,
            "engagements": self.engagements,
            "invitations": self.invitations,
            "referrals": self.received.referrals,
            "leads": self.received.leads,
        })
    }

    fn text(&self) -> String {
        let all: u32 = self.states.values().sum();
        let states = self.states.iter();
        let lines = states.fold(String::new(), |lines, (state, count)| {
            format!("{lines}{count:>8}  {state}\n")
        });
        let Self {
            made,
            engagements,
            invitations,
            received,
            ..
        } = self;
        let received::Received { referrals, leads } = received;
        format!(
            "{all} opportunities, {made} of them new:\n{lines}{engagements} engagements with AWS, \
             {invitations} invitations of a partner, {referrals} referrals and {leads} leads of \
             AWS\n"
        )
    }
}
