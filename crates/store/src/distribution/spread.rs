//! The statements that spread the tables over a cluster of Citus.

use super::KEYS;

/// The statements that spread each table which is not spread yet. They belong into one transaction.
/// Rows that are stored already move to their shards, and are deleted where they were.
///
/// All tables whose key is a text share their shards: rows with the same key are on the same one,
/// whichever table they are of. Tables without a key stay on the coordinator: a copy on each worker
/// would make every lease and every cursor a commit of all of them, and no statement joins them.
pub fn spread() -> impl Iterator<Item = String> {
    // One connection to each worker does it all, so that every statement sees what came before.
    let settings = "SET LOCAL citus.multi_shard_modify_mode = 'sequential'".to_owned();
    let calls = KEYS.iter().filter_map(|(table, key)| {
        let column = key.column()?;
        Some(format!(
            "SELECT create_distributed_table('{table}', '{column}'), \
             truncate_local_data_after_distributing_table('{table}') \
             WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition \
             WHERE logicalrelid = '{table}'::regclass)"
        ))
    });
    [settings].into_iter().chain(calls)
}
