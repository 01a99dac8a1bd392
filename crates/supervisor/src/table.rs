//! The table of threads and loops, and what the supervisor does when one of them panics.

/// What the supervisor does about a loop that panicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnPanic {
    /// It restarts the loop after a backoff. The loop's state is in the store or in a queue, so the
    /// loop finds its unfinished work there.
    Restart,
    /// It ends the process, because the loop's state in memory may be inconsistent; the next start
    /// of the process continues from the store.
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

            /// What the supervisor does when the loop panics.
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
    /// The thread that copies the log of a SQLite store into its file. It may have been in the
    /// middle of a page.
    StoreCheckpoint = "store-checkpoint", EndProcess;
    /// The thread that listens for notifications of other nodes.
    StoreNews = "store-news", Restart;
    /// Dispatches ready tasks to the runners.
    Tasks = "tasks", Restart;
    /// Renews this node's lease.
    Lease = "lease", Restart;
    /// Takes over the tasks of nodes whose lease expired.
    TakeOver = "take-over", Restart;
    /// Fires timers that are due.
    Timers = "timers", Restart;
    /// Starts and stops the loops of event targets, and deletes events that nobody needs any more.
    Targets = "event-targets", Restart;
    /// Sends events to an event target.
    Delivery = "delivery", Restart;
    /// Fetches files of bulk jobs from other hosts.
    Fetch = "fetch", Restart;
    /// Sends traces and metrics to collectors.
    Telemetry = "telemetry", Restart;
    /// Accepts connections. It owns the socket and the order in which the server stops.
    Accept = "accept", EndProcess;
    /// A thread that serves connections. Its runtime may have been in the middle of its work.
    Connections = "connections", EndProcess;
    /// The replacement of the configured store, while it is closed. Nothing else opens it again.
    Replacement = "replacement", EndProcess;
    /// Reloads certificates, tokens and the log level.
    Reload = "reload", Restart;
    /// The thread that writes the log.
    Log = "log", Restart;
}
