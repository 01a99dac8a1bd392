//! An engagement that a client creates directly, without a task.

use cosell_world::machine;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::body;
use crate::deal::Fate;
use crate::finding::Invariant;
use crate::session::{Session, Stop, text};

/// The search for an engagement begins this long before its request: a transaction may have the
/// time at which it was queued for the writer.
const BEFORE_REQUEST: SignedDuration = SignedDuration::from_secs(2);

#[derive(Debug)]
pub(crate) struct Engagement {
    pub name: String,
    pub created: Fate,
    pub id: String,
    sent_at: Timestamp,
    pub abandoned: bool,
}

impl Engagement {
    pub(crate) fn new(name: String) -> Self {
        Self {
            name,
            created: Fate::Unsent,
            id: String::new(),
            sent_at: machine::timestamp(),
            abandoned: false,
        }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.created != Fate::Acknowledged && !self.abandoned
    }

    /// Creates the engagement; if an earlier request got no response, checks its effect first.
    pub(crate) fn proceed(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        let result = self.create(session);
        self.abandoned |= result == Err(Stop::Refused);
        result
    }

    fn create(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        let unanswered = self.created == Fate::Sent;
        let before = if unanswered {
            self.found(session)?
        } else {
            Vec::new()
        };
        let body = body::engagement(&self.name);
        for id in &before {
            let get = body::identifier(id);
            let there = session.read(Invariant::AllOrNothing, "GetEngagement", &get)?;
            session.check(Invariant::AllOrNothing, is_whole(&there, &body), || {
                format!("{id}: {there}")
            });
        }
        self.created = Fate::Sent;
        let answer = session.write("CreateEngagement", &body)?;
        self.id = text(&answer, "/Id");
        if unanswered {
            let after = self.found(session)?;
            let once = after == [self.id.clone()] && before.iter().all(|id| *id == self.id);
            session.check(Invariant::NothingDoubled, once, || {
                format!(
                    "{} sent twice: {before:?}, then {after:?}, answered {}",
                    self.name, self.id
                )
            });
        }
        self.created = Fate::Acknowledged;
        Ok(())
    }

    /// The ids of the engagements with this name. No filter selects by name, so the newest
    /// engagements are read.
    fn found(&self, session: &Session<'_>) -> Result<Vec<String>, Stop> {
        let oldest = self.sent_at - BEFORE_REQUEST;
        let mut request = newest_engagements();
        let mut found = Vec::new();
        loop {
            let page = session.expect("ListEngagements", &request)?;
            let items = page["EngagementSummaryList"].as_array();
            for item in items.into_iter().flatten() {
                if item["Title"] == self.name {
                    found.push(text(item, "/Id"));
                }
            }
            let last = items.and_then(|items| items.last());
            let last = last.and_then(|item| text(item, "/CreatedAt").parse::<Timestamp>().ok());
            if page["NextToken"].is_null() || last.is_none_or(|last| last < oldest) {
                return Ok(found);
            }
            request["NextToken"] = page["NextToken"].clone();
        }
    }

    /// Checks that the engagement is there with its content, and that its token returns it.
    pub(crate) fn check(&self, session: &Session<'_>) -> Result<(), Stop> {
        if self.created != Fate::Acknowledged {
            return Ok(());
        }
        let present = Invariant::AcknowledgedIsPresent;
        let body = body::engagement(&self.name);
        let there = session.read(present, "GetEngagement", &body::identifier(&self.id))?;
        session.check(present, is_whole(&there, &body), || {
            format!("{}: {there}", self.id)
        });
        let again = session.expect("CreateEngagement", &body)?;
        session.check(Invariant::TokenOnce, again["Id"] == self.id, || {
            format!("{} by its token: {again}", self.id)
        });
        Ok(())
    }
}

/// The request for all engagements, the newest first. Engagements that are created meanwhile sort
/// before the first page, so no record is on two pages.
pub(crate) fn newest_engagements() -> Value {
    json!({
        "MaxResults": 100,
        "Sort": { "SortBy": "CreatedDate", "SortOrder": "DESCENDING" },
    })
}

fn is_whole(there: &Value, request: &Value) -> bool {
    there["MemberCount"] == 1 && body::covers(there, request)
}
