//! The invariants, how often each was checked, and its violations.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// What must hold at whatever moment the server is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Invariant {
    AcknowledgedIsPresent,
    CompleteIsWhole,
    AllOrNothing,
    TimeGoesForward,
    TokenOnce,
    NothingDoubled,
    ListedOnce,
    NoTaskStuck,
    AnsweredAsModelled,
    RowsAreThere,
    RowsOnce,
}

/// The kind of damage that a violated invariant shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Harm {
    Lost,
    Doubled,
    Wrong,
}

impl Invariant {
    const ALL: [Self; 11] = [
        Self::AcknowledgedIsPresent,
        Self::CompleteIsWhole,
        Self::AllOrNothing,
        Self::TimeGoesForward,
        Self::TokenOnce,
        Self::NothingDoubled,
        Self::ListedOnce,
        Self::NoTaskStuck,
        Self::AnsweredAsModelled,
        Self::RowsAreThere,
        Self::RowsOnce,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::AcknowledgedIsPresent => "acknowledged-is-present",
            Self::CompleteIsWhole => "complete-is-whole",
            Self::AllOrNothing => "all-or-nothing",
            Self::TimeGoesForward => "time-goes-forward",
            Self::TokenOnce => "token-once",
            Self::NothingDoubled => "nothing-doubled",
            Self::ListedOnce => "listed-once",
            Self::NoTaskStuck => "no-task-stuck",
            Self::AnsweredAsModelled => "answered-as-modelled",
            Self::RowsAreThere => "rows-are-there",
            Self::RowsOnce => "rows-once",
        }
    }

    fn harm(self) -> Harm {
        match self {
            Self::AcknowledgedIsPresent
            | Self::CompleteIsWhole
            | Self::AllOrNothing
            | Self::TimeGoesForward
            | Self::RowsAreThere => Harm::Lost,
            Self::TokenOnce | Self::NothingDoubled | Self::ListedOnce | Self::RowsOnce => {
                Harm::Doubled
            }
            Self::NoTaskStuck | Self::AnsweredAsModelled => Harm::Wrong,
        }
    }
}

/// How many violations are printed; further ones are only counted.
const PRINTED: usize = 40;

/// How many characters of a violation's details are printed; a whole opportunity is much longer.
const SEEN: usize = 400;

#[derive(Debug, Default)]
pub(crate) struct Findings {
    checked: [AtomicU64; Invariant::ALL.len()],
    violations: Mutex<Vec<(Invariant, String)>>,
    acknowledged: AtomicU64,
    unanswered: AtomicU64,
    failed: AtomicU64,
}

impl Findings {
    /// Counts a check of an invariant, and records what was seen if the invariant is violated.
    pub(crate) fn check(&self, invariant: Invariant, holds: bool, seen: impl FnOnce() -> String) {
        if let Some(count) = self.checked.get(invariant as usize) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        if !holds {
            let mut violations = self.violations.lock();
            let violations = violations.as_mut().unwrap_or_else(PoisonError::get_mut);
            violations.push((invariant, seen()));
        }
    }

    /// Counts an acknowledged write.
    pub(crate) fn acknowledged(&self) {
        self.acknowledged.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn acknowledgements(&self) -> u64 {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// Counts a request without a response.
    pub(crate) fn unanswered(&self) {
        self.unanswered.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a task that ended FAILED.
    pub(crate) fn failed(&self) {
        self.failed.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count(&self, harm: Harm) -> usize {
        let violations = self.violations.lock();
        let violations = violations.unwrap_or_else(PoisonError::into_inner);
        let of_harm = violations
            .iter()
            .filter(|(invariant, _)| invariant.harm() == harm);
        of_harm.count()
    }

    pub(crate) fn is_clean(&self) -> bool {
        [Harm::Lost, Harm::Doubled, Harm::Wrong]
            .into_iter()
            .all(|harm| self.count(harm) == 0)
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let violations = self.violations.lock();
        let violations = violations.unwrap_or_else(PoisonError::into_inner);
        writeln!(out, "{:24} {:>9} {:>9}", "invariant", "checked", "violated")?;
        for (invariant, checked) in Invariant::ALL.into_iter().zip(&self.checked) {
            let violated = violations.iter().filter(|(other, _)| *other == invariant);
            writeln!(
                out,
                "{:24} {:>9} {:>9}",
                invariant.name(),
                checked.load(Ordering::Relaxed),
                violated.count()
            )?;
        }
        writeln!(
            out,
            "{} writes acknowledged, {} requests unanswered, {} tasks FAILED",
            self.acknowledgements(),
            self.unanswered.load(Ordering::Relaxed),
            self.failed.load(Ordering::Relaxed)
        )?;
        for (invariant, seen) in violations.iter().take(PRINTED) {
            writeln!(out, "{}: {seen:.SEEN$}", invariant.name())?;
        }
        let more = violations.len().saturating_sub(PRINTED);
        if more > 0 {
            writeln!(out, "and {more} more")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_invariant_has_its_own_count() {
        for (position, invariant) in Invariant::ALL.into_iter().enumerate() {
            assert_eq!(invariant as usize, position);
        }
    }

    #[test]
    fn a_violated_invariant_is_counted_by_its_harm_and_named() {
        let findings = Findings::default();
        findings.check(Invariant::TokenOnce, true, String::new);
        assert!(findings.is_clean());
        findings.check(Invariant::TokenOnce, false, || "two of them".to_owned());
        assert_eq!(findings.count(Harm::Doubled), 1);
        assert_eq!(findings.count(Harm::Lost), 0);
        assert!(findings.to_string().contains("token-once: two of them"));
    }
}
