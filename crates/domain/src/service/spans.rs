//! The spans of a call: its permission and its transactions.
//!
//! Without a trace each of them is `None`, and costs a comparison.

use std::sync::Arc;

use cosell_trace::{Open, Scope};

use crate::permission::Evaluated;
use crate::{Caller, Context};

/// Whether a transaction may write.
#[derive(Clone, Copy)]
pub(super) enum Access {
    Read,
    Write,
}

/// The span of a transaction, from its place in the queue to its commit.
#[must_use]
pub(super) struct TransactionSpan(Option<Box<(Arc<Scope>, Open)>>);

impl TransactionSpan {
    pub(super) fn begin(cx: &Context, access: Access) -> Self {
        Self(cx.trace.as_ref().map(|scope| {
            let mut open = scope.begin_transaction();
            let access = match access {
                Access::Read => "read",
                Access::Write => "write",
            };
            open.span().set("cosell.transaction.access", access);
            Box::new((Arc::clone(scope), open))
        }))
    }

    /// The transaction has ended: it is committed, or rolled back.
    pub(super) fn end(&mut self, is_committed: bool) {
        let Some((scope, mut open)) = self.0.take().map(|begun| *begun) else {
            return;
        };
        let (runs, span) = (scope.take_runs(), open.span());
        let count = i64::try_from(runs.len()).unwrap_or(i64::MAX);
        span.set("cosell.transaction.runs", count);
        let outcome = if is_committed {
            "committed"
        } else {
            "rolled back"
        };
        span.set("cosell.transaction.outcome", outcome);
        for at in runs {
            span.add_event("run", at);
        }
    }
}

/// The span of the check of a request and of the policies of its caller.
#[must_use]
pub(super) struct PermissionSpan(Option<Open>);

impl PermissionSpan {
    pub(super) fn begin(caller: &Caller) -> Self {
        let trace = caller.trace.as_ref();
        Self(trace.map(|scope| scope.child("permission")))
    }

    /// The policies were evaluated, or the request is malformed.
    pub(super) fn end(mut self, evaluated: Option<&Evaluated>, caller: &Caller) {
        let (Some(open), Some(scope)) = (&mut self.0, &caller.trace) else {
            return;
        };
        let Some(evaluated) = evaluated else {
            return open.span().set("cosell.permission", "malformed");
        };
        let verdict = evaluated.permission.verdict();
        open.span().set("cosell.permission", verdict);
        scope.note("cosell.catalog", evaluated.catalog.as_str());
    }
}
