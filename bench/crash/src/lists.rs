//! Checks of whole lists after all clients are done: no list shows a record twice, and nothing was
//! created twice.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::engagement::newest_engagements;
use crate::finding::Invariant;
use crate::session::{Session, Stop, text};

/// A list, the id of its items, and the member whose value must be unique.
struct List {
    operation: &'static str,
    items: &'static str,
    id: &'static str,
    unique: &'static str,
}

const LISTS: [List; 5] = [
    List {
        operation: "ListOpportunities",
        items: "OpportunitySummaries",
        id: "/Id",
        unique: "/Customer/Account/CompanyName",
    },
    List {
        operation: "ListEngagements",
        items: "EngagementSummaryList",
        id: "/Id",
        unique: "/Title",
    },
    List {
        operation: "ListEngagementFromOpportunityTasks",
        items: "TaskSummaries",
        id: "/TaskId",
        unique: "/OpportunityId",
    },
    List {
        operation: "ListResourceSnapshotJobs",
        items: "ResourceSnapshotJobSummaries",
        id: "/Id",
        unique: "/EngagementId",
    },
    List {
        operation: "ListEngagementInvitations",
        items: "EngagementInvitationSummaries",
        id: "/Id",
        unique: "/EngagementId",
    },
];

/// Reads and checks every list to its end.
pub(crate) fn all(session: &Session<'_>) -> Result<(), Stop> {
    for list in &LISTS {
        let mut request = json!({ "MaxResults": 100 });
        if list.operation == "ListEngagementInvitations" {
            request["ParticipantType"] = json!("SENDER");
        }
        let items = walk(session, list, request, usize::MAX)?;
        let mut values = HashSet::new();
        for item in &items {
            let new = values.insert(text(item, list.unique));
            session.check(Invariant::NothingDoubled, new, || {
                format!("{}: a second {item}", list.operation)
            });
        }
    }
    let running = json!({ "TaskStatus": ["IN_PROGRESS"] });
    let operation = "ListEngagementFromOpportunityTasks";
    let running = session.list(operation, "TaskSummaries", &running)?;
    session.check(Invariant::NoTaskStuck, running.is_empty(), || {
        format!("{running:?}")
    });
    Ok(())
}

/// Checks the first pages of a list while other clients write.
pub(crate) fn check_pages(session: &Session<'_>) -> Result<(), Stop> {
    let engagements = &LISTS[1];
    walk(session, engagements, newest_engagements(), 2).map(drop)
}

fn walk(
    session: &Session<'_>,
    list: &List,
    mut request: Value,
    pages: usize,
) -> Result<Vec<Value>, Stop> {
    let mut items = Vec::new();
    let mut ids = HashSet::new();
    for _ in 0..pages {
        let mut page = session.expect(list.operation, &request)?;
        if let Value::Array(found) = page[list.items].take() {
            for item in found {
                let id = text(&item, list.id);
                session.check(Invariant::ListedOnce, !ids.contains(&id), || {
                    format!("{}: {id}", list.operation)
                });
                ids.insert(id);
                items.push(item);
            }
        }
        request["NextToken"] = page["NextToken"].take();
        if request["NextToken"].is_null() {
            break;
        }
    }
    Ok(items)
}
