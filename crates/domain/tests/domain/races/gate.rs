//! A way to PostgreSQL on which the transactions of one service take one step at a time.
//!
//! A step is what a connection sends at once: a statement, or several that need no answer in
//! between. Only transactions that write take steps, and only while the gate is shut.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use cosell_world::machine;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// How long a connection that waits does not see that the gate is open.
const POLL_INTERVAL: Duration = Duration::from_millis(2);

/// The way of one service.
#[derive(Clone)]
pub(super) struct Gate(Arc<State>);

struct State {
    shut: AtomicBool,
    /// Steps that may be taken.
    steps: Semaphore,
    /// Connections that wait to take one.
    waiting: AtomicUsize,
}

impl Gate {
    /// Opens a port that leads to the server, and returns it with the gate.
    pub(super) async fn to(server: String) -> (Self, u16) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let gate = Self(Arc::new(State {
            shut: AtomicBool::new(false),
            steps: Semaphore::new(0),
            waiting: AtomicUsize::new(0),
        }));
        let state = Arc::clone(&gate.0);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(&server).await.expect("the server");
                for end in [&client, &server] {
                    end.set_nodelay(true).expect("a connection");
                }
                let (from_client, mut to_client) = client.into_split();
                let (mut from_server, to_server) = server.into_split();
                tokio::spawn(async move {
                    let _ = tokio::io::copy(&mut from_server, &mut to_client).await;
                });
                tokio::spawn(pass(from_client, to_server, Arc::clone(&state)));
            }
        });
        (gate, port)
    }

    pub(super) fn shut(&self) {
        self.0.shut.store(true, Ordering::SeqCst);
    }

    /// Lets everything pass that waits, and that comes.
    pub(super) fn open(&self) {
        self.0.shut.store(false, Ordering::SeqCst);
    }

    /// Connections that wait to take a step.
    pub(super) fn waiting(&self) -> usize {
        self.0.waiting.load(Ordering::SeqCst)
    }

    /// Lets one connection take a step.
    pub(super) fn step(&self) {
        self.0.waiting.fetch_sub(1, Ordering::SeqCst);
        self.0.steps.add_permits(1);
    }
}

impl State {
    /// Waits for a step, or for the gate to open.
    async fn step(&self) {
        while self.shut.load(Ordering::SeqCst) {
            if let Ok(Ok(step)) = machine::timeout(POLL_INTERVAL, self.steps.acquire()).await {
                step.forget();
                return;
            }
        }
        self.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}

async fn pass(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, state: Arc<State>) {
    let mut buffer = vec![0; 1 << 18];
    let mut writes = false;
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        let sent = &buffer[..length];
        let has = |word: &[u8]| sent.windows(word.len()).any(|part| part == word);
        writes |= has(b"READ WRITE");
        if writes && state.shut.load(Ordering::SeqCst) {
            state.waiting.fetch_add(1, Ordering::SeqCst);
            state.step().await;
        }
        if has(b"COMMIT\0") || has(b"ROLLBACK\0") {
            writes = false;
        }
        if to.write_all(sent).await.is_err() {
            return;
        }
    }
}
