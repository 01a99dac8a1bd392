//! A checked call, without the types of its operation.
//!
//! What happens to every call alike (quota, faults, transaction, client token) is compiled once,
//! and not once for each operation and store: [`Run`] and [`Begin`] are all that it knows of an
//! operation.

use std::sync::Arc;

use cosell_api::{DateTime, Operation, OperationMeta, wire};
use cosell_store::table::task::Task as TaskRecord;
use cosell_store::{BoxFuture, Tx};
use serde_json::Value;

use super::modelled::modelled;
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
    /// The transaction.
    fn run<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Answer, Error>>;
}

/// A call that starts a task.
pub(crate) trait Begin: Call {
    /// The transaction; it returns the stored task.
    fn begin<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<TaskRecord, Error>>;

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
        Self::Operation(|checked| Ok(Arc::new(Typed::<H>::read(checked)?)))
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
    let evaluated =
        permission::evaluate(meta, requires, &caller, body, now).map_err(|error| match error {
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
    fn run<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<Answer, Error>> {
        let Self { admission, input } = self;
        Box::pin(async move {
            let cx = &admission.cx;
            if let Some(first) = admission.begin(tx).await? {
                let body = Some(H::repeated(cx, tx, first).await?.into_bytes());
                return Ok(Answer { body });
            }
            let run = H::run(cx, tx, input).await;
            let answer = answer::<H>(&run.map_err(|error| modelled(H::META, error))?)?;
            if admission.token.is_some() {
                admission.finish(tx, text(&answer)?).await?;
            }
            Ok(answer)
        })
    }
}

impl<S: Started> Begin for Typed<S> {
    fn begin<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<TaskRecord, Error>> {
        let Self { admission, input } = self;
        Box::pin(async move {
            if let Some(result) = admission.begin(tx).await? {
                return task::known(tx, &read_document::<String>(&result)?).await;
            }
            let begun = S::begin(&admission.cx, tx, input).await;
            let record = begun.map_err(|error| modelled(S::META, error))?;
            admission.finish(tx, write_document(&record.id)?).await?;
            Ok(record)
        })
    }

    fn answer(&self, task: TaskRecord) -> Result<Answer, Error> {
        answer::<S>(&S::answer(&self.admission.cx, task))
    }
}

/// The text of a response, as a client token stores it.
fn text(answer: &Answer) -> Result<String, Error> {
    let body = answer.body.clone().unwrap_or_default();
    String::from_utf8(body).map_err(|_| cosell_api::Error::internal().into())
}

fn answer<O: Operation>(output: &O::Output) -> Result<Answer, Error> {
    let body = match O::META.output {
        Some(_) => Some(wire::encode::<O>(output)?),
        None => None,
    };
    Ok(Answer { body })
}
