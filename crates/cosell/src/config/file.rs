//! The configuration file.
//!
//! Its keys are read one by one into the concerns that they belong to. So an error still knows its
//! line, which it would not if the file were cut up by `serde(flatten)`.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::options::RENAMED;
use super::{Choices, ConfigError, Given};
use crate::discreet::{place, text_of};

/// Every key of the file.
static KEYS: LazyLock<Vec<&str>> = LazyLock::new(Choices::keys);

/// Reads the file into the choices that were not given in a place that counts more. Returns the
/// file as a table.
pub(super) fn read(
    path: &Path,
    choices: &mut Choices,
    given: &Given,
) -> Result<toml::Table, ConfigError> {
    let text = text_of(path).map_err(|source| ConfigError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    let file = toml::Deserializer::parse(&text)
        .and_then(|file| file.deserialize_map(File { choices, given }))
        .and_then(|()| toml::from_str(&text));
    file.map_err(|source| {
        let (line, message) = place(&text, source);
        ConfigError::Wrong {
            path: path.to_owned(),
            line,
            message,
        }
    })
}

/// Takes the keys and values of the file.
struct File<'a> {
    choices: &'a mut Choices,
    given: &'a Given,
}

impl<'de> Visitor<'de> for File<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a table")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut file: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(key) = file.next_key_seed(Key)? {
            // Under its old and its new name, for the parser refuses the same name twice.
            if !seen.insert(key) {
                return Err(Error::duplicate_field(key));
            }
            self.choices
                .read(key, self.given.contains(key), &mut file)?;
        }
        Ok(())
    }
}

/// A key of [`KEYS`], also under its old name: refused where it stands, so that the error has its
/// line.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = &'static str;

    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<&'static str, D::Error> {
        let key = Cow::<str>::deserialize(key)?;
        let known: &'static [&'static str] = &KEYS;
        let renamed = RENAMED.iter().find(|(old, _)| *old == key);
        let name = renamed.map_or(&*key, |(_, new)| new);
        let found = known.iter().find(|known| **known == name);
        found
            .copied()
            .ok_or_else(|| Error::unknown_field(&key, known))
    }
}
