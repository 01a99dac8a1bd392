//! What an operator decides: accounts, and the few behaviours that can be chosen.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::quota::Quotas;

/// Everything that operations read of the configuration.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Accounts by id. An account that is named neither here nor in the store exists all the same,
    /// with [`Account::implicit`] properties.
    pub accounts: BTreeMap<String, Account>,
    /// How long a Start… operation waits for its task to end before it answers.
    pub task_wait: Duration,
    pub task_id_style: TaskIdStyle,
    /// How long a customer account is pending before its match runs.
    pub match_delay: Duration,
    pub strictness: Strictness,
    /// How often accounts may call.
    pub quotas: Quotas,
    pub stored: StoredLimits,
    /// How long a client token is remembered.
    pub token_retention: Duration,
    /// How long a task is remembered after its end; at least as long as its client token.
    pub task_retention: Duration,
    /// Whether events are to be sent to somebody; without it they only stand in the outbox.
    pub events_sent: bool,
}

/// A day: nobody documents how long the live service remembers a token.
const TOKEN_RETENTION: Duration = Duration::from_hours(24);

/// A quarter: nobody documents how long the live service lists tasks, and people look back at what
/// became of the deals of their last one.
const TASK_RETENTION: Duration = Duration::from_hours(90 * 24);

/// The live service blocks for four to nine seconds; here every task ends within milliseconds.
const TASK_WAIT: Duration = Duration::from_secs(5);

impl Default for Settings {
    fn default() -> Self {
        let accounts = ["111111111111", "222222222222"]
            .map(|id| (id.to_owned(), Account::implicit(id)))
            .into();
        Self {
            accounts,
            task_wait: TASK_WAIT,
            task_id_style: TaskIdStyle::default(),
            match_delay: Duration::ZERO,
            strictness: Strictness::default(),
            quotas: Quotas::off(),
            stored: StoredLimits::default(),
            token_retention: TOKEN_RETENTION,
            task_retention: TASK_RETENTION,
            events_sent: false,
        }
    }
}

impl Settings {
    /// The properties of an account that the configuration names, or of AWS.
    pub fn configured(&self, id: &str) -> Option<Account> {
        if id == AWS {
            return Some(Account::aws());
        }
        self.accounts.get(id).cloned()
    }
}

/// How many of its parts a resource has at most, and how many resources an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredLimits {
    /// Members of an engagement, those included who are invited and did not answer yet.
    pub engagement_members: u32,
    /// Customer accounts of a partner in a catalog.
    pub customer_accounts: u32,
    /// Contexts of an engagement.
    pub engagement_contexts: u32,
    /// AWS products of an opportunity.
    pub aws_products: u32,
    /// Solutions of an opportunity.
    pub solutions: u32,
    /// Marketplace solutions of an opportunity.
    pub marketplace_solutions: u32,
    /// Marketplace products of an opportunity.
    pub marketplace_products: u32,
}

impl Default for StoredLimits {
    /// What AWS publishes; of customer accounts it publishes nothing.
    fn default() -> Self {
        Self {
            engagement_members: 10,
            customer_accounts: 100_000,
            engagement_contexts: 5,
            aws_products: 20,
            solutions: 10,
            marketplace_solutions: 10,
            marketplace_products: 10,
        }
    }
}

/// The account alias of AWS's own seat.
pub const AWS: &str = "aws";

/// A partner company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: String,
    pub company_name: String,
    pub website_url: String,
    /// The alliance lead, who owns the company's opportunities.
    pub owner: Owner,
    pub solutions: Vec<Solution>,
}

/// A person at a partner company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    pub first_name: String,
    pub last_name: String,
    pub email: String,
}

/// A solution that a partner offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// `S-` and up to 19 digits.
    pub id: String,
    pub name: String,
    /// `Active`, `Inactive` or `Draft`.
    pub status: String,
    pub category: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    pub marketplace_arn: Option<String>,
}

/// 2025-01-01: solutions of accounts that nobody configured are older than what is done with them.
const SOLUTIONS_SINCE: i64 = 1_735_689_600_000;

impl Account {
    /// An account that nobody configured.
    pub fn implicit(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            company_name: format!("Partner {id}"),
            website_url: format!("https://partner-{id}.example.com"),
            owner: Owner {
                first_name: "Alliance".to_owned(),
                last_name: "Lead".to_owned(),
                email: format!("alliance-lead@partner-{id}.example.com"),
            },
            solutions: vec![
                Solution::new(
                    "S-1234567",
                    "Data Platform Modernization",
                    "Software Product",
                    0,
                ),
                Solution::new("S-0059631", "Migration Services", "Consulting Service", 1),
            ],
        }
    }

    /// AWS's own seat.
    pub(crate) fn aws() -> Self {
        Self {
            id: AWS.to_owned(),
            company_name: "AWS".to_owned(),
            website_url: "www.aws.com".to_owned(),
            owner: Owner {
                first_name: "Partner".to_owned(),
                last_name: "Manager".to_owned(),
                email: "partner-manager@aws.example.com".to_owned(),
            },
            solutions: Vec::new(),
        }
    }
}

impl Solution {
    fn new(id: &str, name: &str, category: &str, day: i64) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            status: "Active".to_owned(),
            category: category.to_owned(),
            created_at: SOLUTIONS_SINCE + day * 86_400_000,
            marketplace_arn: None,
        }
    }
}

/// How ids of `StartEngagementFromOpportunityTask` look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaskIdStyle {
    /// `oit-…`, as the operation's page promises.
    #[default]
    Documented,
    /// `task-…`, as recorded answers show.
    Observed,
}

/// Whose word counts where AWS's documents and reports from live use differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// The reports'. An opportunity must be complete at submission, and nothing is taken that
    /// integrators report to be refused.
    #[default]
    Observed,
    /// The documents'. An opportunity must be complete at creation and update, as AWS's workbook
    /// says.
    Documented,
}
