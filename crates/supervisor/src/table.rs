//! The threads and loops that there are, and what becomes of each when it panics.

/// What is done about a loop that panicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnPanic {
    /// It is started again after a pause. Its state is in the store or in a queue, and whatever it
    /// was doing is found there.
    Restart,
    /// The process ends, because what the loop held is not known any more; the next start of the
    /// process goes on from the store.
    EndProcess,
}

macro_rules! loops {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $on_panic:ident;)*) => {
        /// A thread or a loop that runs beside the requests.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Loop {
            $($(#[$doc])* $name,)*
        }

        impl Loop {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name in logs, metrics and fault points.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// What is done when it panics.
            pub const fn on_panic(self) -> OnPanic {
                match self {
                    $(Self::$name => OnPanic::$on_panic,)*
                }
            }
        }
    };
}

loops! {
    /// The thread that writes to a SQLite store. It may have been in the middle of a commit.
    StoreWrite = "store-write", EndProcess;
    /// A thread that reads from a SQLite store. Its connection may be in the middle of a statement.
    StoreRead = "store-read", EndProcess;
    /// The thread that hears news of other nodes.
    StoreNews = "store-news", Restart;
    /// Gives the tasks that are ready to the runners.
    Tasks = "tasks", Restart;
    /// Renews this node's lease.
    Lease = "lease", Restart;
    /// Takes over what other nodes left.
    TakeOver = "take-over", Restart;
    /// Runs what falls due.
    Timers = "timers", Restart;
    /// Sends events to their receiver.
    Delivery = "delivery", Restart;
    /// Accepts connections. It owns the socket and the order in which the server stops.
    Accept = "accept", EndProcess;
    /// Reads certificates, tokens and the log level again.
    Reload = "reload", Restart;
    /// The thread that writes the log.
    Log = "log", Restart;
}
