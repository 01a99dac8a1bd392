//! How an option is declared: once, as a field of its concern's struct, within [`options!`].
//!
//! A field `task_wait` is the option `--task-wait`, the variable `COSELL_TASK_WAIT` and the key
//! `task_wait` of the configuration file. Its comment is the help, and with its attributes the row
//! of docs/configuration.md; every further attribute is one of [`clap::Arg`]. Its type decides the
//! rest: an `Option` has no default, a `Vec` may be given several times, a `bool` needs no value,
//! and of a [`Secret`](crate::secret::Secret) no value is printed. What follows `=>` is
//! `reloaded` where SIGHUP takes over another value. Beside the struct stand, as `tables`, keys
//! that only the file has.

use clap::builder::BoolishValueParser;
use clap::{Arg, ArgAction};
use serde::Deserialize;
use serde::de::MapAccess;

/// Options of `cosell serve` that had another name, as keys: the old and the new one. The old name
/// still works as an option, as a variable and in the file, is shown nowhere, and is warned of.
pub(crate) const RENAMED: [(&str, &str); 3] = [
    ("head_time", "header_timeout"),
    ("body_time", "body_timeout"),
    ("idle_time", "idle_timeout"),
];

/// The options of one concern.
pub(super) trait Section {
    /// Its keys in the file.
    const KEYS: &'static [&'static str];

    /// Those among them that need no restart.
    const RELOADED: &'static [&'static str];

    /// Reads the value of a key from the file, if the key is one of these. A value that was `given`
    /// in a place that counts more stays. Returns whether the key was one.
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        key: &str,
        given: bool,
        file: &mut A,
    ) -> Result<bool, A::Error>;
}

/// Declares the options of a concern.
macro_rules! options {
    (@reloaded $key:ident reloaded) => { stringify!($key) };
    (
        $(#[$about:meta])*
        $vis:vis struct $name:ident {$(
            $(#[$attribute:meta])*
            $key_vis:vis $key:ident: $type:ty $(=> $reloaded:ident)?,
        )*}
        $(tables {$($table:ident: $table_type:ty,)*})?
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, clap::Args)]
        #[group(skip)]
        $vis struct $name {
            $($(#[$attribute])* #[arg(long)] $key_vis $key: $type,)*
            $($(#[arg(skip)] $table: $table_type,)*)?
        }

        impl $crate::config::options::Section for $name {
            const KEYS: &'static [&'static str] = &[
                $(stringify!($key),)* $($(stringify!($table),)*)?
            ];

            const RELOADED: &'static [&'static str] = &[
                $($($crate::config::options::options!(@reloaded $key $reloaded),)?)*
            ];

            fn read<'de, A: serde::de::MapAccess<'de>>(
                &mut self,
                key: &str,
                given: bool,
                file: &mut A,
            ) -> Result<bool, A::Error> {
                use $crate::config::options::put;

                match key {
                    $(stringify!($key) => put(&mut self.$key, given, file)?,)*
                    $($(stringify!($table) => put(&mut self.$table, given, file)?,)*)?
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }
    };
}
pub(super) use options;

/// Reads a value and keeps it, unless one was given in a place that counts more.
pub(super) fn put<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    field: &mut T,
    given: bool,
    file: &mut A,
) -> Result<(), A::Error> {
    // A wrong value is refused even where it does not count.
    let value = file.next_value()?;
    if !given {
        *field = value;
    }
    Ok(())
}

/// How an option is written on the command line.
pub(crate) fn flag(key: &str) -> String {
    format!("--{}", key.replace('_', "-"))
}

/// The environment variable of an option.
pub(crate) fn variable(key: &str) -> String {
    format!("COSELL_{}", key.to_uppercase())
}

/// Gives an option what follows from the name and the type of its field.
pub(super) fn derived(arg: Arg) -> Arg {
    let key = arg.get_id().as_str().to_owned();
    let mut arg = arg.env(variable(&key));
    for (old, _) in RENAMED.iter().filter(|(_, new)| *new == key) {
        arg = arg.alias(flag(old).trim_start_matches('-').to_owned());
        let is_set = |key: &str| std::env::var_os(variable(key)).is_some();
        if is_set(old) && !is_set(&key) {
            arg = arg.env(variable(old));
        }
    }
    match arg.get_action() {
        ArgAction::Append => arg.value_delimiter(','),
        ArgAction::SetTrue => arg
            .action(ArgAction::Set)
            .value_parser(BoolishValueParser::new())
            .hide_possible_values(true)
            .value_name("BOOL")
            .default_value("false")
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true"),
        _ => arg,
    }
}
