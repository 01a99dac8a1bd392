//! What the fuzz targets share: the bounds that every input is held to, and a service to send it
//! to.
//!
//! A target fails on a panic, on an answer that no caller's input may lead to, on more than
//! [`TIME`] of processor time, and on allocations out of proportion to the input. Processor time,
//! because the machine may be busy with something else.

use std::alloc::System;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

mod service;

pub use service::{NOW, call, of_byte, put_policy_by_both_doors, turn_page};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The most that one input may take.
const TIME: Duration = Duration::from_millis(50);

/// What any input may allocate: the buffers of a transaction and of an answer that lists errors.
const ALLOCATED: usize = 16 << 20;

/// What each byte of an input may allocate besides: a finding of about this size.
const ALLOCATED_A_BYTE: usize = 4 << 10;

/// Holds what is done with an input to the bounds.
///
/// # Panics
///
/// When it takes too long or allocates too much, both times that it is tried: what happens once in
/// the life of a process, as a pattern that is compiled, is not the input's doing.
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
