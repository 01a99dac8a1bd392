//! `cosell page-key`: what the `NextToken`s of lists are authenticated with.

use cosell_admin_api::pages::RotatePageKey;

use crate::client::{AdminError, Connection};

/// Change the key with which a running server authenticates the page tokens of its lists.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Make another key
    ///
    /// Tokens of the key before stay good until the next rotation: two rotations end every token
    /// that was made before.
    Rotate(Rotate),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Rotate {
    #[command(flatten)]
    connection: Connection,
}

pub(crate) fn run(command: &Command) -> Result<(), AdminError> {
    let Command::Rotate(Rotate { connection }) = command;
    let rotated = connection.client()?.call(&RotatePageKey {})?;
    connection.output.print(&rotated, |key| {
        format!("page key {} makes NextTokens", key.id)
    })
}
