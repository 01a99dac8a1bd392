//! What happens to log lines while the output is blocked or broken, or the writing thread panics.
//!
//! A process has one log, so one test covers all of it.

use std::io::{self, ErrorKind, Write};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use cosell_supervisor::log::{self, Lines};
use cosell_supervisor::{Loop, Supervisor};
use cosell_world::machine;

/// A hang is a failure; a loaded machine is not.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Condition {
    Open,
    /// A full non-blocking pipe: only every other write accepts a byte.
    Full,
    /// The reader has stopped.
    Blocked,
    /// The disk has room for a few more bytes.
    NearlyFull,
    /// The disk is full, or the reader has gone.
    Broken(ErrorKind),
    /// The next write panics.
    Panic,
}

/// The destination of the lines.
#[derive(Clone)]
struct Output(Arc<(State, Condvar)>);

/// How the output accepts lines, and what it accepted.
type State = Mutex<(Condition, Vec<u8>)>;

impl Output {
    fn set(&self, condition: Condition) {
        self.0.0.lock().expect("whole").0 = condition;
        self.0.1.notify_all();
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.0.lock().expect("whole").1.clone()).expect("text")
    }

    /// How many lost lines the log has told of.
    fn reported(&self) -> u64 {
        let text = self.text();
        let told = text
            .lines()
            .filter_map(|line| line.split_once("log lines lost lines="));
        told.map(|(_, lines)| lines.parse::<u64>().expect("a number"))
            .sum()
    }
}

impl Write for Output {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        let state = self.0.0.lock().expect("whole");
        let mut state = self
            .0
            .1
            .wait_while(state, |state| state.0 == Condition::Blocked)
            .expect("whole");
        match state.0 {
            Condition::Broken(kind) => Err(kind.into()),
            Condition::Panic => {
                state.0 = Condition::Open;
                drop(state);
                panic!("the panic that this test is about");
            }
            Condition::NearlyFull => {
                state.0 = Condition::Broken(ErrorKind::StorageFull);
                state.1.extend_from_slice(&text[..5]);
                Ok(5)
            }
            Condition::Full if state.1.len().is_multiple_of(2) => {
                state.1.push(text[0]);
                Ok(1)
            }
            Condition::Full => {
                state.0 = Condition::Open;
                Err(ErrorKind::WouldBlock.into())
            }
            Condition::Open | Condition::Blocked => {
                state.1.extend_from_slice(text);
                Ok(text.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_log_that_cannot_be_written_blocks_no_caller_and_counts_lost_lines() {
    let output = Output(Arc::new((
        Mutex::new((Condition::Open, Vec::new())),
        Condvar::new(),
    )));
    log::start(output.clone()).expect("a thread");
    tracing_subscriber::fmt()
        .with_writer(|| Lines)
        .with_ansi(false)
        .init();
    let supervisor = Supervisor::default();

    tracing::info!("the first line");
    log::flush(PATIENCE);
    assert!(output.text().contains("the first line"));

    output.set(Condition::Full);
    tracing::info!("a line in pieces");
    log::flush(PATIENCE);
    assert!(
        output.text().contains("a line in pieces"),
        "{}",
        output.text()
    );
    assert_eq!(log::lost(), 0);

    // Logging does not block while the reader has stopped; what does not fit is lost.
    output.set(Condition::Blocked);
    let line = "x".repeat(1 << 16);
    let logged = 200;
    for _ in 0..logged {
        tracing::info!(line);
    }
    let lost = log::lost();
    assert!((1..logged).contains(&lost), "{lost} of {logged}");
    log::flush(Duration::from_millis(1));
    output.set(Condition::Open);
    log::flush(PATIENCE);
    let written = output.text().matches(&line).count();
    assert_eq!(
        u64::try_from(written).expect("few") + lost,
        logged,
        "each is written or counted"
    );
    // The log says itself how many were lost: in one line or in several, none of which is lost.
    let all_is_said = || until(|| output.reported() == log::lost());
    for kind in [ErrorKind::StorageFull, ErrorKind::BrokenPipe] {
        all_is_said();
        output.set(Condition::Broken(kind));
        let before = log::lost();
        tracing::info!("a line for nobody");
        log::flush(PATIENCE);
        assert_eq!(log::lost(), before + 1);
        output.set(Condition::Open);
        tracing::info!("a line after {kind}");
        log::flush(PATIENCE);
        assert!(output.text().contains(&format!("a line after {kind}")));
        assert!(!output.text().contains("a line for nobody"));
    }

    all_is_said();
    output.set(Condition::NearlyFull);
    let (before, whole) = (log::lost(), output.text());
    tracing::info!("a line that is lost in the middle");
    log::flush(PATIENCE);
    assert_eq!(log::lost(), before + 1);
    output.set(Condition::Open);
    tracing::info!("a line after half of one");
    log::flush(PATIENCE);
    let since = output.text()[whole.len()..].to_owned();
    let (half, rest) = since.split_once('\n').expect("lines");
    assert_eq!(half.len(), 5, "{since}");
    assert!(rest.contains("a line after half of one"), "{since}");

    assert_eq!(supervisor.reports(), []);
    all_is_said();
    output.set(Condition::Panic);
    let before = log::lost();
    tracing::info!("a line in a panic");
    log::flush(PATIENCE);
    tracing::info!("a line after the panic");
    until(|| output.text().contains("a line after the panic"));
    assert_eq!(log::lost(), before + 1);
    let report = supervisor.reports()[0];
    assert_eq!(
        (report.of, report.down, report.restarts),
        (Loop::Log, false, 1)
    );
}

fn until(done: impl Fn() -> bool) {
    let begun = machine::instant();
    while !done() {
        assert!(machine::elapsed(begun) < PATIENCE, "it never happened");
        log::flush(Duration::from_millis(1));
        std::thread::yield_now();
    }
}
