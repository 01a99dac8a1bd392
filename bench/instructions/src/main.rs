//! Runs main tasks one after another, so that callgrind can count their instructions.
//!
//! Every run prepares the same opportunities and starts a task for the first `--tasks` of them. Two
//! runs that differ only in this number differ only by the tasks. The clock is frozen, random
//! numbers are seeded, the runtime has one thread, and each call is made after everything that the
//! previous one made due is done.
//!
//! The service is called directly, without HTTP and without authentication. The allocator is that
//! of the C library.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use cosell_domain::{CallError, Service, Settings, find};
use cosell_engine::Options;
use cosell_store::{Location, Store};
use cosell_world::World;
use serde_json::{Value, json};

const ACCOUNT: &str = "111111111111";

/// The time of the frozen clock: November 2026, before the opportunity's target close date.
const NOW: i64 = 1_795_372_344_559;

#[derive(Debug, Parser)]
#[command(name = "cosell-instructions", about)]
struct Arguments {
    /// SQLite file, which must not exist yet.
    #[arg(long)]
    store: PathBuf,
    /// Number of opportunities to prepare.
    #[arg(long)]
    opportunities: usize,
    /// Number of opportunities whose task is started.
    #[arg(long)]
    tasks: usize,
}

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Runtime(#[from] std::io::Error),
    #[error(transparent)]
    Store(#[from] cosell_store::Error),
    #[error(transparent)]
    Answer(#[from] serde_json::Error),
    #[error("{0} is not an operation")]
    Unknown(&'static str),
    #[error("{operation} failed")]
    Refused {
        operation: &'static str,
        source: CallError,
    },
    #[error("the task did not complete: {0}")]
    Task(Value),
}

fn main() -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(run(&Arguments::parse()))
}

async fn run(arguments: &Arguments) -> Result<(), Error> {
    let store = Store::open(&Location::Sqlite(arguments.store.clone()))?;
    // Timers run when something is due, and not at a poll interval.
    let options = Options {
        timer_poll_interval: Duration::from_hours(24),
        ..Options::default()
    };
    let service =
        Service::start(store, World::frozen(NOW, 7), Settings::default(), options).await?;
    let mut prepared = Vec::new();
    for number in 0..arguments.opportunities {
        let created = call(&service, "CreateOpportunity", opportunity(number)).await?;
        let association = json!({
            "Catalog": "Sandbox",
            "OpportunityIdentifier": created["Id"],
            "RelatedEntityType": "Solutions",
            "RelatedEntityIdentifier": "S-1234567",
        });
        call(&service, "AssociateOpportunity", association).await?;
        prepared.push(created["Id"].clone());
    }
    for id in prepared.into_iter().take(arguments.tasks) {
        let start = json!({
            "Catalog": "Sandbox",
            "ClientToken": id,
            "Identifier": id,
            "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
        });
        let task = call(&service, "StartEngagementFromOpportunityTask", start).await?;
        if task["TaskStatus"] != "COMPLETE" {
            return Err(Error::Task(task));
        }
    }
    Ok(service.engine().stop().await?)
}

/// Calls an operation, and returns its response after everything that it made due is done.
async fn call(service: &Service, operation: &'static str, input: Value) -> Result<Value, Error> {
    let entry = find(operation).ok_or(Error::Unknown(operation))?;
    let answer = service.call(entry, Arc::from(ACCOUNT), input).await;
    let answer = answer.map_err(|source| Error::Refused { operation, source })?;
    service.engine().advance(Duration::ZERO).await?;
    Ok(match answer.body {
        Some(body) => serde_json::from_slice(&body)?,
        None => Value::Null,
    })
}

/// An opportunity that is complete for submission except for its solution. All content is
/// fictitious.
fn opportunity(number: usize) -> Value {
    json!({
        "Catalog": "Sandbox",
        "ClientToken": format!("create-{number}"),
        "Origin": "Partner Referral",
        "OpportunityType": "Net New Business",
        "NationalSecurity": "No",
        "PrimaryNeedsFromAws": ["Co-Sell - Architectural Validation"],
        "Customer": {
            "Account": {
                "CompanyName": "Halvorsen Mill Supply",
                "Industry": "Manufacturing",
                "WebsiteUrl": "https://www.halvorsen-mill.example",
                "Address": {
                    "City": "Duluth",
                    "CountryCode": "US",
                    "PostalCode": "55802",
                    "StateOrRegion": "Minnesota",
                    "StreetAddress": "402 Garfield Avenue"
                }
            },
            "Contacts": [{
                "BusinessTitle": "Head of Plant Systems",
                "Email": "r.adeyemi@halvorsen-mill.example",
                "FirstName": "Ronke",
                "LastName": "Adeyemi",
                "Phone": "+12185550119"
            }]
        },
        "Project": {
            "Title": "Vibration monitoring and spare parts planning for 14 mills",
            "CustomerBusinessProblem": "Bearings fail without a warning. Each unplanned stop costs \
                a shift, and the spare parts for it are ordered by telephone after the fact. The \
                plants want to see wear a week ahead and to have the parts on the shelf.",
            "CustomerUseCase": "IOT",
            "DeliveryModels": ["SaaS or PaaS", "Professional Services"],
            "SalesActivities": ["Customer has shown interest in solution"],
            "ExpectedCustomerSpend": [{
                "Amount": "26500.00",
                "CurrencyCode": "USD",
                "Frequency": "Monthly",
                "TargetCompany": "AWS"
            }],
            "CompetitorName": "On-Prem"
        },
        "Marketing": { "Source": "None" },
        "LifeCycle": {
            "Stage": "Prospect",
            "ReviewStatus": "Pending Submission",
            "NextSteps": "Sizing workshop with the plant systems team.",
            "TargetCloseDate": "2027-06-30"
        }
    })
}
