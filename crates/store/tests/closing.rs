//! A store closes wherever its last owner is dropped, on its own threads too.
//!
//! A transaction may own the store that it runs in. When its caller leaves while it runs, as calls
//! do when a server stops, the store is dropped on the thread that ran the transaction. The test
//! checks the whole process for panics, so it has the process for itself.

use std::future::Future as _;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, mpsc};
use std::task::{Context, Waker};
use std::time::Duration;

use cosell_store::{Error, Location, Store, Tx};

/// The timeout: a hang is a failure; a loaded machine is not.
const PATIENCE: Duration = Duration::from_secs(20);

static PANICKED: AtomicBool = AtomicBool::new(false);

/// Dropped in this order: the store, then the sender of the channel.
struct Holder {
    _store: Store,
    _held: mpsc::Sender<()>,
}

type Input = (Holder, Mutex<mpsc::Receiver<()>>);

#[test]
fn a_store_may_close_on_a_thread_of_its_own() {
    std::panic::set_hook(Box::new(|_| PANICKED.store(true, Ordering::SeqCst)));
    let folder = tempfile::tempdir().expect("a folder");
    let files =
        ["write.sqlite", "read.sqlite"].map(|name| Location::Sqlite(folder.path().join(name)));
    for (location, writes) in [
        (&Location::Memory, true),
        (&files[0], true),
        (&files[1], false),
    ] {
        let store = Store::open(location).expect("a store");
        let closing = store.closing();
        assert!(!closing.wait(Duration::ZERO), "it is open");
        let (held, gone) = mpsc::channel();
        let (go, wait) = mpsc::channel::<()>();
        let wait = Mutex::new(wait);
        let holder = Holder {
            _store: store.clone(),
            _held: held,
        };
        let input = (holder, wait);
        {
            let mut cx = Context::from_waker(Waker::noop());
            if writes {
                assert!(pin!(store.write(input, blocked)).poll(&mut cx).is_pending());
            } else {
                assert!(pin!(store.read(input, blocked)).poll(&mut cx).is_pending());
            }
        }
        drop(store);
        drop(go);
        assert!(gone.recv().is_err(), "nothing is ever sent");
        assert!(
            !PANICKED.load(Ordering::SeqCst),
            "{location}: a thread panicked"
        );
        assert!(closing.wait(PATIENCE), "{location} is not closed");
    }
    for entry in std::fs::read_dir(folder.path()).expect("a folder") {
        let path = entry.expect("a file").path();
        assert!(
            !path.to_string_lossy().ends_with("-wal"),
            "{path:?} is left"
        );
    }
}

/// A transaction that keeps its input until its test ends it.
async fn blocked(_: &mut Tx, (_holder, wait): &Input) -> Result<(), Error> {
    // Ends with an error once the caller has gone.
    let _ = wait.lock().map(|wait| wait.recv());
    Ok(())
}
