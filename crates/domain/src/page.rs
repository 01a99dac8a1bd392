//! Pagination: pages of lists, and the opaque tokens that lead from one page to the next.
//!
//! A token holds the key of the last record of its page. The next page starts after that key, so
//! records that are added or removed in between neither repeat nor hide another record.
//!
//! ```text
//! number of the page key, 8 bytes | values of the record's key | HMAC-SHA256, 32 bytes
//! ```
//!
//! The HMAC covers the bytes before it, and account, catalog, operation and filters: a token is
//! valid only for the list that returned it, and a changed token is refused before the store is
//! queried with it. Each token has exactly one Base64 spelling.

mod key;

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cosell_api::Operation;
use cosell_store::table::Found;
use cosell_store::{Tx, Value};
use cosell_world::World;
use ring::hmac;
use serde::Serialize;

use self::key::PageKey;
pub use self::key::PageKeys;
use crate::Context;
use crate::error::{Error, write_document};
use crate::rule::rules;

rules! {
    PART = "list.part", Inferred,
        "A page of a list with filters that has passed over 2,000 records ends, even with fewer \
         than MaxResults or with none, and its NextToken leads to those that follow.";
}

/// The HMAC begins with this text, so that another use of these keys in the future cannot produce a
/// token.
const PURPOSE: &str = "NextToken 1";

/// Bytes of an HMAC.
const TAG: usize = 32;

/// The type of a column of a list's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Integer,
    Text,
}

impl Column {
    /// Whether the column can hold a value. A token of an older version may hold a key of other
    /// types, and a database refuses a value of the wrong type.
    fn takes(self, value: &Value<'_>) -> bool {
        matches!(
            (self, value),
            (Self::Integer, Value::Integer(_)) | (Self::Text, Value::Text(_))
        )
    }
}

/// The position in a list: how many records to return, and after which key.
#[derive(Clone, Debug)]
pub(crate) struct Cursor {
    place: Vec<u8>,
    page_key: PageKey,
    /// The page size.
    pub size: usize,
    /// The key after which the page starts.
    pub after: Option<Vec<Value<'static>>>,
}

impl Cursor {
    /// Opens a page. `filters` is the request without its token and page size, which may differ
    /// between pages. `columns` are the types of the list's key.
    pub(crate) async fn open<O: Operation>(
        cx: &Context,
        tx: &mut Tx,
        filters: &impl Serialize,
        token: Option<&str>,
        size: Option<i64>,
        default_size: usize,
        columns: &[Column],
    ) -> Result<Self, Error> {
        let foreign = || {
            let message = "The NextToken is not one that this list returned for these filters.";
            Error::invalid("nextToken", message)
        };
        let place = place(cx, O::META.name, filters)?;
        let token = token.map(Token::decode);
        let token = token.map(|token| token.ok_or_else(foreign)).transpose()?;
        let wanted = token.as_ref().map(|token| token.number);
        let keys = cx.page_keys.accepted(tx, &cx.world, wanted).await?;
        let after = token.map(|token| token.open(&keys, &place, columns).ok_or_else(foreign));
        let after = after.transpose()?;
        let newest = keys.first().cloned().ok_or_else(no_key)?;
        let size = size
            .and_then(|size| usize::try_from(size).ok())
            .unwrap_or(default_size);
        Ok(Self {
            place,
            page_key: newest,
            size,
            after,
        })
    }

    /// The number of rows to read: one more than the page holds, to know whether more follow.
    pub(crate) fn limit(&self) -> i64 {
        i64::try_from(self.size)
            .unwrap_or(i64::MAX)
            .saturating_add(1)
    }

    /// The key as the pair that most lists have.
    pub(crate) fn after_pair(&self) -> Option<(Value<'static>, Value<'static>)> {
        let mut key = self.after.clone()?.into_iter();
        Some((key.next()?, key.next()?))
    }

    /// The same for a page that may end before it is full: the next one goes on where it ended.
    pub(crate) fn close_found<R>(
        &self,
        found: Found<R>,
        key: impl Fn(&R) -> Vec<Value<'_>>,
    ) -> (Vec<R>, Option<String>) {
        let Found { mut rows, end } = found;
        let next = self.close(&mut rows, key);
        let end = end.map(|end| write(&self.page_key, &self.place, &end));
        (rows, next.or(end))
    }

    /// Truncates the rows to the page and makes the token of the next page, if there is one.
    pub(crate) fn close<R>(
        &self,
        rows: &mut Vec<R>,
        key: impl Fn(&R) -> Vec<Value<'_>>,
    ) -> Option<String> {
        if rows.len() <= self.size {
            return None;
        }
        rows.truncate(self.size);
        let last = rows.last()?;
        Some(write(&self.page_key, &self.place, &key(last)))
    }
}

/// The values of a filter without duplicates: the model lets one value be repeated without limit,
/// and the number of parameters of a statement is limited.
pub(crate) fn distinct<T: ToString>(values: &[T]) -> Vec<String> {
    let values: BTreeSet<String> = values.iter().map(ToString::to_string).collect();
    values.into_iter().collect()
}

/// The list that a token belongs to: each part has its length before it, so that no two lists have
/// the same bytes.
fn place(cx: &Context, operation: &str, filters: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut place = Vec::new();
    for part in [
        PURPOSE,
        &cx.account,
        cx.catalog_name(),
        operation,
        &write_document(filters)?,
    ] {
        place.extend_from_slice(&part.len().to_le_bytes());
        place.extend_from_slice(part.as_bytes());
    }
    Ok(place)
}

/// Signs a text for another purpose than a `NextToken`, with the newest key: the number of the key
/// and the signature, as a text.
pub(crate) async fn sign(
    cx: &Context,
    tx: &mut Tx,
    purpose: &str,
    text: &str,
) -> Result<String, Error> {
    let keys = cx.page_keys.accepted(tx, &cx.world, None).await?;
    let key = keys.first().ok_or_else(no_key)?;
    let tag = hmac::sign(&key.key, covered(purpose, text).as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(tag.as_ref());
    Ok(format!("{}.{signature}", key.number))
}

/// Whether a text was signed for this purpose, with a key that is still accepted.
pub(crate) async fn verify(
    tx: &mut Tx,
    (keys, world): (&PageKeys, &World),
    purpose: &str,
    text: &str,
    signature: &str,
) -> Result<bool, Error> {
    let read = || {
        let (number, tag) = signature.split_once('.')?;
        Some((number.parse().ok()?, URL_SAFE_NO_PAD.decode(tag).ok()?))
    };
    let Some((number, tag)): Option<(i64, Vec<u8>)> = read() else {
        return Ok(false);
    };
    let keys = keys.accepted(tx, world, Some(number)).await?;
    let key = keys.iter().find(|key| key.number == number);
    let covered = covered(purpose, text);
    Ok(key.is_some_and(|key| hmac::verify(&key.key, covered.as_bytes(), &tag).is_ok()))
}

/// What a signature covers: no purpose is the beginning of another one's text.
fn covered(purpose: &str, text: &str) -> String {
    format!("{}:{purpose}:{text}", purpose.len())
}

fn no_key() -> cosell_store::Error {
    cosell_store::Error::Document("the store has no key for NextTokens".to_owned())
}

fn write(page_key: &PageKey, place: &[u8], key: &[Value<'_>]) -> String {
    let mut bytes = page_key.number.to_le_bytes().to_vec();
    for value in key {
        match value {
            Value::Null => bytes.push(b'n'),
            Value::Integer(number) => {
                bytes.push(b'i');
                bytes.extend_from_slice(&number.to_le_bytes());
            }
            Value::Text(text) | Value::Document(text) => {
                bytes.push(b't');
                bytes.extend_from_slice(&u32::try_from(text.len()).unwrap_or(0).to_le_bytes());
                bytes.extend_from_slice(text.as_bytes());
            }
        }
    }
    let tag = hmac::sign(&page_key.key, &[place, &bytes].concat());
    bytes.extend_from_slice(tag.as_ref());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A token that is not authenticated yet.
struct Token {
    /// The number of the page key with which the token says it was made.
    number: i64,
    bytes: Vec<u8>,
}

impl Token {
    fn decode(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let number = i64::from_le_bytes(*bytes.first_chunk()?);
        Some(Self { number, bytes })
    }

    /// The key that the token holds, if it was made with one of these page keys for this list.
    fn open(
        &self,
        keys: &[PageKey],
        place: &[u8],
        columns: &[Column],
    ) -> Option<Vec<Value<'static>>> {
        let page_key = keys.iter().find(|key| key.number == self.number)?;
        let (body, tag) = self
            .bytes
            .split_at_checked(self.bytes.len().checked_sub(TAG)?)?;
        hmac::verify(&page_key.key, &[place, body].concat(), tag).ok()?;
        let (_, key) = body.split_first_chunk::<8>()?;
        let key = values(key)?;
        let fits = key.len() == columns.len()
            && columns
                .iter()
                .zip(&key)
                .all(|(column, value)| column.takes(value));
        fits.then_some(key)
    }
}

fn values(mut rest: &[u8]) -> Option<Vec<Value<'static>>> {
    let mut values = Vec::new();
    while let Some((kind, tail)) = rest.split_first() {
        let (value, tail) = match kind {
            b'n' => (Value::Null, tail),
            b'i' => {
                let (number, tail) = tail.split_first_chunk()?;
                (Value::Integer(i64::from_le_bytes(*number)), tail)
            }
            b't' => {
                let (length, tail) = tail.split_first_chunk()?;
                let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
                let (text, tail) = tail.split_at_checked(length)?;
                (String::from_utf8(text.to_vec()).ok()?.into(), tail)
            }
            _ => return None,
        };
        values.push(value);
        rest = tail;
    }
    Some(values)
}

#[cfg(test)]
mod tests {
    use cosell_api::shape::{Kind, Shape};

    use super::*;
    use crate::operations::OPERATIONS;

    const TWO: [Column; 2] = [Column::Integer, Column::Text];

    fn page_key(number: i64) -> PageKey {
        let bytes = [u8::try_from(number).expect("a small number"); 32];
        PageKey {
            number,
            key: hmac::Key::new(hmac::HMAC_SHA256, &bytes),
        }
    }

    fn read(
        token: &str,
        keys: &[PageKey],
        place: &[u8],
        columns: &[Column],
    ) -> Option<Vec<Value<'static>>> {
        Token::decode(token)?.open(keys, place, columns)
    }

    #[test]
    fn a_token_is_valid_only_for_the_list_that_returned_it() {
        let key = vec![Value::Integer(-5), Value::from("eng-ü")];
        let token = write(&page_key(1), b"here", &key);
        let keys = [page_key(2), page_key(1)];
        assert_eq!(read(&token, &keys, b"here", &TWO), Some(key));
        assert_eq!(read(&token, &keys, b"there", &TWO), None, "another list");
        assert_eq!(read(&token, &keys[..1], b"here", &TWO), None, "an old key");
        let mut other = page_key(3);
        other.number = 1;
        assert_eq!(read(&token, &[other], b"here", &TWO), None, "another key");
    }

    #[test]
    fn a_signed_token_with_a_key_of_other_columns_is_refused() {
        for key in [
            vec![Value::from("5"), Value::from("O1")],
            vec![Value::Integer(5), Value::Integer(1)],
            vec![Value::Integer(5), Value::Null],
            vec![Value::Integer(5)],
            vec![Value::Integer(5), Value::from("O1"), Value::from("O1")],
        ] {
            let token = write(&page_key(1), b"here", &key);
            assert_eq!(read(&token, &[page_key(1)], b"here", &TWO), None, "{key:?}");
        }
    }

    #[test]
    fn no_filter_has_more_distinct_values_than_a_statement_has_parameters() {
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
    fn the_longest_key_makes_a_token_that_every_list_accepts() {
        // Names of tasks and companies have at most this many characters, of four bytes each.
        let longest = "\u{1f40b}".repeat(255);
        let key = [Value::from(longest), Value::from("task-0123456789abcd")];
        let token = write(&page_key(1), b"here", &key);
        let length = i64::try_from(token.len()).expect("a length");
        for entry in OPERATIONS {
            let Kind::Structure { members, .. } = &entry.meta.input.kind else {
                continue;
            };
            let member = members.iter().find(|member| member.name == "NextToken");
            if let Some(Kind::Text {
                length: taken,
                pattern,
            }) = member.map(|member| &member.shape.kind)
            {
                assert!(
                    taken.max.is_none_or(|most| length <= most),
                    "{}",
                    entry.meta.name
                );
                let fits = pattern
                    .as_ref()
                    .is_none_or(|pattern| pattern.matches(&token));
                assert!(fits, "{}", entry.meta.name);
            }
        }
    }

    #[test]
    fn a_token_with_one_bit_changed_is_refused() {
        let token = write(
            &page_key(1),
            b"here",
            &[Value::Integer(1), Value::from("O1")],
        );
        let bytes = URL_SAFE_NO_PAD.decode(&token).expect("base64");
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let changed = URL_SAFE_NO_PAD.encode(changed);
            assert_eq!(read(&changed, &[page_key(1)], b"here", &TWO), None, "{bit}");
        }
        for cut in 0..token.len() {
            assert_eq!(
                read(&token[..cut], &[page_key(1)], b"here", &TWO),
                None,
                "{cut}"
            );
        }
        assert_eq!(read("made up", &[page_key(1)], b"here", &TWO), None);
    }
}
