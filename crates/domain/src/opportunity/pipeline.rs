//! The pipeline of an account, for operators: counts by stage, and the values of the newest
//! opportunities.
//!
//! Nothing here reads all opportunities: a count is a bounded range of the index by stage, and
//! values are those of one page of the list.

use std::collections::BTreeMap;

use cosell_admin_api::Word as _;
use cosell_admin_api::pipeline::{MOST, MonthValue, PipelineFilter, StageCount};
use cosell_api::types::{ExpectedCustomerSpend, ReviewStatus, Stage};
use cosell_store::table::Page;
use cosell_store::table::opportunity::{self as table, Filter, Order};
use cosell_store::{Direction, Tx};
use serde::Deserialize;

use super::rules::spend::AWS;
use crate::Error;
use crate::error::read_document;

/// What was read of a pipeline.
#[derive(Debug)]
pub struct Pipeline {
    pub counts: Vec<StageCount>,
    pub values: Vec<MonthValue>,
    pub newest: u64,
    pub all: bool,
}

/// What values need of a stored opportunity.
#[derive(Deserialize)]
struct Valued {
    #[serde(default)]
    project: Option<Project>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Project {
    #[serde(default)]
    expected_customer_spend: Option<Vec<ExpectedCustomerSpend>>,
}

/// Opportunities with the same month, stage and currency: how many, and their value in hundredths.
type Sums = BTreeMap<(String, String, String), (u64, i128)>;

pub(crate) async fn pipeline(tx: &mut Tx, asked: &PipelineFilter) -> Result<Pipeline, Error> {
    let place = (&*asked.account, asked.catalog.as_str());
    let mut counts = Vec::new();
    for stage in Stage::ALL {
        for status in ReviewStatus::ALL {
            let of = (stage.as_str(), status.as_str());
            let found = table::count(tx, place, of, MOST + 1).await?;
            if found > 0 {
                counts.push(StageCount {
                    stage: stage.as_str().to_owned(),
                    review_status: status.as_str().to_owned(),
                    count: found.min(MOST),
                    more: found > MOST,
                });
            }
        }
    }
    let filter = Filter {
        stages: asked.stage.clone().into_iter().collect(),
        review_statuses: asked.review_status.clone().into_iter().collect(),
        ..Filter::default()
    };
    let limit = i64::from(asked.limit.get());
    let page = Page {
        direction: Direction::Descending,
        after: None,
        limit: limit + 1,
    };
    let found = table::list(tx, place.0, place.1, &filter, Order::ModifiedAt, page).await?;
    let newest = found.rows.len().min(usize::from(asked.limit.get()));
    let mut sums = Sums::new();
    for row in &found.rows[..newest] {
        let valued: Valued = read_document(&row.document)?;
        let month = row.target_close.get(..7).unwrap_or_default();
        let spends = valued
            .project
            .and_then(|project| project.expected_customer_spend);
        add(&mut sums, (month, &row.stage), &spends.unwrap_or_default());
    }
    let values = sums
        .into_iter()
        .map(|((month, stage, currency), (opportunities, sum))| {
            let monthly = format!("{}.{:02}", sum / 100, sum % 100);
            MonthValue {
                month,
                stage,
                currency,
                opportunities,
                monthly,
            }
        });
    Ok(Pipeline {
        counts,
        values: values.collect(),
        newest: u64::try_from(newest).unwrap_or(u64::MAX),
        all: found.end.is_none() && found.rows.len() == newest,
    })
}

/// Adds the spend of an opportunity on AWS, whose entries may have several currencies.
fn add(sums: &mut Sums, (month, stage): (&str, &str), spends: &[ExpectedCustomerSpend]) {
    let mut by_currency: BTreeMap<&str, i128> = BTreeMap::new();
    for spend in spends.iter().filter(|spend| spend.target_company == AWS) {
        if let Some(hundredths) = spend.amount.as_deref().and_then(hundredths) {
            let sum = by_currency.entry(spend.currency_code.as_str()).or_default();
            *sum = sum.saturating_add(hundredths);
        }
    }
    if by_currency.is_empty() {
        by_currency.insert("", 0);
    }
    for (currency, value) in by_currency {
        let key = (month.to_owned(), stage.to_owned(), currency.to_owned());
        let (count, sum) = sums.entry(key).or_default();
        *count += 1;
        *sum = sum.saturating_add(value);
    }
}

/// An amount in hundredths. The model allows 31 digits and two decimals.
fn hundredths(amount: &str) -> Option<i128> {
    let (whole, part) = amount.split_once('.').unwrap_or((amount, ""));
    let part = format!("{part:0<2}");
    let whole: i128 = whole.parse().ok()?;
    whole
        .checked_mul(100)?
        .checked_add(part.get(..2)?.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_hundredths() {
        for (text, value) in [
            ("0", Some(0)),
            ("1900", Some(190_000)),
            ("10.5", Some(1_050)),
            ("10.", Some(1_000)),
            ("10.05", Some(1_005)),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(hundredths(text), value, "{text}");
        }
        let most = format!("{}.99", "9".repeat(31));
        assert!(hundredths(&most).is_some());
    }

    #[test]
    fn only_spend_on_aws_is_added_up_and_currencies_never_are() {
        let spend = |amount: &str, currency: &str, target: &str| {
            let text = format!(
                r#"{{"Amount":"{amount}","CurrencyCode":"{currency}","Frequency":"Monthly",
                    "TargetCompany":"{target}"}}"#
            );
            serde_json::from_str(&text).expect("a spend")
        };
        let mut sums = Sums::new();
        let all = [
            spend("1", "USD", "AWS"),
            spend("2", "EUR", "AWS"),
            spend("4", "USD", "Self"),
            spend("8", "USD", "Me"),
        ];
        add(&mut sums, ("2040-12", "Prospect"), &all);
        add(&mut sums, ("2040-12", "Prospect"), &all[..1]);
        add(&mut sums, ("", "Prospect"), &[]);
        let found: Vec<_> = sums
            .iter()
            .map(|((month, _, currency), sum)| (&**month, &**currency, *sum))
            .collect();
        assert_eq!(
            found,
            [
                ("", "", (1, 0)),
                ("2040-12", "EUR", (1, 200)),
                ("2040-12", "USD", (2, 200))
            ]
        );
    }
}
