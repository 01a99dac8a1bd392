//! A logged body has no sensitive value.

use std::collections::BTreeSet;

use cosell_api::operations::OPERATIONS;
use cosell_api::redact::redact;
use cosell_api::shapes;
use serde_json::json;

use crate::sample::{full, texts};

#[test]
fn no_sensitive_text_remains() {
    for meta in OPERATIONS {
        for shape in [Some(meta.input), meta.output].into_iter().flatten() {
            let value = full(shape);
            let mut before = BTreeSet::new();
            texts(&value, shape, &mut |text, sensitive| {
                before.extend((!sensitive).then(|| text.to_owned()));
            });
            let mut after = BTreeSet::new();
            texts(&redact(&value, shape), shape, &mut |text, sensitive| {
                if sensitive {
                    assert_eq!(text, "[redacted]", "{}", meta.name);
                } else {
                    after.insert(text.to_owned());
                }
            });
            assert_eq!(before, after, "{}: what may be shown is shown", meta.name);
        }
    }
}

#[test]
fn unexpected_values_are_redacted_or_removed() {
    let body = json!({
        "Catalog": "AWS", "Customer": "secret", "Unknown": "secret", "Origin": ["secret"],
        "Project": { "Title": null, "SalesActivities": "secret" },
    });
    assert_eq!(
        redact(&body, &shapes::CREATE_OPPORTUNITY_REQUEST),
        json!({
            "Catalog": "AWS", "Customer": "[redacted]", "Origin": "[redacted]",
            "Project": { "Title": null, "SalesActivities": "[redacted]" },
        })
    );
}
