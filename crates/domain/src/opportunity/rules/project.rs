//! The project: closed lists and competitors.

use cosell_api::types::{CompetitorName, ValidationExceptionErrorCode as Code};

use super::given;
use crate::opportunity::{Document, lists};
use crate::rule::{Finding, rules};

rules! {
    pub USE_CASE = "opportunity.use-case.known", Documented,
        "The customer's use case must be one of a closed list.";

    pub APN_PROGRAMS = "opportunity.apn-programs.known", Documented,
        "Programs of the partner network must be ones of a closed list.";

    pub COMPETITOR_NAMED = "opportunity.competitor.named", Documented,
        "The name of a competitor outside the closed list must be given.";

    pub COMPETITOR_UNNAMED = "opportunity.competitor.unnamed", Documented,
        "Names of other competitors may be given only when the competitor is Other.";
}

/// The message for a value that is not in a closed list.
pub(super) fn one_of(list: &[&str]) -> String {
    format!("Member must satisfy enum value set: [{}]", list.join("; "))
}

pub fn findings(document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(project) = &document.project else {
        return findings;
    };
    let use_case = project
        .customer_use_case
        .as_deref()
        .filter(|case| !case.is_empty());
    if use_case.is_some_and(|case| !lists::has(lists::CUSTOMER_USE_CASES, case)) {
        findings.push(Finding::new(
            &USE_CASE,
            "project.customerUseCase",
            Code::InvalidEnumValue,
            // AWS's message, with the values that are accepted: its own text lists others.
            format!(
                "Field Project.CustomerUseCase must be one of the following values: {}.",
                lists::CUSTOMER_USE_CASES.join("; ")
            ),
        ));
    }
    let programs = project.apn_programs.as_deref().unwrap_or_default();
    if programs
        .iter()
        .any(|program| !lists::has(lists::APN_PROGRAMS, program))
    {
        findings.push(Finding::new(
            &APN_PROGRAMS,
            "project.apnPrograms",
            Code::InvalidEnumValue,
            one_of(lists::APN_PROGRAMS),
        ));
    }
    let other = project.competitor_name == Some(CompetitorName::Other);
    let named = given(project.other_competitor_names.as_ref());
    if other && !named {
        findings.push(Finding::new(
            &COMPETITOR_NAMED,
            "project.otherCompetitorNames",
            Code::RequiredFieldMissing,
            "Field Project.OtherCompetitorNames is required when Project.CompetitorNames \
             contains 'Other'.",
        ));
    }
    if named && !other {
        findings.push(Finding::new(
            &COMPETITOR_UNNAMED,
            "project.otherCompetitorNames",
            Code::ActionNotPermitted,
            "Field Project.OtherCompetitorNames is only allowed when Project.CompetitorName is \
             '*Other'.",
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use cosell_api::types::Project;

    use super::*;

    fn broken_rules(project: Project) -> Vec<&'static str> {
        let document = Document {
            project: Some(project),
            ..Document::default()
        };
        findings(&document)
            .into_iter()
            .map(|finding| finding.rule.id)
            .collect()
    }

    #[test]
    fn lists_are_closed() {
        let project = Project {
            customer_use_case: Some("World peace".to_owned()),
            apn_programs: Some(vec!["P3".to_owned(), "P4".to_owned()]),
            ..Project::default()
        };
        assert_eq!(broken_rules(project), [USE_CASE.id, APN_PROGRAMS.id]);
    }

    #[test]
    fn another_competitor_has_a_name() {
        let names = Some("Acme Cloud".to_owned());
        let other = Project {
            competitor_name: Some(CompetitorName::Other),
            ..Project::default()
        };
        assert_eq!(broken_rules(other.clone()), [COMPETITOR_NAMED.id]);
        assert!(
            broken_rules(Project {
                other_competitor_names: names.clone(),
                ..other
            })
            .is_empty()
        );
        let unasked = Project {
            other_competitor_names: names,
            ..Project::default()
        };
        assert_eq!(broken_rules(unasked), [COMPETITOR_UNNAMED.id]);
    }
}
