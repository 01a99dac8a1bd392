//! What the supervisor promises about threads, loops and the log. The tests are one program, which
//! is linked once; one test covers all of the log, since a process has one log.

mod log;
mod sources;
