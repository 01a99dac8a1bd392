//! A server in this process, and a client that sends exactly the bytes that a test writes.

use std::io::ErrorKind::{BrokenPipe, ConnectionReset};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpStream};
use std::sync::{Mutex, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use cosell_auth::AccessKeys;
use cosell_auth::sigv4::Verifier;
use cosell_domain::identity::{Directory, FixedKey, Identity};
use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_server::{AdminTokens, Allowed, Callers, Front, Limits, Listener, Mode, Tls};
use cosell_store::{Location, Store};
use cosell_world::{World, machine};
use serde_json::{Value, json};
use tokio::sync::oneshot;

/// A hang is a failure; a loaded machine is not.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) const SIGNED: &str = "Authorization: AWS4-HMAC-SHA256 \
     Credential=111111111111/20261122/us-east-1/partnercentral-selling/aws4_request, \
     SignedHeaders=host;x-amz-date, Signature=00\r\n";

/// A server on a store in memory; dropping it stops the server.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    store: Store,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// The settings of a server.
#[derive(Default)]
pub(crate) struct Setup {
    pub(crate) explain: bool,
    pub(crate) mode: Mode,
    pub(crate) tokens: AdminTokens,
    pub(crate) limits: Limits,
    pub(crate) tls: Option<Tls>,
    pub(crate) settings: Settings,
    pub(crate) allowed: Allowed,
    /// How many requests are recorded.
    pub(crate) recorded: usize,
    /// Access keys that may sign requests, in mode `strict`.
    pub(crate) keys: Vec<FixedKey>,
}

impl Server {
    pub(crate) fn start(explain: bool) -> Self {
        Self::with(Setup {
            explain,
            ..Setup::default()
        })
    }

    pub(crate) fn with(setup: Setup) -> Self {
        let (ready, address) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            runtime.block_on(async {
                let address = (Ipv4Addr::LOCALHOST, 0).into();
                let listener = Listener::bind(address, setup.mode, &setup.allowed).await;
                let listener = listener.expect("a port");
                let listener = listener.with_limits(setup.limits).with_tls(setup.tls);
                let store = Store::open(&Location::Memory).expect("a store");
                let (settings, options) = (setup.settings, Options::default());
                let (world, keys) = (World::system(), setup.keys);
                let identity = Identity {
                    keys,
                    ..Identity::default()
                };
                let directory = Directory::open(store.clone(), &world, identity).await;
                let directory = directory.expect("a directory");
                let service =
                    Service::start_with(store.clone(), world, settings, options, directory);
                let service = service.await.expect("a service");
                let callers = match setup.mode {
                    Mode::Open => AccessKeys::new("111111111111", []).into(),
                    Mode::Strict => Callers::Strict(Verifier::new(
                        vec!["us-east-1".to_owned()],
                        vec!["partnercentral-selling".to_owned()],
                    )),
                };
                let front = Front::new(service, callers, "memory".to_owned(), setup.explain);
                let front = front
                    .with_admin_tokens(setup.tokens)
                    .with_allowed(setup.allowed)
                    .with_recorded_requests(setup.recorded);
                ready
                    .send((listener.address(), store))
                    .expect("somebody waits");
                let stop = async {
                    let _ = stopped.await;
                };
                listener.serve(front, stop).await;
            });
        });
        let (address, store) = address.recv().expect("the server started");
        Self {
            address,
            store,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    pub(crate) fn connect(&self) -> Connection {
        let stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream.set_write_timeout(Some(PATIENCE)).expect("a timeout");
        Connection {
            stream,
            read: Vec::new(),
        }
    }

    /// The status of a call on a connection that may be refused at any time; 0 without a response.
    pub(crate) fn try_call(&self) -> u16 {
        let mut connection = self.connect();
        let body = r#"{"Catalog": "Sandbox"}"#;
        let head = target("ListSolutions");
        let length = body.len();
        let request = format!("{head}Host: localhost\r\nContent-Length: {length}\r\n\r\n{body}");
        if connection.stream.write_all(request.as_bytes()).is_err() || !connection.more() {
            return 0;
        }
        connection.answer().status
    }

    /// Sends a request on a new connection.
    pub(crate) fn send(&self, head: &str, body: &[u8]) -> Answer {
        let mut connection = self.connect();
        connection.request(head, body);
        connection.answer()
    }

    /// Calls an operation as an SDK does.
    pub(crate) fn call(&self, operation: &str, body: &Value) -> Answer {
        self.call_bytes(operation, body.to_string().as_bytes())
    }

    pub(crate) fn call_bytes(&self, operation: &str, body: &[u8]) -> Answer {
        self.send(&target(operation), body)
    }

    /// Calls an operation by its path.
    pub(crate) fn post(&self, operation: &str, body: &Value) -> Answer {
        self.send(&plain(operation), body.to_string().as_bytes())
    }

    /// Drops a table, so that the server's store fails.
    pub(crate) fn lose(&self, table: &'static str) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let lost: Result<(), cosell_store::Error> =
            runtime.block_on(self.store.write(table, async |tx, table| {
                tx.execute(&format!("DROP TABLE {table}"), &[]).await?;
                Ok(())
            }));
        lost.expect("the table was there");
    }

    /// Keeps the store busy until what is returned is dropped, like a database that hangs.
    pub(crate) fn hang(&self) -> mpsc::Sender<()> {
        let (release, released) = mpsc::channel();
        let (begins, begun) = mpsc::channel();
        let (store, input) = (self.store.clone(), (Mutex::new(released), begins));
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            let held: Result<(), cosell_store::Error> =
                runtime.block_on(store.write(input, async |_, (released, begins)| {
                    begins.send(()).expect("somebody waits");
                    let released: &Mutex<mpsc::Receiver<()>> = released;
                    let _ = released.lock().expect("nobody else has it").recv();
                    Ok(())
                }));
            held.expect("nothing was written");
        });
        begun.recv().expect("the store is busy");
        release
    }

    /// Limits the store to this many pages, or to those it has if they are more.
    pub(crate) fn limit_pages(&self, pages: u32) {
        let statement = format!("PRAGMA max_page_count = {pages}");
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let limited: Result<_, cosell_store::Error> =
            runtime.block_on(self.store.write(statement, async |tx, statement| {
                tx.query(statement, &[]).await
            }));
        limited.expect("a limit");
    }

    /// Stops the server and waits until it has ended.
    pub(crate) fn stop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server ended well");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
    }
}

/// The head of a signed awsJson request.
pub(crate) fn target(operation: &str) -> String {
    format!("POST / HTTP/1.1\r\nX-Amz-Target: AWSPartnerCentralSelling.{operation}\r\n{SIGNED}")
}

/// The head of a signed request in plain JSON.
pub(crate) fn plain(operation: &str) -> String {
    format!("POST /{operation} HTTP/1.1\r\nContent-Type: application/json\r\n{SIGNED}")
}

pub(crate) struct Connection {
    pub(crate) stream: TcpStream,
    read: Vec<u8>,
}

impl Connection {
    /// Sends a head, which is given without its last empty line, and a body.
    ///
    /// A server that refuses the head may close before it has read all of the request. Then the
    /// rest is not sent; the response, which the caller reads, is what counts.
    pub(crate) fn request(&mut self, head: &str, body: &[u8]) {
        let length = body.len();
        let head = format!("{head}Host: localhost\r\nContent-Length: {length}\r\n\r\n");
        let request = [head.as_bytes(), body].concat();
        match self.stream.write_all(&request) {
            Err(error) if [BrokenPipe, ConnectionReset].contains(&error.kind()) => {}
            sent => sent.expect("the server takes what it is sent"),
        }
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) {
        self.stream
            .write_all(bytes)
            .expect("the server takes what it is sent");
    }

    /// Closes the sending side; responses can still be read.
    pub(crate) fn half_close(&mut self) {
        self.stream
            .shutdown(Shutdown::Write)
            .expect("a half-closed connection");
    }

    /// Reads one response.
    pub(crate) fn answer(&mut self) -> Answer {
        let mut answer = self.head();
        let length = answer
            .header("content-length")
            .map_or(0, |text| text.parse().expect("a length"));
        while self.read.len() < length {
            assert!(self.more(), "the connection ended within a body");
        }
        answer.body = self.read.drain(..length).collect();
        answer
    }

    /// Reads one response that has no body, whatever its head says.
    pub(crate) fn head(&mut self) -> Answer {
        let end = loop {
            if let Some(end) = self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            assert!(
                self.more(),
                "the connection ended within a head: {:?}",
                self.read
            );
        };
        let head = String::from_utf8(self.read.drain(..end).collect()).expect("a head is text");
        let mut lines = head.lines();
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1))
            .expect("a status");
        let status = status.parse().expect("a number");
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
            .collect();
        Answer {
            status,
            headers,
            body: Vec::new(),
        }
    }

    /// Whether the server has closed the connection without another response.
    pub(crate) fn ended(&mut self) -> bool {
        self.read.is_empty() && !self.more()
    }

    fn more(&mut self) -> bool {
        let mut buffer = [0; 8192];
        let count = match self.stream.read(&mut buffer) {
            Ok(count) => count,
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => 0,
            Err(error) => panic!("no answer: {error}"),
        };
        self.read.extend_from_slice(&buffer[..count]);
        count > 0
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The names of its headers.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.headers.iter().map(|(name, _)| name.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    /// The error's name; asserts the form that every error has.
    pub(crate) fn error(&self) -> String {
        assert!((400..500).contains(&self.status), "{self:?}");
        let body = self.json();
        assert!(
            body.get("code").is_none(),
            "SDKs mistake `code` for the name: {body}"
        );
        assert!(
            body["Message"]
                .as_str()
                .is_some_and(|message| !message.is_empty()),
            "{body}"
        );
        assert!(self.header("x-amzn-requestid").is_some(), "{self:?}");
        let kind = body["__type"].as_str().expect("a type");
        let name = kind.rsplit('#').next().expect("a name");
        assert_eq!(self.header("x-amzn-errortype"), Some(name));
        name.to_owned()
    }
}

/// A complete body of `CreateOpportunity`.
pub(crate) fn opportunity() -> Value {
    json!({
        "Catalog": "Sandbox",
        "ClientToken": machine::uuid().to_string(),
        "Origin": "Partner Referral",
        "OpportunityType": "Net New Business",
        "PrimaryNeedsFromAws": ["Co-Sell - Deal Support"],
        "Customer": {
            "Account": {
                "CompanyName": "Quarrystone Dental Group",
                "Industry": "Healthcare",
                "WebsiteUrl": "https://www.quarrystone-dental.example",
                "Address": { "CountryCode": "US", "StateOrRegion": "Oregon", "PostalCode": "97201" }
            },
            "Contacts": [{
                "FirstName": "Oksana",
                "LastName": "Brightwater",
                "Email": "oksana@quarrystone-dental.example"
            }]
        },
        "Project": {
            "Title": "Imaging archive",
            "CustomerBusinessProblem": "X-ray images are kept on the machines that took them.",
            "CustomerUseCase": "Storage & Backup",
            "DeliveryModels": ["SaaS or PaaS"],
            "SalesActivities": ["Conducted POC / Demo"],
            "ExpectedCustomerSpend": [{
                "Amount": "1900",
                "CurrencyCode": "USD",
                "Frequency": "Monthly",
                "TargetCompany": "AWS"
            }]
        },
        "LifeCycle": { "Stage": "Prospect", "TargetCloseDate": "2040-12-31" },
        "Marketing": { "Source": "None" }
    })
}
