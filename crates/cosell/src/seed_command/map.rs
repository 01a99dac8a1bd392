//! Which record each entry of a seed file made, in a file of lines of JSON:
//!
//! ```json
//! {"name": "eng-1", "id": "eng-2", "members": {…}}
//! {"list": "opportunity", "number": 1, "name": "O1", "id": "O2", "members": {…}}
//! ```
//!
//! A line is appended as its record is made. The line with the list and the number of an entry is
//! its last one, so an entry whose lines were cut off is made again.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use cosell_admin_api::aws::Members;
use serde::{Deserialize, Serialize};

use crate::exit::Exit;
use crate::seed::Place;

/// Why a map cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MapError {
    #[error("could not read or write {file}")]
    File {
        file: String,
        #[source]
        source: io::Error,
    },
    #[error("could not write {file}")]
    Write {
        file: String,
        #[source]
        source: io::Error,
    },
    #[error("{file} is the map of another seed file: its {list} {number} has another name")]
    Other {
        file: String,
        list: &'static str,
        number: usize,
    },
}

impl MapError {
    /// The exit status of a command that ends so.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::File { .. } | Self::Other { .. } => Exit::Usage,
            Self::Write { source, .. } => Exit::of_written(source),
        }
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Line {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    list: Option<String>,
    /// From 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    members: Option<Members>,
}

/// What entries have made; without a file it is kept in memory.
#[derive(Debug, Default)]
pub(super) struct Map {
    file: Option<(String, File)>,
    /// The names of the entries that are made, by their lists and numbers.
    done: BTreeMap<(String, usize), Option<String>>,
    names: BTreeMap<String, Members>,
}

impl Map {
    pub(super) fn open(path: Option<&Path>) -> Result<Self, MapError> {
        let mut map = Self::default();
        let Some(path) = path else {
            return Ok(map);
        };
        let name = path.display().to_string();
        let mut options = OpenOptions::new();
        let file = options.create(true).read(true).append(true).open(path);
        let mut file = file.map_err(|source| failed(&name, source))?;
        let mut text = String::new();
        let read = file.read_to_string(&mut text);
        read.map_err(|source| failed(&name, source))?;
        map.file = Some((name, file));
        // A line that was cut off is no JSON.
        let lines = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        lines.for_each(|line| map.note(line));
        if !text.is_empty() && !text.ends_with('\n') {
            map.append("\n")?;
        }
        Ok(map)
    }

    /// What made the records, by their names.
    pub(super) fn names(&self) -> &BTreeMap<String, Members> {
        &self.names
    }

    /// Whether an entry is made.
    pub(super) fn has(&self, place: &Place) -> Result<bool, MapError> {
        let key = (place.kind.to_owned(), place.number);
        match self.done.get(&key) {
            None => Ok(false),
            Some(name) if *name == place.name => Ok(true),
            Some(_) => Err(MapError::Other {
                file: self
                    .file
                    .as_ref()
                    .map_or_else(String::new, |(name, _)| name.clone()),
                list: place.kind,
                number: place.number,
            }),
        }
    }

    /// Keeps what an entry made.
    pub(super) fn add(
        &mut self,
        place: &Place,
        made: &BTreeMap<String, Members>,
    ) -> Result<(), MapError> {
        let line = |name: Option<&str>, members: Option<&Members>| Line {
            name: name.map(str::to_owned),
            id: members
                .and_then(|members| members.0.get("Id")?.as_str())
                .map(str::to_owned),
            members: members.cloned(),
            ..Line::default()
        };
        let name = place.name.as_deref();
        let others = made
            .iter()
            .filter(|(other, _)| Some(other.as_str()) != name);
        let mut lines: Vec<Line> = others
            .map(|(other, members)| line(Some(other), Some(members)))
            .collect();
        lines.push(Line {
            list: Some(place.kind.to_owned()),
            number: Some(place.number),
            ..line(name, name.and_then(|name| made.get(name)))
        });
        let texts = lines
            .iter()
            .filter_map(|line| serde_json::to_string(line).ok());
        let text: String = texts.map(|text| text + "\n").collect();
        self.append(&text)?;
        for line in lines {
            self.note(line);
        }
        Ok(())
    }

    fn note(&mut self, line: Line) {
        if let (Some(name), Some(members)) = (&line.name, line.members) {
            self.names.insert(name.clone(), members);
        }
        if let (Some(list), Some(number)) = (line.list, line.number) {
            self.done.insert((list, number), line.name);
        }
    }

    fn append(&mut self, text: &str) -> Result<(), MapError> {
        match &mut self.file {
            None => Ok(()),
            Some((name, file)) => {
                file.write_all(text.as_bytes())
                    .map_err(|source| MapError::Write {
                        file: name.clone(),
                        source,
                    })
            }
        }
    }
}

fn failed(file: &str, source: io::Error) -> MapError {
    MapError::File {
        file: file.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The argument was right: the file was opened.
    #[test]
    fn a_map_that_cannot_be_written_any_more_is_no_wrong_argument() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let only_read = File::open(file.path()).expect("it is there");
        let mut map = Map {
            file: Some(("a.map".to_owned(), only_read)),
            ..Map::default()
        };
        let failed = map.append("a line\n").expect_err("it is only read");
        assert_eq!(failed.exit(), Exit::Failed, "{failed}");
        let folder = tempfile::tempdir().expect("a folder");
        let failed = Map::open(Some(folder.path())).expect_err("it is a folder");
        assert_eq!(failed.exit(), Exit::Usage, "{failed}");
    }
}
