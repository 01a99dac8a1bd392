//! `UpdateEngagementContext`: a member changes a context of an engagement that it has read.
//!
//! The request names the time of the engagement's last change; if it was changed since, the update
//! is refused and the caller must read it again. A customer project and a prospecting result are
//! replaced. Of a lead the customer is replaced, and the one interaction of the request is
//! appended.

use cosell_api::operations::UpdateEngagementContext;
use cosell_api::types::{
    EngagementContextDetails, EngagementContextPayload, EngagementContextType, LeadContext,
    UpdateEngagementContextPayload as Update, UpdateEngagementContextRequest,
    UpdateEngagementContextResponse, UpdateLeadContext, ValidationExceptionErrorCode as Code,
};
use cosell_store::Tx;

use super::{context, rules, store};
use crate::error::instant;
use crate::permission::ResourceType::Engagement;
use crate::permission::{Requirement, ask};
use crate::rule::Finding;
use crate::{Context, Error, Handler, arn};

impl Handler for UpdateEngagementContext {
    const REQUIRES: &'static [Requirement] = &[
        ask(
            "partnercentral:UpdateEngagementContext",
            Engagement.named("EngagementIdentifier"),
        ),
        ask(
            "partnercentral:GetEngagement",
            Engagement.named("EngagementIdentifier"),
        ),
    ];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &UpdateEngagementContextRequest,
    ) -> Result<UpdateEngagementContextResponse, Error> {
        let mut engagement = store::load(cx, tx, &input.engagement_identifier).await?;
        let known = context::find(&engagement, &input.context_identifier)?;
        Error::unless_empty(findings(known, input))?;
        if input.engagement_last_modified_at.as_millis() != engagement.row.modified_at {
            let message = "The engagement was modified since EngagementLastModifiedAt. Read it \
                           again and repeat the update.";
            return Err(Error::ruled(
                &rules::LATEST,
                cosell_api::Error::conflict(message),
            ));
        }
        let payload = replaced(cx, known.payload.as_ref(), &input.payload)?;
        for context in &mut engagement.document.contexts {
            if context.id.as_ref() == Some(&input.context_identifier) {
                context.payload = Some(payload.clone());
            }
        }
        context::save(cx, tx, &mut engagement).await?;
        let arn = arn::engagement(cx.catalog, &engagement.row.id);
        Ok(UpdateEngagementContextResponse::required(
            engagement.row.id,
            arn,
            instant(engagement.row.modified_at),
            input.context_identifier.clone(),
        ))
    }
}

/// Checks an update of this context.
fn findings(
    known: &EngagementContextDetails,
    input: &UpdateEngagementContextRequest,
) -> Vec<Finding> {
    let given = match &input.payload {
        Update::Lead(_) => EngagementContextType::Lead,
        Update::CustomerProject(_) => EngagementContextType::CustomerProject,
        Update::ProspectingResult(_) => EngagementContextType::ProspectingResult,
    };
    let mut findings: Vec<_> = rules::payload("payload", input.r#type, given)
        .into_iter()
        .collect();
    if input.r#type != known.r#type {
        let message = format!("The context is of type {}.", known.r#type);
        findings.push(Finding::new(
            &rules::TYPE,
            "type",
            Code::InvalidValue,
            message,
        ));
    }
    if let (Update::Lead(update), None) = (&input.payload, &known.payload)
        && update.interaction.is_none()
    {
        findings.push(Finding::new(
            &rules::INTERACTIONS,
            "payload.lead.interaction",
            Code::RequiredFieldMissing,
            "A lead must have at least one interaction.",
        ));
    }
    findings
}

/// The payload after the update.
fn replaced(
    cx: &Context,
    known: Option<&EngagementContextPayload>,
    update: &Update,
) -> Result<EngagementContextPayload, Error> {
    Ok(match update {
        Update::CustomerProject(project) => {
            EngagementContextPayload::CustomerProject(project.clone())
        }
        Update::ProspectingResult(result) => {
            EngagementContextPayload::ProspectingResult(result.clone())
        }
        Update::Lead(update) => {
            let known = match known {
                Some(EngagementContextPayload::Lead(known)) => Some(known),
                _ => None,
            };
            EngagementContextPayload::Lead(lead(cx, known, update)?)
        }
    })
}

fn lead(
    cx: &Context,
    known: Option<&LeadContext>,
    update: &UpdateLeadContext,
) -> Result<LeadContext, Error> {
    let mut lead = known.cloned().unwrap_or_default();
    if let Some(mut interaction) = update.interaction.clone() {
        if lead.interactions.len() >= rules::LEAD_INTERACTIONS {
            let error = cosell_api::Error::quota_exceeded(
                "The lead already has ten interactions, \
                                                           the most that it may have.",
            );
            return Err(Error::ruled(&rules::INTERACTIONS, error));
        }
        context::date_interaction(cx, &mut interaction);
        lead.interactions.push(interaction);
    }
    lead.customer = update.customer.clone();
    lead.qualification_status = update
        .qualification_status
        .clone()
        .or(lead.qualification_status);
    lead.insights = update.insights.clone().or(lead.insights);
    Ok(lead)
}
