//! `/_cosell/metrics`: the text that Prometheus reads.

use schemars::{Schema, SchemaGenerator, json_schema};

use crate::page::{Answer, Content};

/// What the server counts, in Prometheus's text form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metrics(pub String);

impl Answer for Metrics {
    const MEDIA_TYPE: &'static str = "text/plain; version=0.0.4; charset=utf-8";

    fn into_content(self) -> Result<Content, serde_json::Error> {
        Ok(Content::Text(self.0))
    }

    fn from_content(content: &Content) -> Result<Self, serde_json::Error> {
        match content {
            Content::Text(text) => Ok(Self(text.clone())),
            Content::Json(_) => Err(serde::de::Error::custom("a text was expected")),
        }
    }

    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}
