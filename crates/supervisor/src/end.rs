//! Ends the process after an error that it cannot recover from.

use std::time::Duration;

use crate::log;

/// `EX_IOERR` of sysexits: a commit could not be written to the disk, or a thread that cannot be
/// replaced panicked. The next start reads from the store what was committed.
pub const STATUS: u8 = 74;

/// The timeout for writing the last lines of the log. The reader of the log may have stopped.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(1);

/// Ends the process at once with [`STATUS`], after flushing the log.
pub fn process() -> ! {
    log::flush(FLUSH_TIMEOUT);
    std::process::exit(STATUS.into())
}
