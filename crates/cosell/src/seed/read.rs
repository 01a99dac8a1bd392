//! Reading an entry of a seed file, and finding out which of its keys is wrong.

use serde::Deserialize;
use serde_json::Value;

/// What is wrong with an entry, and with which of its keys, if it is one.
pub(super) struct Wrong {
    pub(super) key: Option<String>,
    pub(super) message: String,
}

/// Reads an entry that has the keys of a record and these; no keys are all.
pub(super) fn read<T: for<'de> Deserialize<'de>>(
    entry: &Value,
    record: &[&str],
    keys: &[&str],
) -> Result<T, Wrong> {
    let names = || entry.as_object().into_iter().flat_map(|entry| entry.keys());
    // What is flattened is not checked for keys that nobody knows.
    let is_known = |name: &str| record.contains(&name) || keys.contains(&name);
    let unknown = names().find(|name| !keys.is_empty() && !is_known(name));
    if let Some(name) = unknown {
        let known = record.iter().chain(keys).copied().collect::<Vec<_>>();
        let known = known.join(", ");
        return Err(Wrong {
            key: Some(name.clone()),
            message: format!("unknown key `{name}`, expected one of {known}"),
        });
    }
    T::deserialize(entry).map_err(|error| {
        let message = error.to_string();
        // The parser does not say which key it was: the one without which there is another error,
        // or none.
        let is_culprit = |name: &&String| {
            let mut entry = entry.clone();
            if let Some(entry) = entry.as_object_mut() {
                entry.remove(*name);
            }
            let without = T::deserialize(&entry).map_err(|error| error.to_string());
            without.err().as_ref() != Some(&message)
        };
        Wrong {
            key: names().find(is_culprit).cloned(),
            message,
        }
    })
}

/// The lines of a text, which may have an entry in each.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line of a place in the text, from 1.
    pub(super) fn at(&self, place: usize) -> usize {
        1 + self.0.partition_point(|end| *end < place)
    }
}

/// How many lines below the beginning of an entry, which is at this place, a key of it begins a
/// line.
pub(super) fn line_of(text: &str, start: usize, key: &str) -> Option<usize> {
    let lines = text.get(start..)?.lines().skip(1);
    let mut lines = lines.take_while(|line| !line.trim_start().starts_with("[["));
    let is_key = |line: &str| {
        let line = line.trim_start().trim_start_matches(['[', '"', '\'']);
        let rest = line.strip_prefix(key);
        rest.is_some_and(|rest| rest.starts_with(['.', '=', ' ', '\t', '"', '\'', ']']))
    };
    lines.position(is_key).map(|position| 1 + position)
}
