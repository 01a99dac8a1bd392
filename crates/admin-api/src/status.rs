//! What accounts, users, roles and keys have in common.

use crate::word::words;

words! {
    /// The status of an account, a user, a role or a key.
    pub enum Status {
        Active = "ACTIVE",
        /// All access by it is refused until it is active again.
        Disabled = "DISABLED",
    }
}
