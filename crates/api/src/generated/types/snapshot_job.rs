// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `snapshot_job`.
#[allow(unused_imports)]
use super::*;
/// The structure `CreateResourceSnapshotJobRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateResourceSnapshotJobRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ClientToken`, required, 1 to 255 characters, matching `.{1,255}`.
    pub client_token: String,
    /// `EngagementIdentifier`, required, matching `eng-[0-9a-z]{14}`.
    pub engagement_identifier: String,
    /// `ResourceType`, required.
    pub resource_type: ResourceType,
    /// `ResourceIdentifier`, required, matching `O[0-9]{1,19}`.
    pub resource_identifier: String,
    /// `ResourceTemplateName`, required, matching `[a-zA-Z0-9]{3,80}`.
    pub resource_snapshot_template_identifier: String,
    /// `TagList`, 1 to 200 items.
    #[serde(default)]
    pub tags: Option<Vec<Tag>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl CreateResourceSnapshotJobRequest {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        client_token: String,
        engagement_identifier: String,
        resource_type: ResourceType,
        resource_identifier: String,
        resource_snapshot_template_identifier: String,
    ) -> Self {
        Self {
            catalog,
            client_token,
            engagement_identifier,
            resource_type,
            resource_identifier,
            resource_snapshot_template_identifier,
            tags: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for CreateResourceSnapshotJobRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreateResourceSnapshotJobRequest")
            .field("Catalog", &self.catalog)
            .field("ClientToken", &self.client_token)
            .field("EngagementIdentifier", &self.engagement_identifier)
            .field("ResourceType", &self.resource_type)
            .field("ResourceIdentifier", &self.resource_identifier)
            .field(
                "ResourceSnapshotTemplateIdentifier",
                &self.resource_snapshot_template_identifier,
            )
            .field("Tags", &self.tags)
            .finish()
    }
}
/// The structure `CreateResourceSnapshotJobResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CreateResourceSnapshotJobResponse {
    /// `ResourceSnapshotJobIdentifier`, matching `job-[0-9a-z]{13}`.
    #[serde(default)]
    pub id: Option<String>,
    /// `ResourceSnapshotJobArn`, matching `arn:.*`.
    #[serde(default)]
    pub arn: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CreateResourceSnapshotJobResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreateResourceSnapshotJobResponse")
            .field("Id", &self.id)
            .field("Arn", &self.arn)
            .finish()
    }
}
/// The structure `DeleteResourceSnapshotJobRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteResourceSnapshotJobRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ResourceSnapshotJobIdentifier`, required, matching `job-[0-9a-z]{13}`.
    pub resource_snapshot_job_identifier: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for DeleteResourceSnapshotJobRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("DeleteResourceSnapshotJobRequest")
            .field("Catalog", &self.catalog)
            .field(
                "ResourceSnapshotJobIdentifier",
                &self.resource_snapshot_job_identifier,
            )
            .finish()
    }
}
/// The structure `GetResourceSnapshotJobRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetResourceSnapshotJobRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ResourceSnapshotJobIdentifier`, required, matching `job-[0-9a-z]{13}`.
    pub resource_snapshot_job_identifier: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetResourceSnapshotJobRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetResourceSnapshotJobRequest")
            .field("Catalog", &self.catalog)
            .field(
                "ResourceSnapshotJobIdentifier",
                &self.resource_snapshot_job_identifier,
            )
            .finish()
    }
}
/// The structure `GetResourceSnapshotJobResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetResourceSnapshotJobResponse {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ResourceSnapshotJobIdentifier`, matching `job-[0-9a-z]{13}`.
    #[serde(default)]
    pub id: Option<String>,
    /// `ResourceSnapshotJobArn`, matching `arn:.*`.
    #[serde(default)]
    pub arn: Option<String>,
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub engagement_id: Option<String>,
    /// `ResourceType`.
    #[serde(default)]
    pub resource_type: Option<ResourceType>,
    /// `ResourceIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub resource_id: Option<String>,
    /// `ResourceArn`, matching `arn:.*`.
    #[serde(default)]
    pub resource_arn: Option<String>,
    /// `ResourceTemplateName`, matching `[a-zA-Z0-9]{3,80}`.
    #[serde(default)]
    pub resource_snapshot_template_name: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub created_at: Option<crate::DateTime>,
    /// `ResourceSnapshotJobStatus`.
    #[serde(default)]
    pub status: Option<ResourceSnapshotJobStatus>,
    /// `DateTime`.
    #[serde(default)]
    pub last_successful_execution_date: Option<crate::DateTime>,
    /// `String`.
    #[serde(default)]
    pub last_failure: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetResourceSnapshotJobResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetResourceSnapshotJobResponse")
            .field("Catalog", &self.catalog)
            .field("Id", &self.id)
            .field("Arn", &self.arn)
            .field("EngagementId", &self.engagement_id)
            .field("ResourceType", &self.resource_type)
            .field("ResourceId", &self.resource_id)
            .field("ResourceArn", &self.resource_arn)
            .field("ResourceSnapshotTemplateName", &self.resource_snapshot_template_name)
            .field("CreatedAt", &self.created_at)
            .field("Status", &self.status)
            .field("LastSuccessfulExecutionDate", &self.last_successful_execution_date)
            .field("LastFailure", &self.last_failure)
            .finish()
    }
}
/// The structure `ListResourceSnapshotJobsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListResourceSnapshotJobsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ListResourceSnapshotJobsRequestMaxResultsInteger`, 1 to 1000.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub engagement_identifier: Option<String>,
    /// `ResourceSnapshotJobStatus`.
    #[serde(default)]
    pub status: Option<ResourceSnapshotJobStatus>,
    /// `SortObject`.
    #[serde(default)]
    pub sort: Option<SortObject>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListResourceSnapshotJobsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListResourceSnapshotJobsRequest")
            .field("Catalog", &self.catalog)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .field("EngagementIdentifier", &self.engagement_identifier)
            .field("Status", &self.status)
            .field("Sort", &self.sort)
            .finish()
    }
}
/// The structure `ListResourceSnapshotJobsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListResourceSnapshotJobsResponse {
    /// `ResourceSnapshotJobSummaryList`, required.
    pub resource_snapshot_job_summaries: Vec<ResourceSnapshotJobSummary>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListResourceSnapshotJobsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListResourceSnapshotJobsResponse")
            .field("ResourceSnapshotJobSummaries", &self.resource_snapshot_job_summaries)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `ResourceSnapshotJobSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ResourceSnapshotJobSummary {
    /// `ResourceSnapshotJobIdentifier`, matching `job-[0-9a-z]{13}`.
    #[serde(default)]
    pub id: Option<String>,
    /// `ResourceSnapshotJobArn`, matching `arn:.*`.
    #[serde(default)]
    pub arn: Option<String>,
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub engagement_id: Option<String>,
    /// `ResourceSnapshotJobStatus`.
    #[serde(default)]
    pub status: Option<ResourceSnapshotJobStatus>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ResourceSnapshotJobSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ResourceSnapshotJobSummary")
            .field("Id", &self.id)
            .field("Arn", &self.arn)
            .field("EngagementId", &self.engagement_id)
            .field("Status", &self.status)
            .finish()
    }
}
/// The structure `StartResourceSnapshotJobRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct StartResourceSnapshotJobRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ResourceSnapshotJobIdentifier`, required, matching `job-[0-9a-z]{13}`.
    pub resource_snapshot_job_identifier: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for StartResourceSnapshotJobRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StartResourceSnapshotJobRequest")
            .field("Catalog", &self.catalog)
            .field(
                "ResourceSnapshotJobIdentifier",
                &self.resource_snapshot_job_identifier,
            )
            .finish()
    }
}
/// The structure `StopResourceSnapshotJobRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct StopResourceSnapshotJobRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ResourceSnapshotJobIdentifier`, required, matching `job-[0-9a-z]{13}`.
    pub resource_snapshot_job_identifier: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for StopResourceSnapshotJobRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StopResourceSnapshotJobRequest")
            .field("Catalog", &self.catalog)
            .field(
                "ResourceSnapshotJobIdentifier",
                &self.resource_snapshot_job_identifier,
            )
            .finish()
    }
}
