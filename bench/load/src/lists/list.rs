//! The measured lists: their requests, and the records that all their pages together must show.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::record::{Held, LISTED_STAGES, LISTED_STATUS};
use crate::compare::Request;
use crate::connection::{ACCOUNT, Connection};
use crate::error::Error;

/// Records on a page.
const PAGE: usize = 20;

/// A list with its filters and its order.
pub(super) struct List {
    pub(super) name: &'static str,
    pub(super) operation: &'static str,
    /// The member of the response with the summaries, and the member of a summary with its id.
    items: &'static str,
    id: &'static str,
    filter: Filter,
}

#[derive(Clone, Copy)]
enum Filter {
    /// Approved opportunities at two stages, one in four, in this order.
    Opportunities(&'static str),
    /// Engagements that the account created, which are all of them.
    CreatedBy,
    /// Failed tasks, one in four.
    Failed,
    /// The task of one opportunity.
    OfOpportunity,
}

const TASKS: &str = "ListEngagementFromOpportunityTasks";

pub(super) const LISTS: [List; 5] = [
    List {
        name: "ListOpportunities by CustomerCompanyName",
        operation: "ListOpportunities",
        items: "OpportunitySummaries",
        id: "Id",
        filter: Filter::Opportunities("CustomerCompanyName"),
    },
    List {
        name: "ListOpportunities by LastModifiedDate",
        operation: "ListOpportunities",
        items: "OpportunitySummaries",
        id: "Id",
        filter: Filter::Opportunities("LastModifiedDate"),
    },
    List {
        name: "ListEngagements by CreatedDate",
        operation: "ListEngagements",
        items: "EngagementSummaryList",
        id: "Id",
        filter: Filter::CreatedBy,
    },
    List {
        name: "ListEngagementFromOpportunityTasks by TaskStatus",
        operation: TASKS,
        items: "TaskSummaries",
        id: "TaskId",
        filter: Filter::Failed,
    },
    List {
        name: "ListEngagementFromOpportunityTasks by OpportunityIdentifier",
        operation: TASKS,
        items: "TaskSummaries",
        id: "TaskId",
        filter: Filter::OfOpportunity,
    },
];

/// The requests for pages at one position in a list.
pub(super) struct Place {
    pub(super) page: &'static str,
    pub(super) requests: Vec<Request>,
}

impl List {
    /// The first page, and the pages between the first quarter and the last.
    pub(super) async fn places(
        &self,
        connection: &mut Connection,
        held: &Held,
    ) -> Result<Vec<Place>, Error> {
        let expected = match self.filter {
            Filter::Opportunities(_) => held.listed,
            Filter::CreatedBy => held.opportunities.len(),
            Filter::Failed => held.failed_tasks,
            Filter::OfOpportunity => {
                return Ok(vec![Place {
                    page: "only",
                    requests: held.opportunities.iter().map(|id| self.about(id)).collect(),
                }]);
            }
        };
        let mut pages = self.walk(connection, expected).await?;
        let quarter = pages.len() / 4;
        pages.truncate(pages.len() - quarter);
        let middle = pages.split_off(quarter.max(1));
        pages.truncate(1);
        Ok(vec![
            Place {
                page: "first",
                requests: pages,
            },
            Place {
                page: "middle",
                requests: middle,
            },
        ])
    }

    /// Follows the tokens from the first page to the last. Returns the requests for all pages
    /// except the last, whose response has no token to expect.
    async fn walk(
        &self,
        connection: &mut Connection,
        expected: usize,
    ) -> Result<Vec<Request>, Error> {
        let mut seen = HashSet::new();
        let mut requests = Vec::new();
        let mut body = self.request();
        loop {
            let text = Value::Object(body.clone()).to_string();
            let answer = connection.call(self.operation, &text, self.items).await?;
            let answer: Value = serde_json::from_slice(answer)?;
            for item in answer[self.items].as_array().into_iter().flatten() {
                let id = item[self.id].as_str().unwrap_or_default().to_owned();
                if let Some(id) = seen.replace(id) {
                    return Err(Error::Twice {
                        list: self.name,
                        id,
                    });
                }
            }
            let Some(token) = answer["NextToken"].as_str() else {
                break;
            };
            body.insert("NextToken".to_owned(), json!(token));
            requests.push(Request {
                body: text,
                expected: token.to_owned(),
            });
        }
        if seen.len() != expected {
            return Err(Error::Walk {
                list: self.name,
                found: seen.len(),
                expected,
            });
        }
        Ok(requests)
    }

    fn about(&self, opportunity: &str) -> Request {
        let mut body = self.request();
        body.insert("OpportunityIdentifier".to_owned(), json!([opportunity]));
        Request {
            body: Value::Object(body).to_string(),
            expected: format!(r#""OpportunityId":"{opportunity}""#),
        }
    }

    /// The request for the first page.
    fn request(&self) -> Map<String, Value> {
        let sort = |by| json!({"SortBy": by, "SortOrder": "DESCENDING"});
        let members = match self.filter {
            Filter::Opportunities(order) => json!({
                "LifeCycleStage": LISTED_STAGES,
                "LifeCycleReviewStatus": [LISTED_STATUS],
                "Sort": sort(order),
            }),
            Filter::CreatedBy => json!({"CreatedBy": [ACCOUNT], "Sort": sort("CreatedDate")}),
            Filter::Failed => json!({"TaskStatus": ["FAILED"], "Sort": sort("StartTime")}),
            Filter::OfOpportunity => json!({"Sort": sort("StartTime")}),
        };
        let mut body = Map::new();
        body.insert("Catalog".to_owned(), json!("Sandbox"));
        body.insert("MaxResults".to_owned(), json!(PAGE));
        if let Value::Object(members) = members {
            body.extend(members);
        }
        body
    }
}
