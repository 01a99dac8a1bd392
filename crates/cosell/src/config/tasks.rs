//! How tasks run, and how long they are known.

use std::time::Duration;

use clap::ValueEnum;
use cosell_domain::Settings;
use cosell_engine::Options;
use serde::Deserialize;

use super::ConfigError;
use super::options::options;
use crate::wait::Wait;

/// A lease is renewed three times in its length, each time by a transaction.
const LEAST_LEASE: Duration = Duration::from_millis(100);

options! {
    /// The options of tasks.
    pub(super) struct TaskOptions {
        /// Maximum time that a Start… operation waits for its task to finish
        ///
        /// With `0` it answers `IN_PROGRESS` at once.
        #[arg(value_name = "TIME", default_value_t = Settings::default().task_wait.into())]
        task_wait: Wait,
        /// Lease of a node on PostgreSQL, at least `100ms`
        ///
        /// A node renews its lease while it runs. Other nodes take over the tasks of a node whose
        /// lease expired.
        #[arg(value_name = "TIME", default_value_t = Options::default().lease.into())]
        lease: Wait,
        /// How long a customer account stays `PENDING` before it is matched
        ///
        /// The time passes by the service's clock. With `0` the match runs within milliseconds,
        /// also under a clock that stands still.
        #[arg(value_name = "TIME", default_value_t = Settings::default().match_delay.into())]
        match_delay: Wait,
        /// How many transactions a task takes
        #[arg(value_name = "MODE", default_value = "chained")]
        step_commit: StepCommit,
        /// Prefix of the ids of engagement tasks
        #[arg(value_name = "STYLE", default_value = "documented")]
        task_id_style: TaskIdStyle,
        /// How long a finished task is kept
        ///
        /// A task is kept for at least the 24 hours in which its client token is valid. Tasks that
        /// converted a lead are kept forever, because a lead can be converted only once.
        #[arg(value_name = "TIME", default_value_t = Settings::default().task_retention.into())]
        task_retention: Wait,
    }
}

/// Tasks as a server is started with them.
pub(super) struct Tasks {
    pub(super) wait: Duration,
    pub(super) retention: Duration,
    pub(super) match_delay: Duration,
    pub(super) id_style: cosell_domain::settings::TaskIdStyle,
    pub(super) step_commit: cosell_engine::StepCommit,
    pub(super) lease: Duration,
}

impl TaskOptions {
    pub(super) fn resolve(self) -> Result<Tasks, ConfigError> {
        let Self {
            task_wait,
            lease,
            match_delay,
            step_commit,
            task_id_style,
            task_retention,
        } = self;
        let lease = lease.duration();
        if lease < LEAST_LEASE {
            return Err(ConfigError::ShortLease);
        }
        Ok(Tasks {
            wait: task_wait.duration(),
            retention: task_retention.duration(),
            match_delay: match_delay.duration(),
            id_style: task_id_style.into(),
            step_commit: step_commit.into(),
            lease,
        })
    }
}

/// How often steps commit.
#[derive(Clone, Copy, Debug, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StepCommit {
    /// All steps in one transaction
    Chained,
    /// One transaction per step
    Each,
}

impl From<StepCommit> for cosell_engine::StepCommit {
    fn from(choice: StepCommit) -> Self {
        match choice {
            StepCommit::Chained => Self::Chained,
            StepCommit::Each => Self::Each,
        }
    }
}

/// How ids of engagement tasks look.
#[derive(Clone, Copy, Debug, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TaskIdStyle {
    /// `oit-…`, as in the API reference
    Documented,
    /// `task-…`, as in answers of the live service
    Observed,
}

impl From<TaskIdStyle> for cosell_domain::settings::TaskIdStyle {
    fn from(choice: TaskIdStyle) -> Self {
        match choice {
            TaskIdStyle::Documented => Self::Documented,
            TaskIdStyle::Observed => Self::Observed,
        }
    }
}
