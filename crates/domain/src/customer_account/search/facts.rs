//! A customer account as searches see it: what it has under each filter name.

use std::borrow::Cow;

use cosell_api::types::{AggregatableField, FilterableField as Name};
use cosell_store::table::customer_account_search::Facts;

use crate::Error;
use crate::customer_account::Stored;
use crate::error::{read_document, write_document};
use crate::search::field::{AnyOf, Field, Held, Kind};

impl Field for Name {
    fn kind(self) -> Kind {
        match self {
            Self::CreatedDate | Self::LastModifiedDate => Kind::Date,
            Self::ProgramEligibility => Kind::Several,
            Self::EnrichmentStatus
            | Self::CompanyName
            | Self::AwsIndustry
            | Self::AccountPlanningQualification
            | Self::ImportId
            | Self::Geo
            | Self::Country
            | Self::Segment
            | Self::SolutionCategory
            | Self::MarketplaceEngagementScore
            | Self::SolutionScore => Kind::Text,
        }
    }

    fn contains_any(self) -> AnyOf {
        match self {
            Self::CompanyName => AnyOf::Substring,
            _ => AnyOf::Equal,
        }
    }

    fn contains_all(self) -> bool {
        self == Self::ProgramEligibility
    }
}

/// What searches see of an account.
pub(super) fn of(stored: &Stored) -> Result<Facts, Error> {
    let Stored { row, document } = stored;
    let enrichment = document.enrichment.clone().unwrap_or_default();
    let customer = enrichment.customer.unwrap_or_default();
    let insights = enrichment.insights.unwrap_or_default();
    let programs = customer.eligible_programs.filter(|all| !all.is_empty());
    Ok(Facts {
        id: row.id.clone(),
        account: row.account.clone(),
        catalog: row.catalog,
        created_at: row.created_at,
        import_id: row.import_id.clone(),
        modified_at: row.modified_at,
        company: document.account.company_name.clone(),
        partner_id: row.partner_id.clone(),
        status: row.status,
        industry: customer.industry,
        segment: customer.segment,
        geo: customer.geo,
        region: customer.region,
        country: customer.country,
        qualification: customer.customer_account_planning_qualification,
        programs: programs.as_ref().map(write_document).transpose()?,
        solution_category: insights.solution_category,
        marketplace_score: insights.marketplace_engagement_score,
        solution_score: insights.solution_score,
    })
}

/// The programs of an account.
pub(super) fn programs(facts: &Facts) -> Result<Vec<String>, Error> {
    let programs = facts.programs.as_deref();
    Ok(programs.map(read_document).transpose()?.unwrap_or_default())
}

/// What a search looks at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    pub facts: &'a Facts,
    pub programs: &'a [String],
}

impl<'a> Record<'a> {
    /// What the account has under a filter name.
    pub(super) fn held(self, name: Name) -> Held<'a> {
        let Self { facts, programs } = self;
        match name {
            Name::EnrichmentStatus => Held::text(Some(facts.status.as_str())),
            Name::CompanyName => Held::text(Some(&facts.company)),
            Name::AwsIndustry => Held::text(facts.industry.as_deref()),
            Name::AccountPlanningQualification => Held::text(facts.qualification.as_deref()),
            Name::ProgramEligibility => Held::several(programs.iter().map(String::as_str)),
            Name::ImportId => Held::text(facts.import_id.as_deref()),
            Name::CreatedDate => Held::Number(facts.created_at),
            Name::LastModifiedDate => Held::Number(facts.modified_at),
            Name::Geo => Held::text(facts.geo.as_deref()),
            Name::Country => Held::text(facts.country.as_deref()),
            Name::Segment => Held::text(facts.segment.as_deref()),
            Name::SolutionCategory => Held::text(facts.solution_category.as_deref()),
            Name::MarketplaceEngagementScore => Held::text(facts.marketplace_score.as_deref()),
            Name::SolutionScore => Held::text(facts.solution_score.as_deref()),
        }
    }

    /// The values under a name that statistics group by.
    pub(super) fn grouped(self, field: AggregatableField) -> Vec<Cow<'a, str>> {
        use AggregatableField as By;
        let name = match field {
            By::Region => {
                let region = self.facts.region.as_deref();
                return region.map(Cow::Borrowed).into_iter().collect();
            }
            By::EnrichmentStatus => Name::EnrichmentStatus,
            By::AwsIndustry => Name::AwsIndustry,
            By::Segment => Name::Segment,
            By::SolutionCategory => Name::SolutionCategory,
            By::AccountPlanningQualification => Name::AccountPlanningQualification,
            By::ProgramEligibility => Name::ProgramEligibility,
            By::MarketplaceEngagementScore => Name::MarketplaceEngagementScore,
            By::Geo => Name::Geo,
            By::Country => Name::Country,
            By::SolutionScore => Name::SolutionScore,
        };
        self.held(name).texts().to_vec()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use cosell_store::Catalog;
    use cosell_store::table::customer_account::Status;

    use super::*;

    /// An account that nothing is known of.
    pub(in super::super) fn facts() -> Facts {
        Facts {
            id: String::new(),
            account: String::new(),
            catalog: Catalog::Aws,
            created_at: 0,
            import_id: None,
            modified_at: 0,
            company: String::new(),
            partner_id: None,
            status: Status::Pending,
            industry: None,
            segment: None,
            geo: None,
            region: None,
            country: None,
            qualification: None,
            programs: None,
            solution_category: None,
            marketplace_score: None,
            solution_score: None,
        }
    }
}
