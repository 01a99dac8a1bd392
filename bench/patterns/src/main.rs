//! What the patterns of the model cost at most: `cargo xtask bench --patterns`.
//!
//! Every text of the model is held against its shape with texts as long as a whole body may be,
//! made to keep a matcher busy: what the pattern describes, and the same with a part of it repeated
//! until the body is full. A figure is processor time of this thread, the least of several runs, so
//! that what else the machine does is not counted. The exit status is 1 when a shape takes more
//! than [`MOST`].

use std::process::ExitCode;
use std::time::Duration;

use cosell_api::shape::{Kind, Pattern};
use cosell_api::{Shape, check, shapes};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use rustix::time::{ClockId, clock_gettime};
use serde_json::Value;

/// The largest body that the server takes, in bytes.
const BODY: usize = 1 << 20;

/// What one text may take.
const MOST: Duration = Duration::from_millis(1);

/// Runs of which the least counts.
const RUNS: usize = 5;

/// Texts that each pattern is sampled for.
const SAMPLES: usize = 4;

/// What stands in no sample but keeps classes, counts and decoders busy.
const PUMPS: [&str; 8] = ["a", "0", "-", ".", "a.", "task-0", "/a:", "\u{20ac}"];

fn main() -> ExitCode {
    let mut figures: Vec<(Duration, &'static str)> =
        shapes::ALL.iter().copied().filter_map(cost).collect();
    figures.sort_unstable();
    figures.reverse();
    println!(
        "{} patterns, texts of up to {BODY} bytes; the slowest:",
        figures.len()
    );
    for (time, name) in figures.iter().take(10) {
        println!("{:>8.1} µs  {name}", time.as_secs_f64() * 1e6);
    }
    match figures.first() {
        Some((slowest, _)) if *slowest <= MOST => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// The dearest text of a shape that has a pattern.
fn cost(shape: &'static Shape) -> Option<(Duration, &'static str)> {
    let Kind::Text {
        pattern: Some(pattern),
        ..
    } = &shape.kind
    else {
        return None;
    };
    // Compiled before it is timed: that happens once in the life of a server.
    let _ = check::constraints(&Value::from(""), shape);
    let dearest = texts(pattern).map(|text| time(shape, text)).max();
    Some((dearest.unwrap_or_default(), shape.name))
}

/// Hostile texts: each sample as it is, and pumped up at every place.
fn texts(pattern: &'static Pattern) -> impl Iterator<Item = String> {
    let strategy = proptest::string::string_regex(pattern.source).ok();
    let mut runner = TestRunner::deterministic();
    let samples: Vec<String> = strategy.map_or_else(Vec::new, |strategy| {
        (0..SAMPLES)
            .filter_map(|_| strategy.new_tree(&mut runner).ok())
            .map(|tree| tree.current())
            .collect()
    });
    samples.into_iter().flat_map(|sample| {
        let places: Vec<usize> = sample.char_indices().map(|(at, _)| at).take(64).collect();
        let mut texts = Vec::new();
        for at in places.into_iter().chain([sample.len()]) {
            let (head, tail) = sample.split_at(at);
            let own = tail.chars().next().map(String::from);
            for pump in PUMPS.into_iter().map(str::to_owned).chain(own) {
                let room = BODY.saturating_sub(sample.len()) / pump.len();
                texts.push(format!("{head}{}{tail}", pump.repeat(room)));
            }
            // A few places are enough of a long sample; its classes repeat.
            if texts.len() > 256 {
                break;
            }
        }
        texts
    })
}

fn time(shape: &'static Shape, text: String) -> Duration {
    let value = Value::from(text);
    let runs = (0..RUNS).map(|_| {
        let start = spent();
        let findings = check::constraints(&value, shape);
        let took = spent().saturating_sub(start);
        std::hint::black_box(findings);
        took
    });
    runs.min().unwrap_or_default()
}

/// The processor time of this thread so far.
fn spent() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    let nanos = u32::try_from(time.tv_nsec).unwrap_or_default();
    Duration::new(seconds, nanos)
}
