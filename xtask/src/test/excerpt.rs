//! The lines of a step's output that say what failed.
//!
//! The output of all steps is thousands of lines, and who reads it often has only its end. The run
//! therefore repeats these lines after the last step.

use std::io::{self, BufRead, Write};

/// The maximum number of lines of one step.
const MAX_LINES: usize = 60;

/// The number of lines after a panic that belong to it: its message, and both sides of an
/// `assert_eq!`.
const PANIC_LINES: usize = 4;

#[derive(Debug, Default)]
pub(crate) struct Excerpt {
    lines: Vec<String>,
    /// How many of the next lines belong to the failure before them.
    following: usize,
}

impl Excerpt {
    /// Copies the output to the terminal as it arrives and keeps the lines that say what failed.
    pub(super) fn copy(output: impl BufRead, terminal: &mut impl Write) -> io::Result<Self> {
        let mut excerpt = Self::default();
        for line in output.split(b'\n') {
            let mut line = line?;
            excerpt.note(&String::from_utf8_lossy(&line));
            line.push(b'\n');
            terminal.write_all(&line)?;
        }
        Ok(excerpt)
    }

    pub(super) fn lines(&self) -> &[String] {
        &self.lines
    }

    fn note(&mut self, line: &str) {
        if line.contains(" panicked at ") {
            self.following = PANIC_LINES;
        } else if self.following > 0 {
            self.following -= 1;
        } else if !names_failure(line) {
            return;
        }
        if self.lines.len() < MAX_LINES {
            self.lines.push(line.to_owned());
        }
    }
}

/// Whether the line is a failure of cargo, a Rust test, or pytest. Lines of our own log are not,
/// although many contain the status `FAILED`.
fn names_failure(line: &str) -> bool {
    line.ends_with("... FAILED")
        || ["error:", "error[", "FAILED ", "ERROR ", "E  "]
            .iter()
            .any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(output: &str) -> Vec<String> {
        let mut terminal = Vec::new();
        let excerpt = Excerpt::copy(output.as_bytes(), &mut terminal).expect("it is in memory");
        assert_eq!(terminal, output.as_bytes(), "all of it is shown");
        excerpt.lines().to_vec()
    }

    #[test]
    fn failed_tests_are_kept_with_their_panics() {
        let output = "test a::b ... ok\n\
             thread 'a::c' (17) panicked at crates/a/src/c.rs:3:5:\n\
             assertion `left == right` failed\n  left: 1\n right: 2\nnote: run with\n\
             test a::c ... FAILED\ntest result: FAILED. 1 passed\n";
        let kept = excerpt(output);
        assert_eq!(kept.len(), 6);
        assert_eq!(kept[5], "test a::c ... FAILED");
    }

    #[test]
    fn a_task_that_failed_is_no_failure_of_the_step() {
        let line = "INFO cosell_engine::engine: task ended status=\"FAILED\" step=5\n";
        assert!(excerpt(line).is_empty());
    }

    #[test]
    fn the_number_of_lines_is_bounded() {
        assert_eq!(excerpt(&"error: no\n".repeat(1000)).len(), MAX_LINES);
    }
}
