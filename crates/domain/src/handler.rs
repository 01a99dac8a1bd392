//! What an operation is: the two traits that its file implements for its type.

use cosell_api::Operation;
use cosell_store::Tx;
use cosell_store::table::task::Task as TaskRecord;

use crate::context::Context;
use crate::error::Error;
use crate::permission::Requirement;

/// An operation that this crate carries out.
pub trait Handler: Operation {
    /// What the policies of its caller must allow. The first one is of every request; together they
    /// name every action that the operation carries out.
    const REQUIRES: &'static [Requirement];

    /// Runs it inside one transaction. It may be run again and takes nothing from its surroundings
    /// but its arguments.
    fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &Self::Input,
    ) -> impl Future<Output = Result<Self::Output, Error>> + Send;
}

/// An operation that starts a task, waits for it a while, and answers with its state.
pub trait Started: Operation {
    /// What the policies of its caller must allow, as in [`Handler::REQUIRES`].
    const REQUIRES: &'static [Requirement];

    /// Stores the task and returns it.
    fn begin(
        cx: &Context,
        tx: &mut Tx,
        input: &Self::Input,
    ) -> impl Future<Output = Result<TaskRecord, Error>> + Send;

    /// The answer for a task in this state.
    fn answer(cx: &Context, task: TaskRecord) -> Self::Output;
}
