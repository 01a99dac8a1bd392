//! Invitations, of partners and of AWS, and the answers to them.

use cosell_domain::Catalog;
use cosell_domain::aws_side::answer::Answer;
use cosell_domain::aws_side::refer::{Content, Sending};
use cosell_domain::settings::AWS;
use serde_json::{Value, json};

use super::{Run, of_domain, text, with};
use crate::opportunity;
use crate::seed::entry::{Answered, Invitation, Sent, What};

/// What AWS sends.
#[derive(Clone, Copy)]
pub(super) enum Kinds {
    Referral,
    Lead,
}

/// An invitation that is answered.
struct Answering<'a> {
    catalog: &'a str,
    id: String,
    by: &'a str,
    /// Whether accepting it makes an opportunity, by a task.
    is_task: bool,
    reason: Option<&'a str>,
}

fn catalog(name: &str) -> Result<Catalog, String> {
    let all = [Catalog::Aws, Catalog::Sandbox];
    let found = all.into_iter().find(|catalog| catalog.as_str() == name);
    found.ok_or_else(|| format!("a catalog is AWS or Sandbox, not `{name}`"))
}

impl Run {
    pub(super) async fn invitation(&mut self, invitation: &Invitation) -> Result<(), String> {
        let Invitation {
            record,
            to,
            engagement,
            state,
            reason,
            body: over,
        } = invitation;
        let mut invented = json!({
            "EngagementIdentifier": self.names.id(engagement)?,
            "Invitation": {
                "Message": "Would you join us?",
                "Receiver": { "Account": { "Alias": "Partner", "AwsAccountId": to } },
            },
        });
        let payload = over
            .get("Invitation")
            .and_then(|given| given.get("Payload"));
        if payload.is_none() {
            let now = self.service.world().now();
            invented["Invitation"]["Payload"] = opportunity::payload(now);
        }
        let engagement = invented["EngagementIdentifier"].clone();
        let mut body = self.body(record, invented, over)?;
        body["EngagementIdentifier"] = engagement;
        let has_opportunity = !body["Invitation"]["Payload"]["OpportunityInvitation"].is_null();
        let made = self
            .call(&record.account, "CreateEngagementInvitation", body)
            .await?;
        let answering = Answering {
            catalog: &record.catalog,
            id: text(&made, "Id")?,
            by: to,
            is_task: has_opportunity && to != AWS,
            reason: reason.as_deref(),
        };
        let made = self.answer(made, *state, &answering).await?;
        self.named(record, made)
    }

    pub(super) async fn sent(&mut self, sent: &Sent, kind: Kinds) -> Result<(), String> {
        let Sent {
            record,
            state,
            reason,
            engagement,
            seed,
            body,
        } = sent;
        let content = match (seed, body.is_empty()) {
            (Some(_), false) => return Err("give either `seed` or `body`".to_owned()),
            (seed, true) => Content::Seed(seed.unwrap_or(0)),
            (None, false) => {
                let body = self.body(record, json!({}), body)?;
                let mut body = body.as_object().cloned().unwrap_or_default();
                body.remove("Catalog");
                Content::Given(body)
            }
        };
        let sending = Sending {
            account: record.account.clone(),
            catalog: catalog(&record.catalog)?,
            content,
        };
        let sent = match kind {
            Kinds::Referral => self.service.send_referral(sending).await,
            Kinds::Lead => self.service.send_lead(sending).await,
        };
        let sent = sent.map_err(|error| of_domain(&error))?;
        let made = json!({
            "Id": sent.invitation.id,
            "EngagementId": sent.invitation.engagement_id,
            "OpportunityId": sent.opportunity_id,
        });
        if let Some(name) = engagement {
            let id = sent.invitation.engagement_id.as_str();
            self.names.put(name, with(&made, &[("Id", id)]))?;
        }
        let answering = Answering {
            catalog: &record.catalog,
            id: sent.invitation.id,
            by: &record.account,
            is_task: matches!(kind, Kinds::Referral),
            reason: reason.as_deref(),
        };
        let made = self.answer(made, *state, &answering).await?;
        self.named(record, made)
    }

    /// Answers an invitation. Returns what is known of it then.
    async fn answer(
        &self,
        made: Value,
        state: Answered,
        answering: &Answering<'_>,
    ) -> Result<Value, String> {
        let Answering {
            catalog,
            id,
            by,
            is_task,
            reason,
        } = answering;
        if *by == AWS {
            let answer = match state {
                Answered::Pending | Answered::Expired => return Ok(made),
                Answered::Accepted => Answer::Accept,
                Answered::Rejected => Answer::Reject(reason.map(str::to_owned)),
            };
            let answered = self.service.answer_invitation(id.clone(), answer).await;
            return answered.map(|_| made).map_err(|error| of_domain(&error));
        }
        let mut body = json!({ "Catalog": catalog, "Identifier": id });
        match state {
            Answered::Pending | Answered::Expired => Ok(made),
            Answered::Accepted if *is_task => {
                let operation = "StartEngagementByAcceptingInvitationTask";
                let task = self.task(by, operation, body).await?;
                Ok(with(&task, &[("Id", id)]))
            }
            Answered::Accepted => {
                self.call(by, "AcceptEngagementInvitation", body).await?;
                Ok(made)
            }
            Answered::Rejected => {
                if let Some(reason) = reason {
                    body["RejectionReason"] = json!(reason);
                }
                self.call(by, "RejectEngagementInvitation", body).await?;
                Ok(made)
            }
        }
    }

    /// Checks what happens by itself.
    pub(super) async fn check(&self, what: &What) -> Result<(), String> {
        let (record, to) = match what {
            What::Invitation(Invitation {
                record,
                to,
                state: Answered::Expired,
                ..
            }) => (record, to),
            What::Referral(Sent { record, state, .. }) | What::Lead(Sent { record, state, .. })
                if *state == Answered::Expired =>
            {
                (record, &record.account)
            }
            _ => return Ok(()),
        };
        let (Some(name), false) = (&record.name, to == AWS) else {
            return Ok(());
        };
        let body = json!({ "Catalog": record.catalog, "Identifier": self.names.id(name)? });
        let stored = self.call(to, "GetEngagementInvitation", body).await?;
        match stored["Status"].as_str() {
            Some("EXPIRED") => Ok(()),
            status => Err(format!(
                "the invitation is {}: it expires 15 days after it was sent, so make `age` longer",
                status.unwrap_or("unknown")
            )),
        }
    }
}
