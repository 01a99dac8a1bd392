//! The texts of errors, with those of their causes.

use std::error::Error;

/// An error and its causes, each once; in one line, unless one of them shows a piece of a file.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        line.push_str(": ");
        line.push_str(&text(error));
        cause = error.source();
    }
    line
}

/// The text of an error without the number that the system adds to its own, and without the line's
/// end of the parser of the file.
pub(crate) fn text(error: &dyn Error) -> String {
    let text = error.to_string();
    let text = text.trim_end();
    match text.rsplit_once(" (os error ") {
        Some((text, number)) if number.ends_with(')') => text.to_owned(),
        _ => text.to_owned(),
    }
}
