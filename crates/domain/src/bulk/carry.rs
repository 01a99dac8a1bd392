//! One operation as a step of a row: checked, permitted and carried out as a call of it would be,
//! inside the row's transaction.

use std::sync::Arc;

use cosell_api::types::ValidationExceptionErrorCode as Code;
use cosell_api::{DateTime, FieldError, wire};
use cosell_store::table::bulk::Job;
use cosell_store::{Savepoint, Tx};
use cosell_world::World;
use serde_json::Value;

use super::job::Document;
use crate::error::{CallError, read_document};
use crate::identity::{Authenticated, Caller, Directory, Name, StoredCaller};
use crate::permission::evaluate;
use crate::{Context, Error, Handler, PageKeys, Settings};

/// Why a step of a row did not happen.
#[derive(Debug)]
pub(super) enum StepError {
    /// The row fails with this error.
    Refused(cosell_api::Error),
    /// The store could not do its part; the row is tried again.
    Store(Error),
}

impl From<Error> for StepError {
    /// What a call would answer with an internal error because a record is damaged fails the row:
    /// trying it again would not end.
    fn from(error: Error) -> Self {
        match error {
            Error::Refused { error, .. } => Self::Refused(error),
            Error::Store(error) if error.is_damage() => {
                tracing::error!(%error, "a row of a bulk job met a damaged record");
                Self::Refused(cosell_api::Error::internal())
            }
            other => Self::Store(other),
        }
    }
}

/// Who a job acts for, and in which surroundings.
pub(super) struct Actor {
    pub cx: Context,
    caller: Caller,
}

impl Actor {
    /// The caller that started the job, with the policies of now. An error when it may do nothing
    /// any more.
    pub(super) async fn of(
        job: &Job,
        document: &Document,
        surroundings: (&World, &Arc<Settings>, &Directory),
        now: i64,
        tx: &mut Tx,
    ) -> Result<Self, StepError> {
        let (world, settings, directory) = surroundings;
        let account: Arc<str> = job.account.as_str().into();
        let caller = if document.caller.is_empty() {
            Caller::from(Arc::clone(&account))
        } else {
            let known: StoredCaller = read_document(&document.caller)?;
            let denied = || {
                let message = format!("User: {} is not authorized any more", known.arn);
                StepError::Refused(cosell_api::Error::access_denied(message))
            };
            let name = Name::parse(&known.arn).ok_or_else(denied)?;
            let grants = directory.grants(tx, &name).await?;
            let grants = grants.filter(|grants| grants.id() == known.id);
            let grants = grants.ok_or_else(denied)?;
            Caller::from(Authenticated {
                name,
                grants,
                source: known.source,
            })
        };
        let cx = Context {
            account,
            caller: caller.authenticated.clone(),
            catalog: job.catalog,
            now: DateTime::from_millis(now),
            world: world.clone(),
            settings: Arc::clone(settings),
            page_keys: PageKeys::default(),
            trace: settings.scope(document.origin()),
        };
        Ok(Self { cx, caller })
    }

    /// Carries out an operation. One that is refused leaves nothing.
    pub(super) async fn call<H: Handler>(
        &self,
        tx: &mut Tx,
        body: Value,
    ) -> Result<H::Output, StepError> {
        let (input, savepoint) = self.begin::<H>(tx, body).await?;
        let done = H::run(&self.cx, tx, &input).await;
        finish(tx, savepoint, done).await
    }

    /// Checks and permits an operation, whose part of the transaction begins at the savepoint.
    pub(super) async fn begin<H: Handler>(
        &self,
        tx: &mut Tx,
        body: Value,
    ) -> Result<(H::Input, Savepoint), StepError> {
        let judged = evaluate(H::META, H::REQUIRES, &self.caller, body, self.cx.millis());
        let judged = judged.map_err(refused)?;
        let input = wire::read::<H>(judged.input).map_err(|error| refused(error.into()))?;
        H::check(&input).map_err(|error| refused(error.into()))?;
        judged.permission.enforce(tx).await?;
        Ok((input, tx.savepoint().await.map_err(Error::from)?))
    }
}

/// Ends the part of an operation: what it did stays, or nothing of it.
pub(super) async fn finish<T>(
    tx: &mut Tx,
    savepoint: Savepoint,
    done: Result<T, Error>,
) -> Result<T, StepError> {
    match done {
        Ok(output) => {
            tx.release(&savepoint).await.map_err(Error::from)?;
            Ok(output)
        }
        Err(error) => {
            tx.roll_back(savepoint).await.map_err(Error::from)?;
            Err(error.into())
        }
    }
}

fn refused(error: CallError) -> StepError {
    match error {
        CallError::Decode(wire::DecodeError::Modelled(error)) => StepError::Refused(error),
        CallError::Decode(wire::DecodeError::Protocol(error)) => {
            let entry = FieldError {
                field_name: None,
                message: error.to_string(),
                code: Code::InvalidValue,
            };
            StepError::Refused(cosell_api::Error::business(vec![entry]))
        }
        CallError::Operation(error) => error.into(),
        CallError::Dropped => StepError::Refused(cosell_api::Error::internal()),
    }
}
