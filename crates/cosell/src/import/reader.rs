//! Calls read operations, one after the other, not faster than allowed.
//!
//! Every record is appended to a file as it is read, one line of JSON each; the next run reads the
//! lists again and only the records that are missing. A line that was cut off is read again.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use cosell_admin_api::task::Catalog;
use cosell_world::machine;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::error::ImportError;
use super::reads::Read;
use crate::bar::Bar;
use crate::endpoint::Endpoint;

/// What a service says of a record that is not there.
const ABSENT: [&str; 2] = ["ResourceNotFoundException", "ValidationException"];

#[derive(Debug)]
pub(super) struct Reader {
    upstream: Endpoint,
    catalog: Catalog,
    /// The time from one call to the next.
    pace: Duration,
    last: Option<Instant>,
    name: String,
    file: File,
    /// What earlier runs have read, by operation and id.
    known: BTreeMap<(String, String), Value>,
}

/// A line of the file.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    operation: String,
    id: String,
    /// Null where there is no such record.
    answer: Value,
}

/// Records by their ids.
pub(super) type Records = BTreeMap<String, Value>;

/// How a record is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    /// What the records are, for the progress bar.
    pub(super) what: &'static str,
    pub(super) read: Read,
    /// The member of the request that names the record.
    pub(super) member: &'static str,
}

impl Reader {
    pub(super) fn open(
        upstream: Endpoint,
        catalog: Catalog,
        rate: u16,
        part: &Path,
    ) -> Result<Self, ImportError> {
        let name = part.display().to_string();
        let mut options = OpenOptions::new();
        let file = options.create(true).read(true).append(true).open(part);
        let file = file.map_err(|source| ImportError::Write {
            file: name.clone(),
            source,
        })?;
        let lines = BufReader::new(&file).lines().map_while(Result::ok);
        let records = lines.filter_map(|line| serde_json::from_str::<Line>(&line).ok());
        let known = records.map(|line| ((line.operation, line.id), line.answer));
        let known = known.collect();
        let mut reader = Self {
            upstream,
            catalog,
            pace: Duration::from_secs(1) / u32::from(rate),
            last: None,
            name,
            file,
            known,
        };
        // Ends a line that was cut off.
        reader.append("\n")?;
        Ok(reader)
    }

    /// The catalog that is read.
    pub(super) fn catalog(&self) -> String {
        self.catalog.to_string()
    }

    /// The ids of all elements of a list.
    pub(super) fn ids(
        &mut self,
        read: Read,
        member: &str,
        input: Value,
    ) -> Result<Vec<String>, ImportError> {
        let all = self.list(read, member, input)?;
        let ids = all.iter().filter_map(|one| one["Id"].as_str());
        Ok(ids.map(str::to_owned).collect())
    }

    /// All elements of a list.
    pub(super) fn list(
        &mut self,
        read: Read,
        member: &str,
        mut input: Value,
    ) -> Result<Vec<Value>, ImportError> {
        let mut all = Vec::new();
        loop {
            let mut page = self.call(read, &input)?;
            if let Some(Value::Array(elements)) = page.get_mut(member) {
                all.append(elements);
            }
            match page.get_mut("NextToken").map(Value::take) {
                None | Some(Value::Null) => return Ok(all),
                Some(token) if token == "" => return Ok(all),
                Some(token) if token == input["NextToken"] => {
                    return Err(ImportError::Endless(read.name()));
                }
                Some(token) => input["NextToken"] = token,
            }
        }
    }

    /// The elements of the lists of these ids.
    pub(super) fn lists(
        &mut self,
        asked: Asked,
        element: &str,
        ids: Vec<String>,
    ) -> Result<Vec<Value>, ImportError> {
        let Asked { what, read, member } = asked;
        let bar = Bar::start(what, ids.len() as u64);
        let mut all = Vec::new();
        for id in ids {
            let key = (read.name().to_owned(), id.clone());
            let answer = if let Some(answer) = self.known.remove(&key) {
                answer
            } else {
                let elements = self.list(read, element, json!({ member: id }))?;
                self.keep(read, &id, json!(elements))?
            };
            all.extend(answer.as_array().cloned().unwrap_or_default());
            bar.step();
        }
        bar.end();
        Ok(all)
    }

    /// The records of these ids. One that is gone since it was listed is left out.
    pub(super) fn records(
        &mut self,
        asked: Asked,
        ids: Vec<String>,
    ) -> Result<Records, ImportError> {
        let Asked { what, read, member } = asked;
        let bar = Bar::start(what, ids.len() as u64);
        let mut records = Records::new();
        for id in ids {
            let key = (read.name().to_owned(), id.clone());
            let answer = match self.known.remove(&key) {
                Some(answer) => answer,
                None => self.record(read, &id, &json!({ member: id }))?,
            };
            if !answer.is_null() {
                records.insert(id, answer);
            }
            bar.step();
        }
        bar.end();
        Ok(records)
    }

    fn record(&mut self, read: Read, id: &str, input: &Value) -> Result<Value, ImportError> {
        let answer = match self.call(read, input) {
            Err(ImportError::Refused { name, .. }) if ABSENT.contains(&name.as_str()) => {
                Value::Null
            }
            other => other?,
        };
        self.keep(read, id, answer)
    }

    /// Appends an answer to the file.
    fn keep(&mut self, read: Read, id: &str, answer: Value) -> Result<Value, ImportError> {
        let line = json!({ "operation": read.name(), "id": id, "answer": answer });
        self.append(&format!("{line}\n"))?;
        Ok(answer)
    }

    fn append(&mut self, text: &str) -> Result<(), ImportError> {
        let written = self.file.write_all(text.as_bytes());
        written.map_err(|source| ImportError::Write {
            file: self.name.clone(),
            source,
        })
    }

    /// Calls an operation when it is time.
    pub(super) fn call(&mut self, read: Read, input: &Value) -> Result<Value, ImportError> {
        if let Some(last) = self.last {
            machine::block(self.pace.saturating_sub(machine::elapsed(last)));
        }
        self.last = Some(machine::instant());
        let mut input = input.clone();
        // The tags of a resource are asked by its ARN, which has the catalog.
        if read != Read::ListTagsForResource {
            input["Catalog"] = json!(self.catalog);
        }
        let operation = read.name();
        let answer = self.upstream.call(operation, &input)?;
        if answer.status == 200 {
            return Ok(answer.body);
        }
        Err(ImportError::Refused {
            operation,
            name: answer.error().unwrap_or("no name").to_owned(),
            message: answer.body["Message"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        })
    }
}
