//! The rules of engagements.

use cosell_api::types::{
    EngagementContextDetails, EngagementContextPayload, EngagementContextType,
    ValidationExceptionErrorCode as Code,
};

use crate::rule::{Finding, rules};
use crate::{Context, Error};

/// The member with the payload of a new engagement's context.
const FIELD: &str = "contexts.payload";

/// The most interactions of a lead.
pub const LEAD_INTERACTIONS: usize = 10;

rules! {
    /// The payload of a context.
    pub PAYLOAD = "engagement.context.payload", Inferred,
        "The payload of a context must have the context's type.";

    /// What a context about a customer account names.
    pub CUSTOMER = "engagement.context.customer-account", Inferred,
        "A context or an invitation about a customer account names an account of the caller, a \
         customer, or both, so it needs its payload. An account of somebody else, or of another \
         catalog, is not found.";

    /// Which customer a context about an account shows.
    pub DERIVED = "engagement.context.customer-account.derived", Inferred,
        "The customer of a context that names an account is what the account says at each read, \
         for every member; a customer that was given counts where the account says nothing. Of a \
         deleted account it is what it said last.";

    /// What is kept of insights.
    pub CHANNEL = "engagement.lead.channel-recommendation", Inferred,
        "ChannelRecommendation of a lead's insights is kept when it is given, and none is made \
         up: there are no statistics of similar leads.";

    /// How many contexts an engagement may have.
    pub CONTEXT_QUOTA = "engagement.context.quota", Documented,
        "An engagement has at most five contexts.";

    /// Whether an update may change the type.
    pub TYPE = "engagement.context.type", Inferred,
        "The type of a context does not change: an update must name the type that the context has.";

    /// Which version an update is made for.
    pub LATEST = "engagement.context.latest", Documented,
        "An update of a context must name the time of the engagement's last change; it is compared \
         as an instant, to the millisecond.";

    /// How many customer projects an engagement may have.
    pub PROJECTS = "engagement.context.projects", Documented,
        "An engagement may have several customer projects: AWS describes contexts of that type as \
         open to more than one customer and project.";

    /// How many interactions a lead may have.
    pub INTERACTIONS = "engagement.lead.interactions", Documented,
        "A lead has one to ten interactions, so a context of a lead needs its payload. An update \
         appends its interaction and exceeds the quota when there are ten.";

    /// What an update of a lead keeps.
    pub LEAD_KEPT = "engagement.lead.kept", Inferred,
        "An update of a lead replaces its customer, and keeps the qualification status and the \
         insights that it leaves out. The status of a lead without one is null and counts as \
         Unqualified.";

    /// How many members an engagement may have.
    pub MEMBER_QUOTA = "engagement.member.quota", Documented,
        "An engagement has at most ten members, including open invitations.";

    /// What a later task adds to an engagement.
    pub FILLED = "engagement.filled", Inferred,
        "A task that continues with the engagement of an earlier task fills its empty title, \
         description and customer project from the opportunity.";
}

/// Refuses one more context if there are `there` already and the quota is reached.
pub(crate) fn context_room(cx: &Context, there: usize) -> Result<(), Error> {
    let most = cx.settings.stored.engagement_contexts;
    if there < usize::try_from(most).unwrap_or(usize::MAX) {
        return Ok(());
    }
    let message = format!("An engagement has at most {most} contexts.");
    let error = cosell_api::Error::quota_exceeded(message);
    Err(Error::ruled(&CONTEXT_QUOTA, error))
}

/// Checks the contexts of a new engagement.
pub fn contexts(contexts: &[EngagementContextDetails]) -> Vec<Finding> {
    contexts
        .iter()
        .filter_map(|context| match &context.payload {
            Some(given) => payload(FIELD, context.r#type, type_of(given)),
            None => empty(context.r#type),
        })
        .collect()
}

/// The finding that a context of this type needs a payload.
fn empty(r#type: EngagementContextType) -> Option<Finding> {
    let rule = match r#type {
        EngagementContextType::CustomerAccount => &CUSTOMER,
        EngagementContextType::Lead => &INTERACTIONS,
        // Every member of their payloads may be left out, so no payload says as much as one.
        EngagementContextType::CustomerProject | EngagementContextType::ProspectingResult => {
            return None;
        }
    };
    let message = format!("A context of type {type} must have a payload.");
    Some(Finding::new(
        rule,
        FIELD,
        Code::RequiredFieldMissing,
        message,
    ))
}

/// Checks that a payload has the type of its context.
pub(crate) fn payload(
    field: &str,
    wanted: EngagementContextType,
    given: EngagementContextType,
) -> Option<Finding> {
    (given != wanted).then(|| {
        let message = format!("A context of type {wanted} cannot have a payload of type {given}.");
        Finding::new(&PAYLOAD, field, Code::InvalidValue, message)
    })
}

/// The type of a payload.
pub(crate) fn type_of(payload: &EngagementContextPayload) -> EngagementContextType {
    match payload {
        EngagementContextPayload::CustomerProject(_) => EngagementContextType::CustomerProject,
        EngagementContextPayload::Lead(_) => EngagementContextType::Lead,
        EngagementContextPayload::CustomerAccount(_) => EngagementContextType::CustomerAccount,
        EngagementContextPayload::ProspectingResult(_) => EngagementContextType::ProspectingResult,
    }
}

#[cfg(test)]
mod tests {
    use cosell_api::types::CustomerProjectsContext;

    use super::*;

    #[test]
    fn a_payload_of_another_type_is_found() {
        let context = |r#type| EngagementContextDetails {
            id: None,
            payload: Some(EngagementContextPayload::CustomerProject(
                CustomerProjectsContext::default(),
            )),
            ..EngagementContextDetails::required(r#type)
        };
        assert!(contexts(&[context(EngagementContextType::CustomerProject)]).is_empty());
        let found = contexts(&[context(EngagementContextType::Lead)]);
        assert_eq!(
            found
                .iter()
                .map(|finding| finding.rule.id)
                .collect::<Vec<_>>(),
            [PAYLOAD.id]
        );
    }
}
