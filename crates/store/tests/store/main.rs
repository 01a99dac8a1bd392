//! The promises of a store. One program, because linking is what a build waits for; `closing` alone
//! has a process of its own.

mod common;
mod contract;
mod disk;
mod encryption;
mod file;
mod foreign;
mod news;
mod plans;
mod postgres;
mod transactions;
