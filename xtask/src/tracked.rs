//! The files of the repository, for tests that read all of them.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::cargo;

/// The files that git lists for these patterns, with their texts.
pub(crate) fn texts(patterns: &[&str]) -> impl Iterator<Item = (String, String)> {
    let files = Command::new("git")
        .arg("ls-files")
        .args(patterns)
        .current_dir(cargo::ROOT)
        .output()
        .expect("git runs");
    let files = String::from_utf8(files.stdout).expect("text");
    let files: Vec<_> = files.lines().map(str::to_owned).collect();
    assert!(files.len() > 300, "only {} files were found", files.len());
    files.into_iter().filter_map(|file| {
        // Git also lists a file that is removed but not committed yet.
        let text = fs::read_to_string(Path::new(cargo::ROOT).join(&file)).ok()?;
        Some((file, text))
    })
}
