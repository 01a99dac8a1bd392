//! What the customer is expected to spend on AWS each month.
//!
//! The URL of an estimate leads to AWS's pricing calculator, which this service does not call. So
//! no URL can be resolved: with an amount it is dropped silently, and without an amount it is
//! refused, as AWS documents for URLs that cannot be resolved.

use cosell_api::types::{
    AwsPartition, CurrencyCode, ExpectedCustomerSpend, PaymentFrequency, Project,
    ValidationExceptionErrorCode as Code,
};

use crate::opportunity::Document;
use crate::rule::{Finding, rules};

rules! {
    pub AMOUNT = "opportunity.spend.amount", Documented,
        "An expected spend must be more than zero and at most a thousand trillion; as in the \
         workbook's pattern, the decimals of the largest amount are ignored.";

    pub CURRENCY = "opportunity.spend.currency", Documented,
        "Expected spend must be in US dollars.";

    pub EURO_PARTITION = "opportunity.spend.euro-partition", Observed,
        "Expected spend in the European Sovereign Cloud must be in euros.";

    pub FREQUENCY = "opportunity.spend.frequency", Documented,
        "Expected spend on AWS must be monthly, and a total contract value has the frequency None.";

    pub TARGET = "opportunity.spend.target", Documented,
        "The target company of expected spend is AWS, or Self for a total contract value: any \
         other is stored as AWS, and counts as spend on AWS.";

    pub UNRESOLVED_ESTIMATE = "opportunity.spend.estimate", Documented,
        "An estimate without an amount must resolve. This service resolves no estimate, so it \
         refuses it, and drops an estimate that comes with an amount.";
}

/// The target company of spend on AWS.
pub const AWS: &str = "AWS";

/// The target company of a deal sized by its total contract value.
pub const SELF: &str = "Self";

/// The largest amount: the workbook's pattern ends at `1000000000000000(\.\d+)?`.
const LARGEST: i128 = 1_000_000_000_000_000;

/// Hundredths in a unit of money.
const HUNDREDTHS: i128 = 100;

/// The message about another currency in the European Sovereign Cloud, as observed.
pub const EUROS_REQUIRED: &str = "ESC cloud partition requires EUR currency";

/// Whether a project is in the European Sovereign Cloud, where money is in euros.
pub fn is_sovereign(project: &Project) -> bool {
    project.aws_partition == Some(AwsPartition::AwsEusc)
}

/// The entries of a project.
pub fn entries(project: &Project) -> &[ExpectedCustomerSpend] {
    project
        .expected_customer_spend
        .as_deref()
        .unwrap_or_default()
}

/// Parses an amount in hundredths: digits, and optionally a point and up to two decimals.
pub fn hundredths(amount: &str) -> Option<i128> {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    let fraction: i128 = format!("{fraction:0<2}").parse().ok()?;
    whole
        .parse::<i128>()
        .ok()?
        .checked_mul(HUNDREDTHS)?
        .checked_add(fraction)
}

/// Writes an amount without trailing zeros after the point.
pub fn written(hundredths: i128) -> String {
    let (whole, fraction) = (hundredths / HUNDREDTHS, hundredths % HUNDREDTHS);
    if fraction == 0 {
        return whole.to_string();
    }
    format!("{whole}.{fraction:02}")
        .trim_end_matches('0')
        .to_owned()
}

/// The amount of an entry, if it has one.
pub fn amount(entry: &ExpectedCustomerSpend) -> Option<&str> {
    entry.amount.as_deref().filter(|amount| !amount.is_empty())
}

pub fn findings(document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(project) = &document.project else {
        return findings;
    };
    let sovereign = is_sovereign(project);
    for (position, entry) in entries(project).iter().enumerate() {
        let value = amount(entry).map(hundredths);
        let fits = |value: &Option<i128>| {
            value.is_some_and(|value| value > 0 && value / HUNDREDTHS <= LARGEST)
        };
        if value.as_ref().is_some_and(|value| !fits(value)) {
            findings.push(Finding::new(
                &AMOUNT,
                "project.expectedCustomerSpend.amount",
                Code::ValueOutOfRange,
                "Please provide a value in (?:(?:[1-9](\\.\\d+)?|\\d{2,15}(\\.\\d+)?\
                 |1000000000000000(\\.\\d+)?)|0\\.(?!0+$)\\d+) format for \
                 project.expectedCustomerSpend.amount",
            ));
        }
        findings.extend(currency(entry, sovereign, position + 1));
        findings.extend(frequency(entry));
        if entry.target_company == SELF {
            continue;
        }
        if let (None, Some(estimate)) = (amount(entry), &entry.estimation_url) {
            findings.push(Finding::new(
                &UNRESOLVED_ESTIMATE,
                "project.expectedCustomerSpend.estimationUrl",
                Code::InvalidValue,
                format!("Invalid Estimation URL: {estimate}"),
            ));
        }
    }
    findings
}

fn frequency(entry: &ExpectedCustomerSpend) -> Option<Finding> {
    let (allowed, message) = if entry.target_company == SELF {
        (
            PaymentFrequency::None,
            "Project.ExpectedCustomerSpend.Frequency of a Self entry must be 'None'.",
        )
    } else {
        (
            PaymentFrequency::Monthly,
            "Project.ExpectedCustomerSpend.Frequency must be 'Monthly'.",
        )
    };
    let field = "project.expectedCustomerSpend.frequency";
    (entry.frequency != allowed)
        .then(|| Finding::new(&FREQUENCY, field, Code::InvalidValue, message))
}

fn currency(entry: &ExpectedCustomerSpend, sovereign: bool, position: usize) -> Option<Finding> {
    const FIELD: &str = "project.expectedCustomerSpend.currencyCode";
    match (sovereign, entry.currency_code) {
        (true, CurrencyCode::Eur) | (false, CurrencyCode::Usd) => None,
        (true, _) => Some(Finding::new(
            &EURO_PARTITION,
            FIELD,
            Code::InvalidValue,
            EUROS_REQUIRED,
        )),
        (false, _) => Some(Finding::new(
            &CURRENCY,
            FIELD,
            Code::InvalidValue,
            format!(
                "Value at 'project.expectedCustomerSpend.{position}.member.currencyCode' failed \
                 to satisfy constraint: Member must satisfy regular expression pattern: USD"
            ),
        )),
    }
}

/// Writes amounts without trailing zeros, sets AWS as the target company of every entry that is not
/// Self ([`TARGET`]), and drops estimates.
pub fn normalise(project: &mut Project) {
    for entry in project.expected_customer_spend.iter_mut().flatten() {
        entry.amount = amount(entry).map(|amount| match hundredths(amount) {
            Some(value) => written(value),
            None => amount.to_owned(),
        });
        if entry.target_company != SELF {
            AWS.clone_into(&mut entry.target_company);
        }
        entry.estimation_url = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(amount: Option<&str>) -> ExpectedCustomerSpend {
        ExpectedCustomerSpend {
            amount: amount.map(str::to_owned),
            estimation_url: None,
            ..ExpectedCustomerSpend::required(
                CurrencyCode::Usd,
                PaymentFrequency::Monthly,
                "Acme".to_owned(),
            )
        }
    }

    fn broken_rules(
        entry: ExpectedCustomerSpend,
        partition: Option<AwsPartition>,
    ) -> Vec<&'static str> {
        let project = Project {
            expected_customer_spend: Some(vec![entry]),
            aws_partition: partition,
            ..Project::default()
        };
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
    fn amounts_are_parsed_and_written_without_trailing_zeros() {
        for (given, kept) in [
            ("10000.00", "10000"),
            ("10000.0", "10000"),
            ("10000.", "10000"),
            ("12345.67", "12345.67"),
            ("0.50", "0.5"),
            ("0.05", "0.05"),
        ] {
            assert_eq!(
                hundredths(given).map(written).as_deref(),
                Some(kept),
                "{given}"
            );
        }
        assert_eq!(hundredths(""), None);
    }

    #[test]
    fn a_spend_is_more_than_nothing() {
        assert_eq!(broken_rules(entry(Some("0.00")), None), [AMOUNT.id]);
        assert_eq!(
            broken_rules(entry(Some("1000000000000001")), None),
            [AMOUNT.id]
        );
        assert_eq!(
            broken_rules(entry(Some("9999999999999999999999999999999")), None),
            [AMOUNT.id]
        );
        assert!(broken_rules(entry(Some("0.01")), None).is_empty());
        assert!(broken_rules(entry(Some("1000000000000000.99")), None).is_empty());
    }

    #[test]
    fn spend_on_aws_is_monthly_and_a_total_is_not() {
        let with = |frequency, target: &str| ExpectedCustomerSpend {
            frequency,
            target_company: target.to_owned(),
            ..entry(Some("1"))
        };
        for (frequency, target, broken) in [
            (PaymentFrequency::Monthly, AWS, false),
            (PaymentFrequency::None, AWS, true),
            (PaymentFrequency::None, SELF, false),
            (PaymentFrequency::Monthly, SELF, true),
        ] {
            let expected: &[&str] = if broken { &[FREQUENCY.id] } else { &[] };
            assert_eq!(
                broken_rules(with(frequency, target), None),
                expected,
                "{frequency:?} for {target}"
            );
        }
    }

    #[test]
    fn the_currency_follows_the_partition() {
        let euros = ExpectedCustomerSpend {
            currency_code: CurrencyCode::Eur,
            ..entry(Some("1"))
        };
        assert_eq!(broken_rules(euros.clone(), None), [CURRENCY.id]);
        assert!(broken_rules(euros, Some(AwsPartition::AwsEusc)).is_empty());
        assert_eq!(
            broken_rules(entry(Some("1")), Some(AwsPartition::AwsEusc)),
            [EURO_PARTITION.id]
        );
    }

    #[test]
    fn an_estimate_alone_is_refused_and_beside_an_amount_dropped() {
        let estimate = Some(format!(
            "https://calculator.aws/#/estimate?id={}",
            "a".repeat(32)
        ));
        let alone = ExpectedCustomerSpend {
            estimation_url: estimate,
            ..entry(None)
        };
        assert_eq!(broken_rules(alone.clone(), None), [UNRESOLVED_ESTIMATE.id]);
        let both = ExpectedCustomerSpend {
            amount: Some("7.10".to_owned()),
            ..alone
        };
        assert!(broken_rules(both.clone(), None).is_empty());
        let mut project = Project {
            expected_customer_spend: Some(vec![both]),
            ..Project::default()
        };
        normalise(&mut project);
        let kept = entries(&project).first().expect("the entry stays");
        assert_eq!(
            (kept.amount.as_deref(), kept.estimation_url.as_deref()),
            (Some("7.1"), None)
        );
        assert_eq!(kept.target_company, "AWS");
    }
}
