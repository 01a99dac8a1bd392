//! The way of log lines out of the process: a queue in memory, and a thread that writes it.
//!
//! Whoever logs appends to the queue and never waits for the disk, the pipe or the reader behind
//! it. What does not fit, and what cannot be written, is lost and counted; once lines can be
//! written again, one of them says how many were lost. A reader that has gone away ends nothing.

use std::io::{self, ErrorKind, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use cosell_world::machine;

use crate::{Loop, Report};

/// Bytes of lines that may wait: some seconds of a busy server.
const ROOM: usize = 4 << 20;

/// The pause before more is written to a pipe that is full and does not let its writer wait.
const FULL_PAUSE: Duration = Duration::from_millis(10);

/// The pause after a panic, so that one which comes at once does not keep a processor busy.
const PANIC_PAUSE: Duration = Duration::from_millis(100);

pub(crate) type Fault = Arc<dyn Fn(&'static str) + Send + Sync>;

/// The one log of the process.
static LOG: Log = Log {
    queue: Mutex::new(Queue {
        text: Vec::new(),
        writing: false,
    }),
    arrived: Condvar::new(),
    written: Condvar::new(),
    running: AtomicBool::new(false),
    lost: AtomicU64::new(0),
    told: AtomicU64::new(0),
    panics: AtomicU64::new(0),
    restarts: AtomicU64::new(0),
    fault: OnceLock::new(),
};

struct Log {
    queue: Mutex<Queue>,
    arrived: Condvar,
    written: Condvar,
    running: AtomicBool,
    lost: AtomicU64,
    /// How many of the lost lines the log speaks of.
    told: AtomicU64,
    /// Panics of the thread that writes.
    panics: AtomicU64,
    restarts: AtomicU64,
    fault: OnceLock<Fault>,
}

struct Queue {
    /// Lines, each with its end.
    text: Vec<u8>,
    /// Whether something that was taken out is being written.
    writing: bool,
}

/// Starts the thread that writes lines to `output`. A second call changes nothing.
pub fn start(output: impl Write + Send + 'static) -> io::Result<()> {
    if LOG.running.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    let mut output = Output {
        to: output,
        inside_line: false,
    };
    let work = move || {
        loop {
            let mut text = Vec::new();
            let ended = catch_unwind(AssertUnwindSafe(|| LOG.write(&mut text, &mut output)));
            if ended.is_err() {
                LOG.recover(&text);
            }
        }
    };
    let started = std::thread::Builder::new()
        .name(Loop::Log.name().to_owned())
        .spawn(work);
    started
        .map(|_| ())
        .inspect_err(|_| LOG.running.store(false, Ordering::Relaxed))
}

/// Whether the thread was started.
fn is_running() -> bool {
    LOG.running.load(Ordering::Relaxed)
}

/// Writes a line that does not depend on the log's level: to the log if there is one, and otherwise
/// to standard error. That it cannot be written is no reason to do anything else.
pub fn write_line(line: &str) {
    if is_running() {
        LOG.push(format!("{line}\n").as_bytes());
    } else {
        let _ = writeln!(io::stderr(), "{line}");
    }
}

/// Takes lines for the log.
#[derive(Clone, Copy, Debug)]
pub struct Lines;

impl Write for Lines {
    /// Takes all of it, or loses it; it never fails.
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        LOG.push(text);
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Lines that were lost since the start.
pub fn lost() -> u64 {
    LOG.lost.load(Ordering::Relaxed)
}

/// Waits until everything is written, or the time is up.
pub fn flush(limit: Duration) {
    let queue = LOG.queue();
    let waits = |queue: &mut Queue| queue.writing || !queue.text.is_empty();
    machine::block_while(&LOG.written, queue, limit, waits);
}

/// How the thread fares, if it ever panicked.
pub(crate) fn report() -> Option<Report> {
    let panics = LOG.panics.load(Ordering::Relaxed);
    let restarts = LOG.restarts.load(Ordering::Relaxed);
    (panics > 0).then_some(Report {
        of: Loop::Log,
        down: restarts < panics,
        restarts,
    })
}

pub(crate) fn on_round(fault: Fault) {
    let _ = LOG.fault.set(fault);
}

impl Log {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, text: &[u8]) {
        let mut queue = self.queue();
        if queue.text.len() + text.len() > ROOM {
            drop(queue);
            self.lose(text);
            return;
        }
        let wakes = queue.text.is_empty();
        queue.text.extend_from_slice(text);
        drop(queue);
        if wakes {
            self.arrived.notify_one();
        }
    }

    fn lose(&self, text: &[u8]) {
        let lines = text.split_inclusive(|byte| *byte == b'\n').count();
        let lines = u64::try_from(lines).unwrap_or(u64::MAX);
        self.lost.fetch_add(lines, Ordering::Relaxed);
    }

    /// Writes what arrives, for ever. `text` is what was taken out of the queue.
    fn write(&self, text: &mut Vec<u8>, output: &mut Output<impl Write>) {
        loop {
            self.take(text);
            if let Some(fault) = self.fault.get() {
                fault(Loop::Log.name());
            }
            let count = output.write(text);
            let whole = count == text.len();
            self.lose(&text[count..]);
            text.clear();
            self.done();
            let lost = self.lost.load(Ordering::Relaxed);
            if whole && lost > self.told.load(Ordering::Relaxed) {
                let before = self.told.swap(lost, Ordering::Relaxed);
                tracing::warn!(lines = lost - before, "log lines were lost");
            }
        }
    }

    /// Waits for lines, and takes all of them.
    fn take(&self, text: &mut Vec<u8>) {
        let queue = self.queue();
        let waits = |queue: &mut Queue| queue.text.is_empty();
        let queue = self.arrived.wait_while(queue, waits);
        let mut queue = queue.unwrap_or_else(PoisonError::into_inner);
        std::mem::swap(&mut queue.text, text);
        queue.writing = true;
    }

    fn done(&self) {
        self.queue().writing = false;
        self.written.notify_all();
    }

    /// Makes the thread ready for another round after a panic.
    fn recover(&self, text: &[u8]) {
        self.panics.fetch_add(1, Ordering::Relaxed);
        self.lose(text);
        self.done();
        machine::block(PANIC_PAUSE);
        self.restarts.fetch_add(1, Ordering::Relaxed);
    }
}

/// Where lines are written to.
struct Output<W> {
    to: W,
    /// Whether the last write ended inside a line, the rest of which is lost.
    inside_line: bool,
}

impl<W: Write> Output<W> {
    /// Writes as much as can be written of whole lines, beginning on a line of their own. Returns
    /// how many bytes that was.
    fn write(&mut self, text: &[u8]) -> usize {
        if self.inside_line && write_out(b"\n", &mut self.to) == 0 {
            return 0;
        }
        let count = write_out(text, &mut self.to);
        self.inside_line = text[..count].last().is_some_and(|last| *last != b'\n');
        count
    }
}

/// Writes as much as can be written. Returns how many bytes that was.
fn write_out(text: &[u8], output: &mut impl Write) -> usize {
    let mut count = 0;
    while count < text.len() {
        match output.write(&text[count..]) {
            Ok(0) => break,
            Ok(more) => count += more,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => machine::block(FULL_PAUSE),
            // A full disk, a closed pipe.
            Err(_) => break,
        }
    }
    count
}
