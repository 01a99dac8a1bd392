//! The awsJson 1.0 body: bytes in, typed input out; typed output in, bytes out.
//!
//! The order of the checks protects against hostile bodies: a linear scan limits the nesting before
//! any parser recurses, then the types are checked against the shape, then the constraints, and
//! only a valid body becomes a typed input. Nulls and unknown members are dropped, except the nulls
//! of nullable members.

use serde_json::{Map, Value};

use crate::check;
use crate::error::Error;
use crate::operation::{Operation, OperationMeta};
use crate::protocol::ProtocolError;
use crate::shape::{Kind, Shape};

/// How deep arrays and objects may nest; the model itself stays below a quarter of that.
pub const MAX_DEPTH: usize = 64;

/// Why a request body is not a valid input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// It is not JSON, or a value has the wrong type.
    #[error(transparent)]
    Protocol(#[from] ProtocolError),
    /// It violates constraints of the model.
    #[error(transparent)]
    Modelled(#[from] Error),
}

impl DecodeError {
    /// The name in `__type` and in `x-amzn-errortype`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Protocol(error) => error.name(),
            Self::Modelled(error) => error.kind().name(),
        }
    }

    /// The HTTP status.
    pub const fn http_status(&self) -> u16 {
        match self {
            Self::Protocol(error) => error.http_status(),
            Self::Modelled(error) => error.kind().http_status(),
        }
    }

    /// The body on the wire.
    pub fn body(&self) -> Value {
        match self {
            Self::Protocol(error) => error.body(),
            Self::Modelled(error) => error.body(),
        }
    }
}

/// Parses a body as one JSON object; an empty body is an empty object. The last value of a repeated
/// key counts.
pub fn parse(bytes: &[u8]) -> Result<Value, ProtocolError> {
    if bytes.trim_ascii().is_empty() {
        return Ok(Value::Object(Map::new()));
    }
    if nests_too_deep(bytes) {
        let message = format!("The body nests deeper than {MAX_DEPTH} levels");
        return Err(ProtocolError::serialization(message));
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        // The error of serde_json has what was expected and where, never the value.
        ProtocolError::serialization(format!("The body is not JSON: {error}"))
    })?;
    if !value.is_object() {
        return Err(ProtocolError::serialization(
            "The body is not a JSON object",
        ));
    }
    Ok(value)
}

/// Checks a body against the operation's input and deserializes it.
pub fn decode<O: Operation>(value: Value) -> Result<O::Input, DecodeError> {
    read::<O>(checked(value, O::META)?)
}

/// Deserializes an input that [`checked`] returned.
pub fn read<O: Operation>(value: Value) -> Result<O::Input, DecodeError> {
    // A value that has the shape also has the type; both are generated from the same model, and a
    // test compares them.
    O::read_input(value).map_err(|_| ProtocolError::serialization("The body cannot be read").into())
}

/// Serializes an output; the body is empty if the model has no output.
pub fn encode<O: Operation>(output: &O::Output) -> Result<Vec<u8>, Error> {
    if O::META.output.is_none() {
        return Ok(Vec::new());
    }
    O::write_output(output).map_err(|_| Error::internal())
}

/// Checks a body, and returns it without nulls and unknown members.
pub fn checked(mut value: Value, meta: &OperationMeta) -> Result<Value, DecodeError> {
    check::types(&value, meta.input)?;
    let findings = check::constraints(&value, meta.input);
    if !findings.is_empty() {
        return Err(Error::request(findings).into());
    }
    prune(&mut value, meta.input);
    Ok(value)
}

/// Checks the types of a body, and returns it without nulls and unknown members. Unlike [`checked`]
/// it does not check constraints.
pub fn typed(mut value: Value, meta: &OperationMeta) -> Result<Value, ProtocolError> {
    check::types(&value, meta.input)?;
    prune(&mut value, meta.input);
    Ok(value)
}

/// Removes what counts as absent: nulls (except those of nullable members) and members that the
/// model does not have.
fn prune(value: &mut Value, shape: &Shape) {
    match (&shape.kind, value) {
        (Kind::Structure { members, .. }, Value::Object(object)) => {
            object.retain(|name, value| {
                let member = members.iter().find(|member| member.name == name);
                let kept = member.filter(|member| member.nullable || !value.is_null());
                if let Some(member) = kept {
                    prune(value, member.shape);
                }
                kept.is_some()
            });
        }
        (Kind::List { member, .. }, Value::Array(items)) => {
            items.retain(|item| !item.is_null());
            for item in items {
                prune(item, member);
            }
        }
        (Kind::Map { value: shape, .. }, Value::Object(entries)) => {
            entries.retain(|_, value| !value.is_null());
            for value in entries.values_mut() {
                prune(value, shape);
            }
        }
        _ => {}
    }
}

/// Whether a text nests deeper than [`MAX_DEPTH`] levels, before any parser recurses into it.
///
/// Counts open brackets outside strings. The count may be wrong for bytes that are not JSON; the
/// parser refuses those.
pub fn nests_too_deep(bytes: &[u8]) -> bool {
    let mut opening = memchr::memchr2_iter(b'[', b'{', bytes);
    if opening.nth(MAX_DEPTH).is_none() {
        return false;
    }
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return true;
                }
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}
