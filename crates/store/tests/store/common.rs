//! What several of these tests need.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use tokio::task::block_in_place;

/// Something that a transaction waits for while it is open, as one that may run again
/// can hold it.
#[derive(Clone)]
pub(crate) struct Gate(Arc<Mutex<Receiver<()>>>);

impl Gate {
    pub(crate) fn new() -> (Sender<()>, Self) {
        let (open, gate) = channel();
        (open, Self(Arc::new(Mutex::new(gate))))
    }

    pub(crate) fn pass(&self) {
        // Other tasks of this thread go on elsewhere; the store's own threads have none.
        block_in_place(|| {
            let _ = self.0.lock().expect("nothing panicked here").recv();
        });
    }
}
