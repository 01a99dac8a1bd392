//! `/_cosell/aws/…`: AWS's side of co-selling, which an administrator acts out.
//!
//! ```json
//! {"decision": "action-required", "comments": "Name the use case.", "reason": "Other"}
//! ```
//!
//! ```json
//! {"id": "O1234567", "account": "111111111111", "catalog": "AWS",
//!  "review_status": "Action Required", "last_modified": "2026-11-22T18:32:24.559Z"}
//! ```

use cosell_api::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::schema::Instant;
use crate::task::Catalog;
use crate::word::words;

words! {
    /// What AWS decides about an opportunity.
    pub enum Decision {
        /// It reviews the opportunity from now on: `In review`.
        TakeIntoReview = "take-into-review",
        /// It co-sells: `Approved`. Its open invitation is accepted.
        Approve = "approve",
        /// It asks the partner for corrections: `Action Required`.
        ActionRequired = "action-required",
        /// It hands the opportunity back to the partner and says why: `Action Required`, with
        /// comments, and with the reason `Other - Internal Review` unless another one is given.
        ReferBack = "refer-back",
        /// It does not co-sell: `Rejected`. Its open invitation is rejected.
        Reject = "reject",
    }
}

impl Decision {
    /// Whether the partner has to act before AWS goes on.
    pub fn asks_partner(self) -> bool {
        matches!(self, Self::ActionRequired | Self::ReferBack)
    }

    /// Whether the decision must have comments, because it says nothing without them.
    pub fn needs_comments(self) -> bool {
        self == Self::ReferBack
    }
}

/// A decision of AWS about an opportunity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    pub decision: Decision,
    /// What the partner reads as `ReviewComments`. Without it the comments stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comments: Option<String>,
    /// What the partner reads as `ReviewStatusReason`. Without it the reason stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// An opportunity after a decision.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Reviewed {
    pub id: String,
    /// The account of its owner.
    pub account: String,
    pub catalog: Catalog,
    pub review_status: String,
    #[schemars(with = "Instant")]
    pub last_modified: DateTime,
}

/// The rejection of an invitation.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    /// What the sender reads as `RejectionReason`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// An invitation that AWS answered.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AnsweredInvitation {
    pub id: String,
    /// The account of its sender.
    pub account: String,
    pub catalog: Catalog,
    pub engagement_id: String,
    pub status: String,
    /// The opportunity whose review was decided with it; null where AWS answered the invitation
    /// alone.
    pub opportunity_id: Option<String>,
}

/// Members of a record, spelt as the API spells them. One that is left out stays, null removes it,
/// and a list replaces the whole list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Members(pub Map<String, Value>);

/// AWS's side of an opportunity after a change.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    pub id: String,
    /// The account of the opportunity's owner.
    pub account: String,
    pub catalog: Catalog,
    #[schemars(with = "Instant")]
    pub last_modified: DateTime,
    /// What the owner reads with `GetAwsOpportunitySummary`.
    pub summary: Members,
    /// What the owner reads only once AWS's stage is Launched or Closed Lost.
    pub hidden: Vec<String>,
}

/// A referral that AWS is to send.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReferral {
    /// Who gets it.
    pub account: String,
    pub catalog: Catalog,
    /// The opportunity, as `CreateOpportunity` takes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opportunity: Option<Members>,
    /// Invent an opportunity instead, from this number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
}

/// A lead that AWS is to send.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLead {
    /// Who gets it.
    pub account: String,
    pub catalog: Catalog,
    /// The members of a context of type Lead, and `Title`, `Description` and `Message`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Members>,
    /// Invent a lead instead, from this number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
}

/// An invitation that AWS sent.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SentInvitation {
    pub id: String,
    /// The account of its receiver.
    pub account: String,
    pub catalog: Catalog,
    pub engagement_id: String,
    /// The opportunity that the receiver gets with its acceptance; null for a lead.
    pub opportunity_id: Option<String>,
    #[schemars(with = "Instant")]
    pub expires_at: DateTime,
}
