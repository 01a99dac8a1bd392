//! The end of the process by its own decision.

use std::time::Duration;

use crate::log;

/// `EX_IOERR` of sysexits: the disk did not take a commit, or a thread that cannot be replaced
/// ended. The next start finds out what was committed.
pub const STATUS: u8 = 74;

/// How long the last lines of the log may take. Whoever reads the log may have stopped.
const LAST_LINES: Duration = Duration::from_secs(1);

/// Ends the process at once, with [`STATUS`]. What was logged before is written first.
pub fn process() -> ! {
    log::flush(LAST_LINES);
    std::process::exit(STATUS.into())
}
