//! Helpers of several tests.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use cosell_store::Notice;
use cosell_store::table::{account, identity};
use tokio::task::block_in_place;

/// A gate that an open transaction waits for, usable by a transaction that may run again.
#[derive(Clone)]
pub(crate) struct Gate(Arc<Mutex<Option<Receiver<()>>>>);

impl Gate {
    pub(crate) fn new() -> (Sender<()>, Self) {
        let (open, gate) = channel();
        (open, Self(Arc::new(Mutex::new(Some(gate)))))
    }

    pub(crate) fn wait(&self) {
        // Other tasks of this thread move to another one; the store's own threads have none.
        block_in_place(|| {
            // A transaction that runs again finds the gate open.
            let gate = self.0.lock().expect("nothing panicked here").take();
            let _ = gate.map(|gate| gate.recv());
        });
    }
}

/// The notice of a task of this id.
pub(crate) fn task_ready(id: &str) -> Notice {
    Notice::TaskReady {
        account: "111111111111".to_owned(),
        id: id.to_owned(),
    }
}

/// A new account.
pub(crate) fn account_of(id: &str) -> account::Account {
    account::Account {
        id: id.to_owned(),
        status: identity::Status::Active,
        created_at: 1,
        document: "{}".to_owned(),
    }
}
