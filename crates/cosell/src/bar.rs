//! How far a long command is, on standard error: a bar on a terminal, elsewhere a line for each
//! tenth of what takes long.

use std::io::{self, IsTerminal as _};
use std::sync::atomic::{AtomicU64, Ordering};

use cosell_supervisor::log;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How many things take long.
const MANY: u64 = 1000;

#[derive(Debug)]
pub(crate) struct Bar {
    /// Absent where there is no terminal.
    line: Option<ProgressBar>,
    what: &'static str,
    total: u64,
    done: AtomicU64,
}

impl Bar {
    pub(crate) fn start(what: &'static str, total: u64) -> Self {
        let line = io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
            let template = "{msg} [{bar:40}] {pos}/{len}, {eta} left";
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar.set_message(what);
            bar
        });
        Self {
            line,
            what,
            total,
            done: AtomicU64::new(0),
        }
    }

    /// One more is done.
    pub(crate) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        match &self.line {
            Some(bar) => bar.inc(1),
            None if self.total >= MANY && done.is_multiple_of(self.total.div_ceil(10)) => {
                log::write_line(&format!("{}: {done} of {}", self.what, self.total));
            }
            None => {}
        }
    }

    pub(crate) fn end(&self) {
        if let Some(bar) = &self.line {
            bar.finish_and_clear();
        }
    }
}
