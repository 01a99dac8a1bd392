//! Rules with ids and evidence, and the findings that they return.
//!
//! A rule is a fact about the service beyond its model. Rule functions are pure: they take values
//! and return findings. The compatibility page is generated from these constants, and the response
//! to a refused request can name the rules that refused it.

use cosell_api::FieldError;
use cosell_api::types::ValidationExceptionErrorCode as Code;

/// How the rule is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// AWS's documentation or the published model says so.
    Documented,
    /// A recorded response of the live service or a report from live use shows it.
    Observed,
    /// Concluded from the other two; no source says so.
    Inferred,
}

impl Evidence {
    /// The word in documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Observed => "observed",
            Self::Inferred => "inferred",
        }
    }
}

/// One rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id, such as `opportunity.title.required`; an id is never reused.
    pub id: &'static str,
    pub evidence: Evidence,
    /// What the rule says, in plain sentences.
    pub says: &'static str,
}

/// Declares the rules of a module, each as `NAME = "id", Evidence, "what it says.";`, and the list
/// `RULES` of them all, from which the compatibility page is generated.
macro_rules! rules {
    ($(
        $(#[$doc:meta])*
        $visibility:vis $name:ident = $id:literal, $evidence:ident, $says:literal;
    )+) => {
        $(
            $(#[$doc])*
            $visibility static $name: $crate::rule::Rule = $crate::rule::Rule {
                id: $id,
                evidence: $crate::rule::Evidence::$evidence,
                says: $says,
            };
        )+

        /// Every rule of this module.
        pub(crate) static RULES: &[&$crate::rule::Rule] = &[$(&$name),+];
    };
}
pub(crate) use rules;

/// Why a rule refuses a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: &'static Rule,
    /// The member as a dotted path in lower camel case; `None` when the finding is about the
    /// request as a whole.
    pub field: Option<String>,
    pub code: Code,
    pub message: String,
}

impl Finding {
    /// A finding about one member.
    pub fn new(rule: &'static Rule, field: &str, code: Code, message: impl Into<String>) -> Self {
        Self {
            rule,
            field: Some(field.to_owned()),
            code,
            message: message.into(),
        }
    }

    /// A finding about the request as a whole.
    pub fn general(rule: &'static Rule, code: Code, message: impl Into<String>) -> Self {
        Self {
            rule,
            field: None,
            code,
            message: message.into(),
        }
    }

    pub(crate) fn into_field_error(self) -> FieldError {
        FieldError {
            field_name: self.field,
            message: self.message,
            code: self.code,
        }
    }
}
