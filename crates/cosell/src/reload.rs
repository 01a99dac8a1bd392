//! What a running server takes over on SIGHUP: its certificate, the admin tokens, the rules of
//! reviewers, the event targets and the log level.
//!
//! The configuration is read again as a whole. When it is wrong, or one of these cannot be used,
//! that one stays as it was. Keys of the file that changed and need a restart are named in the log.
//!
//! Files are read aside: one that cannot be read to its end holds up the reading again and nothing
//! else.

use std::sync::{Arc, Mutex, PoisonError};

use cosell_server::{AdminTokens, Spaces, Tls};
use cosell_supervisor::{Loop, Supervisor};
use tokio::signal::unix::Signal;

use crate::aside;
use crate::blueprint::Blueprint;
use crate::causes;
use crate::config::{self, Config, Sources};
use crate::logging::Level;
use crate::notify;

/// What can be taken over.
pub(crate) struct Reload {
    /// Where the configuration comes from.
    pub(crate) sources: Sources,
    /// The file as it was read last.
    pub(crate) file: toml::Table,
    pub(crate) tls: Option<Tls>,
    pub(crate) tokens: AdminTokens,
    pub(crate) spaces: Spaces,
    pub(crate) blueprint: Blueprint,
    /// Where the store is asked from the thread that reads.
    pub(crate) runtime: tokio::runtime::Handle,
    pub(crate) level: Level,
}

/// Takes over what can be whenever the process is asked to.
pub(crate) fn start(supervisor: &Supervisor, hangup: Signal, reload: Reload) {
    let hangup = Arc::new(tokio::sync::Mutex::new(hangup));
    let reload = Arc::new(Mutex::new(reload));
    let rounds = supervisor.clone();
    let again = move || {
        let (hangup, reload) = (Arc::clone(&hangup), Arc::clone(&reload));
        let rounds = rounds.clone();
        async move {
            let mut hangup = hangup.lock().await;
            while hangup.recv().await.is_some() {
                rounds.round(Loop::Reload);
                let reload = Arc::clone(&reload);
                let work = move || {
                    let reload = reload.lock();
                    reload.unwrap_or_else(PoisonError::into_inner).run();
                };
                notify::reloading().await;
                let panicked = match aside::start("reload", work) {
                    Ok(done) => done.await.is_err(),
                    Err(error) => {
                        tracing::error!(%error, "nothing was read again");
                        false
                    }
                };
                notify::ready().await;
                if panicked {
                    // The supervisor starts the loop again, and counts it.
                    return;
                }
            }
        }
    };
    // Until the runtime ends, and with it the server.
    supervisor.task(Loop::Reload, || false, again);
}

impl Reload {
    fn run(&mut self) {
        if let Some(tls) = &self.tls {
            match tls.reload() {
                Ok(()) => tracing::info!("the certificate was read again"),
                Err(error) => {
                    let error = causes::chain(&error);
                    tracing::error!(
                        error,
                        "could not reload the certificate; the server keeps the old one"
                    );
                }
            }
        }
        match self.sources.resolve() {
            Ok(config) => self.take_over(config),
            Err(error) => {
                let error = causes::chain(&error);
                tracing::error!(
                    error,
                    "could not reload the configuration; the server keeps the old one"
                );
            }
        }
    }

    fn take_over(&mut self, config: Config) {
        let tokens = config.plan.admin;
        // A file that is just being written must not open the administration to everyone.
        if tokens.is_empty() == self.tokens.is_empty() {
            self.tokens.replace(&tokens);
            tracing::info!("the admin tokens were read again");
        } else {
            let error = "from none to some or from some to none takes a restart";
            tracing::error!(
                error,
                "could not reload the admin tokens; the server keeps the old ones"
            );
        }
        self.blueprint.replace_targets(config.plan.targets.clone());
        let replaced = self.spaces.replace_targets(config.plan.targets);
        match self.runtime.block_on(replaced) {
            Ok(()) => tracing::info!("the event targets were read again"),
            Err(error) => {
                let error = causes::chain(&error);
                tracing::error!(
                    error,
                    "could not reload the event targets; the server keeps the old ones"
                );
            }
        }
        let plan = config.plan.settings.reviewer.plan();
        self.blueprint.replace_reviewer(Arc::clone(&plan));
        self.spaces.for_each_service(|service| {
            let reviewer = &service.settings().reviewer;
            reviewer.replace(Arc::clone(&plan));
        });
        tracing::info!("the rules of reviewers were read again");
        match self.level.set(&config.log_level) {
            Ok(()) => tracing::info!(
                level = config.log_level.as_str(),
                "the log level was read again"
            ),
            Err(error) => {
                let error = causes::chain(&error);
                tracing::error!(
                    error,
                    "could not change the log level; the server keeps the old one"
                );
            }
        }
        let changed = changed(&self.file, &config.file);
        if !changed.is_empty() {
            let keys = changed.join(", ");
            tracing::warn!(
                keys,
                "keys of the configuration file changed that need a restart"
            );
        }
        tracing::info!("the configuration was read again");
    }
}

/// The keys with another value, or with none, in one of two files.
fn changed<'a>(before: &'a toml::Table, after: &'a toml::Table) -> Vec<&'a str> {
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    let keys = after.keys().chain(gone).map(String::as_str);
    keys.filter(|key| before.get(*key) != after.get(*key) && !config::is_reloaded(key))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_need_a_restart_are_found_whether_they_changed_came_or_went() {
        let before: toml::Table =
            "listen = 'a'\nstore = 'b'\nlog_level = 'info'\nadmin_token = 'd'"
                .parse()
                .expect("a file");
        let after: toml::Table = "listen = 'c'\nseed = 1\nlog_level = 'debug'"
            .parse()
            .expect("a file");
        assert_eq!(changed(&before, &after), ["listen", "seed", "store"]);
        assert!(changed(&after, &after).is_empty());
    }
}
