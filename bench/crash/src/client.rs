//! A closed-loop client that records its requests and their responses.
//!
//! The records outlive the server. No two clients use the same record, so a client knows exactly
//! what the store must contain of its records.

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

/// One in this many clients checks its earlier records after a restart, so that most clients are
/// writing when the server is killed again.
const SAMPLERS: u64 = 8;

/// How many of its newest deals such a client checks, and how many random ones.
const SAMPLE: usize = 2;

/// The pause before a retry after a request without a response.
const BACKOFF: Duration = Duration::from_millis(50);

/// A client checks pages of a list once per this many deals.
const DEALS_PER_LIST: usize = 4;

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

    /// Resumes open records, checks a sample of earlier ones, and creates new records until the
    /// server no longer responds.
    pub(crate) fn run(&mut self, session: &Session<'_>) {
        let mut last = self.resume(session).and_then(|()| self.sample(session));
        while last.is_ok() {
            last = self.make(session);
        }
    }

    /// Runs until `over`; after each error it continues with the next server.
    pub(crate) fn run_until(&mut self, urls: &[&str], findings: &Findings, over: &AtomicBool) {
        for url in urls.iter().cycle().skip(self.number % urls.len().max(1)) {
            if over.load(Ordering::Relaxed) {
                return;
            }
            let session = Session::lasting(url, findings);
            let mut last = self.resume(&session).and_then(|()| self.sample(&session));
            while last.is_ok() && !over.load(Ordering::Relaxed) {
                last = self.make(&session);
            }
            machine::block(BACKOFF);
        }
    }

    /// Resumes the records that a crash interrupted.
    fn resume(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        for deal in self.deals.iter_mut().filter(|deal| deal.is_open()) {
            unless_no_response(deal.proceed(session))?;
        }
        let engagements = self.engagements.iter_mut();
        for engagement in engagements.filter(|engagement| engagement.is_open()) {
            unless_no_response(engagement.proceed(session))?;
        }
        Ok(())
    }

    /// Checks the newest records, which a crash damages first, and random ones.
    fn sample(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        if self.random.below(SAMPLERS) != 0 {
            return Ok(());
        }
        let chosen: Vec<_> = (0..SAMPLE)
            .filter_map(|_| self.deals.get(self.random.index(self.deals.len())))
            .collect();
        for deal in self.deals.iter().rev().take(SAMPLE).chain(chosen) {
            unless_no_response(check::deal(session, deal))?;
        }
        match self.engagements.last() {
            Some(engagement) => unless_no_response(engagement.check(session)),
            None => Ok(()),
        }
    }

    fn make(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        let turn = self.deals.len();
        if turn % DEALS_PER_LIST == DEALS_PER_LIST - 1 {
            unless_no_response(lists::check_pages(session))?;
        }
        let mut deal = Deal::new(format!("Deal {}-{turn}", self.number));
        let result = deal.proceed(session);
        self.deals.push(deal);
        unless_no_response(result)?;
        let mut engagement = Engagement::new(format!("Engagement {}-{turn}", self.number));
        let result = engagement.proceed(session);
        self.engagements.push(engagement);
        unless_no_response(result)
    }

    /// Resumes open records and checks everything that was ever acknowledged.
    pub(crate) fn check_all(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        self.resume(session)?;
        for deal in &self.deals {
            unless_no_response(check::deal(session, deal))?;
        }
        for engagement in &self.engagements {
            unless_no_response(engagement.check(session))?;
        }
        Ok(())
    }
}

/// Ignores a refusal, which is already among the findings, so that the client continues.
fn unless_no_response(result: Result<(), Stop>) -> Result<(), Stop> {
    match result {
        Err(Stop::Refused) => Ok(()),
        other => other,
    }
}
