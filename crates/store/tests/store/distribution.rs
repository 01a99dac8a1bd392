//! Distribution keys: that each table has one, that its unique keys hold it, that what is said of
//! statements across shards is so, and that `docs/scaling.md` says the same.
//!
//! That no other statement crosses shards is checked by every transaction of every test: see
//! `cosell_store::distribution`.

use std::collections::BTreeSet;

use cosell_store::distribution::{
    ACROSS, KEYS, Key, SQLITE_ONLY, crosses, names_key, refusal, spread,
};
use cosell_store::table::{
    Page, association, bulk, bulk_fetch, customer_account, customer_account_search as accounts,
    engagement, event, event_parked, invitation, job, opportunity, opportunity_search, received,
    record_owner, task, token, upload,
};
use cosell_store::{Database, Direction, Error, Location, Lock, Store};

use crate::contract::Place;
use crate::plans::statements;

#[test]
fn a_statement_names_the_key_if_a_condition_compares_it() {
    for named in [
        "SELECT id FROM task WHERE id = $1 AND account = $2",
        "SELECT id FROM task WHERE account IN ($1, $2)",
        "INSERT INTO task (id, account) VALUES ($1, $2)",
        "UPDATE task SET step = $1 WHERE account = $2",
        "SELECT task.id FROM prospecting_task JOIN task \
         ON task.account = prospecting_task.account WHERE prospecting_task.account = $1",
        "SELECT id FROM node",
        "SELECT it.id FROM task it WHERE it.account = $1",
    ] {
        assert!(names_key(named), "{named}");
    }
    for unnamed in [
        "SELECT account FROM task WHERE id = $1",
        "SELECT id FROM task WHERE created_by_account = $1",
        "SELECT id FROM task WHERE account || '' = $1",
        "SELECT id FROM engagement WHERE engagement_id = $1",
        "INSERT INTO task (id) VALUES ($1)",
        "UPDATE task SET account = $1 WHERE id = $2",
        "DELETE FROM task WHERE id = $1",
        "SELECT it.id FROM task it JOIN task ON it.id = task.id WHERE task.account = $1",
    ] {
        assert!(!names_key(unnamed), "{unnamed}");
    }
}

/// What Citus refuses, and what it takes.
#[test]
fn a_statement_that_a_distributed_database_refuses_is_refused_by_all() {
    let refused = |text: &str, locks, part: &str| {
        let why = refusal(text, locks).unwrap_or_default();
        assert!(why.contains(part), "{text}: {why:?}");
    };
    let taken = |text: &str, locks| assert_eq!(refusal(text, locks), None, "{text}");
    refused(
        "SELECT id FROM task WHERE step = $1",
        false,
        "no distribution key",
    );

    let of_another = "SELECT account FROM opportunity WHERE id = $1 AND catalog = $2";
    taken(of_another, false);
    refused(of_another, true, "locks rows of many shards");
    taken("SELECT id FROM task WHERE id = $1 AND account = $2", true);
    taken("SELECT last FROM event_stream WHERE id = $1", true);

    let moves = "UPDATE opportunity SET stage = $1, account = $2 WHERE id = $3 AND account = $4";
    refused(moves, false, "changes a distribution key");
    taken(
        "UPDATE task SET created_by_account = $1 WHERE account = $2",
        false,
    );

    let into = "INSERT INTO setting (account, catalog, name) VALUES ($1, $2, $3) ON CONFLICT";
    taken(&format!("{into} (account, name) DO NOTHING"), false);
    refused(
        &format!("{into} (catalog, name) DO NOTHING"),
        false,
        "conflict is not that of one shard",
    );

    let with_one_place = "SELECT task.id FROM task JOIN node ON node.id = task.node \
                          WHERE task.account = $1";
    refused(with_one_place, false, "with those of one place");

    let parked = "SELECT event.id FROM event_parked JOIN event \
                  ON event.position = event_parked.position";
    refused(parked, false, "joins rows of different shards");
    taken(
        &format!("{parked} AND event.account = event_parked.account"),
        false,
    );
    // What was read up to a limit has no shards any more.
    let placed = "UPDATE event SET position = 1 FROM (SELECT ord FROM event WHERE position \
                  IS NULL ORDER BY ord LIMIT $1) AS waiting WHERE event.ord = waiting.ord";
    taken(placed, false);
    let joined = placed.replace(" LIMIT $1", "");
    refused(&joined, false, "joins rows of different shards");
    // But an outer join with it reads the whole of the other table.
    let inner = "SELECT event_parked.state FROM (SELECT position FROM event WHERE position > $1 \
                 ORDER BY position LIMIT $2) AS some JOIN event_parked \
                 ON event_parked.position = some.position";
    taken(inner, false);
    let outer = inner.replace("JOIN", "LEFT JOIN");
    refused(&outer, false, "joins rows of different shards");
}

#[test]
fn the_statements_that_spread_the_tables_name_each_that_has_a_key() {
    let statements: Vec<String> = spread().collect();
    let placed = KEYS
        .iter()
        .filter_map(|(table, key)| Some((table, key.column()?)));
    let mut count = 1;
    for (table, column) in placed {
        let call = format!("SELECT create_distributed_table('{table}', '{column}'), ");
        let said = statements.iter().filter(|text| text.starts_with(&call));
        assert_eq!(said.count(), 1, "{table} in {statements:#?}");
        count += 1;
    }
    assert_eq!(statements.len(), count, "{statements:#?}");
}

#[tokio::test]
async fn every_table_has_a_distribution_key_of_its_own_columns() {
    let store = Store::open(&Location::Memory).expect("memory opens");
    let found = store.read((), async |tx, ()| {
        let text = "SELECT name FROM sqlite_schema WHERE type = 'table' \
                    AND name NOT LIKE 'sqlite_%' \
                    AND name NOT LIKE 'opportunity_gram\\_%' ESCAPE '\\'";
        let mut found = Vec::new();
        for mut table in tx.query(text, &[]).await? {
            let name = table.text(0)?;
            let text = format!("SELECT name FROM pragma_table_info('{name}')");
            let mut columns = Vec::new();
            for mut column in tx.query(&text, &[]).await? {
                columns.push(column.text(0)?);
            }
            found.push((name, columns));
        }
        Ok::<_, Error>(found)
    });
    let found = found.await.expect("the schema");
    let mut tables = BTreeSet::from([SQLITE_ONLY]);
    for (table, columns) in &found {
        let known = KEYS.iter().find(|(name, _)| name == table);
        let (name, key) = known.unwrap_or_else(|| panic!("{table} has no distribution key"));
        // The number of grams is the row's own on SQLite.
        let own = |key: &str| table == "opportunity_gram" || columns.iter().any(|it| it == key);
        assert!(key.column().is_none_or(own), "{table}: {key:?}");
        tables.insert(name);
    }
    assert_eq!(tables.len(), KEYS.len(), "{KEYS:#?}");
}

/// On SQLite a key may be an id alone: the database is never distributed.
pub(crate) async fn every_unique_key_holds_the_distribution_key(place: &Place) {
    let store = place.open();
    let found = store.read((), async |tx, ()| {
        if tx.database() == Database::Sqlite {
            return Ok(Vec::new());
        }
        let text = "SELECT indrelid::regclass::text, indexrelid::regclass::text, \
                    (SELECT string_agg(attname::text, ',') FROM pg_attribute \
                    WHERE attrelid = indrelid AND attnum = ANY(indkey)) FROM pg_index \
                    WHERE indisunique AND indrelid IN (SELECT oid FROM pg_class \
                    WHERE relnamespace = current_schema()::regnamespace)";
        let mut keys = Vec::new();
        for mut row in tx.query(text, &[]).await? {
            keys.push((row.text(0)?, row.text(1)?, row.text(2)?));
        }
        assert!(!keys.is_empty());
        Ok::<_, Error>(keys)
    });
    for (table, index, columns) in found.await.expect("the schema") {
        let (_, key) = KEYS
            .iter()
            .find(|(name, _)| *name == table)
            .unwrap_or_else(|| panic!("{table} has no distribution key"));
        let held = |key: &str| columns.split(',').any(|column| column == key);
        assert!(key.column().is_none_or(held), "{index}: {columns}");
    }
}

/// An entry that no statement needs would hide one that names no key.
#[tokio::test]
async fn every_reason_to_cross_shards_is_that_of_a_statement() {
    let page = || Page {
        direction: Direction::Ascending,
        after: None,
        limit: 10,
    };
    let (one, key) = (vec!["a".to_owned()], (1, "a".to_owned()));
    let named = bulk::Filter {
        account: Some("a"),
        ..bulk::Filter::default()
    };
    let mut heard = statements(&[], async |tx| {
        let filter = engagement::Filter {
            created_by: one.clone(),
            ..engagement::Filter::default()
        };
        engagement::list(tx, "a", "AWS", &filter, page()).await?;
        let filter = invitation::Filter {
            statuses: one.clone(),
            ..invitation::Filter::default()
        };
        for side in [invitation::Side::Sender, invitation::Side::Receiver] {
            invitation::list(tx, "a", side, "AWS", &filter, page()).await?;
        }
        for created_by in [None, Some("a".to_owned())] {
            let filter = association::Filter {
                created_by,
                ..association::Filter::default()
            };
            association::list(tx, "a", "AWS", &filter, page()).await?;
        }
        let filter = association::Filter {
            created_by: Some("a".to_owned()),
            ..association::Filter::default()
        };
        let behind = Page {
            after: Some(("a".into(), "a".into())),
            ..page()
        };
        association::list(tx, "a", "AWS", &filter, behind).await?;
        association::engagements_of(tx, "a", "O1").await.map(drop)
    })
    .await;
    heard.extend(
        statements(&[], async |tx| {
            invitation::peek(tx, "AWS", "i").await?;
            opportunity::peek_any(tx, "AWS", "O1").await?;
            opportunity::find_any(tx, Lock::Shared, "AWS", "O1").await?;
            customer_account::find_any(tx, "AWS", "c").await?;
            received::of_invitation(tx, "i").await?;
            received::of_source(tx, "O1").await?;
            let text = opportunity_search::Text::Grams(vec![1]);
            opportunity_search::with_text(tx, &text, 10).await.map(drop)
        })
        .await,
    );
    heard.extend(
        statements(&[], async |tx| {
            bulk::first_end(tx).await?;
            bulk::prune(tx, 1, 10).await?;
            bulk::next_due(tx, None).await?;
            bulk::due(tx, 1, None).await?;
            bulk_fetch::next_due(tx).await?;
            bulk_fetch::due(tx, 1).await?;
            bulk_fetch::release(tx, 1).await?;
            customer_account::next_due(tx).await?;
            customer_account::due(tx, 1, 10).await?;
            invitation::next_expiry(tx).await?;
            invitation::due(tx, 1, 10).await?;
            job::next_due(tx).await?;
            job::due(tx, 1, 10).await?;
            upload::first_expiry(tx).await?;
            upload::prune_one(tx, 1).await?;
            token::oldest(tx).await?;
            token::prune(tx, 1, 10).await?;
            task::first_end(tx, "k").await?;
            task::prune(tx, "k", 1, 10).await.map(drop)
        })
        .await,
    );
    heard.extend(
        statements(&[], async |tx| {
            event::after(tx, 1, 10).await?;
            event::list_after(tx, "e", 10).await?;
            event::list(tx, 10).await?;
            event::unsequenced(tx).await?;
            event::sequence(tx, 10).await?;
            event::prune(tx, 1, 2, 3, true, 10).await?;
            event_parked::heads(tx, "t").await?;
            event_parked::revive(tx, "t", None).await?;
            event_parked::counts(tx, "t").await.map(drop)
        })
        .await,
    );
    heard.extend(
        statements(&[], async |tx| {
            task::next_owner(tx, None).await?;
            task::find_any(tx, "t").await?;
            bulk::of_any_account(tx, "b").await?;
            record_owner::Walk::default().next(tx, "").await?;
            let filter = bulk::Filter::default();
            bulk::newest(tx, filter, None, 10).await?;
            bulk::newest(tx, filter, Some(&key), 10).await?;
            bulk::newest(tx, named, None, 10).await?;
            let status = task::newest::Range::Status {
                status: "s",
                kind: "k",
                catalog: "AWS",
                account: None,
            };
            task::newest::newest(tx, status, None, 10).await?;
            let opportunity = task::newest::Range::Opportunity {
                opportunity_id: "O1",
                account: None,
                catalog: None,
                kind: None,
                status: None,
            };
            task::newest::newest(tx, opportunity, None, 10)
                .await
                .map(drop)
        })
        .await,
    );
    // The next records of an older store are read when its table says so.
    let older = &[
        ("search_backfill", "SELECT ''"),
        ("customer_account_backfill", "SELECT ''"),
    ];
    heard.extend(
        statements(older, async |tx| {
            opportunity_search::not_indexed(tx, 10).await?;
            accounts::not_indexed(tx, 10).await.map(drop)
        })
        .await,
    );
    let across: Vec<_> = heard.iter().filter(|text| !names_key(text)).collect();
    for entry in ACROSS {
        let needed = across.iter().any(|text| crosses(text, entry));
        assert!(needed, "no statement needs {entry:?} of {across:#?}");
    }
}

#[test]
fn the_page_about_scaling_lists_each_table_under_its_key() {
    let page = include_str!("../../../../docs/scaling.md");
    let row = |key: Key| {
        let tables = KEYS.iter().filter(move |(_, it)| match (it, key) {
            (Key::Engagement(_), Key::Engagement(_)) | (Key::Whole(_), Key::Whole(_)) => true,
            (it, key) => *it == key,
        });
        tables.map(|(table, key)| match (key, key.column()) {
            (Key::Whole(_), Some(column)) => format!("`{table}` (`{column}`)"),
            _ => format!("`{table}`"),
        })
    };
    for (name, key) in [
        ("account", Key::Account),
        ("engagement", Key::Engagement("")),
        ("what the rows are parts of", Key::Whole("")),
        ("none: on the coordinator", Key::None),
    ] {
        let tables: Vec<String> = row(key)
            .filter(|table| *table != format!("`{SQLITE_ONLY}`"))
            .collect();
        let line = format!("| {name} | {} |", tables.join(", "));
        assert!(page.contains(&line), "docs/scaling.md lacks:\n{line}");
    }
}
