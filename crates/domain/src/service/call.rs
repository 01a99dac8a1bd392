//! A checked call, without the types of its operation.
//!
//! What happens to every call alike (quota, faults, transaction, client token) is compiled once,
//! and not once for each operation and store: [`Run`] and [`Begin`] are all that it knows of an
//! operation.

use std::sync::Arc;

use cosell_api::{DateTime, Operation, OperationMeta, wire};
use cosell_store::table::task::{self as table, Task as TaskRecord};
use cosell_store::{BoxFuture, Tx};
use serde_json::Value;

use super::modelled::modelled;
use super::spans::PermissionSpan;
use super::{Answer, Service};
use crate::error::{CallError, read_document, write_document};
use crate::handler::{Handler, Started};
use crate::idempotency::Token;
use crate::permission::{self, Permission, Requirement};
use crate::{Caller, Context, Error, task};

/// What every call has.
pub(crate) struct Admission {
    pub(super) meta: &'static OperationMeta,
    pub(super) cx: Context,
    pub(super) permission: Arc<Permission>,
    /// The client token, if the operation has one.
    token: Option<Token>,
}

/// A checked request, before its input has a type.
pub(crate) struct Checked {
    cx: Context,
    permission: Arc<Permission>,
    input: Value,
}

/// A call that has an [`Admission`].
pub(crate) trait Call: Send + Sync {
    fn admission(&self) -> &Admission;
}

/// A call that responds with the result of its transaction.
pub(crate) trait Run: Call {
    /// [`Handler::READS_BY_KEY`].
    fn reads_by_key(&self) -> bool;

    /// The transaction.
    fn run<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Answer, Error>>;
}

/// The task of a call that starts one.
pub(crate) enum Stored {
    New(TaskRecord),
    /// An earlier request with the same client token started it.
    Known(TaskRecord),
}

/// A call that starts a task.
pub(crate) trait Begin: Call {
    /// The transaction up to the first run of the task.
    fn begin<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Stored, Error>>;

    /// The response for a task in this state.
    fn answer(&self, task: TaskRecord) -> Result<Answer, Error>;
}

/// How the calls of an operation are carried out.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Operation(fn(Checked) -> Result<Arc<dyn Run>, CallError>),
    Task(fn(Checked) -> Result<Arc<dyn Begin>, CallError>),
}

impl Kind {
    pub(crate) const fn operation<H: Handler>() -> Self {
        Self::Operation(|checked| {
            let call = Typed::<H>::read(checked)?;
            H::check(&call.input).map_err(|error| modelled(H::META, error))?;
            Ok(Arc::new(call))
        })
    }

    pub(crate) const fn task<S: Started>() -> Self {
        Self::Task(|checked| Ok(Arc::new(Typed::<S>::read(checked)?)))
    }
}

/// Checks a request, and evaluates the policies of its caller.
pub(super) fn check(
    service: &Service,
    meta: &'static OperationMeta,
    requires: &[Requirement],
    caller: Caller,
    body: Value,
) -> Result<Checked, CallError> {
    let now = service.world.now();
    let span = PermissionSpan::begin(&caller);
    let evaluated = permission::evaluate(meta, requires, &caller, body, now);
    span.end(evaluated.as_ref().ok(), &caller);
    let evaluated = evaluated.map_err(|error| match error {
        CallError::Operation(error) => modelled(meta, error).into(),
        other => other,
    })?;
    Ok(Checked {
        cx: service.context(caller, evaluated.catalog, DateTime::from_millis(now)),
        permission: Arc::new(evaluated.permission),
        input: evaluated.input,
    })
}

impl Admission {
    /// Returns the stored result of an earlier request with this client token, if there is one.
    /// Every transaction begins with this function, because it enforces the permission first.
    async fn begin(&self, tx: &mut Tx) -> Result<Option<String>, Error> {
        if let Some(trace) = &self.cx.trace {
            trace.note_run();
        }
        self.permission.enforce(tx).await?;
        match &self.token {
            None => Ok(None),
            Some(token) => {
                let found = token.find(&self.cx, tx).await;
                found.map_err(|error| modelled(self.meta, error))
            }
        }
    }

    /// Stores the result of the request for a repeated request with the same client token.
    async fn finish(&self, tx: &mut Tx, result: String) -> Result<(), Error> {
        match &self.token {
            None => Ok(()),
            Some(token) => token.store(&self.cx, tx, result).await,
        }
    }
}

/// A call of one operation.
struct Typed<O: Operation> {
    admission: Admission,
    input: O::Input,
}

impl<O: Operation> Typed<O> {
    fn read(checked: Checked) -> Result<Self, CallError> {
        let Checked {
            cx,
            permission,
            input,
        } = checked;
        let member = O::META.idempotency_token;
        let token = member.and_then(|member| input.get(member)?.as_str().map(str::to_owned));
        let input = wire::read::<O>(input)?;
        let token = token.map(|token| Token::new::<O>(token, &input));
        let admission = Admission {
            meta: O::META,
            cx,
            permission,
            token: token.transpose()?,
        };
        Ok(Self { admission, input })
    }
}

impl<O: Operation> Call for Typed<O> {
    fn admission(&self) -> &Admission {
        &self.admission
    }
}

impl<H: Handler> Run for Typed<H> {
    fn reads_by_key(&self) -> bool {
        H::READS_BY_KEY
    }

    fn run<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Answer, Error>> {
        let Self { admission, input } = self;
        Box::pin(async move {
            let cx = &admission.cx;
            if let Some(first) = admission.begin(tx).await? {
                let body = Some(H::repeated(cx, tx, first).await?.into_bytes());
                return Ok(Answer { body });
            }
            let body = H::respond(cx, tx, input).await;
            let answer = answer(H::META, body.map_err(|error| modelled(H::META, error))?);
            if admission.token.is_some() {
                admission.finish(tx, text(&answer)?).await?;
            }
            Ok(answer)
        })
    }
}

impl<S: Started> Begin for Typed<S> {
    fn begin<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Stored, Error>> {
        let Self { admission, input } = self;
        Box::pin(async move {
            if let Some(result) = admission.begin(tx).await? {
                let id = read_document::<String>(&result)?;
                let known = task::known(&admission.cx, tx, &id).await?;
                return Ok(Stored::Known(known));
            }
            let begun = S::begin(&admission.cx, tx, input).await;
            let record = begun.map_err(|error| modelled(S::META, error))?;
            table::insert(tx, &record).await?;
            admission.finish(tx, write_document(&record.id)?).await?;
            Ok(Stored::New(record))
        })
    }

    fn answer(&self, task: TaskRecord) -> Result<Answer, Error> {
        let output = S::answer(&self.admission.cx, task);
        Ok(answer(S::META, wire::encode::<S>(&output)?))
    }
}

/// The text of a response, as a client token stores it.
fn text(answer: &Answer) -> Result<String, Error> {
    let body = answer.body.clone().unwrap_or_default();
    String::from_utf8(body).map_err(|_| cosell_api::Error::internal().into())
}

/// A response; an operation without output has no body.
fn answer(meta: &OperationMeta, body: Vec<u8>) -> Answer {
    Answer {
        body: meta.output.map(|_| body),
    }
}
