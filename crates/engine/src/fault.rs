//! Faults at named points.
//!
//! A point is a place in the way of a request or a task, such as `step.CreateEngagement.before`.
//! A [`Rule`] says what befalls whoever passes it: an error, a delay, a lost connection, a panic,
//! or the end of the process. Rules come and go while the program runs. They are asked in the order
//! in which they were added, and one at most strikes at a passage. Without rules a point costs one
//! look at a number.

mod rule;
mod text;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use cosell_world::Random;

/// What the points of loops begin with; the other part is the loop's name.
pub const LOOP: &str = "loop";

pub use rule::{Action, Rule, RuleError};

/// A point as somebody passes it. What is not known there, or does not apply, is `None`, and no
/// rule that asks for it matches.
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
    /// A point of which nothing but the name is known.
    pub fn named(name: &'a [&'a str]) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }
}

/// What befalls whoever passes a point. A panic and the end of the process are not among them:
/// nobody is left to hear of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A modelled exception or a reason code, by its name.
    Error(String),
    Delay(Duration),
    /// The connection is lost: a request's to its client, a task's to its database.
    Drop,
}

/// A rule in force and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub id: u64,
    pub rule: Rule,
    /// How often its point was passed by somebody whom it picks.
    pub hits: u64,
    /// How often it struck.
    pub fired: u64,
}

/// The rules in force, shared by cloning.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    /// The number of rules, so that a point without any need not ask for the table.
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
    /// Puts rules in force.
    pub fn new(rules: Vec<Rule>) -> Self {
        let faults = Self::default();
        for rule in rules {
            faults.add(rule);
        }
        faults
    }

    /// Puts one more rule in force. Returns its id.
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

    /// Takes a rule out of force. `None` when there is none of this id.
    pub fn remove(&self, id: u64) -> Option<Listed> {
        let mut table = self.table();
        let place = table.armed.iter().position(|armed| armed.listed.id == id)?;
        let removed = table.armed.remove(place).listed;
        self.count(&table);
        Some(removed)
    }

    /// Takes all rules out of force. Returns how many there were.
    pub fn clear(&self) -> usize {
        let mut table = self.table();
        let count = table.armed.len();
        table.armed.clear();
        self.count(&table);
        count
    }

    /// The rules in force, in the order in which they are asked.
    pub fn list(&self) -> Vec<Listed> {
        let table = self.table();
        table
            .armed
            .iter()
            .map(|armed| armed.listed.clone())
            .collect()
    }

    /// Whether there is any rule.
    pub fn any(&self) -> bool {
        self.inner.count.load(Ordering::Relaxed) > 0
    }

    /// Passes a point. Returns what befalls the passer, if anything does.
    pub fn hit(&self, point: &Point<'_>) -> Option<Fault> {
        self.strike(point, |_| true)
    }

    /// A loop begins another round. It has no caller and no answer: the rules that end it are the
    /// only ones that are asked.
    pub fn hit_loop(&self, of: &str) {
        let ends = |action: &Action| matches!(action, Action::Panic | Action::Abort);
        self.strike(&Point::named(&[LOOP, of]), ends);
    }

    fn strike(&self, point: &Point<'_>, asked: impl Fn(&Action) -> bool) -> Option<Fault> {
        if !self.any() {
            return None;
        }
        let mut table = self.table();
        let struck = table.armed.iter_mut().find_map(|armed| {
            let struck = asked(&armed.listed.rule.action) && armed.pass(point);
            struck.then(|| armed.listed.rule.action.clone())
        });
        drop(table);
        let struck = struck?;
        let name = point.name.join(".");
        tracing::warn!(point = name, action = %struck, "a fault rule strikes");
        match struck {
            Action::Error(name) => Some(Fault::Error(name)),
            Action::Delay(time) => Some(Fault::Delay(time)),
            Action::Drop => Some(Fault::Drop),
            Action::Panic => panic!("a fault rule asked for it"),
            Action::Abort => {
                abort();
                None
            }
        }
    }

    /// Whether a rule may strike at a point, now or later.
    pub fn concern(&self, point: &Point<'_>) -> bool {
        self.any()
            && self
                .table()
                .armed
                .iter()
                .any(|armed| armed.listed.rule.picks(point) && !armed.spent())
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
    fn spent(&self) -> bool {
        let Listed { rule, fired, .. } = &self.listed;
        rule.count.is_some_and(|count| *fired >= count)
    }

    /// Whether the rule strikes at this passage.
    fn pass(&mut self, point: &Point<'_>) -> bool {
        if !self.listed.rule.picks(point) {
            return false;
        }
        self.listed.hits += 1;
        if self.listed.hits <= self.listed.rule.skip || self.spent() {
            return false;
        }
        // Drawn only where it decides, so that a seed tells which of the passages are struck.
        let struck = match self.listed.rule.probability {
            Some(probability) => self.random.occurs(probability),
            None => true,
        };
        self.listed.fired += u64::from(struck);
        struck
    }
}

/// Ends the process as a crash would: `abort` of the standard library still runs signal handlers.
fn abort() {
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
}
