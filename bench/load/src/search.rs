//! The cost of a search that finds [`FOUND`] opportunities among few and among many.
//!
//! Two servers are filled with the same mixture of opportunities. [`FOUND`] of them, spread over
//! the time of their creation, are what the searches look for; beside them every filter has an
//! answer that grows with the number of records, so that no condition alone is cheap. Each search
//! must find exactly what it is for before it is measured.

use std::cell::Cell;
use std::net::SocketAddr;

use futures_util::future::try_join_all;
use serde_json::{Value, json};

use crate::body::Bodies;
use crate::compare::{Arguments, Found, Request, Side, compare};
use crate::connection::Connection;
use crate::error::Error;
use crate::invented::{PLACES, TRADES, pick, scramble};
use crate::scenario::{CREATED, PREPARING, connect, id};

/// Opportunities that each search finds, however many there are.
const FOUND: usize = 20;

/// The most results of one page.
const PAGE: usize = 50;

/// Subjects of titles.
const SUBJECTS: [&str; 8] = [
    "Vibration monitoring",
    "Shelf forecasts",
    "Berth planning",
    "Oven telemetry",
    "Claims triage",
    "Route optimisation",
    "Archive migration",
    "Yield analysis",
];

const OPERATION: &str = "SearchOpportunities";

/// A search and whether it finds the marked opportunities or fills its page from many others.
struct Search {
    name: &'static str,
    filter: fn() -> Value,
    exact: bool,
}

const SEARCHES: [Search; 7] = [
    Search {
        name: "keyword",
        filter: || json!({"Keyword": "zephyrine"}),
        exact: true,
    },
    Search {
        name: "two keywords, one frequent",
        filter: || json!({"Keyword": "monitoring kelp"}),
        exact: true,
    },
    Search {
        name: "substring of a company",
        filter: || json!({"Filter": any("CustomerCompanyName", "LLHAVE")}),
        exact: true,
    },
    Search {
        name: "amount and date",
        filter: || {
            json!({"Filter": {"AndAllFilters": [
                more("EstimatedMrr", 770_000.0), less("EstimatedMrr", 771_000.0),
                after("2041-05-01T00:00:00Z"), before("2041-05-31T00:00:00Z"),
            ]}})
        },
        exact: true,
    },
    Search {
        name: "tree of AND, OR and NOT",
        filter: || {
            json!({"Filter": {"AndAllFilters": [
                {"OrAllFilters": [
                    any("CustomerCompanyName", "quillhaven"),
                any("PartnerProjectTitle", "zephyrine"),
                ]},
                {"NotFilter": any("Stage", "Committed")},
                more("EstimatedMrr", 1_000.0),
            ]}})
        },
        exact: true,
    },
    Search {
        name: "a frequent keyword, newest first",
        filter: || json!({"Keyword": "shelf"}),
        exact: false,
    },
    Search {
        name: "a frequent substring, by company",
        filter: || {
            json!({
                "Filter": any("CustomerCompanyName", "freight"),
                "Sort": {"SortBy": "CustomerCompanyName", "SortOrder": "ASCENDING"},
            })
        },
        exact: false,
    },
];

fn any(key: &str, text: &str) -> Value {
    json!({"ContainsAny": {"Key": key, "Value": {"StringValue": text}}})
}

fn more(key: &str, number: f64) -> Value {
    json!({"GreaterThan": {"Key": key, "Value": {"DoubleValue": number}}})
}

fn less(key: &str, number: f64) -> Value {
    json!({"LessThan": {"Key": key, "Value": {"DoubleValue": number}}})
}

fn after(date: &str) -> Value {
    json!({"GreaterThan": {"Key": "TargetCloseDate", "Value": {"DateValue": date}}})
}

fn before(date: &str) -> Value {
    json!({"LessThan": {"Key": "TargetCloseDate", "Value": {"DateValue": date}}})
}

pub(crate) async fn run(arguments: &Arguments) -> Result<Vec<Found>, Error> {
    let [mut few, mut many] = filled(arguments).await?;
    let mut found = Vec::new();
    for search in SEARCHES {
        let of_few = [search.request(&mut few).await?];
        let of_many = [search.request(&mut many).await?];
        let sides = [(&mut few, &of_few), (&mut many, &of_many)];
        let sides = sides.map(|(connection, requests)| Side {
            connection,
            requests,
        });
        found.push(compare(arguments, [search.name, "first"], OPERATION, sides).await?);
    }
    Ok(found)
}

impl Search {
    /// The request, after a check that it finds what it is for.
    async fn request(&self, connection: &mut Connection) -> Result<Request, Error> {
        let mut body = (self.filter)();
        body["Catalog"] = json!("Sandbox");
        body["MaxResults"] = json!(if self.exact { PAGE } else { FOUND });
        let body = body.to_string();
        let answer = connection.call(OPERATION, &body, "").await?;
        let answer: Value = serde_json::from_slice(answer)?;
        let results = answer["OpportunitySearchSummaries"].as_array();
        let found = results.map_or(0, Vec::len);
        // A page of a search that judges many may be short, and then names the next one.
        let goes_on = !self.exact && answer["NextToken"].is_string();
        if found != FOUND && !goes_on {
            return Err(Error::Walk {
                list: self.name,
                found,
                expected: FOUND,
            });
        }
        let first = answer["OpportunitySearchSummaries"][0]["Id"].as_str();
        let expected = first.map_or_else(
            || r#""OpportunitySearchSummaries":[]"#.to_owned(),
            |first| format!(r#""Id":"{first}""#),
        );
        Ok(Request { body, expected })
    }
}

/// Fills the two servers, and connects to them only then: servers close connections that are idle
/// for so long.
pub(crate) async fn filled(arguments: &Arguments) -> Result<[Connection; 2], Error> {
    let bodies = Bodies::new()?;
    for (address, records) in [
        (arguments.few, arguments.few_records),
        (arguments.many, arguments.many_records),
    ] {
        eprintln!("preparing {records} opportunities");
        fill(address, records, &bodies).await?;
    }
    Ok([
        Connection::open(arguments.few).await?,
        Connection::open(arguments.many).await?,
    ])
}

/// Creates so many opportunities.
pub(crate) async fn fill(
    address: SocketAddr,
    records: usize,
    bodies: &Bodies,
) -> Result<(), Error> {
    let next = Cell::new(0);
    let mut connections = connect(&[address], PREPARING.min(records)).await?;
    let made = connections.iter_mut().map(async |connection| {
        while next.get() < records {
            let number = next.replace(next.get() + 1);
            let text = opportunity(bodies, number, records).to_string();
            id(connection.call("CreateOpportunity", &text, CREATED).await?)?;
        }
        Ok::<_, Error>(())
    });
    try_join_all(made).await?;
    Ok(())
}

/// The opportunity with this number out of so many, the same in every run but for its token.
fn opportunity(bodies: &Bodies, number: usize, records: usize) -> Value {
    let random = scramble(number as u64);
    let (place, trade) = (pick(&PLACES, random), pick(&TRADES, random >> 8));
    let subject = pick(&SUBJECTS, random >> 16);
    let month = random % 12 + 1;
    let marked = is_marked(number, records);
    let company = if marked {
        format!("Quillhaven Orchards {number}")
    } else {
        format!("{place} {trade} {}", random % 100_000)
    };
    let mut body = bodies.listed(&company, false);
    body["Project"]["Title"] = json!(if marked {
        "Vibration monitoring of zephyrine kelp dryers".to_owned()
    } else {
        format!("{subject} for {} sites", random % 90)
    });
    // One in a hundred others has the amount, and one in a hundred the date: nobody else has both.
    let amount = match (marked, number % 100) {
        (true, _) | (false, 7) => 770_500,
        _ => 1_000 + random % 90_000,
    };
    let date = match (marked, number % 100) {
        (true, _) | (false, 31) => "2041-05-15".to_owned(),
        _ => format!("2040-{month:02}-{:02}", random % 28 + 1),
    };
    body["Project"]["ExpectedCustomerSpend"][0]["Amount"] = json!(format!("{amount}.00"));
    body["LifeCycle"]["TargetCloseDate"] = json!(date);
    body["PartnerOpportunityIdentifier"] = json!(format!("crm-{number}"));
    body
}

/// Whether this one of so many opportunities is what the searches are for.
fn is_marked(number: usize, records: usize) -> bool {
    let distance = (records / FOUND).max(1);
    number.is_multiple_of(distance) && number / distance < FOUND
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_opportunities_are_marked_whatever_their_number() {
        for records in [1_000, 10_000, 99_999] {
            let marked = (0..records).filter(|number| is_marked(*number, records));
            assert_eq!(marked.count(), FOUND);
        }
    }

    #[test]
    fn an_opportunity_that_is_not_marked_has_the_amount_or_the_date_but_not_both() {
        let bodies = Bodies::new().expect("a close date");
        for number in (1..1_000).filter(|number| !is_marked(*number, 1_000)) {
            let body = opportunity(&bodies, number, 1_000);
            let amount = &body["Project"]["ExpectedCustomerSpend"][0]["Amount"];
            let date = &body["LifeCycle"]["TargetCloseDate"];
            assert!(*amount != "770500.00" || *date != "2041-05-15");
        }
    }
}
