//! The entries of a seed file: what each kind has.

use std::collections::BTreeMap;

use cosell_admin_api::account::NewAccount;
use cosell_api::DateTime;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::error::Place;
use crate::account_id::AccountId;
use crate::opportunity::SOLUTION;
use crate::wait::Wait;

/// The account of an entry that names none: the first one of a server without a configuration file.
const ACCOUNT: &str = "111111111111";

/// The catalog of an entry that names none.
const CATALOG: &str = "Sandbox";

/// Something that is made.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) place: Place,
    /// What it is in JSON.
    pub(crate) source: Value,
    pub(super) what: What,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    Account(NewAccount),
    CustomerAccount(Plain),
    Opportunity(Box<Opportunity>),
    Engagement(Plain),
    Referral(Sent),
    Lead(Sent),
    Invitation(Invitation),
    Summary(Summary),
    Call(Call),
}

impl Entry {
    /// The members of its body that the operation which makes it does not have. The operation
    /// ignores them, so each is likely a misspelt one.
    pub(crate) fn unknown(&self) -> Vec<String> {
        let (operation, body) = match &self.what {
            What::Account(_) | What::Referral(_) | What::Lead(_) | What::Summary(_) => {
                return Vec::new();
            }
            What::CustomerAccount(plain) => ("CreateCustomerAccount", &plain.body),
            What::Engagement(plain) => ("CreateEngagement", &plain.body),
            What::Invitation(invitation) => ("CreateEngagementInvitation", &invitation.body),
            What::Call(call) => (&*call.operation, &call.body),
            What::Opportunity(opportunity) if opportunity.from.is_some() => {
                ("UpdateOpportunity", &opportunity.body)
            }
            What::Opportunity(opportunity) => ("CreateOpportunity", &opportunity.body),
        };
        // An operation that is not known is refused.
        let operation = cosell_api::find(operation);
        let body = Value::Object(body.clone());
        operation.map_or_else(Vec::new, |operation| {
            cosell_api::unknown(&body, operation.input)
        })
    }
}

impl What {
    /// The name of what an opportunity comes from.
    pub(super) fn source(&self) -> Option<&str> {
        match self {
            Self::Opportunity(opportunity) => opportunity.from.as_deref(),
            _ => None,
        }
    }

    /// What it has of every record; an account is none.
    pub(super) fn record(&self) -> Option<&Record> {
        match self {
            Self::Account(_) => None,
            Self::Opportunity(opportunity) => Some(&opportunity.record),
            Self::CustomerAccount(Plain { record, .. })
            | Self::Engagement(Plain { record, .. })
            | Self::Summary(Summary { record, .. })
            | Self::Call(Call { record, .. })
            | Self::Invitation(Invitation { record, .. })
            | Self::Referral(Sent { record, .. })
            | Self::Lead(Sent { record, .. }) => Some(record),
        }
    }
}

/// What every record has.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Record {
    /// By which other entries refer to it.
    pub(super) name: Option<String>,
    #[serde(default = "account", deserialize_with = "account_id")]
    pub(super) account: String,
    #[serde(default = "catalog")]
    pub(super) catalog: String,
    /// How long before the server's start it is made.
    pub(super) age: Option<Wait>,
    /// The time at which it is made, in place of an age.
    pub(super) at: Option<DateTime>,
    /// Nothing that the body leaves out is invented, and braces in its texts are no references.
    #[serde(default)]
    pub(super) exact: bool,
    /// Texts with references to other entries, by their place in the body: `Contexts.0.Id`.
    #[serde(default)]
    pub(super) references: BTreeMap<String, String>,
}

/// How far an opportunity has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Progress {
    #[default]
    Created,
    Submitted,
    InReview,
    ActionRequired,
    Rejected,
    Approved,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Opportunity {
    #[serde(flatten)]
    pub(super) record: Record,
    /// The name of what it comes from, in place of its creation: an accepted invitation or
    /// referral, or an engagement with a lead.
    pub(super) from: Option<String>,
    #[serde(default)]
    pub(super) state: Progress,
    /// What the partner reads of the review as `ReviewComments` and `ReviewStatusReason`.
    pub(super) review_comments: Option<String>,
    pub(super) review_reason: Option<String>,
    /// The stage that its owner has set after the review.
    pub(super) stage: Option<String>,
    /// Why the deal is lost, with the stage Closed Lost.
    pub(super) closed_lost_reason: Option<String>,
    /// Who owns it in place of the alliance lead: members of the `Assignee` of `AssignOpportunity`.
    pub(super) owner: Option<Map<String, Value>>,
    /// The involvement of AWS that its submission asks for.
    #[serde(default = "cosell")]
    pub(super) involvement: String,
    /// What AWS's sellers see of it: `Full` or `Limited`.
    #[serde(default = "full")]
    pub(super) visibility: String,
    #[serde(default = "solutions")]
    pub(super) solutions: Vec<String>,
    /// What else it is associated with, by the type of `AssociateOpportunity`.
    #[serde(default)]
    pub(super) related: BTreeMap<String, Vec<String>>,
    /// The names of what its submission makes: the engagement with AWS, the invitation of AWS to
    /// it, and the snapshot job, which the task of an invitation or of a lead makes, too.
    pub(super) engagement: Option<String>,
    pub(super) invitation: Option<String>,
    pub(super) job: Option<String>,
    /// Members of `CreateOpportunity`; of `UpdateOpportunity` for one that comes from elsewhere.
    #[serde(default)]
    pub(super) body: Map<String, Value>,
}

/// A record that one operation makes.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Plain {
    #[serde(flatten)]
    pub(super) record: Record,
    /// Members of the operation.
    #[serde(default)]
    pub(super) body: Map<String, Value>,
}

/// How far an invitation has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Answered {
    #[default]
    Pending,
    Accepted,
    Rejected,
    Expired,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Invitation {
    #[serde(flatten)]
    pub(super) record: Record,
    /// Who is invited.
    pub(super) to: String,
    /// The name of the engagement.
    pub(super) engagement: String,
    #[serde(default)]
    pub(super) state: Answered,
    pub(super) reason: Option<String>,
    /// Members of `CreateEngagementInvitation`.
    #[serde(default)]
    pub(super) body: Map<String, Value>,
}

/// What AWS sends.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Sent {
    /// Its account is the receiver.
    #[serde(flatten)]
    pub(super) record: Record,
    #[serde(default)]
    pub(super) state: Answered,
    pub(super) reason: Option<String>,
    /// The name of its engagement for other entries.
    pub(super) engagement: Option<String>,
    /// Invents the content.
    pub(super) seed: Option<u64>,
    /// The content.
    #[serde(default)]
    pub(super) body: Map<String, Value>,
}

/// AWS's side of an opportunity, which its owner reads with `GetAwsOpportunitySummary`.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Summary {
    #[serde(flatten)]
    pub(super) record: Record,
    /// The name of the opportunity.
    pub(super) opportunity: String,
    /// Members of the summary.
    #[serde(default)]
    pub(super) body: Map<String, Value>,
}

/// Any other operation.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Call {
    #[serde(flatten)]
    pub(super) record: Record,
    pub(super) operation: String,
    #[serde(default)]
    pub(super) body: Map<String, Value>,
}

fn account() -> String {
    ACCOUNT.to_owned()
}

/// Twelve digits: nobody could call as any other account.
fn account_id<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    AccountId::deserialize(from).map(|id| id.to_string())
}

fn catalog() -> String {
    CATALOG.to_owned()
}

fn cosell() -> String {
    "Co-Sell".to_owned()
}

fn full() -> String {
    "Full".to_owned()
}

fn solutions() -> Vec<String> {
    vec![SOLUTION.to_owned()]
}
