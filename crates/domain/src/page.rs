//! Pages of lists, and the opaque tokens that lead from one to the next.
//!
//! A token holds the key of the last record of its page, and a fingerprint of account, catalog,
//! operation and filters: it leads on only where it came from. It starts behind that record by its
//! key, so records that come and go in between neither repeat nor hide another.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cosell_api::Operation;
use cosell_store::Value;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::Context;
use crate::error::{Error, write_document};

/// Bytes of a fingerprint: enough that two lists never share one by chance.
const FINGERPRINT: usize = 16;

/// Where a list stands: how many records to return, and behind which key.
#[derive(Clone, Debug)]
pub(crate) struct Cursor {
    fingerprint: [u8; FINGERPRINT],
    /// The most records of this page.
    pub size: usize,
    /// The key behind which it starts.
    pub after: Option<Vec<Value>>,
}

impl Cursor {
    /// Opens a page. `filters` is the request without its token and page size, which may differ
    /// between pages; `keys` is the number of columns in the list's key.
    pub(crate) fn open<O: Operation>(
        cx: &Context,
        filters: &impl Serialize,
        token: Option<&str>,
        size: Option<i64>,
        default_size: usize,
        keys: usize,
    ) -> Result<Self, Error> {
        let fingerprint = fingerprint(cx, O::META.name, filters)?;
        let after = match token {
            None => None,
            Some(token) => {
                let foreign = || {
                    Error::invalid(
                        "nextToken",
                        "The NextToken is not one that this list returned for these filters.",
                    )
                };
                Some(read(token, &fingerprint, keys).ok_or_else(foreign)?)
            }
        };
        let size = size
            .and_then(|size| usize::try_from(size).ok())
            .unwrap_or(default_size);
        Ok(Self {
            fingerprint,
            size,
            after,
        })
    }

    /// The rows to ask the store for: one more than the page holds, to know whether more follow.
    pub(crate) fn limit(&self) -> i64 {
        i64::try_from(self.size)
            .unwrap_or(i64::MAX)
            .saturating_add(1)
    }

    /// The key as the pair that most lists have.
    pub(crate) fn after_pair(&self) -> Option<(Value, Value)> {
        let mut key = self.after.clone()?.into_iter();
        Some((key.next()?, key.next()?))
    }

    /// Cuts the rows to the page and makes the token of the next one, if there is one.
    pub(crate) fn close<R>(
        &self,
        rows: &mut Vec<R>,
        key: impl Fn(&R) -> Vec<Value>,
    ) -> Option<String> {
        if rows.len() <= self.size {
            return None;
        }
        rows.truncate(self.size);
        rows.last().map(|last| write(&self.fingerprint, &key(last)))
    }
}

/// The values of a filter, each once: the model lets one member of one list be repeated without an
/// end, and a statement takes so many parameters and no more.
pub(crate) fn distinct<T: ToString>(values: &[T]) -> Vec<String> {
    let values: BTreeSet<String> = values.iter().map(ToString::to_string).collect();
    values.into_iter().collect()
}

fn fingerprint(
    cx: &Context,
    operation: &str,
    filters: &impl Serialize,
) -> Result<[u8; FINGERPRINT], Error> {
    let mut digest = Sha256::new();
    for part in [
        &*cx.account,
        cx.catalog_name(),
        operation,
        &write_document(filters)?,
    ] {
        digest.update(part.len().to_le_bytes());
        digest.update(part);
    }
    let mut fingerprint = [0; FINGERPRINT];
    fingerprint.copy_from_slice(&digest.finalize()[..FINGERPRINT]);
    Ok(fingerprint)
}

fn write(fingerprint: &[u8; FINGERPRINT], key: &[Value]) -> String {
    let mut bytes = fingerprint.to_vec();
    for value in key {
        match value {
            Value::Null => bytes.push(b'n'),
            Value::Integer(number) => {
                bytes.push(b'i');
                bytes.extend_from_slice(&number.to_le_bytes());
            }
            Value::Text(text) => {
                bytes.push(b't');
                bytes.extend_from_slice(&u32::try_from(text.len()).unwrap_or(0).to_le_bytes());
                bytes.extend_from_slice(text.as_bytes());
            }
        }
    }
    URL_SAFE_NO_PAD.encode(bytes)
}

fn read(token: &str, fingerprint: &[u8; FINGERPRINT], keys: usize) -> Option<Vec<Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let mut rest = bytes.strip_prefix(fingerprint.as_slice())?;
    let mut key = Vec::new();
    while let Some((kind, behind)) = rest.split_first() {
        let (value, behind) = match kind {
            b'n' => (Value::Null, behind),
            b'i' => {
                let (number, behind) = behind.split_first_chunk()?;
                (Value::Integer(i64::from_le_bytes(*number)), behind)
            }
            b't' => {
                let (length, behind) = behind.split_first_chunk()?;
                let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
                let (text, behind) = behind.split_at_checked(length)?;
                (Value::Text(String::from_utf8(text.to_vec()).ok()?), behind)
            }
            _ => return None,
        };
        key.push(value);
        rest = behind;
    }
    (key.len() == keys).then_some(key)
}

#[cfg(test)]
mod tests {
    use cosell_api::shape::{Kind, Shape};

    use super::*;
    use crate::operations::OPERATIONS;

    #[test]
    fn a_token_carries_its_key() {
        let fingerprint = [7; FINGERPRINT];
        let key = vec![Value::Integer(-5), Value::from("eng-ü"), Value::Null];
        let token = write(&fingerprint, &key);
        assert_eq!(read(&token, &fingerprint, 3), Some(key));
        assert_eq!(read(&token, &fingerprint, 2), None, "another list's key");
        assert_eq!(
            read(&token, &[8; FINGERPRINT], 3),
            None,
            "another list's token"
        );
    }

    #[test]
    fn no_filter_holds_more_distinct_values_than_a_statement_takes() {
        const MOST: i64 = 1000;
        let few = |shape: &Shape| match &shape.kind {
            Kind::List { member, length } => {
                let closed =
                    matches!(&member.kind, Kind::Enumeration(values) if values.len() < 1000);
                closed || length.max.is_some_and(|most| most <= MOST)
            }
            _ => true,
        };
        for entry in OPERATIONS {
            let Kind::Structure { members, .. } = &entry.meta.input.kind else {
                continue;
            };
            for member in *members {
                let list = entry.meta.name.starts_with("List");
                assert!(
                    !list || few(member.shape),
                    "{}.{}",
                    entry.meta.name,
                    member.name
                );
            }
        }
    }

    #[test]
    fn a_broken_token_is_nothing() {
        let fingerprint = [7; FINGERPRINT];
        let token = write(&fingerprint, &[Value::from("O1"), Value::Integer(1)]);
        for cut in 0..token.len() {
            assert_eq!(
                read(&token[..cut], &fingerprint, 2),
                None,
                "{cut} characters of it"
            );
        }
        assert_eq!(read("made up", &fingerprint, 2), None);
    }
}
