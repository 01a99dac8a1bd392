// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `lead`.
#[allow(unused_imports)]
use super::*;
/// The structure `LeadAddress`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct LeadAddress {
    /// `LeadAddressCityString`, 0 to 255 characters.
    #[serde(default)]
    pub city: Option<String>,
    /// `LeadAddressPostalCodeString`, 0 to 20 characters.
    #[serde(default)]
    pub postal_code: Option<String>,
    /// `LeadAddressStateOrRegionString`, 0 to 255 characters.
    #[serde(default)]
    pub state_or_region: Option<String>,
    /// `LeadCountryCode`, 0 to 10 characters, sensitive.
    #[serde(default)]
    pub country_code: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for LeadAddress {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LeadAddress")
            .field("City", &self.city)
            .field("PostalCode", &self.postal_code)
            .field("StateOrRegion", &self.state_or_region)
            .field("CountryCode", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `LeadContact`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct LeadContact {
    /// `LeadJobTitle`, required, 1 to 255 characters, sensitive.
    pub business_title: String,
    /// `LeadEmail`, required, 1 to 255 characters, sensitive.
    pub email: String,
    /// `Name`, required, 0 to 80 characters, sensitive.
    pub first_name: String,
    /// `Name`, required, 0 to 80 characters, sensitive.
    pub last_name: String,
    /// `LeadPhoneNumber`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub phone: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for LeadContact {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LeadContact")
            .field("BusinessTitle", &crate::redact::Redacted)
            .field("Email", &crate::redact::Redacted)
            .field("FirstName", &crate::redact::Redacted)
            .field("LastName", &crate::redact::Redacted)
            .field("Phone", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `LeadContext`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct LeadContext {
    /// `LeadInsights`.
    #[serde(default)]
    pub insights: Option<LeadInsights>,
    /// `LeadQualificationStatus`, 1 to 255 characters.
    #[serde(default)]
    pub qualification_status: Option<String>,
    /// `LeadCustomer`, required.
    pub customer: LeadCustomer,
    /// `LeadInteractionList`, required, 1 to 10 items.
    pub interactions: Vec<LeadInteraction>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for LeadContext {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LeadContext")
            .field("Insights", &self.insights)
            .field("QualificationStatus", &self.qualification_status)
            .field("Customer", &self.customer)
            .field("Interactions", &self.interactions)
            .finish()
    }
}
/// The structure `LeadCustomer`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct LeadCustomer {
    /// `LeadIndustry`, 0 to 255 characters.
    #[serde(default)]
    pub industry: Option<String>,
    /// `CompanyName`, required, 1 to 120 characters, sensitive.
    pub company_name: String,
    /// `LeadWebsiteUrl`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub website_url: Option<String>,
    /// `LeadAddress`.
    #[serde(default)]
    pub address: Option<LeadAddress>,
    /// `AwsMaturity`, 0 to 255 characters.
    #[serde(default)]
    pub aws_maturity: Option<String>,
    /// `LeadMarketSegment`, 0 to 255 characters.
    #[serde(default)]
    pub market_segment: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for LeadCustomer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LeadCustomer")
            .field("Industry", &self.industry)
            .field("CompanyName", &crate::redact::Redacted)
            .field("WebsiteUrl", &crate::redact::Redacted)
            .field("Address", &self.address)
            .field("AwsMaturity", &self.aws_maturity)
            .field("MarketSegment", &self.market_segment)
            .finish()
    }
}
/// The structure `LeadInsights`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct LeadInsights {
    /// `String`.
    #[serde(default)]
    pub lead_readiness_score: Option<String>,
    /// `ChannelRecommendation`.
    #[serde(default)]
    pub channel_recommendation: Option<ChannelRecommendation>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for LeadInsights {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LeadInsights")
            .field("LeadReadinessScore", &self.lead_readiness_score)
            .field("ChannelRecommendation", &self.channel_recommendation)
            .finish()
    }
}
/// The structure `LeadInteraction`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct LeadInteraction {
    /// `LeadSourceType`, 0 to 255 characters.
    #[serde(default)]
    pub source_type: Option<String>,
    /// `LeadSourceId`, 0 to 255 characters.
    #[serde(default)]
    pub source_id: Option<String>,
    /// `LeadSourceName`, 0 to 255 characters.
    #[serde(default)]
    pub source_name: Option<String>,
    /// `EngagementUseCase`, 0 to 255 characters.
    #[serde(default)]
    pub usecase: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub interaction_date: Option<crate::DateTime>,
    /// `CustomerAction`, 0 to 255 characters.
    #[serde(default)]
    pub customer_action: Option<String>,
    /// `LeadBusinessProblem`, 0 to 2000 characters, sensitive.
    #[serde(default)]
    pub business_problem: Option<String>,
    /// `LeadContact`, required.
    pub contact: LeadContact,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for LeadInteraction {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LeadInteraction")
            .field("SourceType", &self.source_type)
            .field("SourceId", &self.source_id)
            .field("SourceName", &self.source_name)
            .field("Usecase", &self.usecase)
            .field("InteractionDate", &self.interaction_date)
            .field("CustomerAction", &self.customer_action)
            .field("BusinessProblem", &crate::redact::Redacted)
            .field("Contact", &self.contact)
            .finish()
    }
}
/// The structure `UpdateLeadContext`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateLeadContext {
    /// `LeadQualificationStatus`, 1 to 255 characters.
    #[serde(default)]
    pub qualification_status: Option<String>,
    /// `LeadCustomer`, required.
    pub customer: LeadCustomer,
    /// `LeadInteraction`.
    #[serde(default)]
    pub interaction: Option<LeadInteraction>,
    /// `LeadInsights`.
    #[serde(default)]
    pub insights: Option<LeadInsights>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for UpdateLeadContext {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("UpdateLeadContext")
            .field("QualificationStatus", &self.qualification_status)
            .field("Customer", &self.customer)
            .field("Interaction", &self.interaction)
            .field("Insights", &self.insights)
            .finish()
    }
}
