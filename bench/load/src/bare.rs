//! The rate of a bare driver on PostgreSQL: the rows of one main task in one transaction.
//!
//! It reads and locks an opportunity, and then sends everything else at once: the update of the
//! opportunity, the rows of each table in one statement, and the commit. It checks, decides and
//! keeps nothing, and its tables have no index but their key. The difference to cosell is the cost
//! of the product.

use std::cell::Cell;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use cosell_world::machine;
use futures_util::future::{try_join, try_join_all};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, NoTls, Statement};

use crate::error::Error;
use crate::figures::{Extent, Figures};

/// The rows that a main task of cosell inserts: table, rows, and bytes of a row.
const ROWS: [(&str, usize, usize); 10] = [
    ("engagement", 1, 1692),
    ("engagement_member", 1, 63),
    ("invitation", 1, 2225),
    ("association", 1, 76),
    ("snapshot", 1, 1349),
    ("snapshot_job", 1, 135),
    ("task", 1, 350),
    ("task_step", 6, 122),
    ("client_token", 1, 129),
    ("event", 5, 350),
];

/// The opportunities that are updated in turn, and the bytes of each.
const OPPORTUNITIES: (i64, usize) = (20_000, 2_200);

/// The schema of the tables.
const SCHEMA: &str = "CREATE SCHEMA IF NOT EXISTS bare; SET search_path TO bare";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Address of the database.
    #[arg(long)]
    database: String,
    #[command(flatten)]
    extent: Extent,
}

pub(crate) async fn run(arguments: &Arguments) -> Result<Figures, Error> {
    let Arguments { database, extent } = arguments;
    create(&connect(database).await?).await?;
    let sessions = (0..extent.connections).map(|_| Session::open(database));
    let sessions = try_join_all(sessions).await?;
    let number = Cell::new(0);
    let mut measured = (Vec::new(), Duration::ZERO);
    for time in [extent.warm_up(), extent.seconds()] {
        let begun = machine::instant();
        let all = sessions
            .iter()
            .map(|session| session.work(&number, begun + time));
        measured = (try_join_all(all).await?.concat(), machine::elapsed(begun));
    }
    let (latencies, time) = measured;
    Figures::of(latencies, time, None)
}

async fn connect(database: &str) -> Result<Client, Error> {
    let (client, connection) = tokio_postgres::connect(database, NoTls).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            eprintln!("cosell-load: {error}");
        }
    });
    client.batch_execute(SCHEMA).await?;
    Ok(client)
}

/// Creates the tables and the opportunities, unless an earlier run has.
async fn create(client: &Client) -> Result<(), Error> {
    let columns = "(id text COLLATE \"C\" PRIMARY KEY, account text NOT NULL, \
                   document text NOT NULL)";
    let mut text = format!("CREATE TABLE IF NOT EXISTS opportunity {columns};");
    for (table, ..) in ROWS {
        let _ = write!(text, "CREATE TABLE IF NOT EXISTS {table} {columns};");
    }
    let (count, bytes) = OPPORTUNITIES;
    let _ = write!(
        text,
        "INSERT INTO opportunity SELECT number, '111111111111', repeat('opportunity ', {}) \
         FROM generate_series(0, {count} - 1) AS number ON CONFLICT DO NOTHING",
        bytes / "opportunity ".len()
    );
    client.batch_execute(&text).await?;
    Ok(())
}

/// A connection with its prepared statements.
struct Session {
    client: Client,
    read: Statement,
    update: Statement,
    inserts: Vec<(Statement, usize, String)>,
}

impl Session {
    async fn open(database: &str) -> Result<Self, Error> {
        let client = connect(database).await?;
        let read = "SELECT document FROM opportunity WHERE id = $1 FOR UPDATE";
        let update = "UPDATE opportunity SET document = $2 WHERE id = $1";
        let mut inserts = Vec::new();
        for (table, rows, bytes) in ROWS {
            let values: Vec<String> = (0..rows)
                .map(|row| format!("(${}, $1, $2)", row + 3))
                .collect();
            let text = format!(
                "INSERT INTO {table} (id, account, document) VALUES {}",
                values.join(", ")
            );
            let document = "row ".repeat(bytes / "row ".len());
            inserts.push((client.prepare(&text).await?, rows, document));
        }
        Ok(Self {
            read: client.prepare(read).await?,
            update: client.prepare(update).await?,
            inserts,
            client,
        })
    }

    /// Commits one transaction after the other until this time.
    async fn work(&self, number: &Cell<i64>, until: Instant) -> Result<Vec<Duration>, Error> {
        let mut latencies = Vec::new();
        while machine::instant() < until {
            let own = number.replace(number.get() + 1);
            let begun = machine::instant();
            self.transaction(own).await?;
            latencies.push(machine::elapsed(begun));
        }
        Ok(latencies)
    }

    async fn transaction(&self, number: i64) -> Result<(), tokio_postgres::Error> {
        let client = &self.client;
        let opportunity = (number % OPPORTUNITIES.0).to_string();
        let key: [&(dyn ToSql + Sync); 1] = [&opportunity];
        // Requests are sent in the order in which their futures are first polled.
        let ((), row) = try_join(
            client.batch_execute("BEGIN"),
            client.query_one(&self.read, &key),
        )
        .await?;
        let document: String = row.get(0);
        let update: [&(dyn ToSql + Sync); 2] = [&opportunity, &document];
        let inserts = self
            .inserts
            .iter()
            .map(|(statement, rows, document)| self.insert(statement, number, *rows, document));
        try_join(
            try_join(client.execute(&self.update, &update), try_join_all(inserts)),
            client.batch_execute("COMMIT"),
        )
        .await?;
        Ok(())
    }

    /// Inserts the rows of one table. Their keys are in the order of time, as cosell's are.
    async fn insert(
        &self,
        statement: &Statement,
        number: i64,
        rows: usize,
        document: &str,
    ) -> Result<u64, tokio_postgres::Error> {
        let process = std::process::id();
        let keys: Vec<String> = (0..rows)
            .map(|row| format!("{process:010}-{number:012}-{row}"))
            .collect();
        let account = "111111111111";
        let mut values: Vec<&(dyn ToSql + Sync)> = vec![&account, &document];
        values.extend(keys.iter().map(|key| key as &(dyn ToSql + Sync)));
        self.client.execute(statement, &values).await
    }
}
