//! A transaction that waits: its work, its input and the channel for its result, without their
//! types.
//!
//! What the drivers do around a transaction is long, and every transaction of the crates above has
//! types of its own. So the drivers run a [`Job`], and the compiler makes them once.

use futures_util::TryFutureExt as _;
use tokio::sync::oneshot;

use crate::driver::BoxFuture;
use crate::{Error, Image, Tx, Work};

/// Work that waits for its transaction, with the channel for its result.
pub(crate) trait Job: Send {
    /// Runs the work, and writes what it left to write. Resolves to whether to keep its changes;
    /// otherwise they are undone. A job that runs again forgets its result.
    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> BoxFuture<'a, bool>;

    /// Sends the result, or the error of a transaction that did not happen.
    fn finish(self: Box<Self>, outcome: Result<(), Error>);

    /// Whether the thread that writes runs this job outside of its transactions.
    fn is_copy(&self) -> bool {
        false
    }
}

struct Pending<I, T, E, F> {
    input: I,
    work: F,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<I, T, E, F> Job for Pending<I, T, E, F>
where
    I: Send + Sync,
    T: Send,
    E: From<Error> + Send,
    F: Work<I, T, E>,
{
    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            self.result = None;
            let result = match self.work.run(tx, &self.input).await {
                Ok(value) => tx.finish().map_ok(|()| value).map_err(E::from).await,
                Err(error) => Err(error),
            };
            self.result.insert(result).is_ok()
        })
    }

    fn finish(self: Box<Self>, outcome: Result<(), Error>) {
        let answer = match outcome {
            Ok(()) => self.result.unwrap_or_else(|| Err(panicked().into())),
            Err(error) => Err(error.into()),
        };
        // The caller may be gone; a committed change stays.
        let _ = self.reply.send(answer);
    }
}

/// A job that copies the database. SQLite refuses that to a connection whose transaction may write,
/// and in memory there is no other connection.
struct Copying(Box<dyn Job>);

impl Job for Copying {
    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> BoxFuture<'a, bool> {
        self.0.run(tx)
    }

    fn finish(self: Box<Self>, outcome: Result<(), Error>) {
        self.0.finish(outcome);
    }

    fn is_copy(&self) -> bool {
        true
    }
}

/// A panic is a bug of one operation: the transactions beside it go on.
pub(crate) fn panicked() -> Error {
    Error::Unavailable("the operation panicked".to_owned())
}

/// A job, and where its result arrives. A job that is dropped sends none.
pub(crate) type NewJob<T, E> = (Box<dyn Job>, oneshot::Receiver<Result<T, E>>);

pub(crate) fn new<I, T, E, F>(input: I, work: F) -> NewJob<T, E>
where
    I: Send + Sync + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
    F: Work<I, T, E>,
{
    let (reply, answer) = oneshot::channel();
    let job = Pending {
        input,
        work,
        result: None,
        reply,
    };
    (Box::new(job), answer)
}

/// A job that copies the database, and where the copy arrives.
pub(crate) fn copying() -> NewJob<Image, Error> {
    let (job, answer) = new((), async |tx: &mut Tx, (): &()| tx.image());
    (Box::new(Copying(job)), answer)
}
