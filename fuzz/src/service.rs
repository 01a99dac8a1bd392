//! A service in memory, for targets whose input goes through a whole operation or through the
//! administration API.

use std::cell::RefCell;
use std::sync::Arc;

use cosell_domain::identity::admin::{AdminError, NewPolicy};
use cosell_domain::{CallError, Entry, Error, OPERATIONS, Service, Settings, find};
use cosell_engine::Options;
use cosell_store::table::policy;
use cosell_store::{Location, Store};
use cosell_world::World;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// The account that calls.
const ACCOUNT: &str = "111111111111";

/// 2026-11-22T18:32:24.559Z.
pub const NOW: i64 = 1_795_372_344_559;

/// The number of calls after which a new service is started: created records must not fill the
/// memory.
const CALLS: usize = 5_000;

/// Sort orders of a list, so that its tokens contain numbers and strings.
const ORDERS: [&str; 3] = ["LastModifiedDate", "CustomerCompanyName", "Identifier"];

/// The account's policy that stores the inputs.
const POLICY: &str = "fuzzed";

struct Running {
    runtime: Runtime,
    service: Service,
    store: Store,
    calls: usize,
    pages: Vec<Page>,
}

/// A list with a second page, and the token of that page.
#[derive(Clone)]
struct Page {
    entry: &'static Entry,
    /// The request of the first page.
    request: Value,
    token: String,
}

impl Running {
    fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let settings = Settings {
            // Tasks run in the background; their work is not measured.
            task_wait: std::time::Duration::ZERO,
            ..Settings::default()
        };
        let (service, store) = runtime.block_on(async {
            let store = Store::open(&Location::Memory).expect("a store in memory opens");
            let (world, options) = (World::frozen(NOW, 7), Options::default());
            let service = Service::start(store.clone(), world, settings, options).await;
            (service.expect("the service starts"), store)
        });
        let mut running = Self {
            runtime,
            service,
            store,
            calls: 0,
            pages: Vec::new(),
        };
        running.pages = running.second_pages();
        running
    }

    fn second_pages(&mut self) -> Vec<Page> {
        for token in ["one", "two"] {
            let opportunity = json!({
                "Catalog": "Sandbox", "ClientToken": token,
                "Customer": { "Account": { "CompanyName": "Harbour", "Industry": "Retail" } },
                "Project": { "Title": "Berths" },
                "LifeCycle": { "Stage": "Prospect", "TargetCloseDate": "2040-12-31" },
            });
            let entry = find("CreateOpportunity").expect("it is built");
            assert!(self.call(entry, opportunity).is_some(), "it is created");
        }
        let mut lists = vec![("ListSolutions", json!({}))];
        for order in ORDERS {
            let sort = json!({ "SortBy": order, "SortOrder": "ASCENDING" });
            lists.push(("ListOpportunities", json!({ "Sort": sort })));
        }
        let page = |(operation, mut request): (&str, Value)| {
            (request["Catalog"], request["MaxResults"]) = (json!("Sandbox"), json!(1));
            let entry = find(operation).expect("it is built");
            let first = self.call(entry, request.clone()).expect("a first page");
            let token = first["NextToken"].as_str().expect("a second page");
            Page {
                entry,
                request,
                token: token.to_owned(),
            }
        };
        lists.into_iter().map(page).collect()
    }

    /// The response, if the call was not refused.
    fn call(&mut self, entry: &Entry, input: Value) -> Option<Value> {
        self.calls += 1;
        let called = self.service.call(entry, Arc::<str>::from(ACCOUNT), input);
        match self.runtime.block_on(called) {
            Ok(answer) => Some(answer.body.map_or(Value::Null, |body| {
                serde_json::from_slice(&body).expect("answers are JSON")
            })),
            Err(CallError::Decode(_)) => None,
            Err(CallError::Operation(error)) => {
                let internal = cosell_api::ErrorKind::InternalServer;
                let modelled =
                    matches!(&error, Error::Refused { error, .. } if error.kind() != internal);
                assert!(modelled, "{} failed: {error:?}", entry.meta.name);
                None
            }
            Err(CallError::Dropped) => panic!("{} was not answered", entry.meta.name),
        }
    }

    /// Sends a body that creates a policy. Returns the stored policy, if it was not refused.
    fn put_policy(&mut self, body: &[u8]) -> Option<String> {
        self.calls += 1;
        let new: NewPolicy = cosell_auth::json::read(body).ok()?;
        let (admin, store) = (self.service.administration(), &self.store);
        let kept = self.runtime.block_on(async {
            match admin.put_policy(new).await {
                Ok(_) => {}
                Err(AdminError::Store(error)) => panic!("the store failed: {error:?}"),
                Err(_) => return None,
            }
            let found = store.read((), async |tx, ()| policy::find(tx, ACCOUNT, POLICY).await);
            let found: Result<_, cosell_store::Error> = found.await;
            found.expect("the store lives")
        });
        kept.map(|policy| policy.document)
    }
}

thread_local! {
    static RUNNING: RefCell<Option<Running>> = const { RefCell::new(None) };
}

fn with_running<T>(work: impl FnOnce(&mut Running) -> T) -> T {
    RUNNING.with_borrow_mut(|running| {
        if running
            .as_ref()
            .is_none_or(|running| running.calls >= CALLS)
        {
            *running = Some(Running::start());
        }
        work(running.as_mut().expect("it was started"))
    })
}

/// Calls an operation. A refusal is a valid response.
///
/// # Panics
///
/// If the service fails, which no input may cause.
pub fn call(entry: &Entry, input: Value) {
    with_running(|running| running.call(entry, input));
}

/// Requests the second page of a list with the token that `spoil` makes from the valid one. Only
/// the valid token may be accepted.
///
/// # Panics
///
/// If another token is accepted, or the valid one is refused.
pub fn turn_page(list: u8, spoil: impl FnOnce(&str) -> String) {
    with_running(|running| {
        let place = usize::from(list) % running.pages.len();
        let Page {
            entry,
            mut request,
            token,
        } = running.pages[place].clone();
        let spoilt = spoil(&token);
        request["NextToken"] = json!(spoilt);
        let taken = running.call(entry, request).is_some();
        assert_eq!(taken, spoilt == token, "{spoilt} for {token}");
    });
}

/// Sends a policy as JSON in a body, and as a string as the command line does. Both must have the
/// same result.
///
/// # Panics
///
/// If the results differ.
pub fn put_policy_by_both_doors(document: &str) {
    with_running(|running| {
        let json =
            format!(r#"{{"account": "{ACCOUNT}", "name": "{POLICY}", "document": {document}}}"#);
        let text = json!({ "account": ACCOUNT, "name": POLICY, "document": document });
        let by_json = running.put_policy(json.as_bytes());
        let by_text = running.put_policy(text.to_string().as_bytes());
        assert_eq!(by_json, by_text);
    });
}

/// The operation that a byte selects.
pub fn of_byte(byte: u8) -> &'static Entry {
    &OPERATIONS[usize::from(byte) % OPERATIONS.len()]
}
