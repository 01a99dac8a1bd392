//! The fault points of an operation.

use std::sync::{Arc, Mutex, PoisonError};

use cosell_api::Operation;
use cosell_engine::fault::{Fault, Point};
use cosell_store::{BoxFuture, Tx};

use super::{CallError, Service};
use crate::{Context, Error, fault};

pub(super) const READ: [&str; 2] = ["operation", "read"];
const BEFORE_COMMIT: [&str; 2] = ["operation", "before_commit"];
const AFTER_COMMIT: [&str; 2] = ["operation", "after_commit"];

pub(super) fn point<'a, O: Operation>(name: &'a [&'a str], cx: &'a Context) -> Point<'a> {
    Point {
        name,
        operation: Some(O::META.name),
        account: Some(&cx.account),
        catalog: Some(cx.catalog_name()),
        task: None,
    }
}

/// How a fault that is no delay ends a call.
pub(super) fn refused_by(struck: &Fault) -> CallError {
    match struck {
        Fault::Drop => CallError::Dropped,
        Fault::Error(name) => {
            let error = fault::exception(name).unwrap_or_else(cosell_api::Error::internal);
            Error::from(error).into()
        }
        Fault::Delay(_) => Error::from(cosell_api::Error::internal()).into(),
    }
}

/// Runs a transaction that writes, and passes the points around its commit.
///
/// What strikes before the commit undoes the transaction. A delay cannot be waited for inside of
/// it, since others wait for the same writer: it is undone and run again when the time is over.
pub(super) async fn write<O, T, F>(service: &Service, cx: &Context, work: F) -> Result<T, CallError>
where
    O: Operation,
    T: Send + 'static,
    F: for<'a> Fn(&'a mut Tx) -> BoxFuture<'a, Result<T, Error>> + Send + Sync + 'static,
{
    if !service.engine.faults().any() {
        return Ok(service.store.write(work).await?);
    }
    let (work, cx) = (Arc::new(work), Arc::new(cx.clone()));
    let mut delayed = false;
    let written = loop {
        let struck: Arc<Mutex<Option<Fault>>> = Arc::default();
        let outcome = service
            .store
            .write({
                let (faults, cx) = (service.engine.faults().clone(), Arc::clone(&cx));
                let (work, struck) = (Arc::clone(&work), Arc::clone(&struck));
                move |tx| {
                    let (faults, cx) = (faults.clone(), Arc::clone(&cx));
                    let (work, struck) = (Arc::clone(&work), Arc::clone(&struck));
                    Box::pin(async move {
                        let done = work(tx).await?;
                        if delayed {
                            return Ok(done);
                        }
                        let fault = faults.at(&point::<O>(&BEFORE_COMMIT, &cx));
                        if fault.is_none() {
                            return Ok(done);
                        }
                        *struck.lock().unwrap_or_else(PoisonError::into_inner) = fault;
                        Err(Error::from(cosell_api::Error::internal()))
                    })
                }
            })
            .await;
        let struck = struck.lock().unwrap_or_else(PoisonError::into_inner).take();
        match struck {
            None => break outcome?,
            Some(Fault::Delay(time)) => {
                delayed = true;
                service.world.sleep(time).await;
            }
            Some(fault) => return Err(refused_by(&fault)),
        }
    };
    service.pass(point::<O>(&AFTER_COMMIT, &cx)).await?;
    Ok(written)
}
