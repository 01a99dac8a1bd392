//! What the fuzz targets share: the limits for every input, and a service that gets the inputs.
//!
//! A target fails on a panic, on a response that no caller's input may cause, on more than [`TIME`]
//! of processor time, and on allocations out of proportion to the input. It measures processor
//! time, because the machine may be busy with something else.

use std::alloc::System;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

mod service;

pub use service::{NOW, call, of_byte, put_policy_by_both_doors, turn_page};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The limit of processor time for one input.
const TIME: Duration = Duration::from_millis(50);

/// What any input may allocate: the buffers of a transaction and of a response with findings.
const ALLOCATED: usize = 16 << 20;

/// What each byte of an input may allocate in addition: a finding of about this size.
const ALLOCATED_A_BYTE: usize = 4 << 10;

/// Enforces the limits on the work for an input.
///
/// # Panics
///
/// If the work takes too long or allocates too much in both of two attempts: work that is done once
/// in a process, such as compiling a pattern, is not caused by the input.
pub fn bounded(input: &[u8], work: impl Fn()) {
    let most = ALLOCATED + input.len() * ALLOCATED_A_BYTE;
    let (mut time, mut allocated) = (Duration::ZERO, 0);
    for _ in 0..2 {
        let region = Region::new(ALLOCATOR);
        let start = spent();
        work();
        time = spent().saturating_sub(start);
        allocated = region.change().bytes_allocated;
        if time <= TIME && allocated <= most {
            return;
        }
    }
    assert!(time <= TIME, "{time:?} for {} bytes", input.len());
    assert!(
        allocated <= most,
        "{allocated} bytes allocated for {} bytes",
        input.len()
    );
}

/// The processor time of this process so far.
fn spent() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    let nanos = u32::try_from(time.tv_nsec).unwrap_or_default();
    Duration::new(seconds, nanos)
}
