//! Makes one opportunity, from its creation to where its plan ends.
//!
//! Every step looks at what is there, or has a client token made of the seed, so each may happen
//! again after a run that was stopped.

use std::time::Duration;

use cosell_admin_api::aws::{Decision, Review};
use cosell_admin_api::pages::ReviewOpportunity;
use cosell_admin_api::task::Catalog;
use cosell_api::operations::OPERATIONS;
use cosell_world::machine;
use serde_json::{Value, json};

use super::error::FillError;
use super::invented::{Invented, crm_id, invent};
use super::known::Known;
use crate::client::Client;
use crate::endpoint::Endpoint;
use crate::opportunity;

/// The poll interval of a task that has not ended with its call.
const POLL: Duration = Duration::from_millis(100);

/// How often a task is asked for: a minute.
const POLLS: u32 = 600;

/// Makes data on one server for one account.
#[derive(Debug)]
pub(super) struct Maker {
    pub(super) endpoint: Endpoint,
    pub(super) admin: Client,
    /// Another account that is invited, and its calls.
    pub(super) partner: Option<(String, Endpoint)>,
    pub(super) account: String,
    pub(super) catalog: Catalog,
    pub(super) seed: u64,
    /// Milliseconds since 1970.
    pub(super) now: i64,
    /// The active solutions of the account.
    pub(super) solutions: Vec<String>,
}

/// What became of an opportunity.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) created: bool,
    pub(super) state: &'static str,
    pub(super) engagement: bool,
    pub(super) invitation: bool,
}

impl Maker {
    pub(super) fn with_solutions(mut self) -> Result<Self, FillError> {
        let input = json!({ "Catalog": self.catalog, "Status": ["Active"] });
        let page = self.call("the list of solutions", "ListSolutions", &input)?;
        let found = page["SolutionSummaries"].as_array().into_iter().flatten();
        self.solutions = found
            .filter_map(|one| one["Id"].as_str().map(str::to_owned))
            .collect();
        Ok(self)
    }

    /// Makes the opportunity of a number, or what it lacks.
    pub(super) fn opportunity(
        &self,
        number: u32,
        known: Option<&Known>,
    ) -> Result<Made, FillError> {
        let invented = invent(self.seed, number, self.now);
        let plan = invented.plan;
        let what = format!("opportunity {number}");
        let made = Made {
            created: known.is_none(),
            state: plan.name,
            engagement: plan.is_submitted(),
            invitation: plan.stage.is_some() && invented.invites && self.partner.is_some(),
        };
        if known.is_some_and(|known| known.is_at_end(plan)) {
            return Ok(made);
        }
        let id = match known {
            Some(known) => known.id.clone(),
            None => self.create(&what, number, &invented)?,
        };
        if let Some(solution) = self.solution(&invented) {
            let input = json!({
                "Catalog": self.catalog,
                "OpportunityIdentifier": id,
                "RelatedEntityType": "Solutions",
                "RelatedEntityIdentifier": solution,
            });
            self.call(&what, "AssociateOpportunity", &input)?;
        }
        if !plan.is_submitted() {
            return Ok(made);
        }
        let engagement = self.submit(&what, number, &id, &invented)?;
        let due = known.is_none_or(|known| known.is_undecided(plan));
        if let Some(decision) = plan.decision.filter(|_| due) {
            self.review(&id, decision)?;
        }
        if let (true, Some((account, partner))) = (made.invitation, &self.partner) {
            self.invite(
                &what,
                number,
                &engagement,
                account,
                partner,
                invented.accepted,
            )?;
        }
        // Last, because it shows a later run that nothing is left to do.
        if let Some(stage) = plan.stage {
            self.advance(&what, &id, stage, &invented)?;
        }
        Ok(made)
    }

    fn solution(&self, invented: &Invented) -> Option<&String> {
        let count = u64::try_from(self.solutions.len()).ok()?;
        let index = invented.solution.checked_rem(count)?;
        self.solutions.get(usize::try_from(index).ok()?)
    }

    fn create(&self, what: &str, number: u32, invented: &Invented) -> Result<String, FillError> {
        let mut body = invented.body.clone();
        body["Catalog"] = json!(self.catalog);
        body["ClientToken"] = json!(crm_id(self.seed, number));
        if self.solutions.is_empty() {
            body["Project"]["OtherSolutionDescription"] = json!("A planning service.");
        }
        let created = self.call(what, "CreateOpportunity", &body)?;
        Ok(text(&created, "Id"))
    }

    /// Submits it and waits for the engagement, whose id is returned.
    fn submit(
        &self,
        what: &str,
        number: u32,
        id: &str,
        invented: &Invented,
    ) -> Result<String, FillError> {
        let mut submission = json!({ "InvolvementType": invented.involvement });
        submission["Visibility"] = json!("Full");
        let input = json!({
            "Catalog": self.catalog,
            "ClientToken": format!("{}-submit", crm_id(self.seed, number)),
            "Identifier": id,
            "AwsSubmission": submission,
        });
        let operation = "StartEngagementFromOpportunityTask";
        let mut task = self.call(what, operation, &input)?;
        let which = json!({
            "Catalog": self.catalog, "TaskIdentifier": [text(&task, "TaskId")],
        });
        for _ in 0..POLLS {
            match task["TaskStatus"].as_str() {
                Some("COMPLETE") => return Ok(text(&task, "EngagementId")),
                Some("FAILED") => break,
                _ => machine::block(POLL),
            }
            let list = self.call(what, "ListEngagementFromOpportunityTasks", &which)?;
            task = list["TaskSummaries"][0].clone();
        }
        let problem = match task["Message"].as_str() {
            Some(message) => format!("failed: {message}"),
            None => "has not ended in a minute".to_owned(),
        };
        Err(FillError::Task {
            what: what.to_owned(),
            operation,
            problem,
        })
    }

    fn review(&self, id: &str, decision: Decision) -> Result<(), FillError> {
        let page = ReviewOpportunity {
            id: id.to_owned(),
            body: Review {
                decision,
                comments: None,
                reason: None,
            },
        };
        self.admin.call(&page)?;
        Ok(())
    }

    fn invite(
        &self,
        what: &str,
        number: u32,
        engagement: &str,
        account: &str,
        partner: &Endpoint,
        accepted: bool,
    ) -> Result<(), FillError> {
        let payload = opportunity::payload(self.now);
        let token = format!("{}-invite", crm_id(self.seed, number));
        let input = json!({
            "Catalog": self.catalog,
            "ClientToken": token,
            "EngagementIdentifier": engagement,
            "Invitation": {
                "Message": "Would you take part in this deal?",
                "Receiver": { "Account": { "Alias": "Partner", "AwsAccountId": account } },
                "Payload": payload,
            },
        });
        let sent = self.call(what, "CreateEngagementInvitation", &input)?;
        if accepted {
            let input = json!({
                "Catalog": self.catalog,
                "ClientToken": format!("{token}-accept"),
                "Identifier": text(&sent, "Id"),
            });
            let operation = "StartEngagementByAcceptingInvitationTask";
            call(partner, what, operation, &input)?;
        }
        Ok(())
    }

    /// Sets the stage, and leaves everything else as it is.
    fn advance(
        &self,
        what: &str,
        id: &str,
        stage: &str,
        invented: &Invented,
    ) -> Result<(), FillError> {
        let which = json!({ "Catalog": self.catalog, "Identifier": id });
        let stored = self.call(what, "GetOpportunity", &which)?;
        let operation = "UpdateOpportunity";
        let meta = OPERATIONS.iter().find(|meta| meta.name == operation);
        let members = meta.map_or(&[][..], |meta| meta.input.members());
        let kept = members.iter().filter_map(|member| {
            let value = stored.get(member.name)?;
            Some((member.name.to_owned(), value.clone()))
        });
        let mut body: Value = kept.collect();
        body["Identifier"] = json!(id);
        body["LifeCycle"]["Stage"] = json!(stage);
        if stage == "Closed Lost" {
            body["LifeCycle"]["ClosedLostReason"] = json!(invented.lost_reason);
        }
        self.call(what, operation, &body).map(|_| ())
    }

    /// Calls an operation for the account.
    pub(super) fn call(
        &self,
        what: &str,
        operation: &'static str,
        input: &Value,
    ) -> Result<Value, FillError> {
        call(&self.endpoint, what, operation, input)
    }
}

pub(super) fn call(
    endpoint: &Endpoint,
    what: &str,
    operation: &'static str,
    input: &Value,
) -> Result<Value, FillError> {
    let answer = endpoint.call(operation, input)?;
    if answer.status == 200 {
        return Ok(answer.body);
    }
    Err(FillError::Refused {
        what: what.to_owned(),
        operation,
        name: answer.error().unwrap_or("no name").to_owned(),
        message: text(&answer.body, "Message"),
    })
}

pub(super) fn text(document: &Value, member: &str) -> String {
    document[member].as_str().unwrap_or_default().to_owned()
}
