//! Where data are kept.

use std::num::NonZeroU8;

use cosell_store::{AddressError, Location};

use super::ConfigError;
use super::options::options;
use super::values::at_least_one;
use crate::secret::Secret;

options! {
    /// The options of the store.
    pub(super) struct StoreOptions {
        /// Where the server stores its data
        ///
        /// `sqlite:PATH` (a path, not a URI), `postgres://USER:PASSWORD@HOST:PORT/DATABASE`, or
        /// `memory`, which loses everything when the server stops.
        // Its value may hold a password.
        #[arg(value_name = "STORE", default_value = "sqlite:cosell.sqlite")]
        store: Secret,
        /// Number of threads that read from SQLite, at least 1
        ///
        /// The default is one per processor, at least 2 and at most 16. PostgreSQL and `memory`
        /// ignore it.
        #[arg(value_name = "NUMBER", value_parser = at_least_one::<NonZeroU8>)]
        readers: Option<NonZeroU8>,
    }
}

impl StoreOptions {
    pub(super) fn resolve(&self) -> Result<(Location, Option<NonZeroU8>), ConfigError> {
        let Self { store, readers } = self;
        let location = location(store.expose()).map_err(ConfigError::Store)?;
        Ok((location, *readers))
    }
}

/// The message does not repeat the text: a mistyped address holds a password like a right one.
fn location(text: &str) -> Result<Location, String> {
    match text.split_once(':') {
        None if text.eq_ignore_ascii_case("memory") => Ok(Location::Memory),
        // What these mean to SQLite is gone at the end, or not where it seems to be.
        Some(("sqlite", path)) if path.starts_with(":memory:") || path.starts_with("file:") => {
            Err("sqlite: requires the path of a file; write memory to store nothing".to_owned())
        }
        // Others write URLs, in which the path of `sqlite://x` would be a file of the root folder.
        Some(("sqlite", path)) if path.starts_with("//") => Err(
            "sqlite: takes a path and no URL; write sqlite:PATH, such as sqlite:x.sqlite"
                .to_owned(),
        ),
        Some(("sqlite", path)) if !path.is_empty() => Ok(Location::Sqlite(path.into())),
        Some(("postgres" | "postgresql", _)) => text
            .parse()
            .map(Location::Postgres)
            .map_err(|error: AddressError| error.to_string()),
        None => Err("missing scheme; write sqlite:PATH, postgres://… or memory".to_owned()),
        Some(_) => Err("unknown store; write sqlite:PATH, postgres://… or memory".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_is_a_file_a_database_or_memory() {
        for text in [
            "",
            "sqlite",
            "sqlite:",
            "sqlite::memory:",
            "sqlite:file::memory:",
            "sqlite:file:x?mode=memory",
            "sqlite://x.sqlite",
            "sqlite:///tmp/x.sqlite",
            "postgres://",
            "memory:",
            "/tmp/x",
        ] {
            assert!(location(text).is_err(), "{text}");
        }
        let database = location("postgres://ada:secret@db:5432/hub").expect("a store");
        assert_eq!(database.to_string(), "postgres://ada@db:5432/hub");
        let file = location("sqlite:/tmp/a:b").expect("a store");
        assert_eq!(file, Location::Sqlite("/tmp/a:b".into()));
        assert_eq!(location("Memory"), Ok(Location::Memory));
    }
}
