//! Empty tables, made ahead, for a state that takes the place of everything.
//!
//! ```text
//!  SCHEMA_cosell_spare.event ──► SCHEMA.event ──► SCHEMA_cosell_dropped.event ──► dropped
//!     made ahead                        one transaction                        after the answer
//! ```
//!
//! A large table is truncated slowly: the commit removes its files from the file system, half a
//! second for 600 MB, and each new file of an index is flushed. To move a table to another schema
//! changes a few rows of the catalog, so a large table changes places with a spare one, and is
//! dropped when nobody waits for that.
//!
//! A transaction that moves tables uses spare tables only if they are complete and unused. What
//! makes them changes them only if they are not. So neither waits for the other.

use crate::image::VERSION_TABLE;
use crate::migrate::{self, has_first_rows, is_our_table, migrate_inside};
use crate::{Error, Tx};

use super::schema::{Citus, by_bytes};

/// Locked while spare tables are made, so that only one of several nodes makes them. The number is
/// the one after that of the lock that a changing schema has (`open.rs`).
const LOCK: &str = "SELECT pg_advisory_xact_lock(109342883048557)";

/// What the comment on a schema of ours begins with. No other one is dropped.
const COMMENT: &str = "made by cosell for resets";

/// The bytes of rows up to which deleting them is faster than anything else.
pub(super) const SMALL: i64 = 1 << 20;

/// A table of ours in this schema.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: String,
    /// What its rows take.
    pub(super) bytes: i64,
    /// Whether it is large, and may change places with a spare table.
    pub(super) has_spare: bool,
}

/// The comment on a schema with spare tables of the newest version.
fn comment() -> String {
    format!("{COMMENT}: empty tables, version {}", migrate::newest())
}

/// The schema of complete and unused spare tables. A publication would not replicate that rows are
/// gone.
fn ready() -> String {
    format!(
        "SELECT oid FROM pg_namespace \
         WHERE nspname = current_schema() || '_cosell_spare' \
         AND nspowner = quote_ident(current_user)::regrole \
         AND obj_description(oid, 'pg_namespace') = '{}' \
         AND NOT EXISTS (SELECT 1 FROM pg_namespace \
         WHERE nspname = current_schema() || '_cosell_dropped') \
         AND NOT EXISTS (SELECT 1 FROM pg_publication)",
        comment()
    )
}

/// The tables in this schema, but the one with the version.
///
/// One that differs from its spare table stays where it is: an operator gave it an owner, rights,
/// options, or something that depends on it, such as an index, a view or a trigger. Only large ones
/// are compared.
pub(super) async fn tables(tx: &mut Tx) -> Result<Vec<Table>, Error> {
    let is_alike = "(own.relowner, own.reltablespace, own.relacl::text, own.reloptions) \
         IS NOT DISTINCT FROM \
         (spare.relowner, spare.reltablespace, spare.relacl::text, spare.reloptions) \
         AND (SELECT count(*) FILTER (WHERE refobjid = own.oid) \
         = count(*) FILTER (WHERE refobjid = spare.oid) FROM pg_depend \
         WHERE refclassid = 'pg_class'::regclass AND refobjid IN (own.oid, spare.oid))";
    let text = format!(
        "SELECT own.relname::text, pg_relation_size(own.oid), \
         CASE WHEN pg_relation_size(own.oid) <= {SMALL} OR spare.oid IS NULL THEN 0 \
         ELSE ({is_alike})::int END::bigint \
         FROM pg_class own LEFT JOIN pg_class spare ON spare.relname = own.relname \
         AND spare.relkind = own.relkind AND spare.relnamespace = ({}) \
         WHERE own.relnamespace = quote_ident(current_schema())::regnamespace \
         AND own.relkind IN ('r', 'p') ORDER BY own.relname",
        ready()
    );
    let mut tables = Vec::new();
    for mut row in tx.query(&text, &[]).await? {
        let name = row.text(0)?;
        if is_our_table(&name) && name != VERSION_TABLE {
            tables.push(Table {
                name,
                bytes: row.integer(1)?,
                has_spare: row.integer(2)? == 1,
            });
        }
    }
    Ok(tables)
}

/// Puts spare tables in the place of tables that have one.
pub(super) async fn exchange(tx: &mut Tx, names: &[String]) -> Result<(), Error> {
    let text = format!(
        "DO $$ DECLARE \
         own text := current_schema(); \
         spare text := own || '_cosell_spare'; \
         dropped text := own || '_cosell_dropped'; \
         name text; \
         BEGIN \
         EXECUTE format('CREATE SCHEMA %I', dropped); \
         EXECUTE format('COMMENT ON SCHEMA %I IS %L', dropped, '{COMMENT}: tables to drop'); \
         FOREACH name IN ARRAY ARRAY['{}'] LOOP \
         EXECUTE format('ALTER TABLE %I.%I SET SCHEMA %I', own, name, dropped); \
         EXECUTE format('ALTER TABLE %I.%I SET SCHEMA %I', spare, name, own); \
         END LOOP; END $$",
        names.join("', '")
    );
    tx.command(&text).await
}

/// Drops the tables that were replaced, and makes spare ones, unless they are complete and unused.
/// Those of a distributed database are never exchanged.
pub(super) async fn make(tx: &mut Tx) -> Result<(), Error> {
    tx.of_store();
    if Citus::of(tx).await? == Citus::Spread {
        return Ok(());
    }
    tx.execute(LOCK, &[]).await?;
    if tx.query_one(&ready(), &[]).await?.is_some() {
        return Ok(());
    }
    let text = format!(
        "DO $$ DECLARE name text; \
         BEGIN \
         FOR name IN SELECT nspname FROM pg_namespace WHERE nspname IN \
         (current_schema() || '_cosell_spare', current_schema() || '_cosell_dropped') \
         AND starts_with(obj_description(oid, 'pg_namespace'), '{COMMENT}') LOOP \
         EXECUTE format('DROP SCHEMA %I CASCADE', name); \
         END LOOP; \
         name := current_schema() || '_cosell_spare'; \
         EXECUTE format('CREATE SCHEMA %I', name); \
         EXECUTE format('COMMENT ON SCHEMA %I IS %L', name, '{}'); \
         PERFORM set_config('search_path', quote_ident(name), true); \
         END $$",
        comment()
    );
    tx.execute(&text, &[]).await?;
    migrate_inside(tx, by_bytes).await?;
    for table in migrate::tables().filter(|table| has_first_rows(table)) {
        tx.execute(&format!("DELETE FROM {table}"), &[]).await?;
    }
    Ok(())
}
