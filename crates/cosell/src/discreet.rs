//! Reading files, and saying what is wrong with them without repeating what may be a secret.

use std::fs;
use std::io;
use std::path::Path;

use crate::given;

/// The text of a file. Only a regular file is opened: a pipe could block its reader forever, and is
/// empty when it is read again.
pub(crate) fn text_of(path: &Path) -> io::Result<String> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    given::file(path)
}

/// What the names of files end with, and secrets do not.
const ENDINGS: [&str; 4] = ["toml", "json", "txt", "key"];

/// How a message calls a file that could not be read. Who gives the secret itself in place of a
/// file that holds it does not find it in the log: only what is somewhere, would be in a folder
/// that is there, names its folders from the root on, or ends as files do, is repeated.
pub(crate) fn named(option: &str, path: &Path) -> String {
    let folder = path.parent().filter(|folder| folder.parent().is_some());
    let is_placed = folder.is_some_and(|folder| folder.is_absolute() || folder.is_dir());
    let is_named = path
        .extension()
        .is_some_and(|ending| ENDINGS.iter().any(|of| ending == *of));
    if path.exists() || is_placed || is_named {
        path.display().to_string()
    } else {
        format!("the file of {option}")
    }
}

/// The message of an error in the file, without the value that serde repeats: it may be a secret
/// under another key than its own.
pub(crate) fn without_value(message: &str) -> String {
    for (repeats, says) in [
        ("invalid type: ", "wrong type"),
        ("invalid value: ", "wrong value"),
        ("invalid length ", "wrong length"),
        ("unknown variant ", "unknown value"),
    ] {
        if message.starts_with(repeats) {
            // What is expected is in the program's own words; a value may hold the same word
            // before.
            let expected = message.rfind(", expected ").map(|at| &message[at..]);
            return format!("{says}{}", expected.unwrap_or_default());
        }
    }
    message.to_owned()
}

/// The line of an error in a TOML file, and the error in one line, without a value.
pub(crate) fn place(text: &str, mut source: toml::de::Error) -> (usize, String) {
    let start = source.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or_default();
    // With the text of the file the parser shows the line, and without it the key.
    source.set_input(None);
    let message = without_value(source.to_string().trim_end()).replace('\n', " ");
    (1 + before.matches('\n').count(), message)
}
