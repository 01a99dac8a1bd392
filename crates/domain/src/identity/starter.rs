//! The column `caller` of a task: who started it, and in which span.
//!
//! ```text
//!                      not traced            traced
//!  not authenticated   (empty)               {"traceparent":"00-…"}
//!  authenticated       {"arn":"…", …}        {"arn":"…", …, "traceparent":"00-…"}
//! ```
//!
//! The span is kept here because nothing decides by it: a column of its own would be written for
//! every task, also where nothing is traced.

use cosell_store::table::task::Task as Record;
use cosell_trace::SpanContext;
use serde::Deserialize;

/// How the column begins where a task is traced and its caller was not authenticated. The stored
/// form of a caller begins with its ARN.
const TRACED: &str = r#"{"traceparent":"#;

/// The column of a traced task whose caller was not authenticated.
pub(crate) fn unauthenticated(span: SpanContext) -> String {
    format!("{TRACED}\"{span}\"}}")
}

/// Whether the caller of a task was not authenticated.
pub(crate) fn is_unauthenticated(task: &Record) -> bool {
    is_stored_unauthenticated(&task.caller)
}

/// The same of the column alone.
pub(crate) fn is_stored_unauthenticated(caller: &str) -> bool {
    caller.is_empty() || caller.starts_with(TRACED)
}

/// The span of the request that started a task, if it was traced.
pub(crate) fn origin(task: &Record) -> Option<SpanContext> {
    #[derive(Deserialize)]
    struct Traced {
        traceparent: Option<String>,
    }
    if task.caller.is_empty() {
        return None;
    }
    let traced: Traced = serde_json::from_str(&task.caller).ok()?;
    SpanContext::parse(&traced.traceparent?)
}

#[cfg(test)]
mod tests {
    use cosell_engine::first_record;
    use cosell_store::Catalog;

    use super::*;

    #[test]
    fn a_traced_task_without_a_caller_has_none_to_authorize() {
        let span = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        let span = SpanContext::parse(span).expect("a span");
        let place = ("111111111111", Catalog::Sandbox);
        let mut task = first_record("task-1".to_owned(), "kind", place, "node", 0);
        assert!(is_unauthenticated(&task));
        assert_eq!(origin(&task), None);
        task.caller = unauthenticated(span);
        assert!(is_unauthenticated(&task));
        assert_eq!(origin(&task), Some(span));
        task.caller = format!(r#"{{"arn":"a","id":"b","traceparent":"{span}"}}"#);
        assert!(!is_unauthenticated(&task));
        assert_eq!(origin(&task), Some(span));
    }
}
