//! The processor time of the server's process.

use std::fs;

/// `USER_HZ`, the unit of the times in /proc: 100 on every Linux that Rust supports.
const TICKS_PER_SECOND: f64 = 100.0;

/// Seconds of processor time that all these processes have used, or `None` if there is none of them
/// and on systems without /proc.
pub(crate) fn all_cpu_seconds(processes: &[u32]) -> Option<f64> {
    let times = processes.iter().map(|process| cpu_seconds(*process));
    times.sum::<Option<f64>>().filter(|_| !processes.is_empty())
}

/// Seconds of processor time that the process has used, or `None` on systems without /proc.
fn cpu_seconds(process: u32) -> Option<f64> {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The program's name is in parentheses and may contain spaces, so fields are counted after it:
    // utime and stime are the 12th and 13th.
    let (_, fields) = line.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / TICKS_PER_SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_this_process_is_read() {
        if fs::exists("/proc/self/stat").is_ok_and(|exists| exists) {
            assert!(cpu_seconds(std::process::id()).is_some());
        }
    }
}
