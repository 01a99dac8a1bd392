//! Deals sized by their total contract value: a duration, and the value of the contract with the
//! partner.
//!
//! The monthly spend on AWS is then derived: the total divided by the months. It is first in the
//! list, the total second.

use cosell_api::types::{
    ExpectedCustomerSpend, PaymentFrequency, Project, ValidationExceptionErrorCode as Code,
};

use super::spend::{self, SELF, entries};
use crate::opportunity::Document;
use crate::rule::{Finding, Rule, rules};

const SPEND: &str = "project.expectedCustomerSpend";

rules! {
    pub DURATION = "opportunity.contract.duration", Documented,
        "The duration of a contract must be 1 to 144 months.";

    pub DURATION_REQUIRED = "opportunity.contract.duration-required", Documented,
        "A total contract value requires the contract's duration.";

    pub SELF_REQUIRED = "opportunity.contract.self-required", Documented,
        "A contract's duration requires a total contract value.";

    pub ONE_SELF = "opportunity.contract.one-self", Documented,
        "An opportunity must have only one total contract value.";

    pub TARGET = "opportunity.contract.target", Documented,
        "With a contract's duration, the target company of spend must be AWS or Self.";

    pub CURRENCY_MATCHES = "opportunity.contract.currency", Documented,
        "Total contract value and monthly spend must have the same currency.";

    pub NO_ESTIMATE = "opportunity.contract.no-estimate", Documented,
        "A total contract value and an estimate exclude each other.";
}

/// The longest contract in months.
const LONGEST: i128 = 144;

fn is_own(entry: &ExpectedCustomerSpend) -> bool {
    entry.target_company == SELF
}

fn months(document: &Document) -> Option<i128> {
    document.contract_duration()?.value.parse().ok()
}

pub fn findings(document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(project) = &document.project else {
        return findings;
    };
    let mut add = |rule: &'static Rule, field: &str, message: &str| {
        findings.push(Finding::new(rule, field, Code::InvalidValue, message));
    };
    let entries = entries(project);
    let own = entries.iter().filter(|entry| is_own(entry)).count();
    if document.contract_duration().is_none() {
        if own > 0 {
            add(
                &DURATION_REQUIRED,
                "project.expectedContractDuration",
                "ExpectedContractDuration is required when a Self entry is present",
            );
        }
    } else {
        if months(document).is_none_or(|months| !(1..=LONGEST).contains(&months)) {
            add(
                &DURATION,
                "project.expectedContractDuration.value",
                "ExpectedContractDuration must be between 1 and 144 months",
            );
        }
        if own == 0 {
            add(
                &SELF_REQUIRED,
                SPEND,
                "A Self entry is required when ExpectedContractDuration is present (Create)",
            );
        }
        if entries
            .iter()
            .any(|entry| !is_own(entry) && entry.target_company != "AWS")
        {
            let field = format!("{SPEND}.targetCompany");
            add(&TARGET, &field, "TargetCompany must be 'AWS' or 'Self'");
        }
    }
    if own > 1 {
        add(&ONE_SELF, SPEND, "Only one Self entry is allowed");
    }
    let currency = entries.first().map(|entry| entry.currency_code);
    if own > 0
        && entries
            .iter()
            .any(|entry| Some(entry.currency_code) != currency)
    {
        let field = format!("{SPEND}.currencyCode");
        add(
            &CURRENCY_MATCHES,
            &field,
            "CurrencyCode must match between entries",
        );
    }
    if own > 0 && entries.iter().any(|entry| entry.estimation_url.is_some()) {
        let field = format!("{SPEND}.estimationUrl");
        add(
            &NO_ESTIMATE,
            &field,
            "Self entry and EstimationUrl cannot coexist",
        );
    }
    findings
}

/// Restores the total contract value that an update leaves out while it keeps the duration.
pub fn restore(previous: &Document, next: &mut Document) {
    if next.contract_duration().is_none() {
        return;
    }
    let known = previous.project.as_ref().map(entries).unwrap_or_default();
    let Some(total) = known.iter().find(|entry| is_own(entry)) else {
        return;
    };
    let project = next.project.get_or_insert_default();
    let list = project.expected_customer_spend.get_or_insert_default();
    if !list.iter().any(is_own) {
        list.push(total.clone());
    }
}

/// Derives the monthly spend on AWS from the total contract value and puts it first.
pub fn normalise(project: &mut Project) {
    let Some(duration) = project.expected_contract_duration.as_ref() else {
        return;
    };
    let Some(list) = &mut project.expected_customer_spend else {
        return;
    };
    let total = list.iter().find(|entry| is_own(entry)).cloned();
    let months = duration
        .value
        .parse::<i128>()
        .ok()
        .filter(|months| *months > 0);
    let value = total
        .as_ref()
        .and_then(|total| spend::hundredths(spend::amount(total)?));
    let (Some(total), Some(months), Some(value)) = (total, months, value) else {
        return;
    };
    let monthly = ExpectedCustomerSpend {
        // Half a hundredth is rounded up, and less becomes one: no spend is zero, also when the
        // record is sent back.
        amount: Some(spend::written(((value + months / 2) / months).max(1))),
        frequency: PaymentFrequency::Monthly,
        target_company: "AWS".to_owned(),
        ..total.clone()
    };
    *list = vec![monthly, total];
}

#[cfg(test)]
mod tests {
    use cosell_api::Nullable;
    use cosell_api::types::{CurrencyCode, ExpectedContractDuration, ExpectedContractDurationTerm};

    use super::*;

    fn total(amount: &str) -> ExpectedCustomerSpend {
        ExpectedCustomerSpend {
            amount: Some(amount.to_owned()),
            estimation_url: None,
            ..ExpectedCustomerSpend::required(
                CurrencyCode::Usd,
                PaymentFrequency::None,
                SELF.to_owned(),
            )
        }
    }

    fn document(months: Option<&str>, entries: Vec<ExpectedCustomerSpend>) -> Document {
        let duration = months.map(|months| {
            ExpectedContractDuration::required(
                ExpectedContractDurationTerm::Months,
                months.to_owned(),
            )
        });
        let project = Project {
            expected_customer_spend: Some(entries),
            expected_contract_duration: Nullable::from(duration),
            ..Project::default()
        };
        Document {
            project: Some(project),
            ..Document::default()
        }
    }

    fn broken_rules(document: &Document) -> Vec<&'static str> {
        findings(document)
            .into_iter()
            .map(|finding| finding.rule.id)
            .collect()
    }

    #[test]
    fn duration_and_total_need_each_other() {
        assert!(broken_rules(&document(Some("36"), vec![total("36000")])).is_empty());
        assert_eq!(
            broken_rules(&document(None, vec![total("1")])),
            [DURATION_REQUIRED.id]
        );
        assert_eq!(
            broken_rules(&document(Some("12"), Vec::new())),
            [SELF_REQUIRED.id]
        );
        for months in ["0", "145", "a year"] {
            assert_eq!(
                broken_rules(&document(Some(months), vec![total("1")])),
                [DURATION.id],
                "{months}"
            );
        }
    }

    #[test]
    fn there_is_one_total_in_one_currency() {
        let euros = ExpectedCustomerSpend {
            currency_code: CurrencyCode::Eur,
            ..total("1")
        };
        let two = document(Some("12"), vec![total("1"), euros]);
        assert_eq!(broken_rules(&two), [ONE_SELF.id, CURRENCY_MATCHES.id]);
    }

    #[test]
    fn the_monthly_spend_is_the_total_by_the_months_and_more_than_nothing() {
        for (months, of_total, monthly) in [("36", "100000", "2777.78"), ("144", "0.5", "0.01")] {
            let mut document = document(Some(months), vec![total(of_total)]);
            let project = document
                .project
                .as_mut()
                .expect("the document has a project");
            normalise(project);
            let amounts: Vec<_> = entries(project).iter().map(spend::amount).collect();
            assert_eq!(amounts, [Some(monthly), Some(of_total)]);
            assert!(spend::findings(&document).is_empty());
        }
    }

    #[test]
    fn an_update_that_keeps_the_duration_keeps_the_total() {
        let previous = document(Some("36"), vec![total("36000")]);
        let mut next = document(Some("24"), Vec::new());
        restore(&previous, &mut next);
        assert!(broken_rules(&next).is_empty());
        let mut cleared = document(None, Vec::new());
        restore(&previous, &mut cleared);
        assert_eq!(cleared.project.as_ref().map(entries), Some(&[][..]));
    }
}
