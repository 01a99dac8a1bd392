// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `customer_account`.
#[allow(unused_imports)]
use super::*;
/// The structure `AggregationRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AggregationRequest {
    /// `AggregationRequestGroupByList`, required, 1 to 1 items.
    pub group_by: Vec<AggregatableField>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AggregationRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AggregationRequest")
            .field("GroupBy", &self.group_by)
            .finish()
    }
}
/// The structure `AggregationResult`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AggregationResult {
    /// `AggregatableFieldList`, required, 1 to 2 items.
    pub group_by: Vec<AggregatableField>,
    /// `BucketList`, required, 0 to 100 items.
    pub buckets: Vec<Bucket>,
    /// `Integer`, required.
    pub other_count: i64,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AggregationResult {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AggregationResult")
            .field("GroupBy", &self.group_by)
            .field("Buckets", &self.buckets)
            .field("OtherCount", &self.other_count)
            .finish()
    }
}
/// The structure `AwsEnrichment`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsEnrichment {
    /// `AwsEnrichmentCustomer`.
    #[serde(default)]
    pub customer: Option<AwsEnrichmentCustomer>,
    /// `AwsEnrichmentInsights`.
    #[serde(default)]
    pub insights: Option<AwsEnrichmentInsights>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsEnrichment {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsEnrichment")
            .field("Customer", &self.customer)
            .field("Insights", &self.insights)
            .finish()
    }
}
/// The structure `AwsEnrichmentCustomer`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsEnrichmentCustomer {
    /// `String`.
    #[serde(default)]
    pub account_name: Option<String>,
    /// `String`.
    #[serde(default)]
    pub industry: Option<String>,
    /// `String`.
    #[serde(default)]
    pub sub_industry: Option<String>,
    /// `String`.
    #[serde(default)]
    pub sector: Option<String>,
    /// `String`.
    #[serde(default)]
    pub segment: Option<String>,
    /// `String`.
    #[serde(default)]
    pub company_size: Option<String>,
    /// `String`.
    #[serde(default)]
    pub region: Option<String>,
    /// `String`.
    #[serde(default)]
    pub sub_region: Option<String>,
    /// `String`.
    #[serde(default)]
    pub geo: Option<String>,
    /// `String`.
    #[serde(default)]
    pub country: Option<String>,
    /// `String`.
    #[serde(default)]
    pub customer_account_planning_qualification: Option<String>,
    /// `EligibleProgramList`, 0 to 50 items.
    #[serde(default)]
    pub eligible_programs: Option<Vec<String>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsEnrichmentCustomer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsEnrichmentCustomer")
            .field("AccountName", &self.account_name)
            .field("Industry", &self.industry)
            .field("SubIndustry", &self.sub_industry)
            .field("Sector", &self.sector)
            .field("Segment", &self.segment)
            .field("CompanySize", &self.company_size)
            .field("Region", &self.region)
            .field("SubRegion", &self.sub_region)
            .field("Geo", &self.geo)
            .field("Country", &self.country)
            .field(
                "CustomerAccountPlanningQualification",
                &self.customer_account_planning_qualification,
            )
            .field("EligiblePrograms", &self.eligible_programs)
            .finish()
    }
}
/// The structure `AwsEnrichmentCustomerSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsEnrichmentCustomerSummary {
    /// `String`.
    #[serde(default)]
    pub industry: Option<String>,
    /// `EnrichmentValue`.
    #[serde(default)]
    pub account_planning_qualification: Option<String>,
    /// `EligibleProgramList`, 0 to 50 items.
    #[serde(default)]
    pub eligible_programs: Option<Vec<String>>,
    /// `String`.
    #[serde(default)]
    pub geo: Option<String>,
    /// `String`.
    #[serde(default)]
    pub country: Option<String>,
    /// `String`.
    #[serde(default)]
    pub segment: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsEnrichmentCustomerSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsEnrichmentCustomerSummary")
            .field("Industry", &self.industry)
            .field("AccountPlanningQualification", &self.account_planning_qualification)
            .field("EligiblePrograms", &self.eligible_programs)
            .field("Geo", &self.geo)
            .field("Country", &self.country)
            .field("Segment", &self.segment)
            .finish()
    }
}
/// The structure `AwsEnrichmentInsights`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsEnrichmentInsights {
    /// `String`.
    #[serde(default)]
    pub marketplace_engagement_score: Option<String>,
    /// `String`.
    #[serde(default)]
    pub solution_category: Option<String>,
    /// `String`.
    #[serde(default)]
    pub solution_score: Option<String>,
    /// `String`.
    #[serde(default)]
    pub solution_sub_category: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsEnrichmentInsights {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsEnrichmentInsights")
            .field("MarketplaceEngagementScore", &self.marketplace_engagement_score)
            .field("SolutionCategory", &self.solution_category)
            .field("SolutionScore", &self.solution_score)
            .field("SolutionSubCategory", &self.solution_sub_category)
            .finish()
    }
}
/// The structure `AwsEnrichmentInsightsSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsEnrichmentInsightsSummary {
    /// `String`.
    #[serde(default)]
    pub marketplace_engagement_score: Option<String>,
    /// `String`.
    #[serde(default)]
    pub solution_category: Option<String>,
    /// `String`.
    #[serde(default)]
    pub solution_score: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsEnrichmentInsightsSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsEnrichmentInsightsSummary")
            .field("MarketplaceEngagementScore", &self.marketplace_engagement_score)
            .field("SolutionCategory", &self.solution_category)
            .field("SolutionScore", &self.solution_score)
            .finish()
    }
}
/// The structure `AwsEnrichmentSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsEnrichmentSummary {
    /// `AwsEnrichmentCustomerSummary`.
    #[serde(default)]
    pub customer: Option<AwsEnrichmentCustomerSummary>,
    /// `AwsEnrichmentInsightsSummary`.
    #[serde(default)]
    pub insights: Option<AwsEnrichmentInsightsSummary>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsEnrichmentSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsEnrichmentSummary")
            .field("Customer", &self.customer)
            .field("Insights", &self.insights)
            .finish()
    }
}
/// The structure `Bucket`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct Bucket {
    /// `BucketValueList`, required, 1 to 2 items.
    pub values: Vec<String>,
    /// `Integer`, required.
    pub count: i64,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for Bucket {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Bucket")
            .field("Values", &self.values)
            .field("Count", &self.count)
            .finish()
    }
}
/// The structure `CreateCustomerAccountRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CreateCustomerAccountRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `CustomerAccountData`, required.
    pub account: CustomerAccountData,
    /// `PartnerAccountIdentifier`, 0 to 64 characters.
    #[serde(default)]
    pub partner_account_identifier: Option<String>,
    /// `CustomerAccountTagList`, 1 to 50 items.
    #[serde(default)]
    pub tags: Option<Vec<Tag>>,
    /// `ClientToken`, 1 to 255 characters, matching `.{1,255}`.
    #[serde(default)]
    pub client_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CreateCustomerAccountRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreateCustomerAccountRequest")
            .field("Catalog", &self.catalog)
            .field("Account", &self.account)
            .field("PartnerAccountIdentifier", &self.partner_account_identifier)
            .field("Tags", &self.tags)
            .field("ClientToken", &self.client_token)
            .finish()
    }
}
/// The structure `CreateCustomerAccountResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateCustomerAccountResponse {
    /// `CustomerAccountArn`, required, matching `arn:[a-z\-]*:partnercentral:[a-z0-9\-]*:[0-9]{12}:catalog/[a-zA-Z]+/customer-account/cust-acc-[0-9a-z]{13}`.
    pub arn: String,
    /// `CustomerAccountId`, required, matching `cust-acc-[0-9a-z]{13}`.
    pub id: String,
    /// `EnrichmentStatus`, required.
    pub status: EnrichmentStatus,
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `PartnerAccountIdentifier`, 0 to 64 characters.
    #[serde(default)]
    pub partner_account_identifier: Option<String>,
    /// `DateTime`, required.
    pub created_date: crate::DateTime,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl CreateCustomerAccountResponse {
    /// The structure with its required members alone.
    pub const fn required(
        arn: String,
        id: String,
        status: EnrichmentStatus,
        catalog: String,
        created_date: crate::DateTime,
    ) -> Self {
        Self {
            arn,
            id,
            status,
            catalog,
            partner_account_identifier: None,
            created_date,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for CreateCustomerAccountResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreateCustomerAccountResponse")
            .field("Arn", &self.arn)
            .field("Id", &self.id)
            .field("Status", &self.status)
            .field("Catalog", &self.catalog)
            .field("PartnerAccountIdentifier", &self.partner_account_identifier)
            .field("CreatedDate", &self.created_date)
            .finish()
    }
}
/// The structure `CreatedDateFilter`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CreatedDateFilter {
    /// `DateTime`.
    #[serde(default)]
    pub after_created_date: Option<crate::DateTime>,
    /// `DateTime`.
    #[serde(default)]
    pub before_created_date: Option<crate::DateTime>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CreatedDateFilter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreatedDateFilter")
            .field("AfterCreatedDate", &self.after_created_date)
            .field("BeforeCreatedDate", &self.before_created_date)
            .finish()
    }
}
/// The structure `CustomerAccountContext`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerAccountContext {
    /// `CustomerAccountArnOrIdentifier`, matching `(arn:.*|cust-acc-[0-9a-z]{13})`.
    #[serde(default)]
    pub account_identifier: Option<String>,
    /// `AccountCustomer`.
    #[serde(default)]
    pub customer: Option<AccountCustomer>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CustomerAccountContext {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CustomerAccountContext")
            .field("AccountIdentifier", &self.account_identifier)
            .field("Customer", &self.customer)
            .finish()
    }
}
/// The structure `CustomerAccountData`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerAccountData {
    /// `CustomerAccountDataCompanyNameString`, required, 0 to 120 characters, sensitive.
    pub company_name: String,
    /// `CustomerAccountDataWebsiteUrlString`, 4 to 255 characters, sensitive.
    #[serde(default)]
    pub website_url: Option<String>,
    /// `CustomerAccountDataDunsString`, matching `[0-9]{9}`, sensitive.
    #[serde(default)]
    pub duns: Option<String>,
    /// `Address`.
    #[serde(default)]
    pub address: Option<Address>,
    /// `String`.
    #[serde(default)]
    pub industry: Option<String>,
    /// `CustomerAccountDataOtherIndustryString`, 0 to 255 characters.
    #[serde(default)]
    pub other_industry: Option<String>,
    /// `Domain`, 1 to 253 characters, sensitive.
    #[serde(default)]
    pub domain: Option<String>,
    /// `CustomerAccountDataParentCompanyNameString`, 0 to 120 characters, sensitive.
    #[serde(default)]
    pub parent_company_name: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CustomerAccountData {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CustomerAccountData")
            .field("CompanyName", &crate::redact::Redacted)
            .field("WebsiteUrl", &crate::redact::Redacted)
            .field("Duns", &crate::redact::Redacted)
            .field("Address", &self.address)
            .field("Industry", &self.industry)
            .field("OtherIndustry", &self.other_industry)
            .field("Domain", &crate::redact::Redacted)
            .field("ParentCompanyName", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `CustomerAccountDetailsSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerAccountDetailsSummary {
    /// `CustomerAccountDetailsSummaryCompanyNameString`, required, 0 to 120 characters, sensitive.
    pub company_name: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CustomerAccountDetailsSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CustomerAccountDetailsSummary")
            .field("CompanyName", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `CustomerAccountSort`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerAccountSort {
    /// `SortableField`, required.
    pub sort_by: SortableField,
    /// `SortOrder`, required.
    pub sort_order: SortOrder,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl CustomerAccountSort {
    /// The structure with its required members alone.
    pub const fn required(sort_by: SortableField, sort_order: SortOrder) -> Self {
        Self {
            sort_by,
            sort_order,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for CustomerAccountSort {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CustomerAccountSort")
            .field("SortBy", &self.sort_by)
            .field("SortOrder", &self.sort_order)
            .finish()
    }
}
/// The structure `CustomerAccountSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerAccountSummary {
    /// `CustomerAccountArn`, required, matching `arn:[a-z\-]*:partnercentral:[a-z0-9\-]*:[0-9]{12}:catalog/[a-zA-Z]+/customer-account/cust-acc-[0-9a-z]{13}`.
    pub arn: String,
    /// `CustomerAccountId`, required, matching `cust-acc-[0-9a-z]{13}`.
    pub id: String,
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `EnrichmentStatus`, required.
    pub enrichment_status: EnrichmentStatus,
    /// `PartnerAccountIdentifier`, 0 to 64 characters.
    #[serde(default)]
    pub partner_account_identifier: Option<String>,
    /// `DateTime`, required.
    pub created_date: crate::DateTime,
    /// `DateTime`, required.
    pub last_modified_date: crate::DateTime,
    /// `CustomerAccountDetailsSummary`, required.
    pub customer_account: CustomerAccountDetailsSummary,
    /// `AwsEnrichmentSummary`.
    #[serde(default)]
    pub aws_enrichment: Option<AwsEnrichmentSummary>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl CustomerAccountSummary {
    /// The structure with its required members alone.
    pub const fn required(
        arn: String,
        id: String,
        catalog: String,
        enrichment_status: EnrichmentStatus,
        created_date: crate::DateTime,
        last_modified_date: crate::DateTime,
        customer_account: CustomerAccountDetailsSummary,
    ) -> Self {
        Self {
            arn,
            id,
            catalog,
            enrichment_status,
            partner_account_identifier: None,
            created_date,
            last_modified_date,
            customer_account,
            aws_enrichment: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for CustomerAccountSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CustomerAccountSummary")
            .field("Arn", &self.arn)
            .field("Id", &self.id)
            .field("Catalog", &self.catalog)
            .field("EnrichmentStatus", &self.enrichment_status)
            .field("PartnerAccountIdentifier", &self.partner_account_identifier)
            .field("CreatedDate", &self.created_date)
            .field("LastModifiedDate", &self.last_modified_date)
            .field("CustomerAccount", &self.customer_account)
            .field("AwsEnrichment", &self.aws_enrichment)
            .finish()
    }
}
/// The structure `DeleteCustomerAccountRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteCustomerAccountRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `CustomerAccountArnOrIdentifier`, required, matching `(arn:.*|cust-acc-[0-9a-z]{13})`.
    pub identifier: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for DeleteCustomerAccountRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("DeleteCustomerAccountRequest")
            .field("Catalog", &self.catalog)
            .field("Identifier", &self.identifier)
            .finish()
    }
}
/// The structure `DeleteCustomerAccountResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteCustomerAccountResponse {
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for DeleteCustomerAccountResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("DeleteCustomerAccountResponse").finish()
    }
}
/// The structure `EnrichmentContext`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct EnrichmentContext {
    /// `InvitationProspectingResultAws`.
    #[serde(default)]
    pub prospecting_result_aws: Option<InvitationProspectingResultAws>,
    /// `LeadInsights`.
    #[serde(default)]
    pub lead_insights: Option<LeadInsights>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for EnrichmentContext {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EnrichmentContext")
            .field("ProspectingResultAws", &self.prospecting_result_aws)
            .field("LeadInsights", &self.lead_insights)
            .finish()
    }
}
/// The structure `Filter`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct Filter {
    /// `FilterList`, 1 to 10 items.
    #[serde(default)]
    pub and_all_filters: Option<Vec<Filter>>,
    /// `FilterList`, 1 to 10 items.
    #[serde(default)]
    pub or_all_filters: Option<Vec<Filter>>,
    /// `Filter`.
    #[serde(default)]
    pub not_filter: Option<Box<Filter>>,
    /// `FilterCondition`.
    #[serde(default)]
    pub equals_to: Option<FilterCondition>,
    /// `FilterCondition`.
    #[serde(default)]
    pub contains_any: Option<FilterCondition>,
    /// `FilterCondition`.
    #[serde(default)]
    pub contains_all: Option<FilterCondition>,
    /// `FilterCondition`.
    #[serde(default)]
    pub greater_than: Option<FilterCondition>,
    /// `FilterCondition`.
    #[serde(default)]
    pub greater_than_or_equals: Option<FilterCondition>,
    /// `FilterCondition`.
    #[serde(default)]
    pub less_than: Option<FilterCondition>,
    /// `FilterCondition`.
    #[serde(default)]
    pub less_than_or_equals: Option<FilterCondition>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for Filter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Filter")
            .field("AndAllFilters", &self.and_all_filters)
            .field("OrAllFilters", &self.or_all_filters)
            .field("NotFilter", &self.not_filter)
            .field("EqualsTo", &self.equals_to)
            .field("ContainsAny", &self.contains_any)
            .field("ContainsAll", &self.contains_all)
            .field("GreaterThan", &self.greater_than)
            .field("GreaterThanOrEquals", &self.greater_than_or_equals)
            .field("LessThan", &self.less_than)
            .field("LessThanOrEquals", &self.less_than_or_equals)
            .finish()
    }
}
/// The structure `FilterCondition`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct FilterCondition {
    /// `FilterableField`, required.
    pub key: FilterableField,
    /// `FilterValue`, required.
    pub value: FilterValue,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl FilterCondition {
    /// The structure with its required members alone.
    pub const fn required(key: FilterableField, value: FilterValue) -> Self {
        Self {
            key,
            value,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for FilterCondition {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("FilterCondition")
            .field("Key", &self.key)
            .field("Value", &self.value)
            .finish()
    }
}
/// The union `FilterValue`: exactly one of these.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum FilterValue {
    StringValue(String),
    StringListValue(Vec<String>),
    LongValue(i64),
    DateValue(crate::DateTime),
}
impl std::fmt::Debug for FilterValue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut tuple = formatter
            .debug_tuple(
                match self {
                    Self::StringValue(_) => "StringValue",
                    Self::StringListValue(_) => "StringListValue",
                    Self::LongValue(_) => "LongValue",
                    Self::DateValue(_) => "DateValue",
                },
            );
        match self {
            Self::StringValue(value) => tuple.field(value),
            Self::StringListValue(value) => tuple.field(value),
            Self::LongValue(value) => tuple.field(value),
            Self::DateValue(value) => tuple.field(value),
        };
        tuple.finish()
    }
}
/// The structure `GetCustomerAccountRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetCustomerAccountRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `CustomerAccountArnOrIdentifier`, required, matching `(arn:.*|cust-acc-[0-9a-z]{13})`.
    pub identifier: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetCustomerAccountRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetCustomerAccountRequest")
            .field("Catalog", &self.catalog)
            .field("Identifier", &self.identifier)
            .finish()
    }
}
/// The structure `GetCustomerAccountResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetCustomerAccountResponse {
    /// `CustomerAccountArn`, required, matching `arn:[a-z\-]*:partnercentral:[a-z0-9\-]*:[0-9]{12}:catalog/[a-zA-Z]+/customer-account/cust-acc-[0-9a-z]{13}`.
    pub arn: String,
    /// `CustomerAccountId`, required, matching `cust-acc-[0-9a-z]{13}`.
    pub id: String,
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `EnrichmentStatus`, required.
    pub enrichment_status: EnrichmentStatus,
    /// `PartnerAccountIdentifier`, 0 to 64 characters.
    #[serde(default)]
    pub partner_account_identifier: Option<String>,
    /// `DateTime`, required.
    pub created_date: crate::DateTime,
    /// `DateTime`, required.
    pub last_modified_date: crate::DateTime,
    /// `IssueList`.
    #[serde(default)]
    pub issues: Option<Vec<Issue>>,
    /// `AwsEnrichment`.
    #[serde(default)]
    pub aws_enrichment: Option<AwsEnrichment>,
    /// `CustomerAccountFailureReason`.
    #[serde(default)]
    pub reason_code: Option<CustomerAccountFailureReason>,
    /// `String`.
    #[serde(default)]
    pub message: Option<String>,
    /// `CustomerAccountArn`, matching `arn:[a-z\-]*:partnercentral:[a-z0-9\-]*:[0-9]{12}:catalog/[a-zA-Z]+/customer-account/cust-acc-[0-9a-z]{13}`.
    #[serde(default)]
    pub existing_customer_account_arn: Option<String>,
    /// `CustomerAccountData`, required.
    pub account: CustomerAccountData,
    /// `TagList`, 1 to 200 items.
    #[serde(default)]
    pub tags: Option<Vec<Tag>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl GetCustomerAccountResponse {
    /// The structure with its required members alone.
    pub const fn required(
        arn: String,
        id: String,
        catalog: String,
        enrichment_status: EnrichmentStatus,
        created_date: crate::DateTime,
        last_modified_date: crate::DateTime,
        account: CustomerAccountData,
    ) -> Self {
        Self {
            arn,
            id,
            catalog,
            enrichment_status,
            partner_account_identifier: None,
            created_date,
            last_modified_date,
            issues: None,
            aws_enrichment: None,
            reason_code: None,
            message: None,
            existing_customer_account_arn: None,
            account,
            tags: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for GetCustomerAccountResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetCustomerAccountResponse")
            .field("Arn", &self.arn)
            .field("Id", &self.id)
            .field("Catalog", &self.catalog)
            .field("EnrichmentStatus", &self.enrichment_status)
            .field("PartnerAccountIdentifier", &self.partner_account_identifier)
            .field("CreatedDate", &self.created_date)
            .field("LastModifiedDate", &self.last_modified_date)
            .field("Issues", &self.issues)
            .field("AwsEnrichment", &self.aws_enrichment)
            .field("ReasonCode", &self.reason_code)
            .field("Message", &self.message)
            .field("ExistingCustomerAccountArn", &self.existing_customer_account_arn)
            .field("Account", &self.account)
            .field("Tags", &self.tags)
            .finish()
    }
}
/// The structure `GetCustomerAccountStatisticsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetCustomerAccountStatisticsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `Filter`.
    #[serde(default)]
    pub filter: Option<Filter>,
    /// `AggregationRequestList`, 1 to 10 items.
    #[serde(default)]
    pub aggregations: Option<Vec<AggregationRequest>>,
    /// `Boolean`.
    #[serde(default)]
    pub include_missing: Option<bool>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetCustomerAccountStatisticsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetCustomerAccountStatisticsRequest")
            .field("Catalog", &self.catalog)
            .field("Filter", &self.filter)
            .field("Aggregations", &self.aggregations)
            .field("IncludeMissing", &self.include_missing)
            .finish()
    }
}
/// The structure `GetCustomerAccountStatisticsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetCustomerAccountStatisticsResponse {
    /// `Integer`, required.
    pub total_count: i64,
    /// `AggregationResultList`, 1 to 10 items.
    #[serde(default)]
    pub aggregations: Option<Vec<AggregationResult>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetCustomerAccountStatisticsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetCustomerAccountStatisticsResponse")
            .field("TotalCount", &self.total_count)
            .field("Aggregations", &self.aggregations)
            .finish()
    }
}
/// The structure `SearchCustomerAccountsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct SearchCustomerAccountsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `Filter`.
    #[serde(default)]
    pub filter: Option<Filter>,
    /// `CustomerAccountSort`.
    #[serde(default)]
    pub sort: Option<CustomerAccountSort>,
    /// `SearchCustomerAccountsRequestMaxResultsInteger`, 1 to 100.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `NextToken`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for SearchCustomerAccountsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SearchCustomerAccountsRequest")
            .field("Catalog", &self.catalog)
            .field("Filter", &self.filter)
            .field("Sort", &self.sort)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `SearchCustomerAccountsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct SearchCustomerAccountsResponse {
    /// `CustomerAccountSummaryList`, required.
    pub customer_account_summaries: Vec<CustomerAccountSummary>,
    /// `NextToken`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for SearchCustomerAccountsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SearchCustomerAccountsResponse")
            .field("CustomerAccountSummaries", &self.customer_account_summaries)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `TargetCloseDateFilter`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct TargetCloseDateFilter {
    /// `Date`, matching `[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])`.
    #[serde(default)]
    pub after_target_close_date: Option<String>,
    /// `Date`, matching `[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])`.
    #[serde(default)]
    pub before_target_close_date: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for TargetCloseDateFilter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("TargetCloseDateFilter")
            .field("AfterTargetCloseDate", &self.after_target_close_date)
            .field("BeforeTargetCloseDate", &self.before_target_close_date)
            .finish()
    }
}
/// The structure `UpdateCustomerAccountRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateCustomerAccountRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `CustomerAccountArnOrIdentifier`, required, matching `(arn:.*|cust-acc-[0-9a-z]{13})`.
    pub identifier: String,
    /// `CustomerAccountData`, required.
    pub account: CustomerAccountData,
    /// `PartnerAccountIdentifier`, 0 to 64 characters.
    #[serde(default)]
    pub partner_account_identifier: Option<String>,
    /// `DateTime`, required.
    pub last_modified_date: crate::DateTime,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl UpdateCustomerAccountRequest {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        identifier: String,
        account: CustomerAccountData,
        last_modified_date: crate::DateTime,
    ) -> Self {
        Self {
            catalog,
            identifier,
            account,
            partner_account_identifier: None,
            last_modified_date,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for UpdateCustomerAccountRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("UpdateCustomerAccountRequest")
            .field("Catalog", &self.catalog)
            .field("Identifier", &self.identifier)
            .field("Account", &self.account)
            .field("PartnerAccountIdentifier", &self.partner_account_identifier)
            .field("LastModifiedDate", &self.last_modified_date)
            .finish()
    }
}
/// The structure `UpdateCustomerAccountResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateCustomerAccountResponse {
    /// `CustomerAccountArn`, required, matching `arn:[a-z\-]*:partnercentral:[a-z0-9\-]*:[0-9]{12}:catalog/[a-zA-Z]+/customer-account/cust-acc-[0-9a-z]{13}`.
    pub arn: String,
    /// `CustomerAccountId`, required, matching `cust-acc-[0-9a-z]{13}`.
    pub id: String,
    /// `EnrichmentStatus`, required.
    pub status: EnrichmentStatus,
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `PartnerAccountIdentifier`, 0 to 64 characters.
    #[serde(default)]
    pub partner_account_identifier: Option<String>,
    /// `DateTime`, required.
    pub created_date: crate::DateTime,
    /// `DateTime`, required.
    pub last_modified_date: crate::DateTime,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl UpdateCustomerAccountResponse {
    /// The structure with its required members alone.
    pub const fn required(
        arn: String,
        id: String,
        status: EnrichmentStatus,
        catalog: String,
        created_date: crate::DateTime,
        last_modified_date: crate::DateTime,
    ) -> Self {
        Self {
            arn,
            id,
            status,
            catalog,
            partner_account_identifier: None,
            created_date,
            last_modified_date,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for UpdateCustomerAccountResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("UpdateCustomerAccountResponse")
            .field("Arn", &self.arn)
            .field("Id", &self.id)
            .field("Status", &self.status)
            .field("Catalog", &self.catalog)
            .field("PartnerAccountIdentifier", &self.partner_account_identifier)
            .field("CreatedDate", &self.created_date)
            .field("LastModifiedDate", &self.last_modified_date)
            .finish()
    }
}
