// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `prospecting`.
#[allow(unused_imports)]
use super::*;
/// The structure `EngagementProspectingResult`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementProspectingResult {
    /// `EngagementIdentifier`, required, matching `eng-[0-9a-z]{14}`.
    pub engagement_identifier: String,
    /// `EngagementProspectingResultEngagementContextIdString`, matching `ctx-[0-9a-z]{14}`.
    #[serde(default)]
    pub engagement_context_id: Option<String>,
    /// `ProspectingTaskStatus`, required.
    pub status: ProspectingTaskStatus,
    /// `String`.
    #[serde(default)]
    pub reason_code: Option<String>,
    /// `String`.
    #[serde(default)]
    pub message: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl EngagementProspectingResult {
    /// The structure with its required members alone.
    pub const fn required(
        engagement_identifier: String,
        status: ProspectingTaskStatus,
    ) -> Self {
        Self {
            engagement_identifier,
            engagement_context_id: None,
            status,
            reason_code: None,
            message: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for EngagementProspectingResult {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementProspectingResult")
            .field("EngagementIdentifier", &self.engagement_identifier)
            .field("EngagementContextId", &self.engagement_context_id)
            .field("Status", &self.status)
            .field("ReasonCode", &self.reason_code)
            .field("Message", &self.message)
            .finish()
    }
}
/// The structure `GetProspectingFromEngagementTaskRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetProspectingFromEngagementTaskRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ProspectingTaskIdentifier`, required, matching `task-[0-9a-z]{14}`.
    pub task_identifier: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetProspectingFromEngagementTaskRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetProspectingFromEngagementTaskRequest")
            .field("Catalog", &self.catalog)
            .field("TaskIdentifier", &self.task_identifier)
            .finish()
    }
}
/// The structure `GetProspectingFromEngagementTaskResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetProspectingFromEngagementTaskResponse {
    /// `ProspectingTaskIdentifier`, required, matching `task-[0-9a-z]{14}`.
    pub task_id: String,
    /// `ProspectingTaskArn`, required, matching `arn:.*`.
    pub task_arn: String,
    /// `TaskName`, required, 1 to 128 characters.
    pub task_name: String,
    /// `DateTime`, required.
    pub start_time: crate::DateTime,
    /// `DateTime`.
    #[serde(default)]
    pub end_time: Option<crate::DateTime>,
    /// `EngagementProspectingResultList`, required.
    pub engagements: Vec<EngagementProspectingResult>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl GetProspectingFromEngagementTaskResponse {
    /// The structure with its required members alone.
    pub const fn required(
        task_id: String,
        task_arn: String,
        task_name: String,
        start_time: crate::DateTime,
        engagements: Vec<EngagementProspectingResult>,
    ) -> Self {
        Self {
            task_id,
            task_arn,
            task_name,
            start_time,
            end_time: None,
            engagements,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for GetProspectingFromEngagementTaskResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetProspectingFromEngagementTaskResponse")
            .field("TaskId", &self.task_id)
            .field("TaskArn", &self.task_arn)
            .field("TaskName", &self.task_name)
            .field("StartTime", &self.start_time)
            .field("EndTime", &self.end_time)
            .field("Engagements", &self.engagements)
            .finish()
    }
}
/// The structure `InvitationProspectingResultAws`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct InvitationProspectingResultAws {
    /// `ProspectingResultCustomer`.
    #[serde(default)]
    pub customer: Option<ProspectingResultCustomer>,
    /// `ProspectingInsights`.
    #[serde(default)]
    pub insights: Option<ProspectingInsights>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for InvitationProspectingResultAws {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("InvitationProspectingResultAws")
            .field("Customer", &self.customer)
            .field("Insights", &self.insights)
            .finish()
    }
}
/// The structure `ListProspectingFromEngagementTasksRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListProspectingFromEngagementTasksRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `PageSize`, 1 to 100.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    /// `TaskIdentifierList`, 0 to 10 items.
    #[serde(default)]
    pub task_identifier: Option<Vec<String>>,
    /// `TaskNameList`, 0 to 10 items.
    #[serde(default)]
    pub task_name: Option<Vec<String>>,
    /// `DateTime`.
    #[serde(default)]
    pub start_after: Option<crate::DateTime>,
    /// `DateTime`.
    #[serde(default)]
    pub start_before: Option<crate::DateTime>,
    /// `ProspectingFromEngagementTaskSort`.
    #[serde(default)]
    pub sort: Option<ProspectingFromEngagementTaskSort>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListProspectingFromEngagementTasksRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListProspectingFromEngagementTasksRequest")
            .field("Catalog", &self.catalog)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .field("TaskIdentifier", &self.task_identifier)
            .field("TaskName", &self.task_name)
            .field("StartAfter", &self.start_after)
            .field("StartBefore", &self.start_before)
            .field("Sort", &self.sort)
            .finish()
    }
}
/// The structure `ListProspectingFromEngagementTasksResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListProspectingFromEngagementTasksResponse {
    /// `ListProspectingFromEngagementTasksResponseNextTokenString`, 1 to 2048 characters.
    #[serde(default)]
    pub next_token: Option<String>,
    /// `ProspectingTaskSummaryList`, required.
    pub task_summaries: Vec<ProspectingTaskSummary>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListProspectingFromEngagementTasksResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListProspectingFromEngagementTasksResponse")
            .field("NextToken", &self.next_token)
            .field("TaskSummaries", &self.task_summaries)
            .finish()
    }
}
/// The structure `ProspectingFromEngagementTaskSort`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ProspectingFromEngagementTaskSort {
    /// `SortOrder`, required.
    pub sort_order: SortOrder,
    /// `ProspectingFromEngagementTaskSortName`, required.
    pub sort_by: ProspectingFromEngagementTaskSortName,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl ProspectingFromEngagementTaskSort {
    /// The structure with its required members alone.
    pub const fn required(
        sort_order: SortOrder,
        sort_by: ProspectingFromEngagementTaskSortName,
    ) -> Self {
        Self {
            sort_order,
            sort_by,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for ProspectingFromEngagementTaskSort {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ProspectingFromEngagementTaskSort")
            .field("SortOrder", &self.sort_order)
            .field("SortBy", &self.sort_by)
            .finish()
    }
}
/// The structure `ProspectingInsights`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ProspectingInsights {
    /// `EngagementScoreLevel`, 0 to 255 characters.
    #[serde(default)]
    pub marketplace_engagement_score: Option<String>,
    /// `String`.
    #[serde(default)]
    pub solution_score: Option<String>,
    /// `String`.
    #[serde(default)]
    pub solution_category: Option<String>,
    /// `String`.
    #[serde(default)]
    pub solution_sub_category: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ProspectingInsights {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ProspectingInsights")
            .field("MarketplaceEngagementScore", &self.marketplace_engagement_score)
            .field("SolutionScore", &self.solution_score)
            .field("SolutionCategory", &self.solution_category)
            .field("SolutionSubCategory", &self.solution_sub_category)
            .finish()
    }
}
/// The structure `ProspectingResult`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ProspectingResult {
    /// `ProspectingResultAws`.
    #[serde(default)]
    pub aws: Option<ProspectingResultAws>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ProspectingResult {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ProspectingResult").field("Aws", &self.aws).finish()
    }
}
/// The structure `ProspectingResultAws`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ProspectingResultAws {
    /// `ProspectingResultCustomer`.
    #[serde(default)]
    pub customer: Option<ProspectingResultCustomer>,
    /// `ProspectingInsights`.
    #[serde(default)]
    pub insights: Option<ProspectingInsights>,
    /// `DateTime`.
    #[serde(default)]
    pub start_time: Option<crate::DateTime>,
    /// `DateTime`.
    #[serde(default)]
    pub end_time: Option<crate::DateTime>,
    /// `ProspectingTaskIdentifier`, matching `task-[0-9a-z]{14}`.
    #[serde(default)]
    pub task_id: Option<String>,
    /// `TaskArn`, matching `arn:.*`.
    #[serde(default)]
    pub task_arn: Option<String>,
    /// `TaskName`, 1 to 128 characters.
    #[serde(default)]
    pub task_name: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ProspectingResultAws {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ProspectingResultAws")
            .field("Customer", &self.customer)
            .field("Insights", &self.insights)
            .field("StartTime", &self.start_time)
            .field("EndTime", &self.end_time)
            .field("TaskId", &self.task_id)
            .field("TaskArn", &self.task_arn)
            .field("TaskName", &self.task_name)
            .finish()
    }
}
/// The structure `ProspectingResultCustomer`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ProspectingResultCustomer {
    /// `ProspectingAccountName`, 0 to 255 characters.
    #[serde(default)]
    pub account_name: Option<String>,
    /// `ProspectingGeo`, 0 to 255 characters.
    #[serde(default)]
    pub geo: Option<String>,
    /// `ProspectingRegion`, 0 to 255 characters.
    #[serde(default)]
    pub region: Option<String>,
    /// `ProspectingSubRegion`, 0 to 255 characters.
    #[serde(default)]
    pub sub_region: Option<String>,
    /// `CountryCode`, sensitive.
    #[serde(default)]
    pub country: Option<CountryCode>,
    /// `Industry`.
    #[serde(default)]
    pub industry: Option<Industry>,
    /// `ProspectingSubIndustry`, 0 to 255 characters.
    #[serde(default)]
    pub sub_industry: Option<String>,
    /// `ProspectingSegment`, 0 to 255 characters.
    #[serde(default)]
    pub segment: Option<String>,
    /// `ProspectingCompanySize`, 0 to 255 characters.
    #[serde(default)]
    pub company_size: Option<String>,
    /// `EligibleProgramsList`.
    #[serde(default)]
    pub eligible_programs: Option<Vec<String>>,
    /// `ProspectingPublicProfileSummary`, 0 to 5000 characters.
    #[serde(default)]
    pub public_profile_summary: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ProspectingResultCustomer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ProspectingResultCustomer")
            .field("AccountName", &self.account_name)
            .field("Geo", &self.geo)
            .field("Region", &self.region)
            .field("SubRegion", &self.sub_region)
            .field("Country", &crate::redact::Redacted)
            .field("Industry", &self.industry)
            .field("SubIndustry", &self.sub_industry)
            .field("Segment", &self.segment)
            .field("CompanySize", &self.company_size)
            .field("EligiblePrograms", &self.eligible_programs)
            .field("PublicProfileSummary", &self.public_profile_summary)
            .finish()
    }
}
/// The structure `ProspectingTaskSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ProspectingTaskSummary {
    /// `ProspectingTaskIdentifier`, required, matching `task-[0-9a-z]{14}`.
    pub task_id: String,
    /// `ProspectingTaskArn`, required, matching `arn:.*`.
    pub task_arn: String,
    /// `TaskName`, required, 1 to 128 characters.
    pub task_name: String,
    /// `DateTime`, required.
    pub start_time: crate::DateTime,
    /// `DateTime`.
    #[serde(default)]
    pub end_time: Option<crate::DateTime>,
    /// `Integer`, required.
    pub total_engagement_count: i64,
    /// `Integer`, required.
    pub completed_engagement_count: i64,
    /// `Integer`, required.
    pub failed_engagement_count: i64,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl ProspectingTaskSummary {
    /// The structure with its required members alone.
    pub const fn required(
        task_id: String,
        task_arn: String,
        task_name: String,
        start_time: crate::DateTime,
        total_engagement_count: i64,
        completed_engagement_count: i64,
        failed_engagement_count: i64,
    ) -> Self {
        Self {
            task_id,
            task_arn,
            task_name,
            start_time,
            end_time: None,
            total_engagement_count,
            completed_engagement_count,
            failed_engagement_count,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for ProspectingTaskSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ProspectingTaskSummary")
            .field("TaskId", &self.task_id)
            .field("TaskArn", &self.task_arn)
            .field("TaskName", &self.task_name)
            .field("StartTime", &self.start_time)
            .field("EndTime", &self.end_time)
            .field("TotalEngagementCount", &self.total_engagement_count)
            .field("CompletedEngagementCount", &self.completed_engagement_count)
            .field("FailedEngagementCount", &self.failed_engagement_count)
            .finish()
    }
}
/// The structure `StartProspectingFromEngagementTaskRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct StartProspectingFromEngagementTaskRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `EngagementIdentifierList`, required, 0 to 100 items.
    pub identifiers: Vec<String>,
    /// `TaskName`, required, 1 to 128 characters.
    pub task_name: String,
    /// `ClientToken`, required, 1 to 255 characters, matching `.{1,255}`.
    pub client_token: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for StartProspectingFromEngagementTaskRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StartProspectingFromEngagementTaskRequest")
            .field("Catalog", &self.catalog)
            .field("Identifiers", &self.identifiers)
            .field("TaskName", &self.task_name)
            .field("ClientToken", &self.client_token)
            .finish()
    }
}
/// The structure `StartProspectingFromEngagementTaskResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StartProspectingFromEngagementTaskResponse {
    /// `EngagementIdentifierList`, required, 0 to 100 items.
    pub identifiers: Vec<String>,
    /// `TaskName`, required, 1 to 128 characters.
    pub task_name: String,
    /// `String`.
    #[serde(default)]
    pub message: Option<String>,
    /// `String`.
    #[serde(default)]
    pub reason_code: Option<String>,
    /// `DateTime`, required.
    pub start_time: crate::DateTime,
    /// `ProspectingTaskIdentifier`, matching `task-[0-9a-z]{14}`.
    #[serde(default)]
    pub task_id: Option<String>,
    /// `ProspectingTaskArn`, matching `arn:.*`.
    #[serde(default)]
    pub task_arn: Option<String>,
    /// `ProspectingTaskStatus`, required.
    pub task_status: ProspectingTaskStatus,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl StartProspectingFromEngagementTaskResponse {
    /// The structure with its required members alone.
    pub const fn required(
        identifiers: Vec<String>,
        task_name: String,
        start_time: crate::DateTime,
        task_status: ProspectingTaskStatus,
    ) -> Self {
        Self {
            identifiers,
            task_name,
            message: None,
            reason_code: None,
            start_time,
            task_id: None,
            task_arn: None,
            task_status,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for StartProspectingFromEngagementTaskResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StartProspectingFromEngagementTaskResponse")
            .field("Identifiers", &self.identifiers)
            .field("TaskName", &self.task_name)
            .field("Message", &self.message)
            .field("ReasonCode", &self.reason_code)
            .field("StartTime", &self.start_time)
            .field("TaskId", &self.task_id)
            .field("TaskArn", &self.task_arn)
            .field("TaskStatus", &self.task_status)
            .finish()
    }
}
