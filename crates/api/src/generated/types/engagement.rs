// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `engagement`.
#[allow(unused_imports)]
use super::*;
/// The structure `CreateEngagementContextRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateEngagementContextRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `EngagementArnOrIdentifier`, required, matching `(arn:.*|eng-[0-9a-z]{14})`.
    pub engagement_identifier: String,
    /// `ClientToken`, required, 1 to 255 characters, matching `.{1,255}`.
    pub client_token: String,
    /// `EngagementContextType`, required.
    pub r#type: EngagementContextType,
    /// `EngagementContextPayload`, required.
    pub payload: EngagementContextPayload,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl CreateEngagementContextRequest {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        engagement_identifier: String,
        client_token: String,
        r#type: EngagementContextType,
        payload: EngagementContextPayload,
    ) -> Self {
        Self {
            catalog,
            engagement_identifier,
            client_token,
            r#type,
            payload,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for CreateEngagementContextRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreateEngagementContextRequest")
            .field("Catalog", &self.catalog)
            .field("EngagementIdentifier", &self.engagement_identifier)
            .field("ClientToken", &self.client_token)
            .field("Type", &self.r#type)
            .field("Payload", &self.payload)
            .finish()
    }
}
/// The structure `CreateEngagementContextResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CreateEngagementContextResponse {
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub engagement_id: Option<String>,
    /// `EngagementArn`, matching `arn:.*`.
    #[serde(default)]
    pub engagement_arn: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub engagement_last_modified_at: Option<crate::DateTime>,
    /// `EngagementContextIdentifier`, 1 to 3 characters.
    #[serde(default)]
    pub context_id: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CreateEngagementContextResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreateEngagementContextResponse")
            .field("EngagementId", &self.engagement_id)
            .field("EngagementArn", &self.engagement_arn)
            .field("EngagementLastModifiedAt", &self.engagement_last_modified_at)
            .field("ContextId", &self.context_id)
            .finish()
    }
}
/// The structure `CreateEngagementRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CreateEngagementRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ClientToken`, required, 1 to 255 characters, matching `.{1,255}`.
    pub client_token: String,
    /// `EngagementTitle`, 0 to 40 characters.
    #[serde(default)]
    pub title: Option<String>,
    /// `EngagementDescription`, 0 to 255 characters.
    #[serde(default)]
    pub description: Option<String>,
    /// `EngagementContexts`, 0 to 5 items.
    #[serde(default)]
    pub contexts: Option<Vec<EngagementContextDetails>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CreateEngagementRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreateEngagementRequest")
            .field("Catalog", &self.catalog)
            .field("ClientToken", &self.client_token)
            .field("Title", &self.title)
            .field("Description", &self.description)
            .field("Contexts", &self.contexts)
            .finish()
    }
}
/// The structure `CreateEngagementResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CreateEngagementResponse {
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub id: Option<String>,
    /// `EngagementArn`, matching `arn:.*`.
    #[serde(default)]
    pub arn: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub modified_at: Option<crate::DateTime>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CreateEngagementResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreateEngagementResponse")
            .field("Id", &self.id)
            .field("Arn", &self.arn)
            .field("ModifiedAt", &self.modified_at)
            .finish()
    }
}
/// The structure `CustomerProjectsContext`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerProjectsContext {
    /// `EngagementCustomer`.
    #[serde(default)]
    pub customer: Option<EngagementCustomer>,
    /// `EngagementCustomerProjectDetails`.
    #[serde(default)]
    pub project: Option<EngagementCustomerProjectDetails>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CustomerProjectsContext {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CustomerProjectsContext")
            .field("Customer", &self.customer)
            .field("Project", &self.project)
            .finish()
    }
}
/// The structure `EngagementContextDetails`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementContextDetails {
    /// `EngagementContextIdentifier`, 1 to 3 characters.
    #[serde(default)]
    pub id: Option<String>,
    /// `EngagementContextType`, required.
    pub r#type: EngagementContextType,
    /// `EngagementContextPayload`.
    #[serde(default)]
    pub payload: Option<EngagementContextPayload>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl EngagementContextDetails {
    /// The structure with its required members alone.
    pub const fn required(r#type: EngagementContextType) -> Self {
        Self {
            id: None,
            r#type,
            payload: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for EngagementContextDetails {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementContextDetails")
            .field("Id", &self.id)
            .field("Type", &self.r#type)
            .field("Payload", &self.payload)
            .finish()
    }
}
/// The union `EngagementContextPayload`: exactly one of these.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum EngagementContextPayload {
    CustomerProject(CustomerProjectsContext),
    Lead(LeadContext),
    ProspectingResult(ProspectingResult),
    CustomerAccount(CustomerAccountContext),
}
impl std::fmt::Debug for EngagementContextPayload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut tuple = formatter
            .debug_tuple(
                match self {
                    Self::CustomerProject(_) => "CustomerProject",
                    Self::Lead(_) => "Lead",
                    Self::ProspectingResult(_) => "ProspectingResult",
                    Self::CustomerAccount(_) => "CustomerAccount",
                },
            );
        match self {
            Self::CustomerProject(value) => tuple.field(value),
            Self::Lead(value) => tuple.field(value),
            Self::ProspectingResult(value) => tuple.field(value),
            Self::CustomerAccount(value) => tuple.field(value),
        };
        tuple.finish()
    }
}
/// The structure `EngagementCustomer`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementCustomer {
    /// `Industry`, required.
    pub industry: Industry,
    /// `CompanyName`, required, 1 to 120 characters, sensitive.
    pub company_name: String,
    /// `CompanyWebsiteUrl`, required, 4 to 255 characters, matching `(?=.{4,255}$)((http|https)://)??(www[.])??([a-zA-Z0-9]|-)+?([.][a-zA-Z0-9(-|/|=|?)??]+?)+?`, sensitive.
    pub website_url: String,
    /// `CountryCode`, required, sensitive.
    pub country_code: CountryCode,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl EngagementCustomer {
    /// The structure with its required members alone.
    pub const fn required(
        industry: Industry,
        company_name: String,
        website_url: String,
        country_code: CountryCode,
    ) -> Self {
        Self {
            industry,
            company_name,
            website_url,
            country_code,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for EngagementCustomer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementCustomer")
            .field("Industry", &self.industry)
            .field("CompanyName", &crate::redact::Redacted)
            .field("WebsiteUrl", &crate::redact::Redacted)
            .field("CountryCode", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `EngagementCustomerProjectDetails`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementCustomerProjectDetails {
    /// `EngagementCustomerProjectTitle`, required, 1 to 255 characters.
    pub title: String,
    /// `EngagementCustomerBusinessProblem`, required, 20 to 2000 characters, sensitive.
    pub business_problem: String,
    /// `EngagementCustomerProjectDetailsTargetCompletionDateString`, required, matching `[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])`.
    pub target_completion_date: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for EngagementCustomerProjectDetails {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementCustomerProjectDetails")
            .field("Title", &self.title)
            .field("BusinessProblem", &crate::redact::Redacted)
            .field("TargetCompletionDate", &self.target_completion_date)
            .finish()
    }
}
/// The structure `EngagementMember`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementMember {
    /// `MemberCompanyName`, 1 to 120 characters, sensitive.
    #[serde(default)]
    pub company_name: Option<String>,
    /// `String`.
    #[serde(default)]
    pub website_url: Option<String>,
    /// `AwsAccount`, matching `([0-9]{12}|\w{1,12})`, sensitive.
    #[serde(default)]
    pub account_id: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for EngagementMember {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementMember")
            .field("CompanyName", &crate::redact::Redacted)
            .field("WebsiteUrl", &self.website_url)
            .field("AccountId", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `EngagementMemberSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementMemberSummary {
    /// `MemberCompanyName`, 1 to 120 characters, sensitive.
    #[serde(default)]
    pub company_name: Option<String>,
    /// `String`.
    #[serde(default)]
    pub website_url: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for EngagementMemberSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementMemberSummary")
            .field("CompanyName", &crate::redact::Redacted)
            .field("WebsiteUrl", &self.website_url)
            .finish()
    }
}
/// The structure `EngagementResourceAssociationSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementResourceAssociationSummary {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub engagement_id: Option<String>,
    /// `ResourceType`.
    #[serde(default)]
    pub resource_type: Option<ResourceType>,
    /// `ResourceIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub resource_id: Option<String>,
    /// `AwsAccount`, matching `([0-9]{12}|\w{1,12})`, sensitive.
    #[serde(default)]
    pub created_by: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for EngagementResourceAssociationSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementResourceAssociationSummary")
            .field("Catalog", &self.catalog)
            .field("EngagementId", &self.engagement_id)
            .field("ResourceType", &self.resource_type)
            .field("ResourceId", &self.resource_id)
            .field("CreatedBy", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `EngagementSort`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementSort {
    /// `SortOrder`, required.
    pub sort_order: SortOrder,
    /// `EngagementSortName`, required.
    pub sort_by: EngagementSortName,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl EngagementSort {
    /// The structure with its required members alone.
    pub const fn required(sort_order: SortOrder, sort_by: EngagementSortName) -> Self {
        Self {
            sort_order,
            sort_by,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for EngagementSort {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementSort")
            .field("SortOrder", &self.sort_order)
            .field("SortBy", &self.sort_by)
            .finish()
    }
}
/// The structure `EngagementSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementSummary {
    /// `EngagementArn`, matching `arn:.*`.
    #[serde(default)]
    pub arn: Option<String>,
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub id: Option<String>,
    /// `EngagementTitle`, 0 to 40 characters.
    #[serde(default)]
    pub title: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub created_at: Option<crate::DateTime>,
    /// `AwsAccount`, matching `([0-9]{12}|\w{1,12})`, sensitive.
    #[serde(default)]
    pub created_by: Option<String>,
    /// `Integer`.
    #[serde(default)]
    pub member_count: Option<i64>,
    /// `DateTime`.
    #[serde(default)]
    pub modified_at: Option<crate::DateTime>,
    /// `AwsAccount`, matching `([0-9]{12}|\w{1,12})`, sensitive.
    #[serde(default)]
    pub modified_by: Option<String>,
    /// `EngagementContextTypeList`, 0 to 5 items.
    #[serde(default)]
    pub context_types: Option<Vec<EngagementContextType>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for EngagementSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementSummary")
            .field("Arn", &self.arn)
            .field("Id", &self.id)
            .field("Title", &self.title)
            .field("CreatedAt", &self.created_at)
            .field("CreatedBy", &crate::redact::Redacted)
            .field("MemberCount", &self.member_count)
            .field("ModifiedAt", &self.modified_at)
            .field("ModifiedBy", &crate::redact::Redacted)
            .field("ContextTypes", &self.context_types)
            .finish()
    }
}
/// The structure `GetEngagementRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetEngagementRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `EngagementArnOrIdentifier`, required, matching `(arn:.*|eng-[0-9a-z]{14})`.
    pub identifier: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetEngagementRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetEngagementRequest")
            .field("Catalog", &self.catalog)
            .field("Identifier", &self.identifier)
            .finish()
    }
}
/// The structure `GetEngagementResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetEngagementResponse {
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub id: Option<String>,
    /// `EngagementArn`, matching `arn:.*`.
    #[serde(default)]
    pub arn: Option<String>,
    /// `EngagementTitle`, 0 to 40 characters.
    #[serde(default)]
    pub title: Option<String>,
    /// `EngagementDescription`, 0 to 255 characters.
    #[serde(default)]
    pub description: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub created_at: Option<crate::DateTime>,
    /// `AwsAccount`, matching `([0-9]{12}|\w{1,12})`, sensitive.
    #[serde(default)]
    pub created_by: Option<String>,
    /// `Integer`.
    #[serde(default)]
    pub member_count: Option<i64>,
    /// `DateTime`.
    #[serde(default)]
    pub modified_at: Option<crate::DateTime>,
    /// `AwsAccount`, matching `([0-9]{12}|\w{1,12})`, sensitive.
    #[serde(default)]
    pub modified_by: Option<String>,
    /// `EngagementContexts`, 0 to 5 items.
    #[serde(default)]
    pub contexts: Option<Vec<EngagementContextDetails>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetEngagementResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetEngagementResponse")
            .field("Id", &self.id)
            .field("Arn", &self.arn)
            .field("Title", &self.title)
            .field("Description", &self.description)
            .field("CreatedAt", &self.created_at)
            .field("CreatedBy", &crate::redact::Redacted)
            .field("MemberCount", &self.member_count)
            .field("ModifiedAt", &self.modified_at)
            .field("ModifiedBy", &crate::redact::Redacted)
            .field("Contexts", &self.contexts)
            .finish()
    }
}
/// The structure `ListEngagementMembersRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementMembersRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `EngagementArnOrIdentifier`, required, matching `(arn:.*|eng-[0-9a-z]{14})`.
    pub identifier: String,
    /// `MemberPageSize`, 1 to 10.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListEngagementMembersRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementMembersRequest")
            .field("Catalog", &self.catalog)
            .field("Identifier", &self.identifier)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `ListEngagementMembersResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementMembersResponse {
    /// `EngagementMembers`, required, 0 to 10 items.
    pub engagement_member_list: Vec<EngagementMember>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListEngagementMembersResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementMembersResponse")
            .field("EngagementMemberList", &self.engagement_member_list)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `ListEngagementResourceAssociationsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementResourceAssociationsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ListEngagementResourceAssociationsRequestMaxResultsInteger`, 1 to 1000.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub engagement_identifier: Option<String>,
    /// `ResourceType`.
    #[serde(default)]
    pub resource_type: Option<ResourceType>,
    /// `ResourceIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub resource_identifier: Option<String>,
    /// `AwsAccount`, matching `([0-9]{12}|\w{1,12})`, sensitive.
    #[serde(default)]
    pub created_by: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListEngagementResourceAssociationsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementResourceAssociationsRequest")
            .field("Catalog", &self.catalog)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .field("EngagementIdentifier", &self.engagement_identifier)
            .field("ResourceType", &self.resource_type)
            .field("ResourceIdentifier", &self.resource_identifier)
            .field("CreatedBy", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `ListEngagementResourceAssociationsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementResourceAssociationsResponse {
    /// `EngagementResourceAssociationSummaryList`, required.
    pub engagement_resource_association_summaries: Vec<
        EngagementResourceAssociationSummary,
    >,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListEngagementResourceAssociationsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementResourceAssociationsResponse")
            .field(
                "EngagementResourceAssociationSummaries",
                &self.engagement_resource_association_summaries,
            )
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `ListEngagementsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `AwsAccountList`, 1 to 10 items.
    #[serde(default)]
    pub created_by: Option<Vec<String>>,
    /// `AwsAccountList`, 1 to 10 items.
    #[serde(default)]
    pub exclude_created_by: Option<Vec<String>>,
    /// `EngagementContextTypeList`, 0 to 5 items.
    #[serde(default)]
    pub context_types: Option<Vec<EngagementContextType>>,
    /// `EngagementContextTypeList`, 0 to 5 items.
    #[serde(default)]
    pub exclude_context_types: Option<Vec<EngagementContextType>>,
    /// `EngagementSort`.
    #[serde(default)]
    pub sort: Option<EngagementSort>,
    /// `EngagementPageSize`, 1 to 100.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    /// `EngagementIdentifiers`, 1 to 10 items.
    #[serde(default)]
    pub engagement_identifier: Option<Vec<String>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListEngagementsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementsRequest")
            .field("Catalog", &self.catalog)
            .field("CreatedBy", &crate::redact::Redacted)
            .field("ExcludeCreatedBy", &crate::redact::Redacted)
            .field("ContextTypes", &self.context_types)
            .field("ExcludeContextTypes", &self.exclude_context_types)
            .field("Sort", &self.sort)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .field("EngagementIdentifier", &self.engagement_identifier)
            .finish()
    }
}
/// The structure `ListEngagementsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementsResponse {
    /// `EngagementSummaryList`, required.
    pub engagement_summary_list: Vec<EngagementSummary>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListEngagementsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementsResponse")
            .field("EngagementSummaryList", &self.engagement_summary_list)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `ProjectDetails`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ProjectDetails {
    /// `EngagementCustomerBusinessProblem`, required, 20 to 2000 characters, sensitive.
    pub business_problem: String,
    /// `ProjectDetailsTitleString`, required, 1 to 255 characters.
    pub title: String,
    /// `Date`, required, matching `[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])`.
    pub target_completion_date: String,
    /// `ExpectedCustomerSpendList`, required, 0 to 10 items.
    pub expected_customer_spend: Vec<ExpectedCustomerSpend>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ProjectDetails {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ProjectDetails")
            .field("BusinessProblem", &crate::redact::Redacted)
            .field("Title", &self.title)
            .field("TargetCompletionDate", &self.target_completion_date)
            .field("ExpectedCustomerSpend", &self.expected_customer_spend)
            .finish()
    }
}
/// The union `UpdateEngagementContextPayload`: exactly one of these.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum UpdateEngagementContextPayload {
    Lead(UpdateLeadContext),
    CustomerProject(CustomerProjectsContext),
    ProspectingResult(ProspectingResult),
}
impl std::fmt::Debug for UpdateEngagementContextPayload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut tuple = formatter
            .debug_tuple(
                match self {
                    Self::Lead(_) => "Lead",
                    Self::CustomerProject(_) => "CustomerProject",
                    Self::ProspectingResult(_) => "ProspectingResult",
                },
            );
        match self {
            Self::Lead(value) => tuple.field(value),
            Self::CustomerProject(value) => tuple.field(value),
            Self::ProspectingResult(value) => tuple.field(value),
        };
        tuple.finish()
    }
}
/// The structure `UpdateEngagementContextRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateEngagementContextRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `EngagementArnOrIdentifier`, required, matching `(arn:.*|eng-[0-9a-z]{14})`.
    pub engagement_identifier: String,
    /// `EngagementContextIdentifier`, required, 1 to 3 characters.
    pub context_identifier: String,
    /// `DateTime`, required.
    pub engagement_last_modified_at: crate::DateTime,
    /// `EngagementContextType`, required.
    pub r#type: EngagementContextType,
    /// `UpdateEngagementContextPayload`, required.
    pub payload: UpdateEngagementContextPayload,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl UpdateEngagementContextRequest {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        engagement_identifier: String,
        context_identifier: String,
        engagement_last_modified_at: crate::DateTime,
        r#type: EngagementContextType,
        payload: UpdateEngagementContextPayload,
    ) -> Self {
        Self {
            catalog,
            engagement_identifier,
            context_identifier,
            engagement_last_modified_at,
            r#type,
            payload,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for UpdateEngagementContextRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("UpdateEngagementContextRequest")
            .field("Catalog", &self.catalog)
            .field("EngagementIdentifier", &self.engagement_identifier)
            .field("ContextIdentifier", &self.context_identifier)
            .field("EngagementLastModifiedAt", &self.engagement_last_modified_at)
            .field("Type", &self.r#type)
            .field("Payload", &self.payload)
            .finish()
    }
}
/// The structure `UpdateEngagementContextResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateEngagementContextResponse {
    /// `EngagementIdentifier`, required, matching `eng-[0-9a-z]{14}`.
    pub engagement_id: String,
    /// `EngagementArn`, required, matching `arn:.*`.
    pub engagement_arn: String,
    /// `DateTime`, required.
    pub engagement_last_modified_at: crate::DateTime,
    /// `EngagementContextIdentifier`, required, 1 to 3 characters.
    pub context_id: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl UpdateEngagementContextResponse {
    /// The structure with its required members alone.
    pub const fn required(
        engagement_id: String,
        engagement_arn: String,
        engagement_last_modified_at: crate::DateTime,
        context_id: String,
    ) -> Self {
        Self {
            engagement_id,
            engagement_arn,
            engagement_last_modified_at,
            context_id,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for UpdateEngagementContextResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("UpdateEngagementContextResponse")
            .field("EngagementId", &self.engagement_id)
            .field("EngagementArn", &self.engagement_arn)
            .field("EngagementLastModifiedAt", &self.engagement_last_modified_at)
            .field("ContextId", &self.context_id)
            .finish()
    }
}
