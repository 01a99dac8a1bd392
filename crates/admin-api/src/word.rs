//! Enumerations whose values are words on the wire.

use std::fmt;

/// A value that is one of a few words.
pub trait Word: Copy + Sized + 'static {
    const ALL: &'static [Self];

    fn as_str(self) -> &'static str;
}

/// A text that is not one of the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordError {
    words: Vec<&'static str>,
}

impl fmt::Display for WordError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "it must be one of {}", self.words.join(", "))
    }
}

impl std::error::Error for WordError {}

/// The word that a text is.
pub(crate) fn find<W: Word>(text: &str) -> Result<W, WordError> {
    let found = W::ALL.iter().copied().find(|word| word.as_str() == text);
    found.ok_or_else(|| WordError {
        words: W::ALL.iter().map(|word| word.as_str()).collect(),
    })
}

/// Declares an enumeration with the word for each of its values.
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $Name:ident {
            $( $(#[$about:meta])* $Word:ident = $text:literal ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq,
            serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        pub enum $Name {
            $( $(#[$about])* #[serde(rename = $text)] $Word ),+
        }

        impl $crate::Word for $Name {
            const ALL: &'static [Self] = &[$( Self::$Word ),+];

            fn as_str(self) -> &'static str {
                match self {
                    $( Self::$Word => $text ),+
                }
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str($crate::Word::as_str(*self))
            }
        }

        impl std::str::FromStr for $Name {
            type Err = $crate::WordError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::word::find(text)
            }
        }
    };
}

pub(crate) use words;
