//! What is wrong with a request, as much of it as an answer holds.
//!
//! A list of a few thousand broken items would be answered with many times what was sent. So
//! findings are listed up to [`Findings::MOST`] and up to [`Findings::BYTES`] of text; what comes
//! after that is counted and not even written. Whoever collects findings of a request collects them
//! here, or hands them over before they become an error.

use crate::error::{FieldError, cut};

/// Findings in the order in which they were found, and how many more there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    listed: Vec<FieldError>,
    bytes: usize,
    more: usize,
}

impl Findings {
    /// How many are listed; more than this nobody mends at a time.
    pub const MOST: usize = 100;

    /// Bytes of text after which none is listed any more.
    pub const BYTES: usize = 16 << 10;

    /// The longest text of a finding, in bytes. Nothing of the model needs as much; a text that was
    /// sent can have any length, should a rule repeat one.
    const LONGEST: usize = 4 << 10;

    /// Adds a finding, which is not made unless it is listed.
    pub fn add(&mut self, finding: impl FnOnce() -> FieldError) {
        let is_full = self.listed.len() >= Self::MOST || self.bytes >= Self::BYTES;
        if self.more > 0 || is_full {
            self.more += 1;
            return;
        }
        let mut finding = finding();
        finding.message = cut(&finding.message, Self::LONGEST);
        self.bytes += finding.message.len();
        self.listed.push(finding);
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Those that are listed.
    pub fn listed(&self) -> &[FieldError] {
        &self.listed
    }

    /// Those that are listed, and how many more there are.
    pub fn into_parts(self) -> (Vec<FieldError>, usize) {
        (self.listed, self.more)
    }
}

impl From<Vec<FieldError>> for Findings {
    fn from(all: Vec<FieldError>) -> Self {
        let mut findings = Self::default();
        for finding in all {
            findings.add(|| finding);
        }
        findings
    }
}
