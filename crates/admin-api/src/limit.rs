//! How many things a page of a list is to have.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// A number from 1 to `MOST`; `USUAL` when nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Limit<const USUAL: u16, const MOST: u16>(u16);

/// A text that is not a number, or not in the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("limit is 1 to {most}.")]
pub struct LimitError {
    most: u16,
}

impl<const USUAL: u16, const MOST: u16> Limit<USUAL, MOST> {
    /// As many as there may be.
    pub const MOST: Self = Self(MOST);

    pub const fn get(self) -> u16 {
        self.0
    }
}

impl<const USUAL: u16, const MOST: u16> Default for Limit<USUAL, MOST> {
    fn default() -> Self {
        Self(USUAL)
    }
}

impl<const USUAL: u16, const MOST: u16> fmt::Display for Limit<USUAL, MOST> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl<const USUAL: u16, const MOST: u16> FromStr for Limit<USUAL, MOST> {
    type Err = LimitError;

    fn from_str(text: &str) -> Result<Self, LimitError> {
        let number = text.parse().ok();
        let limit = number.filter(|number| (1..=MOST).contains(number));
        limit.map(Self).ok_or(LimitError { most: MOST })
    }
}

impl<'de, const USUAL: u16, const MOST: u16> Deserialize<'de> for Limit<USUAL, MOST> {
    /// Reads it from a query, where a number is a text.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

impl<const USUAL: u16, const MOST: u16> JsonSchema for Limit<USUAL, MOST> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Limit{MOST}").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL })
    }
}
