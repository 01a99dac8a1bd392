//! An engagement as searches see it: what it has under each filter name, and its texts.
//!
//! An engagement has up to five contexts, several of which may be of one type. A filter name of a
//! context has the values of all of them.

use cosell_api::types::{
    CountryCode, EngagementContextPayload as Payload, EngagementSearchFilterName as Name, Industry,
    LeadContext, LeadInteraction, ProspectingInsights, ProspectingResultAws,
    ProspectingResultCustomer,
};
use cosell_store::table::engagement::Engagement;
use cosell_store::table::member::Member;

use crate::engagement::Document;
use crate::search::field::{Field, Held, Kind};

/// The status of a lead that has none.
const UNQUALIFIED: &str = "Unqualified";

impl Field for Name {
    fn kind(self) -> Kind {
        match self {
            Self::CreatedAt | Self::LastModifiedAt => Kind::Date,
            Self::MemberCount => Kind::Whole,
            Self::PartnerId
            | Self::ContextType
            | Self::LeadInteractionsSourceType
            | Self::LeadInteractionsSourceName
            | Self::LeadInteractionsUsecase
            | Self::LeadInteractionsContactFirstName
            | Self::LeadInteractionsContactLastName
            | Self::LeadInteractionsContactBusinessTitle => Kind::Several,
            Self::EngagementId
            | Self::Title
            | Self::ProspectingCustomerGeo
            | Self::ProspectingCustomerRegion
            | Self::ProspectingCustomerIndustry
            | Self::ProspectingCustomerSegment
            | Self::ProspectingCustomerCountry
            | Self::ProspectingCustomerCompanySize
            | Self::ProspectingInsightsMarketplaceEngagementScore
            | Self::ProspectingInsightsSolutionCategory
            | Self::ProspectingInsightsSolutionSubCategory
            | Self::LeadQualificationStatus
            | Self::LeadReadinessScore
            | Self::LeadCustomerIndustry
            | Self::LeadCustomerCountryCode
            | Self::LeadCustomerAwsMaturity
            | Self::LeadCustomerMarketSegment
            | Self::LeadCustomerCompanyName => Kind::Text,
        }
    }
}

/// What the columns of an engagement say, without its document. `None` for a name whose value is
/// elsewhere.
pub(super) fn of_row(row: &Engagement, name: Name) -> Option<Held<'_>> {
    Some(match name {
        Name::EngagementId => Held::text(Some(&row.id)),
        Name::Title => Held::text(Some(row.title.as_str()).filter(|title| !title.is_empty())),
        Name::CreatedAt => Held::Number(row.created_at),
        Name::LastModifiedAt => Held::Number(row.modified_at),
        Name::MemberCount => Held::Number(row.member_count),
        _ => return None,
    })
}

/// What a search looks at. Members are read only where they count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    pub row: &'a Engagement,
    pub document: &'a Document,
    pub members: &'a [Member],
}

impl<'a> Record<'a> {
    /// What it has under a filter name.
    pub(super) fn held(self, name: Name) -> Held<'a> {
        let document = self.document;
        match name {
            Name::EngagementId
            | Name::Title
            | Name::CreatedAt
            | Name::LastModifiedAt
            | Name::MemberCount => of_row(self.row, name).unwrap_or(Held::Absent),
            Name::PartnerId => Held::several(self.members.iter().map(|one| &*one.account)),
            Name::ContextType => {
                let types = document.contexts.iter();
                Held::several(types.map(|context| context.r#type.as_str()))
            }
            Name::ProspectingCustomerGeo => self.of_customers(|one| one.geo.as_deref()),
            Name::ProspectingCustomerRegion => self.of_customers(|one| one.region.as_deref()),
            Name::ProspectingCustomerIndustry => {
                self.of_customers(|one| one.industry.map(Industry::as_str))
            }
            Name::ProspectingCustomerSegment => self.of_customers(|one| one.segment.as_deref()),
            Name::ProspectingCustomerCountry => {
                self.of_customers(|one| one.country.map(CountryCode::as_str))
            }
            Name::ProspectingCustomerCompanySize => {
                self.of_customers(|one| one.company_size.as_deref())
            }
            Name::ProspectingInsightsMarketplaceEngagementScore => {
                self.of_insights(|one| one.marketplace_engagement_score.as_deref())
            }
            Name::ProspectingInsightsSolutionCategory => {
                self.of_insights(|one| one.solution_category.as_deref())
            }
            Name::ProspectingInsightsSolutionSubCategory => {
                self.of_insights(|one| one.solution_sub_category.as_deref())
            }
            Name::LeadQualificationStatus => self.of_leads(|lead| {
                let status = lead.qualification_status.as_deref();
                Some(status.unwrap_or(UNQUALIFIED))
            }),
            Name::LeadReadinessScore => self.of_leads(|lead| {
                let insights = lead.insights.as_ref()?;
                insights.lead_readiness_score.as_deref()
            }),
            Name::LeadCustomerIndustry => self.of_leads(|lead| lead.customer.industry.as_deref()),
            Name::LeadCustomerCountryCode => self.of_leads(|lead| {
                let address = lead.customer.address.as_ref()?;
                address.country_code.as_deref()
            }),
            Name::LeadCustomerAwsMaturity => {
                self.of_leads(|lead| lead.customer.aws_maturity.as_deref())
            }
            Name::LeadCustomerMarketSegment => {
                self.of_leads(|lead| lead.customer.market_segment.as_deref())
            }
            Name::LeadCustomerCompanyName => {
                self.of_leads(|lead| Some(&lead.customer.company_name))
            }
            Name::LeadInteractionsUsecase => self.of_interactions(|one| one.usecase.as_deref()),
            Name::LeadInteractionsSourceType => {
                self.of_interactions(|one| one.source_type.as_deref())
            }
            Name::LeadInteractionsSourceName => {
                self.of_interactions(|one| one.source_name.as_deref())
            }
            Name::LeadInteractionsContactFirstName => {
                self.of_interactions(|one| Some(&one.contact.first_name))
            }
            Name::LeadInteractionsContactLastName => {
                self.of_interactions(|one| Some(&one.contact.last_name))
            }
            Name::LeadInteractionsContactBusinessTitle => {
                self.of_interactions(|one| Some(&one.contact.business_title))
            }
        }
    }

    fn payloads(self) -> impl Iterator<Item = &'a Payload> {
        let contexts = self.document.contexts.iter();
        contexts.filter_map(|context| context.payload.as_ref())
    }

    fn leads(self) -> impl Iterator<Item = &'a LeadContext> {
        self.payloads().filter_map(|payload| match payload {
            Payload::Lead(lead) => Some(lead),
            _ => None,
        })
    }

    fn prospects(self) -> impl Iterator<Item = &'a ProspectingResultAws> {
        self.payloads().filter_map(|payload| match payload {
            Payload::ProspectingResult(result) => result.aws.as_ref(),
            _ => None,
        })
    }

    fn of_leads(self, text: impl Fn(&'a LeadContext) -> Option<&'a str>) -> Held<'a> {
        Held::several(self.leads().filter_map(text))
    }

    fn of_interactions(self, text: impl Fn(&'a LeadInteraction) -> Option<&'a str>) -> Held<'a> {
        let interactions = self.leads().flat_map(|lead| &lead.interactions);
        Held::several(interactions.filter_map(text))
    }

    fn of_customers(
        self,
        text: impl Fn(&'a ProspectingResultCustomer) -> Option<&'a str>,
    ) -> Held<'a> {
        let customers = self.prospects().filter_map(|aws| aws.customer.as_ref());
        Held::several(customers.filter_map(text))
    }

    fn of_insights(self, text: impl Fn(&'a ProspectingInsights) -> Option<&'a str>) -> Held<'a> {
        let insights = self.prospects().filter_map(|aws| aws.insights.as_ref());
        Held::several(insights.filter_map(text))
    }

    /// The texts of its own that a keyword is looked for in; beside them are the names of the
    /// members' companies.
    pub(super) fn texts(self) -> impl Iterator<Item = &'a str> {
        let own = [
            Some(self.row.title.as_str()),
            self.document.description.as_deref(),
        ];
        own.into_iter()
            .flatten()
            .chain(self.payloads().filter_map(customer))
    }
}

/// The name of the customer in a context.
fn customer(payload: &Payload) -> Option<&str> {
    match payload {
        Payload::CustomerProject(project) => {
            let customer = project.customer.as_ref()?;
            Some(&customer.company_name)
        }
        Payload::Lead(lead) => Some(&lead.customer.company_name),
        Payload::ProspectingResult(result) => {
            let customer = result.aws.as_ref()?.customer.as_ref()?;
            customer.account_name.as_deref()
        }
        Payload::CustomerAccount(account) => {
            let customer = account.customer.as_ref()?;
            Some(&customer.company_name)
        }
    }
}
