//! The records in the lists: different opportunities, each with its task.
//!
//! One opportunity in four is incomplete: its task creates the engagement and ends `FAILED`, and
//! the opportunity is not submitted. The tasks of the others end `COMPLETE` and submit them, and
//! two in three of these are then approved and moved to one of four stages.

use std::cell::Cell;
use std::net::SocketAddr;

use futures_util::future::try_join_all;
use serde_json::Value;

use crate::body::{self, Bodies};
use crate::connection::Connection;
use crate::error::Error;
use crate::invented::{PLACES, TRADES, pick, scramble};
use crate::scenario::{CREATED, PREPARING, connect, id};

/// The stage of every opportunity until it is approved.
const FIRST_STAGE: &str = "Prospect";

/// The stages of approved opportunities, in equal shares.
const STAGES: [&str; 4] = [
    FIRST_STAGE,
    "Qualified",
    "Technical Validation",
    "Business Validation",
];

/// The stages and the review status that the filters of the opportunity lists select.
pub(super) const LISTED_STAGES: [&str; 2] = ["Qualified", "Technical Validation"];
pub(super) const LISTED_STATUS: &str = "Approved";

/// Opportunities with the same customer, on average.
const PER_COMPANY: usize = 10;

/// The records of an account.
#[derive(Default)]
pub(super) struct Held {
    pub(super) opportunities: Vec<String>,
    pub(super) failed_tasks: usize,
    /// Opportunities that the filters of the opportunity lists select.
    pub(super) listed: usize,
}

/// What distinguishes an opportunity from its siblings.
struct Record {
    company: String,
    fate: Fate,
}

enum Fate {
    Incomplete,
    Submitted,
    Approved { stage: &'static str },
}

impl Record {
    /// The record with this number out of so many, the same in every run. Its properties depend
    /// neither on each other nor on the order of creation.
    fn numbered(number: usize, records: usize) -> Self {
        let random = scramble(number as u64);
        let companies = (records / PER_COMPANY).max(1) as u64;
        let company = random % companies;
        Self {
            company: format!(
                "{} {} {company}",
                pick(&PLACES, company),
                pick(&TRADES, company / PLACES.len() as u64)
            ),
            fate: match scramble(random) % 4 {
                0 => Fate::Incomplete,
                1 => Fate::Submitted,
                _ => Fate::Approved {
                    stage: pick(&STAGES, scramble(!random)),
                },
            },
        }
    }

    fn is_listed(&self) -> bool {
        matches!(self.fate, Fate::Approved { stage } if LISTED_STAGES.contains(&stage))
    }
}

/// Creates so many opportunities, and runs the task of each to its end.
pub(super) async fn fill(
    address: SocketAddr,
    records: usize,
    bodies: &Bodies,
) -> Result<Held, Error> {
    let next = Cell::new(0);
    let mut connections = connect(&[address], PREPARING.min(records)).await?;
    let made = connections.iter_mut().map(async |connection| {
        let mut held = Held::default();
        while next.get() < records {
            let record = Record::numbered(next.replace(next.get() + 1), records);
            let id = make(connection, bodies, &record).await?;
            held.opportunities.push(id);
            held.failed_tasks += usize::from(matches!(record.fate, Fate::Incomplete));
            held.listed += usize::from(record.is_listed());
        }
        Ok::<_, Error>(held)
    });
    let mut all = Held::default();
    for part in try_join_all(made).await? {
        all.opportunities.extend(part.opportunities);
        all.failed_tasks += part.failed_tasks;
        all.listed += part.listed;
    }
    Ok(all)
}

/// Creates one record and returns its opportunity's id.
async fn make(
    connection: &mut Connection,
    bodies: &Bodies,
    record: &Record,
) -> Result<String, Error> {
    let complete = !matches!(record.fate, Fate::Incomplete);
    let body = bodies.listed(&record.company, complete);
    let mut text = body.to_string();
    let id = id(connection.call("CreateOpportunity", &text, CREATED).await?)?;
    text.clear();
    body::start(&mut text, &id);
    let end = if complete {
        r#""TaskStatus":"COMPLETE""#
    } else {
        r#""TaskStatus":"FAILED""#
    };
    connection
        .call("StartEngagementFromOpportunityTask", &text, end)
        .await?;
    if let Fate::Approved { stage } = record.fate {
        text.clear();
        body::get(&mut text, &id);
        let answer = connection.call("GetOpportunity", &text, &id).await?;
        let submitted: Value = serde_json::from_slice(answer)?;
        // In the Sandbox a partner plays AWS's approval, which changes nothing but the review.
        let version = &submitted["LastModifiedDate"];
        let approval = body::approved(&body, &id, version, FIRST_STAGE);
        let answer = connection.call("UpdateOpportunity", &approval, &id).await?;
        if stage != FIRST_STAGE {
            let approved: Value = serde_json::from_slice(answer)?;
            let version = &approved["LastModifiedDate"];
            let step = body::approved(&body, &id, version, stage);
            connection.call("UpdateOpportunity", &step, &id).await?;
        }
    }
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_select_the_same_share_of_few_and_of_many_records() {
        for records in [1_000, 100_000] {
            let selected = (0..records)
                .map(|number| Record::numbered(number, records))
                .filter(Record::is_listed)
                .count();
            let per_thousand = selected * 1_000 / records;
            assert!((220..=280).contains(&per_thousand), "{per_thousand}");
        }
    }
}
