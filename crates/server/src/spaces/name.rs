//! The name of a namespace.

use std::fmt;
use std::str::FromStr;

/// The longest name.
const LONGEST: usize = 64;

/// What the name of a saved state is: it has the form of that of a namespace.
pub const STATE_NAME: &str = "the name of a state has 1 to 64 letters, digits, hyphens, \
                              underscores and dots, and begins with a letter or a digit";

/// The name of a namespace: up to 64 letters, digits, hyphens, underscores and dots, a letter or a
/// digit first. It is safe in a header, in a path, in an access key and in a log.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamespaceName(String);

/// Why a text is no name of a namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the name of a namespace has 1 to 64 letters, digits, hyphens, underscores and dots, and \
     begins with a letter or a digit"
)]
pub struct NameError;

impl FromStr for NamespaceName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let begins = text
            .as_bytes()
            .first()
            .is_some_and(u8::is_ascii_alphanumeric);
        if begins && text.len() <= LONGEST && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NameError)
        }
    }
}

impl fmt::Display for NamespaceName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_and_has_no_character_with_a_meaning_elsewhere() {
        for name in ["a", "7", "test_orders.py-gw3", &"x".repeat(64)] {
            assert_eq!(
                name.parse::<NamespaceName>().map(|name| name.0),
                Ok(name.to_owned())
            );
        }
        for name in [
            "",
            "-a",
            ".a",
            "_a",
            "a/b",
            "a b",
            "a\n",
            "é",
            "a%20",
            &"x".repeat(65),
        ] {
            assert_eq!(name.parse::<NamespaceName>(), Err(NameError), "{name}");
        }
    }
}
