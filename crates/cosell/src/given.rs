//! What a command line names: ids, and files to read.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

/// The id that an ARN ends with, or the id itself.
pub(crate) fn bare(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// The text of a file; `-` is standard input.
pub(crate) fn text(path: &Path) -> io::Result<String> {
    if path.as_os_str() != "-" {
        return file(path);
    }
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    Ok(without_mark(text))
}

/// The text of a file.
pub(crate) fn file(path: &Path) -> io::Result<String> {
    fs::read_to_string(path).map(without_mark)
}

/// The text without the byte order mark that editors on Windows write before it.
fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        for (written, text) in [
            ("\u{feff}{}", "{}"),
            ("{}", "{}"),
            ("{\u{feff}}", "{\u{feff}}"),
        ] {
            assert_eq!(without_mark(written.to_owned()), text);
        }
    }
}
