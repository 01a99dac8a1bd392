//! Words of the administrative API as values of options.

use std::ffi::OsStr;
use std::marker::PhantomData;
use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command};
use cosell_admin_api::{Word, WordError};

/// Takes the words of an enumeration in any case, with `-` for `_`; `--help` lists them.
pub(crate) fn words<W>() -> impl TypedValueParser<Value = W>
where
    W: Word + FromStr<Err = WordError> + Send + Sync,
{
    Words(PhantomData)
}

struct Words<W>(PhantomData<fn() -> W>);

impl<W> Clone for Words<W> {
    fn clone(&self) -> Self {
        Self(PhantomData)
    }
}

impl<W> TypedValueParser for Words<W>
where
    W: Word + FromStr<Err = WordError> + Send + Sync,
{
    type Value = W;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<W, clap::Error> {
        let text = value.to_string_lossy().replace('-', "_");
        let known = W::ALL
            .iter()
            .copied()
            .find(|word| word.as_str().eq_ignore_ascii_case(&text));
        if let Some(word) = known {
            return Ok(word);
        }
        let words = W::ALL.iter().map(|word| word.as_str());
        let refused = PossibleValuesParser::new(words).parse_ref(command, arg, value);
        // The list refuses what is not in it, with a message that names the nearest word.
        Err(refused
            .err()
            .unwrap_or_else(|| clap::Error::new(clap::error::ErrorKind::InvalidValue)))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let words = W::ALL.iter().map(|word| PossibleValue::new(word.as_str()));
        Some(Box::new(words))
    }
}
