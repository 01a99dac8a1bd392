//! Where an opportunity comes from.

use cosell_api::types::{OpportunityOrigin, ValidationExceptionErrorCode as Code};

use crate::context::{Catalog, Context};
use crate::opportunity::Document;
use crate::rule::{Evidence, Finding, Rule};

pub static AWS_REFERRAL: Rule = Rule {
    id: "opportunity.origin.aws-referral",
    evidence: Evidence::Documented,
    says: "A partner creates AWS referrals in the Sandbox only, to simulate them.",
};

pub static AWS_REFERRAL_SANDBOX: Rule = Rule {
    id: "opportunity.origin.aws-referral-simulated",
    evidence: Evidence::Documented,
    says: "Creating an AWS referral in the Sandbox yields an invitation; this version does not \
           simulate that yet and refuses it.",
};

pub fn findings(cx: &Context, document: &Document) -> Option<Finding> {
    if document.origin != Some(OpportunityOrigin::AwsReferral) {
        return None;
    }
    let (rule, message) = match cx.catalog {
        Catalog::Aws => (
            &AWS_REFERRAL,
            "Origin 'AWS Referral' is only allowed in the Sandbox catalog.",
        ),
        Catalog::Sandbox => (
            &AWS_REFERRAL_SANDBOX,
            "The simulation of an AWS referral is not supported by this version yet.",
        ),
    };
    Some(Finding::new(
        rule,
        "origin",
        Code::ActionNotPermitted,
        message,
    ))
}
