//! The file of a recording: a scenario in JSON that is whole after every call.
//!
//! A call replaces the end of the list, which is written again behind it, in one write.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use serde::Serialize;
use serde_json::json;

use super::error::RecordError;

/// The end of the document: the list of calls and the object.
const END: &str = "\n]\n}\n";

/// The largest file, in bytes.
const LARGEST: u64 = 256 << 20;

#[derive(Debug)]
pub(super) struct Recording {
    name: String,
    file: File,
    /// Where the end of the document begins.
    end: u64,
    pub(super) calls: usize,
}

impl Recording {
    /// Makes the file, which must not exist, without calls.
    pub(super) fn create(path: &Path, about: &str) -> Result<Self, RecordError> {
        let name = path.display().to_string();
        let ending = path.extension();
        if ending.is_none_or(|ending| !ending.eq_ignore_ascii_case("json")) {
            return Err(RecordError::NotJson(name));
        }
        let mut options = OpenOptions::new();
        let opened = options.write(true).create_new(true).open(path);
        let head = format!("{{\n\"about\": {},\n\"calls\": [", json!(about));
        let written = opened.and_then(|mut file| {
            file.write_all(format!("{head}{END}").as_bytes())?;
            Ok(file)
        });
        match written {
            Ok(file) => Ok(Self {
                name,
                file,
                end: head.len() as u64,
                calls: 0,
            }),
            Err(source) => Err(RecordError::File { file: name, source }),
        }
    }

    /// Appends a call. `false` if the file is full.
    pub(super) fn append(&mut self, call: &impl Serialize) -> Result<bool, RecordError> {
        let comma = if self.calls == 0 { "\n" } else { ",\n" };
        let failed = |source| RecordError::File {
            file: self.name.clone(),
            source,
        };
        let call = serde_json::to_string_pretty(call);
        let call = call.map_err(|error| failed(error.into()))?;
        let text = format!("{comma}{call}");
        let end = self.end + text.len() as u64;
        if end > LARGEST {
            return Ok(false);
        }
        self.write(&text).map_err(|source| RecordError::File {
            file: self.name.clone(),
            source,
        })?;
        self.end = end;
        self.calls += 1;
        Ok(true)
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(format!("{text}{END}").as_bytes())
    }
}
