//! The real binary: what it prints, what it keeps, and what it survives. One program, because
//! linking is what a build waits for.

mod check;
mod cli;
mod commands;
mod common;
mod compare;
mod crash;
mod events;
mod exits;
mod fetch;
mod fill;
mod life;
mod network;
mod operations;
mod secrets;
mod seed;
mod tasks;
mod usage;
