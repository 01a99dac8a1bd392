//! What commands print for people: tables that fit a page, and texts that cannot steer a terminal.

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

/// The text, number or truth at a pointer; a dash for null and for what is not there.
///
/// Texts may be a client's own: their control characters are replaced, since a terminal obeys them.
pub(crate) fn text(document: &Value, pointer: &str) -> String {
    match document.pointer(pointer) {
        None | Some(Value::Null) => NOTHING.to_owned(),
        Some(Value::String(text)) => plain(text),
        Some(other) => plain(&other.to_string()),
    }
}

fn plain(text: &str) -> String {
    let seen = |character: char| {
        if character.is_control() {
            '\u{FFFD}'
        } else {
            character
        }
    };
    text.chars().map(seen).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_cannot_steer_the_terminal() {
        let document = json!({ "title": "a\u{1b}[2Jb\nc", "none": null, "count": 3 });
        assert_eq!(text(&document, "/title"), "a\u{FFFD}[2Jb\u{FFFD}c");
        assert_eq!(text(&document, "/none"), NOTHING);
        assert_eq!(text(&document, "/count"), "3");
    }
}
