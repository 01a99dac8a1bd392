//! Opportunities: created, or brought by an invitation or a lead, and as far as they came.

use cosell_admin_api::aws::{Decision, Review};
use cosell_domain::aws_side::Decided;
use cosell_domain::find;
use serde_json::{Map, Value, json};

use super::{Run, of_domain, text, with};
use crate::opportunity;
use crate::seed::entry::{Opportunity, Progress, Record};
use crate::seed::merge::merge;

/// How the id of an engagement begins.
const ENGAGEMENT: &str = "eng-";

/// The title of the owner in the team of an opportunity.
pub(crate) const OWNER: &str = "OpportunityOwner";

/// The type under which a solution is associated.
const SOLUTIONS: &str = "Solutions";

impl Run {
    pub(super) async fn opportunity(&mut self, opportunity: &Opportunity) -> Result<(), String> {
        let Opportunity {
            record,
            from,
            state,
            stage,
            closed_lost_reason,
            solutions,
            related,
            ..
        } = opportunity;
        let account = &record.account;
        let mut made = match from {
            Some(source) => self.brought(opportunity, source).await?,
            None => self.created(opportunity).await?,
        };
        let id = text(&made, "Id")?;
        if let Some(owner) = &opportunity.owner {
            let mut assignee = owner.clone();
            assignee.insert("BusinessTitle".to_owned(), json!(OWNER));
            let body = json!({
                "Catalog": record.catalog,
                "Identifier": id,
                "Assignee": assignee,
            });
            self.call(account, "AssignOpportunity", body).await?;
        }
        let solutions = (SOLUTIONS, solutions);
        let related = related.iter().map(|(kind, ids)| (kind.as_str(), ids));
        for (kind, ids) in std::iter::once(solutions).chain(related) {
            for identifier in ids {
                let body = json!({
                    "Catalog": record.catalog,
                    "OpportunityIdentifier": id,
                    "RelatedEntityType": kind,
                    "RelatedEntityIdentifier": identifier,
                });
                self.call(account, "AssociateOpportunity", body).await?;
            }
        }
        if opportunity.engagement.is_some() || *state > Progress::Created {
            made = self.submit(opportunity, &id).await?;
        }
        for (name, member) in [
            (&opportunity.invitation, "EngagementInvitationId"),
            (&opportunity.job, "ResourceSnapshotJobId"),
        ] {
            if let Some(name) = name {
                let id = text(&made, member)?;
                self.names.put(name, json!({ "Id": id }))?;
            }
        }
        self.review(&id, opportunity).await?;
        if let Some(stage) = stage {
            let mut life_cycle = json!({ "Stage": stage });
            if let Some(reason) = closed_lost_reason {
                life_cycle["ClosedLostReason"] = json!(reason);
            }
            let mut over = Map::new();
            over.insert("LifeCycle".to_owned(), life_cycle);
            self.update(record, &id, over).await?;
        }
        let which = json!({ "Catalog": record.catalog, "Identifier": id });
        let stored = self.call(account, "GetOpportunity", which).await?;
        let arn = text(&stored, "Arn")?;
        self.named(record, with(&made, &[("Arn", &arn)]))
    }

    async fn created(&self, opportunity: &Opportunity) -> Result<Value, String> {
        let Opportunity { record, body, .. } = opportunity;
        let now = self.service.world().now();
        let mut invented = opportunity::body(now);
        if let Some(name) = &record.name {
            invented["PartnerOpportunityIdentifier"] = json!(name);
        }
        let body = self.body(record, invented, body)?;
        self.call(&record.account, "CreateOpportunity", body).await
    }

    /// The opportunity of an accepted invitation, or of a lead, which is converted. Its `Id` is
    /// that of the opportunity.
    async fn brought(&self, opportunity: &Opportunity, source: &str) -> Result<Value, String> {
        let Opportunity { record, body, .. } = opportunity;
        let source_id = self.names.id(source)?;
        let made = if source_id.starts_with(ENGAGEMENT) {
            self.convert(record, &source_id).await?
        } else {
            self.names.response(source)?
        };
        let id = text(&made, "OpportunityId")
            .map_err(|_| format!("`{source}` brings no opportunity; is it accepted?"))?;
        if !body.is_empty() {
            let over = self.body(record, json!({}), body)?;
            let over = over.as_object().cloned().unwrap_or_default();
            self.update(record, &id, over).await?;
        }
        Ok(with(&made, &[("Id", &id)]))
    }

    /// Makes an opportunity of the first lead of an engagement that the account has not converted.
    async fn convert(&self, record: &Record, engagement: &str) -> Result<Value, String> {
        let which = json!({ "Catalog": record.catalog, "Identifier": engagement });
        let stored = self.call(&record.account, "GetEngagement", which).await?;
        let contexts = stored["Contexts"].as_array().into_iter().flatten();
        let leads = contexts.filter(|context| context["Type"] == "Lead");
        let mut refused = format!("the engagement {engagement} has no lead");
        for lead in leads {
            let body = json!({
                "Catalog": record.catalog,
                "Identifier": engagement,
                "ContextIdentifier": lead["Id"],
            });
            let operation = "StartOpportunityFromEngagementTask";
            match self.task(&record.account, operation, body).await {
                Ok(task) => return Ok(task),
                Err(reason) => refused = reason,
            }
        }
        Err(refused)
    }

    async fn submit(&mut self, opportunity: &Opportunity, id: &str) -> Result<Value, String> {
        let Opportunity {
            record,
            involvement,
            visibility,
            engagement,
            ..
        } = opportunity;
        let body = json!({
            "Catalog": record.catalog,
            "Identifier": id,
            "AwsSubmission": { "InvolvementType": involvement, "Visibility": visibility },
        });
        let operation = "StartEngagementFromOpportunityTask";
        let task = self.task(&record.account, operation, body).await?;
        if let Some(name) = engagement {
            let engagement = text(&task, "EngagementId")?;
            self.names.put(name, with(&task, &[("Id", &engagement)]))?;
        }
        Ok(with(&task, &[("Id", id)]))
    }

    async fn review(&self, id: &str, opportunity: &Opportunity) -> Result<(), String> {
        let decision = match opportunity.state {
            Progress::Created | Progress::Submitted => return Ok(()),
            Progress::InReview => Decision::TakeIntoReview,
            Progress::ActionRequired => Decision::ActionRequired,
            Progress::Rejected => Decision::Reject,
            Progress::Approved => Decision::Approve,
        };
        let review = Review {
            decision,
            comments: opportunity.review_comments.clone(),
            reason: opportunity.review_reason.clone(),
        };
        match self.service.review(id.to_owned(), review).await {
            Ok(Decided::Done(_)) => Ok(()),
            Ok(Decided::Unknown) => Err("AWS does not know the opportunity".to_owned()),
            Ok(Decided::Refused(status)) => Err(format!(
                "AWS does not decide `{decision}` while the review status is {}",
                status.as_str()
            )),
            Err(error) => Err(of_domain(&error)),
        }
    }

    /// Sets members of an opportunity, and leaves everything else as it is.
    async fn update(
        &self,
        record: &Record,
        id: &str,
        over: Map<String, Value>,
    ) -> Result<(), String> {
        let which = json!({ "Catalog": record.catalog, "Identifier": id });
        let stored = self.call(&record.account, "GetOpportunity", which).await?;
        let operation = "UpdateOpportunity";
        let members = find(operation).map_or(&[][..], |entry| entry.meta.input.members());
        let kept = members.iter().filter_map(|member| {
            let value = stored.get(member.name)?;
            Some((member.name.to_owned(), value.clone()))
        });
        let mut body: Value = kept.collect();
        body["Identifier"] = json!(id);
        merge(&mut body, over);
        self.call(&record.account, operation, body)
            .await
            .map(|_| ())
    }
}
