//! What commands print for people: tables that fit the terminal, and texts that cannot steer it.

mod table;

use std::fmt::{Display, Write as _};
use std::io::{self, IsTerminal as _};

use cosell_supervisor::log;
use serde_json::Value;
use terminal_size::{Width, terminal_size};

pub(crate) use table::Column;

/// What stands where nothing is.
pub(crate) const NOTHING: &str = "–";

/// A table on a terminal fits it: see [`table`](mod@table). One that goes into a pipe or a file is
/// plain. Columns for which the terminal is too narrow are named on standard error.
pub(crate) fn table<const COLUMNS: usize>(
    columns: &[Column<'_>; COLUMNS],
    rows: impl Iterator<Item = [String; COLUMNS]>,
) -> String {
    let rows: Vec<_> = rows.collect();
    let fitted = table::fit(columns, &rows, width());
    if !fitted.left_out.is_empty() {
        let titles = fitted.left_out.join(", ");
        log::write_line(&format!(
            "the terminal is too narrow for: {titles}; --output json has everything"
        ));
    }
    fitted.text
}

/// The width of the terminal that standard output is, if it is one.
fn width() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let (Width(width), _) = terminal_size()?;
    Some(width.into()).filter(|width| *width > 0)
}

/// A text on the terminal.
///
/// Texts may be a client's own: their control characters are replaced, since a terminal obeys them.
pub(crate) fn text(text: &str) -> String {
    let seen = |character: char| {
        if character.is_control() {
            '\u{FFFD}'
        } else {
            character
        }
    };
    text.chars().map(seen).collect()
}

/// What is there, or a dash.
pub(crate) fn optional<T: Display>(value: Option<T>) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |value| text(&value.to_string()))
}

/// A document as people read it, member by member.
pub(crate) fn members(document: &Value) -> String {
    let mut lines = String::new();
    let members = document.as_object();
    for (name, value) in members.into_iter().flatten() {
        let name = name.replace('_', " ");
        // Writing to a string does not fail.
        let _ = match value {
            Value::Object(members) if !members.is_empty() => writeln!(lines, "{name}:\n{value:#}"),
            Value::Array(list) => {
                let list: Vec<_> = list.iter().map(scalar).collect();
                writeln!(lines, "{name}: {}", list.join(", "))
            }
            other => writeln!(lines, "{name}: {}", scalar(other)),
        };
    }
    lines
}

/// A value that is not a list or an object, in one line.
pub(crate) fn scalar(value: &Value) -> String {
    match value {
        Value::Null => NOTHING.to_owned(),
        Value::Object(members) if members.is_empty() => NOTHING.to_owned(),
        Value::String(string) => text(string),
        other => text(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_cannot_steer_the_terminal() {
        let document = json!({ "title": "a\u{1b}[2Jb\nc", "none": null, "count": 3 });
        assert_eq!(text("a\u{1b}[2Jb\nc"), "a\u{FFFD}[2Jb\u{FFFD}c");
        assert_eq!(optional(None::<&str>), NOTHING);
        assert_eq!(optional(Some(3)), "3");
        let shown = format!("count: 3\nnone: {NOTHING}\ntitle: a\u{FFFD}[2Jb\u{FFFD}c\n");
        assert_eq!(members(&document), shown);
    }

    #[test]
    fn a_dash_stands_for_an_object_without_members() {
        let document = json!({ "loops": {}, "owner": { "name": "a" } });
        let shown = format!("loops: {NOTHING}\nowner:\n{{\n  \"name\": \"a\"\n}}\n");
        assert_eq!(members(&document), shown);
    }
}
