//! Rules with names and evidence, and what they find.
//!
//! A rule is a fact about the service beyond its model. Rule functions are pure: they take values
//! and return findings. The compatibility page is printed from these constants, and a refused
//! request can be told which of them refused it.

use cosell_api::FieldError;
use cosell_api::types::ValidationExceptionErrorCode as Code;

/// How we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// On a page of AWS's documentation or in the published model.
    Documented,
    /// In a recorded answer of the live service, or reported from live use.
    Observed,
    /// Concluded from the two; nobody says so.
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
    /// Its name, such as `opportunity.title.required`; never reused.
    pub id: &'static str,
    pub evidence: Evidence,
    /// What it says, in one sentence.
    pub says: &'static str,
}

/// Declares the rules of a module, each as `NAME = "id", Evidence, "what it says.";`, and the list
/// `RULES` of them all, from which the compatibility page is printed.
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

/// What a rule holds against a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: &'static Rule,
    /// The member as a dotted path in lower camel case; none when it is about the whole.
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

    /// A finding about the whole.
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
