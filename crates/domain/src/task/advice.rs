//! What each reason code says, what the task has done by then, and what to do next.
//!
//! docs/tasks.md has this table, and the console shows its row beside a failed task.

use cosell_api::types::ReasonCode;

use super::{
    engagement_by_accepting_invitation, engagement_from_opportunity, opportunity_from_engagement,
    prospecting,
};

/// The explanation of a reason code.
#[derive(Debug)]
pub struct Advice {
    pub code: ReasonCode,
    /// When a task fails with it.
    pub when: &'static str,
    /// What of the task's work stays.
    pub stays: &'static str,
    /// What to do next.
    pub next: &'static str,
}

/// The explanation of the reason code with this name.
pub fn advice(code: &str) -> Option<&'static Advice> {
    ADVICE.iter().find(|advice| advice.code.as_str() == code)
}

/// How the texts of [`ADVICE`] name the kinds of task that a sentence is about.
const ABOUT: [(&str, &str); 4] = [
    ("opportunity task: ", engagement_from_opportunity::KIND),
    (
        "invitation task: ",
        engagement_by_accepting_invitation::KIND,
    ),
    ("lead task: ", opportunity_from_engagement::KIND),
    ("prospecting: ", prospecting::KIND),
];

/// The sentences of a text of [`ADVICE`] that are about a kind of task, without its name: those
/// that name the kind, and those that name none.
pub fn about_kind(text: &str, kind: &str) -> String {
    let about = |sentence: &str| {
        let named = ABOUT.iter().find_map(|(name, known)| {
            let start = sentence.get(..name.len())?;
            let is_named = start.eq_ignore_ascii_case(name);
            is_named.then(|| (*known, sentence[name.len()..].to_owned()))
        });
        match named {
            Some((known, rest)) => (known == kind).then_some(rest),
            None => Some(sentence.to_owned()),
        }
    };
    let sentences = text.split(". ").filter_map(about);
    sentences.collect::<Vec<_>>().join(". ")
}

/// Every reason code, as the documentation lists them.
pub static ADVICE: [Advice; 22] = [
    Advice {
        code: ReasonCode::OpportunityAccessDenied,
        when: "the caller may no longer read, create or submit the opportunity",
        stays: "all earlier steps",
        next: "get the permission, start again",
    },
    Advice {
        code: ReasonCode::OpportunityValidationFailed,
        when: "opportunity task: the opportunity lacks what an invitation or the submission \
               needs, or breaks a rule. Invitation task: the opportunity cannot be created from \
               the invitation. Lead task: the draft or its tags break a rule",
        stays: "all earlier steps: engagement, snapshot, job, invitation; or the acceptance",
        next: "correct the members that Message names (UpdateOpportunity, \
               AssociateOpportunity), start again",
    },
    Advice {
        code: ReasonCode::OpportunitySubmissionFailed,
        when: "opportunity task: involvement, visibility or stage do not allow the submission",
        stays: "all earlier steps",
        next: "choose another involvement or visibility, or correct PrimaryNeedsFromAws, start \
               again",
    },
    Advice {
        code: ReasonCode::OpportunityConflict,
        when: "opportunity task: the opportunity is already submitted, in review or approved. \
               Lead task: another task has drafted this lead and is still running",
        stays: "all earlier steps",
        next: "opportunity task: treat as done, and read the opportunity's ReviewStatus. Lead \
               task: wait for the other task",
    },
    Advice {
        code: ReasonCode::EngagementAccessDenied,
        when: "the caller may not create or read the engagement: denied, or no longer a member",
        stays: "nothing of that step",
        next: "get the permission or join, start again",
    },
    Advice {
        code: ReasonCode::EngagementValidationFailed,
        when: "the engagement's title, description or context is refused. Prospecting: no \
               context names a customer",
        stays: "earlier steps",
        next: "correct the opportunity's title or the contexts, start again",
    },
    Advice {
        code: ReasonCode::EngagementConflict,
        when: "another request changed the engagement during the step",
        stays: "earlier steps",
        next: "start again",
    },
    Advice {
        code: ReasonCode::ResourceSnapshotAccessDenied,
        when: "the caller may not take the snapshot",
        stays: "engagement or draft",
        next: "get the permission, start again",
    },
    Advice {
        code: ReasonCode::ResourceSnapshotValidationFailed,
        when: "a rule refuses the snapshot",
        stays: "engagement or draft",
        next: "read Message, start again",
    },
    Advice {
        code: ReasonCode::ResourceSnapshotConflict,
        when: "another transaction took the same revision",
        stays: "engagement or draft",
        next: "start again",
    },
    Advice {
        code: ReasonCode::ResourceSnapshotJobAccessDenied,
        when: "the caller may not create or start the job",
        stays: "engagement, snapshot",
        next: "get the permission, start again",
    },
    Advice {
        code: ReasonCode::ResourceSnapshotJobValidationFailed,
        when: "a rule refuses the job or its tags",
        stays: "engagement, snapshot",
        next: "correct Tags, start again",
    },
    Advice {
        code: ReasonCode::ResourceSnapshotJobConflict,
        when: "a job for the same resource was created at the same time",
        stays: "engagement, snapshot",
        next: "start again: the task finds the job",
    },
    Advice {
        code: ReasonCode::InvitationAccessDenied,
        when: "the caller may not send or read the invitation",
        stays: "engagement, snapshot, job; or nothing",
        next: "get the permission, start again",
    },
    Advice {
        code: ReasonCode::InvitationValidationFailed,
        when: "opportunity task: a rule refuses the invitation. Invitation task: it is for a \
               lead, or no opportunity can be created from its payload",
        stays: "all earlier steps; a pending invitation stays pending",
        next: "opportunity task: correct what Message names, start again. Invitation task: for a \
               lead call AcceptEngagementInvitation; otherwise ask the sender for a corrected one",
    },
    Advice {
        code: ReasonCode::EngagementInvitationConflict,
        when: "opportunity task: AWS was invited at the same time. Invitation task: the \
               invitation was rejected or has expired, or the engagement is full",
        stays: "all earlier steps, or nothing",
        next: "opportunity task: start again. Invitation task: ask for a new invitation",
    },
    Advice {
        code: ReasonCode::ServiceQuotaExceeded,
        when: "the engagement has ten members or five contexts",
        stays: "all earlier steps",
        next: "use another engagement; members and contexts cannot be removed",
    },
    Advice {
        code: ReasonCode::RequestThrottled,
        when: "a step was throttled, also on its last attempt",
        stays: "all earlier steps",
        next: "wait, start again",
    },
    Advice {
        code: ReasonCode::InternalError,
        when: "a step failed for an internal reason, also on its last attempt",
        stays: "all earlier steps",
        next: "start again; the server's log has the cause",
    },
    Advice {
        code: ReasonCode::ContextNotFound,
        when: "lead task: the engagement has no such context",
        stays: "nothing",
        next: "read GetEngagement, name a Lead's id",
    },
    Advice {
        code: ReasonCode::CustomerProjectContextNotPermitted,
        when: "lead task: the context is not a lead, or the caller converted it before",
        stays: "nothing, or the first conversion",
        next: "name a lead; or use the opportunity that Message names",
    },
    Advice {
        code: ReasonCode::DisqualifiedLeadNotPermitted,
        when: "lead task: the lead's QualificationStatus is Disqualified",
        stays: "nothing",
        next: "give the lead another status with UpdateEngagementContext, start again",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_explanation_says_what_is_so_of_the_kind_of_the_task() {
        let text = "it broke. Opportunity task: a. Invitation task: b; or c. Lead task: d: e";
        for (kind, said) in [
            (engagement_from_opportunity::KIND, "it broke. a"),
            (
                engagement_by_accepting_invitation::KIND,
                "it broke. b; or c",
            ),
            (opportunity_from_engagement::KIND, "it broke. d: e"),
            (prospecting::KIND, "it broke"),
        ] {
            assert_eq!(about_kind(text, kind), said);
        }
        for advice in &ADVICE {
            for (_, kind) in ABOUT {
                for text in [advice.when, advice.next] {
                    let said = about_kind(text, kind).to_lowercase();
                    assert!(!said.contains("task: "), "{said}");
                }
            }
        }
    }

    #[test]
    fn every_reason_code_has_an_explanation() {
        let explained: Vec<_> = ADVICE.iter().map(|advice| advice.code).collect();
        for code in ReasonCode::ALL {
            let count = explained.iter().filter(|known| *known == code).count();
            assert_eq!(count, 1, "{code}");
        }
    }
}
