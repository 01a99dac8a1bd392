//! The administrative API under `/_cosell/` as data: its pages, what they are sent, and what they
//! answer.
//!
//! `pages` is the one table: a page is a value that holds all that a request says, and its type
//! says what is declared of it. The server answers pages, the command line sends them, and
//! [`openapi`] writes all of them down; none of them names a path. The other modules hold the JSON,
//! one for each concern.

pub mod account;
mod answer;
pub mod audit;
pub mod aws;
pub mod check;
pub mod clock;
mod declaration;
mod error;
pub mod event;
pub mod fault;
pub mod feature;
pub mod health;
pub mod init;
pub mod key;
mod limit;
mod list;
pub mod metrics;
pub mod openapi;
mod page;
pub mod page_key;
pub mod pages;
pub mod pipeline;
pub mod policy;
pub mod principal;
pub mod quota;
pub mod record;
pub mod recorded;
mod request;
pub mod reviewer;
mod schema;
pub mod seed;
pub mod settle;
pub mod space;
pub mod state;
mod status;
pub mod task;
mod word;

pub use cosell_api::DateTime;

pub use answer::{Answer, Content};
pub use declaration::{Act, Declaration, Method, PREFIX};
pub use error::Error;
pub use limit::{Limit, LimitError};
pub use list::List;
pub use page::{Page, Reader};
pub use request::{Request, RequestError};
pub use status::Status;
pub use word::{Word, WordError};
