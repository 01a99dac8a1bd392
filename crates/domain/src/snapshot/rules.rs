//! The rules of snapshots.

use cosell_api::types::ValidationExceptionErrorCode as Code;

use super::{AWS_FULL_VIEW, SUMMARY_VIEW};
use crate::rule::{Finding, rules};

/// The member that names the template.
const FIELD: &str = "resourceSnapshotTemplateIdentifier";

rules! {
    /// Which templates exist.
    pub TEMPLATE = "snapshot.template.known", Documented,
        "A partner takes snapshots with the template OpportunitySummaryView.";

    /// Who uses the other template.
    pub AWS_TEMPLATE = "snapshot.template.aws-only", Documented,
        "Only AWS takes snapshots with the template AwsOpportunitySummaryFullView.";

    /// Who sees the other template.
    pub AWS_TEMPLATE_AUDIENCE = "snapshot.template.owner-only", Documented,
        "A snapshot with AwsOpportunitySummaryFullView is visible to the opportunity's owner only; \
         for every other member it does not exist.";

    /// When AWS takes a snapshot.
    pub AWS_TEMPLATE_TAKEN = "snapshot.template.after-decision", Inferred,
        "AWS takes a snapshot with AwsOpportunitySummaryFullView when it has decided its review, \
         if its side has changed since the last one.";
}

/// Checks the template of a partner's snapshot.
pub fn template(name: &str) -> Vec<Finding> {
    match name {
        SUMMARY_VIEW => Vec::new(),
        AWS_FULL_VIEW => {
            let message = format!(
                "{AWS_FULL_VIEW} is reserved for AWS's own snapshots; use \
                                   {SUMMARY_VIEW}."
            );
            vec![Finding::new(
                &AWS_TEMPLATE,
                FIELD,
                Code::ActionNotPermitted,
                message,
            )]
        }
        _ => {
            let message = format!("The template does not exist; use {SUMMARY_VIEW}.");
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
