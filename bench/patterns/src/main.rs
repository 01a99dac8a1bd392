//! Measures the worst-case cost of the model's patterns: `cargo xtask bench --patterns`.
//!
//! Every string shape with a pattern validates texts as long as a whole request body, which are
//! made to keep a matcher busy: samples of the pattern, and the same samples with a part repeated
//! until the body is full. A figure is the processor time of this thread, the minimum of several
//! runs, so that other load on the machine is not counted. The exit status is 1 when a shape takes
//! more than [`LIMIT`].

use std::process::ExitCode;
use std::time::Duration;

use cosell_api::shape::{Kind, Pattern};
use cosell_api::{Shape, check, shapes};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use rustix::time::{ClockId, clock_gettime};
use serde_json::Value;

/// The largest request body that the server accepts, in bytes.
const BODY: usize = 1 << 20;

/// The longest time that one text may take.
const LIMIT: Duration = Duration::from_millis(1);

/// Number of runs, of which the fastest counts.
const RUNS: usize = 5;

/// Number of samples of each pattern.
const SAMPLES: usize = 4;

/// Texts to repeat inside a sample that keep classes, counts and decoders busy.
const FILLERS: [&str; 8] = ["a", "0", "-", ".", "a.", "task-0", "/a:", "\u{20ac}"];

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
        Some((slowest, _)) if *slowest <= LIMIT => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// The time of the slowest text of a shape, if the shape has a pattern.
fn cost(shape: &'static Shape) -> Option<(Duration, &'static str)> {
    let Kind::Text {
        pattern: Some(pattern),
        ..
    } = &shape.kind
    else {
        return None;
    };
    // Compiles the pattern before the measurement: a server compiles it once.
    let _ = check::constraints(&Value::from(""), shape);
    let slowest = texts(pattern).map(|text| time(shape, text)).max();
    Some((slowest.unwrap_or_default(), shape.name))
}

/// Hostile texts: each sample with a filler repeated at every position.
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
            for filler in FILLERS.into_iter().map(str::to_owned).chain(own) {
                let room = BODY.saturating_sub(sample.len()) / filler.len();
                texts.push(format!("{head}{}{tail}", filler.repeat(room)));
            }
            // A few positions are enough of a long sample, because its classes repeat.
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
        let start = thread_time();
        let findings = check::constraints(&value, shape);
        let took = thread_time().saturating_sub(start);
        std::hint::black_box(findings);
        took
    });
    runs.min().unwrap_or_default()
}

/// The processor time of this thread so far.
fn thread_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    let nanos = u32::try_from(time.tv_nsec).unwrap_or_default();
    Duration::new(seconds, nanos)
}
