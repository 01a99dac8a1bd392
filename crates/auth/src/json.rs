//! JSON written by administrators, without duplicate members.
//!
//! JSON does not define the meaning of a duplicate member, and the usual parser takes the last one.
//! For a policy with an `Effect` of `Deny` and one of `Allow` that would be a guess about
//! permissions, so every document that an administrator writes is read here, and one with a
//! duplicate member is refused.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Reads a document, and refuses one in which an object has a duplicate member.
pub fn read<'de, T: Deserialize<'de>>(text: &'de [u8]) -> Result<T, serde_json::Error> {
    serde_json::from_slice::<Node>(text)?;
    serde_json::from_slice(text)
}

/// A value of a document, with its members in order.
#[derive(Debug)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    /// As text, because conditions compare values as text unless their operator says otherwise.
    Number(String),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Number(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element()? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Node, A::Error> {
        let mut members = Vec::new();
        let mut names = std::collections::HashSet::new();
        while let Some((name, node)) = object.next_entry::<String, Node>()? {
            if !names.insert(name.clone()) {
                return Err(Error::custom(format_args!(
                    "duplicate member '{name}'; write each member once"
                )));
            }
            members.push((name, node));
        }
        Ok(Node::Object(members))
    }
}
