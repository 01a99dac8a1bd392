//! Enums parse and write exactly their values.

use std::str::FromStr;

use cosell_api::UnknownValue;
use cosell_api::shape::Kind;
use cosell_api::shapes;
use cosell_api::types::{
    AwsClosedLostReason, CompetitorName, CountryCode, CurrencyCode, DeliveryModel, MarketingSource,
    PaymentFrequency, PrimaryNeedFromAws, ReviewStatus, Stage, TaskStatus,
};
use serde_json::json;

macro_rules! same_as_table {
    ($($name:ident $table:ident)*) => {$({
        let Kind::Enumeration(table) = &shapes::$table.kind else { panic!("not a closed list") };
        let mut values: Vec<_> = $name::ALL.iter().map(|value| value.as_str()).collect();
        values.sort_unstable();
        assert_eq!(values, *table);
        for value in $name::ALL {
            assert_eq!($name::from_wire(value.as_str()), Some(*value));
            assert_eq!($name::from_str(value.as_str()), Ok(*value));
            assert_eq!(value.to_string(), value.as_str());
            assert_eq!(serde_json::to_value(value).ok(), Some(json!(value.as_str())));
            assert_eq!(serde_json::from_value::<$name>(json!(value.as_str())).ok(), Some(*value));
        }
    })*};
}

#[test]
fn every_value_survives_a_round_trip() {
    same_as_table!(
        AwsClosedLostReason AWS_CLOSED_LOST_REASON
        CompetitorName COMPETITOR_NAME
        CountryCode COUNTRY_CODE
        CurrencyCode CURRENCY_CODE
        DeliveryModel DELIVERY_MODEL
        MarketingSource MARKETING_SOURCE
        PaymentFrequency PAYMENT_FREQUENCY
        PrimaryNeedFromAws PRIMARY_NEED_FROM_AWS
        ReviewStatus REVIEW_STATUS
        Stage STAGE
        TaskStatus TASK_STATUS
    );
}

#[test]
fn an_unknown_value_is_refused_without_being_repeated() {
    assert_eq!("closed lost".parse::<Stage>(), Err(UnknownValue("Stage")));
    assert_eq!(UnknownValue("Stage").to_string(), "not a value of Stage");
}

#[test]
fn every_table_is_sorted_for_its_binary_search() {
    for shape in shapes::ALL {
        if let Kind::Enumeration(values) = &shape.kind {
            assert!(values.is_sorted(), "{}", shape.name);
        }
    }
    assert!(shapes::ALL.is_sorted_by_key(|shape| shape.name));
}

#[test]
fn values_that_the_model_lacks_are_added() {
    assert_eq!(
        PrimaryNeedFromAws::from_wire("Do Not Need Support from AWS Sales Rep"),
        Some(PrimaryNeedFromAws::DoNotNeedSupportFromAwsSalesRep)
    );
    assert_eq!(
        PaymentFrequency::from_wire("None"),
        Some(PaymentFrequency::None)
    );
}
