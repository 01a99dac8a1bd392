//! The partner's own revenue from the deal.

use cosell_api::types::{CurrencyCode, SoftwareRevenue, ValidationExceptionErrorCode as Code};

use super::spend;
use crate::opportunity::Document;
use crate::rule::{Finding, rules};

rules! {
    pub EURO_PARTITION = "opportunity.software-revenue.euro-partition", Documented,
        "Software revenue in the European Sovereign Cloud must be in euros.";

    pub PERIOD = "opportunity.software-revenue.period", Documented,
        "Software revenue must not expire before it takes effect.";
}

pub fn findings(document: &Document) -> Vec<Finding> {
    let Some(revenue) = &document.software_revenue else {
        return Vec::new();
    };
    let project = document.project.as_ref();
    let euros = project
        .is_some_and(spend::is_sovereign)
        .then(|| in_euros(revenue));
    period(revenue).into_iter().chain(euros.flatten()).collect()
}

fn in_euros(revenue: &SoftwareRevenue) -> Option<Finding> {
    let value = revenue.value.as_ref()?;
    (value.currency_code != CurrencyCode::Eur).then(|| {
        Finding::new(
            &EURO_PARTITION,
            "softwareRevenue.value.currencyCode",
            Code::InvalidValue,
            spend::EUROS_REQUIRED,
        )
    })
}

fn period(revenue: &SoftwareRevenue) -> Option<Finding> {
    let (from, to) = (
        revenue.effective_date.as_ref()?,
        revenue.expiration_date.as_ref()?,
    );
    // Dates of the form YYYY-MM-DD sort as text.
    (from > to).then(|| {
        Finding::new(
            &PERIOD,
            "softwareRevenue.effectiveDate",
            Code::InvalidValue,
            "SoftwareRevenue.EffectiveDate must be less than or equal to \
             SoftwareRevenue.ExpirationDate.",
        )
    })
}

#[cfg(test)]
mod tests {
    use cosell_api::types::{AwsPartition, MonetaryValue, Project};

    use super::*;

    #[test]
    fn revenue_in_the_sovereign_cloud_is_in_euros() {
        for (partition, currency, broken) in [
            (None, CurrencyCode::Usd, false),
            (None, CurrencyCode::Eur, false),
            (Some(AwsPartition::AwsEusc), CurrencyCode::Eur, false),
            (Some(AwsPartition::AwsEusc), CurrencyCode::Usd, true),
        ] {
            let document = Document {
                project: Some(Project {
                    aws_partition: partition,
                    ..Project::default()
                }),
                software_revenue: Some(SoftwareRevenue {
                    value: Some(MonetaryValue::required("10".to_owned(), currency)),
                    ..SoftwareRevenue::default()
                }),
                ..Document::default()
            };
            let rules: Vec<_> = findings(&document)
                .iter()
                .map(|finding| finding.rule.id)
                .collect();
            let expected: &[&str] = if broken { &[EURO_PARTITION.id] } else { &[] };
            assert_eq!(rules, expected, "{currency:?} in {partition:?}");
        }
    }
}
