//! What each step of each task requires.
//!
//! A task requires its own action when it is started; each of its steps then requires, when its turn
//! comes, the actions of the operation of its name. The resource is the one that the task's record
//! links to, or yet to be made.

use super::requirement::When;
use super::resource::ResourceType::{
    self, Engagement, EngagementInvitation, Opportunity, ResourceSnapshot, ResourceSnapshotJob,
};

/// What one task requires, step by step.
#[derive(Debug)]
pub struct TaskActions {
    /// The operation that starts the task.
    pub operation: &'static str,
    pub steps: &'static [StepActions],
}

/// What one step requires; all of it must be allowed.
#[derive(Debug)]
pub struct StepActions {
    pub step: &'static str,
    pub requirements: &'static [StepRequirement],
}

/// An action that must be allowed on a resource of the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepRequirement {
    /// With its service, such as `partnercentral:GetOpportunity`.
    pub action: &'static str,
    pub resource: ResourceType,
    pub when: When,
}

/// What a step requires, by the operation that starts its task; `None` for a step that nobody
/// declared, which is denied.
pub(super) fn of_step(operation: &str, step: &str) -> Option<&'static [StepRequirement]> {
    let task = TASKS.iter().find(|task| task.operation == operation)?;
    let step = task.steps.iter().find(|actions| actions.step == step)?;
    Some(step.requirements)
}

const fn always(action: &'static str, resource: ResourceType) -> StepRequirement {
    StepRequirement {
        action,
        resource,
        when: When::Always,
    }
}

const fn tagged(action: &'static str, resource: ResourceType) -> StepRequirement {
    StepRequirement {
        action,
        resource,
        when: When::Tagged,
    }
}

const fn step(step: &'static str, requirements: &'static [StepRequirement]) -> StepActions {
    StepActions { step, requirements }
}

/// Every task with steps of its own. The step that makes a snapshot job starts it too.
///
/// A step asks for what its operation does and no more: AWS lists neither `GetEngagement` nor
/// `GetAwsOpportunitySummary` among what `StartEngagementFromOpportunityTask` needs. It lists no
/// `CreateEngagementInvitation` either, but its model does, and the task makes an invitation.
#[rustfmt::skip]
pub static TASKS: [TaskActions; 3] = [
    TaskActions {
        operation: "StartEngagementByAcceptingInvitationTask",
        steps: &[
            step("GetEngagementInvitation", &[
                always("partnercentral:GetEngagementInvitation", EngagementInvitation),
            ]),
            step("AcceptEngagementInvitation", &[
                always("partnercentral:AcceptEngagementInvitation", EngagementInvitation),
            ]),
            step("CreateOpportunity", &[
                always("partnercentral:CreateOpportunity", Opportunity),
                tagged("partnercentral:TagResource", Opportunity),
            ]),
            step("CreateResourceSnapshot", &[
                always("partnercentral:CreateResourceSnapshot", ResourceSnapshot),
            ]),
            step("CreateResourceSnapshotJob", &[
                always("partnercentral:CreateResourceSnapshotJob", ResourceSnapshotJob),
                always("partnercentral:StartResourceSnapshotJob", ResourceSnapshotJob),
                tagged("partnercentral:TagResource", ResourceSnapshotJob),
            ]),
            step("SubmitOpportunity", &[always("partnercentral:SubmitOpportunity", Opportunity)]),
        ],
    },
    TaskActions {
        operation: "StartEngagementFromOpportunityTask",
        steps: &[
            step("GetOpportunity", &[always("partnercentral:GetOpportunity", Opportunity)]),
            step("CreateEngagement", &[always("partnercentral:CreateEngagement", Engagement)]),
            step("CreateResourceSnapshot", &[
                always("partnercentral:CreateResourceSnapshot", ResourceSnapshot),
            ]),
            step("CreateResourceSnapshotJob", &[
                always("partnercentral:CreateResourceSnapshotJob", ResourceSnapshotJob),
                always("partnercentral:StartResourceSnapshotJob", ResourceSnapshotJob),
                tagged("partnercentral:TagResource", ResourceSnapshotJob),
            ]),
            step("CreateEngagementInvitation", &[
                always("partnercentral:CreateEngagementInvitation", EngagementInvitation),
            ]),
            step("SubmitOpportunity", &[always("partnercentral:SubmitOpportunity", Opportunity)]),
        ],
    },
    TaskActions {
        operation: "StartOpportunityFromEngagementTask",
        steps: &[
            step("GetEngagement", &[always("partnercentral:GetEngagement", Engagement)]),
            step("CreateOpportunity", &[
                always("partnercentral:CreateOpportunity", Opportunity),
                tagged("partnercentral:TagResource", Opportunity),
            ]),
            step("CreateResourceSnapshot", &[
                always("partnercentral:CreateResourceSnapshot", ResourceSnapshot),
            ]),
            step("CreateResourceSnapshotJob", &[
                always("partnercentral:CreateResourceSnapshotJob", ResourceSnapshotJob),
                always("partnercentral:StartResourceSnapshotJob", ResourceSnapshotJob),
                tagged("partnercentral:TagResource", ResourceSnapshotJob),
            ]),
        ],
    },
];
