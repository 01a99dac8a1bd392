//! What a server is started with: from the command line, the environment and the configuration
//! file.
//!
//! The options of a concern stand in the file of the concern, each of them once (see [`options`]),
//! and are resolved there to what a server is started with. [`Choices`] lists the concerns.

mod accounts;
mod admin;
mod clock;
mod error;
mod events;
mod file;
mod groups;
mod identity;
mod keys;
mod logging;
mod network;
mod options;
mod quotas;
mod reviewer;
mod rules;
mod secrets;
mod spaces;
mod store;
mod targets;
mod tasks;
mod telemetry;
mod values;
mod world;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Command, FromArgMatches};
use cosell_domain::Settings;
use cosell_domain::reviewer::Reviewer;
use cosell_engine::Options;
use serde::de::MapAccess;

use crate::plan::Plan;
use admin::{AdminOptions, Administrators};
pub(crate) use error::ConfigError;
use events::{EventOptions, Events};
use groups::GroupOptions;
use identity::{Identities, IdentityOptions};
use logging::LogOptions;
pub(crate) use logging::{LogForm, LogLevel};
use network::{Network, NetworkOptions};
use options::Section;
pub(crate) use options::{RENAMED, flag, variable};
use quotas::QuotaOptions;
use reviewer::ReviewerOptions;
use rules::{RuleOptions, Rules};
pub(crate) use secrets::VARIABLE as SECRETS_KEY;
use spaces::{Beginnings, SpaceOptions};
use store::StoreOptions;
use tasks::{TaskOptions, Tasks};
use telemetry::TelemetryOptions;
use world::WorldOptions;

/// Lists the concerns that have options.
macro_rules! choices {
    ($($concern:ident: $options:ty,)*) => {
        /// What was chosen, and the defaults where nothing was.
        #[derive(Clone, Debug, clap::Args)]
        #[command(mut_args(options::derived))]
        #[group(skip)]
        struct Choices {
            /// TOML file with options and accounts
            #[arg(long, value_name = "FILE")]
            config: Option<PathBuf>,
            $(#[command(flatten)] $concern: $options,)*
        }

        impl Choices {
            /// Every key of the file.
            fn keys() -> Vec<&'static str> {
                [$(<$options>::KEYS),*].concat()
            }

            /// Reads the value of a key from the file: see [`Section::read`].
            fn read<'de, A: MapAccess<'de>>(
                &mut self,
                key: &str,
                given: bool,
                file: &mut A,
            ) -> Result<bool, A::Error> {
                Ok($(self.$concern.read(key, given, file)?)||*)
            }
        }

        /// Whether another value of a key of the file needs no restart.
        pub(crate) fn is_reloaded(key: &str) -> bool {
            [$(<$options>::RELOADED),*].concat().contains(&key)
        }
    };
}

choices! {
    network: NetworkOptions,
    identity: IdentityOptions,
    admin: AdminOptions,
    store: StoreOptions,
    spaces: SpaceOptions,
    tasks: TaskOptions,
    rules: RuleOptions,
    reviewer: ReviewerOptions,
    events: EventOptions,
    quotas: QuotaOptions,
    groups: GroupOptions,
    world: WorldOptions,
    log: LogOptions,
    telemetry: TelemetryOptions,
}

/// Keys of the options that the command line or the environment gave.
type Given = BTreeSet<String>;

/// The configuration of `cosell serve`.
#[derive(Clone, Debug)]
pub(crate) struct Sources {
    choices: Choices,
    given: Given,
}

impl Args for Sources {
    fn augment_args(command: Command) -> Command {
        Choices::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Choices::augment_args_for_update(command)
    }
}

impl FromArgMatches for Sources {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let is_given = |key: &&str| {
            let source = matches.value_source(key);
            source.is_some_and(|source| source != ValueSource::DefaultValue)
        };
        let keys = matches.ids().map(clap::Id::as_str);
        Ok(Self {
            given: keys.filter(is_given).map(str::to_owned).collect(),
            choices: Choices::from_arg_matches(matches)?,
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The configuration, complete.
#[derive(Debug)]
pub(crate) struct Config {
    pub log: LogForm,
    pub log_level: LogLevel,
    pub plan: Plan,
    /// The configuration file, without one an empty table.
    pub file: toml::Table,
}

impl Sources {
    /// Reads the file, puts the command line and the environment over it, and checks the whole.
    pub(crate) fn resolve(&self) -> Result<Config, ConfigError> {
        let mut choices = self.choices.clone();
        let file = match &self.choices.config {
            Some(path) => file::read(path, &mut choices, &self.given)?,
            None => toml::Table::new(),
        };
        choices.resolve(file)
    }
}

impl Choices {
    /// Checks the whole. Here and in every concern the options are taken apart by name, so that the
    /// compiler finds one that is not used.
    fn resolve(self, file: toml::Table) -> Result<Config, ConfigError> {
        let Self {
            config: _,
            network,
            identity,
            admin,
            store,
            spaces,
            tasks,
            rules,
            reviewer,
            events,
            quotas,
            groups,
            world,
            log,
            telemetry,
        } = self;
        let mode = identity.mode();
        let Network {
            listen,
            public_url,
            upload_bucket,
            bulk_hosts,
            allowed,
            certificate,
            limits,
        } = network.resolve(mode)?;
        let Administrators {
            tokens: admin,
            recorded,
        } = admin.resolve(mode)?;
        let Events {
            targets,
            retention: event_retention,
        } = events.resolve(mode)?;
        let Identities {
            accounts,
            callers,
            identity,
        } = identity.resolve()?;
        let (store, readers) = store.resolve()?;
        let Tasks {
            wait,
            retention,
            match_delay,
            id_style,
            step_commit,
            lease,
        } = tasks.resolve()?;
        let (quotas, stored) = quotas.resolve();
        let Beginnings {
            limits: spaces,
            seed_file,
            init,
        } = spaces.resolve(mode);
        let Rules {
            strictness,
            explain,
            aws_products,
        } = rules.resolve()?;
        let telemetry = telemetry.resolve()?;
        let plan = Plan {
            listen,
            store,
            readers,
            world: world.resolve(),
            spaces,
            seed_file,
            init,
            settings: Settings {
                accounts,
                task_wait: wait,
                task_id_style: id_style,
                match_delay,
                strictness,
                aws_products,
                quotas,
                stored,
                engagement_groups: groups.resolve(),
                task_retention: retention,
                public_url,
                upload_bucket,
                bulk_hosts,
                reviewer: Reviewer::new(reviewer.resolve()?),
                tracer: telemetry.as_ref().and_then(|of| of.tracer().cloned()),
                ..Settings::default()
            },
            options: Options {
                step_commit,
                lease,
                ..Options::default()
            },
            callers,
            identity,
            explain,
            targets,
            event_retention,
            admin,
            recorded,
            allowed,
            certificate,
            limits,
            telemetry,
        };
        let LogOptions { log, log_level } = log;
        Ok(Config {
            log,
            log_level,
            plan,
            file,
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Program {
        #[command(flatten)]
        sources: Sources,
    }

    /// Values of which every option takes one.
    const VALUES: [&str; 5] = [
        "1s",
        "7",
        "true",
        "https://host.example",
        "operation.read=error:ThrottlingException",
    ];

    fn options() -> Vec<clap::Arg> {
        let command = Choices::augment_args(Command::new("serve"));
        command.get_arguments().cloned().collect()
    }

    /// What is given by these words, and by the environment that the test has.
    fn given(words: &[&str]) -> Result<Given, clap::Error> {
        let program = ["serve"].iter().chain(words);
        Program::try_parse_from(program).map(|program| program.sources.given)
    }

    #[test]
    fn an_option_has_one_name_in_all_places_and_a_help() {
        let options = options();
        assert!(options.len() > 30, "{}", options.len());
        let keys = Choices::keys();
        for option in &options {
            let key = option.get_id().as_str();
            assert_eq!(option.get_long(), Some(&*key.replace('_', "-")));
            let variable = format!("COSELL_{}", key.to_uppercase());
            assert_eq!(option.get_env(), Some(variable.as_ref()));
            assert!(option.get_help().is_some(), "{key} has no help");
            assert!(option.get_value_names().is_some(), "{key}");
            assert_eq!(keys.contains(&key), key != "config", "{key}");
        }
        let is_option = |key: &&&str| options.iter().any(|option| option.get_id() == *key);
        let tables: Vec<_> = keys.iter().filter(|key| !is_option(key)).collect();
        assert_eq!(
            tables,
            [&"account", &"quota", &"stored", &"engagement_group"]
        );
    }

    #[test]
    fn the_old_name_of_an_option_still_works_and_is_shown_nowhere() {
        let help = Choices::augment_args(Command::new("serve")).render_long_help();
        for (old, new) in RENAMED {
            let known = given(&[&flag(old), "3s"]).expect(old);
            assert!(known.contains(new), "{old}");
            assert!(
                !help.to_string().contains(&format!("{} ", flag(old))),
                "{old}"
            );
            assert!(!Choices::keys().contains(&old), "{old} names an option");
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("cosell.toml");
        std::fs::write(&path, "head_time = '3s'\nheader_timeout = '3s'").expect("a file");
        let mut choices = Program::try_parse_from(["serve"])
            .expect("no options")
            .sources;
        let twice = file::read(&path, &mut choices.choices, &choices.given).expect_err("twice");
        assert!(twice.to_string().contains("duplicate"), "{twice}");
    }

    #[test]
    fn given_values_are_distinguished_from_defaults() {
        let by_environment = given(&[]).expect("no options");
        for option in options() {
            let key = option.get_id().as_str();
            let name = option.get_long().expect(key);
            let default = option.get_default_values().first();
            let default = default.and_then(|value| value.to_str());
            let by = |value: &str| given(&[&format!("--{name}={value}")]).ok();
            let given = default.into_iter().chain(VALUES).find_map(by);
            let given = given.unwrap_or_else(|| panic!("--{name} takes none of {VALUES:?}"));
            let mut expected = by_environment.clone();
            expected.insert(key.to_owned());
            assert_eq!(given, expected, "--{name}");
        }
    }

    #[test]
    fn every_key_of_the_file_is_read_into_its_concern() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("cosell.toml");
        let sources = Program::try_parse_from(["serve"])
            .expect("no options")
            .sources;
        let read = |text: &str| {
            std::fs::write(&path, text).expect("a file");
            file::read(&path, &mut sources.choices.clone(), &sources.given)
        };
        for key in Choices::keys()
            .into_iter()
            .chain(RENAMED.map(|(old, _)| old))
        {
            // Nothing is this.
            let refused = read(&format!("\n{key} = [[[]]]")).expect_err(key);
            let refused = refused.to_string();
            assert!(refused.contains(": line 2: "), "{refused}");
            assert!(refused.contains(&format!("`{key}")), "{refused}");
        }
        let unknown = read("\n\nconfig = \"x\"").expect_err("no key");
        assert!(
            unknown
                .to_string()
                .contains("line 3: unknown field `config`, expected one of `listen`, "),
            "{unknown}"
        );
    }
}
