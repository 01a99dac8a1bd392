//! The key that the secrets of access keys are sealed with.

use std::path::Path;

use cosell_auth::SecretsKey;

use super::ConfigError;
use crate::discreet::{named, text_of};

/// The variable that holds the key where no file does.
pub(crate) const VARIABLE: &str = "COSELL_SECRETS_KEY";

/// Reads the key from a file, or else from the environment, if it is there.
pub(super) fn key(file: Option<&Path>) -> Result<Option<SecretsKey>, ConfigError> {
    let (place, text) = if let Some(path) = file {
        let text = text_of(path).map_err(|source| ConfigError::UnreadableKey {
            place: named("--secrets-key-file", path),
            source,
        })?;
        (path.display().to_string(), text)
    } else {
        match std::env::var(VARIABLE) {
            Ok(text) if !text.is_empty() => (VARIABLE.to_owned(), text),
            _ => return Ok(None),
        }
    };
    match text.parse() {
        Ok(key) => Ok(Some(key)),
        Err(source) => Err(ConfigError::WrongKey { place, source }),
    }
}
