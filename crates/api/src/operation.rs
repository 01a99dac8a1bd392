//! What an operation is: a name, its shapes, its errors.
//!
//! Code that handles any operation works from [`OperationMeta`]; code that handles one names its
//! marker type and gets its input and output types through [`Operation`].

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::ErrorKind;
use crate::generated::operations::OPERATIONS;
use crate::shape::Shape;

/// One operation of the API, as a type.
pub trait Operation: Send + Sync + 'static {
    /// The same operation, as data.
    const META: &'static OperationMeta;
    /// The request.
    type Input: DeserializeOwned + Serialize + Clone + Send + Sync + 'static;
    /// The answer; `()` where the model has none and the wire carries an empty body.
    type Output: Serialize + Send + 'static;
}

/// One operation of the API, as data.
#[derive(Debug)]
pub struct OperationMeta {
    /// The name in `X-Amz-Target`, behind the dot.
    pub name: &'static str,
    /// The structure of the request.
    pub input: &'static Shape,
    /// The structure of the answer, where there is one.
    pub output: Option<&'static Shape>,
    /// The modelled errors this operation may answer.
    pub errors: &'static [ErrorKind],
    /// Whether the model says that it changes nothing.
    pub readonly: bool,
    /// The member that makes a repeated request the same request.
    pub idempotency_token: Option<&'static str>,
}

/// The operation of this name, in its exact spelling.
pub fn find(name: &str) -> Option<&'static OperationMeta> {
    let position = OPERATIONS
        .binary_search_by(|meta| meta.name.cmp(name))
        .ok()?;
    OPERATIONS.get(position).copied()
}
