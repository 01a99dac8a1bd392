// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `opportunity`.
#[allow(unused_imports)]
use super::*;
/// The structure `AssignOpportunityRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AssignOpportunityRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `OpportunityIdentifier`, required, matching `O[0-9]{1,19}`.
    pub identifier: String,
    /// `AssigneeContact`, required.
    pub assignee: AssigneeContact,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AssignOpportunityRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AssignOpportunityRequest")
            .field("Catalog", &self.catalog)
            .field("Identifier", &self.identifier)
            .field("Assignee", &self.assignee)
            .finish()
    }
}
/// The structure `AssociateOpportunityRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AssociateOpportunityRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `OpportunityIdentifier`, required, matching `O[0-9]{1,19}`.
    pub opportunity_identifier: String,
    /// `RelatedEntityType`, required.
    pub related_entity_type: RelatedEntityType,
    /// `AssociateOpportunityRequestRelatedEntityIdentifierString`, required, 1 to 255 characters.
    pub related_entity_identifier: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl AssociateOpportunityRequest {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        opportunity_identifier: String,
        related_entity_type: RelatedEntityType,
        related_entity_identifier: String,
    ) -> Self {
        Self {
            catalog,
            opportunity_identifier,
            related_entity_type,
            related_entity_identifier,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for AssociateOpportunityRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AssociateOpportunityRequest")
            .field("Catalog", &self.catalog)
            .field("OpportunityIdentifier", &self.opportunity_identifier)
            .field("RelatedEntityType", &self.related_entity_type)
            .field("RelatedEntityIdentifier", &self.related_entity_identifier)
            .finish()
    }
}
/// The structure `CreateOpportunityRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CreateOpportunityRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `PrimaryNeedsFromAws`.
    #[serde(default)]
    pub primary_needs_from_aws: Option<Vec<PrimaryNeedFromAws>>,
    /// `NationalSecurity`.
    #[serde(default)]
    pub national_security: Option<NationalSecurity>,
    /// `CreateOpportunityRequestPartnerOpportunityIdentifierString`, 0 to 64 characters.
    #[serde(default)]
    pub partner_opportunity_identifier: Option<String>,
    /// `Customer`.
    #[serde(default)]
    pub customer: Option<Customer>,
    /// `Project`.
    #[serde(default)]
    pub project: Option<Project>,
    /// `OpportunityType`.
    #[serde(default)]
    pub opportunity_type: Option<OpportunityType>,
    /// `Marketing`.
    #[serde(default)]
    pub marketing: Option<Marketing>,
    /// `SoftwareRevenue`.
    #[serde(default)]
    pub software_revenue: Option<SoftwareRevenue>,
    /// `ClientToken`, required, 1 to 255 characters, matching `.{1,255}`.
    pub client_token: String,
    /// `LifeCycle`.
    #[serde(default)]
    pub life_cycle: Option<LifeCycle>,
    /// `OpportunityOrigin`.
    #[serde(default)]
    pub origin: Option<OpportunityOrigin>,
    /// `PartnerOpportunityTeamMembersList`, 0 to 10 items.
    #[serde(default)]
    pub opportunity_team: Option<Vec<Contact>>,
    /// `TagList`, 1 to 200 items.
    #[serde(default)]
    pub tags: Option<Vec<Tag>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CreateOpportunityRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreateOpportunityRequest")
            .field("Catalog", &self.catalog)
            .field("PrimaryNeedsFromAws", &self.primary_needs_from_aws)
            .field("NationalSecurity", &self.national_security)
            .field("PartnerOpportunityIdentifier", &self.partner_opportunity_identifier)
            .field("Customer", &self.customer)
            .field("Project", &self.project)
            .field("OpportunityType", &self.opportunity_type)
            .field("Marketing", &self.marketing)
            .field("SoftwareRevenue", &self.software_revenue)
            .field("ClientToken", &self.client_token)
            .field("LifeCycle", &self.life_cycle)
            .field("Origin", &self.origin)
            .field("OpportunityTeam", &self.opportunity_team)
            .field("Tags", &self.tags)
            .finish()
    }
}
/// The structure `CreateOpportunityResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CreateOpportunityResponse {
    /// `OpportunityIdentifier`, required, matching `O[0-9]{1,19}`.
    pub id: String,
    /// `String`.
    #[serde(default)]
    pub partner_opportunity_identifier: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub last_modified_date: Option<crate::DateTime>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CreateOpportunityResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreateOpportunityResponse")
            .field("Id", &self.id)
            .field("PartnerOpportunityIdentifier", &self.partner_opportunity_identifier)
            .field("LastModifiedDate", &self.last_modified_date)
            .finish()
    }
}
/// The structure `DisassociateOpportunityRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DisassociateOpportunityRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `OpportunityIdentifier`, required, matching `O[0-9]{1,19}`.
    pub opportunity_identifier: String,
    /// `RelatedEntityType`, required.
    pub related_entity_type: RelatedEntityType,
    /// `DisassociateOpportunityRequestRelatedEntityIdentifierString`, required, 1 to 255 characters.
    pub related_entity_identifier: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl DisassociateOpportunityRequest {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        opportunity_identifier: String,
        related_entity_type: RelatedEntityType,
        related_entity_identifier: String,
    ) -> Self {
        Self {
            catalog,
            opportunity_identifier,
            related_entity_type,
            related_entity_identifier,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for DisassociateOpportunityRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("DisassociateOpportunityRequest")
            .field("Catalog", &self.catalog)
            .field("OpportunityIdentifier", &self.opportunity_identifier)
            .field("RelatedEntityType", &self.related_entity_type)
            .field("RelatedEntityIdentifier", &self.related_entity_identifier)
            .finish()
    }
}
/// The structure `GetOpportunityRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetOpportunityRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `OpportunityIdentifier`, required, matching `O[0-9]{1,19}`.
    pub identifier: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetOpportunityRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetOpportunityRequest")
            .field("Catalog", &self.catalog)
            .field("Identifier", &self.identifier)
            .finish()
    }
}
/// The structure `GetOpportunityResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetOpportunityResponse {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `PrimaryNeedsFromAws`.
    #[serde(default)]
    pub primary_needs_from_aws: Option<Vec<PrimaryNeedFromAws>>,
    /// `NationalSecurity`.
    #[serde(default)]
    pub national_security: Option<NationalSecurity>,
    /// `GetOpportunityResponsePartnerOpportunityIdentifierString`, 0 to 64 characters.
    #[serde(default)]
    pub partner_opportunity_identifier: Option<String>,
    /// `Customer`.
    #[serde(default)]
    pub customer: Option<Customer>,
    /// `Project`.
    #[serde(default)]
    pub project: Option<Project>,
    /// `OpportunityType`.
    #[serde(default)]
    pub opportunity_type: Option<OpportunityType>,
    /// `Marketing`.
    #[serde(default)]
    pub marketing: Option<Marketing>,
    /// `SoftwareRevenue`.
    #[serde(default)]
    pub software_revenue: Option<SoftwareRevenue>,
    /// `OpportunityIdentifier`, required, matching `O[0-9]{1,19}`.
    pub id: String,
    /// `OpportunityArn`, matching `arn:.*`.
    #[serde(default)]
    pub arn: Option<String>,
    /// `DateTime`, required.
    pub last_modified_date: crate::DateTime,
    /// `DateTime`, required.
    pub created_date: crate::DateTime,
    /// `RelatedEntityIdentifiers`, required.
    pub related_entity_identifiers: RelatedEntityIdentifiers,
    /// `LifeCycle`.
    #[serde(default)]
    pub life_cycle: Option<LifeCycle>,
    /// `PartnerOpportunityTeamMembersList`, 0 to 10 items.
    #[serde(default)]
    pub opportunity_team: Option<Vec<Contact>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl GetOpportunityResponse {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        id: String,
        last_modified_date: crate::DateTime,
        created_date: crate::DateTime,
        related_entity_identifiers: RelatedEntityIdentifiers,
    ) -> Self {
        Self {
            catalog,
            primary_needs_from_aws: None,
            national_security: None,
            partner_opportunity_identifier: None,
            customer: None,
            project: None,
            opportunity_type: None,
            marketing: None,
            software_revenue: None,
            id,
            arn: None,
            last_modified_date,
            created_date,
            related_entity_identifiers,
            life_cycle: None,
            opportunity_team: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for GetOpportunityResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetOpportunityResponse")
            .field("Catalog", &self.catalog)
            .field("PrimaryNeedsFromAws", &self.primary_needs_from_aws)
            .field("NationalSecurity", &self.national_security)
            .field("PartnerOpportunityIdentifier", &self.partner_opportunity_identifier)
            .field("Customer", &self.customer)
            .field("Project", &self.project)
            .field("OpportunityType", &self.opportunity_type)
            .field("Marketing", &self.marketing)
            .field("SoftwareRevenue", &self.software_revenue)
            .field("Id", &self.id)
            .field("Arn", &self.arn)
            .field("LastModifiedDate", &self.last_modified_date)
            .field("CreatedDate", &self.created_date)
            .field("RelatedEntityIdentifiers", &self.related_entity_identifiers)
            .field("LifeCycle", &self.life_cycle)
            .field("OpportunityTeam", &self.opportunity_team)
            .finish()
    }
}
/// The structure `ListOpportunitiesRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListOpportunitiesRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `PageSize`, 1 to 100.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    /// `OpportunitySort`.
    #[serde(default)]
    pub sort: Option<OpportunitySort>,
    /// `LastModifiedDate`.
    #[serde(default)]
    pub last_modified_date: Option<LastModifiedDate>,
    /// `ListOpportunitiesRequestIdentifierList`, 0 to 20 items.
    #[serde(default)]
    pub identifier: Option<Vec<String>>,
    /// `ListOpportunitiesRequestLifeCycleStageList`, 0 to 10 items.
    #[serde(default)]
    pub life_cycle_stage: Option<Vec<Stage>>,
    /// `ListOpportunitiesRequestLifeCycleReviewStatusList`, 0 to 10 items.
    #[serde(default)]
    pub life_cycle_review_status: Option<Vec<ReviewStatus>>,
    /// `ListOpportunitiesRequestCustomerCompanyNameList`, 0 to 10 items.
    #[serde(default)]
    pub customer_company_name: Option<Vec<String>>,
    /// `CreatedDateFilter`.
    #[serde(default)]
    pub created_date: Option<CreatedDateFilter>,
    /// `TargetCloseDateFilter`.
    #[serde(default)]
    pub target_close_date: Option<TargetCloseDateFilter>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListOpportunitiesRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListOpportunitiesRequest")
            .field("Catalog", &self.catalog)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .field("Sort", &self.sort)
            .field("LastModifiedDate", &self.last_modified_date)
            .field("Identifier", &self.identifier)
            .field("LifeCycleStage", &self.life_cycle_stage)
            .field("LifeCycleReviewStatus", &self.life_cycle_review_status)
            .field("CustomerCompanyName", &self.customer_company_name)
            .field("CreatedDate", &self.created_date)
            .field("TargetCloseDate", &self.target_close_date)
            .finish()
    }
}
/// The structure `ListOpportunitiesResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListOpportunitiesResponse {
    /// `OpportunitySummaries`, required.
    pub opportunity_summaries: Vec<OpportunitySummary>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListOpportunitiesResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListOpportunitiesResponse")
            .field("OpportunitySummaries", &self.opportunity_summaries)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `OpportunitySort`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySort {
    /// `SortOrder`, required.
    pub sort_order: SortOrder,
    /// `OpportunitySortName`, required.
    pub sort_by: OpportunitySortName,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl OpportunitySort {
    /// The structure with its required members alone.
    pub const fn required(sort_order: SortOrder, sort_by: OpportunitySortName) -> Self {
        Self {
            sort_order,
            sort_by,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for OpportunitySort {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySort")
            .field("SortOrder", &self.sort_order)
            .field("SortBy", &self.sort_by)
            .finish()
    }
}
/// The structure `OpportunitySummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySummary {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `OpportunityIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub id: Option<String>,
    /// `OpportunityArn`, matching `arn:.*`.
    #[serde(default)]
    pub arn: Option<String>,
    /// `String`.
    #[serde(default)]
    pub partner_opportunity_identifier: Option<String>,
    /// `OpportunityType`.
    #[serde(default)]
    pub opportunity_type: Option<OpportunityType>,
    /// `DateTime`.
    #[serde(default)]
    pub last_modified_date: Option<crate::DateTime>,
    /// `DateTime`.
    #[serde(default)]
    pub created_date: Option<crate::DateTime>,
    /// `LifeCycleSummary`.
    #[serde(default)]
    pub life_cycle: Option<LifeCycleSummary>,
    /// `CustomerSummary`.
    #[serde(default)]
    pub customer: Option<CustomerSummary>,
    /// `ProjectSummary`.
    #[serde(default)]
    pub project: Option<ProjectSummary>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for OpportunitySummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySummary")
            .field("Catalog", &self.catalog)
            .field("Id", &self.id)
            .field("Arn", &self.arn)
            .field("PartnerOpportunityIdentifier", &self.partner_opportunity_identifier)
            .field("OpportunityType", &self.opportunity_type)
            .field("LastModifiedDate", &self.last_modified_date)
            .field("CreatedDate", &self.created_date)
            .field("LifeCycle", &self.life_cycle)
            .field("Customer", &self.customer)
            .field("Project", &self.project)
            .finish()
    }
}
/// The structure `OpportunitySummaryView`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySummaryView {
    /// `OpportunityType`.
    #[serde(default)]
    pub opportunity_type: Option<OpportunityType>,
    /// `LifeCycleForView`.
    #[serde(default)]
    pub lifecycle: Option<LifeCycleForView>,
    /// `PartnerOpportunityTeamMembersList`, 0 to 10 items.
    #[serde(default)]
    pub opportunity_team: Option<Vec<Contact>>,
    /// `PrimaryNeedsFromAws`.
    #[serde(default)]
    pub primary_needs_from_aws: Option<Vec<PrimaryNeedFromAws>>,
    /// `Customer`.
    #[serde(default)]
    pub customer: Option<Customer>,
    /// `ProjectView`.
    #[serde(default)]
    pub project: Option<ProjectView>,
    /// `RelatedEntityIdentifiers`.
    #[serde(default)]
    pub related_entity_identifiers: Option<RelatedEntityIdentifiers>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for OpportunitySummaryView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySummaryView")
            .field("OpportunityType", &self.opportunity_type)
            .field("Lifecycle", &self.lifecycle)
            .field("OpportunityTeam", &self.opportunity_team)
            .field("PrimaryNeedsFromAws", &self.primary_needs_from_aws)
            .field("Customer", &self.customer)
            .field("Project", &self.project)
            .field("RelatedEntityIdentifiers", &self.related_entity_identifiers)
            .finish()
    }
}
/// The structure `SubmitOpportunityRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SubmitOpportunityRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `OpportunityIdentifier`, required, matching `O[0-9]{1,19}`.
    pub identifier: String,
    /// `SalesInvolvementType`, required.
    pub involvement_type: SalesInvolvementType,
    /// `Visibility`.
    #[serde(default)]
    pub visibility: Option<Visibility>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl SubmitOpportunityRequest {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        identifier: String,
        involvement_type: SalesInvolvementType,
    ) -> Self {
        Self {
            catalog,
            identifier,
            involvement_type,
            visibility: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for SubmitOpportunityRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SubmitOpportunityRequest")
            .field("Catalog", &self.catalog)
            .field("Identifier", &self.identifier)
            .field("InvolvementType", &self.involvement_type)
            .field("Visibility", &self.visibility)
            .finish()
    }
}
/// The structure `UpdateOpportunityRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateOpportunityRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `PrimaryNeedsFromAws`.
    #[serde(default)]
    pub primary_needs_from_aws: Option<Vec<PrimaryNeedFromAws>>,
    /// `NationalSecurity`.
    #[serde(default)]
    pub national_security: Option<NationalSecurity>,
    /// `UpdateOpportunityRequestPartnerOpportunityIdentifierString`, 0 to 64 characters.
    #[serde(default)]
    pub partner_opportunity_identifier: Option<String>,
    /// `Customer`.
    #[serde(default)]
    pub customer: Option<Customer>,
    /// `Project`.
    #[serde(default)]
    pub project: Option<Project>,
    /// `OpportunityType`.
    #[serde(default)]
    pub opportunity_type: Option<OpportunityType>,
    /// `Marketing`.
    #[serde(default)]
    pub marketing: Option<Marketing>,
    /// `SoftwareRevenue`.
    #[serde(default)]
    pub software_revenue: Option<SoftwareRevenue>,
    /// `DateTime`, required.
    pub last_modified_date: crate::DateTime,
    /// `OpportunityIdentifier`, required, matching `O[0-9]{1,19}`.
    pub identifier: String,
    /// `LifeCycle`.
    #[serde(default)]
    pub life_cycle: Option<LifeCycle>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl UpdateOpportunityRequest {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        last_modified_date: crate::DateTime,
        identifier: String,
    ) -> Self {
        Self {
            catalog,
            primary_needs_from_aws: None,
            national_security: None,
            partner_opportunity_identifier: None,
            customer: None,
            project: None,
            opportunity_type: None,
            marketing: None,
            software_revenue: None,
            last_modified_date,
            identifier,
            life_cycle: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for UpdateOpportunityRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("UpdateOpportunityRequest")
            .field("Catalog", &self.catalog)
            .field("PrimaryNeedsFromAws", &self.primary_needs_from_aws)
            .field("NationalSecurity", &self.national_security)
            .field("PartnerOpportunityIdentifier", &self.partner_opportunity_identifier)
            .field("Customer", &self.customer)
            .field("Project", &self.project)
            .field("OpportunityType", &self.opportunity_type)
            .field("Marketing", &self.marketing)
            .field("SoftwareRevenue", &self.software_revenue)
            .field("LastModifiedDate", &self.last_modified_date)
            .field("Identifier", &self.identifier)
            .field("LifeCycle", &self.life_cycle)
            .finish()
    }
}
/// The structure `UpdateOpportunityResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateOpportunityResponse {
    /// `OpportunityIdentifier`, required, matching `O[0-9]{1,19}`.
    pub id: String,
    /// `DateTime`, required.
    pub last_modified_date: crate::DateTime,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl UpdateOpportunityResponse {
    /// The structure with its required members alone.
    pub const fn required(id: String, last_modified_date: crate::DateTime) -> Self {
        Self {
            id,
            last_modified_date,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for UpdateOpportunityResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("UpdateOpportunityResponse")
            .field("Id", &self.id)
            .field("LastModifiedDate", &self.last_modified_date)
            .finish()
    }
}
