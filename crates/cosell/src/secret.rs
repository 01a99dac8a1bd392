//! A text that no message repeats.
//!
//! Every option whose value may be a secret has this type, on the command line and in the file. To
//! become one no text is refused, since the refusal of a parser shows what it refuses: what is
//! wrong with it is reported where it is used, in words of our own. [`conceal`] finds these options
//! by their type and keeps their values out of `--help` and out of errors of the command line.

use std::any::TypeId;
use std::fmt;

use clap::{Arg, Command};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};

/// A text that prints as nothing.
#[derive(Clone)]
pub(crate) struct Secret(String);

impl Secret {
    /// The text, for the one who uses it.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret")
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Text)
    }
}

/// Whether an option has this type.
pub(crate) fn is_secret(arg: &Arg) -> bool {
    arg.get_value_parser().type_id() == TypeId::of::<Secret>()
}

/// Makes a command, and those beneath it, show no value of a secret option.
pub(crate) fn conceal(command: Command) -> Command {
    let hidden = |arg: Arg| {
        if is_secret(&arg) {
            // One that begins with a hyphen would be taken for an option, and shown as unknown.
            arg.hide_env_values(true).allow_hyphen_values(true)
        } else {
            arg
        }
    };
    command.mut_args(hidden).mut_subcommands(conceal)
}

/// Takes a text, and refuses everything else without the value that serde would show.
struct Text;

fn refused<T, E: de::Error>() -> Result<T, E> {
    Err(E::custom("it must be a text in quotes"))
}

impl<'de> Visitor<'de> for Text {
    type Value = Secret;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text in quotes")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Secret, E> {
        Ok(Secret(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Secret, E> {
        Ok(Secret(text))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Secret, E> {
        refused()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Secret, E> {
        refused()
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Secret, E> {
        refused()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Secret, E> {
        refused()
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Secret, E> {
        refused()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Secret, E> {
        refused()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Secret, A::Error> {
        refused()
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Secret, A::Error> {
        refused()
    }
}
