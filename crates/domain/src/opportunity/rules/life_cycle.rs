//! The life cycle: target close date, reason of a loss, and what late stages require.

use cosell_api::types::{Stage, ValidationExceptionErrorCode as Code};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::opportunity::Document;
use crate::rule::{Finding, rules};

rules! {
    pub CLOSE_DATE = "opportunity.target-close-date.range", Documented,
        "A new target close date must not be in the past and must be at most 60 years ahead.";

    pub CLOSE_DATE_FORMAT = "opportunity.target-close-date.format", Documented,
        "A target close date must be a day of the calendar, written YYYY-MM-DD.";

    pub CLOSED_LOST_REASON = "opportunity.closed-lost-reason.required", Documented,
        "An opportunity at stage Closed Lost must have a reason.";

    pub CLOSED_LOST_REASON_ONLY = "opportunity.closed-lost-reason.only-closed-lost", Observed,
        "A reason for a loss may be sent with stage Closed Lost only, as vendors report; with \
         strictness documented, with any stage. A new opportunity starts at Prospect without a \
         reason.";

    pub SOLUTION = "opportunity.stage.solution", Documented,
        "An opportunity at stage Committed or Launched must have a solution, not only a \
         description.";
}

/// How far ahead a deal may close.
fn horizon() -> Span {
    60.years()
}

pub fn findings(
    today: Date,
    previous: Option<&Document>,
    document: &Document,
    documented: bool,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let date = document.life_cycle.target_close_date.as_deref();
    let kept = previous.is_some_and(|known| known.life_cycle.target_close_date.as_deref() == date);
    if let Some(date) = date.filter(|_| !kept) {
        findings.extend(close_date(today, date));
    }
    let stage = document.stage();
    let lost = stage == Stage::ClosedLost;
    match (lost, document.life_cycle.closed_lost_reason) {
        (true, None) => findings.push(Finding::new(
            &CLOSED_LOST_REASON,
            "lifeCycle.closedLostReason",
            Code::RequiredFieldMissing,
            "Field LifeCycle.ClosedLostReason is required when LifeCycle.Stage is 'Closed Lost'.",
        )),
        (false, Some(_)) if !documented => findings.push(Finding::new(
            &CLOSED_LOST_REASON_ONLY,
            "lifeCycle.closedLostReason",
            Code::ActionNotPermitted,
            "Field LifeCycle.ClosedLostReason is only allowed when LifeCycle.Stage is 'Closed \
             Lost'.",
        )),
        _ => {}
    }
    if matches!(stage, Stage::Committed | Stage::Launched) && !has_solution(document) {
        findings.push(Finding::new(
            &SOLUTION,
            "relatedEntityIdentifiers.solutions",
            Code::InvalidValue,
            "Solution offered cannot be 'Other' when Opportunity stage is Committed or Launched",
        ));
    }
    findings
}

fn close_date(today: Date, text: &str) -> Option<Finding> {
    const FIELD: &str = "lifeCycle.targetCloseDate";
    let Ok(date) = text.parse::<Date>() else {
        return Some(Finding::new(
            &CLOSE_DATE_FORMAT,
            FIELD,
            Code::InvalidStringFormat,
            "Field LifeCycle.TargetCloseDate does not match the required format: YYYY-MM-DD.",
        ));
    };
    let in_range = date >= today && date <= today.saturating_add(horizon());
    (!in_range).then(|| {
        Finding::new(
            &CLOSE_DATE,
            FIELD,
            Code::ValueOutOfRange,
            "Invalid date selection. Please select a date within an acceptable range.",
        )
    })
}

/// Whether a solution, or a solution or product of the marketplace, is associated.
pub fn has_solution(document: &Document) -> bool {
    let related = &document.related;
    [
        &related.solutions,
        &related.aws_marketplace_solutions,
        &related.aws_marketplace_products,
    ]
    .iter()
    .any(|list| list.as_ref().is_some_and(|list| !list.is_empty()))
}

#[cfg(test)]
mod tests {
    use cosell_api::types::ClosedLostReason;

    use super::*;
    use crate::rule::Rule;

    fn closing(date: &str) -> Document {
        let mut document = Document::default();
        document.life_cycle.target_close_date = Some(date.to_owned());
        document
    }

    fn today() -> Date {
        jiff::civil::date(2026, 11, 22)
    }

    fn broken_rules(previous: Option<&Document>, document: &Document) -> Vec<&'static Rule> {
        findings(today(), previous, document, false)
            .into_iter()
            .map(|finding| finding.rule)
            .collect()
    }

    #[test]
    fn a_deal_closes_between_today_and_sixty_years_ahead() {
        for date in ["2026-11-22", "2027-01-01", "2086-11-22"] {
            assert!(broken_rules(None, &closing(date)).is_empty(), "{date}");
        }
        for (date, rule) in [
            ("2026-11-21", &CLOSE_DATE),
            ("2086-11-23", &CLOSE_DATE),
            ("2027-02-30", &CLOSE_DATE_FORMAT),
        ] {
            assert_eq!(broken_rules(None, &closing(date)), [rule], "{date}");
        }
    }

    #[test]
    fn an_accepted_date_may_lie_in_the_past_later() {
        let old = closing("2020-01-01");
        assert!(broken_rules(Some(&old), &old).is_empty());
    }

    #[test]
    fn a_lost_deal_needs_a_reason() {
        let mut document = Document::default();
        document.life_cycle.stage = Some(Stage::ClosedLost);
        assert_eq!(broken_rules(None, &document), [&CLOSED_LOST_REASON]);
        document.life_cycle.closed_lost_reason = Some(ClosedLostReason::Other);
        assert!(broken_rules(None, &document).is_empty());
    }

    #[test]
    fn only_a_lost_deal_may_have_a_reason() {
        let mut document = Document::default();
        document.life_cycle.closed_lost_reason = Some(ClosedLostReason::Other);
        for stage in Stage::ALL
            .iter()
            .filter(|stage| **stage != Stage::ClosedLost)
        {
            document.life_cycle.stage = Some(*stage);
            document.related.solutions = Some(vec!["S-1".to_owned()]);
            assert_eq!(
                broken_rules(None, &document),
                [&CLOSED_LOST_REASON_ONLY],
                "{stage}"
            );
            assert!(findings(today(), None, &document, true).is_empty());
        }
    }
}
