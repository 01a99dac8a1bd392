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

pub fn findings(cx: &Context, document: &Document) -> Option<Finding> {
    let refused =
        document.origin == Some(OpportunityOrigin::AwsReferral) && cx.catalog == Catalog::Aws;
    refused.then(|| {
        Finding::new(
            &AWS_REFERRAL,
            "origin",
            Code::ActionNotPermitted,
            "Origin 'AWS Referral' is only allowed in the Sandbox catalog.",
        )
    })
}
