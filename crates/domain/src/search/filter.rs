//! Filters of the API, checked against what a search declares.
//!
//! A node has exactly one member, which the model does not say. The member of a value must fit the
//! filter name and the operator. What does not fit is a finding on the path of its member.

use std::fmt;

use cosell_api::types::{
    EngagementSearchFilter, EngagementSearchFilterName, EngagementSearchFilterValue,
    EngagementSearchPredicate, Filter, FilterCondition, FilterValue, FilterableField,
    OpportunitySearchFilter, OpportunitySearchFilterName, OpportunitySearchFilterValue,
    OpportunitySearchPredicate, ValidationExceptionErrorCode as Code,
};
use cosell_api::{DateTime, FieldError, Findings};

use super::expression::{Comparison, Expression, Leaf, Test};
use super::field::{AnyOf, Field, Kind, amount};
use super::fold::fold;
use crate::Error;
use crate::rule::{Rule, rules};

rules! {
    ONE_MEMBER = "search.filter.one-member", Inferred,
        "A node of a filter tree has exactly one member.";
    FITS = "search.filter.value", Inferred,
        "The value of a condition fits its filter name and its operator: texts are equal to or \
         contained in texts, dates and numbers are compared with their like, and one text may \
         stand where a list may.";
    DEPTH = "search.filter.depth", Inferred,
        "The depth of a filter tree counts the combinators on a path, not the condition at its \
         end.";
    LEAVES = "search.filter.leaves", Documented,
        "A filter tree has no more conditions than its search takes.";
}

/// How large a tree may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Combinators on a path, if they are limited.
    pub depth: Option<usize>,
    /// Conditions in all, if they are limited.
    pub leaves: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    EqualsTo,
    ContainsAny,
    ContainsAll,
    Compares(Comparison),
}

/// One member of a node.
pub(crate) enum Member<'a, N: Node> {
    All(&'a [N]),
    Any(&'a [N]),
    Not(&'a N),
    Condition(&'static str, Condition<'a, N::Name>),
}

/// A filter name, an operator and a value.
pub(crate) struct Condition<'a, F> {
    field: F,
    operator: Operator,
    value: Operand<'a>,
}

/// The value of a condition.
enum Operand<'a> {
    Text(&'a str),
    List(&'a [String]),
    Whole(i64),
    /// No search but one has it in its model.
    Double(f64),
    Date(DateTime),
}

/// A node of a filter as the API has it.
pub(crate) trait Node: Sized {
    /// The filter names of its search.
    type Name: Copy;

    /// The members that are present, in the model's order.
    fn members(&self) -> Vec<Member<'_, Self>>;
}

/// Implements [`Node`] for the generated types of a search.
macro_rules! node {
    ($Filter:ident, $Predicate:ident, $Name:ident, $Value:ident $(, $Double:ident)?) => {
        impl Node for $Filter {
            type Name = $Name;

            fn members(&self) -> Vec<Member<'_, Self>> {
                fn operand(value: &$Value) -> Operand<'_> {
                    match value {
                        $Value::StringValue(text) => Operand::Text(text),
                        $Value::StringListValue(list) => Operand::List(list),
                        $Value::LongValue(number) => Operand::Whole(*number),
                        $($Value::$Double(number) => Operand::Double(*number),)?
                        $Value::DateValue(date) => Operand::Date(*date),
                    }
                }
                fn condition<'a>(
                    name: &'static str,
                    operator: Operator,
                    predicate: Option<&'a $Predicate>,
                ) -> Option<Member<'a, $Filter>> {
                    let $Predicate { key, value, .. } = predicate?;
                    let (field, value) = (*key, operand(value));
                    Some(Member::Condition(name, Condition { field, operator, value }))
                }
                let members = [
                    self.and_all_filters.as_deref().map(Member::All),
                    self.or_all_filters.as_deref().map(Member::Any),
                    self.not_filter.as_deref().map(Member::Not),
                    condition("equalsTo", Operator::EqualsTo, self.equals_to.as_ref()),
                    condition("containsAny", Operator::ContainsAny, self.contains_any.as_ref()),
                    condition("containsAll", Operator::ContainsAll, self.contains_all.as_ref()),
                    condition(
                        "greaterThan",
                        Operator::Compares(Comparison::Greater),
                        self.greater_than.as_ref(),
                    ),
                    condition(
                        "greaterThanOrEquals",
                        Operator::Compares(Comparison::GreaterOrEqual),
                        self.greater_than_or_equals.as_ref(),
                    ),
                    condition(
                        "lessThan",
                        Operator::Compares(Comparison::Less),
                        self.less_than.as_ref(),
                    ),
                    condition(
                        "lessThanOrEquals",
                        Operator::Compares(Comparison::LessOrEqual),
                        self.less_than_or_equals.as_ref(),
                    ),
                ];
                members.into_iter().flatten().collect()
            }
        }
    };
}

node!(
    OpportunitySearchFilter,
    OpportunitySearchPredicate,
    OpportunitySearchFilterName,
    OpportunitySearchFilterValue,
    DoubleValue
);
node!(
    EngagementSearchFilter,
    EngagementSearchPredicate,
    EngagementSearchFilterName,
    EngagementSearchFilterValue
);
node!(Filter, FilterCondition, FilterableField, FilterValue);

impl<F: Field> Expression<F> {
    /// The expression of a filter, if there is one.
    pub(crate) fn of<N: Node<Name = F>>(
        filter: Option<&N>,
        limits: Limits,
    ) -> Result<Option<Self>, Error> {
        filter.map(|filter| Self::check(filter, limits)).transpose()
    }

    /// The expression of a filter, or everything in it that does not fit.
    pub(crate) fn check<N: Node<Name = F>>(filter: &N, limits: Limits) -> Result<Self, Error> {
        let mut check = Check {
            limits,
            leaves: 0,
            findings: Findings::default(),
            rules: Vec::new(),
        };
        let root = Path::Root("filter");
        let expression = check.node(filter, &root, 0);
        if limits.leaves.is_some_and(|most| check.leaves > most) {
            let most = limits.leaves.unwrap_or_default();
            let what = format!("Member must have at most {most} conditions in all");
            check.refuse(&LEAVES, &root, Code::TooManyValues, &what);
        }
        match expression {
            Some(expression) if check.findings.is_empty() => Ok(expression),
            _ => Err(Error::Refused {
                error: cosell_api::Error::request(check.findings),
                rules: check.rules,
            }),
        }
    }
}

/// A walk over a filter.
struct Check {
    limits: Limits,
    leaves: usize,
    findings: Findings,
    rules: Vec<&'static str>,
}

impl Check {
    fn refuse(&mut self, rule: &'static Rule, path: &Path<'_>, code: Code, what: &str) {
        if !self.rules.contains(&rule.id) {
            self.rules.push(rule.id);
        }
        self.findings.add(|| {
            let message = format!("Value at '{path}' failed to satisfy constraint: {what}");
            FieldError::new(path.to_string(), code, message)
        });
    }

    /// `None` when something below is refused. `depth` counts the combinators above.
    fn node<N: Node<Name: Field>>(
        &mut self,
        node: &N,
        path: &Path<'_>,
        depth: usize,
    ) -> Option<Expression<N::Name>> {
        let members = node.members();
        let [member] = members.as_slice() else {
            let what = "Member must have exactly one of AndAllFilters, OrAllFilters, NotFilter, \
                        EqualsTo, ContainsAny, ContainsAll, GreaterThan, GreaterThanOrEquals, \
                        LessThan, LessThanOrEquals";
            self.refuse(&ONE_MEMBER, path, Code::InvalidValue, what);
            return None;
        };
        let is_combinator = !matches!(member, Member::Condition(..));
        if is_combinator && self.limits.depth.is_some_and(|most| depth >= most) {
            let most = self.limits.depth.unwrap_or_default();
            let what = format!("Member must be below at most {} combinators", most - 1);
            self.refuse(&DEPTH, path, Code::InvalidValue, &what);
            return None;
        }
        match member {
            Member::All(nodes) => self
                .list(nodes, &path.member("andAllFilters"), depth + 1)
                .map(Expression::All),
            Member::Any(nodes) => self
                .list(nodes, &path.member("orAllFilters"), depth + 1)
                .map(Expression::Any),
            Member::Not(node) => {
                let below = self.node(*node, &path.member("notFilter"), depth + 1)?;
                Some(Expression::Not(Box::new(below)))
            }
            Member::Condition(name, condition) => {
                self.leaves += 1;
                let test = self.test(condition, &path.member(name))?;
                let field = condition.field;
                Some(Expression::Leaf(Leaf { field, test }))
            }
        }
    }

    fn list<N: Node<Name: Field>>(
        &mut self,
        nodes: &[N],
        path: &Path<'_>,
        depth: usize,
    ) -> Option<Vec<Expression<N::Name>>> {
        let mut all = Vec::with_capacity(nodes.len());
        for (position, node) in nodes.iter().enumerate() {
            all.push(self.node(node, &path.item(position), depth));
        }
        all.into_iter().collect()
    }

    fn test<F: Field>(&mut self, condition: &Condition<'_, F>, path: &Path<'_>) -> Option<Test> {
        let Condition {
            field,
            operator,
            value,
        } = condition;
        let kind = field.kind();
        let takes = match operator {
            Operator::EqualsTo | Operator::ContainsAny => kind.is_text(),
            Operator::ContainsAll => field.contains_all(),
            Operator::Compares(_) => !kind.is_text(),
        };
        if !takes {
            let what = "Member must have a key that takes this operator";
            self.refuse(&FITS, &path.member("key"), Code::InvalidValue, what);
            return None;
        }
        let test = match (operator, value) {
            (Operator::EqualsTo, Operand::Text(text)) => Some(Test::OneOf(list(&[*text]))),
            (Operator::ContainsAny, Operand::Text(text)) => Some(any_of(*field, &[*text])),
            (Operator::ContainsAny, Operand::List(texts)) => Some(any_of(*field, texts)),
            (Operator::ContainsAll, Operand::Text(text)) => Some(Test::Every(list(&[*text]))),
            (Operator::ContainsAll, Operand::List(texts)) => Some(Test::Every(list(texts))),
            (Operator::Compares(comparison), value) => {
                compared(kind, value).map(|bound| Test::Compares(*comparison, bound))
            }
            _ => None,
        };
        if test.is_none() {
            let what = format!("Member must be {}", wanted(*operator, kind));
            self.refuse(&FITS, &path.member("value"), Code::InvalidValue, &what);
        }
        test
    }
}

fn any_of<F: Field>(field: F, texts: &[impl AsRef<str>]) -> Test {
    match field.contains_any() {
        AnyOf::Substring => Test::Contains(texts.iter().map(|text| fold(text.as_ref())).collect()),
        AnyOf::Equal => Test::OneOf(list(texts)),
    }
}

fn list(texts: &[impl AsRef<str>]) -> Vec<String> {
    texts.iter().map(|text| text.as_ref().to_owned()).collect()
}

/// The bound of a comparison, in the numbers that records have.
fn compared(kind: Kind, value: &Operand<'_>) -> Option<i64> {
    match (kind, value) {
        (Kind::Date, Operand::Date(date)) => Some(date.as_millis()),
        (Kind::Whole, Operand::Whole(number)) => Some(*number),
        (Kind::Amount, Operand::Double(number)) => Some(amount(*number)),
        #[expect(clippy::cast_precision_loss, reason = "amounts compare as doubles")]
        (Kind::Amount, Operand::Whole(number)) => Some(amount(*number as f64)),
        _ => None,
    }
}

fn wanted(operator: Operator, kind: Kind) -> &'static str {
    match (operator, kind) {
        (Operator::EqualsTo, _) => "a StringValue",
        (Operator::ContainsAny | Operator::ContainsAll, _) => "a StringListValue or a StringValue",
        (Operator::Compares(_), Kind::Date) => "a DateValue",
        (Operator::Compares(_), Kind::Amount) => "a DoubleValue or a LongValue",
        (Operator::Compares(_), _) => "a LongValue",
    }
}

/// Where in a request a node is. Items are counted from one, as in all field names.
enum Path<'a> {
    Root(&'static str),
    Member(&'a Path<'a>, &'static str),
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn member(&self, name: &'static str) -> Path<'_> {
        Path::Member(self, name)
    }

    fn item(&self, position: usize) -> Path<'_> {
        Path::Item(self, position)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root(name) => formatter.write_str(name),
            Self::Member(path, name) => write!(formatter, "{path}.{name}"),
            Self::Item(path, position) => write!(formatter, "{path}.{}.member", position + 1),
        }
    }
}

#[cfg(test)]
mod tests;
