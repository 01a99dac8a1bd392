// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `opportunity_search`.
#[allow(unused_imports)]
use super::*;
/// The structure `OpportunitySearchAccount`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySearchAccount {
    /// `OpportunitySearchAccountCompanyNameString`, 0 to 120 characters, sensitive.
    #[serde(default)]
    pub company_name: Option<String>,
    /// `Industry`.
    #[serde(default)]
    pub industry: Option<Industry>,
    /// `SearchAwsAccount`, sensitive.
    #[serde(default)]
    pub aws_account_id: Option<String>,
    /// `OpportunitySearchAddress`.
    #[serde(default)]
    pub address: Option<OpportunitySearchAddress>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for OpportunitySearchAccount {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySearchAccount")
            .field("CompanyName", &crate::redact::Redacted)
            .field("Industry", &self.industry)
            .field("AwsAccountId", &crate::redact::Redacted)
            .field("Address", &self.address)
            .finish()
    }
}
/// The structure `OpportunitySearchAddress`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySearchAddress {
    /// `CountryCode`, sensitive.
    #[serde(default)]
    pub country_code: Option<CountryCode>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for OpportunitySearchAddress {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySearchAddress")
            .field("CountryCode", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `OpportunitySearchAwsSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySearchAwsSummary {
    /// `OpportunityOrigin`.
    #[serde(default)]
    pub origin: Option<OpportunityOrigin>,
    /// `CosellMotion`, sensitive.
    #[serde(default)]
    pub cosell_motion: Option<String>,
    /// `OpportunitySearchInsights`.
    #[serde(default)]
    pub insights: Option<OpportunitySearchInsights>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for OpportunitySearchAwsSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySearchAwsSummary")
            .field("Origin", &self.origin)
            .field("CosellMotion", &crate::redact::Redacted)
            .field("Insights", &self.insights)
            .finish()
    }
}
/// The structure `OpportunitySearchCustomer`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySearchCustomer {
    /// `OpportunitySearchAccount`.
    #[serde(default)]
    pub account: Option<OpportunitySearchAccount>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for OpportunitySearchCustomer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySearchCustomer")
            .field("Account", &self.account)
            .finish()
    }
}
/// The structure `OpportunitySearchExpectedCustomerSpend`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySearchExpectedCustomerSpend {
    /// `Amount`, matching `((0|([1-9][0-9]{0,30}))(\.[0-9]{0,2})?)?`, sensitive.
    #[serde(default)]
    pub amount: Option<String>,
    /// `CurrencyCode`, required, sensitive.
    pub currency_code: CurrencyCode,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl OpportunitySearchExpectedCustomerSpend {
    /// The structure with its required members alone.
    pub const fn required(currency_code: CurrencyCode) -> Self {
        Self {
            amount: None,
            currency_code,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for OpportunitySearchExpectedCustomerSpend {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySearchExpectedCustomerSpend")
            .field("Amount", &crate::redact::Redacted)
            .field("CurrencyCode", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `OpportunitySearchFilter`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySearchFilter {
    /// `OpportunitySearchFilterList`, 1 to 10 items.
    #[serde(default)]
    pub and_all_filters: Option<Vec<OpportunitySearchFilter>>,
    /// `OpportunitySearchFilterList`, 1 to 10 items.
    #[serde(default)]
    pub or_all_filters: Option<Vec<OpportunitySearchFilter>>,
    /// `OpportunitySearchFilter`.
    #[serde(default)]
    pub not_filter: Option<Box<OpportunitySearchFilter>>,
    /// `OpportunitySearchPredicate`.
    #[serde(default)]
    pub equals_to: Option<OpportunitySearchPredicate>,
    /// `OpportunitySearchPredicate`.
    #[serde(default)]
    pub contains_any: Option<OpportunitySearchPredicate>,
    /// `OpportunitySearchPredicate`.
    #[serde(default)]
    pub contains_all: Option<OpportunitySearchPredicate>,
    /// `OpportunitySearchPredicate`.
    #[serde(default)]
    pub greater_than: Option<OpportunitySearchPredicate>,
    /// `OpportunitySearchPredicate`.
    #[serde(default)]
    pub greater_than_or_equals: Option<OpportunitySearchPredicate>,
    /// `OpportunitySearchPredicate`.
    #[serde(default)]
    pub less_than: Option<OpportunitySearchPredicate>,
    /// `OpportunitySearchPredicate`.
    #[serde(default)]
    pub less_than_or_equals: Option<OpportunitySearchPredicate>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for OpportunitySearchFilter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySearchFilter")
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
/// The union `OpportunitySearchFilterValue`: exactly one of these.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum OpportunitySearchFilterValue {
    StringValue(String),
    StringListValue(Vec<String>),
    LongValue(i64),
    DoubleValue(f64),
    DateValue(crate::DateTime),
}
impl std::fmt::Debug for OpportunitySearchFilterValue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut tuple = formatter
            .debug_tuple(
                match self {
                    Self::StringValue(_) => "StringValue",
                    Self::StringListValue(_) => "StringListValue",
                    Self::LongValue(_) => "LongValue",
                    Self::DoubleValue(_) => "DoubleValue",
                    Self::DateValue(_) => "DateValue",
                },
            );
        match self {
            Self::StringValue(_) => tuple.field(&crate::redact::Redacted),
            Self::StringListValue(_) => tuple.field(&crate::redact::Redacted),
            Self::LongValue(value) => tuple.field(value),
            Self::DoubleValue(value) => tuple.field(value),
            Self::DateValue(value) => tuple.field(value),
        };
        tuple.finish()
    }
}
/// The structure `OpportunitySearchInsights`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySearchInsights {
    /// `SearchEngagementScore`, sensitive.
    #[serde(default)]
    pub engagement_score: Option<SearchEngagementScore>,
    /// `OpportunitySearchOpportunityQuality`.
    #[serde(default)]
    pub opportunity_quality: Option<OpportunitySearchOpportunityQuality>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for OpportunitySearchInsights {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySearchInsights")
            .field("EngagementScore", &crate::redact::Redacted)
            .field("OpportunityQuality", &self.opportunity_quality)
            .finish()
    }
}
/// The structure `OpportunitySearchLifeCycle`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySearchLifeCycle {
    /// `ReviewStatus`.
    #[serde(default)]
    pub review_status: Option<ReviewStatus>,
    /// `Stage`.
    #[serde(default)]
    pub stage: Option<Stage>,
    /// `OpportunitySearchLifeCycleNextStepsString`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub next_steps: Option<String>,
    /// `Date`, matching `[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])`.
    #[serde(default)]
    pub target_close_date: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for OpportunitySearchLifeCycle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySearchLifeCycle")
            .field("ReviewStatus", &self.review_status)
            .field("Stage", &self.stage)
            .field("NextSteps", &crate::redact::Redacted)
            .field("TargetCloseDate", &self.target_close_date)
            .finish()
    }
}
/// The structure `OpportunitySearchOpportunityQuality`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySearchOpportunityQuality {
    /// `OpportunitySearchOpportunityQualityScoreInteger`, 0 to 100.
    #[serde(default)]
    pub score: Option<i64>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for OpportunitySearchOpportunityQuality {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySearchOpportunityQuality")
            .field("Score", &self.score)
            .finish()
    }
}
/// The structure `OpportunitySearchPredicate`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySearchPredicate {
    /// `OpportunitySearchFilterName`, required.
    pub key: OpportunitySearchFilterName,
    /// `OpportunitySearchFilterValue`, required.
    pub value: OpportunitySearchFilterValue,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl OpportunitySearchPredicate {
    /// The structure with its required members alone.
    pub const fn required(
        key: OpportunitySearchFilterName,
        value: OpportunitySearchFilterValue,
    ) -> Self {
        Self {
            key,
            value,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for OpportunitySearchPredicate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySearchPredicate")
            .field("Key", &self.key)
            .field("Value", &self.value)
            .finish()
    }
}
/// The structure `OpportunitySearchProject`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySearchProject {
    /// `OpportunitySearchProjectTitleString`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub title: Option<String>,
    /// `ApnPrograms`.
    #[serde(default)]
    pub apn_programs: Option<Vec<String>>,
    /// `OpportunitySearchExpectedCustomerSpendList`, 0 to 10 items.
    #[serde(default)]
    pub expected_customer_spend: Option<Vec<OpportunitySearchExpectedCustomerSpend>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for OpportunitySearchProject {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySearchProject")
            .field("Title", &crate::redact::Redacted)
            .field("ApnPrograms", &self.apn_programs)
            .field("ExpectedCustomerSpend", &self.expected_customer_spend)
            .finish()
    }
}
/// The structure `OpportunitySearchRelatedEntityIdentifiers`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySearchRelatedEntityIdentifiers {
    /// `AwsMarketplaceOfferIdentifiers`.
    #[serde(default)]
    pub aws_marketplace_offers: Option<Vec<String>>,
    /// `AwsMarketplaceOfferSetIdentifiers`.
    #[serde(default)]
    pub aws_marketplace_offer_sets: Option<Vec<String>>,
    /// `AwsMarketplaceSolutionIdentifiers`.
    #[serde(default)]
    pub aws_marketplace_solutions: Option<Vec<String>>,
    /// `SolutionIdentifiers`.
    #[serde(default)]
    pub solutions: Option<Vec<String>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for OpportunitySearchRelatedEntityIdentifiers {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySearchRelatedEntityIdentifiers")
            .field("AwsMarketplaceOffers", &self.aws_marketplace_offers)
            .field("AwsMarketplaceOfferSets", &self.aws_marketplace_offer_sets)
            .field("AwsMarketplaceSolutions", &self.aws_marketplace_solutions)
            .field("Solutions", &self.solutions)
            .finish()
    }
}
/// The structure `OpportunitySearchSort`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySearchSort {
    /// `OpportunitySearchSortName`, required.
    pub sort_by: OpportunitySearchSortName,
    /// `SortOrder`, required.
    pub sort_order: SortOrder,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl OpportunitySearchSort {
    /// The structure with its required members alone.
    pub const fn required(
        sort_by: OpportunitySearchSortName,
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
impl std::fmt::Debug for OpportunitySearchSort {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySearchSort")
            .field("SortBy", &self.sort_by)
            .field("SortOrder", &self.sort_order)
            .finish()
    }
}
/// The structure `OpportunitySearchSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySearchSummary {
    /// `OpportunityIdentifier`, required, matching `O[0-9]{1,19}`.
    pub id: String,
    /// `DateTime`, required.
    pub last_modified_date: crate::DateTime,
    /// `DateTime`, required.
    pub created_date: crate::DateTime,
    /// `OpportunityType`.
    #[serde(default)]
    pub opportunity_type: Option<OpportunityType>,
    /// `OpportunitySearchSummaryPartnerOpportunityIdentifierString`, 0 to 64 characters.
    #[serde(default)]
    pub partner_opportunity_identifier: Option<String>,
    /// `OpportunitySearchLifeCycle`.
    #[serde(default)]
    pub life_cycle: Option<OpportunitySearchLifeCycle>,
    /// `OpportunitySearchCustomer`.
    #[serde(default)]
    pub customer: Option<OpportunitySearchCustomer>,
    /// `OpportunitySearchProject`.
    #[serde(default)]
    pub project: Option<OpportunitySearchProject>,
    /// `TagList`, 1 to 200 items.
    #[serde(default)]
    pub tags: Option<Vec<Tag>>,
    /// `OpportunitySearchRelatedEntityIdentifiers`.
    #[serde(default)]
    pub related_entity_identifiers: Option<OpportunitySearchRelatedEntityIdentifiers>,
    /// `OpportunitySearchTeamMembersList`, 0 to 10 items.
    #[serde(default)]
    pub opportunity_team: Option<Vec<OpportunitySearchTeamMember>>,
    /// `OpportunitySearchAwsSummary`.
    #[serde(default)]
    pub aws_opportunity_summary: Option<OpportunitySearchAwsSummary>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl OpportunitySearchSummary {
    /// The structure with its required members alone.
    pub const fn required(
        id: String,
        last_modified_date: crate::DateTime,
        created_date: crate::DateTime,
    ) -> Self {
        Self {
            id,
            last_modified_date,
            created_date,
            opportunity_type: None,
            partner_opportunity_identifier: None,
            life_cycle: None,
            customer: None,
            project: None,
            tags: None,
            related_entity_identifiers: None,
            opportunity_team: None,
            aws_opportunity_summary: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for OpportunitySearchSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySearchSummary")
            .field("Id", &self.id)
            .field("LastModifiedDate", &self.last_modified_date)
            .field("CreatedDate", &self.created_date)
            .field("OpportunityType", &self.opportunity_type)
            .field("PartnerOpportunityIdentifier", &self.partner_opportunity_identifier)
            .field("LifeCycle", &self.life_cycle)
            .field("Customer", &self.customer)
            .field("Project", &self.project)
            .field("Tags", &self.tags)
            .field("RelatedEntityIdentifiers", &self.related_entity_identifiers)
            .field("OpportunityTeam", &self.opportunity_team)
            .field("AwsOpportunitySummary", &self.aws_opportunity_summary)
            .finish()
    }
}
/// The structure `OpportunitySearchTeamMember`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunitySearchTeamMember {
    /// `OpportunitySearchTeamMemberFirstNameString`, 0 to 80 characters, sensitive.
    #[serde(default)]
    pub first_name: Option<String>,
    /// `OpportunitySearchTeamMemberLastNameString`, 0 to 80 characters, sensitive.
    #[serde(default)]
    pub last_name: Option<String>,
    /// `JobTitle`, 0 to 80 characters, sensitive.
    #[serde(default)]
    pub business_title: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for OpportunitySearchTeamMember {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunitySearchTeamMember")
            .field("FirstName", &crate::redact::Redacted)
            .field("LastName", &crate::redact::Redacted)
            .field("BusinessTitle", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `SearchOpportunitiesRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct SearchOpportunitiesRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `PageSize`, 1 to 100.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    /// `SearchKeyword`, 1 to 500 characters, sensitive.
    #[serde(default)]
    pub keyword: Option<String>,
    /// `OpportunitySearchFilter`.
    #[serde(default)]
    pub filter: Option<OpportunitySearchFilter>,
    /// `OpportunitySearchSort`.
    #[serde(default)]
    pub sort: Option<OpportunitySearchSort>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for SearchOpportunitiesRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SearchOpportunitiesRequest")
            .field("Catalog", &self.catalog)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .field("Keyword", &crate::redact::Redacted)
            .field("Filter", &self.filter)
            .field("Sort", &self.sort)
            .finish()
    }
}
/// The structure `SearchOpportunitiesResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct SearchOpportunitiesResponse {
    /// `OpportunitySearchSummaries`, required.
    pub opportunity_search_summaries: Vec<OpportunitySearchSummary>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for SearchOpportunitiesResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SearchOpportunitiesResponse")
            .field("OpportunitySearchSummaries", &self.opportunity_search_summaries)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
