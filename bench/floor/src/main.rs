//! The baseline for cosell's performance: the minimum that a durable server does with its requests.
//!
//! A bare axum server parses the same JSON bodies and writes the same bytes into SQLite with the
//! same group commit, but has no rules: it validates, verifies, caches, journals and notifies
//! nothing. The difference to cosell is the cost of the product itself.

mod store;

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::serve::ListenerExt as _;
use clap::Parser;
use serde_json::Value;
use tokio::net::TcpListener;

use store::Store;

#[derive(Debug, Parser)]
#[command(
    name = "cosell-floor",
    about = "A minimal durable server, as a baseline for cosell"
)]
struct Arguments {
    /// Address to listen on; port 0 picks a free port.
    #[arg(long)]
    listen: SocketAddr,
    /// SQLite file, created if it does not exist.
    #[arg(long)]
    store: PathBuf,
}

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("unknown operation or identifier")]
    Unknown,
    #[error(transparent)]
    Socket(#[from] std::io::Error),
}

#[tokio::main]
async fn main() -> ExitCode {
    match serve(&Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cosell-floor: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(arguments: &Arguments) -> Result<(), Error> {
    let (store, closing) = Store::open(&arguments.store)?;
    let routes = Router::new()
        .route("/_cosell/health", get(|| async { "{}" }))
        .fallback(answer)
        .with_state(store);
    let listener = TcpListener::bind(arguments.listen).await?;
    let mut out = std::io::stdout();
    writeln!(out, "listening on http://{}", listener.local_addr()?)?;
    out.flush()?;
    let listener = listener.tap_io(|stream| {
        // Otherwise a response waits for the acknowledgement of the previous one.
        let _ = stream.set_nodelay(true);
    });
    let stop = async {
        if let Ok(mut signal) =
            tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        {
            signal.recv().await;
        }
    };
    axum::serve(listener, routes)
        .with_graceful_shutdown(stop)
        .await?;
    let _ = closing.join();
    Ok(())
}

async fn answer(State(store): State<Store>, headers: HeaderMap, body: Bytes) -> Response {
    match perform(&store, &headers, &body).await {
        Ok(answer) => ([("content-type", "application/x-amz-json-1.0")], answer).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

async fn perform(store: &Store, headers: &HeaderMap, body: &[u8]) -> Result<String, Error> {
    let target = headers
        .get("x-amz-target")
        .and_then(|value| value.to_str().ok());
    let operation = target.and_then(|target| target.rsplit('.').next());
    let request: Value = serde_json::from_slice(body)?;
    match operation {
        Some("CreateOpportunity") => {
            let id = store.create(request.to_string()).await?;
            Ok(format!(r#"{{"Id":"O{id}"}}"#))
        }
        Some("GetOpportunity") => {
            let id = identifier(&request)?;
            let document = store.read(id).await?;
            Ok(format!(r#"{{"Id":"O{id}","Document":{document}}}"#))
        }
        // Cosell stores the solution here; the floor stores nothing after the creation.
        Some("AssociateOpportunity") => Ok(String::new()),
        Some("StartEngagementFromOpportunityTask") => {
            let id = identifier(&request)?;
            store.start(id, request.to_string()).await?;
            Ok(format!(
                r#"{{"TaskStatus":"COMPLETE","OpportunityId":"O{id}"}}"#
            ))
        }
        _ => Err(Error::Unknown),
    }
}

/// The number of an opportunity in a request's `Identifier`.
fn identifier(request: &Value) -> Result<i64, Error> {
    request
        .get("Identifier")
        .and_then(Value::as_str)
        .and_then(|text| text.strip_prefix('O'))
        .and_then(|digits| digits.parse().ok())
        .ok_or(Error::Unknown)
}
