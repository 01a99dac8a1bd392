//! What commands print for people: tables that fit a page, and texts that cannot steer a terminal.

use std::fmt::{Display, Write as _};

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{ContentArrangement, Table, TableComponent};
use serde_json::Value;

/// How many characters a line may have.
const WIDTH: u16 = 120;

/// What stands where nothing is.
pub(crate) const NOTHING: &str = "–";

/// An empty table under this header.
pub(crate) fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_preset(UTF8_HORIZONTAL_ONLY)
        .remove_style(TableComponent::HorizontalLines)
        .remove_style(TableComponent::MiddleIntersections)
        .set_width(WIDTH)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(header);
    table
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
            Value::Object(_) => writeln!(lines, "{name}:\n{value:#}"),
            Value::Array(list) => {
                let list: Vec<_> = list.iter().map(scalar).collect();
                writeln!(lines, "{name}: {}", list.join(", "))
            }
            other => writeln!(lines, "{name}: {}", scalar(other)),
        };
    }
    lines
}

fn scalar(value: &Value) -> String {
    match value {
        Value::Null => NOTHING.to_owned(),
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
}
