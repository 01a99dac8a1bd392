//! How tasks run, and how long they are known.

use std::time::Duration;

use clap::ValueEnum;
use cosell_domain::Settings;
use cosell_engine::Options;
use serde::Deserialize;

use super::ConfigError;
use super::options::options;
use super::values::Wait;

/// A lease is renewed three times in its length, each time by a transaction.
const LEAST_LEASE: Duration = Duration::from_millis(100);

options! {
    /// The options of tasks.
    pub(super) struct TaskOptions {
        /// Let Start… operations wait this long for their task
        ///
        /// With `0` they answer `IN_PROGRESS` at once.
        #[arg(value_name = "TIME", default_value_t = Settings::default().task_wait.into())]
        task_wait: Wait,
        /// On PostgreSQL, let other nodes take over the tasks of one that gave no sign for so long
        ///
        /// The shortest is `100ms`.
        #[arg(value_name = "TIME", default_value_t = Options::default().lease.into())]
        lease: Wait,
        /// How the steps of a task are committed
        #[arg(value_name = "MODE", default_value = "chained")]
        step_commit: StepCommit,
        /// How ids of engagement tasks are written
        #[arg(value_name = "STYLE", default_value = "documented")]
        task_id_style: TaskIdStyle,
        /// List tasks this long after their end
        ///
        /// A task is listed for at least the 24 hours of its client token. Conversions of leads are
        /// kept for good, because a lead is converted once.
        #[arg(value_name = "TIME", default_value_t = Settings::default().task_retention.into())]
        task_retention: Wait,
    }
}

/// Tasks as a server is started with them.
pub(super) struct Tasks {
    pub(super) wait: Duration,
    pub(super) retention: Duration,
    pub(super) id_style: cosell_domain::settings::TaskIdStyle,
    pub(super) step_commit: cosell_engine::StepCommit,
    pub(super) lease: Duration,
}

impl TaskOptions {
    pub(super) fn resolve(self) -> Result<Tasks, ConfigError> {
        let Self {
            task_wait,
            lease,
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
    /// Together
    Chained,
    /// One by one
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
    /// As `oit-…`, which the operation's page says
    Documented,
    /// As `task-…`
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
