//! What engagements are judged by.

use cosell_api::types::{
    EngagementContextDetails, EngagementContextPayload, EngagementContextType,
    ValidationExceptionErrorCode as Code,
};

use crate::rule::{Finding, rules};
use crate::{Context, Error};

/// Interactions that a lead has at most.
pub const LEAD_INTERACTIONS: usize = 10;

rules! {
    /// The payload of a context.
    pub PAYLOAD = "engagement.context.payload", Inferred,
        "The payload of a context is of the context's type.";

    /// What a context about a customer account names.
    pub CUSTOMER = "engagement.context.customer-account", Inferred,
        "A context or an invitation about a customer account names an account of the caller, a \
         customer, or both. An account of somebody else, or of another catalog, is not found.";

    /// Which customer a context about an account shows.
    pub DERIVED = "engagement.context.customer-account.derived", Inferred,
        "The customer of a context that names an account is what the account says at each read, \
         for every member; a customer that was given counts where the account says nothing. Of a \
         deleted account it is what it said last.";

    /// What is kept of insights.
    pub CHANNEL = "engagement.lead.channel-recommendation", Inferred,
        "ChannelRecommendation of a lead's insights is kept when it is given, and none is made \
         up: there are no statistics of similar leads.";

    /// How many contexts there are.
    pub CONTEXT_QUOTA = "engagement.context.quota", Documented,
        "An engagement has five contexts at most.";

    /// What an update may do to a context.
    pub TYPE = "engagement.context.type", Inferred,
        "A context keeps its type: an update names the type that the context has.";

    /// Who changed the engagement last.
    pub LATEST = "engagement.context.latest", Documented,
        "An update of a context names the time of the engagement's last change; it is compared \
         as an instant, to the millisecond.";

    /// How many customer projects there are.
    pub PROJECTS = "engagement.context.projects", Documented,
        "An engagement may have several customer projects: its contexts of that type are \
         described as open to more than one customer and project.";

    /// How often a lead was spoken to.
    pub INTERACTIONS = "engagement.lead.interactions", Documented,
        "A lead has one to ten interactions. An update adds its interaction behind the others \
         and is refused by quota when there are ten.";

    /// What an update of a lead leaves alone.
    pub LEAD_KEPT = "engagement.lead.kept", Inferred,
        "An update of a lead replaces its customer; a qualification status or insights that it \
         leaves out stay. A lead without a status reads null and counts as Unqualified.";

    /// How many members there are.
    pub MEMBER_QUOTA = "engagement.member.quota", Documented,
        "An engagement has ten members at most, open invitations included.";

    /// What a task's engagement learns later.
    pub FILLED = "engagement.filled", Inferred,
        "A task that goes on with the engagement of an earlier one fills its title, description \
         and customer project from the opportunity, where they were left empty.";
}

/// Refuses one more context beside as many as there are.
pub(crate) fn context_room(cx: &Context, there: usize) -> Result<(), Error> {
    let most = cx.settings.stored.engagement_contexts;
    if there < usize::try_from(most).unwrap_or(usize::MAX) {
        return Ok(());
    }
    let message = format!("An engagement has {most} contexts at most.");
    let error = cosell_api::Error::quota_exceeded(message);
    Err(Error::ruled(&CONTEXT_QUOTA, error))
}

/// What is wrong with the contexts of a new engagement.
pub fn contexts(contexts: &[EngagementContextDetails]) -> Vec<Finding> {
    contexts
        .iter()
        .filter_map(|context| {
            let given = type_of(context.payload.as_ref()?);
            payload("contexts.payload", context.r#type, given)
        })
        .collect()
}

/// What is wrong with a payload of one type for a context of another.
pub(crate) fn payload(
    field: &str,
    wanted: EngagementContextType,
    given: EngagementContextType,
) -> Option<Finding> {
    (given != wanted).then(|| {
        let message = format!("A context of type {wanted} has no {given} payload.");
        Finding::new(&PAYLOAD, field, Code::InvalidValue, message)
    })
}

/// The type that a payload is of.
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
            r#type,
            payload: Some(EngagementContextPayload::CustomerProject(
                CustomerProjectsContext::default(),
            )),
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
