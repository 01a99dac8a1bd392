//! The accounts of a configuration file.
//!
//! ```toml
//! [[account]]
//! id = "333333333333"
//! company_name = "Fernhollow Systems"
//! website_url = "https://www.fernhollow-systems.example"
//! access_keys = ["AKIAFERNHOLLOW000001"]
//! search_opportunities = "not_enabled"
//! opportunity_bulk_jobs = "not_enabled"
//! owner = { first_name = "Ines", last_name = "Marchetti", email = "ines@fernhollow.example" }
//!
//! [[account.solution]]
//! id = "S-7000001"
//! name = "Fleet Telemetry"
//! status = "Active"
//! category = "Software Product"
//! ```
//!
//! Only `id` is required; what is left out has the default of an account. The first
//! account is the one that unknown access keys belong to.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::str::FromStr;

use cosell_admin_api::feature::{OpportunityBulkJobs, SearchOpportunities};
use cosell_auth::AccessKeys;
use cosell_domain::Settings;
use cosell_domain::identity::{FixedKey, FixedPolicy};
use cosell_domain::settings::{Account, Features, Owner, Solution};
use serde::Deserialize;

use super::keys::{self, AccessKey, KeyTable, PolicyTable};
use crate::account_id::AccountId;
use crate::from_text::from_text;

/// 2025-01-01, the day on which configured solutions were made; each was made a day after the one
/// before it in the file, so that lists by date are in a definite order.
const SOLUTIONS_SINCE: i64 = 1_735_689_600_000;

/// A day in milliseconds.
const DAY: i64 = 86_400_000;

/// The account of unknown access keys when no file names accounts.
const FIRST: &str = "111111111111";

from_text!(SolutionId, MarketplaceArn);

/// All accounts of a file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(try_from = "Vec<AccountTable>")]
pub(super) struct Accounts(Vec<AccountTable>);

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AccountTable {
    id: AccountId,
    company_name: Option<String>,
    website_url: Option<String>,
    #[serde(default)]
    access_keys: Vec<AccessKey>,
    owner: Option<OwnerTable>,
    solution: Option<Vec<SolutionTable>>,
    #[serde(default)]
    key: Vec<KeyTable>,
    #[serde(default)]
    policy: Vec<PolicyTable>,
    search_opportunities: Option<SearchOpportunities>,
    opportunity_bulk_jobs: Option<OpportunityBulkJobs>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnerTable {
    first_name: String,
    last_name: String,
    email: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SolutionTable {
    id: SolutionId,
    name: String,
    #[serde(default)]
    status: SolutionStatus,
    #[serde(default = "software_product")]
    category: String,
    marketplace_arn: Option<MarketplaceArn>,
}

fn software_product() -> String {
    "Software Product".to_owned()
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
enum SolutionStatus {
    #[default]
    Active,
    Inactive,
    Draft,
}

impl SolutionStatus {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Inactive => "Inactive",
            Self::Draft => "Draft",
        }
    }
}

/// `S-` and up to 19 digits, as in the model.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
struct SolutionId(String);

impl FromStr for SolutionId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.strip_prefix("S-").unwrap_or_default();
        if (1..=19).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self(text.to_owned()));
        }
        Err(format!(
            "a solution id is S- and up to 19 digits, not `{text}`"
        ))
    }
}

/// The ARN of a product on AWS Marketplace.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
struct MarketplaceArn(String);

impl FromStr for MarketplaceArn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.starts_with("arn:") && text.len() <= 2048 {
            return Ok(Self(text.to_owned()));
        }
        Err(format!(
            "a marketplace ARN begins with arn:, unlike `{text}`"
        ))
    }
}

impl TryFrom<Vec<AccountTable>> for Accounts {
    type Error = String;

    /// Refuses an id, a key or a solution that two tables claim, because either could be meant.
    fn try_from(tables: Vec<AccountTable>) -> Result<Self, String> {
        let (mut ids, mut keys) = (BTreeSet::new(), BTreeSet::new());
        for table in &tables {
            if !ids.insert(table.id.as_str()) {
                return Err(format!("account {} is defined twice", table.id));
            }
            let signing = table.key.iter().map(|key| &key.id);
            for AccessKey(key) in table.access_keys.iter().chain(signing) {
                if !keys.insert(key) {
                    return Err(format!("access key {key} is defined twice"));
                }
            }
            let mut solutions = BTreeSet::new();
            for SolutionId(id) in table.solution.iter().flatten().map(|solution| &solution.id) {
                if !solutions.insert(id) {
                    return Err(format!("account {} has solution {id} twice", table.id));
                }
            }
        }
        Ok(Self(tables))
    }
}

/// What the accounts of a file are to a server.
#[derive(Debug)]
pub(super) struct Parts {
    /// By their ids.
    pub accounts: BTreeMap<String, Account>,
    /// The account of each access key in mode `open`, where signatures are not verified.
    pub access_keys: AccessKeys,
    /// The keys that sign.
    pub keys: Vec<FixedKey>,
    /// The policies that are defined for the users of these keys.
    pub policies: Vec<FixedPolicy>,
}

impl Accounts {
    /// Takes the accounts apart. `secret_of` reads a variable of the environment.
    pub(super) fn into_parts(
        self,
        secret_of: impl Fn(&str) -> Option<String> + Copy,
    ) -> Result<Parts, String> {
        let Some(first) = self.0.first().map(|table| table.id.to_string()) else {
            return Ok(Parts {
                accounts: Settings::default().accounts,
                access_keys: AccessKeys::new(FIRST, []),
                keys: Vec::new(),
                policies: Vec::new(),
            });
        };
        let mut named = Vec::new();
        let (mut keys, mut fixed_policies) = (Vec::new(), Vec::new());
        let mut accounts = BTreeMap::new();
        for mut table in self.0 {
            let id = table.id.to_string();
            let signing = table.key.iter().map(|key| &key.id);
            named.extend(
                table
                    .access_keys
                    .iter()
                    .chain(signing)
                    .map(|AccessKey(key)| (key.clone(), id.clone())),
            );
            let (own, policies) = (mem::take(&mut table.key), mem::take(&mut table.policy));
            let fixed = keys::fixed(&id, own, policies, secret_of)?;
            keys.extend(fixed.0);
            fixed_policies.extend(fixed.1);
            accounts.insert(id, table.into_account());
        }
        Ok(Parts {
            accounts,
            access_keys: AccessKeys::new(&first, named),
            keys,
            policies: fixed_policies,
        })
    }
}

impl AccountTable {
    fn into_account(self) -> Account {
        let implicit = Account::implicit(self.id.as_str());
        Account {
            id: implicit.id,
            company_name: self.company_name.unwrap_or(implicit.company_name),
            website_url: self.website_url.unwrap_or(implicit.website_url),
            owner: self.owner.map_or(implicit.owner, |owner| Owner {
                first_name: owner.first_name,
                last_name: owner.last_name,
                email: owner.email,
            }),
            solutions: self.solution.map_or(implicit.solutions, |tables| {
                let made = (0..).map(|number| SOLUTIONS_SINCE + number * DAY);
                made.zip(tables)
                    .map(|(at, table)| table.into_solution(at))
                    .collect()
            }),
            features: Features {
                search_opportunities: self
                    .search_opportunities
                    .unwrap_or(implicit.features.search_opportunities),
                opportunity_bulk_jobs: self
                    .opportunity_bulk_jobs
                    .unwrap_or(implicit.features.opportunity_bulk_jobs),
            },
        }
    }
}

impl SolutionTable {
    fn into_solution(self, created_at: i64) -> Solution {
        Solution {
            id: self.id.0,
            name: self.name,
            status: self.status.as_str().to_owned(),
            category: self.category,
            created_at,
            marketplace_arn: self.marketplace_arn.map(|MarketplaceArn(arn)| arn),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct File {
        account: Accounts,
    }

    fn read(text: &str) -> Result<Accounts, String> {
        toml::from_str::<File>(text)
            .map(|file| file.account)
            .map_err(|error| error.to_string())
    }

    fn parts(text: &str) -> (BTreeMap<String, Account>, AccessKeys) {
        let parts = read(text).expect("accounts").into_parts(|_| None);
        let parts = parts.expect("parts");
        (parts.accounts, parts.access_keys)
    }

    #[test]
    fn an_account_has_defaults_for_what_it_leaves_out() {
        let (accounts, keys) = parts("[[account]]\nid = \"333333333333\"");
        assert_eq!(accounts["333333333333"], Account::implicit("333333333333"));
        assert_eq!(&*keys.account("AKIANOBODY"), "333333333333");
    }

    #[test]
    fn an_account_is_as_the_file_says() {
        let text = r#"
            [[account]]
            id = "444444444444"
            access_keys = ["AKIAONE"]
            [[account]]
            id = "333333333333"
            company_name = "Fernhollow Systems"
            website_url = "https://www.fernhollow-systems.example"
            access_keys = ["AKIATWO", "AKIATHREE"]
            owner = { first_name = "Ines", last_name = "Marchetti", email = "i@fernhollow.example" }
            search_opportunities = "not_routed"
            [[account.solution]]
            id = "S-7000001"
            name = "Fleet Telemetry"
            status = "Draft"
            marketplace_arn = "arn:aws:aws-marketplace:us-east-1:333333333333:AWSMarketplace/x"
        "#;
        let (accounts, keys) = parts(text);
        let account = &accounts["333333333333"];
        assert_eq!(account.company_name, "Fernhollow Systems");
        assert_eq!(account.owner.last_name, "Marchetti");
        let expected = Features {
            search_opportunities: SearchOpportunities::NotRouted,
            ..Features::default()
        };
        assert_eq!(account.features, expected);
        let [solution] = account.solutions.as_slice() else {
            panic!("{:?}", account.solutions)
        };
        assert_eq!((&*solution.id, &*solution.status), ("S-7000001", "Draft"));
        assert_eq!(&*keys.account("AKIATHREE"), "333333333333");
        assert_eq!(&*keys.account("AKIAUNKNOWN"), "444444444444");
    }

    #[test]
    fn a_wrong_value_is_shown_with_its_key() {
        for (text, key, says) in [
            ("[[account]]\nid = \"123\"", "id", "twelve digits"),
            ("[[account]]\nid = 123456789012", "id", "expected a string"),
            ("[[account]]\nname = \"x\"", "name", "unknown field"),
            (
                "[[account]]\nid = \"111111111111\"\nsearch_opportunities = \"off\"",
                "search_opportunities",
                "not_enabled",
            ),
            (
                "[[account]]\nid = \"111111111111\"\naccess_keys = [\"a/b\"]",
                "access_keys",
                "an access key is",
            ),
            (
                "[[account]]\nid = \"111111111111\"\n[[account.solution]]\nid = \"7\"",
                "id = \"7\"",
                "S- and up to 19 digits",
            ),
            (
                "[[account]]\nid = \"111111111111\"\n[[account]]\nid = \"111111111111\"",
                "account",
                "defined twice",
            ),
        ] {
            let message = read(text).expect_err(text);
            assert!(message.contains(key) && message.contains(says), "{message}");
        }
    }
}
