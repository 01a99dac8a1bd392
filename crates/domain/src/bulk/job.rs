//! What a job remembers beside its counts: its file, the columns, and who asked.

use cosell_store::table::bulk::Job;
use serde::{Deserialize, Serialize};

use super::columns::Column;
use crate::Error;
use crate::error::{read_document, write_document};

/// A place in the file: part, chunk, and byte in the chunk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    pub part: i64,
    pub chunk: i64,
    pub byte: i64,
}

impl Place {
    /// Where a job goes on.
    pub(super) fn of(job: &Job) -> Self {
        Self {
            part: job.part,
            chunk: job.chunk,
            byte: job.byte,
        }
    }

    /// Lets a job go on here.
    pub(super) fn store(self, job: &mut Job) {
        job.part = self.part;
        job.chunk = self.chunk;
        job.byte = self.byte;
    }
}

/// The document of a job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Document {
    pub file_name: String,
    /// The version of the upload; none when there was no such file at the start.
    pub upload: Option<String>,
    /// Who asked, as the row of a task remembers a caller; empty in mode `open`.
    pub caller: String,
    /// The header row as it was written.
    #[serde(default)]
    pub headers: Vec<String>,
    /// What each cell of a row is.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// Whether rows change opportunities; unknown until the header was read.
    #[serde(default)]
    pub updates: Option<bool>,
    /// Where the first row begins.
    #[serde(default)]
    pub first_row: Place,
}

impl Document {
    pub(super) fn read(job: &Job) -> Result<Self, Error> {
        read_document(&job.document)
    }

    pub(super) fn write(&self) -> Result<String, Error> {
        write_document(self)
    }
}
