//! A page as a value: what a request for it says, to be sent, read, and described.
//!
//! `pages!` implements [`Page`] for every page of the table. The three ways through it name the
//! parts in the same order: the path's parameters, the query, the body.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::declaration::Declaration;
use crate::openapi::Operation;
use crate::request::{Request, RequestError};

/// A request for a page.
pub trait Page: Sized {
    /// What is declared of it.
    const DECLARED: &'static Declaration;

    /// What is answered.
    type Answer: Answer;

    /// Reads a request.
    fn read<R: Reader>(request: &mut R) -> Result<Self, R::Error>;

    /// Writes a request.
    fn write(&self, request: &mut Request) -> Result<(), RequestError>;

    /// Describes what a request may say and what is answered.
    fn describe(operation: &mut Operation<'_>);
}

/// A request that arrived.
pub trait Reader {
    type Error;

    /// The parameter of the path that has this name.
    fn parameter(&mut self, name: &'static str) -> Result<String, Self::Error>;
    fn query<T: DeserializeOwned>(&mut self) -> Result<T, Self::Error>;
    fn body<T: DeserializeOwned>(&mut self) -> Result<T, Self::Error>;
}

/// An answer on the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Json(Value),
    Text(String),
}

/// What a page answers: a JSON document, or a text.
pub trait Answer: Sized {
    /// The content type.
    const MEDIA_TYPE: &'static str;

    fn into_content(self) -> Result<Content, serde_json::Error>;
    fn from_content(content: &Content) -> Result<Self, serde_json::Error>;
    fn schema(generator: &mut SchemaGenerator) -> Schema;
}

/// Declares an answer that is a text of a content type.
macro_rules! text_answer {
    ($(#[$about:meta])* pub struct $name:ident = $media_type:literal) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(pub String);

        impl $crate::page::Answer for $name {
            const MEDIA_TYPE: &'static str = $media_type;

            fn into_content(self) -> Result<$crate::page::Content, serde_json::Error> {
                Ok($crate::page::Content::Text(self.0))
            }

            fn from_content(content: &$crate::page::Content) -> Result<Self, serde_json::Error> {
                match content {
                    $crate::page::Content::Text(text) => Ok(Self(text.clone())),
                    $crate::page::Content::Json(_) => {
                        Err(serde::de::Error::custom("a text was expected"))
                    }
                }
            }

            fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string" })
            }
        }
    };
}
pub(crate) use text_answer;

impl<T: Serialize + DeserializeOwned + JsonSchema> Answer for T {
    const MEDIA_TYPE: &'static str = "application/json";

    fn into_content(self) -> Result<Content, serde_json::Error> {
        serde_json::to_value(self).map(Content::Json)
    }

    fn from_content(content: &Content) -> Result<Self, serde_json::Error> {
        match content {
            Content::Json(document) => T::deserialize(document),
            Content::Text(_) => Err(serde::de::Error::custom("a document was expected")),
        }
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}
