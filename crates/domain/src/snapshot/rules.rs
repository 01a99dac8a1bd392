//! What snapshots are judged by.

use cosell_api::types::ValidationExceptionErrorCode as Code;

use super::{AWS_FULL_VIEW, SUMMARY_VIEW};
use crate::rule::{Finding, rules};

/// The member that names the template.
const FIELD: &str = "resourceSnapshotTemplateIdentifier";

rules! {
    /// Which templates there are.
    pub TEMPLATE = "snapshot.template.known", Documented,
        "A snapshot is taken through the template OpportunitySummaryView.";

    /// Whose the other template is.
    pub AWS_TEMPLATE = "snapshot.template.aws-only", Documented,
        "Only AWS takes snapshots through the template AwsOpportunitySummaryFullView.";

    /// Who sees the other template.
    pub AWS_TEMPLATE_AUDIENCE = "snapshot.template.owner-only", Documented,
        "What AWS shows through AwsOpportunitySummaryFullView is for the opportunity's owner; \
         for every other member it does not exist.";

    /// When AWS shows its side.
    pub AWS_TEMPLATE_TAKEN = "snapshot.template.after-decision", Inferred,
        "AWS takes a snapshot through AwsOpportunitySummaryFullView when it has decided its \
         review, if its side changed since the last one.";
}

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
