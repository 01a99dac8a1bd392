//! The Condition of a statement: operators over the condition keys of a request.
//!
//! Every operator and every key of a Condition must match. An operator matches when the request's
//! value matches one of the policy's values; a negated one when it matches none. `ForAnyValue:` and
//! `ForAllValues:` say how many of a key's several values must match. A key that the request lacks
//! fails an operator, unless the operator is negated, ends in `IfExists` or begins with
//! `ForAllValues:`.
//!
//! IAM accepts an empty list of values. Its meaning is documented for operators with
//! `ForAnyValue:`, `ForAllValues:` and `IfExists`: no value of a request matches it. For the others
//! the documentation contradicts itself, and for negated ones it says nothing, so there an empty
//! list is refused.

mod comparison;

use std::collections::HashSet;

use self::comparison::Comparison;
use super::decide::Context;
use super::document::{PolicyError, Problem, one_or_list};
use super::keys::{self, fold};
use crate::json::Node;

/// One key under one operator.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    /// In lower case.
    key: Box<str>,
    quantifier: Quantifier,
    if_exists: bool,
    test: Test,
}

/// How many values of the request must match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quantifier {
    /// The only value. Of several, any may match; a negated operator requires that none does.
    One,
    Any,
    All,
}

#[derive(Clone, Debug)]
enum Test {
    /// Whether the key is missing.
    Null(Vec<bool>),
    Compare {
        negated: bool,
        /// The policy's values.
        values: Vec<Comparison>,
    },
}

impl Condition {
    /// The condition keys that it reads, in lower case.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        let values = match &self.test {
            Test::Null(_) => &[],
            Test::Compare { values, .. } => values.as_slice(),
        };
        let variables = values.iter().flat_map(Comparison::keys);
        std::iter::once(&*self.key).chain(variables)
    }

    /// Whether the request matches.
    pub(super) fn matches(&self, context: &Context) -> bool {
        let sent = context.values(&self.key);
        let (negated, values) = match &self.test {
            Test::Null(expected) => return expected.contains(&sent.is_empty()),
            Test::Compare { negated, values } => (*negated, values),
        };
        let is_match = |sent: &String| values.iter().any(|value| value.matches(sent, context));
        match self.quantifier {
            Quantifier::All => sent.iter().all(|sent| is_match(sent) != negated),
            Quantifier::Any if sent.is_empty() => self.if_exists,
            Quantifier::Any => sent.iter().any(|sent| is_match(sent) != negated),
            Quantifier::One if sent.is_empty() => self.if_exists || negated,
            Quantifier::One => sent.iter().any(is_match) != negated,
        }
    }
}

/// Parses a Condition.
pub(super) fn parse(
    node: Node,
    path: &str,
    variables: bool,
) -> Result<Vec<Condition>, PolicyError> {
    let Node::Object(operators) = node else {
        return Err(Problem::Type("an object").at(path));
    };
    let mut conditions = Vec::new();
    for (name, keys) in operators {
        let path = format!("{path}.{name}");
        let operator = Operator::parse(&name).ok_or_else(|| {
            Problem::Value(format!("unknown condition operator '{name}'")).at(&*path)
        })?;
        let Node::Object(keys) = keys else {
            return Err(Problem::Type("an object").at(path));
        };
        let mut known = HashSet::new();
        for (key, values) in keys {
            if !known.insert(fold(&key)) {
                let message =
                    "duplicate condition key: the case of letters does not distinguish keys";
                return Err(Problem::Value(message.to_owned()).at(format!("{path}.{key}")));
            }
            conditions.push(condition(&operator, &key, values, &path, variables)?);
        }
    }
    Ok(conditions)
}

fn condition(
    operator: &Operator<'_>,
    key: &str,
    values: Node,
    path: &str,
    variables: bool,
) -> Result<Condition, PolicyError> {
    let path = format!("{path}.{key}");
    keys::check(key).map_err(|message| Problem::Value(message).at(&*path))?;
    let nodes = one_or_list(values, &path);
    if nodes.is_empty() && !operator.accepts_empty_list() {
        return Err(Problem::Empty.at(path));
    }
    let values = nodes
        .into_iter()
        .map(|(node, path)| match node {
            Node::Text(text) | Node::Number(text) => Ok((text, path)),
            Node::Bool(flag) => Ok((flag.to_string(), path)),
            _ => Err(Problem::Type("a string, a number or a boolean").at(path)),
        })
        .collect::<Result<Vec<_>, _>>()?;
    let test = if operator.base == "Null" {
        let flags = values.into_iter().map(|(text, path)| {
            comparison::flag(&text).map_err(|message| Problem::Value(message).at(path))
        });
        Test::Null(flags.collect::<Result<_, _>>()?)
    } else {
        let compared = values.into_iter().map(|(text, path)| {
            Comparison::parse(operator.base, &text, variables)
                .map_err(|message| Problem::Value(message).at(path))
        });
        Test::Compare {
            negated: operator.negated,
            values: compared.collect::<Result<_, _>>()?,
        }
    };
    Ok(Condition {
        key: fold(key).into(),
        quantifier: operator.quantifier,
        if_exists: operator.if_exists,
        test,
    })
}

/// A parsed operator name.
struct Operator<'a> {
    quantifier: Quantifier,
    /// The name of the operator that this one negates, or its own.
    base: &'a str,
    negated: bool,
    if_exists: bool,
}

impl<'a> Operator<'a> {
    /// Whether IAM documents the meaning of an empty list of values.
    fn accepts_empty_list(&self) -> bool {
        !self.negated && (self.quantifier != Quantifier::One || self.if_exists)
    }

    fn parse(name: &'a str) -> Option<Self> {
        let (quantifier, rest) = match name.split_once(':') {
            None => (Quantifier::One, name),
            Some(("ForAnyValue", rest)) => (Quantifier::Any, rest),
            Some(("ForAllValues", rest)) => (Quantifier::All, rest),
            Some(_) => return None,
        };
        let (rest, if_exists) = match rest.strip_suffix("IfExists") {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        let (base, negated) = match rest {
            "StringNotEquals" => ("StringEquals", true),
            "StringNotEqualsIgnoreCase" => ("StringEqualsIgnoreCase", true),
            "StringNotLike" => ("StringLike", true),
            "NumericNotEquals" => ("NumericEquals", true),
            "DateNotEquals" => ("DateEquals", true),
            "ArnNotEquals" | "ArnNotLike" => ("ArnLike", true),
            // The two are the same: ArnEquals accepts wildcards too.
            "ArnEquals" => ("ArnLike", false),
            "NotIpAddress" => ("IpAddress", true),
            base => (base, false),
        };
        // Null checks whether a key exists, so nothing that presumes it applies.
        let is_plain_null = base == "Null" && quantifier == Quantifier::One && !if_exists;
        (is_plain_null || Comparison::is_operator(base)).then_some(Self {
            quantifier,
            base,
            negated,
            if_exists,
        })
    }
}
