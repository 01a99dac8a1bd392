//! `cosell aws summary` and `cosell aws opportunity`: changes of records.

use std::path::{Path, PathBuf};

use cosell_admin_api::aws::{Members, Summary};
use cosell_admin_api::pages::{SetSummary, UpdateByAws};
use serde_json::{Map, Value};

use crate::client::{AdminError, Connection};
use crate::{given, print};

/// Change AWS's side of an opportunity, which its owner reads with `GetAwsOpportunitySummary`.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum SummaryCommand {
    /// Set members of AWS's side; those that are left out stay
    Set(Box<Set>),
}

/// Change the opportunities of partners.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum OpportunityCommand {
    /// Change members of a submitted opportunity; those that are left out stay
    Update(Update),
}

#[derive(Debug, clap::Args)]
#[group(
    id = "members",
    required = true,
    multiple = true,
    args = [
        "stage", "target_close_date", "closed_lost_reason", "next_steps", "involvement_type",
        "involvement_type_change_reason", "cosell_motion", "cosell_motion_reason", "file",
    ]
)]
pub(crate) struct Set {
    /// The id of the opportunity, such as O1234567
    #[arg(value_name = "OPPORTUNITY")]
    id: String,
    /// AWS's stage, such as Launched; its owner reads it once it is Launched or 'Closed Lost'
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// AWS's target close date, such as 2027-03-31; its owner reads it with the stage
    #[arg(long, value_name = "DATE")]
    target_close_date: Option<String>,
    /// Why AWS lost the deal, for the stage 'Closed Lost'
    #[arg(long, value_name = "REASON")]
    closed_lost_reason: Option<String>,
    /// AWS's next steps
    #[arg(long, value_name = "TEXT")]
    next_steps: Option<String>,
    /// Change For Visibility Only to Co-Sell
    #[arg(long, value_name = "TYPE")]
    involvement_type: Option<String>,
    /// Why the involvement changes, such as 'Customer Requested'
    #[arg(long, value_name = "REASON")]
    involvement_type_change_reason: Option<String>,
    /// How AWS co-sells
    #[arg(long, value_name = "TEXT")]
    cosell_motion: Option<String>,
    /// Why AWS co-sells so
    #[arg(long, value_name = "TEXT")]
    cosell_motion_reason: Option<String>,
    /// A JSON file with these and other members of `GetAwsOpportunitySummary`, such as the team and
    /// the insights; - reads it from standard input. An option replaces a member of the file
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Update {
    /// The id of the opportunity, such as O1234567
    #[arg(value_name = "OPPORTUNITY")]
    id: String,
    /// A JSON file with members of `UpdateOpportunity`; - reads it from standard input
    #[arg(long, value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    connection: Connection,
}

pub(super) fn set(SummaryCommand::Set(given): &SummaryCommand) -> Result<(), AdminError> {
    let mut members = match &given.file {
        Some(file) => read(file)?,
        None => Map::new(),
    };
    put(
        &mut members,
        [
            ("InvolvementType", &given.involvement_type),
            (
                "InvolvementTypeChangeReason",
                &given.involvement_type_change_reason,
            ),
            ("CosellMotion", &given.cosell_motion),
            ("CosellMotionReason", &given.cosell_motion_reason),
        ],
    );
    let mut life_cycle = Map::new();
    put(
        &mut life_cycle,
        [
            ("Stage", &given.stage),
            ("TargetCloseDate", &given.target_close_date),
            ("ClosedLostReason", &given.closed_lost_reason),
            ("NextSteps", &given.next_steps),
        ],
    );
    if !life_cycle.is_empty() {
        match members.get_mut("LifeCycle") {
            Some(Value::Object(known)) => known.extend(life_cycle),
            _ => {
                members.insert("LifeCycle".to_owned(), Value::Object(life_cycle));
            }
        }
    }
    let page = SetSummary {
        id: given.id.clone(),
        body: Members(members),
    };
    let set = given.connection.client()?.call(&page)?;
    given.connection.output.print(&set, shown)
}

pub(super) fn update(
    OpportunityCommand::Update(given): &OpportunityCommand,
) -> Result<(), AdminError> {
    let page = UpdateByAws {
        id: given.id.clone(),
        body: Members(read(&given.file)?),
    };
    let updated = given.connection.client()?.call(&page)?;
    given.connection.output.print(&updated, super::shown)
}

fn put<const OPTIONS: usize>(
    members: &mut Map<String, Value>,
    given: [(&str, &Option<String>); OPTIONS],
) {
    for (name, value) in given {
        if let Some(value) = value {
            members.insert(name.to_owned(), Value::String(value.clone()));
        }
    }
}

/// The members in a file.
pub(super) fn read(path: &Path) -> Result<Map<String, Value>, AdminError> {
    let wrong = |source| AdminError::File {
        file: path.display().to_string(),
        source,
    };
    let text = given::text(path).map_err(wrong)?;
    serde_json::from_str(&text).map_err(|error| wrong(error.into()))
}

fn shown(set: &Summary) -> String {
    let mut text = format!(
        "{} of account {} in catalog {}: AWS's side is set",
        print::text(&set.id),
        print::text(&set.account),
        set.catalog,
    );
    if !set.hidden.is_empty() {
        text.push_str("; its owner reads ");
        text.push_str(&set.hidden.join(" and "));
        text.push_str(" once the stage is Launched or Closed Lost");
    }
    text
}
