//! The output of log lines: a bounded queue in memory, and a thread that writes it.
//!
//! A thread that logs appends to the queue and never waits for the disk, the pipe or its reader. A
//! line that does not fit into the queue, or cannot be written, is lost and counted; once lines can
//! be written again, a log line says how many were lost. The process goes on when the reader of
//! its log has gone away.

use std::io::{self, ErrorKind, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use cosell_world::machine;

use crate::{Loop, Report};

/// Capacity of the queue in bytes: some seconds of a busy server.
const QUEUE_CAPACITY: usize = 4 << 20;

/// The pause before the next write to a non-blocking pipe that is full.
const FULL_PAUSE: Duration = Duration::from_millis(10);

/// The pause between two writes, in which lines gather: else a server that is asked one thing after
/// the other wakes this thread for every line.
const GATHER_PAUSE: Duration = Duration::from_millis(2);

/// The pause after a panic, so that repeated panics do not keep a processor busy.
const PANIC_PAUSE: Duration = Duration::from_millis(100);

pub(crate) type Fault = Arc<dyn Fn(&'static str) + Send + Sync>;

/// The one log of the process.
static LOG: Log = Log {
    queue: Mutex::new(Queue {
        text: Vec::new(),
        awaited: false,
        writing: false,
    }),
    arrived: Condvar::new(),
    written: Condvar::new(),
    running: AtomicBool::new(false),
    lost: AtomicU64::new(0),
    reported: AtomicU64::new(0),
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
    /// How many of the lost lines the log has reported.
    reported: AtomicU64,
    /// Panics of the writing thread.
    panics: AtomicU64,
    restarts: AtomicU64,
    fault: OnceLock<Fault>,
}

struct Queue {
    /// Lines, each with its line feed.
    text: Vec<u8>,
    /// Whether the writing thread sleeps until a line arrives.
    awaited: bool,
    /// Whether lines that were taken out of the queue are being written.
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

/// Whether the writing thread was started.
fn is_running() -> bool {
    LOG.running.load(Ordering::Relaxed)
}

/// Writes a line whatever the log level is: to the log if it was started, and otherwise to standard
/// error. A failure to write it is ignored.
pub fn write_line(line: &str) {
    if is_running() {
        LOG.push(format!("{line}\n").as_bytes());
    } else {
        let _ = writeln!(io::stderr(), "{line}");
    }
}

/// A writer that appends to the queue of the log.
#[derive(Clone, Copy, Debug)]
pub struct Lines;

impl Write for Lines {
    /// Queues all of the text, or counts it as lost; never fails and never blocks.
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        LOG.push(text);
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The number of lines lost since the start.
pub fn lost() -> u64 {
    LOG.lost.load(Ordering::Relaxed)
}

/// Waits until every queued line is written, with a timeout.
pub fn flush(timeout: Duration) {
    let queue = LOG.queue();
    let waits = |queue: &mut Queue| queue.writing || !queue.text.is_empty();
    machine::block_while(&LOG.written, queue, timeout, waits);
}

/// The state of the writing thread, if it ever panicked.
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
        if queue.text.len() + text.len() > QUEUE_CAPACITY {
            drop(queue);
            self.lose(text);
            return;
        }
        let wakes = std::mem::take(&mut queue.awaited);
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

    /// Writes queued lines for ever. `text` holds the lines that were taken out of the queue.
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
            machine::block(GATHER_PAUSE);
            let lost = self.lost.load(Ordering::Relaxed);
            if whole && lost > self.reported.load(Ordering::Relaxed) {
                let before = self.reported.swap(lost, Ordering::Relaxed);
                tracing::warn!(lines = lost - before, "log lines lost");
            }
        }
    }

    /// Waits for lines, and takes all of them out of the queue.
    fn take(&self, text: &mut Vec<u8>) {
        let queue = self.queue();
        let waits = |queue: &mut Queue| {
            queue.awaited = queue.text.is_empty();
            queue.awaited
        };
        let queue = self.arrived.wait_while(queue, waits);
        let mut queue = queue.unwrap_or_else(PoisonError::into_inner);
        std::mem::swap(&mut queue.text, text);
        queue.writing = true;
    }

    fn done(&self) {
        self.queue().writing = false;
        self.written.notify_all();
    }

    /// Prepares the thread to continue after a panic.
    fn recover(&self, text: &[u8]) {
        self.panics.fetch_add(1, Ordering::Relaxed);
        self.lose(text);
        self.done();
        machine::block(PANIC_PAUSE);
        self.restarts.fetch_add(1, Ordering::Relaxed);
    }
}

/// The destination of the lines.
struct Output<W> {
    to: W,
    /// Whether the last write ended inside a line, whose rest is lost.
    inside_line: bool,
}

impl<W: Write> Output<W> {
    /// Writes lines, beginning on a new line. Returns how many bytes could be written.
    fn write(&mut self, text: &[u8]) -> usize {
        if self.inside_line && write_out(b"\n", &mut self.to) == 0 {
            return 0;
        }
        let count = write_out(text, &mut self.to);
        self.inside_line = text[..count].last().is_some_and(|last| *last != b'\n');
        count
    }
}

/// Writes text. Returns how many bytes could be written.
fn write_out(text: &[u8], output: &mut impl Write) -> usize {
    let mut count = 0;
    while count < text.len() {
        match output.write(&text[count..]) {
            Ok(0) => break,
            Ok(more) => count += more,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => machine::block(FULL_PAUSE),
            // The disk is full, or the pipe is closed.
            Err(_) => break,
        }
    }
    count
}
