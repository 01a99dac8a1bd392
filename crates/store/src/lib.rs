//! Transactions and tables.
//!
//! One schema ([`migrate`]) and one text per statement ([`table`]), written in the subset of SQL
//! that SQLite and PostgreSQL share: `$1` parameters, `ON CONFLICT`, row values, no clock and no
//! JSON functions. A [`Driver`](driver::Driver) carries statements to one database; everything
//! above it is the same for all of them.
//!
//! The promise of [`Store::write`]: when it returns `Ok`, the transaction is durable; when it
//! returns `Err`, nothing of it happened, except that `Error::Ambiguous` leaves that open. No
//! listener is notified before the commit. `tests/store/contract.rs` tests every database for the
//! same promises.

mod count;
mod database;
pub mod distribution;
pub mod driver;
mod error;
mod file;
mod given_up;
mod image;
mod job;
mod location;
mod lock;
mod migrate;
mod news;
mod postgres;
mod query;
mod record;
mod room;
mod row;
mod shared;
mod sqlite;
mod state;
mod store;
mod stored_enum;
pub mod table;
mod threads;
mod trace;
mod tx;
mod unit;
mod value;
mod work;

pub use count::{COMMIT_TIMES, Counts, GROUP_SIZES};
pub use database::Database;
pub use driver::BoxFuture;
pub use error::{Damage, Error};
pub use file::Replaced;
pub use image::Image;
pub use location::Location;
pub use lock::Lock;
pub use news::News;
pub use postgres::{Address, AddressError};
pub use query::{Direction, Select};
pub use room::Growing;
pub use row::Row;
pub use shared::Rank;
pub use state::{CheckRow, StateError, StateReader, StateRow, StateWriter, json_columns};
pub use store::{OpenOptions, Store};
pub use table::Catalog;
pub use threads::Closing;
pub use trace::Trace;
pub use tx::{Notice, Savepoint, Tx};
pub use unit::Kept;
pub use value::Value;
pub use work::{Run, Work};
