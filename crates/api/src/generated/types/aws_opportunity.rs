// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `aws_opportunity`.
#[allow(unused_imports)]
use super::*;
/// The structure `AwsOpportunityCustomer`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsOpportunityCustomer {
    /// `CustomerContactsList`.
    #[serde(default)]
    pub contacts: Option<Vec<Contact>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsOpportunityCustomer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsOpportunityCustomer")
            .field("Contacts", &self.contacts)
            .finish()
    }
}
/// The structure `AwsOpportunityInsights`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsOpportunityInsights {
    /// `String`.
    #[serde(default)]
    pub next_best_actions: Option<String>,
    /// `EngagementScore`.
    #[serde(default)]
    pub engagement_score: Option<EngagementScore>,
    /// `AwsProductsSpendInsightsBySource`.
    #[serde(default)]
    pub aws_products_spend_insights_by_source: Option<AwsProductsSpendInsightsBySource>,
    /// `OpportunityQuality`.
    #[serde(default)]
    pub opportunity_quality: Option<OpportunityQuality>,
    /// `RecommendationList`, 0 to 5 items.
    #[serde(default)]
    pub recommendations: Option<Vec<Recommendation>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsOpportunityInsights {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsOpportunityInsights")
            .field("NextBestActions", &self.next_best_actions)
            .field("EngagementScore", &self.engagement_score)
            .field(
                "AwsProductsSpendInsightsBySource",
                &self.aws_products_spend_insights_by_source,
            )
            .field("OpportunityQuality", &self.opportunity_quality)
            .field("Recommendations", &self.recommendations)
            .finish()
    }
}
/// The structure `AwsOpportunityLifeCycle`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsOpportunityLifeCycle {
    /// `Date`, matching `[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])`.
    #[serde(default)]
    pub target_close_date: Option<String>,
    /// `AwsClosedLostReason`.
    #[serde(default)]
    pub closed_lost_reason: Option<AwsClosedLostReason>,
    /// `AwsOpportunityStage`.
    #[serde(default)]
    pub stage: Option<AwsOpportunityStage>,
    /// `AwsOpportunityLifeCycleNextStepsString`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub next_steps: Option<String>,
    /// `AwsOpportunityLifeCycleNextStepsHistoryList`, 0 to 50 items.
    #[serde(default)]
    pub next_steps_history: Option<Vec<ProfileNextStepsHistory>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsOpportunityLifeCycle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsOpportunityLifeCycle")
            .field("TargetCloseDate", &self.target_close_date)
            .field("ClosedLostReason", &self.closed_lost_reason)
            .field("Stage", &self.stage)
            .field("NextSteps", &crate::redact::Redacted)
            .field("NextStepsHistory", &self.next_steps_history)
            .finish()
    }
}
/// The structure `AwsOpportunityProject`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsOpportunityProject {
    /// `ExpectedCustomerSpendList`, 0 to 10 items.
    #[serde(default)]
    pub expected_customer_spend: Option<Vec<ExpectedCustomerSpend>>,
    /// `AwsPartition`.
    #[serde(default)]
    pub aws_partition: Option<AwsPartition>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsOpportunityProject {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsOpportunityProject")
            .field("ExpectedCustomerSpend", &self.expected_customer_spend)
            .field("AwsPartition", &self.aws_partition)
            .finish()
    }
}
/// The structure `AwsOpportunityRelatedEntities`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsOpportunityRelatedEntities {
    /// `AwsProductIdentifiers`.
    #[serde(default)]
    pub aws_products: Option<Vec<String>>,
    /// `SolutionIdentifiers`.
    #[serde(default)]
    pub solutions: Option<Vec<String>>,
    /// `AwsMarketplaceSolutionIdentifiers`.
    #[serde(default)]
    pub aws_marketplace_solutions: Option<Vec<String>>,
    /// `AwsMarketplaceProductIdentifiers`.
    #[serde(default)]
    pub aws_marketplace_products: Option<Vec<String>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsOpportunityRelatedEntities {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsOpportunityRelatedEntities")
            .field("AwsProducts", &self.aws_products)
            .field("Solutions", &self.solutions)
            .field("AwsMarketplaceSolutions", &self.aws_marketplace_solutions)
            .field("AwsMarketplaceProducts", &self.aws_marketplace_products)
            .finish()
    }
}
/// The structure `AwsOpportunitySummaryFullView`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsOpportunitySummaryFullView {
    /// `OpportunityIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub related_opportunity_id: Option<String>,
    /// `OpportunityOrigin`.
    #[serde(default)]
    pub origin: Option<OpportunityOrigin>,
    /// `SalesInvolvementType`.
    #[serde(default)]
    pub involvement_type: Option<SalesInvolvementType>,
    /// `Visibility`.
    #[serde(default)]
    pub visibility: Option<Visibility>,
    /// `AwsOpportunityLifeCycle`.
    #[serde(default)]
    pub life_cycle: Option<AwsOpportunityLifeCycle>,
    /// `AwsOpportunityTeamMembersList`.
    #[serde(default)]
    pub opportunity_team: Option<Vec<AwsTeamMember>>,
    /// `AwsOpportunityInsights`.
    #[serde(default)]
    pub insights: Option<AwsOpportunityInsights>,
    /// `InvolvementTypeChangeReason`.
    #[serde(default)]
    pub involvement_type_change_reason: Option<InvolvementTypeChangeReason>,
    /// `AwsOpportunityRelatedEntities`.
    #[serde(default)]
    pub related_entity_ids: Option<AwsOpportunityRelatedEntities>,
    /// `AwsOpportunityCustomer`.
    #[serde(default)]
    pub customer: Option<AwsOpportunityCustomer>,
    /// `AwsOpportunityProject`.
    #[serde(default)]
    pub project: Option<AwsOpportunityProject>,
    /// `String`.
    #[serde(default)]
    pub cosell_motion: Option<String>,
    /// `String`.
    #[serde(default)]
    pub cosell_motion_reason: Option<String>,
    /// `AwsSoftwareRevenue`.
    #[serde(default)]
    pub software_revenue: Option<AwsSoftwareRevenue>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsOpportunitySummaryFullView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsOpportunitySummaryFullView")
            .field("RelatedOpportunityId", &self.related_opportunity_id)
            .field("Origin", &self.origin)
            .field("InvolvementType", &self.involvement_type)
            .field("Visibility", &self.visibility)
            .field("LifeCycle", &self.life_cycle)
            .field("OpportunityTeam", &self.opportunity_team)
            .field("Insights", &self.insights)
            .field("InvolvementTypeChangeReason", &self.involvement_type_change_reason)
            .field("RelatedEntityIds", &self.related_entity_ids)
            .field("Customer", &self.customer)
            .field("Project", &self.project)
            .field("CosellMotion", &self.cosell_motion)
            .field("CosellMotionReason", &self.cosell_motion_reason)
            .field("SoftwareRevenue", &self.software_revenue)
            .finish()
    }
}
/// The structure `AwsProductDetails`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsProductDetails {
    /// `String`, required.
    pub product_code: String,
    /// `String`.
    #[serde(default)]
    pub service_code: Option<String>,
    /// `AwsProductDetailsCategoriesList`, required, 0 to 20 items.
    pub categories: Vec<String>,
    /// `MonetaryAmount`, matching `(0|([1-9][0-9]{0,30}))(\.[0-9]{0,2})?`, sensitive.
    #[serde(default)]
    pub amount: Option<String>,
    /// `MonetaryAmount`, matching `(0|([1-9][0-9]{0,30}))(\.[0-9]{0,2})?`, sensitive.
    #[serde(default)]
    pub optimized_amount: Option<String>,
    /// `MonetaryAmount`, matching `(0|([1-9][0-9]{0,30}))(\.[0-9]{0,2})?`, sensitive.
    #[serde(default)]
    pub potential_savings_amount: Option<String>,
    /// `AwsProductOptimizationsList`, required, 0 to 10 items.
    pub optimizations: Vec<AwsProductOptimization>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsProductDetails {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsProductDetails")
            .field("ProductCode", &self.product_code)
            .field("ServiceCode", &self.service_code)
            .field("Categories", &self.categories)
            .field("Amount", &crate::redact::Redacted)
            .field("OptimizedAmount", &crate::redact::Redacted)
            .field("PotentialSavingsAmount", &crate::redact::Redacted)
            .field("Optimizations", &self.optimizations)
            .finish()
    }
}
/// The structure `AwsProductInsights`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsProductInsights {
    /// `CurrencyCode`, required, sensitive.
    pub currency_code: CurrencyCode,
    /// `PaymentFrequency`, required.
    pub frequency: PaymentFrequency,
    /// `MonetaryAmount`, matching `(0|([1-9][0-9]{0,30}))(\.[0-9]{0,2})?`, sensitive.
    #[serde(default)]
    pub total_amount: Option<String>,
    /// `MonetaryAmount`, matching `(0|([1-9][0-9]{0,30}))(\.[0-9]{0,2})?`, sensitive.
    #[serde(default)]
    pub total_optimized_amount: Option<String>,
    /// `MonetaryAmount`, matching `(0|([1-9][0-9]{0,30}))(\.[0-9]{0,2})?`, sensitive.
    #[serde(default)]
    pub total_potential_savings_amount: Option<String>,
    /// `AmountMap`, required.
    pub total_amount_by_category: std::collections::BTreeMap<String, String>,
    /// `AwsProductsList`, required, 0 to 100 items.
    pub aws_products: Vec<AwsProductDetails>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl AwsProductInsights {
    /// The structure with its required members alone.
    pub const fn required(
        currency_code: CurrencyCode,
        frequency: PaymentFrequency,
        total_amount_by_category: std::collections::BTreeMap<String, String>,
        aws_products: Vec<AwsProductDetails>,
    ) -> Self {
        Self {
            currency_code,
            frequency,
            total_amount: None,
            total_optimized_amount: None,
            total_potential_savings_amount: None,
            total_amount_by_category,
            aws_products,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for AwsProductInsights {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsProductInsights")
            .field("CurrencyCode", &crate::redact::Redacted)
            .field("Frequency", &self.frequency)
            .field("TotalAmount", &crate::redact::Redacted)
            .field("TotalOptimizedAmount", &crate::redact::Redacted)
            .field("TotalPotentialSavingsAmount", &crate::redact::Redacted)
            .field("TotalAmountByCategory", &crate::redact::Redacted)
            .field("AwsProducts", &self.aws_products)
            .finish()
    }
}
/// The structure `AwsProductOptimization`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsProductOptimization {
    /// `String`, required.
    pub description: String,
    /// `MonetaryAmount`, required, matching `(0|([1-9][0-9]{0,30}))(\.[0-9]{0,2})?`, sensitive.
    pub savings_amount: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsProductOptimization {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsProductOptimization")
            .field("Description", &self.description)
            .field("SavingsAmount", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `AwsProductsSpendInsightsBySource`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsProductsSpendInsightsBySource {
    /// `AwsProductInsights`.
    #[serde(default)]
    pub partner: Option<AwsProductInsights>,
    /// `AwsProductInsights`.
    #[serde(rename = "AWS")]
    #[serde(default)]
    pub aws: Option<AwsProductInsights>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsProductsSpendInsightsBySource {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsProductsSpendInsightsBySource")
            .field("Partner", &self.partner)
            .field("AWS", &self.aws)
            .finish()
    }
}
/// The structure `AwsSoftwareRevenue`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsSoftwareRevenue {
    /// `MonetaryValue`.
    #[serde(default)]
    pub value: Option<MonetaryValue>,
    /// `String`.
    #[serde(default)]
    pub discount: Option<String>,
    /// `String`.
    #[serde(default)]
    pub effective_date: Option<String>,
    /// `String`.
    #[serde(default)]
    pub expiration_date: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsSoftwareRevenue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsSoftwareRevenue")
            .field("Value", &self.value)
            .field("Discount", &self.discount)
            .field("EffectiveDate", &self.effective_date)
            .field("ExpirationDate", &self.expiration_date)
            .finish()
    }
}
/// The structure `ChannelRecommendation`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ChannelRecommendation {
    /// `ChannelName`, required.
    pub recommended_channel: String,
    /// `BestOutreachWindowList`, 1 to 7 items.
    #[serde(default)]
    pub best_outreach_windows: Option<Vec<BestOutreachWindow>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ChannelRecommendation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ChannelRecommendation")
            .field("RecommendedChannel", &self.recommended_channel)
            .field("BestOutreachWindows", &self.best_outreach_windows)
            .finish()
    }
}
/// The structure `GetAwsOpportunitySummaryRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetAwsOpportunitySummaryRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `OpportunityIdentifier`, required, matching `O[0-9]{1,19}`.
    pub related_opportunity_identifier: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetAwsOpportunitySummaryRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetAwsOpportunitySummaryRequest")
            .field("Catalog", &self.catalog)
            .field("RelatedOpportunityIdentifier", &self.related_opportunity_identifier)
            .finish()
    }
}
/// The structure `GetAwsOpportunitySummaryResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetAwsOpportunitySummaryResponse {
    /// `OpportunityIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub related_opportunity_id: Option<String>,
    /// `OpportunityOrigin`.
    #[serde(default)]
    pub origin: Option<OpportunityOrigin>,
    /// `SalesInvolvementType`.
    #[serde(default)]
    pub involvement_type: Option<SalesInvolvementType>,
    /// `Visibility`.
    #[serde(default)]
    pub visibility: Option<Visibility>,
    /// `AwsOpportunityLifeCycle`.
    #[serde(default)]
    pub life_cycle: Option<AwsOpportunityLifeCycle>,
    /// `AwsOpportunityTeamMembersList`.
    #[serde(default)]
    pub opportunity_team: Option<Vec<AwsTeamMember>>,
    /// `AwsOpportunityInsights`.
    #[serde(default)]
    pub insights: Option<AwsOpportunityInsights>,
    /// `InvolvementTypeChangeReason`.
    #[serde(default)]
    pub involvement_type_change_reason: Option<InvolvementTypeChangeReason>,
    /// `AwsOpportunityRelatedEntities`.
    #[serde(default)]
    pub related_entity_ids: Option<AwsOpportunityRelatedEntities>,
    /// `AwsOpportunityCustomer`.
    #[serde(default)]
    pub customer: Option<AwsOpportunityCustomer>,
    /// `AwsOpportunityProject`.
    #[serde(default)]
    pub project: Option<AwsOpportunityProject>,
    /// `String`.
    #[serde(default)]
    pub cosell_motion: Option<String>,
    /// `String`.
    #[serde(default)]
    pub cosell_motion_reason: Option<String>,
    /// `AwsSoftwareRevenue`.
    #[serde(default)]
    pub software_revenue: Option<AwsSoftwareRevenue>,
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetAwsOpportunitySummaryResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetAwsOpportunitySummaryResponse")
            .field("RelatedOpportunityId", &self.related_opportunity_id)
            .field("Origin", &self.origin)
            .field("InvolvementType", &self.involvement_type)
            .field("Visibility", &self.visibility)
            .field("LifeCycle", &self.life_cycle)
            .field("OpportunityTeam", &self.opportunity_team)
            .field("Insights", &self.insights)
            .field("InvolvementTypeChangeReason", &self.involvement_type_change_reason)
            .field("RelatedEntityIds", &self.related_entity_ids)
            .field("Customer", &self.customer)
            .field("Project", &self.project)
            .field("CosellMotion", &self.cosell_motion)
            .field("CosellMotionReason", &self.cosell_motion_reason)
            .field("SoftwareRevenue", &self.software_revenue)
            .field("Catalog", &self.catalog)
            .finish()
    }
}
/// The structure `OpportunityQuality`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunityQuality {
    /// `OpportunityQualityScoreInteger`, 0 to 100.
    #[serde(default)]
    pub score: Option<i64>,
    /// `String`.
    #[serde(default)]
    pub trend: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for OpportunityQuality {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunityQuality")
            .field("Score", &self.score)
            .field("Trend", &self.trend)
            .finish()
    }
}
/// The structure `Recommendation`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct Recommendation {
    /// `String`, required.
    pub r#type: String,
    /// `String`, required.
    pub details: String,
    /// `RecommendationAttributeMap`, 0 to 25 entries.
    #[serde(default)]
    pub attributes: Option<std::collections::BTreeMap<String, String>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for Recommendation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Recommendation")
            .field("Type", &self.r#type)
            .field("Details", &self.details)
            .field("Attributes", &self.attributes)
            .finish()
    }
}
