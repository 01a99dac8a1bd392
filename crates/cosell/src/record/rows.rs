//! The rows of an uploaded file: parsed, and written again with other cells.

use csv_core::{ReadFieldResult, Reader};

/// Rows of cells; none if the file is not text or ends within quotes.
pub(super) fn parsed(content: &[u8]) -> Option<Vec<Vec<String>>> {
    let mut reader = Reader::new();
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), Vec::new());
    let mut at = 0;
    let mut piece = [0; 4096];
    loop {
        let rest = content.get(at..)?;
        let (result, read, written) = reader.read_field(rest, &mut piece);
        at += read;
        cell.extend_from_slice(piece.get(..written)?);
        match result {
            // The end of the content is read as an empty input.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                row.push(String::from_utf8(std::mem::take(&mut cell)).ok()?);
                if record_end {
                    rows.push(std::mem::take(&mut row));
                }
            }
            ReadFieldResult::End => return Some(rows),
        }
    }
}

/// Rows as a file.
pub(super) fn written(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for row in rows {
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            if cell.contains([',', '"', '\r', '\n']) || row.len() == 1 && cell.is_empty() {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
        text.push_str("\r\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_written_as_they_were_parsed() {
        let long = "x".repeat(10_000);
        let text = format!("\u{feff}a,\"b, \"\"c\"\"\r\nd\"\n\n{long},\r\n\"\"\n1");
        let rows = parsed(text.as_bytes()).expect("rows");
        let expected = [
            vec!["a", "b, \"c\"\r\nd"],
            vec![&long, ""],
            vec![""],
            vec!["1"],
        ];
        assert_eq!(rows, expected);
        assert_eq!(parsed(written(&rows).as_bytes()), Some(rows));
        assert_eq!(parsed(b"a\xff\n"), None);
        assert_eq!(parsed(b""), Some(Vec::new()));
    }
}
