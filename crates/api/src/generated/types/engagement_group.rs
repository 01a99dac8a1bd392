// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `engagement_group`.
#[allow(unused_imports)]
use super::*;
/// The structure `EngagementGroupSort`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementGroupSort {
    /// `EngagementGroupSortName`, required.
    pub sort_by: EngagementGroupSortName,
    /// `SortOrder`, required.
    pub sort_order: SortOrder,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl EngagementGroupSort {
    /// The structure with its required members alone.
    pub const fn required(
        sort_by: EngagementGroupSortName,
        sort_order: SortOrder,
    ) -> Self {
        Self {
            sort_by,
            sort_order,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for EngagementGroupSort {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementGroupSort")
            .field("SortBy", &self.sort_by)
            .field("SortOrder", &self.sort_order)
            .finish()
    }
}
/// The structure `EngagementGroupSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementGroupSummary {
    /// `GroupId`, required, 1 to 64 characters, matching `eng-grp-[0-9a-z]{14}`.
    pub id: String,
    /// `EngagementGroupArn`, 1 to 255 characters.
    #[serde(default)]
    pub arn: Option<String>,
    /// `CatalogIdentifier`, matching `[a-zA-Z]+`.
    #[serde(default)]
    pub catalog: Option<String>,
    /// `EngagementGroupName`, 1 to 255 characters.
    #[serde(default)]
    pub name: Option<String>,
    /// `EngagementGroupDescription`, 1 to 2048 characters.
    #[serde(default)]
    pub description: Option<String>,
    /// `Integer`.
    #[serde(default)]
    pub count: Option<i64>,
    /// `ReadinessLevel`.
    #[serde(default)]
    pub readiness_level: Option<ReadinessLevel>,
    /// `DateTime`.
    #[serde(default)]
    pub updated_at: Option<crate::DateTime>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for EngagementGroupSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementGroupSummary")
            .field("Id", &self.id)
            .field("Arn", &self.arn)
            .field("Catalog", &self.catalog)
            .field("Name", &self.name)
            .field("Description", &self.description)
            .field("Count", &self.count)
            .field("ReadinessLevel", &self.readiness_level)
            .field("UpdatedAt", &self.updated_at)
            .finish()
    }
}
/// The structure `ListEngagementGroupsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementGroupsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ReadinessLevel`.
    #[serde(default)]
    pub readiness_level: Option<ReadinessLevel>,
    /// `EngagementGroupSort`.
    #[serde(default)]
    pub sort: Option<EngagementGroupSort>,
    /// `EngagementGroupIdentifiers`, 1 to 10 items.
    #[serde(default)]
    pub engagement_group_identifiers: Option<Vec<String>>,
    /// `PageSize`, 1 to 100.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `LeadsNextToken`, 1 to 2048 characters.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListEngagementGroupsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementGroupsRequest")
            .field("Catalog", &self.catalog)
            .field("ReadinessLevel", &self.readiness_level)
            .field("Sort", &self.sort)
            .field("EngagementGroupIdentifiers", &self.engagement_group_identifiers)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `ListEngagementGroupsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementGroupsResponse {
    /// `EngagementGroupSummaries`.
    #[serde(default)]
    pub engagement_group_summaries: Option<Vec<EngagementGroupSummary>>,
    /// `LeadsNextToken`, 1 to 2048 characters.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListEngagementGroupsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementGroupsResponse")
            .field("EngagementGroupSummaries", &self.engagement_group_summaries)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
