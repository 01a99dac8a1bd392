//! A saved state: all rows of a store in one compressed file that every store can load.
//!
//! ```text
//! {"cosell_state":1,"schema":13,"program":"0.1.0","about":{…}}
//! {"table":"account","columns":["id","company_name",…]}
//! ["111111111111","Fernhollow Systems",…]
//! …
//! {"rows":4711,"sha256":"…"}
//! ```
//!
//! The lines are JSON, compressed with gzip. The last one has the number of rows and the hash of
//! all lines before it. What can be made from other rows is left out, and made again: the indexes
//! of searches, and the nodes, which are processes. A file of an older schema is loaded into
//! tables of that schema, which are then migrated as those of a store are.
//!
//! Rows are written and read a few at a time, so memory does not grow with the file.

mod declared;
mod error;
mod read;
mod tables;
#[cfg(test)]
mod tests;
mod value;
mod write;

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

#[cfg(test)]
pub(crate) use declared::every_row;
pub use error::StateError;
pub use read::StateReader;
pub(crate) use read::load;
pub use value::{CheckRow, StateRow};
pub(crate) use write::save;
pub use write::{StateWriter, json_columns};

/// The version of the form of the file.
const FORM: u64 = 1;

/// Rows that are read together: an uploaded file has rows of some hundred kilobytes.
const BATCH: i64 = 32;

/// The longest line: more than twice the largest row of an uploaded file.
const LONGEST_LINE: u64 = 16 << 20;

/// The hash of what was read or written so far, in hexadecimal digits.
fn hex(hash: &Sha256) -> String {
    let hash = hash.clone().finalize();
    hash.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
