//! An opportunity as searches see it: what it has under each filter name, and its texts.

use std::borrow::Cow;

use cosell_api::types::{
    Contact, CountryCode, EngagementScore, ExpectedCustomerSpend, Industry, OpportunityOrigin,
    OpportunitySearchFilterName as Name, OpportunityType, Tag,
};
use cosell_store::table::opportunity::Opportunity;

use crate::opportunity::{AwsSide, Document};
use crate::search::field::{Field, Held, Kind, amount_of_text, midnight};

/// The title of the one person who owns an opportunity.
const OWNER: &str = "OpportunityOwner";

impl Field for Name {
    fn kind(self) -> Kind {
        match self {
            Self::LastModifiedDate | Self::CreatedDate | Self::TargetCloseDate => Kind::Date,
            Self::EstimatedMrr => Kind::Amount,
            Self::ApnPrograms
            | Self::Tags
            | Self::OfferId
            | Self::OfferSetId
            | Self::AwsMarketplaceSolution
            | Self::OpportunityOwner => Kind::Several,
            Self::OpportunityId
            | Self::Stage
            | Self::ReviewStatus
            | Self::CustomerCompanyName
            | Self::CountryCode
            | Self::PartnerProjectTitle
            | Self::OpportunityType
            | Self::PartnerOpportunityIdentifier
            | Self::Industry
            | Self::AwsAccountId
            | Self::Origin
            | Self::NextStep
            | Self::CosellMotion
            | Self::EngagementScore => Kind::Text,
        }
    }
}

/// What a search looks at. Tags are read only where they count.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    pub row: &'a Opportunity,
    pub document: &'a Document,
    pub tags: &'a [Tag],
}

impl<'a> Record<'a> {
    /// What it has under a filter name.
    pub(crate) fn held(self, name: Name) -> Held<'a> {
        let Self {
            row,
            document,
            tags,
        } = self;
        let life_cycle = &document.life_cycle;
        let account = document.account();
        let project = document.project.as_ref();
        let related = &document.related;
        match name {
            Name::OpportunityId => Held::text(Some(&row.id)),
            Name::Stage => Held::text(Some(document.stage().as_str())),
            Name::ReviewStatus => Held::text(Some(document.review_status().as_str())),
            Name::NextStep => Held::text(life_cycle.next_steps.as_deref()),
            Name::CustomerCompanyName => {
                let name = account.map(|account| account.company_name.as_str());
                Held::text(name.filter(|name| !name.is_empty()))
            }
            Name::Industry => {
                let industry = account.and_then(|account| account.industry);
                Held::text(industry.map(Industry::as_str))
            }
            Name::AwsAccountId => {
                Held::text(account.and_then(|account| account.aws_account_id.as_deref()))
            }
            Name::CountryCode => {
                let code = document.address().and_then(|address| address.country_code);
                Held::text(code.map(CountryCode::as_str))
            }
            Name::LastModifiedDate => Held::Number(row.modified_at),
            Name::CreatedDate => Held::Number(row.created_at),
            Name::TargetCloseDate => {
                Held::number(life_cycle.target_close_date.as_deref().and_then(midnight))
            }
            Name::PartnerProjectTitle => {
                Held::text(project.and_then(|project| project.title.as_deref()))
            }
            Name::OpportunityType => {
                Held::text(document.opportunity_type.map(OpportunityType::as_str))
            }
            Name::PartnerOpportunityIdentifier => {
                Held::text(document.partner_opportunity_identifier.as_deref())
            }
            Name::ApnPrograms => {
                let programs = project.and_then(|project| project.apn_programs.as_deref());
                Held::several(programs.unwrap_or_default().iter().map(String::as_str))
            }
            Name::Origin => Held::text(document.origin.map(OpportunityOrigin::as_str)),
            Name::CosellMotion => {
                let side = aws_side(document);
                Held::text(side.and_then(|side| side.cosell_motion.as_deref()))
            }
            Name::EngagementScore => {
                let insights = aws_side(document).and_then(|side| side.insights.as_ref());
                let score = insights.and_then(|insights| insights.engagement_score);
                Held::text(score.map(EngagementScore::as_str))
            }
            Name::EstimatedMrr => Held::number(row.estimated_mrr),
            Name::Tags => Held::Several(
                tags.iter()
                    .flat_map(|Tag { key, value, .. }| {
                        let both = Cow::Owned(format!("{key}={value}"));
                        [
                            Cow::Borrowed(key.as_str()),
                            Cow::Borrowed(value.as_str()),
                            both,
                        ]
                    })
                    .collect(),
            ),
            Name::OfferId => entities(related.aws_marketplace_offers.as_ref()),
            Name::OfferSetId => entities(related.aws_marketplace_offer_sets.as_ref()),
            Name::AwsMarketplaceSolution => entities(related.aws_marketplace_solutions.as_ref()),
            Name::OpportunityOwner => {
                let team = document.opportunity_team.iter();
                let owners = team.filter(|member| member.business_title.as_deref() == Some(OWNER));
                Held::Several(
                    owners
                        .flat_map(|owner| {
                            let email = owner.email.as_deref().map(Cow::Borrowed);
                            name_of(owner).map(Cow::Owned).into_iter().chain(email)
                        })
                        .collect(),
                )
            }
        }
    }

    /// The texts that a keyword is looked for in.
    pub(crate) fn texts(self) -> impl Iterator<Item = Cow<'a, str>> {
        let document = self.document;
        let named = [
            Some(self.row.id.as_str()),
            document
                .project
                .as_ref()
                .and_then(|project| project.title.as_deref()),
            document
                .account()
                .map(|account| account.company_name.as_str()),
            document.partner_opportunity_identifier.as_deref(),
            document.life_cycle.next_steps.as_deref(),
        ];
        let team = document.opportunity_team.iter().filter_map(name_of);
        let named = named.into_iter().flatten().map(Cow::Borrowed);
        named.chain(team.map(Cow::Owned))
    }
}

/// What AWS says of an opportunity. It has a record from submission on.
pub(super) fn aws_side(document: &Document) -> Option<&AwsSide> {
    let side = document.aws_side.as_deref();
    side.filter(|_| document.submission.is_some())
}

/// The first and the last name of a member of the team.
fn name_of(member: &Contact) -> Option<String> {
    let names = [member.first_name.as_deref(), member.last_name.as_deref()];
    let names: Vec<&str> = names.into_iter().flatten().collect();
    (!names.is_empty()).then(|| names.join(" "))
}

/// The ARN of each entity and its last segment.
fn entities(identifiers: Option<&Vec<String>>) -> Held<'_> {
    let identifiers = identifiers.map(Vec::as_slice).unwrap_or_default();
    Held::several(identifiers.iter().flat_map(|identifier| {
        let last = identifier.rsplit('/').next();
        let last = last.filter(|last| last.len() < identifier.len());
        std::iter::once(identifier.as_str()).chain(last)
    }))
}

/// Whether an entry of the expected spend is AWS's monthly revenue, not the partner's own.
pub(crate) fn is_mrr(spend: &ExpectedCustomerSpend) -> bool {
    spend.target_company != "Self"
}

/// AWS's expected monthly revenue as the row keeps it.
pub(crate) fn estimated_mrr(document: &Document) -> Option<i64> {
    let spends = document
        .project
        .as_ref()?
        .expected_customer_spend
        .as_ref()?;
    let spend = spends.iter().find(|spend| is_mrr(spend))?;
    amount_of_text(spend.amount.as_deref()?)
}
