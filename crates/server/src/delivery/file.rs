//! A file that gets each event as a line of JSON.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use cosell_domain::outbox::Outgoing;

use super::failure::Failure;
use super::sink::Sent;

/// How many events are written together at most.
pub(super) const BATCH: usize = 100;

pub(super) struct Sender {
    path: PathBuf,
}

impl Sender {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// Appends events. The file is opened anew each time, so that it may be moved away.
    pub(super) fn send(&self, events: &[Outgoing]) -> Sent {
        let mut lines = String::new();
        let mut sent = Vec::with_capacity(events.len());
        for event in events {
            match &event.envelope {
                Some(envelope) => {
                    lines.push_str(&envelope.to_string());
                    lines.push('\n');
                    sent.push(Ok(()));
                }
                None => sent.push(Err(Failure::Unreadable)),
            }
        }
        self.append(&lines).map_err(Failure::File)?;
        Ok(sent)
    }

    fn append(&self, lines: &str) -> io::Result<()> {
        // A pipe would block until somebody reads it.
        if fs::metadata(&self.path).is_ok_and(|found| !found.is_file()) {
            return Err(io::Error::other("not a regular file"));
        }
        let file = OpenOptions::new()
            .append(true)
            .create(true)
            .open(&self.path);
        file?.write_all(lines.as_bytes())
    }
}
