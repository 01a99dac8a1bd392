//! Where an opportunity comes from.

use cosell_api::types::{OpportunityOrigin, ValidationExceptionErrorCode as Code};
use cosell_store::Catalog;

use crate::Context;
use crate::invitation::payload;
use crate::opportunity::Document;
use crate::rule::{Finding, rules};

rules! {
    pub AWS_REFERRAL = "opportunity.origin.aws-referral", Documented,
        "A partner may create AWS referrals in the Sandbox only, to simulate them.";
}

/// Checks the origin of a new opportunity. A simulated referral comes with an invitation, so it
/// must have what an invitation requires.
pub fn findings(cx: &Context, document: &Document) -> Vec<Finding> {
    if document.origin != Some(OpportunityOrigin::AwsReferral) {
        return Vec::new();
    }
    match cx.catalog {
        Catalog::Sandbox => payload::missing(document),
        Catalog::Aws => vec![Finding::new(
            &AWS_REFERRAL,
            "origin",
            Code::ActionNotPermitted,
            "Origin 'AWS Referral' is only allowed in the Sandbox catalog.",
        )],
    }
}
