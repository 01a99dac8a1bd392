//! What pages answer: a JSON document, or a text of a content type.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

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

        impl $crate::answer::Answer for $name {
            const MEDIA_TYPE: &'static str = $media_type;

            fn into_content(self) -> Result<$crate::answer::Content, serde_json::Error> {
                Ok($crate::answer::Content::Text(self.0))
            }

            fn from_content(content: &$crate::answer::Content) -> Result<Self, serde_json::Error> {
                match content {
                    $crate::answer::Content::Text(text) => Ok(Self(text.clone())),
                    $crate::answer::Content::Json(_) => {
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
