// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `task`.
#[allow(unused_imports)]
use super::*;
/// The structure `ListEngagementByAcceptingInvitationTaskSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementByAcceptingInvitationTaskSummary {
    /// `TaskIdentifier`, matching `(arn:.*|(task|oit)-[0-9a-z]{13})`.
    #[serde(default)]
    pub task_id: Option<String>,
    /// `TaskArn`, matching `arn:.*`.
    #[serde(default)]
    pub task_arn: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub start_time: Option<crate::DateTime>,
    /// `TaskStatus`.
    #[serde(default)]
    pub task_status: Option<TaskStatus>,
    /// `String`.
    #[serde(default)]
    pub message: Option<String>,
    /// `ReasonCode`.
    #[serde(default)]
    pub reason_code: Option<ReasonCode>,
    /// `OpportunityIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub opportunity_id: Option<String>,
    /// `ResourceSnapshotJobIdentifier`, matching `job-[0-9a-z]{13}`.
    #[serde(default)]
    pub resource_snapshot_job_id: Option<String>,
    /// `EngagementInvitationIdentifier`, matching `engi-[0-9,a-z]{13}`.
    #[serde(default)]
    pub engagement_invitation_id: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListEngagementByAcceptingInvitationTaskSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementByAcceptingInvitationTaskSummary")
            .field("TaskId", &self.task_id)
            .field("TaskArn", &self.task_arn)
            .field("StartTime", &self.start_time)
            .field("TaskStatus", &self.task_status)
            .field("Message", &self.message)
            .field("ReasonCode", &self.reason_code)
            .field("OpportunityId", &self.opportunity_id)
            .field("ResourceSnapshotJobId", &self.resource_snapshot_job_id)
            .field("EngagementInvitationId", &self.engagement_invitation_id)
            .finish()
    }
}
/// The structure `ListEngagementByAcceptingInvitationTasksRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementByAcceptingInvitationTasksRequest {
    /// `ListEngagementByAcceptingInvitationTasksRequestMaxResultsInteger`, 1 to 1000.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `ListEngagementByAcceptingInvitationTasksRequestNextTokenString`, 1 to 2048 characters.
    #[serde(default)]
    pub next_token: Option<String>,
    /// `ListTasksSortBase`.
    #[serde(default)]
    pub sort: Option<ListTasksSortBase>,
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `TaskStatuses`, 1 to 3 items.
    #[serde(default)]
    pub task_status: Option<Vec<TaskStatus>>,
    /// `OpportunityIdentifiers`, 1 to 10 items.
    #[serde(default)]
    pub opportunity_identifier: Option<Vec<String>>,
    /// `EngagementInvitationIdentifiers`, 1 to 10 items.
    #[serde(default)]
    pub engagement_invitation_identifier: Option<Vec<String>>,
    /// `TaskIdentifiers`, 1 to 10 items.
    #[serde(default)]
    pub task_identifier: Option<Vec<String>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListEngagementByAcceptingInvitationTasksRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementByAcceptingInvitationTasksRequest")
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .field("Sort", &self.sort)
            .field("Catalog", &self.catalog)
            .field("TaskStatus", &self.task_status)
            .field("OpportunityIdentifier", &self.opportunity_identifier)
            .field(
                "EngagementInvitationIdentifier",
                &self.engagement_invitation_identifier,
            )
            .field("TaskIdentifier", &self.task_identifier)
            .finish()
    }
}
/// The structure `ListEngagementByAcceptingInvitationTasksResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementByAcceptingInvitationTasksResponse {
    /// `ListEngagementByAcceptingInvitationTaskSummaries`.
    #[serde(default)]
    pub task_summaries: Option<Vec<ListEngagementByAcceptingInvitationTaskSummary>>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListEngagementByAcceptingInvitationTasksResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementByAcceptingInvitationTasksResponse")
            .field("TaskSummaries", &self.task_summaries)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `ListEngagementFromOpportunityTaskSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementFromOpportunityTaskSummary {
    /// `TaskIdentifier`, matching `(arn:.*|(task|oit)-[0-9a-z]{13})`.
    #[serde(default)]
    pub task_id: Option<String>,
    /// `TaskArn`, matching `arn:.*`.
    #[serde(default)]
    pub task_arn: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub start_time: Option<crate::DateTime>,
    /// `TaskStatus`.
    #[serde(default)]
    pub task_status: Option<TaskStatus>,
    /// `String`.
    #[serde(default)]
    pub message: Option<String>,
    /// `ReasonCode`.
    #[serde(default)]
    pub reason_code: Option<ReasonCode>,
    /// `OpportunityIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub opportunity_id: Option<String>,
    /// `ResourceSnapshotJobIdentifier`, matching `job-[0-9a-z]{13}`.
    #[serde(default)]
    pub resource_snapshot_job_id: Option<String>,
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub engagement_id: Option<String>,
    /// `EngagementInvitationIdentifier`, matching `engi-[0-9,a-z]{13}`.
    #[serde(default)]
    pub engagement_invitation_id: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListEngagementFromOpportunityTaskSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementFromOpportunityTaskSummary")
            .field("TaskId", &self.task_id)
            .field("TaskArn", &self.task_arn)
            .field("StartTime", &self.start_time)
            .field("TaskStatus", &self.task_status)
            .field("Message", &self.message)
            .field("ReasonCode", &self.reason_code)
            .field("OpportunityId", &self.opportunity_id)
            .field("ResourceSnapshotJobId", &self.resource_snapshot_job_id)
            .field("EngagementId", &self.engagement_id)
            .field("EngagementInvitationId", &self.engagement_invitation_id)
            .finish()
    }
}
/// The structure `ListEngagementFromOpportunityTasksRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementFromOpportunityTasksRequest {
    /// `ListEngagementFromOpportunityTasksRequestMaxResultsInteger`, 1 to 1000.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `ListEngagementFromOpportunityTasksRequestNextTokenString`, 1 to 2048 characters.
    #[serde(default)]
    pub next_token: Option<String>,
    /// `ListTasksSortBase`.
    #[serde(default)]
    pub sort: Option<ListTasksSortBase>,
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `TaskStatuses`, 1 to 3 items.
    #[serde(default)]
    pub task_status: Option<Vec<TaskStatus>>,
    /// `TaskIdentifiers`, 1 to 10 items.
    #[serde(default)]
    pub task_identifier: Option<Vec<String>>,
    /// `OpportunityIdentifiers`, 1 to 10 items.
    #[serde(default)]
    pub opportunity_identifier: Option<Vec<String>>,
    /// `EngagementIdentifiers`, 1 to 10 items.
    #[serde(default)]
    pub engagement_identifier: Option<Vec<String>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListEngagementFromOpportunityTasksRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementFromOpportunityTasksRequest")
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .field("Sort", &self.sort)
            .field("Catalog", &self.catalog)
            .field("TaskStatus", &self.task_status)
            .field("TaskIdentifier", &self.task_identifier)
            .field("OpportunityIdentifier", &self.opportunity_identifier)
            .field("EngagementIdentifier", &self.engagement_identifier)
            .finish()
    }
}
/// The structure `ListEngagementFromOpportunityTasksResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementFromOpportunityTasksResponse {
    /// `ListEngagementFromOpportunityTaskSummaries`.
    #[serde(default)]
    pub task_summaries: Option<Vec<ListEngagementFromOpportunityTaskSummary>>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListEngagementFromOpportunityTasksResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementFromOpportunityTasksResponse")
            .field("TaskSummaries", &self.task_summaries)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `ListOpportunityFromEngagementTaskSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListOpportunityFromEngagementTaskSummary {
    /// `TaskIdentifier`, matching `(arn:.*|(task|oit)-[0-9a-z]{13})`.
    #[serde(default)]
    pub task_id: Option<String>,
    /// `TaskArn`, matching `arn:.*`.
    #[serde(default)]
    pub task_arn: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub start_time: Option<crate::DateTime>,
    /// `TaskStatus`.
    #[serde(default)]
    pub task_status: Option<TaskStatus>,
    /// `String`.
    #[serde(default)]
    pub message: Option<String>,
    /// `ReasonCode`.
    #[serde(default)]
    pub reason_code: Option<ReasonCode>,
    /// `OpportunityIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub opportunity_id: Option<String>,
    /// `ResourceSnapshotJobIdentifier`, matching `job-[0-9a-z]{13}`.
    #[serde(default)]
    pub resource_snapshot_job_id: Option<String>,
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub engagement_id: Option<String>,
    /// `ContextIdentifier`, matching `[1-9][0-9]*`.
    #[serde(default)]
    pub context_id: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListOpportunityFromEngagementTaskSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListOpportunityFromEngagementTaskSummary")
            .field("TaskId", &self.task_id)
            .field("TaskArn", &self.task_arn)
            .field("StartTime", &self.start_time)
            .field("TaskStatus", &self.task_status)
            .field("Message", &self.message)
            .field("ReasonCode", &self.reason_code)
            .field("OpportunityId", &self.opportunity_id)
            .field("ResourceSnapshotJobId", &self.resource_snapshot_job_id)
            .field("EngagementId", &self.engagement_id)
            .field("ContextId", &self.context_id)
            .finish()
    }
}
/// The structure `ListOpportunityFromEngagementTasksRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListOpportunityFromEngagementTasksRequest {
    /// `ListOpportunityFromEngagementTasksRequestMaxResultsInteger`, 1 to 1000.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `ListOpportunityFromEngagementTasksRequestNextTokenString`, 1 to 2048 characters.
    #[serde(default)]
    pub next_token: Option<String>,
    /// `ListTasksSortBase`.
    #[serde(default)]
    pub sort: Option<ListTasksSortBase>,
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `TaskStatuses`, 1 to 3 items.
    #[serde(default)]
    pub task_status: Option<Vec<TaskStatus>>,
    /// `TaskIdentifiers`, 1 to 10 items.
    #[serde(default)]
    pub task_identifier: Option<Vec<String>>,
    /// `OpportunityIdentifiers`, 1 to 10 items.
    #[serde(default)]
    pub opportunity_identifier: Option<Vec<String>>,
    /// `EngagementIdentifiers`, 1 to 10 items.
    #[serde(default)]
    pub engagement_identifier: Option<Vec<String>>,
    /// `ContextIdentifiers`, 1 to 10 items.
    #[serde(default)]
    pub context_identifier: Option<Vec<String>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListOpportunityFromEngagementTasksRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListOpportunityFromEngagementTasksRequest")
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .field("Sort", &self.sort)
            .field("Catalog", &self.catalog)
            .field("TaskStatus", &self.task_status)
            .field("TaskIdentifier", &self.task_identifier)
            .field("OpportunityIdentifier", &self.opportunity_identifier)
            .field("EngagementIdentifier", &self.engagement_identifier)
            .field("ContextIdentifier", &self.context_identifier)
            .finish()
    }
}
/// The structure `ListOpportunityFromEngagementTasksResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListOpportunityFromEngagementTasksResponse {
    /// `ListOpportunityFromEngagementTaskSummaries`.
    #[serde(default)]
    pub task_summaries: Option<Vec<ListOpportunityFromEngagementTaskSummary>>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListOpportunityFromEngagementTasksResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListOpportunityFromEngagementTasksResponse")
            .field("TaskSummaries", &self.task_summaries)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `ListTasksSortBase`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListTasksSortBase {
    /// `SortOrder`, required.
    pub sort_order: SortOrder,
    /// `ListTasksSortName`, required.
    pub sort_by: ListTasksSortName,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl ListTasksSortBase {
    /// The structure with its required members alone.
    pub const fn required(sort_order: SortOrder, sort_by: ListTasksSortName) -> Self {
        Self {
            sort_order,
            sort_by,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for ListTasksSortBase {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListTasksSortBase")
            .field("SortOrder", &self.sort_order)
            .field("SortBy", &self.sort_by)
            .finish()
    }
}
/// The structure `StartEngagementByAcceptingInvitationTaskRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct StartEngagementByAcceptingInvitationTaskRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ClientToken`, required, 1 to 255 characters, matching `.{1,255}`.
    pub client_token: String,
    /// `EngagementInvitationArnOrIdentifier`, required, 1 to 255 characters, matching `(?=.{1,255}$)(arn:.*|engi-[0-9a-z]{13})`.
    pub identifier: String,
    /// `TagList`, 1 to 200 items.
    #[serde(default)]
    pub tags: Option<Vec<Tag>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for StartEngagementByAcceptingInvitationTaskRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StartEngagementByAcceptingInvitationTaskRequest")
            .field("Catalog", &self.catalog)
            .field("ClientToken", &self.client_token)
            .field("Identifier", &self.identifier)
            .field("Tags", &self.tags)
            .finish()
    }
}
/// The structure `StartEngagementByAcceptingInvitationTaskResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct StartEngagementByAcceptingInvitationTaskResponse {
    /// `TaskIdentifier`, matching `(arn:.*|(task|oit)-[0-9a-z]{13})`.
    #[serde(default)]
    pub task_id: Option<String>,
    /// `TaskArn`, matching `arn:.*`.
    #[serde(default)]
    pub task_arn: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub start_time: Option<crate::DateTime>,
    /// `TaskStatus`.
    #[serde(default)]
    pub task_status: Option<TaskStatus>,
    /// `String`.
    #[serde(default)]
    pub message: Option<String>,
    /// `ReasonCode`.
    #[serde(default)]
    pub reason_code: Option<ReasonCode>,
    /// `OpportunityIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub opportunity_id: Option<String>,
    /// `ResourceSnapshotJobIdentifier`, matching `job-[0-9a-z]{13}`.
    #[serde(default)]
    pub resource_snapshot_job_id: Option<String>,
    /// `EngagementInvitationIdentifier`, matching `engi-[0-9,a-z]{13}`.
    #[serde(default)]
    pub engagement_invitation_id: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for StartEngagementByAcceptingInvitationTaskResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StartEngagementByAcceptingInvitationTaskResponse")
            .field("TaskId", &self.task_id)
            .field("TaskArn", &self.task_arn)
            .field("StartTime", &self.start_time)
            .field("TaskStatus", &self.task_status)
            .field("Message", &self.message)
            .field("ReasonCode", &self.reason_code)
            .field("OpportunityId", &self.opportunity_id)
            .field("ResourceSnapshotJobId", &self.resource_snapshot_job_id)
            .field("EngagementInvitationId", &self.engagement_invitation_id)
            .finish()
    }
}
/// The structure `StartEngagementFromOpportunityTaskRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StartEngagementFromOpportunityTaskRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ClientToken`, required, 1 to 255 characters, matching `.{1,255}`.
    pub client_token: String,
    /// `OpportunityIdentifier`, required, matching `O[0-9]{1,19}`.
    pub identifier: String,
    /// `AwsSubmission`, required.
    pub aws_submission: AwsSubmission,
    /// `TagList`, 1 to 200 items.
    #[serde(default)]
    pub tags: Option<Vec<Tag>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl StartEngagementFromOpportunityTaskRequest {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        client_token: String,
        identifier: String,
        aws_submission: AwsSubmission,
    ) -> Self {
        Self {
            catalog,
            client_token,
            identifier,
            aws_submission,
            tags: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for StartEngagementFromOpportunityTaskRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StartEngagementFromOpportunityTaskRequest")
            .field("Catalog", &self.catalog)
            .field("ClientToken", &self.client_token)
            .field("Identifier", &self.identifier)
            .field("AwsSubmission", &self.aws_submission)
            .field("Tags", &self.tags)
            .finish()
    }
}
/// The structure `StartEngagementFromOpportunityTaskResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct StartEngagementFromOpportunityTaskResponse {
    /// `TaskIdentifier`, matching `(arn:.*|(task|oit)-[0-9a-z]{13})`.
    #[serde(default)]
    pub task_id: Option<String>,
    /// `TaskArn`, matching `arn:.*`.
    #[serde(default)]
    pub task_arn: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub start_time: Option<crate::DateTime>,
    /// `TaskStatus`.
    #[serde(default)]
    pub task_status: Option<TaskStatus>,
    /// `String`.
    #[serde(default)]
    pub message: Option<String>,
    /// `ReasonCode`.
    #[serde(default)]
    pub reason_code: Option<ReasonCode>,
    /// `OpportunityIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub opportunity_id: Option<String>,
    /// `ResourceSnapshotJobIdentifier`, matching `job-[0-9a-z]{13}`.
    #[serde(default)]
    pub resource_snapshot_job_id: Option<String>,
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub engagement_id: Option<String>,
    /// `EngagementInvitationIdentifier`, matching `engi-[0-9,a-z]{13}`.
    #[serde(default)]
    pub engagement_invitation_id: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for StartEngagementFromOpportunityTaskResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StartEngagementFromOpportunityTaskResponse")
            .field("TaskId", &self.task_id)
            .field("TaskArn", &self.task_arn)
            .field("StartTime", &self.start_time)
            .field("TaskStatus", &self.task_status)
            .field("Message", &self.message)
            .field("ReasonCode", &self.reason_code)
            .field("OpportunityId", &self.opportunity_id)
            .field("ResourceSnapshotJobId", &self.resource_snapshot_job_id)
            .field("EngagementId", &self.engagement_id)
            .field("EngagementInvitationId", &self.engagement_invitation_id)
            .finish()
    }
}
/// The structure `StartOpportunityFromEngagementTaskRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct StartOpportunityFromEngagementTaskRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ClientToken`, required, 1 to 255 characters, matching `.{1,255}`.
    pub client_token: String,
    /// `EngagementArnOrIdentifier`, required, matching `(arn:.*|eng-[0-9a-z]{14})`.
    pub identifier: String,
    /// `ContextIdentifier`, required, matching `[1-9][0-9]*`.
    pub context_identifier: String,
    /// `TagList`, 1 to 200 items.
    #[serde(default)]
    pub tags: Option<Vec<Tag>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for StartOpportunityFromEngagementTaskRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StartOpportunityFromEngagementTaskRequest")
            .field("Catalog", &self.catalog)
            .field("ClientToken", &self.client_token)
            .field("Identifier", &self.identifier)
            .field("ContextIdentifier", &self.context_identifier)
            .field("Tags", &self.tags)
            .finish()
    }
}
/// The structure `StartOpportunityFromEngagementTaskResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct StartOpportunityFromEngagementTaskResponse {
    /// `TaskIdentifier`, matching `(arn:.*|(task|oit)-[0-9a-z]{13})`.
    #[serde(default)]
    pub task_id: Option<String>,
    /// `TaskArn`, matching `arn:.*`.
    #[serde(default)]
    pub task_arn: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub start_time: Option<crate::DateTime>,
    /// `TaskStatus`.
    #[serde(default)]
    pub task_status: Option<TaskStatus>,
    /// `String`.
    #[serde(default)]
    pub message: Option<String>,
    /// `ReasonCode`.
    #[serde(default)]
    pub reason_code: Option<ReasonCode>,
    /// `OpportunityIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub opportunity_id: Option<String>,
    /// `ResourceSnapshotJobIdentifier`, matching `job-[0-9a-z]{13}`.
    #[serde(default)]
    pub resource_snapshot_job_id: Option<String>,
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub engagement_id: Option<String>,
    /// `ContextIdentifier`, matching `[1-9][0-9]*`.
    #[serde(default)]
    pub context_id: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for StartOpportunityFromEngagementTaskResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StartOpportunityFromEngagementTaskResponse")
            .field("TaskId", &self.task_id)
            .field("TaskArn", &self.task_arn)
            .field("StartTime", &self.start_time)
            .field("TaskStatus", &self.task_status)
            .field("Message", &self.message)
            .field("ReasonCode", &self.reason_code)
            .field("OpportunityId", &self.opportunity_id)
            .field("ResourceSnapshotJobId", &self.resource_snapshot_job_id)
            .field("EngagementId", &self.engagement_id)
            .field("ContextId", &self.context_id)
            .finish()
    }
}
