//! Files that callers upload, such as the CSV files of bulk jobs: the bucket that callers write to
//! and only the service reads.
//!
//! A file is stored chunk by chunk while it arrives, each chunk in a transaction of its own, and
//! becomes visible when it is complete. Its announced size counts against the account's quota from
//! its beginning on, so no number of unfinished uploads takes more than the quota. Every file is
//! removed when its time is over, complete or not.

pub mod act;
mod object;
mod permit;
mod writer;

use cosell_store::Tx;
use cosell_store::table::upload::{self as table, Status, Upload};

use crate::Error;

pub use crate::settings::BUCKET;
pub use act::Act;
pub use object::{Object, Refused};
pub use permit::Permit;
pub use writer::{Begun, Uploads};

/// The largest file, in bytes: 100 MiB.
pub const LARGEST: i64 = 100 << 20;

/// How long a file is kept, in milliseconds: 7 days.
pub const KEPT: i64 = 7 * 24 * 60 * 60 * 1000;

/// How long a file that comes as a whole may be incomplete, in milliseconds: 2 hours, which is more
/// than the slowest client may take for the largest file.
pub const UNFINISHED: i64 = 2 * 60 * 60 * 1000;

/// How long a file that comes in parts may be incomplete, in milliseconds: a day.
pub const UNFINISHED_PARTS: i64 = 24 * 60 * 60 * 1000;

/// A complete file of an account: the one of this version, or the newest of the key.
pub(crate) async fn find(
    tx: &mut Tx,
    account: &str,
    key: &str,
    version: Option<&str>,
) -> Result<Option<Upload>, Error> {
    let Some(version) = version else {
        return Ok(table::newest(tx, account, key).await?);
    };
    let found = table::find(tx, account, version).await?;
    let is_it = |upload: &Upload| upload.object_key == key && upload.status == Status::Complete;
    Ok(found.filter(is_it))
}
