//! The groups of engagements of a configuration file.
//!
//! ```toml
//! [[engagement_group]]
//! id = "eng-grp-00000harbours0"
//! name = "Harbours"
//! description = "Leads of harbours and shipping companies"
//! readiness = "SalesReady"
//! catalogs = ["Sandbox"]            # both, if it is left out
//! accounts = ["333333333333"]       # all, if it is left out
//! defined_at = "2026-11-01T00:00:00Z"
//! active = true
//!
//! [engagement_group.criteria.ContainsAny]   # a filter of SearchEngagements
//! Key = "LeadCustomerIndustry"
//! Value = { StringListValue = ["Transport", "Logistics"] }
//! ```
//!
//! A table with the id of a built-in group changes what it names of that group. Any other table
//! requires `id`, `name` and `criteria`.

use std::collections::BTreeSet;
use std::str::FromStr;

use cosell_api::DateTime;
use cosell_api::types::{EngagementSearchFilter, ReadinessLevel};
use cosell_auth::is_account_id;
use cosell_domain::Catalog;
use cosell_domain::engagement::search::criteria;
use cosell_domain::settings::EngagementGroup;
use serde::Deserialize;

use super::options::options;
use crate::from_text::from_text;

from_text!(GroupId, Readiness, InCatalog);

options! {
    /// What only the file has of groups.
    pub(super) struct GroupOptions {}
    tables {
        engagement_group: Groups,
    }
}

impl GroupOptions {
    /// The built-in groups, and those of the file.
    pub(super) fn resolve(self) -> Vec<EngagementGroup> {
        let Self {
            engagement_group: Groups(groups),
        } = self;
        groups
    }
}

/// All groups: those of the file over those that are built in.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Vec<GroupTable>")]
struct Groups(Vec<EngagementGroup>);

impl Default for Groups {
    fn default() -> Self {
        Self(EngagementGroup::built_in())
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupTable {
    id: GroupId,
    name: Option<String>,
    description: Option<String>,
    readiness: Option<Readiness>,
    catalogs: Option<Vec<InCatalog>>,
    accounts: Option<Vec<String>>,
    criteria: Option<Criteria>,
    active: Option<bool>,
    defined_at: Option<DateTime>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
struct GroupId(String);

impl FromStr for GroupId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if EngagementGroup::is_id(text) {
            return Ok(Self(text.to_owned()));
        }
        Err(format!(
            "a group id is eng-grp- and 14 digits or small letters, not `{text}`"
        ))
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
struct Readiness(ReadinessLevel);

impl FromStr for Readiness {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let level = ReadinessLevel::from_wire(text);
        level.map(Self).ok_or_else(|| {
            let all: Vec<_> = ReadinessLevel::ALL.iter().map(|one| one.as_str()).collect();
            format!("a readiness is one of {}", all.join(", "))
        })
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
struct InCatalog(Catalog);

impl FromStr for InCatalog {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let all = [Catalog::Aws, Catalog::Sandbox];
        let catalog = all.into_iter().find(|one| one.as_str() == text);
        let wrong = || "a catalog is AWS or Sandbox".to_owned();
        catalog.map(Self).ok_or_else(wrong)
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "serde_json::Value")]
struct Criteria(EngagementSearchFilter);

impl TryFrom<serde_json::Value> for Criteria {
    type Error = String;

    fn try_from(value: serde_json::Value) -> Result<Self, String> {
        let filter = criteria(value).map_err(|wrong| format!("criteria: {wrong}"))?;
        Ok(Self(filter))
    }
}

impl TryFrom<Vec<GroupTable>> for Groups {
    type Error = String;

    fn try_from(tables: Vec<GroupTable>) -> Result<Self, String> {
        let mut groups = EngagementGroup::built_in();
        let mut seen = BTreeSet::new();
        for table in tables {
            let id = table.id.0.clone();
            if !seen.insert(id.clone()) {
                return Err(format!("engagement group {id} is defined twice"));
            }
            let place = groups.iter().position(|group| group.id == id);
            let group = table.over(place.map(|place| groups[place].clone()))?;
            match place {
                Some(place) => groups[place] = group,
                None => groups.push(group),
            }
        }
        Ok(Self(groups))
    }
}

impl GroupTable {
    /// The group, with what the table leaves out as it was before.
    fn over(self, before: Option<EngagementGroup>) -> Result<EngagementGroup, String> {
        let id = self.id.0;
        let mut group = match (before, &self.name, &self.criteria) {
            (Some(before), ..) => before,
            (None, Some(name), Some(criteria)) => {
                EngagementGroup::new(&id, name, criteria.0.clone())
            }
            (None, ..) => {
                return Err(format!(
                    "engagement group {id} needs a name and criteria, because it is not built in"
                ));
            }
        };
        if let Some(name) = self.name {
            group.name = name;
        }
        if let Some(Criteria(criteria)) = self.criteria {
            group.criteria = criteria;
        }
        if let Some(catalogs) = self.catalogs {
            group.catalogs = catalogs.into_iter().map(|InCatalog(one)| one).collect();
        }
        if let Some(accounts) = self.accounts {
            if !accounts.iter().all(|one| is_account_id(one)) {
                return Err(format!("an account of group {id} is not twelve digits"));
            }
            group.accounts = accounts;
        }
        group.description = self.description.or(group.description);
        group.readiness = self.readiness.map(|Readiness(one)| one).or(group.readiness);
        group.active = self.active.unwrap_or(group.active);
        group.defined_at = self
            .defined_at
            .map_or(group.defined_at, DateTime::as_millis);
        let fits = |text: &str, most: usize| (1..=most).contains(&text.chars().count());
        if !fits(&group.name, 255) {
            return Err(format!("the name of group {id} has 1 to 255 characters"));
        }
        if !group
            .description
            .as_ref()
            .is_none_or(|text| fits(text, 2_048))
        {
            return Err(format!(
                "the description of group {id} has 1 to 2048 characters"
            ));
        }
        Ok(group)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct File {
        #[serde(default)]
        engagement_group: Groups,
    }

    fn read(text: &str) -> Result<Vec<EngagementGroup>, String> {
        toml::from_str::<File>(text)
            .map(|file| file.engagement_group.0)
            .map_err(|error| error.to_string())
    }

    const HARBOURS: &str = r#"
        [[engagement_group]]
        id = "eng-grp-00000harbours0"
        name = "Harbours"
        readiness = "SalesReady"
        catalogs = ["Sandbox"]
        accounts = ["333333333333"]
        defined_at = "2026-11-01T00:00:00Z"
        [engagement_group.criteria.ContainsAny]
        Key = "LeadCustomerIndustry"
        Value = { StringListValue = ["Transport", "Logistics"] }
    "#;

    #[test]
    fn a_group_of_the_file_stands_beside_the_built_in_ones() {
        let groups = read(HARBOURS).expect("groups");
        let [.., group] = groups.as_slice() else {
            panic!("{groups:?}")
        };
        assert_eq!(groups.len(), 4);
        assert_eq!(group.defined_at, 1_793_491_200_000);
        assert!(group.is_shown("333333333333", Catalog::Sandbox));
        assert!(!group.is_shown("333333333333", Catalog::Aws));
        assert!(!group.is_shown("111111111111", Catalog::Sandbox));
        assert_eq!(read("").expect("groups"), EngagementGroup::built_in());
    }

    #[test]
    fn a_built_in_group_is_changed_by_its_id_and_keeps_what_is_left_out() {
        let text = "[[engagement_group]]\nid = \"eng-grp-lowpotential00\"\nactive = false";
        let groups = read(text).expect("groups");
        let mut expected = EngagementGroup::built_in();
        expected[2].active = false;
        assert_eq!(groups, expected);
    }

    #[test]
    fn a_wrong_group_is_refused_with_what_is_wrong() {
        let group = |rest: &str| {
            let head = "[[engagement_group]]\nid = \"eng-grp-00000harbours0\"\n";
            format!("{head}{rest}")
        };
        let criteria = "criteria = { EqualsTo = { Key = \"Title\", Value = { LongValue = 1 } } }";
        for (text, says) in [
            (group(""), "a name and criteria"),
            (group("name = \"x\""), "a name and criteria"),
            (group("name = \"x\"\ncriteria = {}"), "exactly one"),
            (group(&format!("name = \"x\"\n{criteria}")), "StringValue"),
            (group("readiness = \"Ready\""), "SalesReady"),
            (group("catalogs = [\"aws\"]"), "AWS or Sandbox"),
            (
                HARBOURS.replace("\"333333333333\"", "\"3\""),
                "twelve digits",
            ),
            (group("title = \"x\""), "title"),
            (HARBOURS.repeat(2), "defined twice"),
            (HARBOURS.replace("\"Harbours\"", "\"\""), "1 to 255"),
            (HARBOURS.replace("eng-grp-0", "eng-grp-"), "14 digits"),
        ] {
            let message = read(&text).expect_err(&text);
            assert!(message.contains(says), "{text}: {message}");
        }
    }
}
