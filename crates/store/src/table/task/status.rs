//! The status of a task and its transitions.
//!
//! ```text
//!  begun ─► IN_PROGRESS ─┬─► COMPLETE
//!                ▲       └─► FAILED
//!                └── restart ──┘
//! ```

use std::ops::Deref;

use crate::row::{Cell, Column};
use crate::stored_enum::stored_enum;
use crate::{Error, Value};

stored_enum! {
    /// The status of a task.
    pub enum Status {
        InProgress = "IN_PROGRESS",
        Complete = "COMPLETE",
        Failed = "FAILED",
    }
}

impl Status {
    /// Whether a task may change from this status to another.
    const fn leads_to(self, to: Self) -> bool {
        match self {
            Self::InProgress => matches!(to, Self::Complete | Self::Failed),
            Self::Failed => matches!(to, Self::InProgress),
            Self::Complete => false,
        }
    }
}

/// The status of a task in its row, which only [`Progress::go`] changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress(Status);

impl Progress {
    /// The status of a new task.
    pub const fn begun() -> Self {
        Self(Status::InProgress)
    }

    /// Changes the status; `Error::Transition` when that transition is not allowed.
    pub fn go(&mut self, to: Status) -> Result<(), Error> {
        let from = self.0;
        if !from.leads_to(to) {
            return Err(Error::Transition { from, to });
        }
        self.0 = to;
        Ok(())
    }
}

impl Deref for Progress {
    type Target = Status;

    fn deref(&self) -> &Status {
        &self.0
    }
}

impl PartialEq<Status> for Progress {
    fn eq(&self, other: &Status) -> bool {
        self.0 == *other
    }
}

impl Column for Progress {
    const EXPECTED: &'static str = Status::EXPECTED;

    fn read(cell: Cell) -> Option<Self> {
        Status::read(cell).map(Self)
    }

    fn value(held: &Self) -> Value<'_> {
        Status::value(&held.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_ends_once_and_only_a_failed_one_restarts() {
        use Status::{Complete, Failed, InProgress};
        let legal = [
            (InProgress, Complete),
            (InProgress, Failed),
            (Failed, InProgress),
        ];
        for from in Status::ALL {
            for to in Status::ALL {
                let mut progress = Progress(*from);
                let gone = progress.go(*to);
                if legal.contains(&(*from, *to)) {
                    assert!(gone.is_ok() && progress == *to, "{from} to {to}");
                } else {
                    assert!(matches!(gone, Err(Error::Transition { .. })));
                    assert_eq!(progress, *from, "the status is unchanged");
                }
            }
        }
    }
}
