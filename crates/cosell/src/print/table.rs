//! Tables that fit their reader.
//!
//! On a terminal a table is at most as wide as the terminal. Ids and times are never split: when
//! the columns need more than there is, prose is broken between its words, then columns that can be
//! spared are left out, and a table that still does not fit becomes a block of lines for each row.
//! In a pipe or a file every row is one line, and no line stands under the header.

use unicode_width::UnicodeWidthStr;

/// The spaces between two columns.
const GAP: usize = 2;

/// The least width of a column of prose.
const LEAST_PROSE: usize = 16;

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column<'a> {
    /// Ids and words: they are copied, so they are never broken.
    Whole(&'a str),
    /// The same; a terminal that is too narrow does not show it.
    Spared(&'a str),
    /// Sentences, which are broken between words where the terminal is narrow.
    Prose(&'a str),
}

impl<'a> Column<'a> {
    const fn title(self) -> &'a str {
        match self {
            Self::Whole(title) | Self::Spared(title) | Self::Prose(title) => title,
        }
    }
}

/// A table as text, and the titles of the columns that were left out of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fitted<'a> {
    pub(super) text: String,
    pub(super) left_out: Vec<&'a str>,
}

/// Fits a table into a terminal of this width; without a width it is for a pipe or a file.
pub(super) fn fit<'a, const COLUMNS: usize>(
    columns: &[Column<'a>; COLUMNS],
    rows: &[[String; COLUMNS]],
    width: Option<usize>,
) -> Fitted<'a> {
    let mut shown: Vec<usize> = (0..COLUMNS).collect();
    let mut left_out = Vec::new();
    let natural: Vec<usize> = (0..COLUMNS)
        .map(|at| {
            let cells = rows.iter().map(|row| row[at].width());
            cells
                .chain([columns[at].title().width()])
                .max()
                .unwrap_or(0)
        })
        .collect();
    let text = loop {
        let Some(line) = width else {
            break render(columns, rows, &shown, &natural, false);
        };
        if let Some(widths) = narrowed(columns, &shown, &natural, line) {
            break render(columns, rows, &shown, &widths, true);
        }
        let spared = |at: &usize| matches!(columns[*at], Column::Spared(_));
        let Some(place) = shown.iter().rposition(spared) else {
            left_out.clear();
            break blocks(columns, rows);
        };
        left_out.insert(0, columns[shown.remove(place)].title());
    };
    Fitted { text, left_out }
}

/// The widths of the shown columns within a line, if prose can give way as far as that.
fn narrowed(
    columns: &[Column<'_>],
    shown: &[usize],
    natural: &[usize],
    line: usize,
) -> Option<Vec<usize>> {
    let mut widths: Vec<usize> = shown.iter().map(|at| natural[*at]).collect();
    let gaps = GAP * widths.len().saturating_sub(1);
    loop {
        let over = (widths.iter().sum::<usize>() + gaps).saturating_sub(line);
        if over == 0 {
            return Some(widths);
        }
        // The widest prose gives way first.
        let prose = (0..shown.len()).filter(|place| {
            matches!(columns[shown[*place]], Column::Prose(_)) && widths[*place] > LEAST_PROSE
        });
        let widest = prose.max_by_key(|place| widths[*place])?;
        widths[widest] = widths[widest].saturating_sub(over).max(LEAST_PROSE);
    }
}

fn render<const COLUMNS: usize>(
    columns: &[Column<'_>; COLUMNS],
    rows: &[[String; COLUMNS]],
    shown: &[usize],
    widths: &[usize],
    is_terminal: bool,
) -> String {
    let titles: Vec<String> = shown
        .iter()
        .map(|at| columns[*at].title().to_owned())
        .collect();
    let mut lines = vec![line(&titles, widths)];
    if is_terminal {
        let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        lines.push(line(&rule, widths));
    }
    for row in rows {
        let cells = shown.iter().zip(widths).map(|(at, width)| {
            if is_terminal && matches!(columns[*at], Column::Prose(_)) {
                broken(&row[*at], *width)
            } else {
                vec![row[*at].clone()]
            }
        });
        let cells: Vec<Vec<String>> = cells.collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or_default();
        for at in 0..height {
            let parts = cells.iter().map(|cell| cell.get(at).cloned());
            let parts: Vec<String> = parts.map(Option::unwrap_or_default).collect();
            lines.push(line(&parts, widths));
        }
    }
    lines.join("\n")
}

/// A block for each row, with a line for each column.
fn blocks<const COLUMNS: usize>(
    columns: &[Column<'_>; COLUMNS],
    rows: &[[String; COLUMNS]],
) -> String {
    let block = |row: &[String; COLUMNS]| {
        let cells = columns.iter().zip(row);
        let lines: Vec<String> = cells
            .map(|(column, cell)| format!("{}: {cell}", column.title()))
            .collect();
        lines.join("\n")
    };
    rows.iter().map(block).collect::<Vec<_>>().join("\n\n")
}

/// A line of cells, each as wide as its column, without spaces at its end.
fn line(cells: &[String], widths: &[usize]) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, width)| {
        let missing = width.saturating_sub(cell.width());
        format!("{cell}{}", " ".repeat(missing))
    });
    let line = padded.collect::<Vec<_>>().join(&" ".repeat(GAP));
    line.trim_end().to_owned()
}

/// A text in lines of at most this width, broken between words. A word that is longer is cut and
/// ends with `…`; `--output json` has it whole.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let word = cut(word, width);
        match lines.last_mut() {
            Some(last) if last.is_empty() => *last = word,
            Some(last) if last.width() + 1 + word.width() <= width => {
                last.push(' ');
                last.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

fn cut(word: &str, width: usize) -> String {
    if word.width() <= width {
        return word.to_owned();
    }
    let mut kept = String::new();
    for character in word.chars() {
        if kept.width() + 2 > width {
            break;
        }
        kept.push(character);
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column<'_>; 4] = [
        Column::Whole("task"),
        Column::Prose("company"),
        Column::Spared("node"),
        Column::Spared("started at"),
    ];
    const ID: &str = "oit-0k3j9x2m4n5p6";
    const COMPANY: &str = "Willow and Pike Grocers of the Harbour";
    const TIME: &str = "2026-11-22T18:32:24.559Z";

    fn fitted(width: Option<usize>) -> Fitted<'static> {
        let row = [ID, COMPANY, "n1", TIME].map(str::to_owned);
        fit(&COLUMNS, &[row], width)
    }

    #[test]
    fn no_line_is_longer_than_the_terminal_and_no_id_is_split() {
        for width in 20..200 {
            let Fitted { text, left_out } = fitted(Some(width));
            assert!(text.contains(ID), "{width}: {text}");
            let is_shown = !left_out.contains(&"started at");
            assert_eq!(text.contains(TIME), is_shown, "{width}: {text}");
            if !text.contains("task: ") {
                let longest = text.lines().map(UnicodeWidthStr::width).max();
                assert!(longest <= Some(width), "{width}: {text}");
                let words = text.split_whitespace();
                let whole = words.filter(|word| COMPANY.split(' ').any(|whole| whole == *word));
                assert_eq!(whole.count(), COMPANY.split(' ').count(), "{width}: {text}");
            }
        }
    }

    #[test]
    fn prose_gives_way_before_a_column_is_left_out() {
        let wide = fitted(Some(70));
        assert_eq!(wide.left_out, [""; 0]);
        assert!(wide.text.lines().count() > 3, "{}", wide.text);
        assert_eq!(fitted(Some(50)).left_out, ["started at"]);
        assert_eq!(fitted(Some(36)).left_out, ["node", "started at"]);
        let narrow = fitted(Some(20));
        assert!(
            narrow
                .text
                .starts_with(&format!("task: {ID}\ncompany: {COMPANY}\n"))
        );
        assert_eq!(narrow.left_out, [""; 0]);
    }

    #[test]
    fn a_row_in_a_pipe_is_one_line() {
        let header = format!("{:<17}  {:<38}  node  started at", "task", "company");
        let row = format!("{ID}  {COMPANY}  n1    {TIME}");
        assert_eq!(fitted(None).text, format!("{header}\n{row}"));
    }

    #[test]
    fn a_word_that_is_wider_than_its_column_is_marked_as_cut() {
        assert_eq!(broken("abcdefgh ij", 5), ["abcd…", "ij"]);
        assert_eq!(broken("", 5), [""]);
    }
}
