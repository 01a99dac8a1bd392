//! The operator's settings: accounts, and the behaviours that can be configured.

mod feature;
mod group;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use cosell_trace::{Scope, SpanContext, Tracer};

use crate::quota::Quotas;
use crate::reviewer::Reviewer;
pub use feature::Features;
pub use group::EngagementGroup;

/// The bucket of uploads, as AWS's managed policies name it.
pub const BUCKET: &str = "aws-partner-central-marketplace-ephemeral-writeonly-files";

/// The configuration that operations read.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Accounts by id. An account that is neither here nor in the store exists too, with
    /// [`Account::implicit`] properties.
    pub accounts: BTreeMap<String, Account>,
    /// The timeout of a Start… operation: how long it waits for its task to end before it responds.
    pub task_wait: Duration,
    pub task_id_style: TaskIdStyle,
    /// How long a customer account is pending before its match runs.
    pub match_delay: Duration,
    pub strictness: Strictness,
    /// The AWS products that opportunities may be associated with; `None` for all.
    pub aws_products: Option<BTreeSet<String>>,
    /// The rate limits of accounts.
    pub quotas: Quotas,
    pub stored: StoredLimits,
    /// The groups of engagements, each with an id of its own.
    pub engagement_groups: Vec<EngagementGroup>,
    /// How long a client token is kept.
    pub token_retention: Duration,
    /// How long a task is kept after its end; at least as long as its client token.
    pub task_retention: Duration,
    /// The URL at which clients reach the server, without a slash at its end. URLs in responses
    /// begin with it.
    pub public_url: String,
    /// The name of the bucket of uploads.
    pub upload_bucket: String,
    /// Hosts that files of bulk jobs are fetched from, in lower case: `host` or `host:port`, the
    /// port 443 left out. An address of a private network is connected to only if it is listed.
    pub bulk_hosts: Vec<String>,
    /// AWS's reviewers by rule.
    pub reviewer: Reviewer,
    /// Makes the spans of operations and tasks.
    pub tracer: Option<Tracer>,
}

/// A day: no source says how long the live service keeps a token.
const TOKEN_RETENTION: Duration = Duration::from_hours(24);

/// A quarter: no source says how long the live service lists tasks, and users review the deals of
/// their last quarter.
const TASK_RETENTION: Duration = Duration::from_hours(90 * 24);

/// The live service blocks for four to nine seconds; here every task normally ends within
/// milliseconds.
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
            aws_products: None,
            quotas: Quotas::off(),
            stored: StoredLimits::default(),
            engagement_groups: EngagementGroup::built_in(),
            token_retention: TOKEN_RETENTION,
            task_retention: TASK_RETENTION,
            public_url: "http://127.0.0.1:7226".to_owned(),
            upload_bucket: BUCKET.to_owned(),
            bulk_hosts: Vec::new(),
            reviewer: Reviewer::default(),
            tracer: None,
        }
    }
}

impl Settings {
    /// The scope of work that this span caused, if requests are traced.
    pub(crate) fn scope(&self, cause: Option<SpanContext>) -> Option<Arc<Scope>> {
        Some(Scope::of(self.tracer.clone()?, cause?))
    }

    /// The properties of a configured account, or of AWS.
    pub fn configured(&self, id: &str) -> Option<&Account> {
        if id == AWS {
            return Some(&AWS_ACCOUNT);
        }
        self.accounts.get(id)
    }
}

/// The limits on the number of parts of a resource, and of resources of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredLimits {
    /// Members of an engagement, including open invitations.
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
    /// Bulk jobs of an account, catalog and kind that are not over.
    pub bulk_jobs_running: u32,
    /// MiB of uploaded files that are kept for an account.
    pub upload_mebibytes: u32,
}

impl Default for StoredLimits {
    /// The limits that AWS publishes; it publishes none of customer accounts and bulk jobs.
    fn default() -> Self {
        Self {
            engagement_members: 10,
            customer_accounts: 100_000,
            engagement_contexts: 5,
            aws_products: 20,
            solutions: 10,
            marketplace_solutions: 10,
            marketplace_products: 10,
            bulk_jobs_running: 10,
            upload_mebibytes: 1024,
        }
    }
}

/// The account of AWS itself.
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
    /// What it may use, unless an administrator has set it at run time.
    pub features: Features,
}

static AWS_ACCOUNT: LazyLock<Account> = LazyLock::new(Account::aws);

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

/// 2025-01-01: the solutions of an implicit account are older than everything that uses them.
const SOLUTIONS_SINCE: i64 = 1_735_689_600_000;

impl Account {
    /// The properties of an account that is not configured.
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
            features: Features::default(),
        }
    }

    /// The properties of AWS itself.
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
            features: Features::default(),
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

/// The form of the ids of `StartEngagementFromOpportunityTask`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaskIdStyle {
    /// `oit-…`, as the operation's documentation says.
    #[default]
    Documented,
    /// `task-…`, as recorded responses show.
    Observed,
}

/// Which source decides where AWS's documents and reports from live use differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// The reports. An opportunity must be complete at submission, and what integrators report to
    /// be refused is refused.
    #[default]
    Observed,
    /// The documents. An opportunity must be complete at creation and update, as AWS's workbook
    /// says.
    Documented,
}
