//! No line that is written by hand is longer than [`MOST`].
//!
//! rustfmt breaks neither comments nor texts, and nothing breaks Markdown. Rows of tables and what
//! stands between fences may be longer, in pages and in comments: they cannot be broken, or are
//! what a program printed.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::cargo;

/// Characters; `rustfmt.toml` has the same number.
const MOST: usize = 100;

/// Written by a program or by others.
const NOT_OURS: [&str; 3] = ["crates/api/src/generated/", "model/", "tests/auth/data/"];

/// The files of the repository that are written by hand.
fn files() -> Vec<String> {
    let files = Command::new("git")
        .args(["ls-files", "*.rs", "*.toml", "*.py", "*.md", ".ci"])
        .current_dir(cargo::ROOT)
        .output()
        .expect("git runs");
    let files = String::from_utf8(files.stdout).expect("text");
    files
        .lines()
        .filter(|file| !NOT_OURS.iter().any(|folder| file.contains(folder)))
        .map(str::to_owned)
        .collect()
}

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

#[test]
fn no_line_that_is_written_by_hand_is_too_long() {
    let files = files();
    assert!(files.len() > 300, "only {} files were found", files.len());
    let mut found = Vec::new();
    for file in files {
        // A file that is removed and not committed yet is listed.
        let Ok(text) = fs::read_to_string(Path::new(cargo::ROOT).join(&file)) else {
            continue;
        };
        let lines = too_long(&text);
        found.extend(lines.into_iter().map(|line| format!("{file}:{line}")));
    }
    assert!(found.is_empty(), "over {MOST} characters: {found:#?}");
}

#[test]
fn tables_and_what_is_fenced_may_be_wide() {
    let wide = "x".repeat(MOST + 1);
    let text =
        format!("{wide}\n| {wide} |\n//! | {wide} |\n//! ```text\n//! {wide}\n//! ```\n{wide}");
    assert_eq!(too_long(&text), [1, 7]);
}
