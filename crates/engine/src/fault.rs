//! Fault injection at named points.
//!
//! A fault point is a place in the processing of a request or a task, such as
//! `step.CreateEngagement.before`. A [`Rule`] says which fault is injected there: an error, a
//! delay, a lost connection, a panic, or the end of the process. Rules can be added and removed at
//! run time. They are tried in the order in which they were added, and only the first matching rule
//! fires. Without rules, a point costs the read of one atomic number.

mod rule;
mod text;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use cosell_world::Random;

/// The first part of the name of a loop's fault point; the second part is the loop's name.
pub const LOOP: &str = "loop";

pub use rule::{Action, Rule, RuleError};

/// A fault point with its context. Context that is not known there, or does not apply, is `None`,
/// and no rule that requires it matches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Point<'a> {
    /// The parts of the name, without dots.
    pub name: &'a [&'a str],
    /// The operation of a request.
    pub operation: Option<&'a str>,
    pub account: Option<&'a str>,
    pub catalog: Option<&'a str>,
    /// The kind of a task.
    pub task: Option<&'a str>,
}

impl<'a> Point<'a> {
    /// A point without context.
    pub fn named(name: &'a [&'a str]) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }
}

/// A fault that the code at a point must carry out. Panics and the end of the process are not among
/// them: the injector carries those out itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A modelled exception or a reason code, by its name.
    Error(String),
    Delay(Duration),
    /// The connection is lost: a request's to its client, a task's to its database.
    Drop,
}

/// An active rule and its counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub id: u64,
    pub rule: Rule,
    /// How often a matching point was hit.
    pub hits: u64,
    /// How often the rule fired.
    pub fired: u64,
}

/// The active rules, shared by cloning.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    /// The number of rules, so that a point without rules does not lock the table.
    count: AtomicUsize,
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    armed: Vec<Armed>,
    last_id: u64,
}

#[derive(Debug)]
struct Armed {
    listed: Listed,
    random: Random,
}

impl Faults {
    /// Activates rules.
    pub fn new(rules: Vec<Rule>) -> Self {
        let faults = Self::default();
        for rule in rules {
            faults.add(rule);
        }
        faults
    }

    /// Activates one more rule. Returns its id.
    pub fn add(&self, rule: Rule) -> u64 {
        let mut table = self.table();
        table.last_id += 1;
        let id = table.last_id;
        table.armed.push(Armed {
            random: Random::seeded(rule.seed),
            listed: Listed {
                id,
                rule,
                hits: 0,
                fired: 0,
            },
        });
        self.count(&table);
        id
    }

    /// Removes a rule. Returns `None` when no rule has this id.
    pub fn remove(&self, id: u64) -> Option<Listed> {
        let mut table = self.table();
        let index = table.armed.iter().position(|armed| armed.listed.id == id)?;
        let removed = table.armed.remove(index).listed;
        self.count(&table);
        Some(removed)
    }

    /// Removes all rules. Returns their number.
    pub fn clear(&self) -> usize {
        let mut table = self.table();
        let count = table.armed.len();
        table.armed.clear();
        self.count(&table);
        count
    }

    /// The active rules, in the order in which they are tried.
    pub fn list(&self) -> Vec<Listed> {
        let table = self.table();
        table
            .armed
            .iter()
            .map(|armed| armed.listed.clone())
            .collect()
    }

    /// Whether any rule is active.
    pub fn any(&self) -> bool {
        self.inner.count.load(Ordering::Relaxed) > 0
    }

    /// Hits a fault point. Returns the fault to carry out, if a rule fires.
    pub fn hit(&self, point: &Point<'_>) -> Option<Fault> {
        self.hit_by(point).map(|(_, fault)| fault)
    }

    /// Hits a fault point. Returns the fault to carry out with the id of its rule, if one fires.
    pub fn hit_by(&self, point: &Point<'_>) -> Option<(u64, Fault)> {
        self.inject(point, |_| true)
    }

    /// Hits the point of a loop that begins another round. A loop has no caller to answer: only
    /// rules that panic or end the process apply.
    pub fn hit_loop(&self, of: &str) {
        let ends = |action: &Action| matches!(action, Action::Panic | Action::Abort);
        self.inject(&Point::named(&[LOOP, of]), ends);
    }

    fn inject(
        &self,
        point: &Point<'_>,
        eligible: impl Fn(&Action) -> bool,
    ) -> Option<(u64, Fault)> {
        if !self.any() {
            return None;
        }
        let mut table = self.table();
        let injected = table.armed.iter_mut().find_map(|armed| {
            let injected = eligible(&armed.listed.rule.action) && armed.hit(point);
            injected.then(|| (armed.listed.id, armed.listed.rule.action.clone()))
        });
        drop(table);
        let (id, injected) = injected?;
        let name = point.name.join(".");
        tracing::warn!(
            rule = id,
            point = name,
            action = %injected,
            task = point.task,
            "fault injected"
        );
        let fault = match injected {
            Action::Error(name) => Fault::Error(name),
            Action::Delay(time) => Fault::Delay(time),
            Action::Drop => Fault::Drop,
            Action::Panic => panic!("a fault rule injected this panic"),
            Action::Abort => {
                abort();
                return None;
            }
        };
        Some((id, fault))
    }

    /// Whether a rule may fire at a point, now or later.
    pub fn may_inject(&self, point: &Point<'_>) -> bool {
        self.any()
            && self
                .table()
                .armed
                .iter()
                .any(|armed| armed.listed.rule.matches(point) && !armed.exhausted())
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.inner
            .table
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self, table: &Table) {
        self.inner.count.store(table.armed.len(), Ordering::Relaxed);
    }
}

impl Armed {
    fn exhausted(&self) -> bool {
        let Listed { rule, fired, .. } = &self.listed;
        rule.count.is_some_and(|count| *fired >= count)
    }

    /// Counts the hit of a point. Returns whether the rule fires.
    fn hit(&mut self, point: &Point<'_>) -> bool {
        if !self.listed.rule.matches(point) {
            return false;
        }
        self.listed.hits += 1;
        if self.listed.hits <= self.listed.rule.skip || self.exhausted() {
            return false;
        }
        // Drawn only where it decides, so that the seed determines which hits fire.
        let injected = match self.listed.rule.probability {
            Some(probability) => self.random.occurs(probability),
            None => true,
        };
        self.listed.fired += u64::from(injected);
        injected
    }
}

/// Ends the process as a crash would: `abort` of the standard library still runs signal handlers.
fn abort() {
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
}
