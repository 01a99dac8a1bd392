//! `cosell demo`: the main job from beginning to end, in a few seconds and without any preparation.
//!
//! A server starts in this process on a free port, with a store in a temporary folder. Everything
//! after that goes through HTTP, as any client's calls do: an opportunity is made, the task turns
//! it into an engagement with AWS, and every id that the task names is fetched. What happened is
//! printed to standard output; what is happening, to standard error.

mod client;
pub(crate) mod error;
mod progress;
mod recipe;
mod report;
mod story;

use std::io;

use cosell_domain::Settings;
use cosell_engine::{Options, StepCommit};
use cosell_store::Location;
use cosell_world::World;
use tokio::sync::oneshot;

use crate::base_url::base;
use crate::client::DEFAULT_URL;
use crate::failure::Failure;
use crate::plan::{ACCOUNT, Plan};
use crate::secret::Secret;
use crate::start::{self, Started};
use client::Client;
use error::DemoError;
use story::Story;

/// Turn an opportunity into an engagement with AWS, and show what every step did.
///
/// Starts a server on a free port with a store in a temporary folder, which is gone afterwards.
/// Exits with 0 only if the task is COMPLETE and everything it names can be fetched.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Print one JSON document instead of tables
    #[arg(long)]
    json: bool,
    /// Also print commands that do the same against a server that stays, with the AWS CLI and boto3
    #[arg(long, conflicts_with = "json")]
    recipe: bool,
    /// URL of that server
    #[arg(
        long,
        env = "COSELL_URL",
        value_name = "URL",
        default_value = DEFAULT_URL
    )]
    url: Secret,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let runtime = start::runtime().map_err(Failure::Runtime)?;
    Ok(runtime.block_on(demonstrate(arguments))?)
}

async fn demonstrate(arguments: &Arguments) -> Result<(), DemoError> {
    let folder = tempfile::tempdir().map_err(DemoError::Folder)?;
    let world = World::system();
    let plan = Plan {
        // The answer comes before the task has ended, and every step can be seen as it is made
        // durable.
        settings: Settings {
            task_wait: std::time::Duration::ZERO,
            ..Settings::default()
        },
        options: Options {
            step_commit: StepCommit::Each,
            ..Options::default()
        },
        ..Plan::in_process(Location::Sqlite(folder.path().join("cosell.sqlite")))
    };
    let Started {
        listener, spaces, ..
    } = start::start(plan).await?;
    let client = Client::new(listener.address(), ACCOUNT);
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(listener.serve(spaces, async {
        let _ = stopped.await;
    }));
    let progress = progress::Progress::start();
    let story = Story::run(&client, &world, &progress).await;
    progress.end();
    drop(client);
    let _ = stop.send(());
    server.await.map_err(|_| DemoError::Interrupted)?;

    let story = story?;
    let mut output = io::stdout().lock();
    if arguments.json {
        report::json(&mut output, &story).map_err(DemoError::Output)?;
    } else {
        let url = base(arguments.url.expose()).map_err(DemoError::Address)?;
        let recipe = arguments.recipe.then_some(url);
        report::tables(&mut output, &story, recipe).map_err(DemoError::Output)?;
    }
    story.verdict().map_err(DemoError::Outcome)
}
