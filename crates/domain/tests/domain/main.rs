//! What the operations and the tasks promise. It is one program, because linking takes most of the
//! time of a build.

mod aws_side;
mod bulk;
mod common;
mod counts;
mod coverage;
mod customer_accounts;
mod damaged;
mod differential;
mod docs;
mod engagement;
mod engagement_search;
mod expiry;
mod faults;
mod features;
mod identity;
mod invitations;
mod leads;
mod opportunity;
mod outbox;
mod quotas;
mod races;
mod reviewer;
mod round_trips;
mod search;
mod settings;
mod settle;
mod tags;
mod tasks;
