//! What a command line names: ids, and files to read.

use std::io::{self, Read as _};
use std::path::Path;

/// The id that an ARN ends with, or the id itself.
pub(crate) fn bare(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// The text of a file; `-` is standard input.
pub(crate) fn text(path: &Path) -> io::Result<String> {
    if path.as_os_str() != "-" {
        return std::fs::read_to_string(path);
    }
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    Ok(text)
}
