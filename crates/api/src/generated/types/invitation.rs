// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `invitation`.
#[allow(unused_imports)]
use super::*;
/// The structure `AcceptEngagementInvitationRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AcceptEngagementInvitationRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `EngagementInvitationArnOrIdentifier`, required, 1 to 255 characters, matching `(?=.{1,255}$)(arn:.*|engi-[0-9a-z]{13})`.
    pub identifier: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AcceptEngagementInvitationRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AcceptEngagementInvitationRequest")
            .field("Catalog", &self.catalog)
            .field("Identifier", &self.identifier)
            .finish()
    }
}
/// The structure `AccountPlanningInvitationPayload`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AccountPlanningInvitationPayload {
    /// `CustomerAccountArnOrIdentifier`, matching `(arn:.*|cust-acc-[0-9a-z]{13})`.
    #[serde(default)]
    pub account_identifier: Option<String>,
    /// `AccountCustomer`.
    #[serde(default)]
    pub customer: Option<AccountCustomer>,
    /// `SenderContactList`, 1 to 3 items.
    #[serde(default)]
    pub sender_contacts: Option<Vec<SenderContact>>,
    /// `PreferredContactWindow`.
    #[serde(default)]
    pub preferred_contact: Option<PreferredContactWindow>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AccountPlanningInvitationPayload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AccountPlanningInvitationPayload")
            .field("AccountIdentifier", &self.account_identifier)
            .field("Customer", &self.customer)
            .field("SenderContacts", &self.sender_contacts)
            .field("PreferredContact", &self.preferred_contact)
            .finish()
    }
}
/// The structure `AccountReceiver`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct AccountReceiver {
    /// `Alias`, 0 to 80 characters, sensitive.
    #[serde(default)]
    pub alias: Option<String>,
    /// `AwsAccount`, required, matching `([0-9]{12}|\w{1,12})`, sensitive.
    pub aws_account_id: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for AccountReceiver {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AccountReceiver")
            .field("Alias", &crate::redact::Redacted)
            .field("AwsAccountId", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `CreateEngagementInvitationRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateEngagementInvitationRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ClientToken`, required, 1 to 255 characters, matching `.{1,255}`.
    pub client_token: String,
    /// `EngagementIdentifier`, required, matching `eng-[0-9a-z]{14}`.
    pub engagement_identifier: String,
    /// `Invitation`, required.
    pub invitation: Invitation,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl CreateEngagementInvitationRequest {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        client_token: String,
        engagement_identifier: String,
        invitation: Invitation,
    ) -> Self {
        Self {
            catalog,
            client_token,
            engagement_identifier,
            invitation,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for CreateEngagementInvitationRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreateEngagementInvitationRequest")
            .field("Catalog", &self.catalog)
            .field("ClientToken", &self.client_token)
            .field("EngagementIdentifier", &self.engagement_identifier)
            .field("Invitation", &self.invitation)
            .finish()
    }
}
/// The structure `CreateEngagementInvitationResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct CreateEngagementInvitationResponse {
    /// `EngagementInvitationIdentifier`, required, matching `engi-[0-9,a-z]{13}`.
    pub id: String,
    /// `EngagementInvitationArn`, required, matching `arn:aws:partnercentral::[0-9]{12}:[a-zA-Z]+/engagement-invitation/engi-[0-9,a-z]{13}`.
    pub arn: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for CreateEngagementInvitationResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("CreateEngagementInvitationResponse")
            .field("Id", &self.id)
            .field("Arn", &self.arn)
            .finish()
    }
}
/// The structure `EngagementInvitationSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementInvitationSummary {
    /// `String`.
    #[serde(default)]
    pub arn: Option<String>,
    /// `EngagementInvitationPayloadType`.
    #[serde(default)]
    pub payload_type: Option<EngagementInvitationPayloadType>,
    /// `EngagementInvitationArnOrIdentifier`, required, 1 to 255 characters, matching `(?=.{1,255}$)(arn:.*|engi-[0-9a-z]{13})`.
    pub id: String,
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub engagement_id: Option<String>,
    /// `EngagementTitle`, 0 to 40 characters.
    #[serde(default)]
    pub engagement_title: Option<String>,
    /// `InvitationStatus`.
    #[serde(default)]
    pub status: Option<InvitationStatus>,
    /// `DateTime`.
    #[serde(default)]
    pub invitation_date: Option<crate::DateTime>,
    /// `DateTime`.
    #[serde(default)]
    pub expiration_date: Option<crate::DateTime>,
    /// `AwsAccount`, matching `([0-9]{12}|\w{1,12})`, sensitive.
    #[serde(default)]
    pub sender_aws_account_id: Option<String>,
    /// `EngagementInvitationSummarySenderCompanyNameString`, 0 to 120 characters.
    #[serde(default)]
    pub sender_company_name: Option<String>,
    /// `Receiver`.
    #[serde(default)]
    pub receiver: Option<Receiver>,
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `ParticipantType`.
    #[serde(default)]
    pub participant_type: Option<ParticipantType>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for EngagementInvitationSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementInvitationSummary")
            .field("Arn", &self.arn)
            .field("PayloadType", &self.payload_type)
            .field("Id", &self.id)
            .field("EngagementId", &self.engagement_id)
            .field("EngagementTitle", &self.engagement_title)
            .field("Status", &self.status)
            .field("InvitationDate", &self.invitation_date)
            .field("ExpirationDate", &self.expiration_date)
            .field("SenderAwsAccountId", &crate::redact::Redacted)
            .field("SenderCompanyName", &self.sender_company_name)
            .field("Receiver", &self.receiver)
            .field("Catalog", &self.catalog)
            .field("ParticipantType", &self.participant_type)
            .finish()
    }
}
/// The structure `GetEngagementInvitationRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetEngagementInvitationRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `EngagementInvitationArnOrIdentifier`, required, 1 to 255 characters, matching `(?=.{1,255}$)(arn:.*|engi-[0-9a-z]{13})`.
    pub identifier: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetEngagementInvitationRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetEngagementInvitationRequest")
            .field("Catalog", &self.catalog)
            .field("Identifier", &self.identifier)
            .finish()
    }
}
/// The structure `GetEngagementInvitationResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct GetEngagementInvitationResponse {
    /// `String`.
    #[serde(default)]
    pub arn: Option<String>,
    /// `EngagementInvitationPayloadType`.
    #[serde(default)]
    pub payload_type: Option<EngagementInvitationPayloadType>,
    /// `EngagementInvitationArnOrIdentifier`, required, 1 to 255 characters, matching `(?=.{1,255}$)(arn:.*|engi-[0-9a-z]{13})`.
    pub id: String,
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub engagement_id: Option<String>,
    /// `EngagementTitle`, 0 to 40 characters.
    #[serde(default)]
    pub engagement_title: Option<String>,
    /// `InvitationStatus`.
    #[serde(default)]
    pub status: Option<InvitationStatus>,
    /// `DateTime`.
    #[serde(default)]
    pub invitation_date: Option<crate::DateTime>,
    /// `DateTime`.
    #[serde(default)]
    pub expiration_date: Option<crate::DateTime>,
    /// `AwsAccount`, matching `([0-9]{12}|\w{1,12})`, sensitive.
    #[serde(default)]
    pub sender_aws_account_id: Option<String>,
    /// `GetEngagementInvitationResponseSenderCompanyNameString`, 0 to 120 characters.
    #[serde(default)]
    pub sender_company_name: Option<String>,
    /// `Receiver`.
    #[serde(default)]
    pub receiver: Option<Receiver>,
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `RejectionReasonString`, matching `[\u0020-\u007E\u00A0-\uD7FF\uE000-\uFFFD]{1,80}`.
    #[serde(default)]
    pub rejection_reason: Option<String>,
    /// `Payload`.
    #[serde(default)]
    pub payload: Option<Payload>,
    /// `InvitationMessage`, 1 to 255 characters, sensitive.
    #[serde(default)]
    pub invitation_message: Option<String>,
    /// `EngagementDescription`, 0 to 255 characters.
    #[serde(default)]
    pub engagement_description: Option<String>,
    /// `EngagementMemberSummaries`.
    #[serde(default)]
    pub existing_members: Option<Vec<EngagementMemberSummary>>,
    /// `EnrichmentContext`.
    #[serde(default)]
    pub enrichment_context: Option<EnrichmentContext>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for GetEngagementInvitationResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GetEngagementInvitationResponse")
            .field("Arn", &self.arn)
            .field("PayloadType", &self.payload_type)
            .field("Id", &self.id)
            .field("EngagementId", &self.engagement_id)
            .field("EngagementTitle", &self.engagement_title)
            .field("Status", &self.status)
            .field("InvitationDate", &self.invitation_date)
            .field("ExpirationDate", &self.expiration_date)
            .field("SenderAwsAccountId", &crate::redact::Redacted)
            .field("SenderCompanyName", &self.sender_company_name)
            .field("Receiver", &self.receiver)
            .field("Catalog", &self.catalog)
            .field("RejectionReason", &self.rejection_reason)
            .field("Payload", &self.payload)
            .field("InvitationMessage", &crate::redact::Redacted)
            .field("EngagementDescription", &self.engagement_description)
            .field("ExistingMembers", &self.existing_members)
            .field("EnrichmentContext", &self.enrichment_context)
            .finish()
    }
}
/// The structure `Invitation`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Invitation {
    /// `InvitationMessage`, required, 1 to 255 characters, sensitive.
    pub message: String,
    /// `Receiver`, required.
    pub receiver: Receiver,
    /// `Payload`, required.
    pub payload: Payload,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl Invitation {
    /// The structure with its required members alone.
    pub const fn required(
        message: String,
        receiver: Receiver,
        payload: Payload,
    ) -> Self {
        Self {
            message,
            receiver,
            payload,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for Invitation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Invitation")
            .field("Message", &crate::redact::Redacted)
            .field("Receiver", &self.receiver)
            .field("Payload", &self.payload)
            .finish()
    }
}
/// The structure `LeadInvitationCustomer`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct LeadInvitationCustomer {
    /// `LeadIndustry`, 0 to 255 characters.
    #[serde(default)]
    pub industry: Option<String>,
    /// `CompanyName`, required, 1 to 120 characters, sensitive.
    pub company_name: String,
    /// `LeadWebsiteUrl`, 0 to 255 characters, sensitive.
    #[serde(default)]
    pub website_url: Option<String>,
    /// `LeadCountryCode`, 0 to 10 characters, sensitive.
    #[serde(default)]
    pub country_code: Option<String>,
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
impl std::fmt::Debug for LeadInvitationCustomer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LeadInvitationCustomer")
            .field("Industry", &self.industry)
            .field("CompanyName", &crate::redact::Redacted)
            .field("WebsiteUrl", &crate::redact::Redacted)
            .field("CountryCode", &crate::redact::Redacted)
            .field("AwsMaturity", &self.aws_maturity)
            .field("MarketSegment", &self.market_segment)
            .finish()
    }
}
/// The structure `LeadInvitationInteraction`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct LeadInvitationInteraction {
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
    /// `JobTitle`, required, 0 to 80 characters, sensitive.
    pub contact_business_title: String,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for LeadInvitationInteraction {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LeadInvitationInteraction")
            .field("SourceType", &self.source_type)
            .field("SourceId", &self.source_id)
            .field("SourceName", &self.source_name)
            .field("Usecase", &self.usecase)
            .field("ContactBusinessTitle", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `LeadInvitationPayload`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct LeadInvitationPayload {
    /// `LeadInvitationCustomer`, required.
    pub customer: LeadInvitationCustomer,
    /// `LeadInvitationInteraction`, required.
    pub interaction: LeadInvitationInteraction,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for LeadInvitationPayload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("LeadInvitationPayload")
            .field("Customer", &self.customer)
            .field("Interaction", &self.interaction)
            .finish()
    }
}
/// The structure `ListEngagementInvitationsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementInvitationsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `PageSize`, 1 to 100.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    /// `OpportunityEngagementInvitationSort`.
    #[serde(default)]
    pub sort: Option<OpportunityEngagementInvitationSort>,
    /// `EngagementInvitationsPayloadType`.
    #[serde(default)]
    pub payload_type: Option<Vec<EngagementInvitationPayloadType>>,
    /// `ParticipantType`, required.
    pub participant_type: ParticipantType,
    /// `InvitationStatusList`, 1 to 10 items.
    #[serde(default)]
    pub status: Option<Vec<InvitationStatus>>,
    /// `EngagementIdentifiers`, 1 to 10 items.
    #[serde(default)]
    pub engagement_identifier: Option<Vec<String>>,
    /// `AwsAccountIdOrAliasList`, 1 to 10 items.
    #[serde(default)]
    pub sender_aws_account_id: Option<Vec<String>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl ListEngagementInvitationsRequest {
    /// The structure with its required members alone.
    pub const fn required(catalog: String, participant_type: ParticipantType) -> Self {
        Self {
            catalog,
            max_results: None,
            next_token: None,
            sort: None,
            payload_type: None,
            participant_type,
            status: None,
            engagement_identifier: None,
            sender_aws_account_id: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for ListEngagementInvitationsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementInvitationsRequest")
            .field("Catalog", &self.catalog)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .field("Sort", &self.sort)
            .field("PayloadType", &self.payload_type)
            .field("ParticipantType", &self.participant_type)
            .field("Status", &self.status)
            .field("EngagementIdentifier", &self.engagement_identifier)
            .field("SenderAwsAccountId", &crate::redact::Redacted)
            .finish()
    }
}
/// The structure `ListEngagementInvitationsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListEngagementInvitationsResponse {
    /// `EngagementInvitationSummaries`.
    #[serde(default)]
    pub engagement_invitation_summaries: Option<Vec<EngagementInvitationSummary>>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListEngagementInvitationsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListEngagementInvitationsResponse")
            .field(
                "EngagementInvitationSummaries",
                &self.engagement_invitation_summaries,
            )
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `OpportunityEngagementInvitationSort`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunityEngagementInvitationSort {
    /// `SortOrder`, required.
    pub sort_order: SortOrder,
    /// `OpportunityEngagementInvitationSortName`, required.
    pub sort_by: OpportunityEngagementInvitationSortName,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl OpportunityEngagementInvitationSort {
    /// The structure with its required members alone.
    pub const fn required(
        sort_order: SortOrder,
        sort_by: OpportunityEngagementInvitationSortName,
    ) -> Self {
        Self {
            sort_order,
            sort_by,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for OpportunityEngagementInvitationSort {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunityEngagementInvitationSort")
            .field("SortOrder", &self.sort_order)
            .field("SortBy", &self.sort_by)
            .finish()
    }
}
/// The structure `OpportunityInvitationPayload`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OpportunityInvitationPayload {
    /// `SenderContactList`, 1 to 3 items.
    #[serde(default)]
    pub sender_contacts: Option<Vec<SenderContact>>,
    /// `ReceiverResponsibilityList`, required.
    pub receiver_responsibilities: Vec<ReceiverResponsibility>,
    /// `EngagementCustomer`, required.
    pub customer: EngagementCustomer,
    /// `ProjectDetails`, required.
    pub project: ProjectDetails,
    /// `OpportunityType`.
    #[serde(default)]
    pub opportunity_type: Option<OpportunityType>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl OpportunityInvitationPayload {
    /// The structure with its required members alone.
    pub const fn required(
        receiver_responsibilities: Vec<ReceiverResponsibility>,
        customer: EngagementCustomer,
        project: ProjectDetails,
    ) -> Self {
        Self {
            sender_contacts: None,
            receiver_responsibilities,
            customer,
            project,
            opportunity_type: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for OpportunityInvitationPayload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpportunityInvitationPayload")
            .field("SenderContacts", &self.sender_contacts)
            .field("ReceiverResponsibilities", &self.receiver_responsibilities)
            .field("Customer", &self.customer)
            .field("Project", &self.project)
            .field("OpportunityType", &self.opportunity_type)
            .finish()
    }
}
/// The union `Payload`: exactly one of these.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Payload {
    OpportunityInvitation(OpportunityInvitationPayload),
    LeadInvitation(LeadInvitationPayload),
    AccountPlanningInvitation(AccountPlanningInvitationPayload),
}
impl std::fmt::Debug for Payload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut tuple = formatter
            .debug_tuple(
                match self {
                    Self::OpportunityInvitation(_) => "OpportunityInvitation",
                    Self::LeadInvitation(_) => "LeadInvitation",
                    Self::AccountPlanningInvitation(_) => "AccountPlanningInvitation",
                },
            );
        match self {
            Self::OpportunityInvitation(value) => tuple.field(value),
            Self::LeadInvitation(value) => tuple.field(value),
            Self::AccountPlanningInvitation(value) => tuple.field(value),
        };
        tuple.finish()
    }
}
/// The union `Receiver`: exactly one of these.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Receiver {
    Account(AccountReceiver),
}
impl std::fmt::Debug for Receiver {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut tuple = formatter
            .debug_tuple(
                match self {
                    Self::Account(_) => "Account",
                },
            );
        match self {
            Self::Account(value) => tuple.field(value),
        };
        tuple.finish()
    }
}
/// The structure `RejectEngagementInvitationRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct RejectEngagementInvitationRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `EngagementInvitationArnOrIdentifier`, required, 1 to 255 characters, matching `(?=.{1,255}$)(arn:.*|engi-[0-9a-z]{13})`.
    pub identifier: String,
    /// `RejectionReasonString`, matching `[\u0020-\u007E\u00A0-\uD7FF\uE000-\uFFFD]{1,80}`.
    #[serde(default)]
    pub rejection_reason: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for RejectEngagementInvitationRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RejectEngagementInvitationRequest")
            .field("Catalog", &self.catalog)
            .field("Identifier", &self.identifier)
            .field("RejectionReason", &self.rejection_reason)
            .finish()
    }
}
/// The structure `SenderContact`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct SenderContact {
    /// `SenderContactEmail`, required, 1 to 80 characters, matching `(?=.{1,80}$)[a-zA-Z0-9.!#$%&'*+/=?^_{|}~-]+@[a-zA-Z0-9-]+(?:.[a-zA-Z0-9-]+)*`, sensitive.
    pub email: String,
    /// `Name`, 0 to 80 characters, sensitive.
    #[serde(default)]
    pub first_name: Option<String>,
    /// `Name`, 0 to 80 characters, sensitive.
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
impl std::fmt::Debug for SenderContact {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SenderContact")
            .field("Email", &crate::redact::Redacted)
            .field("FirstName", &crate::redact::Redacted)
            .field("LastName", &crate::redact::Redacted)
            .field("BusinessTitle", &crate::redact::Redacted)
            .field("Phone", &crate::redact::Redacted)
            .finish()
    }
}
