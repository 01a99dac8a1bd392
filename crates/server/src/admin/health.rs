//! `GET /` and `GET /_cosell/health`: what answers here, and whether it can use its store and all
//! of its loops run.
//!
//! A stranger sees the product and the status alone: where the data are and what runs here is shown
//! to administrators.
//!
//! The store is read once, by key, and written to if it refused the last write. When that fails, or
//! a loop does not run, the answer has status 503 and says `"status": "unavailable"`; why, only the
//! log says. When a loop panicked and runs again, it says `"status": "degraded"` until the process
//! ends. `loops` holds those that panicked, each with `running` and `restarts`.

use cosell_admin_api::Page;
use cosell_admin_api::health::{Details, Health, Index, Loop};
use cosell_admin_api::pages::{ShowHealth, ShowIndex};
use cosell_supervisor::Report;
use cosell_world::machine;
use hyper::StatusCode;

use super::{Answers, Context, document};
use crate::refusal::Refusal;

/// The id of no task: looking for it reads a table and brings nothing.
const NOBODY: &str = "health";

/// What runs here.
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Answers for ShowIndex {
    async fn answer(self, cx: Context<'_>) -> Result<Index, Refusal> {
        Ok(Index {
            product: "cosell".to_owned(),
            health: ShowHealth::DECLARED.path.to_owned(),
            version: cx.visitor.name.map(|_| VERSION.to_owned()),
        })
    }
}

impl Answers for ShowHealth {
    async fn answer(self, cx: Context<'_>) -> Result<Health, Refusal> {
        let service = &cx.front.service;
        let failure = match service.task(NOBODY).await {
            Ok(_) => None,
            Err(error) => Some(Refusal::from(error).failure),
        };
        let writes = service.takes_writes().await;
        let loops = service.supervisor().reports();
        if failure.is_some() || !writes || loops.iter().any(|report| report.down) {
            let health = health(cx, "unavailable", &loops);
            return Err(Refusal {
                failure: failure.flatten(),
                ..Refusal::plain(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "Unavailable",
                    document(&health),
                )
            });
        }
        let status = if loops.is_empty() { "ok" } else { "degraded" };
        Ok(health(cx, status, &loops))
    }
}

fn health(cx: Context<'_>, status: &str, loops: &[Report]) -> Health {
    let loops = loops.iter().map(|report| {
        let state = Loop {
            running: !report.down,
            restarts: report.restarts,
        };
        (report.of.name().to_owned(), state)
    });
    let details = cx.visitor.name.map(|_| Details {
        version: VERSION.to_owned(),
        store: cx.front.store.clone(),
        uptime_seconds: machine::elapsed(cx.front.started).as_secs(),
        loops: loops.collect(),
    });
    Health {
        status: status.to_owned(),
        details,
    }
}
