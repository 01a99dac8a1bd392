//! A client in a closed loop, with its memory of what it sent and what was answered.
//!
//! The memory outlives the server. No two clients touch the same record, so a client's memory says
//! exactly what the store must hold of its records.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use cosell_world::machine;

use crate::check;
use crate::deal::Deal;
use crate::engagement::Engagement;
use crate::finding::Findings;
use crate::lists;
use crate::random::Random;
use crate::session::{Session, Stop};

/// One client of so many looks at its past after a restart, so that most are at work when the
/// server is killed again.
const SAMPLERS: u64 = 8;

/// How many of its newest deals it looks at, and of all that it had.
const SAMPLE: usize = 2;

/// Between an error that says nothing and the next try.
const BACK_OFF: Duration = Duration::from_millis(50);

/// Deals between two looks at a list.
const LOOK_EVERY: usize = 4;

#[derive(Debug)]
pub(crate) struct Client {
    number: usize,
    random: Random,
    deals: Vec<Deal>,
    engagements: Vec<Engagement>,
}

impl Client {
    pub(crate) fn new(number: usize, seed: u64) -> Self {
        Self {
            number,
            random: Random::new(seed),
            deals: Vec::new(),
            engagements: Vec::new(),
        }
    }

    /// Settles what is open, looks at some of the past, and makes new records until silence.
    pub(crate) fn live(&mut self, session: &Session<'_>) {
        let mut last = self.settle(session).and_then(|()| self.sample(session));
        while last.is_ok() {
            last = self.make(session);
        }
    }

    /// Lives on through errors, each time with the next server, until all is over.
    pub(crate) fn endure(&mut self, urls: &[&str], findings: &Findings, over: &AtomicBool) {
        for url in urls.iter().cycle().skip(self.number % urls.len().max(1)) {
            if over.load(Ordering::Relaxed) {
                return;
            }
            let session = Session::lasting(url, findings);
            let mut last = self.settle(&session).and_then(|()| self.sample(&session));
            while last.is_ok() && !over.load(Ordering::Relaxed) {
                last = self.make(&session);
            }
            machine::block(BACK_OFF);
        }
    }

    /// Carries on what a crash had interrupted.
    fn settle(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        for deal in self.deals.iter_mut().filter(|deal| deal.is_open()) {
            unless_silent(deal.proceed(session))?;
        }
        let engagements = self.engagements.iter_mut();
        for engagement in engagements.filter(|engagement| engagement.is_open()) {
            unless_silent(engagement.proceed(session))?;
        }
        Ok(())
    }

    /// The newest are what a crash harms first; chance finds the others.
    fn sample(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        if self.random.below(SAMPLERS) != 0 {
            return Ok(());
        }
        let chosen: Vec<_> = (0..SAMPLE)
            .filter_map(|_| self.deals.get(self.random.index(self.deals.len())))
            .collect();
        for deal in self.deals.iter().rev().take(SAMPLE).chain(chosen) {
            unless_silent(check::deal(session, deal))?;
        }
        match self.engagements.last() {
            Some(engagement) => unless_silent(engagement.check(session)),
            None => Ok(()),
        }
    }

    fn make(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        let turn = self.deals.len();
        if turn % LOOK_EVERY == LOOK_EVERY - 1 {
            unless_silent(lists::glance(session))?;
        }
        let mut deal = Deal::new(format!("Deal {}-{turn}", self.number));
        let result = deal.proceed(session);
        self.deals.push(deal);
        unless_silent(result)?;
        let mut engagement = Engagement::new(format!("Engagement {}-{turn}", self.number));
        let result = engagement.proceed(session);
        self.engagements.push(engagement);
        unless_silent(result)
    }

    /// Settles what is open and looks at everything that was ever acknowledged.
    pub(crate) fn check_all(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        self.settle(session)?;
        for deal in &self.deals {
            unless_silent(check::deal(session, deal))?;
        }
        for engagement in &self.engagements {
            unless_silent(engagement.check(session))?;
        }
        Ok(())
    }
}

/// A refusal is among the findings, and the client goes on with the next matter.
fn unless_silent(result: Result<(), Stop>) -> Result<(), Stop> {
    match result {
        Err(Stop::Refused) => Ok(()),
        other => other,
    }
}
