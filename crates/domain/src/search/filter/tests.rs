//! What filters are refused for, and what they match.

use std::borrow::Cow;

use cosell_api::types::OpportunitySearchFilterName as Opportunity;
use serde_json::{Value, json};

use super::super::field::Held;
use super::*;

const LIMITS: Limits = Limits {
    depth: Some(3),
    leaves: Some(20),
};

fn check(filter: Value) -> Result<Expression<Opportunity>, Error> {
    let filter: OpportunitySearchFilter = serde_json::from_value(filter).expect("a filter");
    Expression::check(&filter, LIMITS)
}

/// The fields of the findings.
fn refused<F: Field>(checked: Result<Expression<F>, Error>) -> Vec<String> {
    match checked {
        Ok(expression) => panic!("{expression:?} is not refused"),
        Err(Error::Refused {
            error: cosell_api::Error::Validation { errors, .. },
            ..
        }) => errors
            .into_iter()
            .filter_map(|error| error.field_name)
            .collect(),
        Err(error) => panic!("{error}"),
    }
}

fn record(field: Opportunity) -> Held<'static> {
    match field {
        Opportunity::CustomerCompanyName => Held::text(Some("Straßenbau MÜLLER")),
        Opportunity::Stage => Held::text(Some("Qualified")),
        Opportunity::ApnPrograms => Held::several(["ISV Accelerate", "Well-Architected"]),
        Opportunity::CreatedDate => Held::number(Some(1_000)),
        Opportunity::EstimatedMrr => Held::Number(amount(500.5)),
        _ => Held::Absent,
    }
}

fn matches(filter: Value) -> bool {
    let filter = check(filter).expect("the filter fits");
    filter.matches(&record)
}

fn leaf(operator: &str, key: &str, value: &Value) -> Value {
    json!({ operator: { "Key": key, "Value": value } })
}

fn text(operator: &str, key: &str, text: &str) -> Value {
    leaf(operator, key, &json!({ "StringValue": text }))
}

#[test]
fn a_node_has_exactly_one_member() {
    assert_eq!(refused(check(json!({}))), ["filter"]);
    let mut two = text("EqualsTo", "Stage", "Qualified");
    two["NotFilter"] = text("EqualsTo", "Stage", "Prospect");
    let filter = json!({ "AndAllFilters": [two, {}] });
    let expected = [
        "filter.andAllFilters.1.member",
        "filter.andAllFilters.2.member",
    ];
    assert_eq!(refused(check(filter)), expected);
}

#[test]
fn the_value_fits_the_name_and_the_operator() {
    let date = json!({ "DateValue": "2026-11-28T00:00:00Z" });
    let list = json!({ "StringListValue": ["a"] });
    let long = json!({ "LongValue": 5 });
    for (operator, key, value, field) in [
        ("EqualsTo", "Stage", &date, "filter.equalsTo.value"),
        ("EqualsTo", "Stage", &list, "filter.equalsTo.value"),
        ("EqualsTo", "CreatedDate", &date, "filter.equalsTo.key"),
        ("EqualsTo", "EstimatedMrr", &long, "filter.equalsTo.key"),
        (
            "ContainsAny",
            "EstimatedMrr",
            &long,
            "filter.containsAny.key",
        ),
        ("ContainsAny", "Stage", &long, "filter.containsAny.value"),
        (
            "ContainsAll",
            "CreatedDate",
            &list,
            "filter.containsAll.key",
        ),
        ("GreaterThan", "Stage", &long, "filter.greaterThan.key"),
        ("LessThan", "CreatedDate", &long, "filter.lessThan.value"),
        (
            "LessThanOrEquals",
            "EstimatedMrr",
            &date,
            "filter.lessThanOrEquals.value",
        ),
    ] {
        let filter = leaf(operator, key, value);
        assert_eq!(refused(check(filter)), [field]);
    }
}

#[test]
fn depth_counts_combinators_and_not_the_condition() {
    let condition = text("EqualsTo", "Stage", "Qualified");
    let not = json!({ "NotFilter": condition });
    let three = json!({ "AndAllFilters": [{ "OrAllFilters": [not] }] });
    assert!(!matches(three.clone()));
    let four = json!({ "NotFilter": three });
    let field = "filter.notFilter.andAllFilters.1.member.orAllFilters.1.member";
    assert_eq!(refused(check(four)), [field]);
}

#[test]
fn a_tree_has_at_most_twenty_conditions() {
    let ten = json!({ "OrAllFilters": vec![text("EqualsTo", "Stage", "Qualified"); 10] });
    assert!(matches(json!({ "AndAllFilters": [ten, ten] })));
    let one = text("EqualsTo", "Stage", "Qualified");
    assert_eq!(
        refused(check(json!({ "AndAllFilters": [ten, ten, one] }))),
        ["filter"]
    );
}

#[test]
fn texts_match_as_their_operator_says() {
    for (filter, expected) in [
        (text("EqualsTo", "Stage", "Qualified"), true),
        (text("EqualsTo", "Stage", "qualified"), false),
        (text("EqualsTo", "ApnPrograms", "ISV Accelerate"), true),
        (text("EqualsTo", "ApnPrograms", "ISV"), false),
        (text("ContainsAny", "CustomerCompanyName", "STRAẞE"), true),
        (text("ContainsAny", "CustomerCompanyName", "strasse"), false),
        (text("ContainsAny", "ApnPrograms", "architect"), true),
        (text("ContainsAll", "Stage", "Qualified"), true),
    ] {
        assert_eq!(matches(filter.clone()), expected, "{filter}");
    }
    let lists =
        |operator, key, list: &[&str]| leaf(operator, key, &json!({ "StringListValue": list }));
    for (filter, expected) in [
        (lists("ContainsAny", "Stage", &["x", "QUAL"]), true),
        (
            lists("ContainsAll", "Stage", &["Qualified", "Prospect"]),
            false,
        ),
        (
            lists(
                "ContainsAll",
                "ApnPrograms",
                &["Well-Architected", "ISV Accelerate"],
            ),
            true,
        ),
        (
            lists("ContainsAll", "ApnPrograms", &["Well-Architected", "ISV"]),
            false,
        ),
    ] {
        assert_eq!(matches(filter.clone()), expected, "{filter}");
    }
}

#[test]
fn dates_and_amounts_compare_as_such() {
    for (operator, double, expected) in [
        ("GreaterThan", 500.5, false),
        ("GreaterThanOrEquals", 500.5, true),
        ("LessThan", 500.51, true),
        ("LessThanOrEquals", 500.49, false),
    ] {
        let filter = leaf(operator, "EstimatedMrr", &json!({ "DoubleValue": double }));
        assert_eq!(matches(filter), expected, "{operator}");
    }
    let whole = leaf("GreaterThan", "EstimatedMrr", &json!({ "LongValue": 500 }));
    assert!(matches(whole));
    let date = json!({ "DateValue": "1970-01-01T00:00:01Z" });
    assert!(matches(leaf("LessThanOrEquals", "CreatedDate", &date)));
}

#[test]
fn a_name_without_a_value_matches_no_condition_and_every_negation() {
    let absent = text("ContainsAny", "NextStep", "call");
    assert!(!matches(absent.clone()));
    assert!(matches(json!({ "NotFilter": absent })));
    let date = leaf(
        "LessThan",
        "TargetCloseDate",
        &json!({ "DateValue": "2030-01-01T00:00:00Z" }),
    );
    assert!(!matches(date));
}

/// A filter of one condition, over names that compare otherwise than those of opportunities.
struct Single(Operator, Name);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Company,
    Country,
    Program,
    Members,
}

impl Node for Single {
    type Name = Name;

    fn members(&self) -> Vec<Member<'_, Self>> {
        let value = match self.1 {
            Name::Members => Operand::Whole(2),
            _ => Operand::Text("US"),
        };
        let (operator, field) = (self.0, self.1);
        vec![Member::Condition(
            "it",
            Condition {
                field,
                operator,
                value,
            },
        )]
    }
}

impl Field for Name {
    fn kind(self) -> Kind {
        match self {
            Self::Company | Self::Country => Kind::Text,
            Self::Program => Kind::Several,
            Self::Members => Kind::Whole,
        }
    }

    fn contains_any(self) -> AnyOf {
        match self {
            Self::Company => AnyOf::Substring,
            _ => AnyOf::Equal,
        }
    }

    fn contains_all(self) -> bool {
        self == Self::Program
    }
}

#[test]
fn a_search_says_which_operators_a_name_takes() {
    let check = |operator, name| Expression::check(&Single(operator, name), LIMITS);
    let is = |text: &'static str| move |_| Held::Text(Cow::Borrowed(text));
    let country = check(Operator::ContainsAny, Name::Country).expect("it fits");
    assert!(country.matches(&is("US")));
    assert!(!country.matches(&is("AUSTRALIA")));
    let company = check(Operator::ContainsAny, Name::Company).expect("it fits");
    assert!(company.matches(&is("Australia")));
    let refusal = refused(check(Operator::ContainsAll, Name::Country));
    assert_eq!(refusal, ["filter.it.key"]);
    assert!(check(Operator::ContainsAll, Name::Program).is_ok());
    let more = check(Operator::Compares(Comparison::Greater), Name::Members).expect("it fits");
    assert!(more.matches(&|_| Held::Number(3)));
    assert!(!more.matches(&|_| Held::Number(2)));
}

#[test]
fn without_a_limit_a_tree_is_as_deep_as_its_json() {
    let limits = Limits {
        depth: None,
        leaves: None,
    };
    let mut deep = text("EqualsTo", "Stage", "Qualified");
    for _ in 0..20 {
        deep = json!({ "NotFilter": deep });
    }
    let deep: OpportunitySearchFilter = serde_json::from_value(deep).expect("a filter");
    let deep = Expression::check(&deep, limits).expect("it fits");
    assert!(deep.matches(&record));
}
