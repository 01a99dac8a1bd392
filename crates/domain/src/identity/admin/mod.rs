//! The administration of identities: each change is one transaction that raises their version, so
//! that it applies on every node from the next request on.

mod account;
mod administration;
mod feature;
mod key;
mod policy;
mod principal;
mod session;

pub(crate) use administration::AdminContext;
pub use administration::{AdminError, Administration, ListPage, Named, Part};
pub use cosell_admin_api::Status;
pub use cosell_admin_api::account::{Account, NewAccount, Owner};
pub use cosell_admin_api::key::{Key, NewKey, Secret};
pub use cosell_admin_api::policy::{Attachment, Document, Explained, NewPolicy, Policy, Question};
pub use cosell_admin_api::principal::Principal;
pub use session::{Begun, NewSession, SessionError};
