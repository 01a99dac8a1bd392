//! Why a state cannot be saved or loaded.

use std::io;

/// Why a state cannot be saved or loaded. Nothing is changed then.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    #[error("this is not a saved state of cosell")]
    Foreign,
    /// A newer program saved it, in another form.
    #[error(
        "the state was saved by cosell {program}, in a form that this program does not know; run a \
         newer cosell"
    )]
    NewerForm { program: String },
    #[error(
        "the state was saved by cosell {program} with schema version {found}, this program knows \
         versions up to {known}; run a newer cosell"
    )]
    NewerSchema {
        program: String,
        found: i64,
        known: i64,
    },
    #[error("the saved state is damaged: {0}")]
    Damaged(String),
    /// A row of the store, which could not be loaded.
    #[error("the store has a damaged row: {0}")]
    Unsound(String),
    #[error("could not write the state")]
    Write(#[source] io::Error),
}

impl StateError {
    pub(super) fn damaged(why: impl Into<String>) -> Self {
        Self::Damaged(why.into())
    }
}
