//! Model checking: every interleaving of two or three nodes on one task.
//!
//! The model contains what the engine builds on: a record with a cursor, an epoch and an owner; a
//! guarded update that moves the cursor together with the step's effect; a take-over that compares
//! the epoch before it raises it; leases that expire at any time; commits whose answer is lost;
//! nodes that are stopped, continued late, or killed. It is harsher than a database: the reads and
//! the writes of a transaction are separate events, and anything may happen between them, so its
//! properties rest on the guard and not on isolation.
//!
//! The same model with one rule removed must break a promise, which shows that the checker would
//! find a broken promise.
//!
//! A separate test binary: it keeps two processors busy, and nodes with a lease of 30 ms would lose
//! it meanwhile. It links nothing of ours.

use std::cmp::Ordering;

use stateright::{Checker, HasDiscoveries, Model, Property};

const STEPS: usize = 2;

/// The rule that the modelled engine lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lacks {
    Nothing,
    /// The guarded update compares the step only.
    EpochInGuard,
    /// A take-over writes the epoch that it read plus one, whatever the epoch is by then.
    CompareInTakeOver,
    /// After a lost answer the step is sent again, not read again.
    ReadingAgain,
    /// The client is notified of the end before the commit.
    CommitBeforeAnswer,
}

/// The checked model, and how many failures one path may have.
#[derive(Clone, Debug)]
struct Engine {
    lacks: Lacks,
    nodes: usize,
    /// All steps in one commit, or each in its own.
    chained: bool,
    /// Leases of living nodes that expire too early.
    expiries: u8,
    /// Commits whose answer is lost.
    lost: u8,
    stops: u8,
    kills: u8,
}

/// The row of the task.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Record {
    step: usize,
    epoch: u8,
    owner: usize,
}

impl Record {
    fn complete(&self) -> bool {
        self.step == STEPS
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Life {
    Running,
    Stopped,
    Dead,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Node {
    life: Life,
    leased: bool,
    /// The epoch in which it read a task that it is about to take over.
    saw: Option<u8>,
}

/// The phase of a runner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Phase {
    Ready,
    /// It has read the cursor and not committed yet.
    Open {
        from: usize,
    },
    /// It has sent the commit and received no answer.
    Unanswered {
        from: usize,
    },
}

/// A task that a node runs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Runner {
    node: usize,
    epoch: u8,
    phase: Phase,
}

/// The last answer to the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Answer {
    Nothing,
    Started,
    Complete,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct State {
    record: Option<Record>,
    nodes: Vec<Node>,
    runners: Vec<Runner>,
    answered: Answer,
    /// How often each step had its effect.
    effects: [u8; STEPS],
    /// A commit advanced a task that another node or another epoch owned.
    trespassed: bool,
    /// A write was refused by the guard.
    fenced: bool,
    /// A commit whose answer was lost was found to have happened.
    resolved: bool,
    /// The failures that may still happen.
    expiries: u8,
    lost: u8,
    stops: u8,
    kills: u8,
}

/// The fate of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Commit {
    Answered,
    /// It happened, and the answer was lost.
    Unheard,
    /// It did not happen, and the answer was lost.
    Undone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    /// The client sends a start request to a node, always with the same token.
    Start(usize, Commit),
    /// The client reads the task from a node.
    Get(usize),
    /// A node reads that the task's owner has no lease.
    See(usize),
    TakeOver(usize, Commit),
    /// A node finds a task that it owns and does not run.
    FindOwn(usize),
    /// A runner, by its index, begins its transaction and reads the cursor.
    Open(usize),
    Commit(usize, Commit),
    /// A runner resolves a commit whose answer was lost.
    Resolve(usize),
    Expire(usize),
    Renew(usize),
    Stop(usize),
    Continue(usize),
    Kill(usize),
}

impl Engine {
    fn sound() -> Self {
        Self {
            lacks: Lacks::Nothing,
            nodes: 2,
            chained: false,
            expiries: 2,
            lost: 2,
            stops: 1,
            kills: 1,
        }
    }

    fn without(lacks: Lacks) -> Self {
        Self {
            lacks,
            ..Self::sound()
        }
    }

    /// Commits a step from this cursor. Returns `false` when the guard refuses it.
    fn write(&self, state: &mut State, runner: &Runner, from: usize, guarded: bool) -> bool {
        let Some(record) = &mut state.record else {
            return false;
        };
        let same_epoch = self.lacks == Lacks::EpochInGuard || record.epoch == runner.epoch;
        if !same_epoch || (guarded && record.step != from) {
            return false;
        }
        state.trespassed |= record.owner != runner.node || record.epoch != runner.epoch;
        let to = if self.chained { STEPS } else { from + 1 };
        for effect in &mut state.effects[from..to] {
            *effect += 1;
        }
        record.step = to;
        true
    }

    fn commit(&self, state: &mut State, place: usize, fate: Commit) {
        let runner = state.runners[place].clone();
        let Phase::Open { from } = runner.phase else {
            return;
        };
        if fate != Commit::Answered {
            state.lost -= 1;
            state.runners[place].phase = Phase::Unanswered { from };
        }
        if fate == Commit::Undone {
            return;
        }
        let accepted = self.write(state, &runner, from, true);
        if fate == Commit::Unheard {
            return;
        }
        if !accepted {
            state.fenced = true;
            state.runners.remove(place);
        } else if state.record.as_ref().is_some_and(Record::complete) {
            state.answered = Answer::Complete;
            state.runners.remove(place);
        } else {
            state.runners[place].phase = Phase::Ready;
        }
    }

    fn open(&self, state: &mut State, place: usize) {
        let Some(record) = state.record.clone() else {
            return;
        };
        let runner = &mut state.runners[place];
        if record.epoch != runner.epoch || record.owner != runner.node {
            state.fenced = true;
            state.runners.remove(place);
        } else if record.complete() {
            // Only a lost answer leaves a runner with a task that has ended.
            state.resolved = true;
            state.answered = Answer::Complete;
            state.runners.remove(place);
        } else {
            runner.phase = Phase::Open { from: record.step };
            let last = self.chained || record.step + 1 == STEPS;
            if last && self.lacks == Lacks::CommitBeforeAnswer {
                state.answered = Answer::Complete;
            }
        }
    }

    fn resolve(&self, state: &mut State, place: usize) {
        let runner = state.runners[place].clone();
        let Phase::Unanswered { from } = runner.phase else {
            return;
        };
        if self.lacks == Lacks::ReadingAgain {
            self.write(state, &runner, from, false);
        }
        state.runners[place].phase = Phase::Ready;
    }

    fn take_over(&self, state: &mut State, node: usize, fate: Commit) {
        let saw = state.nodes[node].saw.take();
        let (Some(record), Some(saw)) = (&mut state.record, saw) else {
            return;
        };
        state.nodes[node].leased = true;
        if fate != Commit::Answered {
            state.lost -= 1;
        }
        let compares = self.lacks != Lacks::CompareInTakeOver;
        if record.complete() || (compares && record.epoch != saw) {
            return;
        }
        record.epoch = saw + 1;
        record.owner = node;
        if fate == Commit::Answered {
            state.runners.push(Runner {
                node,
                epoch: saw + 1,
                phase: Phase::Ready,
            });
        }
    }

    fn start(state: &mut State, node: usize, fate: Commit) {
        let new = state.record.is_none();
        if new {
            state.record = Some(Record {
                step: 0,
                epoch: 1,
                owner: node,
            });
        }
        if fate == Commit::Unheard {
            state.lost -= 1;
            return;
        }
        state.answered = Answer::Started;
        if new {
            state.runners.push(Runner {
                node,
                epoch: 1,
                phase: Phase::Ready,
            });
        }
    }
}

impl Model for Engine {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        let node = Node {
            life: Life::Running,
            leased: true,
            saw: None,
        };
        vec![State {
            record: None,
            nodes: vec![node; self.nodes],
            runners: Vec::new(),
            answered: Answer::Nothing,
            effects: [0; STEPS],
            trespassed: false,
            fenced: false,
            resolved: false,
            expiries: self.expiries,
            lost: self.lost,
            stops: self.stops,
            kills: self.kills,
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let running = |node: usize| state.nodes[node].life == Life::Running;
        for (number, node) in state.nodes.iter().enumerate() {
            if node.life == Life::Stopped {
                actions.push(Action::Continue(number));
            }
            // A node that does not renew loses its lease in the end; one that does may lose it too.
            if node.leased && (node.life != Life::Running || state.expiries > 0) {
                actions.push(Action::Expire(number));
            }
            if node.life != Life::Running {
                continue;
            }
            if !node.leased {
                actions.push(Action::Renew(number));
            }
            if state.stops > 0 {
                actions.push(Action::Stop(number));
            }
            if state.kills > 0 {
                actions.push(Action::Kill(number));
            }
            if state.answered == Answer::Nothing {
                actions.push(Action::Start(number, Commit::Answered));
                if state.lost > 0 && state.record.is_none() {
                    actions.push(Action::Start(number, Commit::Unheard));
                }
            }
            let Some(record) = &state.record else {
                continue;
            };
            if state.answered == Answer::Started && record.complete() {
                actions.push(Action::Get(number));
            }
            let abandoned = !state.nodes[record.owner].leased && record.owner != number;
            if node.saw.is_some() {
                actions.push(Action::TakeOver(number, Commit::Answered));
                if state.lost > 0 {
                    actions.push(Action::TakeOver(number, Commit::Unheard));
                }
            } else if abandoned && !record.complete() {
                actions.push(Action::See(number));
            }
            let known = |runner: &Runner| runner.node == number && runner.epoch == record.epoch;
            if record.owner == number && !record.complete() && !state.runners.iter().any(known) {
                actions.push(Action::FindOwn(number));
            }
        }
        for (place, runner) in state.runners.iter().enumerate() {
            if !running(runner.node) {
                continue;
            }
            match runner.phase {
                Phase::Ready => actions.push(Action::Open(place)),
                Phase::Open { .. } => {
                    actions.push(Action::Commit(place, Commit::Answered));
                    if state.lost > 0 {
                        actions.push(Action::Commit(place, Commit::Unheard));
                        actions.push(Action::Commit(place, Commit::Undone));
                    }
                }
                Phase::Unanswered { .. } => actions.push(Action::Resolve(place)),
            }
        }
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut state = last.clone();
        match action {
            Action::Start(node, fate) => Self::start(&mut state, node, fate),
            Action::Get(_) => state.answered = Answer::Complete,
            Action::See(node) => {
                state.nodes[node].saw = state.record.as_ref().map(|record| record.epoch);
            }
            Action::TakeOver(node, fate) => self.take_over(&mut state, node, fate),
            Action::FindOwn(node) => {
                let epoch = state.record.as_ref()?.epoch;
                state.runners.push(Runner {
                    node,
                    epoch,
                    phase: Phase::Ready,
                });
            }
            Action::Open(place) => self.open(&mut state, place),
            Action::Commit(place, fate) => self.commit(&mut state, place, fate),
            Action::Resolve(place) => self.resolve(&mut state, place),
            Action::Expire(node) => {
                if state.nodes[node].life == Life::Running {
                    state.expiries -= 1;
                }
                state.nodes[node].leased = false;
            }
            Action::Renew(node) => state.nodes[node].leased = true,
            Action::Stop(node) => {
                state.stops -= 1;
                state.nodes[node].life = Life::Stopped;
            }
            Action::Continue(node) => state.nodes[node].life = Life::Running,
            Action::Kill(node) => {
                state.kills -= 1;
                state.nodes[node].life = Life::Dead;
                state.nodes[node].saw = None;
                state.runners.retain(|runner| runner.node != node);
            }
        }
        // Runners have no order: states that differ in it alone are one.
        state.runners.sort_unstable();
        Some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(AT_MOST_ONCE, |_, state: &State| {
                state.effects.iter().all(|times| *times <= 1)
            }),
            Property::always(IN_ORDER, |_, state: &State| {
                let cursor = state.record.as_ref().map_or(0, |record| record.step);
                let due = |step: usize| u8::from(step < cursor);
                (0..STEPS).all(|step| state.effects[step].cmp(&due(step)) == Ordering::Equal)
            }),
            Property::always(PRESENT, |_, state: &State| {
                match (&state.record, state.answered) {
                    (_, Answer::Nothing) => true,
                    (record, Answer::Started) => record.is_some(),
                    (record, Answer::Complete) => {
                        let complete = record.as_ref().is_some_and(Record::complete);
                        complete && state.effects.iter().all(|times| *times >= 1)
                    }
                }
            }),
            Property::always(NO_OLD_EPOCH, |_, state: &State| !state.trespassed),
            Property::always(ONE_OWNER, |_, state: &State| {
                let shared = |one: &Runner, other: &Runner| {
                    one.epoch == other.epoch && one.node != other.node
                };
                let all = &state.runners;
                !all.iter()
                    .any(|one| all.iter().any(|other| shared(one, other)))
            }),
            Property::eventually(
                "a task ends, and its client learns it",
                |_, state: &State| state.answered == Answer::Complete,
            ),
            Property::sometimes("a task is taken over and ends", |_, state: &State| {
                let ended = |record: &Record| record.epoch > 1 && record.complete();
                state.record.as_ref().is_some_and(ended)
            }),
            Property::sometimes("a late write is fenced", |_, state: &State| state.fenced),
            Property::sometimes(
                "an unanswered commit is found to have happened",
                |_, state: &State| state.resolved,
            ),
            Property::sometimes("a killed node's task ends", |_, state: &State| {
                let dead = state.nodes.iter().any(|node| node.life == Life::Dead);
                dead && state.answered == Answer::Complete
            }),
            Property::sometimes(
                "a stopped node's late runner meets a finished task",
                |_, state: &State| {
                    let late = state.runners.iter().any(|runner| {
                        let record = state.record.as_ref();
                        record
                            .is_some_and(|record| record.complete() && record.epoch > runner.epoch)
                    });
                    late && state.stops == 0
                },
            ),
        ]
    }
}

const AT_MOST_ONCE: &str = "a step has its effect at most once";
const IN_ORDER: &str = "the effects are those of the steps before the cursor";
const PRESENT: &str = "acknowledged means present";
const NO_OLD_EPOCH: &str = "no progress by an old epoch";
const ONE_OWNER: &str = "an epoch has one owner";

/// Checks every reachable state.
fn check(engine: Engine) {
    let checker = engine.checker().threads(2).spawn_bfs().join();
    println!("{} states", checker.unique_state_count());
    checker.assert_properties();
}

/// Searches for the broken promise, and stops once it is found.
fn breaks(engine: Engine, promise: &'static str) {
    let checker = engine
        .checker()
        .finish_when(HasDiscoveries::AnyOf([promise].into()))
        .spawn_bfs()
        .join();
    checker.assert_any_discovery(promise);
}

#[test]
fn two_nodes_that_commit_each_step_keep_every_promise() {
    check(Engine::sound());
}

#[test]
fn two_nodes_that_chain_steps_keep_every_promise() {
    check(Engine {
        chained: true,
        ..Engine::sound()
    });
}

#[test]
fn three_nodes_keep_every_promise() {
    check(Engine {
        nodes: 3,
        expiries: 1,
        lost: 1,
        ..Engine::sound()
    });
}

#[test]
fn a_guard_without_the_epoch_lets_an_old_owner_write() {
    breaks(Engine::without(Lacks::EpochInGuard), NO_OLD_EPOCH);
}

#[test]
fn a_take_over_that_does_not_compare_makes_two_owners() {
    // The owner is gone and two others want its task.
    let engine = Engine {
        nodes: 3,
        ..Engine::without(Lacks::CompareInTakeOver)
    };
    breaks(engine.clone(), ONE_OWNER);
    breaks(engine, NO_OLD_EPOCH);
}

#[test]
fn resending_after_a_lost_answer_doubles_an_effect() {
    breaks(Engine::without(Lacks::ReadingAgain), AT_MOST_ONCE);
}

#[test]
fn an_answer_before_the_commit_acknowledges_what_is_not_there() {
    breaks(Engine::without(Lacks::CommitBeforeAnswer), PRESENT);
}
