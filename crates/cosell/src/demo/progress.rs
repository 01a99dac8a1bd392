//! What is happening, on standard error: a moving line on a terminal, plain lines elsewhere.

use std::io::{self, IsTerminal as _};
use std::time::Duration;

use cosell_supervisor::log;
use indicatif::{ProgressBar, ProgressDrawTarget};

/// How often the line moves; the eye sees no more.
const TICK: Duration = Duration::from_millis(80);

/// The line, if standard error is a terminal.
#[derive(Debug)]
pub(super) struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    pub(super) fn start() -> Self {
        let bar = io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            bar.enable_steady_tick(TICK);
            bar
        });
        Self { bar }
    }

    /// Something was done.
    pub(super) fn done(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.println(line),
            None => log::write_line(line),
        }
    }

    /// Something is being done.
    pub(super) fn doing(&self, line: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(line.to_owned());
        }
    }

    pub(super) fn end(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
