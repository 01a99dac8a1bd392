//! The findings of a request, with a limit on their number and size.
//!
//! The response to a list with a few thousand invalid items would be many times as large as the
//! request. So findings are listed up to [`Findings::MOST`] and up to [`Findings::BYTES`] of text;
//! further findings are only counted, and their text is not made. All findings of a request must be
//! collected here, or converted before they become an error.

use crate::error::{FieldError, cut};

/// Findings in the order in which they were found, and the number of those that are not listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    listed: Vec<FieldError>,
    bytes: usize,
    more: usize,
}

impl Findings {
    /// The most findings that are listed; a user does not fix more at a time.
    pub const MOST: usize = 100;

    /// Bytes of text after which no finding is listed any more.
    pub const BYTES: usize = 16 << 10;

    /// The longest text of a finding, in bytes. No message of the model is that long; a text of the
    /// request that a rule repeats could have any length.
    const LONGEST: usize = 4 << 10;

    /// Adds a finding. The closure is called only if the finding is listed.
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

    /// Whether there are no findings.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// The listed findings.
    pub fn listed(&self) -> &[FieldError] {
        &self.listed
    }

    /// The listed findings, and the number of those that are not listed.
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
