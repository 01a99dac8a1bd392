//! `GET /`, `GET /_cosell/` and `GET /_cosell/health`: the product, and whether the server can use
//! its store and all of its loops run.
//!
//! A client without a token sees only the product and the status; version, store and loops are
//! shown to administrators.
//!
//! The health check reads the store once, by key, and writes to it if the last write failed. If
//! that fails or takes too long, or a loop does not run, the response has status 503 and
//! `"status": "unavailable"`; only the log has the reason. A store that is being replaced is not
//! waited for: it counts as one that takes so long. After a loop panicked and was restarted,
//! the response has `"status": "degraded"` until the process ends. `loops` lists the loops that
//! panicked, each with `running` and `restarts`.

use cosell_admin_api::Page;
use cosell_admin_api::health::{Details, Health, Index, Loop, PageEntry, Pages};
use cosell_admin_api::pages::{DECLARED, ShowHealth, ShowIndex, ShowPages};
use cosell_domain::Error;
use cosell_store::Error as StoreError;
use cosell_supervisor::Report;
use cosell_world::machine;
use hyper::StatusCode;

use super::monitor::{in_time, unless_replaced};
use super::{Context, Handler, Requester, document};
use crate::refusal::Refusal;

/// An id that no task has: a query for it reads the table and returns no row.
const NO_TASK: &str = "health";

/// The version of the program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Handler for ShowIndex {
    async fn handle(self, cx: Context<'_>) -> Result<Index, Refusal> {
        Ok(Index {
            product: "cosell".to_owned(),
            health: ShowHealth::DECLARED.path.to_owned(),
            version: cx.requester.administrator.map(|_| VERSION.to_owned()),
        })
    }
}

impl Handler for ShowPages {
    async fn handle(self, _: Context<'_>) -> Result<Pages, Refusal> {
        let pages = DECLARED.iter().map(|page| PageEntry {
            method: page.method.as_str().to_owned(),
            path: page.path.to_owned(),
            about: page.about.trim().to_owned(),
        });
        Ok(Pages {
            pages: pages.collect(),
        })
    }
}

impl Handler for ShowHealth {
    async fn handle(self, cx: Context<'_>) -> Result<Health, Refusal> {
        let service = &cx.front.service;
        let (usable, failure) = usable(cx).await;
        let loops = service.supervisor().reports();
        if !usable || loops.iter().any(|report| report.down) {
            let health = health(cx, "unavailable", &loops);
            return Err(Refusal {
                failure,
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

/// Whether the store can be used, and why it cannot.
async fn usable(cx: Context<'_>) -> (bool, Option<StoreError>) {
    let Requester { spaces, space, .. } = cx.requester;
    let service = &cx.front.service;
    let usable = in_time(async {
        service.task(NO_TASK).await?;
        Ok::<_, Error>(service.takes_writes().await)
    });
    match unless_replaced((spaces, space), usable, Result::is_err).await {
        Ok(Ok(takes_writes)) => (takes_writes, None),
        Ok(Err(error)) => (false, Refusal::from(error).failure),
        Err(up) => (up, None),
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
    let details = cx.requester.administrator.map(|_| Details {
        version: VERSION.to_owned(),
        mode: cx.front.mode().to_string(),
        store: cx.front.store.clone(),
        process: std::process::id(),
        uptime_seconds: machine::elapsed(cx.front.started).as_secs(),
        loops: loops.collect(),
    });
    Health {
        status: status.to_owned(),
        details,
    }
}
