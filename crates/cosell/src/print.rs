//! What commands print for people: tables that fit the terminal, and texts that cannot steer it.

use std::fmt::{Display, Write as _};
use std::io::{self, IsTerminal as _};

use comfy_table::presets::{NOTHING as PLAIN, UTF8_HORIZONTAL_ONLY};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, TableComponent};
use serde_json::Value;

/// What stands where nothing is.
pub(crate) const NOTHING: &str = "–";

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Column<'a> {
    /// Ids, instants, words: they are copied, so they are never broken.
    Whole(&'a str),
    /// Sentences, which are broken between words where the terminal is narrow.
    Prose(&'a str),
}

impl<'a> Column<'a> {
    const fn title(self) -> &'a str {
        match self {
            Self::Whole(title) | Self::Prose(title) => title,
        }
    }
}

/// A table on the terminal has its width. One that goes into a pipe or a file is plain: a line for
/// each row, with spaces between the columns.
pub(crate) fn table<const COLUMNS: usize>(
    columns: &[Column<'_>; COLUMNS],
    rows: impl Iterator<Item = [String; COLUMNS]>,
) -> String {
    let width = width();
    drawn(columns, rows, width)
}

/// The width of the terminal that standard output is, if it is one.
fn width() -> Option<u16> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let (terminal_size::Width(width), _) = terminal_size::terminal_size()?;
    Some(width)
}

fn drawn<const COLUMNS: usize>(
    columns: &[Column<'_>; COLUMNS],
    rows: impl Iterator<Item = [String; COLUMNS]>,
    width: Option<u16>,
) -> String {
    let mut table = Table::new();
    match width {
        Some(width) => table
            .load_preset(UTF8_HORIZONTAL_ONLY)
            .remove_style(TableComponent::HorizontalLines)
            .remove_style(TableComponent::MiddleIntersections)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width),
        None => table.load_preset(PLAIN),
    };
    table.set_header(columns.map(Column::title));
    for row in rows {
        table.add_row(row);
    }
    for (column, what) in table.column_iter_mut().zip(columns) {
        if width.is_none() {
            column.set_padding((0, 2));
        } else if matches!(what, Column::Whole(_)) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    let lines = table.to_string();
    let lines: Vec<_> = lines.lines().map(str::trim_end).collect();
    lines.join("\n")
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

/// A value that is not a list or an object, in one line.
pub(crate) fn scalar(value: &Value) -> String {
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

    const COLUMNS: [Column<'_>; 3] = [
        Column::Whole("id"),
        Column::Whole("started at"),
        Column::Prose("detail"),
    ];

    fn rows() -> impl Iterator<Item = [String; 3]> {
        let rows = [
            [
                "oit-0k3j9x2m4n5p6",
                "2026-11-22T18:32:24.559Z",
                "invited AWS by engi-0000000000001",
            ],
            ["task-1", "2026-11-22T18:32:24.559Z", ""],
        ];
        rows.into_iter().map(|row| row.map(str::to_owned))
    }

    #[test]
    fn a_table_in_a_pipe_has_a_line_for_each_row_and_nothing_around_it() {
        let drawn = drawn(&COLUMNS, rows(), None);
        assert_eq!(
            drawn,
            "id                 started at                detail\n\
             oit-0k3j9x2m4n5p6  2026-11-22T18:32:24.559Z  invited AWS by engi-0000000000001\n\
             task-1             2026-11-22T18:32:24.559Z"
        );
    }

    #[test]
    fn a_table_on_a_terminal_has_its_width_and_breaks_sentences_only() {
        for width in [60, 70, 100, 200] {
            let drawn = drawn(&COLUMNS, rows(), Some(width));
            for whole in ["oit-0k3j9x2m4n5p6", "2026-11-22T18:32:24.559Z"] {
                assert!(drawn.contains(whole), "{width}:\n{drawn}");
            }
            let longest = drawn.lines().map(|line| line.chars().count()).max();
            assert!(longest <= Some(usize::from(width)), "{width}:\n{drawn}");
        }
        let narrow = drawn(&COLUMNS, rows(), Some(20));
        assert!(narrow.contains("oit-0k3j9x2m4n5p6"), "{narrow}");
    }

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
