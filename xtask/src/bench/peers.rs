//! Other products, measured in the rounds of the call that they stand beside.
//!
//! | peer | call | beside |
//! |---|---|---|
//! | Restate | a handler of six empty steps, in its own store | the main task |
//! | DBOS | a workflow of six empty steps, on PostgreSQL | the main task |
//! | moto | `PutItem` of its `DynamoDB`, which keeps items in memory | `CreateOpportunity` |
//!
//! Their versions are pinned in `xtask/peers`, and they are installed under the target directory.
//! fakecloud is not among them: it builds for an hour.

use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::error::Error;
use super::figures::Run;
use super::harness::{Bench, CREATE, TASK};
use crate::{cargo, postgres};

/// How long a peer may take to start, in tenths of a second.
const PATIENCE: u32 = 900;

/// A running peer; its processes are killed when this is dropped.
pub(super) struct Peer {
    pub(super) name: &'static str,
    address: SocketAddr,
    request: Vec<String>,
    processes: Vec<Child>,
    /// Stopped last.
    _database: Option<postgres::Server>,
}

/// The peers that run, and where they are installed.
pub(super) struct Peers {
    folder: PathBuf,
}

impl Peers {
    /// Installs the peers, unless these versions are installed.
    pub(super) fn install(target: &Path) -> Result<Self, Error> {
        let folder = target.join("bench-peers");
        let sources = Path::new(cargo::ROOT).join("xtask/peers");
        fs::create_dir_all(&folder)?;
        let mut wanted = String::new();
        for name in [
            "package.json",
            "requirements.txt",
            "restate.mjs",
            "dbos.mjs",
        ] {
            let text = fs::read_to_string(sources.join(name))?;
            fs::write(folder.join(name), &text)?;
            wanted.push_str(&text);
        }
        let installed = folder.join("installed.txt");
        if fs::read_to_string(&installed).is_ok_and(|text| text == wanted) {
            return Ok(Self { folder });
        }
        for command in [
            "npm install --no-audit --no-fund",
            "python3 -m venv --clear venv",
            "venv/bin/python -m pip install --quiet --requirement requirements.txt",
        ] {
            eprintln!("{command}");
            let mut words = command.split(' ');
            let program = words.next().unwrap_or_default();
            let program = if program.contains('/') {
                folder.join(program)
            } else {
                PathBuf::from(program)
            };
            let status = Command::new(program)
                .args(words)
                .current_dir(&folder)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .status()?;
            if !status.success() {
                return Err(Error::Install(command, status));
            }
        }
        // Last, so that an interrupted installation does not count.
        fs::write(&installed, wanted)?;
        Ok(Self { folder })
    }

    /// Starts the peers that stand beside a call.
    pub(super) fn start(&self, call: &str) -> Result<Vec<Peer>, Error> {
        match call {
            TASK => Ok(vec![self.restate()?, self.dbos()?]),
            CREATE => Ok(vec![self.moto()?]),
            _ => Ok(Vec::new()),
        }
    }

    fn restate(&self) -> Result<Peer, Error> {
        let [ingress, admin, node, sdk] = [free()?, free()?, free()?, free()?];
        let data = self.folder.join("restate-data");
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        let mut handler = Command::new("node");
        handler
            .args(["restate.mjs", &sdk.port().to_string()])
            .env("RESTATE_LOGGING", "ERROR");
        let mut server = Command::new(self.restate_server()?);
        server
            .args(["--node-name", "bench", "--base-dir"])
            .arg(&data)
            .env("RESTATE_INGRESS__BIND_ADDRESS", ingress.to_string())
            .env("RESTATE_ADMIN__BIND_ADDRESS", admin.to_string())
            .env("RESTATE_BIND_ADDRESS", node.to_string())
            .env("RUST_LOG", "error");
        let processes = vec![
            self.spawn("restate-handler", &mut handler)?,
            self.spawn("restate", &mut server)?,
        ];
        let peer = Peer {
            name: "Restate, six empty steps",
            address: ingress,
            request: words("--path /task/run --header content-type:application/json"),
            processes,
            _database: None,
        };
        for address in [sdk, admin, ingress] {
            peer.wait(address)?;
        }
        let handler = format!(r#"{{"uri":"http://{sdk}"}}"#);
        let json = ["content-type: application/json"];
        peer.send(admin, "/deployments", &json, &handler)?;
        Ok(peer)
    }

    /// The program itself: what npm puts into `.bin` starts it and would outlive a kill.
    fn restate_server(&self) -> Result<PathBuf, Error> {
        let packages = fs::read_dir(self.folder.join("node_modules/@restatedev"))?;
        for package in packages {
            let program = package?.path().join("bin/restate-server");
            if program.exists() {
                return Ok(program);
            }
        }
        let missing = "npm has no program for this system".to_owned();
        Err(Error::Peer("Restate", missing))
    }

    fn dbos(&self) -> Result<Peer, Error> {
        let address = free()?;
        let database = postgres::Server::start()?;
        let mut server = Command::new("node");
        // Its driver knows the long form of the scheme.
        let url = database.address().replacen("postgres:", "postgresql:", 1);
        server.args(["dbos.mjs", &address.port().to_string(), &url]);
        let peer = Peer {
            name: "DBOS, six empty steps",
            address,
            request: words("--path /run"),
            processes: vec![self.spawn("dbos", &mut server)?],
            _database: Some(database),
        };
        peer.wait(address)?;
        Ok(peer)
    }

    fn moto(&self) -> Result<Peer, Error> {
        let address = free()?;
        let mut server = Command::new(self.folder.join("venv/bin/moto_server"));
        server.args(["-H", "127.0.0.1", "-p", &address.port().to_string()]);
        let document = "x".repeat(2_000);
        // The load driver puts a number in the place of the braces.
        let item = json!({
            "TableName": "bench",
            "Item": { "Id": { "S": "O{}" }, "Document": { "S": document } },
        })
        .to_string();
        let mut request = words("--header content-type:application/x-amz-json-1.0");
        for header in [CREDENTIAL, "x-amz-target: DynamoDB_20120810.PutItem"] {
            request.extend(["--header".to_owned(), header.to_owned()]);
        }
        request.extend(["--body".to_owned(), item]);
        let peer = Peer {
            name: "moto, PutItem",
            address,
            request,
            processes: vec![self.spawn("moto", &mut server)?],
            _database: None,
        };
        peer.wait(address)?;
        let table = r#"{"TableName":"bench","BillingMode":"PAY_PER_REQUEST",
            "KeySchema":[{"AttributeName":"Id","KeyType":"HASH"}],
            "AttributeDefinitions":[{"AttributeName":"Id","AttributeType":"S"}]}"#;
        let create = [
            "content-type: application/x-amz-json-1.0",
            CREDENTIAL,
            "x-amz-target: DynamoDB_20120810.CreateTable",
        ];
        peer.send(address, "/", &create, table)?;
        Ok(peer)
    }

    fn spawn(&self, name: &str, command: &mut Command) -> Result<Child, Error> {
        let log = File::create(self.folder.join(format!("{name}.log")))?;
        let program = PathBuf::from(command.get_program());
        command
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .map_err(|source| Error::Start { program, source })
    }
}

/// A credential that moto reads the region of, and does not verify.
const CREDENTIAL: &str = "authorization: AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/\
                          dynamodb/aws4_request, SignedHeaders=host, Signature=0";

impl Peer {
    /// Runs the load driver once.
    pub(super) fn load(&self, bench: &Bench, connections: u32) -> Result<Run, Error> {
        bench.programs.load(self.name, |command| {
            command
                .arg("raw")
                .args(["--address", &self.address.to_string()])
                .args(&self.request)
                .args(["--connections", &connections.to_string()])
                .args(["--seconds", &bench.extent.seconds.to_string()])
                .args(["--warm-up", &bench.extent.warm_up.to_string()]);
            for process in &self.processes {
                command.args(["--process", &process.id().to_string()]);
            }
            command
        })
    }

    /// Waits until the peer listens on an address.
    #[expect(clippy::disallowed_methods, reason = "a bench waits in real time")]
    fn wait(&self, address: SocketAddr) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            if TcpStream::connect(address).is_ok() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(100));
        }
        Err(Error::Peer(self.name, "it does not listen".to_owned()))
    }

    /// Sends one request, which must succeed.
    fn send(
        &self,
        address: SocketAddr,
        path: &str,
        headers: &[&str],
        body: &str,
    ) -> Result<(), Error> {
        let output = Command::new("curl")
            .args(["--silent", "--show-error", "--fail-with-body"])
            .args(headers.iter().flat_map(|header| ["--header", header]))
            .args(["--data", body, &format!("http://{address}{path}")])
            .stdin(Stdio::null())
            .output()?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        Err(Error::Peer(self.name, said))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        for process in &mut self.processes {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

/// A free port of the loopback address.
fn free() -> io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}
