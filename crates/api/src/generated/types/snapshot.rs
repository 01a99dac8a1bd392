// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `snapshot`.
#[allow(unused_imports)]
use super::*;
/// The structure `CreateResourceSnapshotRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateResourceSnapshotRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `EngagementIdentifier`, required, matching `eng-[0-9a-z]{14}`.
    pub engagement_identifier: String,
    /// `ResourceType`, required.
    pub resource_type: ResourceType,
    /// `ResourceIdentifier`, required, matching `O[0-9]{1,19}`.
    pub resource_identifier: String,
    /// `ResourceTemplateName`, required, matching `[a-zA-Z0-9]{3,80}`.
    pub resource_snapshot_template_identifier: String,
    /// `ClientToken`, required, 1 to 255 characters, matching `.{1,255}`.
    pub client_token: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl CreateResourceSnapshotRequest {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        engagement_identifier: String,
        resource_type: ResourceType,
        resource_identifier: String,
        resource_snapshot_template_identifier: String,
        client_token: String,
    ) -> Self {
        Self {
            catalog,
            engagement_identifier,
            resource_type,
            resource_identifier,
            resource_snapshot_template_identifier,
            client_token,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for CreateResourceSnapshotRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreateResourceSnapshotRequest")
            .field("Catalog", &self.catalog)
            .field("EngagementIdentifier", &self.engagement_identifier)
            .field("ResourceType", &self.resource_type)
            .field("ResourceIdentifier", &self.resource_identifier)
            .field(
                "ResourceSnapshotTemplateIdentifier",
                &self.resource_snapshot_template_identifier,
            )
            .field("ClientToken", &self.client_token)
            .finish()
    }
}
/// The structure `CreateResourceSnapshotResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CreateResourceSnapshotResponse {
    /// `ResourceArn`, matching `arn:.*`.
    #[serde(default)]
    pub arn: Option<String>,
    /// `ResourceSnapshotRevision`, at least 1.
    #[serde(default)]
    pub revision: Option<i64>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CreateResourceSnapshotResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreateResourceSnapshotResponse")
            .field("Arn", &self.arn)
            .field("Revision", &self.revision)
            .finish()
    }
}
/// The structure `GetResourceSnapshotRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetResourceSnapshotRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `EngagementIdentifier`, required, matching `eng-[0-9a-z]{14}`.
    pub engagement_identifier: String,
    /// `ResourceType`, required.
    pub resource_type: ResourceType,
    /// `ResourceIdentifier`, required, matching `O[0-9]{1,19}`.
    pub resource_identifier: String,
    /// `ResourceTemplateName`, required, matching `[a-zA-Z0-9]{3,80}`.
    pub resource_snapshot_template_identifier: String,
    /// `ResourceSnapshotRevision`, at least 1.
    #[serde(default)]
    pub revision: Option<i64>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl GetResourceSnapshotRequest {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        engagement_identifier: String,
        resource_type: ResourceType,
        resource_identifier: String,
        resource_snapshot_template_identifier: String,
    ) -> Self {
        Self {
            catalog,
            engagement_identifier,
            resource_type,
            resource_identifier,
            resource_snapshot_template_identifier,
            revision: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for GetResourceSnapshotRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetResourceSnapshotRequest")
            .field("Catalog", &self.catalog)
            .field("EngagementIdentifier", &self.engagement_identifier)
            .field("ResourceType", &self.resource_type)
            .field("ResourceIdentifier", &self.resource_identifier)
            .field(
                "ResourceSnapshotTemplateIdentifier",
                &self.resource_snapshot_template_identifier,
            )
            .field("Revision", &self.revision)
            .finish()
    }
}
/// The structure `GetResourceSnapshotResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetResourceSnapshotResponse {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ResourceArn`, matching `arn:.*`.
    #[serde(default)]
    pub arn: Option<String>,
    /// `AwsAccount`, matching `([0-9]{12}|\w{1,12})`, sensitive.
    #[serde(default)]
    pub created_by: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub created_at: Option<crate::DateTime>,
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub engagement_id: Option<String>,
    /// `ResourceType`.
    #[serde(default)]
    pub resource_type: Option<ResourceType>,
    /// `ResourceIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub resource_id: Option<String>,
    /// `ResourceTemplateName`, matching `[a-zA-Z0-9]{3,80}`.
    #[serde(default)]
    pub resource_snapshot_template_name: Option<String>,
    /// `ResourceSnapshotRevision`, at least 1.
    #[serde(default)]
    pub revision: Option<i64>,
    /// `ResourceSnapshotPayload`.
    #[serde(default)]
    pub payload: Option<ResourceSnapshotPayload>,
    /// `AwsAccountIdOrAliasList`, 1 to 10 items.
    #[serde(default)]
    pub target_member_accounts: Option<Vec<String>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetResourceSnapshotResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetResourceSnapshotResponse")
            .field("Catalog", &self.catalog)
            .field("Arn", &self.arn)
            .field("CreatedBy", &crate::redact::Redacted)
            .field("CreatedAt", &self.created_at)
            .field("EngagementId", &self.engagement_id)
            .field("ResourceType", &self.resource_type)
            .field("ResourceId", &self.resource_id)
            .field("ResourceSnapshotTemplateName", &self.resource_snapshot_template_name)
            .field("Revision", &self.revision)
            .field("Payload", &self.payload)
            .field("TargetMemberAccounts", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `ListResourceSnapshotsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListResourceSnapshotsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ListResourceSnapshotsRequestMaxResultsInteger`, 1 to 1000.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    /// `EngagementIdentifier`, required, matching `eng-[0-9a-z]{14}`.
    pub engagement_identifier: String,
    /// `ResourceType`.
    #[serde(default)]
    pub resource_type: Option<ResourceType>,
    /// `ResourceIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub resource_identifier: Option<String>,
    /// `ResourceTemplateName`, matching `[a-zA-Z0-9]{3,80}`.
    #[serde(default)]
    pub resource_snapshot_template_identifier: Option<String>,
    /// `AwsAccount`, matching `([0-9]{12}|\w{1,12})`, sensitive.
    #[serde(default)]
    pub created_by: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListResourceSnapshotsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListResourceSnapshotsRequest")
            .field("Catalog", &self.catalog)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .field("EngagementIdentifier", &self.engagement_identifier)
            .field("ResourceType", &self.resource_type)
            .field("ResourceIdentifier", &self.resource_identifier)
            .field(
                "ResourceSnapshotTemplateIdentifier",
                &self.resource_snapshot_template_identifier,
            )
            .field("CreatedBy", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `ListResourceSnapshotsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListResourceSnapshotsResponse {
    /// `ResourceSnapshotSummaryList`, required.
    pub resource_snapshot_summaries: Vec<ResourceSnapshotSummary>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListResourceSnapshotsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListResourceSnapshotsResponse")
            .field("ResourceSnapshotSummaries", &self.resource_snapshot_summaries)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The union `ResourceSnapshotPayload`: exactly one of these.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum ResourceSnapshotPayload {
    OpportunitySummary(OpportunitySummaryView),
    AwsOpportunitySummaryFullView(AwsOpportunitySummaryFullView),
}
impl std::fmt::Debug for ResourceSnapshotPayload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut tuple = formatter
            .debug_tuple(
                match self {
                    Self::OpportunitySummary(_) => "OpportunitySummary",
                    Self::AwsOpportunitySummaryFullView(_) => {
                        "AwsOpportunitySummaryFullView"
                    }
                },
            );
        match self {
            Self::OpportunitySummary(value) => tuple.field(value),
            Self::AwsOpportunitySummaryFullView(value) => tuple.field(value),
        };
        tuple.finish()
    }
}
/// The structure `ResourceSnapshotSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ResourceSnapshotSummary {
    /// `ResourceSnapshotArn`, matching `arn:.*`.
    #[serde(default)]
    pub arn: Option<String>,
    /// `ResourceSnapshotRevision`, at least 1.
    #[serde(default)]
    pub revision: Option<i64>,
    /// `ResourceType`.
    #[serde(default)]
    pub resource_type: Option<ResourceType>,
    /// `ResourceIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub resource_id: Option<String>,
    /// `ResourceTemplateName`, matching `[a-zA-Z0-9]{3,80}`.
    #[serde(default)]
    pub resource_snapshot_template_name: Option<String>,
    /// `AwsAccount`, matching `([0-9]{12}|\w{1,12})`, sensitive.
    #[serde(default)]
    pub created_by: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ResourceSnapshotSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ResourceSnapshotSummary")
            .field("Arn", &self.arn)
            .field("Revision", &self.revision)
            .field("ResourceType", &self.resource_type)
            .field("ResourceId", &self.resource_id)
            .field("ResourceSnapshotTemplateName", &self.resource_snapshot_template_name)
            .field("CreatedBy", &crate::redact::Redacted)
            .finish()
    }
}
