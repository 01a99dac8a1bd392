//! The records of a CSV file that lies in chunks, read from any record on with bounded memory.
//!
//! The parser is `csv-core`, which is handed the file piece by piece. A record that is larger than
//! [`LARGEST`] or has more cells than [`MOST_CELLS`] is an error of the file, and so is a quote
//! that is open where the file ends: it takes the rest of the file into one cell.

use std::collections::VecDeque;

use cosell_store::Tx;
use cosell_store::table::upload::{self, Chunk};
use csv_core::{ReadRecordResult, Reader};

use super::job::Place;
use crate::Error;

/// Bytes of a record: an opportunity with every member at its longest has fewer.
const LARGEST: usize = 256 << 10;

/// Cells of a record.
const MOST_CELLS: usize = 1024;

/// Chunks that are read from the store at once.
const AHEAD: i64 = 4;

/// Why a file cannot be worked on, as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Broken(pub String);

/// How reading a record ends badly.
#[derive(Debug)]
pub(super) enum ReadError {
    Broken(Broken),
    Store(Error),
}

impl From<cosell_store::Error> for ReadError {
    fn from(error: cosell_store::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Reads records one after the other.
pub(super) struct Records<'a> {
    version: &'a str,
    parser: Reader,
    /// What was read from the store and not parsed yet; the first one from `place.byte` on.
    ahead: VecDeque<Chunk>,
    /// Behind the last record.
    place: Place,
    ended: bool,
    consumed: usize,
}

impl<'a> Records<'a> {
    /// Begins at a place at which a record begins.
    pub(super) fn from(version: &'a str, place: Place) -> Self {
        Self {
            version,
            parser: Reader::new(),
            ahead: VecDeque::new(),
            place,
            ended: false,
            consumed: 0,
        }
    }

    /// How many bytes were read.
    pub(super) fn consumed(&self) -> usize {
        self.consumed
    }

    /// Where the next record begins.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// The next record; none at the end of the file. `number` is that of its row, for errors; the
    /// header row has 0.
    pub(super) async fn next(
        &mut self,
        tx: &mut Tx,
        number: i64,
    ) -> Result<Option<Vec<String>>, ReadError> {
        let mut text = vec![0; 4 << 10];
        let mut ends = vec![0; 64];
        let (mut written, mut cells) = (0, 0);
        // Whether a record has begun; ends of lines alone are none.
        let mut begun = false;
        loop {
            self.fill(tx).await?;
            let start = usize::try_from(self.place.byte).unwrap_or(usize::MAX);
            let content = self.ahead.front().map(|chunk| chunk.content.as_slice());
            let input = content.and_then(|content| content.get(start..));
            // At its end the file is given the end of a line, which ends a record, unless a quote
            // is open: the parser itself takes the end of the file for that of the quote.
            let at_end = input.is_none() && begun;
            let input = if at_end {
                b"\n"
            } else {
                input.unwrap_or_default()
            };
            let (result, read, wrote, found) =
                self.parser
                    .read_record(input, &mut text[written..], &mut ends[cells..]);
            let taken = input.get(..read).unwrap_or_default();
            begun |= taken.iter().any(|byte| !matches!(byte, b'\r' | b'\n'));
            if !at_end {
                self.advance(read);
            }
            written += wrote;
            cells += found;
            match result {
                ReadRecordResult::InputEmpty if at_end => {
                    return Err(broken(format!(
                        "{} opens a quotation mark that is not closed until the end of the file.",
                        row_name(number)
                    )));
                }
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if text.len() >= LARGEST => {
                    return Err(broken(format!(
                        "{} is longer than {LARGEST} bytes; a quotation mark may be missing.",
                        row_name(number)
                    )));
                }
                ReadRecordResult::OutputFull => text.resize(text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if ends.len() >= MOST_CELLS => {
                    return Err(broken(format!(
                        "{} has more than {MOST_CELLS} cells.",
                        row_name(number)
                    )));
                }
                ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
                ReadRecordResult::Record => {
                    return cut(&text[..written], &ends[..cells], number).map(Some);
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// Sees to it that something is ahead, unless the file is at its end.
    async fn fill(&mut self, tx: &mut Tx) -> Result<(), ReadError> {
        loop {
            let start = usize::try_from(self.place.byte).unwrap_or(usize::MAX);
            match self.ahead.front() {
                Some(first) if start < first.content.len() => return Ok(()),
                Some(first) => {
                    self.place = Place {
                        part: first.part,
                        chunk: first.number + 1,
                        byte: 0,
                    };
                    self.ahead.pop_front();
                }
                None if self.ended => return Ok(()),
                None => {
                    let from = (self.place.part, self.place.chunk);
                    let chunks = upload::chunks(tx, self.version, from, AHEAD).await?;
                    self.ended = chunks.is_empty();
                    self.ahead.extend(chunks);
                }
            }
            // After the last chunk of a part the next part begins.
            if let Some(first) = self.ahead.front()
                && (first.part, first.number) != (self.place.part, self.place.chunk)
            {
                self.place = Place {
                    part: first.part,
                    chunk: first.number,
                    byte: 0,
                };
            }
        }
    }

    fn advance(&mut self, read: usize) {
        self.place.byte += i64::try_from(read).unwrap_or(i64::MAX);
        self.consumed += read;
    }
}

fn row_name(number: i64) -> String {
    match number {
        0 => "The header row".to_owned(),
        number => format!("Row {number}"),
    }
}

fn broken(message: String) -> ReadError {
    ReadError::Broken(Broken(message))
}

fn cut(text: &[u8], ends: &[usize], number: i64) -> Result<Vec<String>, ReadError> {
    let mut start = 0;
    let mut cells = Vec::with_capacity(ends.len());
    for end in ends {
        let cell = text.get(start..*end).unwrap_or_default();
        start = *end;
        let cell = std::str::from_utf8(cell)
            .map_err(|_| broken(format!("{} is not in UTF-8.", row_name(number))))?;
        if cell.contains('\0') {
            return Err(broken(format!(
                "{} holds a NUL character; the file may be in UTF-16.",
                row_name(number)
            )));
        }
        cells.push(cell.to_owned());
    }
    Ok(cells)
}
