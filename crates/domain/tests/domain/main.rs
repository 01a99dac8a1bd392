//! What the operations and the tasks promise. One program, because linking is what a build waits
//! for.

mod by_itself;
mod common;
mod coverage;
mod differential;
mod engagement;
mod faults;
mod identity;
mod invitations;
mod leads;
mod opportunity;
mod outbox;
mod pages;
mod quotas;
mod search;
mod settings;
mod tags;
mod tasks;
