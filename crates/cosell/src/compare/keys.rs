//! The keys that sign the calls: those of the environment, or of a profile of the AWS CLI.
//!
//! Only keys that stand in a file are read. Roles, single sign-on and processes that print keys are
//! the CLI's own: `aws configure export-credentials` makes keys of them. The files are AWS's
//! dialect of INI, in which a section is named `profile NAME` in one file and `NAME` in the other;
//! no INI library of the workspace reads it.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::CompareError;
use crate::secret::Secret;

/// The profile that needs no name.
const DEFAULT: &str = "default";

/// An access key.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    pub(crate) access_key: Secret,
    pub(crate) secret: Secret,
    pub(crate) session_token: Option<Secret>,
}

impl Keys {
    /// Those of the profile that is named; else those of the environment, or of its profile.
    pub(crate) fn find(profile: Option<&str>) -> Result<Self, CompareError> {
        if profile.is_none() {
            let keys = Self::of(&variable);
            if let Some(keys) = keys {
                return Ok(keys);
            }
        }
        let named = profile
            .map(str::to_owned)
            .or_else(|| variable("AWS_PROFILE"));
        let name = named.as_deref().unwrap_or(DEFAULT);
        let entries = entries(name)?;
        let keys = Self::of(&|name| entries.get(&name.to_ascii_lowercase()).cloned());
        keys.ok_or_else(|| match named {
            None if entries.is_empty() => CompareError::NoKeys,
            _ if entries.is_empty() => CompareError::NoProfile(name.to_owned()),
            _ => CompareError::NoKeysInProfile(name.to_owned()),
        })
    }

    /// The keys of the entries that have the names of the environment.
    fn of(entry: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        Some(Self {
            access_key: entry("AWS_ACCESS_KEY_ID")?.into(),
            secret: entry("AWS_SECRET_ACCESS_KEY")?.into(),
            session_token: entry("AWS_SESSION_TOKEN").map(Secret::from),
        })
    }
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// The entries of a profile in both files; what the file of credentials says counts most.
fn entries(profile: &str) -> Result<BTreeMap<String, String>, CompareError> {
    let mut entries = BTreeMap::new();
    let section = if profile == DEFAULT {
        DEFAULT.to_owned()
    } else {
        format!("profile {profile}")
    };
    for (variable, file, section) in [
        ("AWS_CONFIG_FILE", "config", section.as_str()),
        ("AWS_SHARED_CREDENTIALS_FILE", "credentials", profile),
    ] {
        if let Some(text) = read(variable, file)? {
            read_section(&text, section, &mut entries);
        }
    }
    Ok(entries)
}

fn read(name: &str, file: &str) -> Result<Option<String>, CompareError> {
    let home = || variable("HOME").map(|home| Path::new(&home).join(".aws").join(file));
    let Some(path) = variable(name).map(PathBuf::from).or_else(home) else {
        return Ok(None);
    };
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(CompareError::File {
            file: path.display().to_string(),
            source,
        }),
    }
}

/// Reads the entries of a section. Indented lines belong to the entry before them.
fn read_section(text: &str, section: &str, entries: &mut BTreeMap<String, String>) {
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with(['#', ';', ' ', '\t']) {
            continue;
        }
        if let Some(head) = line.strip_prefix('[') {
            let name = head.split(']').next().unwrap_or_default();
            let words: Vec<_> = name.split_whitespace().collect();
            inside = words.join(" ") == section;
        } else if inside && let Some((name, value)) = line.split_once('=') {
            let value = value.split(" #").next().unwrap_or_default().trim();
            entries.insert(name.trim().to_ascii_lowercase(), value.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_read_as_the_aws_cli_reads_it() {
        let text = "# keys\n[default]\naws_access_key_id = A\n\n[profile  other]\n\
                    AWS_ACCESS_KEY_ID=B # mine\ns3 =\n  aws_secret_access_key = no\n\
                    aws_secret_access_key = a=b\n[third]\naws_session_token = c\n";
        let mut entries = BTreeMap::new();
        read_section(text, "profile other", &mut entries);
        let keys = Keys::of(&|name| entries.get(&name.to_ascii_lowercase()).cloned());
        let keys = keys.expect("keys");
        assert_eq!(keys.access_key.expose(), "B");
        assert_eq!(keys.secret.expose(), "a=b");
        assert!(keys.session_token.is_none());
        assert!(!format!("{keys:?}").contains("a=b"));
    }
}
