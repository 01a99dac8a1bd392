//! The encoding of parameters and columns.
//!
//! PostgreSQL stores every text but those with a NUL character, which the API accepts. So NUL is
//! stored as U+0001 U+0001, and U+0001 as U+0001 U+0002: texts keep their order and their identity.

use std::borrow::Cow;
use std::error::Error;

use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::Value;
use crate::row::Cell;

const ESCAPE: char = '\u{1}';
const ESCAPED_NUL: char = '\u{1}';
const ESCAPED_ESCAPE: char = '\u{2}';

fn escape(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte <= 1) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\0' => escaped.extend([ESCAPE, ESCAPED_NUL]),
            ESCAPE => escaped.extend([ESCAPE, ESCAPED_ESCAPE]),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

fn unescape(text: &str) -> String {
    if !text.contains(ESCAPE) {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != ESCAPE {
            plain.push(character);
            continue;
        }
        plain.push(match characters.next() {
            Some(ESCAPED_NUL) => '\0',
            _ => ESCAPE,
        });
    }
    plain
}

fn is_text(ty: &Type) -> bool {
    matches!(*ty, Type::TEXT | Type::VARCHAR | Type::NAME)
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(number) if *ty == Type::INT8 => number.to_sql(ty, out),
            Self::Integer(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            Self::Text(text) | Self::Document(text) if is_text(ty) => {
                escape(text.as_ref()).as_ref().to_sql(ty, out)
            }
            Self::Integer(_) => Err(format!("an integer for a parameter of type {ty}").into()),
            Self::Text(_) | Self::Document(_) => {
                Err(format!("a text for a parameter of type {ty}").into())
            }
        }
    }

    /// Null matches every type; the others are distinguished above.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Cell {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        match *ty {
            Type::INT8 => i64::from_sql(ty, raw).map(Self::Integer),
            Type::INT4 => i32::from_sql(ty, raw).map(|number| Self::Integer(number.into())),
            _ => <&str>::from_sql(ty, raw).map(|text| Self::Text(unescape(text))),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(ty: &Type) -> bool {
        is_text(ty) || matches!(*ty, Type::INT8 | Type::INT4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_and_keeps_its_place() {
        let mut texts = vec![
            "", "\0", "\0\0", "\0\u{1}", "\u{1}", "\u{1}\0", "\u{2}", "a", "a\0",
        ];
        texts.extend(["a\u{1}", "a\u{1}\u{2}", "a\u{2}", "aa", "ä", "\u{10FFFF}"]);
        for one in &texts {
            assert!(!escape(one).contains('\0'), "{one:?}");
            assert_eq!(&unescape(&escape(one)), one);
            for other in &texts {
                let (plain, escaped) = (one.cmp(other), escape(one).cmp(&escape(other)));
                assert_eq!(plain, escaped, "{one:?} {other:?}");
            }
        }
    }
}
