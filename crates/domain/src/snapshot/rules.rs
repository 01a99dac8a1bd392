//! What snapshots are judged by.

use cosell_api::types::ValidationExceptionErrorCode as Code;

use super::{AWS_FULL_VIEW, SUMMARY_VIEW};
use crate::rule::{Evidence, Finding, Rule};

/// The member that names the template.
const FIELD: &str = "resourceSnapshotTemplateIdentifier";

/// Which templates there are.
pub static TEMPLATE: Rule = Rule {
    id: "snapshot.template.known",
    evidence: Evidence::Documented,
    says: "A snapshot is taken through the template OpportunitySummaryView.",
};

/// Whose the other template is.
pub static AWS_TEMPLATE: Rule = Rule {
    id: "snapshot.template.aws-only",
    evidence: Evidence::Documented,
    says: "Only AWS takes snapshots through the template AwsOpportunitySummaryFullView.",
};

/// Who sees the other template.
pub static AWS_TEMPLATE_AUDIENCE: Rule = Rule {
    id: "snapshot.template.owner-only",
    evidence: Evidence::Documented,
    says: "What AWS shows through AwsOpportunitySummaryFullView is for the opportunity's owner; \
           for every other member it does not exist.",
};

/// When AWS shows its side.
pub static AWS_TEMPLATE_TAKEN: Rule = Rule {
    id: "snapshot.template.after-decision",
    evidence: Evidence::Inferred,
    says: "AWS takes a snapshot through AwsOpportunitySummaryFullView when it has decided its \
           review, if its side changed since the last one.",
};

/// Every rule of this family.
pub static RULES: &[&Rule] = &[
    &TEMPLATE,
    &AWS_TEMPLATE,
    &AWS_TEMPLATE_AUDIENCE,
    &AWS_TEMPLATE_TAKEN,
];

/// What is wrong with a template for a partner's opportunity.
pub fn template(name: &str) -> Vec<Finding> {
    match name {
        SUMMARY_VIEW => Vec::new(),
        AWS_FULL_VIEW => {
            let message = format!("{AWS_FULL_VIEW} is a template of AWS's own snapshots.");
            vec![Finding::new(
                &AWS_TEMPLATE,
                FIELD,
                Code::ActionNotPermitted,
                message,
            )]
        }
        _ => {
            let message = format!("There is no such template; {SUMMARY_VIEW} is one.");
            vec![Finding::new(&TEMPLATE, FIELD, Code::InvalidValue, message)]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partner_has_one_template() {
        let refused_by = |name| template(name).first().map(|finding| finding.rule.id);
        assert_eq!(refused_by(SUMMARY_VIEW), None);
        assert_eq!(refused_by(AWS_FULL_VIEW), Some(AWS_TEMPLATE.id));
        assert_eq!(refused_by("Opportunity"), Some(TEMPLATE.id));
    }
}
