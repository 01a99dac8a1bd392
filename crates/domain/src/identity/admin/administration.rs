//! The ground of the administration: its errors, its lists, and how it changes and reads.

use std::fmt;
use std::sync::Arc;

use cosell_admin_api::Status;
use cosell_store::table::{account as accounts, identity};
use cosell_store::{Error as StoreError, Tx, Work};
use cosell_world::World;

use crate::identity::{Directory, Kind};
use crate::settings::Settings;

/// Records on a page when nobody says how many, and the most there can be.
const PAGE: (i64, i64) = (100, 1000);

/// Why an administrator's wish is not carried out. The messages are for people.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// What was sent makes no sense.
    #[error("{0}")]
    Invalid(String),
    /// What it is about is not there.
    #[error("{0}")]
    NotFound(String),
    /// What is there stands against it.
    #[error("{0}")]
    Conflict(String),
    #[error("the store failed")]
    Store(#[from] StoreError),
}

impl AdminError {
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::Invalid(message.into())
    }

    pub(crate) fn not_found(what: impl fmt::Display) -> Self {
        Self::NotFound(format!("There is no {what}."))
    }

    /// What a second record of a key means.
    pub(crate) fn twice(error: StoreError, what: impl fmt::Display) -> Self {
        match error {
            StoreError::Duplicate => Self::Conflict(format!("There is a {what} already.")),
            other => Self::Store(other),
        }
    }
}

/// A status as the store has it.
pub(crate) trait Stored {
    fn stored(self) -> identity::Status;
    fn of(stored: identity::Status) -> Self;
}

impl Stored for Status {
    fn stored(self) -> identity::Status {
        match self {
            Self::Active => identity::Status::Active,
            Self::Disabled => identity::Status::Disabled,
        }
    }

    fn of(stored: identity::Status) -> Self {
        match stored {
            identity::Status::Active => Self::Active,
            identity::Status::Disabled => Self::Disabled,
        }
    }
}

/// Which part of a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// What the page before named as `next`.
    pub after: Option<String>,
    pub limit: Option<i64>,
}

impl Part {
    pub(crate) fn limit(&self) -> i64 {
        self.limit.unwrap_or(PAGE.0).clamp(1, PAGE.1)
    }

    /// One record more than the page has, by which it is known whether another page follows.
    pub(crate) fn limit_and_one(&self) -> i64 {
        self.limit() + 1
    }
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct ListPage<T> {
    pub items: Vec<T>,
    /// Behind which key the next page begins; nothing on the last one.
    pub next: Option<String>,
}

impl<T> ListPage<T> {
    /// A page of records that were read with [`Part::limit_and_one`].
    pub(crate) fn of<R>(
        part: &Part,
        mut rows: Vec<R>,
        key: fn(&R) -> &str,
        item: fn(R) -> T,
    ) -> Self {
        let limit = usize::try_from(part.limit()).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|row| key(row).to_owned());
        Self {
            items: rows.into_iter().map(item).collect(),
            next,
        }
    }
}

impl<T> ListPage<Result<T, AdminError>> {
    /// The page, if every record of it could be read.
    pub(crate) fn all(self) -> Result<ListPage<T>, AdminError> {
        let items: Result<Vec<T>, AdminError> = self.items.into_iter().collect();
        Ok(ListPage {
            items: items?,
            next: self.next,
        })
    }
}

/// A user or a role, as administrators name it.
#[derive(Clone, Debug)]
pub struct Named {
    pub account: String,
    pub kind: Kind,
    pub name: String,
}

/// What a change needs beside its transaction.
#[derive(Debug)]
pub(crate) struct AdminContext {
    pub(crate) directory: Directory,
    pub(crate) world: World,
    pub(crate) settings: Arc<Settings>,
}

/// The administration of identities.
#[derive(Clone, Debug)]
pub struct Administration {
    cx: Arc<AdminContext>,
}

/// The input of a transaction of the administration: its surroundings, and what was asked.
pub(crate) type Input<I> = (Arc<AdminContext>, I);

impl Administration {
    pub(crate) fn new(directory: Directory, world: World, settings: Arc<Settings>) -> Self {
        let cx = AdminContext {
            directory,
            world,
            settings,
        };
        Self { cx: Arc::new(cx) }
    }

    /// Carries out a change, and puts another version of identities in force.
    pub(crate) async fn change<I, T, F>(&self, input: I, work: F) -> Result<T, AdminError>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        F: Work<Input<I>, T, AdminError>,
    {
        let input = (Arc::clone(&self.cx), input);
        let directory = &self.cx.directory;
        let written = directory
            .store()
            .write((input, work), async |tx, (input, work)| {
                let done = work.run(tx, input).await?;
                identity::raise_version(tx).await?;
                Ok::<_, AdminError>((done, identity::version(tx).await?))
            });
        let (done, version) = written.await?;
        directory.note_version(version);
        Ok(done)
    }

    /// Reads.
    pub(crate) async fn read<I, T, F>(&self, input: I, work: F) -> Result<T, AdminError>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        F: Work<Input<I>, T, AdminError>,
    {
        let input = (Arc::clone(&self.cx), input);
        self.cx.directory.store().read(input, work).await
    }
}

impl AdminContext {
    /// Refuses an account that neither the store nor the configuration knows.
    pub(crate) async fn check_account(&self, tx: &mut Tx, id: &str) -> Result<(), AdminError> {
        if self.settings.accounts.contains_key(id) || accounts::find(tx, id).await?.is_some() {
            return Ok(());
        }
        Err(AdminError::not_found(format_args!("account {id}")))
    }
}

/// Refuses what IAM would not take as a name.
pub(crate) fn check_name(what: &str, name: &str, longest: usize) -> Result<(), AdminError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte);
    if (1..=longest).contains(&name.len()) && name.bytes().all(allowed) {
        return Ok(());
    }
    Err(AdminError::invalid(format!(
        "{what} must be 1 to {longest} letters, digits or characters of _+=,.@-"
    )))
}

/// Characters of ids of keys, users and roles: those of AWS's.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// An id that nobody can guess: a prefix that says of what, and 80 random bits.
pub(crate) fn id(world: &World, prefix: &str) -> String {
    let random = world.secret::<16>();
    let letter = |byte: u8| char::from(LETTERS[usize::from(byte % 32)]);
    prefix
        .chars()
        .chain(random.into_iter().map(letter))
        .collect()
}
