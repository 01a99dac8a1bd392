//! A dry run: an operation in a transaction that is always rolled back.
//!
//! The operation's own code decides, so a dry run accepts what a call accepts. Quotas and fault
//! rules do not apply: neither is a property of the request. A missing client token is filled in,
//! as the SDKs do. Ids come from a source of their own, so that those of a server with a seed stay
//! the same.

use cosell_api::OperationMeta;
use cosell_api::types::{AwsSubmission, SalesInvolvementType, Visibility};
use cosell_store::{Error as StoreError, Tx};
use cosell_world::machine;
use serde_json::Value;

use super::call::{self, Begin, Run};
use super::{Answer, Kind, Service};
use crate::Caller;
use crate::error::{CallError, Error};
use crate::opportunity::{store, submit};
use crate::permission::Requirement;

/// How a dry run ends, which is never with a commit.
enum End {
    Accepted,
    Refused(Error),
}

impl From<StoreError> for End {
    fn from(error: StoreError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<Result<(), Error>> for End {
    fn from(ended: Result<(), Error>) -> Self {
        ended.map_or_else(Self::Refused, |()| Self::Accepted)
    }
}

/// Runs an operation and rolls it back. With `submit` the opportunity that the operation creates or
/// changes is also checked as a submission.
pub(crate) async fn dry_run(
    service: &Service,
    (meta, requires, kind): (&'static OperationMeta, &[Requirement], Kind),
    caller: Caller,
    mut body: Value,
    submit: bool,
) -> Result<(), CallError> {
    let aside = Service {
        world: service.world.aside(),
        ..service.clone()
    };
    if let Some(members) = body.as_object_mut() {
        meta.fill_token(members, || machine::uuid().to_string());
    }
    let changed = body.get("Identifier").and_then(Value::as_str);
    let changed = changed.map(str::to_owned);
    let checked = call::check(&aside, meta, requires, caller, body)?;
    let ended: Result<(), End> = match kind {
        Kind::Operation(read) => {
            let input = (read(checked)?, submit, changed);
            let run = aside
                .store
                .write(input, async |tx, (call, submit, changed)| {
                    let changed = changed.as_deref();
                    Err(End::from(operation(tx, &**call, *submit, changed).await))
                });
            run.await
        }
        Kind::Task(read) => {
            let run = aside.store.write(read(checked)?, async |tx, call| {
                Err(End::from(task(tx, &**call).await))
            });
            run.await
        }
    };
    match ended {
        Ok(()) | Err(End::Accepted) => Ok(()),
        Err(End::Refused(error)) => Err(error.into()),
    }
}

async fn task(tx: &mut Tx, call: &dyn Begin) -> Result<(), Error> {
    call.begin(tx).await.map(drop)
}

/// Runs an operation, and with `submit` checks the submission of an opportunity: of the one that
/// was changed, or of the one that the answer names.
async fn operation(
    tx: &mut Tx,
    call: &dyn Run,
    submit: bool,
    changed: Option<&str>,
) -> Result<(), Error> {
    let answer = call.run(tx).await?;
    if !submit {
        return Ok(());
    }
    let created = created(&answer);
    let Some(id) = changed.or(created.as_deref()) else {
        return Ok(());
    };
    let cx = &call.admission().cx;
    let stored = store::load(cx, tx, id).await?;
    let submission = AwsSubmission {
        visibility: Some(Visibility::Full),
        ..AwsSubmission::required(SalesInvolvementType::CoSell)
    };
    // The task that submits it also makes the engagement.
    let is_linked = true;
    Error::unless_empty(submit::findings(
        cx,
        &stored.document,
        &submission,
        is_linked,
    ))
}

/// The id of what an operation created.
fn created(answer: &Answer) -> Option<String> {
    let answer: Value = serde_json::from_slice(answer.body.as_deref()?).ok()?;
    Some(answer.get("Id")?.as_str()?.to_owned())
}
