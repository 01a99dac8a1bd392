//! Groups of engagements, which `ListEngagementGroups` lists and `SearchEngagements` narrows to.
//!
//! AWS curates the groups of the live service. Here three are built in, one for each readiness of a
//! lead, and the configuration defines others or changes these.

use cosell_api::types::{
    EngagementSearchFilter, EngagementSearchFilterName, EngagementSearchFilterValue,
    EngagementSearchPredicate, ReadinessLevel,
};
use cosell_store::Catalog;

/// A group: whoever sees it finds those of its own engagements that meet the criteria.
#[derive(Clone, Debug, PartialEq)]
pub struct EngagementGroup {
    /// `eng-grp-` and 14 digits or small letters.
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    /// What AWS recommends to do with the leads of the group.
    pub readiness: Option<ReadinessLevel>,
    /// The catalogs that have it.
    pub catalogs: Vec<Catalog>,
    /// The accounts that see it; without any, all accounts do.
    pub accounts: Vec<String>,
    /// The filter that an engagement of the group matches.
    pub criteria: EngagementSearchFilter,
    /// Nobody sees a group that is not active.
    pub active: bool,
    /// When it was defined, in milliseconds since 1970.
    pub defined_at: i64,
}

/// Characters of an id behind `eng-grp-`.
const ID_LENGTH: usize = 14;

/// 2026-01-01: when a group was defined, unless the configuration says otherwise.
const DEFINED_AT: i64 = 1_767_225_600_000;

impl EngagementGroup {
    /// An active group of both catalogs that all accounts see.
    pub fn new(id: &str, name: &str, criteria: EngagementSearchFilter) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            description: None,
            readiness: None,
            catalogs: vec![Catalog::Aws, Catalog::Sandbox],
            accounts: Vec::new(),
            criteria,
            active: true,
            defined_at: DEFINED_AT,
        }
    }

    /// The groups that exist without a configuration.
    pub fn built_in() -> Vec<Self> {
        let group = |id, name, description: &str, readiness, score: &str| Self {
            description: Some(description.to_owned()),
            readiness: Some(readiness),
            ..Self::new(id, name, of_score(score))
        };
        vec![
            group(
                "eng-grp-salesready0000",
                "Sales ready",
                "Engagements with a lead that is ready for contact by sales.",
                ReadinessLevel::SalesReady,
                "High",
            ),
            group(
                "eng-grp-marketingready",
                "Marketing ready",
                "Engagements with a lead to nurture.",
                ReadinessLevel::MarketingReady,
                "Medium",
            ),
            group(
                "eng-grp-lowpotential00",
                "Low potential",
                "Engagements with a lead of limited potential.",
                ReadinessLevel::LowPotential,
                "Low",
            ),
        ]
    }

    /// Whether a text has the form of an id.
    pub fn is_id(text: &str) -> bool {
        let rest = text.strip_prefix("eng-grp-").unwrap_or_default();
        let allowed = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
        rest.len() == ID_LENGTH && rest.bytes().all(allowed)
    }

    /// Whether an account sees the group in a catalog.
    pub fn is_shown(&self, account: &str, catalog: Catalog) -> bool {
        let to_all = self.accounts.is_empty();
        self.active
            && self.catalogs.contains(&catalog)
            && (to_all || self.accounts.iter().any(|one| one == account))
    }
}

fn of_score(score: &str) -> EngagementSearchFilter {
    EngagementSearchFilter {
        equals_to: Some(EngagementSearchPredicate::required(
            EngagementSearchFilterName::LeadReadinessScore,
            EngagementSearchFilterValue::StringValue(score.to_owned()),
        )),
        ..EngagementSearchFilter::default()
    }
}
