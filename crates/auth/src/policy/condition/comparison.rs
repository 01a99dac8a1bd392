//! One value of a policy, prepared for comparison with a value of a request.

use std::cmp::Ordering;
use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::tz::Offset;
use jiff::{Timestamp, civil};

use super::super::decide::Context;
use super::super::keys::fold;
use super::super::pattern::Piece;
use super::super::variable::{self, Special, Template, Token};

/// What a value of the request must match.
#[derive(Clone, Debug)]
pub(super) enum Comparison {
    /// It matches a pattern; a pattern without wildcards means equality.
    Text(Template),
    /// It is equal, ignoring the case of letters.
    Folded(Folded),
    /// It is an ARN of six parts that each match.
    Arn(Vec<Template>),
    Flag(bool),
    Number(Order, f64),
    /// Seconds since 1970.
    Date(Order, Timestamp),
    Address(CidrBlock),
    Binary(Vec<u8>),
}

impl Comparison {
    /// Whether an operator of this name exists, negations apart.
    pub(super) fn is_operator(base: &str) -> bool {
        let texts = [
            "StringEquals",
            "StringEqualsIgnoreCase",
            "StringLike",
            "ArnLike",
        ];
        let others = ["Bool", "IpAddress", "BinaryEquals"];
        texts.contains(&base)
            || others.contains(&base)
            || Order::of(base, "Numeric").is_some()
            || Order::of(base, "Date").is_some()
    }

    /// Parses a value for an operator, or returns why it is invalid.
    pub(super) fn parse(base: &str, value: &str, variables: bool) -> Result<Self, String> {
        let tokens = |wildcards| {
            let special = Special {
                wildcards,
                variables,
            };
            variable::tokens(value, special)
        };
        if let Some(order) = Order::of(base, "Numeric") {
            let number = number(value).ok_or_else(|| format!("'{value}' is not a number"))?;
            return Ok(Self::Number(order, number));
        }
        if let Some(order) = Order::of(base, "Date") {
            let wrong = || {
                format!(
                    "'{value}' is not a date; write 2026-11-22T19:04:29Z, 2026-11-22 or seconds \
                     since 1970"
                )
            };
            let date = date(value).ok_or_else(wrong)?;
            return Ok(Self::Date(order, date));
        }
        match base {
            "StringEquals" => Ok(Self::Text(Template::new(tokens(false)?))),
            "StringLike" => Ok(Self::Text(Template::new(tokens(true)?))),
            "StringEqualsIgnoreCase" => Ok(Self::Folded(Folded::new(tokens(false)?))),
            "ArnLike" => arn(tokens(true)?)
                .map(Self::Arn)
                .ok_or_else(|| format!("'{value}' is not an ARN; an ARN has six parts")),
            "Bool" => flag(value).map(Self::Flag),
            "IpAddress" => CidrBlock::parse(value)
                .map(Self::Address)
                .ok_or_else(|| format!("'{value}' is not an IP address or CIDR block")),
            "BinaryEquals" => STANDARD
                .decode(value)
                .map(Self::Binary)
                .map_err(|_| format!("'{value}' is not base64")),
            _ => Err(format!("unknown condition operator '{base}'")),
        }
    }

    /// The condition keys that its variables stand for, in lower case.
    pub(super) fn keys(&self) -> Vec<&str> {
        match self {
            Self::Text(template) => template.keys().collect(),
            Self::Folded(Folded::Variable(tokens)) => {
                tokens.iter().filter_map(Token::key).collect()
            }
            Self::Arn(parts) => parts.iter().flat_map(Template::keys).collect(),
            Self::Folded(Folded::Fixed(_))
            | Self::Flag(_)
            | Self::Number(..)
            | Self::Date(..)
            | Self::Address(_)
            | Self::Binary(_) => Vec::new(),
        }
    }

    /// Whether a value of the request matches. A malformed value does not.
    pub(super) fn matches(&self, sent: &str, context: &Context) -> bool {
        match self {
            Self::Text(template) => template.matches(sent, context),
            Self::Folded(text) => text.matches(sent, context),
            Self::Arn(parts) => {
                let sent: Vec<_> = sent.splitn(6, ':').collect();
                let mut pairs = parts.iter().zip(&sent);
                sent.len() == parts.len() && pairs.all(|(part, sent)| part.matches(sent, context))
            }
            Self::Flag(flag) => sent.eq_ignore_ascii_case(if *flag { "true" } else { "false" }),
            Self::Number(order, number) => {
                let sent = self::number(sent);
                sent.and_then(|sent| sent.partial_cmp(number))
                    .is_some_and(|is| order.allows(is))
            }
            Self::Date(order, date) => {
                self::date(sent).is_some_and(|sent| order.allows(sent.cmp(date)))
            }
            Self::Address(block) => sent.parse().is_ok_and(|sent| block.contains(sent)),
            Self::Binary(bytes) => STANDARD.decode(sent).is_ok_and(|sent| sent == *bytes),
        }
    }
}

/// How the request's value must compare with the policy's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Order {
    fn of(base: &str, family: &str) -> Option<Self> {
        match base.strip_prefix(family)? {
            "Equals" => Some(Self::Equal),
            "LessThan" => Some(Self::Less),
            "LessThanEquals" => Some(Self::LessOrEqual),
            "GreaterThan" => Some(Self::Greater),
            "GreaterThanEquals" => Some(Self::GreaterOrEqual),
            _ => None,
        }
    }

    fn allows(self, is: Ordering) -> bool {
        match self {
            Self::Equal => is.is_eq(),
            Self::Less => is.is_lt(),
            Self::LessOrEqual => is.is_le(),
            Self::Greater => is.is_gt(),
            Self::GreaterOrEqual => is.is_ge(),
        }
    }
}

/// Text whose case does not matter.
#[derive(Clone, Debug)]
pub(super) enum Folded {
    /// In lower case.
    Fixed(String),
    Variable(Vec<Token>),
}

impl Folded {
    fn new(tokens: Vec<Token>) -> Self {
        match tokens.as_slice() {
            [] => Self::Fixed(String::new()),
            [Token::Piece(Piece::Text(text))] => Self::Fixed(fold(text)),
            _ => Self::Variable(tokens),
        }
    }

    fn matches(&self, sent: &str, context: &Context) -> bool {
        match self {
            Self::Fixed(text) => fold(sent) == *text,
            Self::Variable(tokens) => {
                variable::text(tokens, context).is_some_and(|text| fold(sent) == fold(&text))
            }
        }
    }
}

/// Parses a pattern for each of the six parts of an ARN: no wildcard matches a colon, except the
/// single star that stands for every ARN.
fn arn(tokens: Vec<Token>) -> Option<Vec<Template>> {
    const PARTS: usize = 6;
    if matches!(tokens.as_slice(), [Token::Piece(Piece::Any)]) {
        return Some(vec![Template::new(tokens); PARTS]);
    }
    let mut parts = vec![Vec::new()];
    for token in tokens {
        let text = match token {
            Token::Piece(Piece::Text(text)) => text,
            token => {
                parts.last_mut()?.push(token);
                continue;
            }
        };
        let mut rest = text.as_str();
        while parts.len() < PARTS
            && let Some((part, after)) = rest.split_once(':')
        {
            parts
                .last_mut()?
                .push(Token::Piece(Piece::Text(part.to_owned())));
            parts.push(Vec::new());
            rest = after;
        }
        parts
            .last_mut()?
            .push(Token::Piece(Piece::Text(rest.to_owned())));
    }
    let is_arn = parts.len() == PARTS
        && parts
            .first()
            .is_some_and(|part| *part == [Token::Piece(Piece::Text("arn".to_owned()))]);
    is_arn.then(|| parts.into_iter().map(Template::new).collect())
}

/// A CIDR block of addresses.
#[derive(Clone, Copy, Debug)]
pub(super) struct CidrBlock {
    address: IpAddr,
    bits: u32,
}

impl CidrBlock {
    fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u32>().ok()?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let all = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(all);
        (bits <= all).then_some(Self { address, bits })
    }

    fn contains(&self, sent: IpAddr) -> bool {
        match (self.address, sent) {
            (IpAddr::V4(ours), IpAddr::V4(sent)) => {
                let differ = u32::from(ours) ^ u32::from(sent);
                differ.leading_zeros() >= self.bits
            }
            (IpAddr::V6(ours), IpAddr::V6(sent)) => {
                let differ = u128::from(ours) ^ u128::from(sent);
                differ.leading_zeros() >= self.bits
            }
            _ => false,
        }
    }
}

/// `true` or `false`.
pub(super) fn flag(text: &str) -> Result<bool, String> {
    if text.eq_ignore_ascii_case("true") {
        Ok(true)
    } else if text.eq_ignore_ascii_case("false") {
        Ok(false)
    } else {
        Err(format!("'{text}' must be true or false"))
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Parses an instant, a day in UTC, or seconds since 1970.
fn date(text: &str) -> Option<Timestamp> {
    if let Ok(seconds) = text.parse() {
        return Timestamp::from_second(seconds).ok();
    }
    let instant = text.parse::<Timestamp>().ok();
    instant.or_else(|| {
        let day: civil::Date = text.parse().ok()?;
        Offset::UTC
            .to_timestamp(day.to_datetime(civil::Time::midnight()))
            .ok()
    })
}
