//! The span of a request as its operation carries it: what is below the request becomes a child of
//! it, and what the operation learns becomes an attribute.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::context::SpanContext;
use crate::span::{Kind, Value, now};
use crate::tracer::{Open, Tracer};

/// The span that something happens in.
#[derive(Debug)]
pub struct Scope {
    tracer: Tracer,
    context: SpanContext,
    noted: Mutex<Noted>,
}

#[derive(Debug, Default)]
struct Noted {
    attributes: Vec<(&'static str, Value)>,
    transaction: Option<SpanContext>,
    /// When each run of the transaction began.
    runs: Vec<u64>,
}

impl Scope {
    /// What happens in this span.
    pub fn of(tracer: Tracer, context: SpanContext) -> Arc<Self> {
        Arc::new(Self {
            tracer,
            context,
            noted: Mutex::default(),
        })
    }

    /// The span.
    pub fn context(&self) -> SpanContext {
        self.context
    }

    /// Begins a span within it.
    pub fn child(&self, name: &'static str) -> Open {
        self.tracer.child(self.context, name, Kind::Internal)
    }

    /// Adds an attribute to the span, of a text of the program's own.
    pub fn note(&self, name: &'static str, value: &'static str) {
        self.noted().attributes.push((name, value.into()));
    }

    /// The attributes that were added.
    pub fn take_notes(&self) -> Vec<(&'static str, Value)> {
        std::mem::take(&mut self.noted().attributes)
    }

    /// Begins the span of a transaction, whose runs are [noted](Self::note_run) from now on.
    pub fn begin_transaction(&self) -> Open {
        let open = self.child("transaction");
        let mut noted = self.noted();
        noted.transaction = Some(open.context());
        noted.runs.clear();
        open
    }

    /// A run of the transaction begins.
    pub fn note_run(&self) {
        self.noted().runs.push(now());
    }

    /// When each run of the transaction began.
    pub fn take_runs(&self) -> Vec<u64> {
        std::mem::take(&mut self.noted().runs)
    }

    /// The span of the transaction; outside of one, that of the request.
    pub fn transaction(&self) -> SpanContext {
        self.noted().transaction.unwrap_or(self.context)
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
