//! Pages of lists, and the opaque tokens that lead from one to the next.
//!
//! A token holds the key of the last record of its page. The next page starts behind that record by
//! its key, so records that come and go in between neither repeat nor hide another.
//!
//! ```text
//! number of the page key, 8 bytes | values of the record's key | HMAC-SHA256, 32 bytes
//! ```
//!
//! The HMAC covers what stands before it, and account, catalog, operation and filters besides: a
//! token leads on only where it came from, and one that was changed anywhere is refused before the
//! store is asked anything with it. Base64 has one spelling for each token.

mod key;

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cosell_api::Operation;
use cosell_store::{Tx, Value};
use ring::hmac;
use serde::Serialize;

use self::key::PageKey;
pub use self::key::PageKeys;
use crate::Context;
use crate::error::{Error, write_document};

/// What is authenticated first, so that nothing else that these keys may once be used for is a
/// token.
const PURPOSE: &str = "NextToken 1";

/// Bytes of an HMAC.
const TAG: usize = 32;

/// What a column of a list's key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Integer,
    Text,
}

impl Column {
    /// Whether it can hold a value. A token of an older program may hold another kind of key, and a
    /// database refuses a value of the wrong type.
    fn takes(self, value: &Value<'_>) -> bool {
        matches!(
            (self, value),
            (Self::Integer, Value::Integer(_)) | (Self::Text, Value::Text(_))
        )
    }
}

/// Where a list stands: how many records to return, and behind which key.
#[derive(Clone, Debug)]
pub(crate) struct Cursor {
    place: Vec<u8>,
    page_key: PageKey,
    /// The most records of this page.
    pub size: usize,
    /// The key behind which it starts.
    pub after: Option<Vec<Value<'static>>>,
}

impl Cursor {
    /// Opens a page. `filters` is the request without its token and page size, which may differ
    /// between pages; `columns` are those of the list's key.
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
        let newest = keys.first().cloned().ok_or_else(|| {
            cosell_store::Error::Document("there is no key for NextTokens".to_owned())
        })?;
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

    /// The rows to ask the store for: one more than the page holds, to know whether more follow.
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

    /// Cuts the rows to the page and makes the token of the next one, if there is one.
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

/// The values of a filter, each once: the model lets one member of one list be repeated without an
/// end, and a statement takes so many parameters and no more.
pub(crate) fn distinct<T: ToString>(values: &[T]) -> Vec<String> {
    let values: BTreeSet<String> = values.iter().map(ToString::to_string).collect();
    values.into_iter().collect()
}

/// Where a token belongs: each part with its length before it, so that no two places read the same.
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

fn write(page_key: &PageKey, place: &[u8], key: &[Value<'_>]) -> String {
    let mut bytes = page_key.number.to_le_bytes().to_vec();
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
    let tag = hmac::sign(&page_key.key, &[place, &bytes].concat());
    bytes.extend_from_slice(tag.as_ref());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A token that nobody has believed yet.
struct Token {
    /// Of the page key that it says it was made with.
    number: i64,
    bytes: Vec<u8>,
}

impl Token {
    fn decode(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let number = i64::from_le_bytes(*bytes.first_chunk()?);
        Some(Self { number, bytes })
    }

    /// The key that it holds, if it was made with one of these page keys for this place.
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
                (String::from_utf8(text.to_vec()).ok()?.into(), behind)
            }
            _ => return None,
        };
        values.push(value);
        rest = behind;
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
    fn a_token_leads_on_where_it_came_from_and_nowhere_else() {
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
    fn a_key_that_the_list_does_not_have_is_refused_however_well_it_is_signed() {
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
    fn the_longest_key_makes_a_token_that_every_list_takes() {
        // Names of tasks and companies are no longer than this, of four bytes each.
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
