//! What an operation is: the two traits that its file implements for its type.

use cosell_api::{Operation, wire};
use cosell_store::Tx;
use cosell_store::table::task::Task as TaskRecord;

use crate::context::Context;
use crate::error::Error;
use crate::permission::Requirement;

/// An operation that this crate implements.
pub trait Handler: Operation + Sized {
    /// What the policies of the caller must allow. The first requirement applies to every request;
    /// together they name every action that the operation performs.
    const REQUIRES: &'static [Requirement];

    /// Whether the operation reads only a few rows, each by its key. The thread of the request then
    /// reads them itself.
    const READS_BY_KEY: bool = false;

    /// Refuses what the model's text forbids beyond its constraints. Like those it comes before
    /// permission and quota.
    fn check(input: &Self::Input) -> Result<(), Error> {
        let _ = input;
        Ok(())
    }

    /// Runs the operation inside one transaction. The store may run it again, so it must depend on
    /// its arguments alone.
    fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &Self::Input,
    ) -> impl Future<Output = Result<Self::Output, Error>> + Send;

    /// The response of [`run`](Self::run). An operation that shows a stored document as it is may
    /// write the same response without reading that document.
    fn respond(
        cx: &Context,
        tx: &mut Tx,
        input: &Self::Input,
    ) -> impl Future<Output = Result<Vec<u8>, Error>> + Send {
        async move {
            let output = Self::run(cx, tx, input).await?;
            Ok(wire::encode::<Self>(&output)?)
        }
    }

    /// The response to a repeated request with the same client token, which gets the stored one. An
    /// operation whose response has a status that changes puts the status of now into it.
    fn repeated(
        cx: &Context,
        tx: &mut Tx,
        first: String,
    ) -> impl Future<Output = Result<String, Error>> + Send {
        let _ = (cx, tx);
        std::future::ready(Ok(first))
    }
}

/// An operation that starts a task, waits for it until a timeout, and responds with its state.
pub trait Started: Operation {
    /// What the policies of the caller must allow, as in [`Handler::REQUIRES`].
    const REQUIRES: &'static [Requirement];

    /// Checks the request. Returns the record of its task, which is not stored yet.
    fn begin(
        cx: &Context,
        tx: &mut Tx,
        input: &Self::Input,
    ) -> impl Future<Output = Result<TaskRecord, Error>> + Send;

    /// The response for a task in this state.
    fn answer(cx: &Context, task: TaskRecord) -> Self::Output;
}
