//! Who is believed, and what they may do. One program, because linking is what a build waits for.

mod policy;
mod signature;
