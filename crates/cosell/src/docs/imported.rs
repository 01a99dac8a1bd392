//! The tables of what `cosell import` reads and leaves out.

use crate::import::{LOSSES, reads};

/// Three tables with their headings.
pub(super) fn tables() -> String {
    let row = |(one, two): &(&str, &str)| format!("| {one} | {two} |\n");
    let rows = |table: &[(&str, &str)]| table.iter().map(row).collect::<String>();
    format!(
        "### Read operations that it calls\n\n\
         | operation | what it gives |\n|---|---|\n{}\n\
         ### Read operations that it does not call\n\n\
         | operation | why not |\n|---|---|\n{}\n\
         ### What is different here\n\n\
         The last line of the command counts these:\n\n\
         | live record | here |\n|---|---|\n{}",
        rows(reads::USED),
        rows(reads::LEFT),
        rows(LOSSES),
    )
}
