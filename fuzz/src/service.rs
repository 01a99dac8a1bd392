//! A service in memory, for targets whose input goes through a whole operation.

use std::cell::RefCell;
use std::sync::Arc;

use cosell_domain::{CallError, Entry, Error, OPERATIONS, Service, Settings};
use cosell_engine::Options;
use cosell_engine::world::World;
use cosell_store::{Location, Store};
use serde_json::Value;
use tokio::runtime::Runtime;

/// The account that calls.
const ACCOUNT: &str = "111111111111";

/// 2026-11-22T18:32:24.559Z.
pub const NOW: i64 = 1_795_372_344_559;

/// Calls after which a new service takes over: what inputs create must not fill the memory.
const CALLS: usize = 5_000;

struct Running {
    runtime: Runtime,
    service: Service,
    calls: usize,
}

impl Running {
    fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let settings = Settings {
            // Tasks go on by themselves; their end is no part of what is measured.
            task_wait: std::time::Duration::ZERO,
            ..Settings::default()
        };
        let service = runtime.block_on(async {
            let store = Store::open(&Location::Memory).expect("a store in memory opens");
            Service::start(store, World::frozen(NOW, 7), settings, Options::default())
                .await
                .expect("the service starts")
        });
        Self {
            runtime,
            service,
            calls: 0,
        }
    }
}

thread_local! {
    static RUNNING: RefCell<Option<Running>> = const { RefCell::new(None) };
}

/// Calls an operation. A refusal is an answer like any other.
///
/// # Panics
///
/// When the service failed, which no input may lead to.
pub fn call(entry: &Entry, input: Value) {
    RUNNING.with_borrow_mut(|running| {
        if running
            .as_ref()
            .is_none_or(|running| running.calls >= CALLS)
        {
            *running = Some(Running::start());
        }
        let running = running.as_mut().expect("it was started");
        running.calls += 1;
        let called = running
            .service
            .call(entry, Arc::<str>::from(ACCOUNT), input);
        match running.runtime.block_on(called) {
            Ok(_) | Err(CallError::Decode(_)) => {}
            Err(CallError::Operation(error)) => {
                let internal = cosell_api::ErrorKind::InternalServer;
                let modelled =
                    matches!(&error, Error::Refused { error, .. } if error.kind() != internal);
                assert!(modelled, "{} failed: {error:?}", entry.meta.name);
            }
            Err(CallError::Dropped) => panic!("{} was not answered", entry.meta.name),
        }
    });
}

/// The operation that a byte picks.
pub fn of_byte(byte: u8) -> &'static Entry {
    &OPERATIONS[usize::from(byte) % OPERATIONS.len()]
}
