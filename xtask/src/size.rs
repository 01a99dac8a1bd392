//! No handwritten line is longer than [`MOST`], and no handwritten file of Rust than
//! [`MOST_LINES`].
//!
//! rustfmt wraps neither comments nor strings, and no tool wraps Markdown. Rows of tables and
//! fenced blocks may be longer, in pages and in comments: they cannot be wrapped, or are the output
//! of a program.

use std::path::Path;

use crate::tracked;

/// The maximum number of characters; `rustfmt.toml` has the same.
const MOST: usize = 100;

/// The maximum number of lines of a module; `CONTRIBUTING.md` has the same.
const MOST_LINES: usize = 800;

/// The files whose lines are measured.
const FILES: [&str; 7] = ["*.rs", "*.toml", "*.py", "*.md", "*.go", "*.java", ".ci"];

/// Paths of files that are generated or not ours.
const NOT_OURS: [&str; 3] = ["crates/api/src/generated/", "model/", "tests/auth/data/"];

/// The numbers of the lines that are too long.
fn too_long(text: &str) -> Vec<usize> {
    let mut fenced = false;
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let prose = line
            .trim_start()
            .trim_start_matches(['/', '!'])
            .trim_start();
        if prose.starts_with("```") {
            fenced = !fenced;
        }
        if line.chars().count() > MOST && !fenced && !prose.starts_with('|') {
            found.push(index + 1);
        }
    }
    found
}

/// The handwritten files with their texts.
fn texts() -> impl Iterator<Item = (String, String)> {
    tracked::texts(&FILES).filter(|(file, _)| !NOT_OURS.iter().any(|folder| file.contains(folder)))
}

#[test]
fn no_handwritten_line_is_too_long() {
    let mut found = Vec::new();
    for (file, text) in texts() {
        let lines = too_long(&text);
        found.extend(lines.into_iter().map(|line| format!("{file}:{line}")));
    }
    assert!(found.is_empty(), "lines over {MOST} characters: {found:#?}");
}

#[test]
fn no_module_is_too_long() {
    let long = texts().filter(|(file, text)| {
        Path::new(file).extension().is_some_and(|end| end == "rs")
            && text.lines().count() > MOST_LINES
    });
    let found: Vec<_> = long.map(|(file, _)| file).collect();
    assert!(found.is_empty(), "over {MOST_LINES} lines: {found:#?}");
}

#[test]
fn tables_and_fenced_blocks_may_be_wide() {
    let wide = "x".repeat(MOST + 1);
    let text =
        format!("{wide}\n| {wide} |\n//! | {wide} |\n//! ```text\n//! {wide}\n//! ```\n{wide}");
    assert_eq!(too_long(&text), [1, 7]);
}
