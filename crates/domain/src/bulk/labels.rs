//! The labels of columns, and the members that they fill.
//!
//! First come the labels of AWS's template as it writes them, then other spellings: the names that
//! its older integration by files had.

use super::columns::Form;

/// A label and the member of a request that its column fills.
#[derive(Debug)]
pub(super) struct Label {
    pub text: &'static str,
    pub path: &'static str,
    pub form: Form,
}

macro_rules! labels {
    ($($text:literal: $path:literal $form:ident;)+) => {
        &[$(Label { text: $text, path: $path, form: Form::$form }),+]
    };
}

/// The labels of opportunities.
pub(super) const OPPORTUNITY: &[Label] = labels! {
    "Customer Company Name": "Customer.Account.CompanyName" Text;
    "Industry Vertical": "Customer.Account.Industry" Industry;
    "Other - Industry Vertical": "Customer.Account.OtherIndustry" Text;
    "Country": "Customer.Account.Address.CountryCode" Country;
    "State": "Customer.Account.Address.StateOrRegion" Text;
    "Postal Code": "Customer.Account.Address.PostalCode" Text;
    "City": "Customer.Account.Address.City" Text;
    "Address": "Customer.Account.Address.StreetAddress" Text;
    "Customer Website": "Customer.Account.WebsiteUrl" Text;
    "Customer DUNS": "Customer.Account.Duns" Text;
    "Customer AWS Account ID": "Customer.Account.AwsAccountId" Text;
    "Customer First Name": "Customer.Contacts[0].FirstName" Text;
    "Customer Last Name": "Customer.Contacts[0].LastName" Text;
    "Customer Title": "Customer.Contacts[0].BusinessTitle" Text;
    "Customer Email": "Customer.Contacts[0].Email" Text;
    "Customer Phone": "Customer.Contacts[0].Phone" Phone;
    "Does this opportunity contain classified National Security information?":
        "NationalSecurity" Text;
    "Partner Project Title": "Project.Title" Text;
    "Customer Business Problem": "Project.CustomerBusinessProblem" Text;
    "Use Case": "Project.CustomerUseCase" Text;
    "Delivery Model": "Project.DeliveryModels" Several;
    "Sales Activities": "Project.SalesActivities" Several;
    "APN Programs": "Project.ApnPrograms" Several;
    "Estimated AWS Monthly Recurring Revenue": "Project.ExpectedCustomerSpend[0]" Spend;
    "Other Solution Offered": "Project.OtherSolutionDescription" Text;
    "Competitive Tracking": "Project.CompetitorName" Text;
    "Competitive Tracking Other": "Project.OtherCompetitorNames" Text;
    "Additional Comments": "Project.AdditionalComments" Text;
    "Parent Opportunity ID": "Project.RelatedOpportunityIdentifier" Text;
    "Target Close Date": "LifeCycle.TargetCloseDate" Date;
    "Stage": "LifeCycle.Stage" Text;
    "Next Steps": "LifeCycle.NextSteps" Text;
    "Closed Reason": "LifeCycle.ClosedLostReason" Text;
    "Opportunity Type": "OpportunityType" Text;
    "Partner primary need from AWS": "PrimaryNeedsFromAws" Several;
    "Partner CRM Unique Identifier": "PartnerOpportunityIdentifier" Text;
    "Is Opportunity from Marketing Activity?": "Marketing.Source" MarketingSource;
    "Was Marketing Development Funds Used?": "Marketing.AwsFundingUsed" Text;
    "Marketing Campaign Code": "Marketing.CampaignName" Text;
    "Marketing Activity Channel": "Marketing.Channels" Several;
    "Marketing Activity Use Case": "Marketing.UseCases" Several;
    "Partner Sales Contact First Name": "OpportunityTeam[0].FirstName" Text;
    "Partner Sales Contact Last Name": "OpportunityTeam[0].LastName" Text;
    "Partner Sales Contact Email": "OpportunityTeam[0].Email" Text;
    "Partner Sales Contact Primary Phone": "OpportunityTeam[0].Phone" Phone;
    "Procurement Type": "SoftwareRevenue.DeliveryModel" Text;
    "Customer Software Value": "SoftwareRevenue.Value.Amount" Amount;
    "Currency": "SoftwareRevenue.Value.CurrencyCode" Text;
    "Contract effective date": "SoftwareRevenue.EffectiveDate" Date;
    "Contract expiration date": "SoftwareRevenue.ExpirationDate" Date;

    "Customer (DUNS)": "Customer.Account.Duns" Text;
    "Partner Sales Contact Phone": "OpportunityTeam[0].Phone" Phone;
    "Customer Account Name": "Customer.Account.CompanyName" Text;
    "Industry": "Customer.Account.Industry" Industry;
    "industryOther": "Customer.Account.OtherIndustry" Text;
    "streetAddress": "Customer.Account.Address.StreetAddress" Text;
    "nextStep": "LifeCycle.NextSteps" Text;
    "closedLostReason": "LifeCycle.ClosedLostReason" Text;
    "doesOppBelongToNatSec": "NationalSecurity" Text;
    "primaryContactFirstName": "OpportunityTeam[0].FirstName" Text;
    "primaryContactLastName": "OpportunityTeam[0].LastName" Text;
    "primaryContactEmail": "OpportunityTeam[0].Email" Text;
    "primaryContactPhone": "OpportunityTeam[0].Phone" Phone;
    "projectDescription": "Project.CustomerBusinessProblem" Text;
    "parentOppId": "Project.RelatedOpportunityIdentifier" Text;
    "IsOppFromMarketingActivity": "Marketing.Source" MarketingSource;
    "isMarketingDevelopmentFunded": "Marketing.AwsFundingUsed" Text;
    "awsSFCampaignName": "Marketing.CampaignName" Text;
    "contractStartDate": "SoftwareRevenue.EffectiveDate" Date;
    "contractEndDate": "SoftwareRevenue.ExpirationDate" Date;
    "customerSoftwareValueCurrency": "SoftwareRevenue.Value.CurrencyCode" Text;
};

/// The labels of customer accounts.
pub(super) const CUSTOMER_ACCOUNT: &[Label] = labels! {
    "Company Name": "Account.CompanyName" Text;
    "Website Url": "Account.WebsiteUrl" Text;
    "Domain": "Account.Domain" Text;
    "DUNS": "Account.Duns" Text;
    "Industry": "Account.Industry" Text;
    "Other Industry": "Account.OtherIndustry" Text;
    "Parent Company Name": "Account.ParentCompanyName" Text;
    "Street Address": "Account.Address.StreetAddress" Text;
    "City": "Account.Address.City" Text;
    "State Or Region": "Account.Address.StateOrRegion" Text;
    "Postal Code": "Account.Address.PostalCode" Text;
    "Country": "Account.Address.CountryCode" Country;
    "Partner Account Identifier": "PartnerAccountIdentifier" Text;
};
