//! `/_cosell/aws/…`: AWS's side of co-selling, acted out by an administrator.
//!
//! `POST /_cosell/aws/opportunities/{id}/review` decides AWS's review of an opportunity,
//! `…/summary` changes AWS's side of it, `…/update` changes the opportunity itself.
//! `POST /_cosell/aws/invitations/{id}/accept` and `…/reject` answer an invitation of AWS.
//! `POST /_cosell/aws/referrals` and `…/leads` send an account a referral or a lead.
//!
//! What the state of the record does not allow is a conflict; the message says what does.

use cosell_admin_api::DateTime;
use cosell_admin_api::aws::{AnsweredInvitation, Members, Reviewed, SentInvitation, Summary};
use cosell_admin_api::pages::{
    AcceptInvitation, CreateLead, CreateReferral, RejectInvitation, ReviewOpportunity, SetSummary,
    UpdateByAws,
};
use cosell_api::Error as ApiError;
use cosell_domain::Error;
use cosell_domain::aws_side::Decided;
use cosell_domain::aws_side::answer::{Answer, Answered};
use cosell_domain::aws_side::refer::{Content, Sending, Sent};
use cosell_domain::opportunity::Stored;
use serde_json::Value;

use super::tasks::{catalog, catalog_of};
use super::{Context, Handler, conflict, document, invalid, not_found};
use crate::refusal::Refusal;

impl Handler for ReviewOpportunity {
    async fn handle(self, cx: Context<'_>) -> Result<Reviewed, Refusal> {
        let decision = self.body.decision;
        if decision.needs_comments() && self.body.comments.is_none() {
            return Err(invalid(&format!(
                "The decision `{decision}` must have comments, which the partner reads."
            )));
        }
        let decided = cx.front.service.review(self.id, self.body).await?;
        match decided {
            Decided::Done(stored) => Ok(reviewed(*stored)),
            Decided::Unknown => Err(not_found("There is no opportunity with this id.")),
            Decided::Refused(status) => Err(conflict(&format!(
                "The review status of the opportunity is {}, so AWS does not decide `{decision}` \
                 now; AWS decides about opportunities that are Submitted or In review.",
                status.as_str()
            ))),
        }
    }
}

impl Handler for AcceptInvitation {
    async fn handle(self, cx: Context<'_>) -> Result<AnsweredInvitation, Refusal> {
        let answering = cx.front.service.answer_invitation(self.id, Answer::Accept);
        answering.await.map(answered).map_err(refusal)
    }
}

impl Handler for RejectInvitation {
    async fn handle(self, cx: Context<'_>) -> Result<AnsweredInvitation, Refusal> {
        let answer = Answer::Reject(self.body.reason);
        let answering = cx.front.service.answer_invitation(self.id, answer);
        answering.await.map(answered).map_err(refusal)
    }
}

impl Handler for SetSummary {
    async fn handle(self, cx: Context<'_>) -> Result<Summary, Refusal> {
        let setting = cx.front.service.set_summary(self.id, self.body.0);
        let set = setting.await.map_err(refusal)?;
        let Value::Object(summary) = document(&set.shown) else {
            return Err(ApiError::internal().into());
        };
        Ok(Summary {
            last_modified: DateTime::from_millis(set.stored.row.modified_at),
            catalog: catalog(set.stored.row.catalog),
            account: set.stored.row.account,
            id: set.stored.row.id,
            summary: Members(summary),
            hidden: set.hidden.into_iter().map(str::to_owned).collect(),
        })
    }
}

impl Handler for UpdateByAws {
    async fn handle(self, cx: Context<'_>) -> Result<Reviewed, Refusal> {
        let updating = cx.front.service.update_by_aws(self.id, self.body.0);
        updating.await.map(reviewed).map_err(refusal)
    }
}

impl Handler for CreateReferral {
    async fn handle(self, cx: Context<'_>) -> Result<SentInvitation, Refusal> {
        let new = self.body;
        let sending = Sending {
            account: new.account,
            catalog: catalog_of(new.catalog),
            content: content(new.opportunity, new.seed, "opportunity")?,
        };
        let sending = cx.front.service.send_referral(sending);
        sending.await.map(sent).map_err(refusal)
    }
}

impl Handler for CreateLead {
    async fn handle(self, cx: Context<'_>) -> Result<SentInvitation, Refusal> {
        let new = self.body;
        let sending = Sending {
            account: new.account,
            catalog: catalog_of(new.catalog),
            content: content(new.lead, new.seed, "lead")?,
        };
        let sending = cx.front.service.send_lead(sending);
        sending.await.map(sent).map_err(refusal)
    }
}

/// What was given of the two; `name` is the member's.
fn content(given: Option<Members>, seed: Option<u64>, name: &str) -> Result<Content, Refusal> {
    match (given, seed) {
        (Some(Members(members)), None) => Ok(Content::Given(members)),
        (None, Some(seed)) => Ok(Content::Seed(seed)),
        _ => Err(invalid(&format!(
            "Exactly one of `{name}` and `seed` must be given."
        ))),
    }
}

fn sent(sent: Sent) -> SentInvitation {
    let invitation = sent.invitation;
    SentInvitation {
        expires_at: DateTime::from_millis(invitation.expires_at),
        id: invitation.id,
        account: invitation.receiver,
        catalog: catalog(invitation.catalog),
        engagement_id: invitation.engagement_id,
        opportunity_id: sent.opportunity_id,
    }
}

fn reviewed(stored: Stored) -> Reviewed {
    Reviewed {
        review_status: stored.document.review_status().as_str().to_owned(),
        last_modified: DateTime::from_millis(stored.row.modified_at),
        catalog: catalog(stored.row.catalog),
        account: stored.row.account,
        id: stored.row.id,
    }
}

fn answered(answered: Answered) -> AnsweredInvitation {
    let invitation = answered.invitation;
    AnsweredInvitation {
        id: invitation.id,
        account: invitation.sender,
        catalog: catalog(invitation.catalog),
        engagement_id: invitation.engagement_id,
        status: invitation.status.as_str().to_owned(),
        opportunity_id: answered.reviewed.map(|stored| stored.row.id),
    }
}

/// A refusal of the domain in the form of this API.
fn refusal(error: Error) -> Refusal {
    match error.refused() {
        Some(refused @ ApiError::ResourceNotFound { .. }) => not_found(refused.message()),
        Some(refused @ (ApiError::Conflict { .. } | ApiError::ServiceQuotaExceeded { .. })) => {
            conflict(refused.message())
        }
        Some(refused @ ApiError::Validation { .. }) => invalid(refused.message()),
        _ => error.into(),
    }
}
