//! What administrators do with identities: each change is one transaction that ends with another
//! version of them all, so that every node learns of it with its next request.

mod account;
mod administration;
mod key;
mod policy;
mod principal;

pub(crate) use administration::AdminContext;
pub use administration::{AdminError, Administration, ListPage, Named, Part};
pub use cosell_admin_api::Status;
pub use cosell_admin_api::account::{Account, NewAccount, Owner};
pub use cosell_admin_api::key::{Key, NewKey, Secret};
pub use cosell_admin_api::policy::{Attachment, Document, Explained, NewPolicy, Policy, Question};
pub use cosell_admin_api::principal::Principal;
