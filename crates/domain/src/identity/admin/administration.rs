//! What all of the administration uses: its errors, its lists, and its transactions.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use cosell_admin_api::Status;
use cosell_store::table::{account as accounts, identity};
use cosell_store::{Error as StoreError, Tx, Work};
use cosell_world::World;

use crate::identity::{Directory, Kind};
use crate::settings::Settings;

/// The default page size and the largest one.
const PAGE: (i64, i64) = (100, 1000);

/// Why an administrative request is refused. The messages are for people.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// The request is malformed.
    #[error("{0}")]
    Invalid(String),
    /// The record does not exist.
    #[error("{0}")]
    NotFound(String),
    /// The request conflicts with the current state.
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
        Self::NotFound(format!("The {what} does not exist."))
    }

    /// Converts a duplicate key to a conflict.
    pub(crate) fn duplicate(error: StoreError, what: impl fmt::Display) -> Self {
        match error {
            StoreError::Duplicate => Self::Conflict(format!("{} already exists.", sentence(what))),
            other => Self::Store(other),
        }
    }
}

/// The beginning of a sentence.
fn sentence(what: impl fmt::Display) -> String {
    let what = what.to_string();
    let mut letters = what.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Converts a status to that of the store and back.
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

/// Which page of a list is requested.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The `next` of the previous page.
    pub after: Option<String>,
    pub limit: Option<i64>,
}

impl Part {
    pub(crate) fn limit(&self) -> i64 {
        self.limit.unwrap_or(PAGE.0).clamp(1, PAGE.1)
    }

    /// One record more than the page holds, to know whether another page follows.
    pub(crate) fn limit_and_one(&self) -> i64 {
        self.limit() + 1
    }
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct ListPage<T> {
    pub items: Vec<T>,
    /// The key after which the next page begins; `None` on the last page.
    pub next: Option<String>,
}

impl<T> ListPage<T> {
    /// Makes a page of records that were read with [`Part::limit_and_one`].
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

/// Makes one page of the records of the configuration and of the rows of the store, which were read
/// with [`Part::limit_and_one`], in the order of their keys. Of a record that both have it has that
/// of `upper`.
pub(super) fn merged<T>(
    part: &Part,
    lower: impl Iterator<Item = T>,
    upper: impl Iterator<Item = T>,
    key: fn(&T) -> &str,
) -> ListPage<T> {
    let after = part.after.as_deref();
    let is_after = |one: &T| after.is_none_or(|after| key(one) > after);
    let all = lower.chain(upper).filter(is_after);
    let all: BTreeMap<_, _> = all.map(|one| (key(&one).to_owned(), one)).collect();
    // Beyond a page and one, rows of the store are missing, and the page does not reach so far.
    ListPage::of(part, all.into_values().collect(), key, |one| one)
}

/// A user or a role, as administrators name it.
#[derive(Clone, Debug)]
pub struct Named {
    pub account: String,
    pub kind: Kind,
    pub name: String,
}

/// The context of a request: all that it needs besides its transaction.
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

/// The input of a transaction of the administration: its context and the request.
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

    pub(super) fn context(&self) -> &Arc<AdminContext> {
        &self.cx
    }

    /// Runs a change in a transaction that also raises the version of identities.
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
                identity::lock(tx).await?;
                let done = work.run(tx, input).await?;
                identity::raise_version(tx).await?;
                Ok::<_, AdminError>((done, identity::version(tx).await?))
            });
        let (done, version) = written.await?;
        directory.note_version(version);
        Ok(done)
    }

    /// Runs a read-only transaction.
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
    /// Refuses an account that is neither in the store nor in the configuration.
    pub(crate) async fn check_account(&self, tx: &mut Tx, id: &str) -> Result<(), AdminError> {
        if self.settings.accounts.contains_key(id) || accounts::find(tx, id).await?.is_some() {
            return Ok(());
        }
        Err(AdminError::not_found(format_args!("account {id}")))
    }
}

/// Refuses a name that IAM would refuse.
pub(crate) fn check_name(what: &str, name: &str, longest: usize) -> Result<(), AdminError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte);
    if (1..=longest).contains(&name.len()) && name.bytes().all(allowed) {
        return Ok(());
    }
    Err(AdminError::invalid(format!(
        "{what} must be 1 to {longest} letters, digits or characters of _+=,.@-"
    )))
}

/// The characters of ids of keys, users and roles, as in AWS's ids.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// An id that cannot be guessed: a prefix that says its kind, and 80 random bits.
pub(crate) fn id(world: &World, prefix: &str) -> String {
    let random = world.secret::<16>();
    let letter = |byte: u8| char::from(LETTERS[usize::from(byte % 32)]);
    prefix
        .chars()
        .chain(random.into_iter().map(letter))
        .collect()
}
