//! Sends a scenario to both sides, call by call.

use std::time::Duration;

use cosell_world::{World, machine};

use super::difference::{Difference, differences};
use super::error::CompareError;
use super::fill::Filler;
use super::known::{Known, Rules};
use super::names::Names;
use super::scenario::{Call, Scenario, is_about_production};
use super::source::Source;
use crate::endpoint::Answer;

/// The poll interval of a call that is repeated: the first, and the longest.
const POLL: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(2));

/// What came of one call.
#[derive(Debug)]
pub(super) struct Outcome<'a> {
    pub(super) call: &'a Call,
    pub(super) sent: Result<Sent<'a>, Vec<Lost>>,
}

#[derive(Debug)]
pub(super) struct Sent<'a> {
    pub(super) left: Answer,
    pub(super) right: Answer,
    pub(super) found: Vec<Difference>,
    pub(super) known: Vec<(Difference, &'a Known)>,
}

/// A reference that leads to nothing, so that the call was not sent.
#[derive(Debug)]
pub(super) struct Lost {
    pub(super) side: &'static str,
    pub(super) reference: String,
}

/// Sends every call whose references lead somewhere on both sides. A call that is about the catalog
/// AWS, once its references are filled in, ends it if a side is guarded against such calls.
pub(super) fn run<'a>(
    scenario: &'a Scenario,
    rules: &'a Rules,
    sources: [&Source; 2],
    guarded: Option<&'static str>,
) -> Result<Vec<Outcome<'a>>, CompareError> {
    let world = World::system();
    let words = [(); 2].map(|()| format!("compare-{}", world.id(13)));
    let mut names = Names::default();
    let [left, right] = &words;
    names.made(left.clone(), right.clone());
    let now = world.now();
    let mut fillers = words.map(|word| Filler::new(word, now));
    let mut outcomes = Vec::with_capacity(scenario.calls.len());
    for call in &scenario.calls {
        let [left, right] = fillers
            .each_ref()
            .map(|filler| filler.fill(&call.name, &call.input));
        let sent = match (left, right) {
            (Ok(left), Ok(right)) => {
                if let Some(side) = guarded
                    && [&left, &right].into_iter().any(is_about_production)
                {
                    return Err(CompareError::Production { side });
                }
                let [to_left, to_right] = sources;
                let left = send(to_left, call, &left)?;
                let right = send(to_right, call, &right)?;
                for (filler, answer) in fillers.iter_mut().zip([&left, &right]) {
                    filler.keep(&call.name, &answer.body);
                }
                Ok(judge(&mut names, rules, call, left, right))
            }
            (left, right) => {
                let sides = sources.iter().zip([left, right]);
                Err(sides
                    .filter_map(|(source, filled)| {
                        let side = source.side();
                        filled.err().map(|reference| Lost { side, reference })
                    })
                    .collect())
            }
        };
        outcomes.push(Outcome { call, sent });
    }
    Ok(outcomes)
}

fn judge<'a>(
    names: &mut Names,
    rules: &'a Rules,
    call: &Call,
    left: Answer,
    right: Answer,
) -> Sent<'a> {
    let unordered = |path: &_| rules.is_unordered(&call.operation, path);
    let mut found = Vec::new();
    let mut known = Vec::new();
    for difference in differences(names, &unordered, &left, &right) {
        match rules.find(call, &difference) {
            Some(rule) => known.push((difference, rule)),
            None => found.push(difference),
        }
    }
    Sent {
        left,
        right,
        found,
        known,
    }
}

/// Calls once, or until what the call waits for is true. The last answer counts.
fn send(source: &Source, call: &Call, input: &serde_json::Value) -> Result<Answer, CompareError> {
    let begun = machine::instant();
    let mut pause = POLL.0;
    loop {
        let answer = source.answer(call, input)?;
        // A recorded answer stays as it is.
        let (Some(until), Source::Endpoint(_)) = (&call.until, source) else {
            return Ok(answer);
        };
        let timeout = Duration::from_secs(until.seconds.into());
        if until.is_true(&answer.body) || machine::elapsed(begun) >= timeout {
            return Ok(answer);
        }
        machine::block(pause);
        pause = (pause * 2).min(POLL.1);
    }
}
