// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `tag`.
#[allow(unused_imports)]
use super::*;
/// The structure `ListTagsForResourceRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListTagsForResourceRequest {
    /// `TaggableResourceArn`, required, 1 to 1000 characters, matching `(?=.{1,1000}$)arn:[\w+=/,.@-]+:partnercentral:[\w+=/,.@-]*:[0-9]{12}:catalog/([a-zA-Z]+)/[\w+=,.@-]+(/[\w+=,.@-]+)*`.
    pub resource_arn: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListTagsForResourceRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListTagsForResourceRequest")
            .field("ResourceArn", &self.resource_arn)
            .finish()
    }
}
/// The structure `ListTagsForResourceResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListTagsForResourceResponse {
    /// `TagList`, required, 1 to 200 items.
    pub tags: Vec<Tag>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListTagsForResourceResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListTagsForResourceResponse")
            .field("Tags", &self.tags)
            .finish()
    }
}
/// The structure `Tag`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// `TagKey`, required, 1 to 128 characters, matching `(?=.{1,128}$)([\p{L}\p{Z}\p{N}_.:/=+\-@]*)`.
    pub key: String,
    /// `TagValue`, required, 0 to 256 characters, matching `(?=.{0,256}$)([\p{L}\p{Z}\p{N}_.:/=+\-@]*)`.
    pub value: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for Tag {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Tag")
            .field("Key", &self.key)
            .field("Value", &self.value)
            .finish()
    }
}
/// The structure `TagResourceRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct TagResourceRequest {
    /// `TaggableResourceArn`, required, 1 to 1000 characters, matching `(?=.{1,1000}$)arn:[\w+=/,.@-]+:partnercentral:[\w+=/,.@-]*:[0-9]{12}:catalog/([a-zA-Z]+)/[\w+=,.@-]+(/[\w+=,.@-]+)*`.
    pub resource_arn: String,
    /// `TagList`, required, 1 to 200 items.
    pub tags: Vec<Tag>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for TagResourceRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("TagResourceRequest")
            .field("ResourceArn", &self.resource_arn)
            .field("Tags", &self.tags)
            .finish()
    }
}
/// The structure `TagResourceResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct TagResourceResponse {
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for TagResourceResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("TagResourceResponse").finish()
    }
}
