//! What an operation is: a name, its shapes, its errors.
//!
//! Code for any operation uses [`OperationMeta`]; code for one operation uses its marker type and
//! gets its input and output types from [`Operation`].

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::error::ErrorKind;
use crate::generated::operations::OPERATIONS;
use crate::shape::Shape;

/// One operation of the API, as a type.
pub trait Operation: Send + Sync + 'static {
    /// The same operation, as data.
    const META: &'static OperationMeta;
    /// The request.
    type Input: DeserializeOwned + Serialize + Clone + Send + Sync + 'static;
    /// The response; `()` if the model has none and the body is empty.
    type Output: Serialize + Send + 'static;

    /// Deserializes a request. This and the next two are functions of each operation, so that what
    /// serde makes for its types is compiled with this crate, and not with each one that calls it.
    fn read_input(input: Value) -> serde_json::Result<Self::Input>;

    /// Serializes a request, with its members in the order of the model.
    fn write_input(input: &Self::Input) -> serde_json::Result<String>;

    /// Serializes a response.
    fn write_output(output: &Self::Output) -> serde_json::Result<Vec<u8>>;
}

/// One operation of the API, as data.
#[derive(Debug)]
pub struct OperationMeta {
    /// The name in `X-Amz-Target`, after the dot.
    pub name: &'static str,
    /// The structure of the request.
    pub input: &'static Shape,
    /// The structure of the response, if there is one.
    pub output: Option<&'static Shape>,
    /// The modelled errors that this operation may return.
    pub errors: &'static [ErrorKind],
    /// Whether the model marks it as read-only.
    pub readonly: bool,
    /// The member with the client token, which makes the request idempotent.
    pub idempotency_token: Option<&'static str>,
}

impl OperationMeta {
    /// Adds a client token to a request that has none, as the SDKs do. An empty one or `null` is
    /// the request's own.
    pub fn fill_token(&self, request: &mut Map<String, Value>, make: impl FnOnce() -> String) {
        if let Some(member) = self.idempotency_token
            && !request.contains_key(member)
        {
            request.insert(member.to_owned(), make().into());
        }
    }
}

/// The operation of this name, in its exact spelling.
pub fn find(name: &str) -> Option<&'static OperationMeta> {
    let position = OPERATIONS
        .binary_search_by(|meta| meta.name.cmp(name))
        .ok()?;
    OPERATIONS.get(position).copied()
}
