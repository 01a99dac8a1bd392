//! What the supervisor promises of threads, loops and the log. One program, because linking is what
//! a build waits for; one test plays all of the log, since a process has one.

mod log;
mod sources;
