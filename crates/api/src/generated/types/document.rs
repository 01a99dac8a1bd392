// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `document`.
#[allow(unused_imports)]
use super::*;
/// The structure `Account`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct Account {
    /// `Industry`.
    #[serde(default)]
    pub industry: Option<Industry>,
    /// `AccountOtherIndustryString`, 0 to 255 characters.
    #[serde(default)]
    pub other_industry: Option<String>,
    /// `AccountCompanyNameString`, required, 0 to 120 characters, sensitive.
    pub company_name: String,
    /// `WebsiteUrl`, 4 to 255 characters, sensitive.
    #[serde(default)]
    pub website_url: Option<String>,
    /// `AwsAccount`, matching `([0-9]{12}|\w{1,12})`, sensitive.
    #[serde(default)]
    pub aws_account_id: Option<String>,
    /// `Address`.
    #[serde(default)]
    pub address: Option<Address>,
    /// `DunsNumber`, matching `[0-9]{9}`, sensitive.
    #[serde(default)]
    pub duns: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for Account {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Account")
            .field("Industry", &self.industry)
            .field("OtherIndustry", &self.other_industry)
            .field("CompanyName", &crate::redact::Redacted)
            .field("WebsiteUrl", &crate::redact::Redacted)
            .field("AwsAccountId", &crate::redact::Redacted)
            .field("Address", &self.address)
            .field("Duns", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `AccountCustomer`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AccountCustomer {
    /// `LeadIndustry`, 0 to 255 characters.
    #[serde(default)]
    pub industry: Option<String>,
    /// `CompanyName`, required, 1 to 120 characters, sensitive.
    pub company_name: String,
    /// `AccountWebsiteUrl`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub website_url: Option<String>,
    /// `CountryCode`, sensitive.
    #[serde(default)]
    pub country_code: Option<CountryCode>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AccountCustomer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AccountCustomer")
            .field("Industry", &self.industry)
            .field("CompanyName", &crate::redact::Redacted)
            .field("WebsiteUrl", &crate::redact::Redacted)
            .field("CountryCode", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `AccountSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AccountSummary {
    /// `Industry`.
    #[serde(default)]
    pub industry: Option<Industry>,
    /// `AccountSummaryOtherIndustryString`, 0 to 255 characters.
    #[serde(default)]
    pub other_industry: Option<String>,
    /// `AccountSummaryCompanyNameString`, required, 0 to 120 characters, sensitive.
    pub company_name: String,
    /// `WebsiteUrl`, 4 to 255 characters, sensitive.
    #[serde(default)]
    pub website_url: Option<String>,
    /// `AddressSummary`.
    #[serde(default)]
    pub address: Option<AddressSummary>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AccountSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AccountSummary")
            .field("Industry", &self.industry)
            .field("OtherIndustry", &self.other_industry)
            .field("CompanyName", &crate::redact::Redacted)
            .field("WebsiteUrl", &crate::redact::Redacted)
            .field("Address", &self.address)
            .finish()
    }
}
/// The structure `Address`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct Address {
    /// `AddressCityString`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub city: Option<String>,
    /// `AddressPostalCodeString`, 0 to 20 characters, sensitive.
    #[serde(default)]
    pub postal_code: Option<String>,
    /// `AddressPart`, sensitive.
    #[serde(default)]
    pub state_or_region: Option<String>,
    /// `CountryCode`, sensitive.
    #[serde(default)]
    pub country_code: Option<CountryCode>,
    /// `AddressStreetAddressString`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub street_address: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for Address {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Address")
            .field("City", &crate::redact::Redacted)
            .field("PostalCode", &crate::redact::Redacted)
            .field("StateOrRegion", &crate::redact::Redacted)
            .field("CountryCode", &crate::redact::Redacted)
            .field("StreetAddress", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `AddressSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AddressSummary {
    /// `AddressSummaryCityString`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub city: Option<String>,
    /// `AddressSummaryPostalCodeString`, 0 to 20 characters, sensitive.
    #[serde(default)]
    pub postal_code: Option<String>,
    /// `AddressPart`, sensitive.
    #[serde(default)]
    pub state_or_region: Option<String>,
    /// `CountryCode`, sensitive.
    #[serde(default)]
    pub country_code: Option<CountryCode>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AddressSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AddressSummary")
            .field("City", &crate::redact::Redacted)
            .field("PostalCode", &crate::redact::Redacted)
            .field("StateOrRegion", &crate::redact::Redacted)
            .field("CountryCode", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `AssigneeContact`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AssigneeContact {
    /// `Email`, required, 0 to 80 characters, matching `(?=.{0,80}$)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?`, sensitive.
    pub email: String,
    /// `AssigneeContactFirstNameString`, required, 0 to 80 characters, sensitive.
    pub first_name: String,
    /// `AssigneeContactLastNameString`, required, 0 to 80 characters, sensitive.
    pub last_name: String,
    /// `PhoneNumber`, matching `\+[1-9]\d{1,14}`, sensitive.
    #[serde(default)]
    pub phone: Option<String>,
    /// `JobTitle`, required, 0 to 80 characters, sensitive.
    pub business_title: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AssigneeContact {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AssigneeContact")
            .field("Email", &crate::redact::Redacted)
            .field("FirstName", &crate::redact::Redacted)
            .field("LastName", &crate::redact::Redacted)
            .field("Phone", &crate::redact::Redacted)
            .field("BusinessTitle", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `AwsSubmission`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsSubmission {
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
impl AwsSubmission {
    /// The structure with its required members alone.
    pub const fn required(involvement_type: SalesInvolvementType) -> Self {
        Self {
            involvement_type,
            visibility: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for AwsSubmission {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsSubmission")
            .field("InvolvementType", &self.involvement_type)
            .field("Visibility", &self.visibility)
            .finish()
    }
}
/// The structure `AwsTeamMember`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AwsTeamMember {
    /// `Email`, 0 to 80 characters, matching `(?=.{0,80}$)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?`, sensitive.
    #[serde(default)]
    pub email: Option<String>,
    /// `AwsTeamMemberFirstNameString`, 0 to 80 characters, sensitive.
    #[serde(default)]
    pub first_name: Option<String>,
    /// `AwsTeamMemberLastNameString`, 0 to 80 characters, sensitive.
    #[serde(default)]
    pub last_name: Option<String>,
    /// `AwsMemberBusinessTitle`.
    #[serde(default)]
    pub business_title: Option<AwsMemberBusinessTitle>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AwsTeamMember {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AwsTeamMember")
            .field("Email", &crate::redact::Redacted)
            .field("FirstName", &crate::redact::Redacted)
            .field("LastName", &crate::redact::Redacted)
            .field("BusinessTitle", &self.business_title)
            .finish()
    }
}
/// The structure `BestOutreachWindow`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct BestOutreachWindow {
    /// `DayOfWeek`, required.
    pub day: DayOfWeek,
    /// `UtcTimeOfDay`, required, 5 to 5 characters, matching `(?:[01][0-9]|2[0-3]):[0-5][0-9]`.
    pub start_time_utc: String,
    /// `UtcTimeOfDay`, required, 5 to 5 characters, matching `(?:[01][0-9]|2[0-3]):[0-5][0-9]`.
    pub end_time_utc: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl BestOutreachWindow {
    /// The structure with its required members alone.
    pub const fn required(
        day: DayOfWeek,
        start_time_utc: String,
        end_time_utc: String,
    ) -> Self {
        Self {
            day,
            start_time_utc,
            end_time_utc,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for BestOutreachWindow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("BestOutreachWindow")
            .field("Day", &self.day)
            .field("StartTimeUtc", &self.start_time_utc)
            .field("EndTimeUtc", &self.end_time_utc)
            .finish()
    }
}
/// The structure `Contact`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct Contact {
    /// `Email`, 0 to 80 characters, matching `(?=.{0,80}$)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?`, sensitive.
    #[serde(default)]
    pub email: Option<String>,
    /// `ContactFirstNameString`, 0 to 80 characters, sensitive.
    #[serde(default)]
    pub first_name: Option<String>,
    /// `ContactLastNameString`, 0 to 80 characters, sensitive.
    #[serde(default)]
    pub last_name: Option<String>,
    /// `JobTitle`, 0 to 80 characters, sensitive.
    #[serde(default)]
    pub business_title: Option<String>,
    /// `PhoneNumber`, matching `\+[1-9]\d{1,14}`, sensitive.
    #[serde(default)]
    pub phone: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for Contact {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Contact")
            .field("Email", &crate::redact::Redacted)
            .field("FirstName", &crate::redact::Redacted)
            .field("LastName", &crate::redact::Redacted)
            .field("BusinessTitle", &crate::redact::Redacted)
            .field("Phone", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `Customer`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct Customer {
    /// `Account`.
    #[serde(default)]
    pub account: Option<Account>,
    /// `CustomerContactsList`.
    #[serde(default)]
    pub contacts: Option<Vec<Contact>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for Customer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Customer")
            .field("Account", &self.account)
            .field("Contacts", &self.contacts)
            .finish()
    }
}
/// The structure `CustomerSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CustomerSummary {
    /// `AccountSummary`.
    #[serde(default)]
    pub account: Option<AccountSummary>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CustomerSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CustomerSummary")
            .field("Account", &self.account)
            .finish()
    }
}
/// The structure `ExpectedContractDuration`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ExpectedContractDuration {
    /// `ExpectedContractDurationTerm`, required.
    pub term: ExpectedContractDurationTerm,
    /// `String`, required.
    pub value: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl ExpectedContractDuration {
    /// The structure with its required members alone.
    pub const fn required(term: ExpectedContractDurationTerm, value: String) -> Self {
        Self {
            term,
            value,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for ExpectedContractDuration {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ExpectedContractDuration")
            .field("Term", &self.term)
            .field("Value", &self.value)
            .finish()
    }
}
/// The structure `ExpectedCustomerSpend`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ExpectedCustomerSpend {
    /// `Amount`, matching `((0|([1-9][0-9]{0,30}))(\.[0-9]{0,2})?)?`, sensitive.
    #[serde(default)]
    pub amount: Option<String>,
    /// `CurrencyCode`, required, sensitive.
    pub currency_code: CurrencyCode,
    /// `PaymentFrequency`, required.
    pub frequency: PaymentFrequency,
    /// `ExpectedCustomerSpendTargetCompanyString`, required, 1 to 80 characters.
    pub target_company: String,
    /// `EstimationUrl`, matching `https://(calculator\.aws|pricing\.calculator\.aws\.eu)/#/estimate\?id=[a-f0-9]{32,64}`.
    #[serde(default)]
    pub estimation_url: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl ExpectedCustomerSpend {
    /// The structure with its required members alone.
    pub const fn required(
        currency_code: CurrencyCode,
        frequency: PaymentFrequency,
        target_company: String,
    ) -> Self {
        Self {
            amount: None,
            currency_code,
            frequency,
            target_company,
            estimation_url: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for ExpectedCustomerSpend {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ExpectedCustomerSpend")
            .field("Amount", &crate::redact::Redacted)
            .field("CurrencyCode", &crate::redact::Redacted)
            .field("Frequency", &self.frequency)
            .field("TargetCompany", &self.target_company)
            .field("EstimationUrl", &self.estimation_url)
            .finish()
    }
}
/// The structure `Issue`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct Issue {
    /// `String`.
    #[serde(default)]
    pub severity: Option<String>,
    /// `String`.
    #[serde(default)]
    pub code: Option<String>,
    /// `String`.
    #[serde(default)]
    pub message: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for Issue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Issue")
            .field("Severity", &self.severity)
            .field("Code", &self.code)
            .field("Message", &self.message)
            .finish()
    }
}
/// The structure `LastModifiedDate`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct LastModifiedDate {
    /// `DateTime`.
    #[serde(default)]
    pub after_last_modified_date: Option<crate::DateTime>,
    /// `DateTime`.
    #[serde(default)]
    pub before_last_modified_date: Option<crate::DateTime>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for LastModifiedDate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LastModifiedDate")
            .field("AfterLastModifiedDate", &self.after_last_modified_date)
            .field("BeforeLastModifiedDate", &self.before_last_modified_date)
            .finish()
    }
}
/// The structure `LifeCycle`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct LifeCycle {
    /// `Stage`.
    #[serde(default)]
    pub stage: Option<Stage>,
    /// `ClosedLostReason`.
    #[serde(default)]
    pub closed_lost_reason: Option<ClosedLostReason>,
    /// `LifeCycleNextStepsString`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub next_steps: Option<String>,
    /// `Date`, matching `[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])`.
    #[serde(default)]
    pub target_close_date: Option<String>,
    /// `ReviewStatus`.
    #[serde(default)]
    pub review_status: Option<ReviewStatus>,
    /// `String`.
    #[serde(default)]
    pub review_comments: Option<String>,
    /// `String`.
    #[serde(default)]
    pub review_status_reason: Option<String>,
    /// `LifeCycleNextStepsHistoryList`, 0 to 50 items.
    #[serde(default)]
    pub next_steps_history: Option<Vec<NextStepsHistory>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for LifeCycle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LifeCycle")
            .field("Stage", &self.stage)
            .field("ClosedLostReason", &self.closed_lost_reason)
            .field("NextSteps", &crate::redact::Redacted)
            .field("TargetCloseDate", &self.target_close_date)
            .field("ReviewStatus", &self.review_status)
            .field("ReviewComments", &self.review_comments)
            .field("ReviewStatusReason", &self.review_status_reason)
            .field("NextStepsHistory", &self.next_steps_history)
            .finish()
    }
}
/// The structure `LifeCycleForView`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct LifeCycleForView {
    /// `Date`, matching `[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])`.
    #[serde(default)]
    pub target_close_date: Option<String>,
    /// `ReviewStatus`.
    #[serde(default)]
    pub review_status: Option<ReviewStatus>,
    /// `Stage`.
    #[serde(default)]
    pub stage: Option<Stage>,
    /// `LifeCycleForViewNextStepsString`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub next_steps: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for LifeCycleForView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LifeCycleForView")
            .field("TargetCloseDate", &self.target_close_date)
            .field("ReviewStatus", &self.review_status)
            .field("Stage", &self.stage)
            .field("NextSteps", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `LifeCycleSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct LifeCycleSummary {
    /// `Stage`.
    #[serde(default)]
    pub stage: Option<Stage>,
    /// `ClosedLostReason`.
    #[serde(default)]
    pub closed_lost_reason: Option<ClosedLostReason>,
    /// `LifeCycleSummaryNextStepsString`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub next_steps: Option<String>,
    /// `Date`, matching `[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])`.
    #[serde(default)]
    pub target_close_date: Option<String>,
    /// `ReviewStatus`.
    #[serde(default)]
    pub review_status: Option<ReviewStatus>,
    /// `String`.
    #[serde(default)]
    pub review_comments: Option<String>,
    /// `String`.
    #[serde(default)]
    pub review_status_reason: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for LifeCycleSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LifeCycleSummary")
            .field("Stage", &self.stage)
            .field("ClosedLostReason", &self.closed_lost_reason)
            .field("NextSteps", &crate::redact::Redacted)
            .field("TargetCloseDate", &self.target_close_date)
            .field("ReviewStatus", &self.review_status)
            .field("ReviewComments", &self.review_comments)
            .field("ReviewStatusReason", &self.review_status_reason)
            .finish()
    }
}
/// The structure `Marketing`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct Marketing {
    /// `String`.
    #[serde(default)]
    pub campaign_name: Option<String>,
    /// `MarketingSource`.
    #[serde(default)]
    pub source: Option<MarketingSource>,
    /// `UseCases`.
    #[serde(default)]
    pub use_cases: Option<Vec<String>>,
    /// `Channels`.
    #[serde(default)]
    pub channels: Option<Vec<Channel>>,
    /// `AwsFundingUsed`.
    #[serde(default)]
    pub aws_funding_used: Option<AwsFundingUsed>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for Marketing {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Marketing")
            .field("CampaignName", &self.campaign_name)
            .field("Source", &self.source)
            .field("UseCases", &self.use_cases)
            .field("Channels", &self.channels)
            .field("AwsFundingUsed", &self.aws_funding_used)
            .finish()
    }
}
/// The structure `MonetaryValue`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct MonetaryValue {
    /// `MonetaryValueAmountString`, required, matching `(0|([1-9][0-9]{0,30}))(\.[0-9]{0,2})?`.
    pub amount: String,
    /// `CurrencyCode`, required, sensitive.
    pub currency_code: CurrencyCode,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl MonetaryValue {
    /// The structure with its required members alone.
    pub const fn required(amount: String, currency_code: CurrencyCode) -> Self {
        Self {
            amount,
            currency_code,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for MonetaryValue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("MonetaryValue")
            .field("Amount", &self.amount)
            .field("CurrencyCode", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `NextStepsHistory`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct NextStepsHistory {
    /// `String`, required.
    pub value: String,
    /// `DateTime`, required.
    pub time: crate::DateTime,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl NextStepsHistory {
    /// The structure with its required members alone.
    pub const fn required(value: String, time: crate::DateTime) -> Self {
        Self {
            value,
            time,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for NextStepsHistory {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("NextStepsHistory")
            .field("Value", &self.value)
            .field("Time", &self.time)
            .finish()
    }
}
/// The structure `PreferredContactWindow`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct PreferredContactWindow {
    /// `ContactWindow`.
    #[serde(default)]
    pub window: Option<ContactWindow>,
    /// `PreferredContactWindowTimezoneString`, 1 to 64 characters, matching `[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*`.
    #[serde(default)]
    pub timezone: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for PreferredContactWindow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("PreferredContactWindow")
            .field("Window", &self.window)
            .field("Timezone", &self.timezone)
            .finish()
    }
}
/// The structure `ProfileNextStepsHistory`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ProfileNextStepsHistory {
    /// `String`, required.
    pub value: String,
    /// `DateTime`, required.
    pub time: crate::DateTime,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl ProfileNextStepsHistory {
    /// The structure with its required members alone.
    pub const fn required(value: String, time: crate::DateTime) -> Self {
        Self {
            value,
            time,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for ProfileNextStepsHistory {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ProfileNextStepsHistory")
            .field("Value", &self.value)
            .field("Time", &self.time)
            .finish()
    }
}
/// The structure `Project`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct Project {
    /// `DeliveryModels`.
    #[serde(default)]
    pub delivery_models: Option<Vec<DeliveryModel>>,
    /// `ExpectedCustomerSpendList`, 0 to 10 items.
    #[serde(default)]
    pub expected_customer_spend: Option<Vec<ExpectedCustomerSpend>>,
    /// `ExpectedContractDuration`.
    #[serde(default)]
    pub expected_contract_duration: crate::Nullable<ExpectedContractDuration>,
    /// `ProjectTitleString`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub title: Option<String>,
    /// `ApnPrograms`.
    #[serde(default)]
    pub apn_programs: Option<Vec<String>>,
    /// `ProjectCustomerBusinessProblemString`, 20 to 2000 characters, sensitive.
    #[serde(default)]
    pub customer_business_problem: Option<String>,
    /// `String`.
    #[serde(default)]
    pub customer_use_case: Option<String>,
    /// `OpportunityIdentifier`, matching `O[0-9]{1,19}`.
    #[serde(default)]
    pub related_opportunity_identifier: Option<String>,
    /// `SalesActivities`.
    #[serde(default)]
    pub sales_activities: Option<Vec<SalesActivity>>,
    /// `CompetitorName`.
    #[serde(default)]
    pub competitor_name: Option<CompetitorName>,
    /// `ProjectOtherCompetitorNamesString`, 0 to 255 characters.
    #[serde(default)]
    pub other_competitor_names: Option<String>,
    /// `ProjectOtherSolutionDescriptionString`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub other_solution_description: Option<String>,
    /// `ProjectAdditionalCommentsString`, 1 to 255 characters.
    #[serde(default)]
    pub additional_comments: Option<String>,
    /// `AwsPartition`.
    #[serde(default)]
    pub aws_partition: Option<AwsPartition>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for Project {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Project")
            .field("DeliveryModels", &self.delivery_models)
            .field("ExpectedCustomerSpend", &self.expected_customer_spend)
            .field("ExpectedContractDuration", &self.expected_contract_duration)
            .field("Title", &crate::redact::Redacted)
            .field("ApnPrograms", &self.apn_programs)
            .field("CustomerBusinessProblem", &crate::redact::Redacted)
            .field("CustomerUseCase", &self.customer_use_case)
            .field("RelatedOpportunityIdentifier", &self.related_opportunity_identifier)
            .field("SalesActivities", &self.sales_activities)
            .field("CompetitorName", &self.competitor_name)
            .field("OtherCompetitorNames", &self.other_competitor_names)
            .field("OtherSolutionDescription", &crate::redact::Redacted)
            .field("AdditionalComments", &self.additional_comments)
            .field("AwsPartition", &self.aws_partition)
            .finish()
    }
}
/// The structure `ProjectSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ProjectSummary {
    /// `DeliveryModels`.
    #[serde(default)]
    pub delivery_models: Option<Vec<DeliveryModel>>,
    /// `ExpectedCustomerSpendList`, 0 to 10 items.
    #[serde(default)]
    pub expected_customer_spend: Option<Vec<ExpectedCustomerSpend>>,
    /// `ExpectedContractDuration`.
    #[serde(default)]
    pub expected_contract_duration: Option<ExpectedContractDuration>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ProjectSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ProjectSummary")
            .field("DeliveryModels", &self.delivery_models)
            .field("ExpectedCustomerSpend", &self.expected_customer_spend)
            .field("ExpectedContractDuration", &self.expected_contract_duration)
            .finish()
    }
}
/// The structure `ProjectView`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ProjectView {
    /// `DeliveryModels`.
    #[serde(default)]
    pub delivery_models: Option<Vec<DeliveryModel>>,
    /// `ExpectedCustomerSpendList`, 0 to 10 items.
    #[serde(default)]
    pub expected_customer_spend: Option<Vec<ExpectedCustomerSpend>>,
    /// `ExpectedContractDuration`.
    #[serde(default)]
    pub expected_contract_duration: Option<ExpectedContractDuration>,
    /// `String`.
    #[serde(default)]
    pub customer_use_case: Option<String>,
    /// `SalesActivities`.
    #[serde(default)]
    pub sales_activities: Option<Vec<SalesActivity>>,
    /// `ProjectViewOtherSolutionDescriptionString`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub other_solution_description: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ProjectView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ProjectView")
            .field("DeliveryModels", &self.delivery_models)
            .field("ExpectedCustomerSpend", &self.expected_customer_spend)
            .field("ExpectedContractDuration", &self.expected_contract_duration)
            .field("CustomerUseCase", &self.customer_use_case)
            .field("SalesActivities", &self.sales_activities)
            .field("OtherSolutionDescription", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `RelatedEntityIdentifiers`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct RelatedEntityIdentifiers {
    /// `AwsMarketplaceOfferIdentifiers`.
    #[serde(default)]
    pub aws_marketplace_offers: Option<Vec<String>>,
    /// `AwsMarketplaceOfferSetIdentifiers`.
    #[serde(default)]
    pub aws_marketplace_offer_sets: Option<Vec<String>>,
    /// `SolutionIdentifiers`.
    #[serde(default)]
    pub solutions: Option<Vec<String>>,
    /// `AwsProductIdentifiers`.
    #[serde(default)]
    pub aws_products: Option<Vec<String>>,
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
impl std::fmt::Debug for RelatedEntityIdentifiers {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RelatedEntityIdentifiers")
            .field("AwsMarketplaceOffers", &self.aws_marketplace_offers)
            .field("AwsMarketplaceOfferSets", &self.aws_marketplace_offer_sets)
            .field("Solutions", &self.solutions)
            .field("AwsProducts", &self.aws_products)
            .field("AwsMarketplaceSolutions", &self.aws_marketplace_solutions)
            .field("AwsMarketplaceProducts", &self.aws_marketplace_products)
            .finish()
    }
}
/// The structure `SoftwareRevenue`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct SoftwareRevenue {
    /// `RevenueModel`.
    #[serde(default)]
    pub delivery_model: Option<RevenueModel>,
    /// `MonetaryValue`.
    #[serde(default)]
    pub value: Option<MonetaryValue>,
    /// `Date`, matching `[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])`.
    #[serde(default)]
    pub effective_date: Option<String>,
    /// `Date`, matching `[1-9][0-9]{3}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])`.
    #[serde(default)]
    pub expiration_date: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for SoftwareRevenue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SoftwareRevenue")
            .field("DeliveryModel", &self.delivery_model)
            .field("Value", &self.value)
            .field("EffectiveDate", &self.effective_date)
            .field("ExpirationDate", &self.expiration_date)
            .finish()
    }
}
/// The structure `SortObject`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct SortObject {
    /// `SortBy`.
    #[serde(default)]
    pub sort_by: Option<SortBy>,
    /// `SortOrder`.
    #[serde(default)]
    pub sort_order: Option<SortOrder>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for SortObject {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SortObject")
            .field("SortBy", &self.sort_by)
            .field("SortOrder", &self.sort_order)
            .finish()
    }
}
/// The structure `UntagResourceRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct UntagResourceRequest {
    /// `TaggableResourceArn`, required, 1 to 1000 characters, matching `(?=.{1,1000}$)arn:[\w+=/,.@-]+:partnercentral:[\w+=/,.@-]*:[0-9]{12}:catalog/([a-zA-Z]+)/[\w+=,.@-]+(/[\w+=,.@-]+)*`.
    pub resource_arn: String,
    /// `TagKeyList`, required, 1 to 50 items.
    pub tag_keys: Vec<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for UntagResourceRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("UntagResourceRequest")
            .field("ResourceArn", &self.resource_arn)
            .field("TagKeys", &self.tag_keys)
            .finish()
    }
}
/// The structure `UntagResourceResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct UntagResourceResponse {
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for UntagResourceResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("UntagResourceResponse").finish()
    }
}
