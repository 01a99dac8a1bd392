// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `values`.
#[allow(unused_imports)]
use super::*;
/// The closed list `AggregatableField`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AggregatableField {
    EnrichmentStatus,
    AwsIndustry,
    Segment,
    Region,
    SolutionCategory,
    AccountPlanningQualification,
    ProgramEligibility,
    MarketplaceEngagementScore,
    Geo,
    Country,
    SolutionScore,
}
impl AggregatableField {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::EnrichmentStatus,
        Self::AwsIndustry,
        Self::Segment,
        Self::Region,
        Self::SolutionCategory,
        Self::AccountPlanningQualification,
        Self::ProgramEligibility,
        Self::MarketplaceEngagementScore,
        Self::Geo,
        Self::Country,
        Self::SolutionScore,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EnrichmentStatus => "ENRICHMENT_STATUS",
            Self::AwsIndustry => "AWS_INDUSTRY",
            Self::Segment => "SEGMENT",
            Self::Region => "REGION",
            Self::SolutionCategory => "SOLUTION_CATEGORY",
            Self::AccountPlanningQualification => "ACCOUNT_PLANNING_QUALIFICATION",
            Self::ProgramEligibility => "PROGRAM_ELIGIBILITY",
            Self::MarketplaceEngagementScore => "MARKETPLACE_ENGAGEMENT_SCORE",
            Self::Geo => "GEO",
            Self::Country => "COUNTRY",
            Self::SolutionScore => "SOLUTION_SCORE",
        }
    }
}
crate::values::wire_values!(AggregatableField, "AggregatableField");
/// The closed list `AwsClosedLostReason`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AwsClosedLostReason {
    Administrative,
    BusinessAssociateAgreement,
    CompanyAcquiredDissolved,
    CompetitiveOffering,
    CustomerDataRequirement,
    CustomerDeficiency,
    CustomerExperience,
    DelayCancellationOfProject,
    Duplicate,
    DuplicateOpportunity,
    ExecutiveBlocker,
    FailedVetting,
    FeatureLimitation,
    FinancialCommercial,
    InsufficientAmazonValue,
    InsufficientAwsValue,
    InternationalConstraints,
    LegalTaxRegulatory,
    LegalTermsAndConditions,
    LostToCompetitor,
    LostToCompetitorGoogle,
    LostToCompetitorMicrosoft,
    LostToCompetitorOther,
    LostToCompetitorRackspace,
    LostToCompetitorSoftLayer,
    LostToCompetitorVmWare,
    NoCustomerReference,
    NoIntegrationResources,
    NoOpportunity,
    NoPerceivedValueOfMp,
    NoResponse,
    NotCommittedToAws,
    NoUpdate,
    OnPremisesDeployment,
    Other,
    OtherDetailsInDescription,
    PartnerGap,
    PastDue,
    PeopleRelationshipGovernance,
    PlatformTechnologyLimitation,
    PreferenceForCompetitor,
    Price,
    ProductTechnology,
    ProductNotOnAws,
    SecurityCompliance,
    SelfService,
    TechnicalLimitations,
    TermSheetImpasse,
}
impl AwsClosedLostReason {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::Administrative,
        Self::BusinessAssociateAgreement,
        Self::CompanyAcquiredDissolved,
        Self::CompetitiveOffering,
        Self::CustomerDataRequirement,
        Self::CustomerDeficiency,
        Self::CustomerExperience,
        Self::DelayCancellationOfProject,
        Self::Duplicate,
        Self::DuplicateOpportunity,
        Self::ExecutiveBlocker,
        Self::FailedVetting,
        Self::FeatureLimitation,
        Self::FinancialCommercial,
        Self::InsufficientAmazonValue,
        Self::InsufficientAwsValue,
        Self::InternationalConstraints,
        Self::LegalTaxRegulatory,
        Self::LegalTermsAndConditions,
        Self::LostToCompetitor,
        Self::LostToCompetitorGoogle,
        Self::LostToCompetitorMicrosoft,
        Self::LostToCompetitorOther,
        Self::LostToCompetitorRackspace,
        Self::LostToCompetitorSoftLayer,
        Self::LostToCompetitorVmWare,
        Self::NoCustomerReference,
        Self::NoIntegrationResources,
        Self::NoOpportunity,
        Self::NoPerceivedValueOfMp,
        Self::NoResponse,
        Self::NotCommittedToAws,
        Self::NoUpdate,
        Self::OnPremisesDeployment,
        Self::Other,
        Self::OtherDetailsInDescription,
        Self::PartnerGap,
        Self::PastDue,
        Self::PeopleRelationshipGovernance,
        Self::PlatformTechnologyLimitation,
        Self::PreferenceForCompetitor,
        Self::Price,
        Self::ProductTechnology,
        Self::ProductNotOnAws,
        Self::SecurityCompliance,
        Self::SelfService,
        Self::TechnicalLimitations,
        Self::TermSheetImpasse,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administrative => "Administrative",
            Self::BusinessAssociateAgreement => "Business Associate Agreement",
            Self::CompanyAcquiredDissolved => "Company Acquired/Dissolved",
            Self::CompetitiveOffering => "Competitive Offering",
            Self::CustomerDataRequirement => "Customer Data Requirement",
            Self::CustomerDeficiency => "Customer Deficiency",
            Self::CustomerExperience => "Customer Experience",
            Self::DelayCancellationOfProject => "Delay / Cancellation of Project",
            Self::Duplicate => "Duplicate",
            Self::DuplicateOpportunity => "Duplicate Opportunity",
            Self::ExecutiveBlocker => "Executive Blocker",
            Self::FailedVetting => "Failed Vetting",
            Self::FeatureLimitation => "Feature Limitation",
            Self::FinancialCommercial => "Financial/Commercial",
            Self::InsufficientAmazonValue => "Insufficient Amazon Value",
            Self::InsufficientAwsValue => "Insufficient AWS Value",
            Self::InternationalConstraints => "International Constraints",
            Self::LegalTaxRegulatory => "Legal / Tax / Regulatory",
            Self::LegalTermsAndConditions => "Legal Terms and Conditions",
            Self::LostToCompetitor => "Lost to Competitor",
            Self::LostToCompetitorGoogle => "Lost to Competitor - Google",
            Self::LostToCompetitorMicrosoft => "Lost to Competitor - Microsoft",
            Self::LostToCompetitorOther => "Lost to Competitor - Other",
            Self::LostToCompetitorRackspace => "Lost to Competitor - Rackspace",
            Self::LostToCompetitorSoftLayer => "Lost to Competitor - SoftLayer",
            Self::LostToCompetitorVmWare => "Lost to Competitor - VMWare",
            Self::NoCustomerReference => "No Customer Reference",
            Self::NoIntegrationResources => "No Integration Resources",
            Self::NoOpportunity => "No Opportunity",
            Self::NoPerceivedValueOfMp => "No Perceived Value of MP",
            Self::NoResponse => "No Response",
            Self::NotCommittedToAws => "Not Committed to AWS",
            Self::NoUpdate => "No Update",
            Self::OnPremisesDeployment => "On Premises Deployment",
            Self::Other => "Other",
            Self::OtherDetailsInDescription => "Other (Details in Description)",
            Self::PartnerGap => "Partner Gap",
            Self::PastDue => "Past Due",
            Self::PeopleRelationshipGovernance => "People/Relationship/Governance",
            Self::PlatformTechnologyLimitation => "Platform Technology Limitation",
            Self::PreferenceForCompetitor => "Preference for Competitor",
            Self::Price => "Price",
            Self::ProductTechnology => "Product/Technology",
            Self::ProductNotOnAws => "Product Not on AWS",
            Self::SecurityCompliance => "Security / Compliance",
            Self::SelfService => "Self-Service",
            Self::TechnicalLimitations => "Technical Limitations",
            Self::TermSheetImpasse => "Term Sheet Impasse",
        }
    }
}
crate::values::wire_values!(AwsClosedLostReason, "AwsClosedLostReason");
/// The closed list `AwsFundingUsed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AwsFundingUsed {
    Yes,
    No,
}
impl AwsFundingUsed {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::Yes, Self::No];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
        }
    }
}
crate::values::wire_values!(AwsFundingUsed, "AwsFundingUsed");
/// The closed list `AwsMemberBusinessTitle`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AwsMemberBusinessTitle {
    AwsSalesRep,
    AwsAccountOwner,
    Wwpspdm,
    Pdm,
    Psm,
    Isvsm,
    Signatory,
}
impl AwsMemberBusinessTitle {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::AwsSalesRep,
        Self::AwsAccountOwner,
        Self::Wwpspdm,
        Self::Pdm,
        Self::Psm,
        Self::Isvsm,
        Self::Signatory,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AwsSalesRep => "AWSSalesRep",
            Self::AwsAccountOwner => "AWSAccountOwner",
            Self::Wwpspdm => "WWPSPDM",
            Self::Pdm => "PDM",
            Self::Psm => "PSM",
            Self::Isvsm => "ISVSM",
            Self::Signatory => "Signatory",
        }
    }
}
crate::values::wire_values!(AwsMemberBusinessTitle, "AwsMemberBusinessTitle");
/// The closed list `AwsOpportunityStage`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AwsOpportunityStage {
    NotStarted,
    InProgress,
    Prospect,
    Engaged,
    Identified,
    Qualify,
    Research,
    SellerEngaged,
    Evaluating,
    SellerRegistered,
    TermSheetNegotiation,
    ContractNegotiation,
    Onboarding,
    BuildingIntegration,
    Qualified,
    OnHold,
    TechnicalValidation,
    BusinessValidation,
    Committed,
    Launched,
    DeferredToPartner,
    ClosedLost,
    Completed,
    ClosedIncomplete,
}
impl AwsOpportunityStage {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::NotStarted,
        Self::InProgress,
        Self::Prospect,
        Self::Engaged,
        Self::Identified,
        Self::Qualify,
        Self::Research,
        Self::SellerEngaged,
        Self::Evaluating,
        Self::SellerRegistered,
        Self::TermSheetNegotiation,
        Self::ContractNegotiation,
        Self::Onboarding,
        Self::BuildingIntegration,
        Self::Qualified,
        Self::OnHold,
        Self::TechnicalValidation,
        Self::BusinessValidation,
        Self::Committed,
        Self::Launched,
        Self::DeferredToPartner,
        Self::ClosedLost,
        Self::Completed,
        Self::ClosedIncomplete,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotStarted => "Not Started",
            Self::InProgress => "In Progress",
            Self::Prospect => "Prospect",
            Self::Engaged => "Engaged",
            Self::Identified => "Identified",
            Self::Qualify => "Qualify",
            Self::Research => "Research",
            Self::SellerEngaged => "Seller Engaged",
            Self::Evaluating => "Evaluating",
            Self::SellerRegistered => "Seller Registered",
            Self::TermSheetNegotiation => "Term Sheet Negotiation",
            Self::ContractNegotiation => "Contract Negotiation",
            Self::Onboarding => "Onboarding",
            Self::BuildingIntegration => "Building Integration",
            Self::Qualified => "Qualified",
            Self::OnHold => "On-hold",
            Self::TechnicalValidation => "Technical Validation",
            Self::BusinessValidation => "Business Validation",
            Self::Committed => "Committed",
            Self::Launched => "Launched",
            Self::DeferredToPartner => "Deferred to Partner",
            Self::ClosedLost => "Closed Lost",
            Self::Completed => "Completed",
            Self::ClosedIncomplete => "Closed Incomplete",
        }
    }
}
crate::values::wire_values!(AwsOpportunityStage, "AwsOpportunityStage");
/// The closed list `AwsPartition`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AwsPartition {
    AwsEusc,
}
impl AwsPartition {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::AwsEusc];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AwsEusc => "aws-eusc",
        }
    }
}
crate::values::wire_values!(AwsPartition, "AwsPartition");
/// The closed list `BulkFileFormat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BulkFileFormat {
    Csv,
}
impl BulkFileFormat {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::Csv];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
        }
    }
}
crate::values::wire_values!(BulkFileFormat, "BulkFileFormat");
/// The closed list `BulkJobStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BulkJobStatus {
    Submitted,
    InProgress,
    Completed,
    Failed,
}
impl BulkJobStatus {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::Submitted,
        Self::InProgress,
        Self::Completed,
        Self::Failed,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "SUBMITTED",
            Self::InProgress => "IN_PROGRESS",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
        }
    }
}
crate::values::wire_values!(BulkJobStatus, "BulkJobStatus");
/// The closed list `BulkOperationType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BulkOperationType {
    BulkCreate,
    BulkUpdate,
}
impl BulkOperationType {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::BulkCreate, Self::BulkUpdate];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BulkCreate => "BULK_CREATE",
            Self::BulkUpdate => "BULK_UPDATE",
        }
    }
}
crate::values::wire_values!(BulkOperationType, "BulkOperationType");
/// The closed list `BulkRecordStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BulkRecordStatus {
    Succeeded,
    Failed,
}
impl BulkRecordStatus {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::Succeeded, Self::Failed];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
        }
    }
}
crate::values::wire_values!(BulkRecordStatus, "BulkRecordStatus");
/// The closed list `BulkReportStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BulkReportStatus {
    NotStarted,
    InProgress,
    Available,
    Failed,
    Expired,
}
impl BulkReportStatus {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::NotStarted,
        Self::InProgress,
        Self::Available,
        Self::Failed,
        Self::Expired,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotStarted => "NOT_STARTED",
            Self::InProgress => "IN_PROGRESS",
            Self::Available => "AVAILABLE",
            Self::Failed => "FAILED",
            Self::Expired => "EXPIRED",
        }
    }
}
crate::values::wire_values!(BulkReportStatus, "BulkReportStatus");
/// The closed list `BulkReportType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BulkReportType {
    FailedRecords,
    AllRecords,
}
impl BulkReportType {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::FailedRecords, Self::AllRecords];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FailedRecords => "FAILED_RECORDS",
            Self::AllRecords => "ALL_RECORDS",
        }
    }
}
crate::values::wire_values!(BulkReportType, "BulkReportType");
/// The closed list `Channel`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    AwsMarketingCentral,
    ContentSyndication,
    Display,
    Email,
    LiveEvent,
    OutOfHomeOoh,
    Print,
    Search,
    Social,
    Telemarketing,
    Tv,
    Video,
    VirtualEvent,
}
impl Channel {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::AwsMarketingCentral,
        Self::ContentSyndication,
        Self::Display,
        Self::Email,
        Self::LiveEvent,
        Self::OutOfHomeOoh,
        Self::Print,
        Self::Search,
        Self::Social,
        Self::Telemarketing,
        Self::Tv,
        Self::Video,
        Self::VirtualEvent,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AwsMarketingCentral => "AWS Marketing Central",
            Self::ContentSyndication => "Content Syndication",
            Self::Display => "Display",
            Self::Email => "Email",
            Self::LiveEvent => "Live Event",
            Self::OutOfHomeOoh => "Out Of Home (OOH)",
            Self::Print => "Print",
            Self::Search => "Search",
            Self::Social => "Social",
            Self::Telemarketing => "Telemarketing",
            Self::Tv => "TV",
            Self::Video => "Video",
            Self::VirtualEvent => "Virtual Event",
        }
    }
}
crate::values::wire_values!(Channel, "Channel");
/// The closed list `ClosedLostReason`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClosedLostReason {
    CustomerDeficiency,
    DelayCancellationOfProject,
    LegalTaxRegulatory,
    LostToCompetitorGoogle,
    LostToCompetitorMicrosoft,
    LostToCompetitorSoftLayer,
    LostToCompetitorVmWare,
    LostToCompetitorOther,
    NoOpportunity,
    OnPremisesDeployment,
    PartnerGap,
    Price,
    SecurityCompliance,
    TechnicalLimitations,
    CustomerExperience,
    Other,
    PeopleRelationshipGovernance,
    ProductTechnology,
    FinancialCommercial,
}
impl ClosedLostReason {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::CustomerDeficiency,
        Self::DelayCancellationOfProject,
        Self::LegalTaxRegulatory,
        Self::LostToCompetitorGoogle,
        Self::LostToCompetitorMicrosoft,
        Self::LostToCompetitorSoftLayer,
        Self::LostToCompetitorVmWare,
        Self::LostToCompetitorOther,
        Self::NoOpportunity,
        Self::OnPremisesDeployment,
        Self::PartnerGap,
        Self::Price,
        Self::SecurityCompliance,
        Self::TechnicalLimitations,
        Self::CustomerExperience,
        Self::Other,
        Self::PeopleRelationshipGovernance,
        Self::ProductTechnology,
        Self::FinancialCommercial,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CustomerDeficiency => "Customer Deficiency",
            Self::DelayCancellationOfProject => "Delay / Cancellation of Project",
            Self::LegalTaxRegulatory => "Legal / Tax / Regulatory",
            Self::LostToCompetitorGoogle => "Lost to Competitor - Google",
            Self::LostToCompetitorMicrosoft => "Lost to Competitor - Microsoft",
            Self::LostToCompetitorSoftLayer => "Lost to Competitor - SoftLayer",
            Self::LostToCompetitorVmWare => "Lost to Competitor - VMWare",
            Self::LostToCompetitorOther => "Lost to Competitor - Other",
            Self::NoOpportunity => "No Opportunity",
            Self::OnPremisesDeployment => "On Premises Deployment",
            Self::PartnerGap => "Partner Gap",
            Self::Price => "Price",
            Self::SecurityCompliance => "Security / Compliance",
            Self::TechnicalLimitations => "Technical Limitations",
            Self::CustomerExperience => "Customer Experience",
            Self::Other => "Other",
            Self::PeopleRelationshipGovernance => "People/Relationship/Governance",
            Self::ProductTechnology => "Product/Technology",
            Self::FinancialCommercial => "Financial/Commercial",
        }
    }
}
crate::values::wire_values!(ClosedLostReason, "ClosedLostReason");
/// The closed list `CompetitorName`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CompetitorName {
    OracleCloud,
    OnPrem,
    CoLocation,
    Akamai,
    AliCloud,
    GoogleCloudPlatform,
    IbmSoftlayer,
    MicrosoftAzure,
    OtherCostOptimization,
    NoCompetition,
    Other,
}
impl CompetitorName {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::OracleCloud,
        Self::OnPrem,
        Self::CoLocation,
        Self::Akamai,
        Self::AliCloud,
        Self::GoogleCloudPlatform,
        Self::IbmSoftlayer,
        Self::MicrosoftAzure,
        Self::OtherCostOptimization,
        Self::NoCompetition,
        Self::Other,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OracleCloud => "Oracle Cloud",
            Self::OnPrem => "On-Prem",
            Self::CoLocation => "Co-location",
            Self::Akamai => "Akamai",
            Self::AliCloud => "AliCloud",
            Self::GoogleCloudPlatform => "Google Cloud Platform",
            Self::IbmSoftlayer => "IBM Softlayer",
            Self::MicrosoftAzure => "Microsoft Azure",
            Self::OtherCostOptimization => "Other- Cost Optimization",
            Self::NoCompetition => "No Competition",
            Self::Other => "*Other",
        }
    }
}
crate::values::wire_values!(CompetitorName, "CompetitorName");
/// The closed list `ContactWindow`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContactWindow {
    Morning,
    Afternoon,
    Evening,
}
impl ContactWindow {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::Morning, Self::Afternoon, Self::Evening];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Morning => "MORNING",
            Self::Afternoon => "AFTERNOON",
            Self::Evening => "EVENING",
        }
    }
}
crate::values::wire_values!(ContactWindow, "ContactWindow");
/// The closed list `CustomerAccountFailureReason`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CustomerAccountFailureReason {
    DuplicateCustomerMatch,
    ProcessingError,
}
impl CustomerAccountFailureReason {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::DuplicateCustomerMatch,
        Self::ProcessingError,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DuplicateCustomerMatch => "DUPLICATE_CUSTOMER_MATCH",
            Self::ProcessingError => "PROCESSING_ERROR",
        }
    }
}
crate::values::wire_values!(
    CustomerAccountFailureReason, "CustomerAccountFailureReason"
);
/// The closed list `DayOfWeek`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayOfWeek {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}
impl DayOfWeek {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Monday => "MONDAY",
            Self::Tuesday => "TUESDAY",
            Self::Wednesday => "WEDNESDAY",
            Self::Thursday => "THURSDAY",
            Self::Friday => "FRIDAY",
            Self::Saturday => "SATURDAY",
            Self::Sunday => "SUNDAY",
        }
    }
}
crate::values::wire_values!(DayOfWeek, "DayOfWeek");
/// The closed list `DeliveryModel`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeliveryModel {
    SaaSOrPaaS,
    ByolOrAmi,
    ManagedServices,
    ProfessionalServices,
    Resell,
    Other,
}
impl DeliveryModel {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::SaaSOrPaaS,
        Self::ByolOrAmi,
        Self::ManagedServices,
        Self::ProfessionalServices,
        Self::Resell,
        Self::Other,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SaaSOrPaaS => "SaaS or PaaS",
            Self::ByolOrAmi => "BYOL or AMI",
            Self::ManagedServices => "Managed Services",
            Self::ProfessionalServices => "Professional Services",
            Self::Resell => "Resell",
            Self::Other => "Other",
        }
    }
}
crate::values::wire_values!(DeliveryModel, "DeliveryModel");
/// The closed list `EngagementContextType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EngagementContextType {
    CustomerProject,
    Lead,
    ProspectingResult,
    CustomerAccount,
}
impl EngagementContextType {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::CustomerProject,
        Self::Lead,
        Self::ProspectingResult,
        Self::CustomerAccount,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CustomerProject => "CustomerProject",
            Self::Lead => "Lead",
            Self::ProspectingResult => "ProspectingResult",
            Self::CustomerAccount => "CustomerAccount",
        }
    }
}
crate::values::wire_values!(EngagementContextType, "EngagementContextType");
/// The closed list `EngagementGroupSortName`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EngagementGroupSortName {
    Count,
    UpdatedAt,
}
impl EngagementGroupSortName {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::Count, Self::UpdatedAt];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Count => "Count",
            Self::UpdatedAt => "UpdatedAt",
        }
    }
}
crate::values::wire_values!(EngagementGroupSortName, "EngagementGroupSortName");
/// The closed list `EngagementInvitationPayloadType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EngagementInvitationPayloadType {
    OpportunityInvitation,
    LeadInvitation,
    AccountPlanningInvitation,
}
impl EngagementInvitationPayloadType {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::OpportunityInvitation,
        Self::LeadInvitation,
        Self::AccountPlanningInvitation,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpportunityInvitation => "OpportunityInvitation",
            Self::LeadInvitation => "LeadInvitation",
            Self::AccountPlanningInvitation => "AccountPlanningInvitation",
        }
    }
}
crate::values::wire_values!(
    EngagementInvitationPayloadType, "EngagementInvitationPayloadType"
);
/// The closed list `EngagementScore`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EngagementScore {
    High,
    Medium,
    Low,
}
impl EngagementScore {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::High, Self::Medium, Self::Low];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::High => "High",
            Self::Medium => "Medium",
            Self::Low => "Low",
        }
    }
}
crate::values::wire_values!(EngagementScore, "EngagementScore");
/// The closed list `EngagementSearchFilterName`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EngagementSearchFilterName {
    EngagementId,
    Title,
    PartnerId,
    CreatedAt,
    LastModifiedAt,
    MemberCount,
    ProspectingCustomerGeo,
    ProspectingCustomerRegion,
    ProspectingCustomerIndustry,
    ProspectingCustomerSegment,
    ProspectingCustomerCountry,
    ProspectingCustomerCompanySize,
    ProspectingInsightsMarketplaceEngagementScore,
    ProspectingInsightsSolutionCategory,
    ProspectingInsightsSolutionSubCategory,
    LeadQualificationStatus,
    LeadReadinessScore,
    LeadCustomerIndustry,
    LeadCustomerCountryCode,
    LeadCustomerAwsMaturity,
    LeadCustomerMarketSegment,
    LeadInteractionsSourceType,
    LeadCustomerCompanyName,
    LeadInteractionsContactFirstName,
    LeadInteractionsContactLastName,
    LeadInteractionsUsecase,
    LeadInteractionsSourceName,
    LeadInteractionsContactBusinessTitle,
    ContextType,
}
impl EngagementSearchFilterName {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::EngagementId,
        Self::Title,
        Self::PartnerId,
        Self::CreatedAt,
        Self::LastModifiedAt,
        Self::MemberCount,
        Self::ProspectingCustomerGeo,
        Self::ProspectingCustomerRegion,
        Self::ProspectingCustomerIndustry,
        Self::ProspectingCustomerSegment,
        Self::ProspectingCustomerCountry,
        Self::ProspectingCustomerCompanySize,
        Self::ProspectingInsightsMarketplaceEngagementScore,
        Self::ProspectingInsightsSolutionCategory,
        Self::ProspectingInsightsSolutionSubCategory,
        Self::LeadQualificationStatus,
        Self::LeadReadinessScore,
        Self::LeadCustomerIndustry,
        Self::LeadCustomerCountryCode,
        Self::LeadCustomerAwsMaturity,
        Self::LeadCustomerMarketSegment,
        Self::LeadInteractionsSourceType,
        Self::LeadCustomerCompanyName,
        Self::LeadInteractionsContactFirstName,
        Self::LeadInteractionsContactLastName,
        Self::LeadInteractionsUsecase,
        Self::LeadInteractionsSourceName,
        Self::LeadInteractionsContactBusinessTitle,
        Self::ContextType,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EngagementId => "EngagementId",
            Self::Title => "Title",
            Self::PartnerId => "PartnerId",
            Self::CreatedAt => "CreatedAt",
            Self::LastModifiedAt => "LastModifiedAt",
            Self::MemberCount => "MemberCount",
            Self::ProspectingCustomerGeo => "ProspectingCustomerGeo",
            Self::ProspectingCustomerRegion => "ProspectingCustomerRegion",
            Self::ProspectingCustomerIndustry => "ProspectingCustomerIndustry",
            Self::ProspectingCustomerSegment => "ProspectingCustomerSegment",
            Self::ProspectingCustomerCountry => "ProspectingCustomerCountry",
            Self::ProspectingCustomerCompanySize => "ProspectingCustomerCompanySize",
            Self::ProspectingInsightsMarketplaceEngagementScore => {
                "ProspectingInsightsMarketplaceEngagementScore"
            }
            Self::ProspectingInsightsSolutionCategory => {
                "ProspectingInsightsSolutionCategory"
            }
            Self::ProspectingInsightsSolutionSubCategory => {
                "ProspectingInsightsSolutionSubCategory"
            }
            Self::LeadQualificationStatus => "LeadQualificationStatus",
            Self::LeadReadinessScore => "LeadReadinessScore",
            Self::LeadCustomerIndustry => "LeadCustomerIndustry",
            Self::LeadCustomerCountryCode => "LeadCustomerCountryCode",
            Self::LeadCustomerAwsMaturity => "LeadCustomerAwsMaturity",
            Self::LeadCustomerMarketSegment => "LeadCustomerMarketSegment",
            Self::LeadInteractionsSourceType => "LeadInteractionsSourceType",
            Self::LeadCustomerCompanyName => "LeadCustomerCompanyName",
            Self::LeadInteractionsContactFirstName => "LeadInteractionsContactFirstName",
            Self::LeadInteractionsContactLastName => "LeadInteractionsContactLastName",
            Self::LeadInteractionsUsecase => "LeadInteractionsUsecase",
            Self::LeadInteractionsSourceName => "LeadInteractionsSourceName",
            Self::LeadInteractionsContactBusinessTitle => {
                "LeadInteractionsContactBusinessTitle"
            }
            Self::ContextType => "ContextType",
        }
    }
}
crate::values::wire_values!(EngagementSearchFilterName, "EngagementSearchFilterName");
/// The closed list `EngagementSearchSortName`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EngagementSearchSortName {
    EngagementId,
    Title,
    PartnerId,
    CreatedAt,
    LastModifiedAt,
    MemberCount,
    ProspectingCustomerGeo,
    ProspectingCustomerRegion,
    ProspectingCustomerIndustry,
    ProspectingCustomerSegment,
    ProspectingCustomerCountry,
    ProspectingCustomerCompanySize,
    ProspectingInsightsMarketplaceEngagementScore,
    ProspectingInsightsSolutionCategory,
    ProspectingInsightsSolutionSubCategory,
    LeadQualificationStatus,
    LeadReadinessScore,
    LeadCustomerIndustry,
    LeadCustomerCountryCode,
    LeadCustomerAwsMaturity,
    LeadCustomerMarketSegment,
    LeadCustomerCompanyName,
    LeadInteractionsContactFirstName,
    LeadInteractionsContactLastName,
    LeadInteractionsUsecase,
    LeadInteractionsContactBusinessTitle,
}
impl EngagementSearchSortName {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::EngagementId,
        Self::Title,
        Self::PartnerId,
        Self::CreatedAt,
        Self::LastModifiedAt,
        Self::MemberCount,
        Self::ProspectingCustomerGeo,
        Self::ProspectingCustomerRegion,
        Self::ProspectingCustomerIndustry,
        Self::ProspectingCustomerSegment,
        Self::ProspectingCustomerCountry,
        Self::ProspectingCustomerCompanySize,
        Self::ProspectingInsightsMarketplaceEngagementScore,
        Self::ProspectingInsightsSolutionCategory,
        Self::ProspectingInsightsSolutionSubCategory,
        Self::LeadQualificationStatus,
        Self::LeadReadinessScore,
        Self::LeadCustomerIndustry,
        Self::LeadCustomerCountryCode,
        Self::LeadCustomerAwsMaturity,
        Self::LeadCustomerMarketSegment,
        Self::LeadCustomerCompanyName,
        Self::LeadInteractionsContactFirstName,
        Self::LeadInteractionsContactLastName,
        Self::LeadInteractionsUsecase,
        Self::LeadInteractionsContactBusinessTitle,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EngagementId => "EngagementId",
            Self::Title => "Title",
            Self::PartnerId => "PartnerId",
            Self::CreatedAt => "CreatedAt",
            Self::LastModifiedAt => "LastModifiedAt",
            Self::MemberCount => "MemberCount",
            Self::ProspectingCustomerGeo => "ProspectingCustomerGeo",
            Self::ProspectingCustomerRegion => "ProspectingCustomerRegion",
            Self::ProspectingCustomerIndustry => "ProspectingCustomerIndustry",
            Self::ProspectingCustomerSegment => "ProspectingCustomerSegment",
            Self::ProspectingCustomerCountry => "ProspectingCustomerCountry",
            Self::ProspectingCustomerCompanySize => "ProspectingCustomerCompanySize",
            Self::ProspectingInsightsMarketplaceEngagementScore => {
                "ProspectingInsightsMarketplaceEngagementScore"
            }
            Self::ProspectingInsightsSolutionCategory => {
                "ProspectingInsightsSolutionCategory"
            }
            Self::ProspectingInsightsSolutionSubCategory => {
                "ProspectingInsightsSolutionSubCategory"
            }
            Self::LeadQualificationStatus => "LeadQualificationStatus",
            Self::LeadReadinessScore => "LeadReadinessScore",
            Self::LeadCustomerIndustry => "LeadCustomerIndustry",
            Self::LeadCustomerCountryCode => "LeadCustomerCountryCode",
            Self::LeadCustomerAwsMaturity => "LeadCustomerAwsMaturity",
            Self::LeadCustomerMarketSegment => "LeadCustomerMarketSegment",
            Self::LeadCustomerCompanyName => "LeadCustomerCompanyName",
            Self::LeadInteractionsContactFirstName => "LeadInteractionsContactFirstName",
            Self::LeadInteractionsContactLastName => "LeadInteractionsContactLastName",
            Self::LeadInteractionsUsecase => "LeadInteractionsUsecase",
            Self::LeadInteractionsContactBusinessTitle => {
                "LeadInteractionsContactBusinessTitle"
            }
        }
    }
}
crate::values::wire_values!(EngagementSearchSortName, "EngagementSearchSortName");
/// The closed list `EngagementSortName`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EngagementSortName {
    CreatedDate,
}
impl EngagementSortName {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::CreatedDate];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CreatedDate => "CreatedDate",
        }
    }
}
crate::values::wire_values!(EngagementSortName, "EngagementSortName");
/// The closed list `EnrichmentStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EnrichmentStatus {
    Pending,
    Enriched,
    NoMatchFound,
    ActionRequired,
}
impl EnrichmentStatus {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::Pending,
        Self::Enriched,
        Self::NoMatchFound,
        Self::ActionRequired,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Enriched => "ENRICHED",
            Self::NoMatchFound => "NO_MATCH_FOUND",
            Self::ActionRequired => "ACTION_REQUIRED",
        }
    }
}
crate::values::wire_values!(EnrichmentStatus, "EnrichmentStatus");
/// The closed list `ExpectedContractDurationTerm`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExpectedContractDurationTerm {
    Months,
}
impl ExpectedContractDurationTerm {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::Months];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Months => "Months",
        }
    }
}
crate::values::wire_values!(
    ExpectedContractDurationTerm, "ExpectedContractDurationTerm"
);
/// The closed list `FilterableField`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FilterableField {
    EnrichmentStatus,
    CompanyName,
    AwsIndustry,
    AccountPlanningQualification,
    ProgramEligibility,
    ImportId,
    CreatedDate,
    LastModifiedDate,
    Geo,
    Country,
    Segment,
    SolutionCategory,
    MarketplaceEngagementScore,
    SolutionScore,
}
impl FilterableField {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::EnrichmentStatus,
        Self::CompanyName,
        Self::AwsIndustry,
        Self::AccountPlanningQualification,
        Self::ProgramEligibility,
        Self::ImportId,
        Self::CreatedDate,
        Self::LastModifiedDate,
        Self::Geo,
        Self::Country,
        Self::Segment,
        Self::SolutionCategory,
        Self::MarketplaceEngagementScore,
        Self::SolutionScore,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EnrichmentStatus => "ENRICHMENT_STATUS",
            Self::CompanyName => "COMPANY_NAME",
            Self::AwsIndustry => "AWS_INDUSTRY",
            Self::AccountPlanningQualification => "ACCOUNT_PLANNING_QUALIFICATION",
            Self::ProgramEligibility => "PROGRAM_ELIGIBILITY",
            Self::ImportId => "IMPORT_ID",
            Self::CreatedDate => "CREATED_DATE",
            Self::LastModifiedDate => "LAST_MODIFIED_DATE",
            Self::Geo => "GEO",
            Self::Country => "COUNTRY",
            Self::Segment => "SEGMENT",
            Self::SolutionCategory => "SOLUTION_CATEGORY",
            Self::MarketplaceEngagementScore => "MARKETPLACE_ENGAGEMENT_SCORE",
            Self::SolutionScore => "SOLUTION_SCORE",
        }
    }
}
crate::values::wire_values!(FilterableField, "FilterableField");
/// The closed list `Industry`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Industry {
    Aerospace,
    Agriculture,
    Automotive,
    ComputersAndElectronics,
    ConsumerGoods,
    Education,
    EnergyOilAndGas,
    EnergyPowerAndUtilities,
    FinancialServices,
    Gaming,
    Government,
    Healthcare,
    Hospitality,
    LifeSciences,
    Manufacturing,
    MarketingAndAdvertising,
    MediaAndEntertainment,
    Mining,
    NonProfitOrganization,
    ProfessionalServices,
    RealEstateAndConstruction,
    Retail,
    SoftwareAndInternet,
    Telecommunications,
    TransportationAndLogistics,
    Travel,
    WholesaleAndDistribution,
    Other,
}
impl Industry {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::Aerospace,
        Self::Agriculture,
        Self::Automotive,
        Self::ComputersAndElectronics,
        Self::ConsumerGoods,
        Self::Education,
        Self::EnergyOilAndGas,
        Self::EnergyPowerAndUtilities,
        Self::FinancialServices,
        Self::Gaming,
        Self::Government,
        Self::Healthcare,
        Self::Hospitality,
        Self::LifeSciences,
        Self::Manufacturing,
        Self::MarketingAndAdvertising,
        Self::MediaAndEntertainment,
        Self::Mining,
        Self::NonProfitOrganization,
        Self::ProfessionalServices,
        Self::RealEstateAndConstruction,
        Self::Retail,
        Self::SoftwareAndInternet,
        Self::Telecommunications,
        Self::TransportationAndLogistics,
        Self::Travel,
        Self::WholesaleAndDistribution,
        Self::Other,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aerospace => "Aerospace",
            Self::Agriculture => "Agriculture",
            Self::Automotive => "Automotive",
            Self::ComputersAndElectronics => "Computers and Electronics",
            Self::ConsumerGoods => "Consumer Goods",
            Self::Education => "Education",
            Self::EnergyOilAndGas => "Energy - Oil and Gas",
            Self::EnergyPowerAndUtilities => "Energy - Power and Utilities",
            Self::FinancialServices => "Financial Services",
            Self::Gaming => "Gaming",
            Self::Government => "Government",
            Self::Healthcare => "Healthcare",
            Self::Hospitality => "Hospitality",
            Self::LifeSciences => "Life Sciences",
            Self::Manufacturing => "Manufacturing",
            Self::MarketingAndAdvertising => "Marketing and Advertising",
            Self::MediaAndEntertainment => "Media and Entertainment",
            Self::Mining => "Mining",
            Self::NonProfitOrganization => "Non-Profit Organization",
            Self::ProfessionalServices => "Professional Services",
            Self::RealEstateAndConstruction => "Real Estate and Construction",
            Self::Retail => "Retail",
            Self::SoftwareAndInternet => "Software and Internet",
            Self::Telecommunications => "Telecommunications",
            Self::TransportationAndLogistics => "Transportation and Logistics",
            Self::Travel => "Travel",
            Self::WholesaleAndDistribution => "Wholesale and Distribution",
            Self::Other => "Other",
        }
    }
}
crate::values::wire_values!(Industry, "Industry");
/// The closed list `InvitationStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InvitationStatus {
    Accepted,
    Pending,
    Rejected,
    Expired,
}
impl InvitationStatus {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::Accepted,
        Self::Pending,
        Self::Rejected,
        Self::Expired,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "ACCEPTED",
            Self::Pending => "PENDING",
            Self::Rejected => "REJECTED",
            Self::Expired => "EXPIRED",
        }
    }
}
crate::values::wire_values!(InvitationStatus, "InvitationStatus");
/// The closed list `InvolvementTypeChangeReason`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InvolvementTypeChangeReason {
    ExpansionOpportunity,
    ChangeInDealInformation,
    CustomerRequested,
    TechnicalComplexity,
    RiskMitigation,
}
impl InvolvementTypeChangeReason {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::ExpansionOpportunity,
        Self::ChangeInDealInformation,
        Self::CustomerRequested,
        Self::TechnicalComplexity,
        Self::RiskMitigation,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ExpansionOpportunity => "Expansion Opportunity",
            Self::ChangeInDealInformation => "Change in Deal Information",
            Self::CustomerRequested => "Customer Requested",
            Self::TechnicalComplexity => "Technical Complexity",
            Self::RiskMitigation => "Risk Mitigation",
        }
    }
}
crate::values::wire_values!(InvolvementTypeChangeReason, "InvolvementTypeChangeReason");
/// The closed list `ListTasksSortName`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListTasksSortName {
    StartTime,
}
impl ListTasksSortName {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::StartTime];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StartTime => "StartTime",
        }
    }
}
crate::values::wire_values!(ListTasksSortName, "ListTasksSortName");
/// The closed list `MarketingSource`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarketingSource {
    MarketingActivity,
    None,
}
impl MarketingSource {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::MarketingActivity, Self::None];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MarketingActivity => "Marketing Activity",
            Self::None => "None",
        }
    }
}
crate::values::wire_values!(MarketingSource, "MarketingSource");
/// The closed list `NationalSecurity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NationalSecurity {
    Yes,
    No,
}
impl NationalSecurity {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::Yes, Self::No];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
        }
    }
}
crate::values::wire_values!(NationalSecurity, "NationalSecurity");
/// The closed list `OpportunityEngagementInvitationSortName`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpportunityEngagementInvitationSortName {
    InvitationDate,
}
impl OpportunityEngagementInvitationSortName {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::InvitationDate];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvitationDate => "InvitationDate",
        }
    }
}
crate::values::wire_values!(
    OpportunityEngagementInvitationSortName, "OpportunityEngagementInvitationSortName"
);
/// The closed list `OpportunityOrigin`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpportunityOrigin {
    AwsReferral,
    PartnerReferral,
}
impl OpportunityOrigin {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::AwsReferral, Self::PartnerReferral];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AwsReferral => "AWS Referral",
            Self::PartnerReferral => "Partner Referral",
        }
    }
}
crate::values::wire_values!(OpportunityOrigin, "OpportunityOrigin");
/// The closed list `OpportunitySearchFilterName`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpportunitySearchFilterName {
    OpportunityId,
    Stage,
    ReviewStatus,
    CustomerCompanyName,
    LastModifiedDate,
    TargetCloseDate,
    CreatedDate,
    CountryCode,
    PartnerProjectTitle,
    OpportunityType,
    PartnerOpportunityIdentifier,
    Industry,
    AwsAccountId,
    ApnPrograms,
    Origin,
    Tags,
    NextStep,
    OfferId,
    OfferSetId,
    AwsMarketplaceSolution,
    CosellMotion,
    OpportunityOwner,
    EstimatedMrr,
    EngagementScore,
}
impl OpportunitySearchFilterName {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::OpportunityId,
        Self::Stage,
        Self::ReviewStatus,
        Self::CustomerCompanyName,
        Self::LastModifiedDate,
        Self::TargetCloseDate,
        Self::CreatedDate,
        Self::CountryCode,
        Self::PartnerProjectTitle,
        Self::OpportunityType,
        Self::PartnerOpportunityIdentifier,
        Self::Industry,
        Self::AwsAccountId,
        Self::ApnPrograms,
        Self::Origin,
        Self::Tags,
        Self::NextStep,
        Self::OfferId,
        Self::OfferSetId,
        Self::AwsMarketplaceSolution,
        Self::CosellMotion,
        Self::OpportunityOwner,
        Self::EstimatedMrr,
        Self::EngagementScore,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpportunityId => "OpportunityId",
            Self::Stage => "Stage",
            Self::ReviewStatus => "ReviewStatus",
            Self::CustomerCompanyName => "CustomerCompanyName",
            Self::LastModifiedDate => "LastModifiedDate",
            Self::TargetCloseDate => "TargetCloseDate",
            Self::CreatedDate => "CreatedDate",
            Self::CountryCode => "CountryCode",
            Self::PartnerProjectTitle => "PartnerProjectTitle",
            Self::OpportunityType => "OpportunityType",
            Self::PartnerOpportunityIdentifier => "PartnerOpportunityIdentifier",
            Self::Industry => "Industry",
            Self::AwsAccountId => "AwsAccountId",
            Self::ApnPrograms => "ApnPrograms",
            Self::Origin => "Origin",
            Self::Tags => "Tags",
            Self::NextStep => "NextStep",
            Self::OfferId => "OfferId",
            Self::OfferSetId => "OfferSetId",
            Self::AwsMarketplaceSolution => "AwsMarketplaceSolution",
            Self::CosellMotion => "CosellMotion",
            Self::OpportunityOwner => "OpportunityOwner",
            Self::EstimatedMrr => "EstimatedMrr",
            Self::EngagementScore => "EngagementScore",
        }
    }
}
crate::values::wire_values!(OpportunitySearchFilterName, "OpportunitySearchFilterName");
/// The closed list `OpportunitySearchSortName`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpportunitySearchSortName {
    OpportunityId,
    Stage,
    ReviewStatus,
    CustomerCompanyName,
    LastModifiedDate,
    TargetCloseDate,
    CreatedDate,
    CountryCode,
    PartnerProjectTitle,
    OpportunityType,
    PartnerOpportunityIdentifier,
    Industry,
    AwsAccountId,
    Origin,
    NextStep,
    CosellMotion,
    OpportunityOwner,
    EngagementScore,
    EstimatedMrr,
    Tags,
    OfferId,
    OfferSetId,
    ApnPrograms,
}
impl OpportunitySearchSortName {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::OpportunityId,
        Self::Stage,
        Self::ReviewStatus,
        Self::CustomerCompanyName,
        Self::LastModifiedDate,
        Self::TargetCloseDate,
        Self::CreatedDate,
        Self::CountryCode,
        Self::PartnerProjectTitle,
        Self::OpportunityType,
        Self::PartnerOpportunityIdentifier,
        Self::Industry,
        Self::AwsAccountId,
        Self::Origin,
        Self::NextStep,
        Self::CosellMotion,
        Self::OpportunityOwner,
        Self::EngagementScore,
        Self::EstimatedMrr,
        Self::Tags,
        Self::OfferId,
        Self::OfferSetId,
        Self::ApnPrograms,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpportunityId => "OpportunityId",
            Self::Stage => "Stage",
            Self::ReviewStatus => "ReviewStatus",
            Self::CustomerCompanyName => "CustomerCompanyName",
            Self::LastModifiedDate => "LastModifiedDate",
            Self::TargetCloseDate => "TargetCloseDate",
            Self::CreatedDate => "CreatedDate",
            Self::CountryCode => "CountryCode",
            Self::PartnerProjectTitle => "PartnerProjectTitle",
            Self::OpportunityType => "OpportunityType",
            Self::PartnerOpportunityIdentifier => "PartnerOpportunityIdentifier",
            Self::Industry => "Industry",
            Self::AwsAccountId => "AwsAccountId",
            Self::Origin => "Origin",
            Self::NextStep => "NextStep",
            Self::CosellMotion => "CosellMotion",
            Self::OpportunityOwner => "OpportunityOwner",
            Self::EngagementScore => "EngagementScore",
            Self::EstimatedMrr => "EstimatedMrr",
            Self::Tags => "Tags",
            Self::OfferId => "OfferId",
            Self::OfferSetId => "OfferSetId",
            Self::ApnPrograms => "ApnPrograms",
        }
    }
}
crate::values::wire_values!(OpportunitySearchSortName, "OpportunitySearchSortName");
/// The closed list `OpportunitySortName`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpportunitySortName {
    LastModifiedDate,
    Identifier,
    CustomerCompanyName,
    CreatedDate,
    TargetCloseDate,
}
impl OpportunitySortName {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::LastModifiedDate,
        Self::Identifier,
        Self::CustomerCompanyName,
        Self::CreatedDate,
        Self::TargetCloseDate,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LastModifiedDate => "LastModifiedDate",
            Self::Identifier => "Identifier",
            Self::CustomerCompanyName => "CustomerCompanyName",
            Self::CreatedDate => "CreatedDate",
            Self::TargetCloseDate => "TargetCloseDate",
        }
    }
}
crate::values::wire_values!(OpportunitySortName, "OpportunitySortName");
/// The closed list `OpportunityType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpportunityType {
    NetNewBusiness,
    FlatRenewal,
    Expansion,
}
impl OpportunityType {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::NetNewBusiness,
        Self::FlatRenewal,
        Self::Expansion,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NetNewBusiness => "Net New Business",
            Self::FlatRenewal => "Flat Renewal",
            Self::Expansion => "Expansion",
        }
    }
}
crate::values::wire_values!(OpportunityType, "OpportunityType");
/// The closed list `ParticipantType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParticipantType {
    Sender,
    Receiver,
}
impl ParticipantType {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::Sender, Self::Receiver];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sender => "SENDER",
            Self::Receiver => "RECEIVER",
        }
    }
}
crate::values::wire_values!(ParticipantType, "ParticipantType");
/// The closed list `PaymentFrequency`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaymentFrequency {
    Monthly,
    None,
}
impl PaymentFrequency {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::Monthly, Self::None];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Monthly => "Monthly",
            Self::None => "None",
        }
    }
}
crate::values::wire_values!(PaymentFrequency, "PaymentFrequency");
/// The closed list `PrimaryNeedFromAws`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrimaryNeedFromAws {
    CoSellArchitecturalValidation,
    CoSellBusinessPresentation,
    CoSellCompetitiveInformation,
    CoSellPricingAssistance,
    CoSellTechnicalConsultation,
    CoSellTotalCostOfOwnershipEvaluation,
    CoSellDealSupport,
    CoSellSupportForPublicTenderRFx,
    DoNotNeedSupportFromAwsSalesRep,
}
impl PrimaryNeedFromAws {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::CoSellArchitecturalValidation,
        Self::CoSellBusinessPresentation,
        Self::CoSellCompetitiveInformation,
        Self::CoSellPricingAssistance,
        Self::CoSellTechnicalConsultation,
        Self::CoSellTotalCostOfOwnershipEvaluation,
        Self::CoSellDealSupport,
        Self::CoSellSupportForPublicTenderRFx,
        Self::DoNotNeedSupportFromAwsSalesRep,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CoSellArchitecturalValidation => "Co-Sell - Architectural Validation",
            Self::CoSellBusinessPresentation => "Co-Sell - Business Presentation",
            Self::CoSellCompetitiveInformation => "Co-Sell - Competitive Information",
            Self::CoSellPricingAssistance => "Co-Sell - Pricing Assistance",
            Self::CoSellTechnicalConsultation => "Co-Sell - Technical Consultation",
            Self::CoSellTotalCostOfOwnershipEvaluation => {
                "Co-Sell - Total Cost of Ownership Evaluation"
            }
            Self::CoSellDealSupport => "Co-Sell - Deal Support",
            Self::CoSellSupportForPublicTenderRFx => {
                "Co-Sell - Support for Public Tender / RFx"
            }
            Self::DoNotNeedSupportFromAwsSalesRep => {
                "Do Not Need Support from AWS Sales Rep"
            }
        }
    }
}
crate::values::wire_values!(PrimaryNeedFromAws, "PrimaryNeedFromAws");
/// The closed list `ProspectingFromEngagementTaskSortName`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProspectingFromEngagementTaskSortName {
    StartTime,
    TaskName,
    FailedEngagementCount,
}
impl ProspectingFromEngagementTaskSortName {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::StartTime,
        Self::TaskName,
        Self::FailedEngagementCount,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StartTime => "StartTime",
            Self::TaskName => "TaskName",
            Self::FailedEngagementCount => "FailedEngagementCount",
        }
    }
}
crate::values::wire_values!(
    ProspectingFromEngagementTaskSortName, "ProspectingFromEngagementTaskSortName"
);
/// The closed list `ProspectingTaskStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProspectingTaskStatus {
    Pending,
    InProgress,
    Completed,
    Failed,
}
impl ProspectingTaskStatus {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::Pending,
        Self::InProgress,
        Self::Completed,
        Self::Failed,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::InProgress => "IN_PROGRESS",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
        }
    }
}
crate::values::wire_values!(ProspectingTaskStatus, "ProspectingTaskStatus");
/// The closed list `ReadinessLevel`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadinessLevel {
    SalesReady,
    MarketingReady,
    LowPotential,
}
impl ReadinessLevel {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::SalesReady,
        Self::MarketingReady,
        Self::LowPotential,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SalesReady => "SalesReady",
            Self::MarketingReady => "MarketingReady",
            Self::LowPotential => "LowPotential",
        }
    }
}
crate::values::wire_values!(ReadinessLevel, "ReadinessLevel");
/// The closed list `ReasonCode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReasonCode {
    InvitationAccessDenied,
    InvitationValidationFailed,
    EngagementAccessDenied,
    OpportunityAccessDenied,
    ResourceSnapshotJobAccessDenied,
    ResourceSnapshotJobValidationFailed,
    ResourceSnapshotJobConflict,
    EngagementValidationFailed,
    EngagementConflict,
    OpportunitySubmissionFailed,
    EngagementInvitationConflict,
    InternalError,
    OpportunityValidationFailed,
    OpportunityConflict,
    ResourceSnapshotAccessDenied,
    ResourceSnapshotValidationFailed,
    ResourceSnapshotConflict,
    ServiceQuotaExceeded,
    RequestThrottled,
    ContextNotFound,
    CustomerProjectContextNotPermitted,
    DisqualifiedLeadNotPermitted,
}
impl ReasonCode {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::InvitationAccessDenied,
        Self::InvitationValidationFailed,
        Self::EngagementAccessDenied,
        Self::OpportunityAccessDenied,
        Self::ResourceSnapshotJobAccessDenied,
        Self::ResourceSnapshotJobValidationFailed,
        Self::ResourceSnapshotJobConflict,
        Self::EngagementValidationFailed,
        Self::EngagementConflict,
        Self::OpportunitySubmissionFailed,
        Self::EngagementInvitationConflict,
        Self::InternalError,
        Self::OpportunityValidationFailed,
        Self::OpportunityConflict,
        Self::ResourceSnapshotAccessDenied,
        Self::ResourceSnapshotValidationFailed,
        Self::ResourceSnapshotConflict,
        Self::ServiceQuotaExceeded,
        Self::RequestThrottled,
        Self::ContextNotFound,
        Self::CustomerProjectContextNotPermitted,
        Self::DisqualifiedLeadNotPermitted,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvitationAccessDenied => "InvitationAccessDenied",
            Self::InvitationValidationFailed => "InvitationValidationFailed",
            Self::EngagementAccessDenied => "EngagementAccessDenied",
            Self::OpportunityAccessDenied => "OpportunityAccessDenied",
            Self::ResourceSnapshotJobAccessDenied => "ResourceSnapshotJobAccessDenied",
            Self::ResourceSnapshotJobValidationFailed => {
                "ResourceSnapshotJobValidationFailed"
            }
            Self::ResourceSnapshotJobConflict => "ResourceSnapshotJobConflict",
            Self::EngagementValidationFailed => "EngagementValidationFailed",
            Self::EngagementConflict => "EngagementConflict",
            Self::OpportunitySubmissionFailed => "OpportunitySubmissionFailed",
            Self::EngagementInvitationConflict => "EngagementInvitationConflict",
            Self::InternalError => "InternalError",
            Self::OpportunityValidationFailed => "OpportunityValidationFailed",
            Self::OpportunityConflict => "OpportunityConflict",
            Self::ResourceSnapshotAccessDenied => "ResourceSnapshotAccessDenied",
            Self::ResourceSnapshotValidationFailed => "ResourceSnapshotValidationFailed",
            Self::ResourceSnapshotConflict => "ResourceSnapshotConflict",
            Self::ServiceQuotaExceeded => "ServiceQuotaExceeded",
            Self::RequestThrottled => "RequestThrottled",
            Self::ContextNotFound => "ContextNotFound",
            Self::CustomerProjectContextNotPermitted => {
                "CustomerProjectContextNotPermitted"
            }
            Self::DisqualifiedLeadNotPermitted => "DisqualifiedLeadNotPermitted",
        }
    }
}
crate::values::wire_values!(ReasonCode, "ReasonCode");
/// The closed list `ReceiverResponsibility`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReceiverResponsibility {
    Distributor,
    Reseller,
    HardwarePartner,
    ManagedServiceProvider,
    SoftwarePartner,
    ServicesPartner,
    TrainingPartner,
    CoSellFacilitator,
    Facilitator,
}
impl ReceiverResponsibility {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::Distributor,
        Self::Reseller,
        Self::HardwarePartner,
        Self::ManagedServiceProvider,
        Self::SoftwarePartner,
        Self::ServicesPartner,
        Self::TrainingPartner,
        Self::CoSellFacilitator,
        Self::Facilitator,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Distributor => "Distributor",
            Self::Reseller => "Reseller",
            Self::HardwarePartner => "Hardware Partner",
            Self::ManagedServiceProvider => "Managed Service Provider",
            Self::SoftwarePartner => "Software Partner",
            Self::ServicesPartner => "Services Partner",
            Self::TrainingPartner => "Training Partner",
            Self::CoSellFacilitator => "Co-Sell Facilitator",
            Self::Facilitator => "Facilitator",
        }
    }
}
crate::values::wire_values!(ReceiverResponsibility, "ReceiverResponsibility");
/// The closed list `RelatedEntityType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelatedEntityType {
    Solutions,
    AwsProducts,
    AwsMarketplaceOffers,
    AwsMarketplaceOfferSets,
    AwsMarketplaceSolutions,
    AwsMarketplaceProducts,
}
impl RelatedEntityType {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::Solutions,
        Self::AwsProducts,
        Self::AwsMarketplaceOffers,
        Self::AwsMarketplaceOfferSets,
        Self::AwsMarketplaceSolutions,
        Self::AwsMarketplaceProducts,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Solutions => "Solutions",
            Self::AwsProducts => "AwsProducts",
            Self::AwsMarketplaceOffers => "AwsMarketplaceOffers",
            Self::AwsMarketplaceOfferSets => "AwsMarketplaceOfferSets",
            Self::AwsMarketplaceSolutions => "AwsMarketplaceSolutions",
            Self::AwsMarketplaceProducts => "AwsMarketplaceProducts",
        }
    }
}
crate::values::wire_values!(RelatedEntityType, "RelatedEntityType");
/// The closed list `ResourceSnapshotJobStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceSnapshotJobStatus {
    Running,
    Stopped,
}
impl ResourceSnapshotJobStatus {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::Running, Self::Stopped];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "Running",
            Self::Stopped => "Stopped",
        }
    }
}
crate::values::wire_values!(ResourceSnapshotJobStatus, "ResourceSnapshotJobStatus");
/// The closed list `ResourceType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceType {
    Opportunity,
}
impl ResourceType {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::Opportunity];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opportunity => "Opportunity",
        }
    }
}
crate::values::wire_values!(ResourceType, "ResourceType");
/// The closed list `RevenueModel`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RevenueModel {
    Contract,
    PayAsYouGo,
    Subscription,
}
impl RevenueModel {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::Contract,
        Self::PayAsYouGo,
        Self::Subscription,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contract => "Contract",
            Self::PayAsYouGo => "Pay-as-you-go",
            Self::Subscription => "Subscription",
        }
    }
}
crate::values::wire_values!(RevenueModel, "RevenueModel");
/// The closed list `ReviewStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReviewStatus {
    PendingSubmission,
    Submitted,
    InReview,
    Approved,
    Rejected,
    ActionRequired,
}
impl ReviewStatus {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::PendingSubmission,
        Self::Submitted,
        Self::InReview,
        Self::Approved,
        Self::Rejected,
        Self::ActionRequired,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PendingSubmission => "Pending Submission",
            Self::Submitted => "Submitted",
            Self::InReview => "In review",
            Self::Approved => "Approved",
            Self::Rejected => "Rejected",
            Self::ActionRequired => "Action Required",
        }
    }
}
crate::values::wire_values!(ReviewStatus, "ReviewStatus");
/// The closed list `SalesActivity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SalesActivity {
    InitializedDiscussionsWithCustomer,
    CustomerHasShownInterestInSolution,
    ConductedPocDemo,
    InEvaluationPlanningStage,
    AgreedOnSolutionToBusinessProblem,
    CompletedActionPlan,
    FinalizedDeploymentNeed,
    SowSigned,
}
impl SalesActivity {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::InitializedDiscussionsWithCustomer,
        Self::CustomerHasShownInterestInSolution,
        Self::ConductedPocDemo,
        Self::InEvaluationPlanningStage,
        Self::AgreedOnSolutionToBusinessProblem,
        Self::CompletedActionPlan,
        Self::FinalizedDeploymentNeed,
        Self::SowSigned,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InitializedDiscussionsWithCustomer => {
                "Initialized discussions with customer"
            }
            Self::CustomerHasShownInterestInSolution => {
                "Customer has shown interest in solution"
            }
            Self::ConductedPocDemo => "Conducted POC / Demo",
            Self::InEvaluationPlanningStage => "In evaluation / planning stage",
            Self::AgreedOnSolutionToBusinessProblem => {
                "Agreed on solution to Business Problem"
            }
            Self::CompletedActionPlan => "Completed Action Plan",
            Self::FinalizedDeploymentNeed => "Finalized Deployment Need",
            Self::SowSigned => "SOW Signed",
        }
    }
}
crate::values::wire_values!(SalesActivity, "SalesActivity");
/// The closed list `SalesInvolvementType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SalesInvolvementType {
    ForVisibilityOnly,
    CoSell,
}
impl SalesInvolvementType {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::ForVisibilityOnly, Self::CoSell];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ForVisibilityOnly => "For Visibility Only",
            Self::CoSell => "Co-Sell",
        }
    }
}
crate::values::wire_values!(SalesInvolvementType, "SalesInvolvementType");
/// The closed list `SearchEngagementScore`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SearchEngagementScore {
    High,
    Medium,
    Low,
}
impl SearchEngagementScore {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::High, Self::Medium, Self::Low];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::High => "High",
            Self::Medium => "Medium",
            Self::Low => "Low",
        }
    }
}
crate::values::wire_values!(SearchEngagementScore, "SearchEngagementScore");
/// The closed list `SolutionSortName`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SolutionSortName {
    Identifier,
    Name,
    Status,
    Category,
    CreatedDate,
}
impl SolutionSortName {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::Identifier,
        Self::Name,
        Self::Status,
        Self::Category,
        Self::CreatedDate,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identifier => "Identifier",
            Self::Name => "Name",
            Self::Status => "Status",
            Self::Category => "Category",
            Self::CreatedDate => "CreatedDate",
        }
    }
}
crate::values::wire_values!(SolutionSortName, "SolutionSortName");
/// The closed list `SolutionStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SolutionStatus {
    Active,
    Inactive,
    Draft,
}
impl SolutionStatus {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::Active, Self::Inactive, Self::Draft];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Inactive => "Inactive",
            Self::Draft => "Draft",
        }
    }
}
crate::values::wire_values!(SolutionStatus, "SolutionStatus");
/// The closed list `SortBy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SortBy {
    CreatedDate,
}
impl SortBy {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::CreatedDate];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CreatedDate => "CreatedDate",
        }
    }
}
crate::values::wire_values!(SortBy, "SortBy");
/// The closed list `SortOrder`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SortOrder {
    Ascending,
    Descending,
}
impl SortOrder {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::Ascending, Self::Descending];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ascending => "ASCENDING",
            Self::Descending => "DESCENDING",
        }
    }
}
crate::values::wire_values!(SortOrder, "SortOrder");
/// The closed list `SortableField`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SortableField {
    CompanyName,
    CreatedDate,
    LastModifiedDate,
    MarketplaceEngagementScore,
    SolutionScore,
}
impl SortableField {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::CompanyName,
        Self::CreatedDate,
        Self::LastModifiedDate,
        Self::MarketplaceEngagementScore,
        Self::SolutionScore,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CompanyName => "COMPANY_NAME",
            Self::CreatedDate => "CREATED_DATE",
            Self::LastModifiedDate => "LAST_MODIFIED_DATE",
            Self::MarketplaceEngagementScore => "MARKETPLACE_ENGAGEMENT_SCORE",
            Self::SolutionScore => "SOLUTION_SCORE",
        }
    }
}
crate::values::wire_values!(SortableField, "SortableField");
/// The closed list `Stage`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    Prospect,
    Qualified,
    TechnicalValidation,
    BusinessValidation,
    Committed,
    Launched,
    ClosedLost,
}
impl Stage {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::Prospect,
        Self::Qualified,
        Self::TechnicalValidation,
        Self::BusinessValidation,
        Self::Committed,
        Self::Launched,
        Self::ClosedLost,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prospect => "Prospect",
            Self::Qualified => "Qualified",
            Self::TechnicalValidation => "Technical Validation",
            Self::BusinessValidation => "Business Validation",
            Self::Committed => "Committed",
            Self::Launched => "Launched",
            Self::ClosedLost => "Closed Lost",
        }
    }
}
crate::values::wire_values!(Stage, "Stage");
/// The closed list `TaskStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaskStatus {
    InProgress,
    Complete,
    Failed,
}
impl TaskStatus {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::InProgress, Self::Complete, Self::Failed];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InProgress => "IN_PROGRESS",
            Self::Complete => "COMPLETE",
            Self::Failed => "FAILED",
        }
    }
}
crate::values::wire_values!(TaskStatus, "TaskStatus");
/// The closed list `Visibility`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibility {
    Full,
    Limited,
}
impl Visibility {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[Self::Full, Self::Limited];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "Full",
            Self::Limited => "Limited",
        }
    }
}
crate::values::wire_values!(Visibility, "Visibility");
/// The closed list `AccessDeniedExceptionErrorCode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessDeniedExceptionErrorCode {
    IncompatibleBenefitAwsPartnerState,
    SearchOpportunitiesNotEnabled,
    SearchOpportunitiesDataNotRoutedToDdb,
    OpportunityBulkJobNotEnabled,
}
impl AccessDeniedExceptionErrorCode {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::IncompatibleBenefitAwsPartnerState,
        Self::SearchOpportunitiesNotEnabled,
        Self::SearchOpportunitiesDataNotRoutedToDdb,
        Self::OpportunityBulkJobNotEnabled,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IncompatibleBenefitAwsPartnerState => {
                "INCOMPATIBLE_BENEFIT_AWS_PARTNER_STATE"
            }
            Self::SearchOpportunitiesNotEnabled => "SEARCH_OPPORTUNITIES_NOT_ENABLED",
            Self::SearchOpportunitiesDataNotRoutedToDdb => {
                "SEARCH_OPPORTUNITIES_DATA_NOT_ROUTED_TO_DDB"
            }
            Self::OpportunityBulkJobNotEnabled => "OPPORTUNITY_BULK_JOB_NOT_ENABLED",
        }
    }
}
crate::values::wire_values!(
    AccessDeniedExceptionErrorCode, "AccessDeniedExceptionErrorCode"
);
/// The closed list `ValidationExceptionErrorCode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValidationExceptionErrorCode {
    RequiredFieldMissing,
    InvalidEnumValue,
    InvalidStringFormat,
    InvalidValue,
    NotEnoughValues,
    TooManyValues,
    InvalidResourceState,
    DuplicateKeyValue,
    ValueOutOfRange,
    ActionNotPermitted,
}
impl ValidationExceptionErrorCode {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::RequiredFieldMissing,
        Self::InvalidEnumValue,
        Self::InvalidStringFormat,
        Self::InvalidValue,
        Self::NotEnoughValues,
        Self::TooManyValues,
        Self::InvalidResourceState,
        Self::DuplicateKeyValue,
        Self::ValueOutOfRange,
        Self::ActionNotPermitted,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RequiredFieldMissing => "REQUIRED_FIELD_MISSING",
            Self::InvalidEnumValue => "INVALID_ENUM_VALUE",
            Self::InvalidStringFormat => "INVALID_STRING_FORMAT",
            Self::InvalidValue => "INVALID_VALUE",
            Self::NotEnoughValues => "NOT_ENOUGH_VALUES",
            Self::TooManyValues => "TOO_MANY_VALUES",
            Self::InvalidResourceState => "INVALID_RESOURCE_STATE",
            Self::DuplicateKeyValue => "DUPLICATE_KEY_VALUE",
            Self::ValueOutOfRange => "VALUE_OUT_OF_RANGE",
            Self::ActionNotPermitted => "ACTION_NOT_PERMITTED",
        }
    }
}
crate::values::wire_values!(
    ValidationExceptionErrorCode, "ValidationExceptionErrorCode"
);
/// The closed list `ValidationExceptionReason`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValidationExceptionReason {
    RequestValidationFailed,
    BusinessValidationFailed,
}
impl ValidationExceptionReason {
    /// Every value, in the model's order.
    pub const ALL: &'static [Self] = &[
        Self::RequestValidationFailed,
        Self::BusinessValidationFailed,
    ];
    /// The value as it is written on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RequestValidationFailed => "REQUEST_VALIDATION_FAILED",
            Self::BusinessValidationFailed => "BUSINESS_VALIDATION_FAILED",
        }
    }
}
crate::values::wire_values!(ValidationExceptionReason, "ValidationExceptionReason");
