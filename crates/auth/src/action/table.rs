//! The table: every operation of the service and every step of its tasks.

use super::ResourceType::{
    self, Any, Engagement, EngagementByAcceptingInvitationTask, EngagementFromOpportunityTask,
    EngagementInvitation, Opportunity, OpportunityFromEngagementTask,
    ProspectingFromEngagementTask, ResourceSnapshot, ResourceSnapshotJob, Role, Tagged,
};
use super::{OperationActions, Requirement, StepActions, TaskActions, When};

const fn always(action: &'static str, resource: ResourceType) -> Requirement {
    Requirement {
        action,
        resource,
        when: When::Always,
    }
}

const fn tagged(action: &'static str, resource: ResourceType) -> Requirement {
    Requirement {
        action,
        resource,
        when: When::Tagged,
    }
}

const fn operation(
    operation: &'static str,
    requirements: &'static [Requirement],
) -> OperationActions {
    OperationActions {
        operation,
        requirements,
    }
}

const fn step(step: &'static str, requirements: &'static [Requirement]) -> StepActions {
    StepActions { step, requirements }
}

/// Every operation, sorted by name.
#[rustfmt::skip]
pub static OPERATIONS: [OperationActions; 45] = [
    operation("AcceptEngagementInvitation", &[
        always("partnercentral:AcceptEngagementInvitation", EngagementInvitation),
    ]),
    operation("AssignOpportunity", &[always("partnercentral:AssignOpportunity", Opportunity)]),
    operation("AssociateOpportunity", &[
        always("partnercentral:AssociateOpportunity", Opportunity),
    ]),
    operation("CreateEngagement", &[always("partnercentral:CreateEngagement", Engagement)]),
    operation("CreateEngagementContext", &[
        always("partnercentral:CreateEngagementContext", Engagement),
        always("partnercentral:GetEngagement", Engagement),
    ]),
    operation("CreateEngagementInvitation", &[
        always("partnercentral:CreateEngagementInvitation", EngagementInvitation),
        always("partnercentral:GetEngagement", Engagement),
    ]),
    operation("CreateOpportunity", &[
        always("partnercentral:CreateOpportunity", Opportunity),
        tagged("partnercentral:TagResource", Opportunity),
    ]),
    operation("CreateResourceSnapshot", &[
        always("partnercentral:CreateResourceSnapshot", ResourceSnapshot),
        always("partnercentral:GetAwsOpportunitySummary", Opportunity),
        always("partnercentral:GetOpportunity", Opportunity),
    ]),
    operation("CreateResourceSnapshotJob", &[
        always("partnercentral:CreateResourceSnapshotJob", ResourceSnapshotJob),
        always("partnercentral:CreateResourceSnapshot", ResourceSnapshot),
        always("partnercentral:GetOpportunity", Opportunity),
        tagged("partnercentral:TagResource", ResourceSnapshotJob),
    ]),
    operation("DeleteResourceSnapshotJob", &[
        always("partnercentral:DeleteResourceSnapshotJob", ResourceSnapshotJob),
    ]),
    operation("DisassociateOpportunity", &[
        always("partnercentral:DisassociateOpportunity", Opportunity),
    ]),
    operation("GetAwsOpportunitySummary", &[
        always("partnercentral:GetAwsOpportunitySummary", Opportunity),
    ]),
    operation("GetEngagement", &[always("partnercentral:GetEngagement", Engagement)]),
    operation("GetEngagementInvitation", &[
        always("partnercentral:GetEngagementInvitation", EngagementInvitation),
    ]),
    operation("GetOpportunity", &[always("partnercentral:GetOpportunity", Opportunity)]),
    operation("GetProspectingFromEngagementTask", &[
        always("partnercentral:GetProspectingFromEngagementTask", ProspectingFromEngagementTask),
    ]),
    operation("GetResourceSnapshot", &[
        always("partnercentral:GetResourceSnapshot", ResourceSnapshot),
    ]),
    operation("GetResourceSnapshotJob", &[
        always("partnercentral:GetResourceSnapshotJob", ResourceSnapshotJob),
    ]),
    operation("GetSellingSystemSettings", &[
        always("partnercentral:GetSellingSystemSettings", Any),
    ]),
    operation("ListEngagementByAcceptingInvitationTasks", &[
        always("partnercentral:ListEngagementByAcceptingInvitationTasks", Any),
    ]),
    operation("ListEngagementFromOpportunityTasks", &[
        always("partnercentral:ListEngagementFromOpportunityTasks", Any),
    ]),
    operation("ListEngagementInvitations", &[
        always("partnercentral:ListEngagementInvitations", Any),
    ]),
    operation("ListEngagementMembers", &[
        always("partnercentral:ListEngagementMembers", Engagement),
    ]),
    operation("ListEngagementResourceAssociations", &[
        always("partnercentral:ListEngagementResourceAssociations", ResourceSnapshot),
    ]),
    operation("ListEngagements", &[always("partnercentral:ListEngagements", Any)]),
    operation("ListOpportunities", &[always("partnercentral:ListOpportunities", Any)]),
    operation("ListOpportunityFromEngagementTasks", &[
        always("partnercentral:ListOpportunityFromEngagementTasks", Any),
        always("partnercentral:ListEngagementFromOpportunityTasks", Any),
    ]),
    operation("ListProspectingFromEngagementTasks", &[
        always("partnercentral:ListProspectingFromEngagementTasks", Any),
    ]),
    operation("ListResourceSnapshotJobs", &[
        always("partnercentral:ListResourceSnapshotJobs", Any),
    ]),
    operation("ListResourceSnapshots", &[
        always("partnercentral:ListResourceSnapshots", ResourceSnapshot),
    ]),
    operation("ListSolutions", &[always("partnercentral:ListSolutions", Any)]),
    operation("ListTagsForResource", &[always("partnercentral:ListTagsForResource", Tagged)]),
    operation("PutSellingSystemSettings", &[
        always("partnercentral:PutSellingSystemSettings", Any),
        always("iam:PassRole", Role),
    ]),
    operation("RejectEngagementInvitation", &[
        always("partnercentral:RejectEngagementInvitation", EngagementInvitation),
    ]),
    operation("StartEngagementByAcceptingInvitationTask", &[
        always("partnercentral:StartEngagementByAcceptingInvitationTask", EngagementByAcceptingInvitationTask),
    ]),
    operation("StartEngagementFromOpportunityTask", &[
        always("partnercentral:StartEngagementFromOpportunityTask", EngagementFromOpportunityTask),
    ]),
    operation("StartOpportunityFromEngagementTask", &[
        always("partnercentral:StartOpportunityFromEngagementTask", OpportunityFromEngagementTask),
    ]),
    operation("StartProspectingFromEngagementTask", &[
        always("partnercentral:StartProspectingFromEngagementTask", Engagement),
    ]),
    operation("StartResourceSnapshotJob", &[
        always("partnercentral:StartResourceSnapshotJob", ResourceSnapshotJob),
    ]),
    operation("StopResourceSnapshotJob", &[
        always("partnercentral:StopResourceSnapshotJob", ResourceSnapshotJob),
    ]),
    operation("SubmitOpportunity", &[always("partnercentral:SubmitOpportunity", Opportunity)]),
    operation("TagResource", &[always("partnercentral:TagResource", Tagged)]),
    operation("UntagResource", &[always("partnercentral:UntagResource", Tagged)]),
    operation("UpdateEngagementContext", &[
        always("partnercentral:UpdateEngagementContext", Engagement),
        always("partnercentral:GetEngagement", Engagement),
    ]),
    operation("UpdateOpportunity", &[always("partnercentral:UpdateOpportunity", Opportunity)]),
];

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

#[cfg(test)]
mod tests {
    use super::super::{of_operation, of_step};
    use super::*;

    #[test]
    fn every_operation_asks_first_for_the_action_of_its_own_name() {
        assert!(OPERATIONS.is_sorted_by(|one, next| one.operation < next.operation));
        for actions in &OPERATIONS {
            let own = format!("partnercentral:{}", actions.operation);
            let first = actions.requirements.first().expect("a requirement");
            assert_eq!((first.action, first.when), (own.as_str(), When::Always));
            assert_eq!(of_operation(actions.operation), Some(actions.requirements));
        }
        assert_eq!(of_operation("GetPartner"), None);
    }

    #[test]
    fn every_step_asks_for_the_action_of_its_own_name_on_what_its_operation_does() {
        for task in &TASKS {
            assert!(of_operation(task.operation).is_some());
            for actions in task.steps {
                let operation = of_operation(actions.step).expect(actions.step);
                assert_eq!(actions.requirements.first(), operation.first());
                assert_eq!(
                    of_step(task.operation, actions.step),
                    Some(actions.requirements)
                );
            }
        }
    }
}
