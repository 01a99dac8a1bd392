//! The fault points of an operation.

use std::sync::Arc;

use cosell_api::OperationMeta;
use cosell_engine::fault::{Fault, Point};
use cosell_store::{Error as StoreError, Work};

use super::Service;
use super::call::{Admission, Call};
use super::spans::{Access, TransactionSpan};
use crate::error::{CallError, Error};
use crate::{Context, exception};

pub(super) const READ: [&str; 2] = ["operation", "read"];
const BEFORE_COMMIT: [&str; 2] = ["operation", "before_commit"];
const AFTER_COMMIT: [&str; 2] = ["operation", "after_commit"];

pub(super) fn point<'a>(
    name: &'a [&'a str],
    meta: &'a OperationMeta,
    cx: &'a Context,
) -> Point<'a> {
    Point {
        name,
        operation: Some(meta.name),
        account: Some(&cx.account),
        catalog: Some(cx.catalog_name()),
        task: None,
    }
}

/// The error that a fault other than a delay gives to a call.
pub(super) fn call_error(fault: &Fault) -> CallError {
    match fault {
        Fault::Drop => CallError::Dropped,
        Fault::Error(name) => {
            let error = exception::named(name).unwrap_or_else(cosell_api::Error::internal);
            Error::from(error).into()
        }
        Fault::Delay(_) => Error::from(cosell_api::Error::internal()).into(),
    }
}

/// Why a transaction that reached the fault point before its commit is rolled back.
enum Rollback {
    Refused(Error),
    Injected(Fault),
}

impl From<StoreError> for Rollback {
    fn from(error: StoreError) -> Self {
        Self::Refused(error.into())
    }
}

/// Runs a transaction that writes, and injects the faults of the points before and after its
/// commit.
///
/// A fault before the commit rolls the transaction back. A delay must not be waited for inside the
/// transaction, because other transactions wait for the same writer: the transaction is rolled back
/// and run again after the delay.
pub(super) async fn write<C, T, F>(service: &Service, call: Arc<C>, work: F) -> Result<T, CallError>
where
    C: Call + ?Sized + 'static,
    T: Send + 'static,
    F: Work<Arc<C>, T, Error>,
{
    let faults = service.engine.faults();
    if !faults.any() {
        let mut span = TransactionSpan::begin(&call.admission().cx, Access::Write);
        let written = service.store.write(call, work).await;
        span.end(written.is_ok());
        return Ok(written?);
    }
    let shared = Arc::new((call, work, faults.clone()));
    let mut delayed = false;
    let written = loop {
        let input = (Arc::clone(&shared), delayed);
        let mut span = TransactionSpan::begin(&shared.0.admission().cx, Access::Write);
        let outcome = service.store.write(input, async |tx, (shared, delayed)| {
            let (call, work, faults) = &**shared;
            tx.run_once();
            let done = work.run(tx, call).await.map_err(Rollback::Refused)?;
            if *delayed {
                return Ok(done);
            }
            let Admission { meta, cx, .. } = call.admission();
            match faults.hit(&point(&BEFORE_COMMIT, meta, cx)) {
                None => Ok(done),
                Some(fault) => Err(Rollback::Injected(fault)),
            }
        });
        let outcome = outcome.await;
        span.end(outcome.is_ok());
        match outcome {
            Ok(written) => break written,
            Err(Rollback::Refused(error)) => return Err(error.into()),
            Err(Rollback::Injected(Fault::Delay(time))) => {
                delayed = true;
                service.world.sleep(time).await;
            }
            Err(Rollback::Injected(fault)) => return Err(call_error(&fault)),
        }
    };
    let (call, ..) = &*shared;
    let Admission { meta, cx, .. } = call.admission();
    service.inject(point(&AFTER_COMMIT, meta, cx)).await?;
    Ok(written)
}
