// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `settings`.
#[allow(unused_imports)]
use super::*;
/// The structure `GetSellingSystemSettingsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetSellingSystemSettingsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetSellingSystemSettingsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetSellingSystemSettingsRequest")
            .field("Catalog", &self.catalog)
            .finish()
    }
}
/// The structure `GetSellingSystemSettingsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetSellingSystemSettingsResponse {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ResourceSnapshotJobRoleArn`, 0 to 2048 characters, matching `(?=.{0,2048}$)arn:aws:iam::\d{12}:role/([-+=,.@_a-zA-Z0-9]+/)*[-+=,.@_a-zA-Z0-9]{1,64}`.
    #[serde(default)]
    pub resource_snapshot_job_role_arn: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetSellingSystemSettingsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetSellingSystemSettingsResponse")
            .field("Catalog", &self.catalog)
            .field("ResourceSnapshotJobRoleArn", &self.resource_snapshot_job_role_arn)
            .finish()
    }
}
/// The structure `PutSellingSystemSettingsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct PutSellingSystemSettingsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ResourceSnapshotJobRoleIdentifier`, 0 to 2048 characters, matching `(?=.{0,2048}$)(arn:aws:iam::\d{12}:role/([-+=,.@_a-zA-Z0-9]+/)*)?[-+=,.@_a-zA-Z0-9]{1,64}`.
    #[serde(default)]
    pub resource_snapshot_job_role_identifier: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for PutSellingSystemSettingsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("PutSellingSystemSettingsRequest")
            .field("Catalog", &self.catalog)
            .field(
                "ResourceSnapshotJobRoleIdentifier",
                &self.resource_snapshot_job_role_identifier,
            )
            .finish()
    }
}
/// The structure `PutSellingSystemSettingsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct PutSellingSystemSettingsResponse {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ResourceSnapshotJobRoleArn`, 0 to 2048 characters, matching `(?=.{0,2048}$)arn:aws:iam::\d{12}:role/([-+=,.@_a-zA-Z0-9]+/)*[-+=,.@_a-zA-Z0-9]{1,64}`.
    #[serde(default)]
    pub resource_snapshot_job_role_arn: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for PutSellingSystemSettingsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("PutSellingSystemSettingsResponse")
            .field("Catalog", &self.catalog)
            .field("ResourceSnapshotJobRoleArn", &self.resource_snapshot_job_role_arn)
            .finish()
    }
}
