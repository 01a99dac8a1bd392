//! The promises of a store. One test binary, because linking dominates the build time; only
//! `closing` has a process of its own.

mod by_key;
mod common;
mod contract;
mod disk;
mod distribution;
mod encryption;
mod file;
mod foreign;
mod histories;
mod news;
mod plans;
mod postgres;
mod replaced;
mod sessions;
mod transactions;
mod unit;
