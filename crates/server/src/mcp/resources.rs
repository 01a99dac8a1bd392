//! Resources: what is stored, to read by its address.
//!
//! An address is `cosell://CATALOG/KIND/ID`. Each kind is read by an operation, as the caller and
//! with the permission of that operation. There is no list of resources, because there may be a
//! million: the list operations are tools.

use serde_json::{Map, Value, json};

/// What the addresses begin with.
const SCHEME: &str = "cosell://";

/// The type of all of them.
const JSON: &str = "application/json";

/// A kind of resource.
#[derive(Debug)]
pub(super) struct Kind {
    /// Its name in the address.
    path: &'static str,
    title: &'static str,
    about: &'static str,
    /// What reads it, and the member of the request that has the id.
    pub(super) operation: &'static str,
    member: &'static str,
    /// Whether the member is a list.
    is_list: bool,
}

const fn kind(
    path: &'static str,
    [title, about]: [&'static str; 2],
    [operation, member]: [&'static str; 2],
) -> Kind {
    Kind {
        path,
        title,
        about,
        operation,
        member,
        is_list: false,
    }
}

/// The kinds, in the order of the list.
static KINDS: &[Kind] = &[
    kind(
        "opportunities",
        [
            "Opportunity",
            "An opportunity, as GetOpportunity returns it.",
        ],
        ["GetOpportunity", "Identifier"],
    ),
    kind(
        "aws-summaries",
        [
            "AWS's summary of an opportunity",
            "AWS's side of an opportunity, as GetAwsOpportunitySummary returns it.",
        ],
        ["GetAwsOpportunitySummary", "RelatedOpportunityIdentifier"],
    ),
    kind(
        "engagements",
        ["Engagement", "An engagement, as GetEngagement returns it."],
        ["GetEngagement", "Identifier"],
    ),
    Kind {
        is_list: true,
        ..kind(
            "tasks",
            [
                "Task",
                "A task that submits an opportunity: its status and why it failed, as \
                 ListEngagementFromOpportunityTasks returns it.",
            ],
            ["ListEngagementFromOpportunityTasks", "TaskIdentifier"],
        )
    },
];

/// The templates of addresses.
pub(super) fn templates() -> Map<String, Value> {
    let templates = KINDS.iter().map(|kind| {
        json!({
            "uriTemplate": format!("{SCHEME}{{catalog}}/{}/{{id}}", kind.path),
            "name": kind.path,
            "title": kind.title,
            "description": kind.about,
            "mimeType": JSON,
        })
    });
    Map::from_iter([("resourceTemplates".to_owned(), templates.collect())])
}

/// The kind of an address, and the request that reads it. `None` for any other text.
pub(super) fn find(address: &str) -> Option<(&'static Kind, Map<String, Value>)> {
    let mut parts = address.strip_prefix(SCHEME)?.split('/');
    let (catalog, path, id) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || id.is_empty() {
        return None;
    }
    let kind = KINDS.iter().find(|kind| kind.path == path)?;
    let id = if kind.is_list { json!([id]) } else { id.into() };
    let request = [
        ("Catalog".to_owned(), catalog.into()),
        (kind.member.to_owned(), id),
    ];
    Some((kind, Map::from_iter(request)))
}

/// The result of reading a resource.
pub(super) fn result(address: &str, document: &Value) -> Map<String, Value> {
    let content = json!({ "uri": address, "mimeType": JSON, "text": document.to_string() });
    Map::from_iter([("contents".to_owned(), json!([content]))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_by_an_operation_that_has_its_member_and_changes_nothing() {
        for kind in KINDS {
            let meta = cosell_api::find(kind.operation).expect(kind.operation);
            assert!(meta.readonly, "{}", kind.path);
            let mut members = meta.input.members().iter();
            assert!(
                members.any(|member| member.name == kind.member),
                "{}",
                kind.path
            );
        }
    }

    #[test]
    fn an_address_has_a_catalog_a_kind_and_an_id() {
        let (kind, request) = find("cosell://Sandbox/tasks/task-1").expect("a task");
        assert_eq!(kind.path, "tasks");
        assert_eq!(request["TaskIdentifier"], json!(["task-1"]));
        assert_eq!(request["Catalog"], "Sandbox");
        for wrong in [
            "",
            "http://Sandbox/tasks/1",
            "cosell://Sandbox/tasks",
            "cosell://Sandbox/tasks/",
            "cosell://Sandbox/tasks/1/2",
            "cosell://Sandbox/users/1",
        ] {
            assert!(find(wrong).is_none(), "{wrong}");
        }
    }
}
