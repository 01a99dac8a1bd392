//! Pages of the administrative API as tools: their input, and the request that a call makes of it.
//!
//! The parameters of the path and of the query are members of the input, and so are the members of
//! the body, where it is an object with known members; otherwise the body is the member `body`.

use std::sync::LazyLock;

use cosell_admin_api::{Declaration, openapi, pages};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

/// The pages that help an agent: tasks, events, time, faults, AWS's side. What administers
/// accounts, keys, policies and states of the store is left to people.
const OFFERED: [&str; 23] = [
    "ListTasks",
    "ShowTask",
    "RestartTask",
    "ListEvents",
    "ShowEvent",
    "ListTargets",
    "ShowClock",
    "SetClock",
    "AdvanceClock",
    "Settle",
    "ListFaults",
    "AddFault",
    "RemoveFault",
    "RemoveFaults",
    "ReviewOpportunity",
    "AcceptInvitation",
    "RejectInvitation",
    "SetSummary",
    "UpdateByAws",
    "CreateReferral",
    "CreateLead",
    "ShowQuotas",
    "ShowHealth",
];

/// The member that holds a body that is not an object with known members.
const BODY: &str = "body";

static DOCUMENT: LazyLock<Map<String, Value>> = LazyLock::new(openapi::document);

/// The pages that are tools.
pub(super) fn offered() -> impl Iterator<Item = &'static Declaration> {
    let find = |name: &&str| pages::DECLARED.iter().find(|page| page.name == *name);
    OFFERED.iter().filter_map(find).copied()
}

/// What the `OpenAPI` document says of a page.
fn described(page: &Declaration) -> &'static Value {
    let path = page.path.replace("{*", "{");
    let method = page.method.as_str().to_lowercase();
    let described = DOCUMENT
        .get("paths")
        .and_then(|paths| paths.get(&path)?.get(&method));
    described.unwrap_or(&Value::Null)
}

fn parameters(page: &Declaration) -> impl Iterator<Item = &'static Value> {
    let parameters = described(page).get("parameters").and_then(Value::as_array);
    parameters.into_iter().flatten()
}

fn body(page: &Declaration) -> Option<&'static Value> {
    described(page).pointer("/requestBody/content/application~1json/schema")
}

/// Whether the members of a body are members of the input.
fn is_flat(body: &Value) -> bool {
    body.get("properties").is_some()
        && ["oneOf", "anyOf", "allOf"]
            .iter()
            .all(|word| body.get(word).is_none())
}

/// The schema of the tool's input.
pub(super) fn schema(page: &Declaration) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for parameter in parameters(page) {
        let Some(name) = parameter["name"].as_str() else {
            continue;
        };
        let mut schema = parameter["schema"].clone();
        if let (Some(about), Value::Object(schema)) = (parameter.get("description"), &mut schema) {
            schema.insert("description".to_owned(), about.clone());
        }
        properties.insert(name.to_owned(), schema);
        if parameter["required"] == true {
            required.push(json!(name));
        }
    }
    match body(page) {
        Some(body) if is_flat(body) => {
            let members = body["properties"].as_object().into_iter().flatten();
            properties.extend(members.map(|(name, schema)| (name.clone(), schema.clone())));
            required.extend(body["required"].as_array().into_iter().flatten().cloned());
        }
        Some(body) => {
            properties.insert(BODY.to_owned(), body.clone());
            required.push(json!(BODY));
        }
        None => {}
    }
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// A request for a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PageRequest {
    pub(super) path: String,
    pub(super) query: String,
    /// Empty if the page takes none.
    pub(super) body: String,
}

/// The request that a call makes of a page; the error is a sentence.
pub(super) fn request(
    page: &Declaration,
    mut arguments: Map<String, Value>,
) -> Result<PageRequest, String> {
    let mut path = page.path.replace("{*", "{");
    let mut query = Vec::new();
    for parameter in parameters(page) {
        let Some(name) = parameter["name"].as_str() else {
            continue;
        };
        let value = match arguments.remove(name) {
            None | Some(Value::Null) if parameter["required"] == true => {
                return Err(format!("{name} is required."));
            }
            None | Some(Value::Null) => continue,
            Some(Value::String(text)) => text,
            Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
            Some(_) => return Err(format!("{name} must be one value.")),
        };
        if parameter["in"] == "path" {
            if value.is_empty() {
                return Err(format!("{name} must not be empty."));
            }
            let value = utf8_percent_encode(&value, NON_ALPHANUMERIC).to_string();
            path = path.replace(&format!("{{{name}}}"), &value);
        } else {
            query.push((name, value));
        }
    }
    let body = match body(page) {
        Some(body) if is_flat(body) => Some(Value::Object(std::mem::take(&mut arguments))),
        Some(_) => Some(arguments.remove(BODY).unwrap_or_default()),
        None => None,
    };
    if let Some(name) = arguments.keys().next() {
        return Err(format!("The tool has no argument {name}."));
    }
    let query = serde_urlencoded::to_string(query).map_err(|error| error.to_string())?;
    Ok(PageRequest {
        path,
        query,
        body: body.map(|body| body.to_string()).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(name: &str) -> &'static Declaration {
        offered().find(|page| page.name == name).expect("a page")
    }

    fn arguments(value: &Value) -> Map<String, Value> {
        value.as_object().cloned().expect("an object")
    }

    #[test]
    fn every_page_that_is_offered_exists_and_its_input_has_no_name_twice() {
        assert_eq!(offered().count(), OFFERED.len());
        for page in offered() {
            let members = body(page).filter(|body| is_flat(body));
            let members = members.and_then(|body| body["properties"].as_object());
            for parameter in parameters(page) {
                let name = parameter["name"].as_str().expect("a name");
                assert!(
                    !members.is_some_and(|members| members.contains_key(name)),
                    "{name}"
                );
            }
            assert!(!schema(page).to_string().contains("$ref"), "{}", page.name);
        }
    }

    #[test]
    fn arguments_are_in_the_path_the_query_and_the_body_where_the_page_has_them() {
        let asked = json!({ "id": "O1/../x", "decision": "approve" });
        let request = request(page("ReviewOpportunity"), arguments(&asked)).expect("a request");
        assert_eq!(
            request.path,
            "/_cosell/aws/opportunities/O1%2F%2E%2E%2Fx/review"
        );
        assert_eq!(request.body, r#"{"decision":"approve"}"#);
        let listed = request_of("ListTasks", &json!({ "limit": 5 }));
        assert_eq!(
            listed.map(|request| request.query),
            Ok("limit=5".to_owned())
        );
        let page = request_of("ListTasks", &json!({ "nonsense": 5 }));
        assert_eq!(page, Err("The tool has no argument nonsense.".to_owned()));
        assert!(request_of("ShowTask", &json!({})).is_err());
        assert!(request_of("ShowTask", &json!({ "id": ["a"] })).is_err());
    }

    fn request_of(name: &str, asked: &Value) -> Result<PageRequest, String> {
        request(page(name), arguments(asked))
    }
}
