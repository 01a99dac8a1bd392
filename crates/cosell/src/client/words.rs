//! Words of the administration API as values of options.

use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use cosell_admin_api::{Word, WordError};

/// Takes the words of an enumeration, which `--help` lists.
pub(crate) fn words<W>() -> impl TypedValueParser<Value = W>
where
    W: Word + FromStr<Err = WordError> + Send + Sync,
{
    let words = W::ALL.iter().map(|word| word.as_str());
    PossibleValuesParser::new(words).try_map(|text| text.parse::<W>())
}
