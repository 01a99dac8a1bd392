//! The table of tools: every operation, the dry run, and pages of the administrative API.
//!
//! A tool is made from what declares the operation or the page. Whether a tool may be called is a
//! question of its [`Right`] and of what the client's address allows; whoever calls needs the
//! permissions of the operation or page as well.

use std::sync::LazyLock;

use cosell_admin_api::Declaration;
use cosell_domain::{Entry, OPERATIONS};
use serde_json::{Map, Value, json};

use super::{about, pages as page_tools, schema};

/// How many tools a page of the list has at most: all of them, because many clients read the first
/// page only.
pub(super) const PAGE: usize = 100;

/// For how long a client may keep the list, in milliseconds. It only changes with the program.
const TTL_MS: u32 = 300_000;

/// The name of the dry run, which is that of its page.
const CHECK: &str = "CheckRequest";

/// What a tool needs the address of the endpoint to allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Right {
    Read,
    Write,
    Admin,
}

/// What the address allows besides reading.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Allowed {
    pub(super) writes: bool,
    pub(super) admin: bool,
}

impl Allowed {
    pub(super) fn has(self, right: Right) -> bool {
        match right {
            Right::Read => true,
            Right::Write => self.writes,
            Right::Admin => self.admin,
        }
    }
}

/// What a tool does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Action {
    Operation(&'static Entry),
    /// Checks a request without carrying it out.
    Check,
    Page(&'static Declaration),
}

/// A tool.
#[derive(Debug)]
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) right: Right,
    pub(super) action: Action,
    /// As the list shows it.
    listed: Value,
}

/// All tools, in the order of the list.
static TOOLS: LazyLock<Vec<Tool>> = LazyLock::new(|| {
    let operations = OPERATIONS.iter().map(operation);
    let pages = page_tools::offered().map(page);
    [check()]
        .into_iter()
        .chain(operations)
        .chain(pages)
        .collect()
});

/// The tool of this name.
pub(super) fn find(name: &str) -> Option<&'static Tool> {
    TOOLS.iter().find(|tool| tool.name == name)
}

/// A page of the list with so many tools; none behind a cursor that no page ends with.
pub(super) fn list(
    allowed: Allowed,
    cursor: Option<&str>,
    most: usize,
) -> Option<Map<String, Value>> {
    let offered = TOOLS.iter().filter(|tool| allowed.has(tool.right));
    let offered: Vec<_> = offered.collect();
    let begin = match cursor {
        None => 0,
        Some(name) => 1 + offered.iter().position(|tool| tool.name == name)?,
    };
    let rest = offered.get(begin..).unwrap_or_default();
    let shown = rest.get(..most).unwrap_or(rest);
    let tools: Vec<_> = shown.iter().map(|tool| &tool.listed).collect();
    let mut result = Map::new();
    result.insert("tools".to_owned(), json!(tools));
    if let Some(last) = shown.last().filter(|_| rest.len() > shown.len()) {
        result.insert("nextCursor".to_owned(), last.name.into());
    }
    add_freshness(&mut result);
    Some(result)
}

/// Says for how long, and for whom, a result may be kept.
pub(super) fn add_freshness(result: &mut Map<String, Value>) {
    result.insert("ttlMs".to_owned(), TTL_MS.into());
    // The list depends on the address alone, and not on who asks.
    result.insert("cacheScope".to_owned(), "public".into());
}

/// Says that a result may not be kept: it is what the caller may read, at this moment.
pub(super) fn add_no_freshness(result: &mut Map<String, Value>) {
    result.insert("ttlMs".to_owned(), 0.into());
    result.insert("cacheScope".to_owned(), "private".into());
}

fn operation(entry: &'static Entry) -> Tool {
    let meta = entry.meta;
    let right = if meta.readonly {
        Right::Read
    } else {
        Right::Write
    };
    let about = about::operation(meta.name).unwrap_or_default();
    // What is deleted, removed or replaced is lost; what is created is not.
    let destroys = ["Delete", "Disassociate", "Put", "Reject", "Untag", "Update"];
    let hints = json!({
        "readOnlyHint": meta.readonly,
        "destructiveHint": destroys.iter().any(|verb| meta.name.starts_with(verb)),
        "idempotentHint": meta.readonly,
        "openWorldHint": false,
    });
    Tool {
        name: meta.name,
        right,
        action: Action::Operation(entry),
        listed: {
            let mut tool = listed(meta.name, about, &schema::of(meta), &hints);
            if let Some(output) = schema::of_output(meta) {
                tool["outputSchema"] = output;
            }
            tool
        },
    }
}

fn check() -> Tool {
    let input = json!({
        "type": "object",
        "properties": {
            "operation": {
                "type": "string",
                "description": "The operation that the request is of.",
            },
            "request": {
                "type": "object",
                "description": "The request, as it would be given to the tool of the operation.",
            },
            "submit": {
                "type": "boolean",
                "description": "Whether to check the opportunity that CreateOpportunity or \
                                UpdateOpportunity leaves as a submission to AWS, too.",
            },
        },
        "required": ["operation", "request"],
        "additionalProperties": false,
    });
    let about = "Check whether a request would be accepted, and by which rules it is refused; \
                 nothing is changed.";
    Tool {
        name: CHECK,
        right: Right::Read,
        action: Action::Check,
        listed: listed(CHECK, about, &input, &reads()),
    }
}

fn page(declared: &'static Declaration) -> Tool {
    let hints = if declared.act.is_none() {
        reads()
    } else {
        let removes = declared.method == cosell_admin_api::Method::Delete;
        json!({
            "readOnlyHint": false, "destructiveHint": removes, "idempotentHint": false,
            "openWorldHint": false,
        })
    };
    Tool {
        name: declared.name,
        right: Right::Admin,
        action: Action::Page(declared),
        listed: listed(
            declared.name,
            &format!("{}.", declared.about.trim()),
            &page_tools::schema(declared),
            &hints,
        ),
    }
}

fn reads() -> Value {
    json!({
        "readOnlyHint": true, "destructiveHint": false, "idempotentHint": true,
        "openWorldHint": false,
    })
}

fn listed(name: &str, about: &str, input: &Value, hints: &Value) -> Value {
    json!({ "name": name, "description": about, "inputSchema": input, "annotations": hints })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const ALL: Allowed = Allowed {
        writes: true,
        admin: true,
    };

    fn names(allowed: Allowed, most: usize) -> Vec<String> {
        let mut names = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let page = list(allowed, cursor.as_deref(), most).expect("a page");
            let tools = page["tools"].as_array().expect("tools");
            names.extend(
                tools
                    .iter()
                    .map(|tool| tool["name"].as_str().expect("a name").to_owned()),
            );
            assert!(tools.len() <= most);
            match page.get("nextCursor") {
                Some(next) => cursor = next.as_str().map(str::to_owned),
                None => return names,
            }
        }
    }

    #[test]
    fn every_operation_is_a_tool_and_no_two_tools_have_one_name() {
        let names = names(ALL, PAGE);
        let different: BTreeSet<_> = names.iter().collect();
        assert_eq!(different.len(), names.len());
        for entry in OPERATIONS {
            assert!(
                different.contains(&entry.meta.name.to_owned()),
                "{}",
                entry.meta.name
            );
        }
    }

    #[test]
    fn without_more_rights_only_tools_that_change_nothing_are_listed() {
        for name in names(Allowed::default(), PAGE) {
            let tool = find(&name).expect("a tool");
            assert_eq!(tool.listed["annotations"]["readOnlyHint"], true, "{name}");
            assert!(!matches!(tool.action, Action::Page(_)), "{name}");
        }
    }

    #[test]
    fn a_cursor_that_no_page_ended_with_is_none() {
        assert!(list(ALL, Some("nonsense"), PAGE).is_none());
    }

    #[test]
    fn small_pages_have_the_same_tools_in_the_same_order_as_a_large_one() {
        let all = names(ALL, PAGE);
        assert!(all.len() <= PAGE, "a client may read the first page only");
        for most in [1, 7, all.len()] {
            assert_eq!(names(ALL, most), all);
        }
    }
}
