//! The criteria of a group as the configuration writes them: the filter of `SearchEngagements`.

use cosell_api::types::EngagementSearchFilter;
use cosell_api::{Operation, check, operations};
use serde_json::Value;

use super::LIMITS;
use crate::Error;
use crate::search::Expression;

/// The filter in a JSON value, checked as the filter of a request is; or what is wrong with it.
pub fn criteria(value: Value) -> Result<EngagementSearchFilter, String> {
    let input = operations::SearchEngagements::META.input;
    let member = input
        .member("Filter")
        .ok_or("SearchEngagements has no Filter")?;
    check::types(&value, member.shape).map_err(|error| error.to_string())?;
    let findings = check::constraints(&value, member.shape);
    if let Some(finding) = findings.listed().first() {
        return Err(finding.message.clone());
    }
    let filter: EngagementSearchFilter =
        serde_json::from_value(value).map_err(|error| error.to_string())?;
    match Expression::check(&filter, LIMITS) {
        Ok(_) => Ok(filter),
        Err(Error::Refused { error, .. }) => Err(error.message().to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn criteria_are_what_a_request_may_filter_by() {
        let of = |key: &str, value: Value| json!({ "EqualsTo": { "Key": key, "Value": value } });
        let score = of("LeadReadinessScore", json!({ "StringValue": "High" }));
        assert!(criteria(json!({ "NotFilter": score })).is_ok());
        for (wrong, says) in [
            (json!({}), "exactly one"),
            (json!("High"), "must be"),
            (of("LeadScore", json!({ "StringValue": "High" })), "enum"),
            (of("MemberCount", json!({ "LongValue": 3 })), "operator"),
            (json!({ "OrAllFilters": [] }), "length"),
        ] {
            let message = criteria(wrong.clone()).expect_err("it does not fit");
            assert!(message.contains(says), "{wrong}: {message}");
        }
    }
}
