//! What engagements are judged by.

use cosell_api::types::{
    EngagementContextDetails, EngagementContextPayload, EngagementContextType,
    ValidationExceptionErrorCode as Code,
};

use crate::rule::{Evidence, Finding, Rule};

/// Members that an engagement has at most, those included who are invited and did not answer yet.
pub const MEMBERS: i64 = 10;

/// Contexts that an engagement has at most.
pub const CONTEXTS: usize = 5;

/// The payload of a context.
pub static PAYLOAD: Rule = Rule {
    id: "engagement.context.payload",
    evidence: Evidence::Inferred,
    says: "The payload of a context is of the context's type.",
};

/// How many contexts there are.
pub static CONTEXT_QUOTA: Rule = Rule {
    id: "engagement.context.quota",
    evidence: Evidence::Documented,
    says: "An engagement has five contexts at most.",
};

/// How many members there are.
pub static MEMBER_QUOTA: Rule = Rule {
    id: "engagement.member.quota",
    evidence: Evidence::Documented,
    says: "An engagement has ten members at most, open invitations included.",
};

/// Every rule of this family.
pub static RULES: &[&Rule] = &[&PAYLOAD, &CONTEXT_QUOTA, &MEMBER_QUOTA];

/// What is wrong with the contexts of a new engagement.
pub fn contexts(contexts: &[EngagementContextDetails]) -> Vec<Finding> {
    contexts
        .iter()
        .filter_map(|context| {
            let given = type_of(context.payload.as_ref()?);
            let wanted = context.r#type;
            (given != wanted).then(|| {
                let message = format!("A context of type {wanted} has no {given} payload.");
                Finding::new(&PAYLOAD, "contexts.payload", Code::InvalidValue, message)
            })
        })
        .collect()
}

/// The type that a payload is of.
pub(crate) fn type_of(payload: &EngagementContextPayload) -> EngagementContextType {
    match payload {
        EngagementContextPayload::CustomerProject(_) => EngagementContextType::CustomerProject,
        EngagementContextPayload::Lead(_) => EngagementContextType::Lead,
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
