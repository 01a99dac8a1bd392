//! The cost of a list page in an account with few records and in one with many.
//!
//! Two servers are filled with the same mixture of records, so that every filter selects the same
//! share of few and of many. Then each list is read once from its first page to its last: it must
//! show each selected record exactly once. Each page is a request to measure, with the token that
//! its response must contain. The requests are measured on one connection; the servers take turns,
//! and each goes first in every other round.

mod list;
mod record;

use crate::body::Bodies;
use crate::compare::{Arguments, Found, Side, compare};
use crate::connection::Connection;
use crate::error::Error;
use list::LISTS;

pub(crate) async fn run(arguments: &Arguments) -> Result<Vec<Found>, Error> {
    let bodies = Bodies::new()?;
    eprintln!("preparing {} records", arguments.few_records);
    let held_by_few = record::fill(arguments.few, arguments.few_records, &bodies).await?;
    eprintln!("preparing {} records", arguments.many_records);
    let held_by_many = record::fill(arguments.many, arguments.many_records, &bodies).await?;
    // Connected only now, because servers close connections that are idle for so long.
    let mut few = Connection::open(arguments.few).await?;
    let mut many = Connection::open(arguments.many).await?;
    let mut found = Vec::new();
    for list in LISTS {
        let of_few = list.places(&mut few, &held_by_few).await?;
        let of_many = list.places(&mut many, &held_by_many).await?;
        for (of_few, of_many) in of_few.into_iter().zip(of_many) {
            let sides = [(&mut few, &of_few), (&mut many, &of_many)];
            let sides = sides.map(|(connection, place)| Side {
                connection,
                requests: &place.requests,
            });
            let names = [list.name, of_few.page];
            found.push(compare(arguments, names, list.operation, sides).await?);
        }
    }
    Ok(found)
}
