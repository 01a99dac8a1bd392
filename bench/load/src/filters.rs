//! The cost of a page of opportunities whose filters match none, among few opportunities and among
//! many.
//!
//! All opportunities of the stores are of one account, at the first stage and not submitted. Each
//! filter is measured alone in every order that the operation has, and each pair of them in the
//! default order; a pair holds a filter that matches all beside one that matches none.

use serde_json::{Map, Value, json};

use crate::compare::{Arguments, Found, Request, Side, compare};
use crate::error::Error;
use crate::search::filled;

const OPERATION: &str = "ListOpportunities";

/// A filter of the operation.
struct Filter {
    member: &'static str,
    /// Values that no opportunity has, and values that all have.
    none: fn() -> Value,
    all: Option<fn() -> Value>,
}

const FILTERS: [Filter; 7] = [
    Filter {
        member: "LifeCycleStage",
        none: || json!(["Closed Lost", "Launched"]),
        all: Some(|| json!(["Prospect"])),
    },
    Filter {
        member: "LifeCycleReviewStatus",
        none: || json!(["Rejected"]),
        all: Some(|| json!(["Pending Submission"])),
    },
    Filter {
        member: "CustomerCompanyName",
        none: || json!(["Nobody of this name"]),
        all: None,
    },
    Filter {
        member: "LastModifiedDate",
        none: || json!({"AfterLastModifiedDate": "2090-01-01T00:00:00Z"}),
        all: Some(|| json!({"AfterLastModifiedDate": "2000-01-01T00:00:00Z"})),
    },
    Filter {
        member: "CreatedDate",
        none: || json!({"AfterCreatedDate": "2090-01-01T00:00:00Z"}),
        all: Some(|| json!({"AfterCreatedDate": "2000-01-01T00:00:00Z"})),
    },
    Filter {
        member: "TargetCloseDate",
        none: || json!({"AfterTargetCloseDate": "2090-01-01"}),
        all: Some(|| json!({"AfterTargetCloseDate": "2000-01-01"})),
    },
    Filter {
        member: "Identifier",
        none: || json!(["O0000000"]),
        all: None,
    },
];

/// All orders of the operation.
const ORDERS: [&str; 5] = [
    "LastModifiedDate",
    "Identifier",
    "CustomerCompanyName",
    "CreatedDate",
    "TargetCloseDate",
];

pub(crate) async fn run(arguments: &Arguments) -> Result<Vec<Found>, Error> {
    let [mut few, mut many] = filled(arguments).await?;
    let mut found = Vec::new();
    for filter in &FILTERS {
        for order in ORDERS {
            let requests = [filter.alone(order)];
            let sides = [&mut few, &mut many].map(|connection| Side {
                connection,
                requests: &requests,
            });
            found.push(compare(arguments, [filter.member, order], OPERATION, sides).await?);
        }
    }
    for filter in &FILTERS {
        let requests = filter.pairs();
        let sides = [&mut few, &mut many].map(|connection| Side {
            connection,
            requests: &requests,
        });
        found.push(compare(arguments, [filter.member, "pairs"], OPERATION, sides).await?);
    }
    Ok(found)
}

impl Filter {
    /// Nothing matches, in this order.
    fn alone(&self, order: &str) -> Request {
        let sort = json!({"SortBy": order, "SortOrder": "DESCENDING"});
        request([(self.member, (self.none)()), ("Sort", sort)])
    }

    /// This filter, which matches none, with every other one, which matches all or none.
    fn pairs(&self) -> Vec<Request> {
        let others = FILTERS.iter().filter(|other| other.member != self.member);
        let pairs = others.flat_map(|other| {
            let values = [Some(other.none), other.all].into_iter().flatten();
            values.map(|value| request([(self.member, (self.none)()), (other.member, value())]))
        });
        pairs.collect()
    }
}

/// A request for the first page, which must be empty.
fn request(members: [(&str, Value); 2]) -> Request {
    let mut body = Map::new();
    body.insert("Catalog".to_owned(), json!("Sandbox"));
    body.insert("MaxResults".to_owned(), json!(20));
    body.extend(members.map(|(name, value)| (name.to_owned(), value)));
    Request {
        body: Value::Object(body).to_string(),
        expected: r#""OpportunitySummaries":[]"#.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_is_paired_with_every_other() {
        for filter in &FILTERS {
            let pairs = filter.pairs();
            for other in FILTERS.iter().filter(|other| other.member != filter.member) {
                assert!(pairs.iter().any(|pair| pair.body.contains(other.member)));
            }
        }
    }
}
