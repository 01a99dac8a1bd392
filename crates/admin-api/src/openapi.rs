//! The table of pages as an `OpenAPI` 3.1 document.
//!
//! schemars makes the schemas of the types. What is answered is described as it is written, under
//! `components`; what is sent is described as it is read, in its place. The two differ in what may
//! be left out.

use std::mem;

use schemars::generate::{Contract, SchemaSettings};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::declaration::Declaration;
use crate::page::Page;
use crate::{Error, pages};

/// The name of the token in the document.
const TOKEN: &str = "adminToken";

/// All pages, written down. It is the same at every call.
pub fn document() -> Map<String, Value> {
    let mut document = Document::new();
    pages::describe(&mut document);
    document.finish()
}

/// A document that is being written.
pub(crate) struct Document {
    paths: Map<String, Value>,
    sent: SchemaGenerator,
    answered: SchemaGenerator,
}

impl Document {
    fn new() -> Self {
        let generator = |contract, inline| {
            let settings = SchemaSettings::draft2020_12().with(|settings| {
                settings.meta_schema = None;
                settings.definitions_path = "/components/schemas".into();
                settings.contract = contract;
                settings.inline_subschemas = inline;
            });
            settings.into_generator()
        };
        Self {
            paths: Map::new(),
            sent: generator(Contract::Deserialize, true),
            answered: generator(Contract::Serialize, false),
        }
    }

    pub(crate) fn page<P: Page>(&mut self) {
        let mut operation = Operation {
            declared: P::DECLARED,
            sent: &mut self.sent,
            answered: &mut self.answered,
            written: Map::new(),
        };
        P::describe(&mut operation);
        let written = operation.finish();
        let path = P::DECLARED.path.replace("{*", "{");
        let methods = self.paths.entry(path).or_insert_with(|| json!({}));
        if let Value::Object(methods) = methods {
            methods.insert(P::DECLARED.method.as_str().to_lowercase(), written);
        }
    }

    fn finish(mut self) -> Map<String, Value> {
        let document = json!({
            "openapi": "3.1.0",
            "info": {
                "title": "cosell: administration",
                "version": env!("CARGO_PKG_VERSION"),
                "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
            },
            "security": [{ TOKEN: [] }],
            "paths": self.paths,
            "components": {
                "securitySchemes": { TOKEN: {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "An admin token, where the server has one. In mode open without \
                                    one the pages are open to the programs of its machine.",
                } },
                "schemas": self.answered.take_definitions(true),
            },
        });
        match document {
            Value::Object(members) => members,
            _ => Map::new(),
        }
    }
}

/// A page of a document that is being written.
pub struct Operation<'a> {
    declared: &'static Declaration,
    sent: &'a mut SchemaGenerator,
    answered: &'a mut SchemaGenerator,
    written: Map<String, Value>,
}

impl std::fmt::Debug for Operation<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Operation")
            .field("declared", &self.declared)
            .finish_non_exhaustive()
    }
}

impl Operation<'_> {
    /// The path has this parameter.
    pub fn parameter(&mut self, name: &'static str) {
        self.add_parameter(json!({
            "name": name, "in": "path", "required": true, "schema": { "type": "string" },
        }));
    }

    /// The query has the members of this type, each a parameter.
    pub fn query<T: JsonSchema>(&mut self) {
        let mut schema = T::json_schema(self.sent);
        let required = schema.remove("required").unwrap_or_default();
        let members = schema.remove("properties").unwrap_or_default();
        for (name, mut schema) in members.as_object().cloned().unwrap_or_default() {
            let is_required = required
                .as_array()
                .is_some_and(|names| names.iter().any(|required| *required == *name));
            let about = schema.as_object_mut().and_then(|schema| {
                without_null(schema);
                schema.remove("description")
            });
            let mut parameter = json!({
                "name": name, "in": "query", "required": is_required, "schema": schema,
            });
            if let Some(about) = about {
                parameter["description"] = about;
            }
            self.add_parameter(parameter);
        }
    }

    /// The body is a document of this type.
    pub fn body<T: JsonSchema>(&mut self) {
        let schema = self.sent.subschema_for::<T>();
        let content = content("application/json", &schema);
        let body = json!({ "required": true, "content": content });
        self.written.insert("requestBody".to_owned(), body);
    }

    /// This is answered, or an error.
    pub fn answer<A: Answer>(&mut self) {
        let schema = A::schema(self.answered);
        let content = content(A::MEDIA_TYPE, &schema);
        let mut responses = json!({
            "200": {
                "description": "It is done, or shown.",
                "content": content,
            },
            "default": {
                "description": "An error. One that comes before the page, such as \
                                InternalServerException, has the members __type and Message.",
                "content": { "application/json": { "schema": { "anyOf": [
                    self.answered.subschema_for::<Error>(),
                    { "type": "object", "required": ["__type"] },
                ] } } },
            },
        });
        if let Some(status) = self.declared.also {
            responses[status.to_string()] = json!({
                "description": "The same, of a server that is not well.",
                "content": content,
            });
        }
        self.written.insert("responses".to_owned(), responses);
    }

    fn add_parameter(&mut self, parameter: Value) {
        let parameters = self
            .written
            .entry("parameters")
            .or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(parameters) = parameters {
            parameters.push(parameter);
        }
    }

    fn finish(mut self) -> Value {
        let declared = self.declared;
        let mut add = |name: &str, value| self.written.insert(name.to_owned(), value);
        add("operationId", declared.name.into());
        // Comments come with a space before each of their lines.
        add("summary", declared.about.trim().into());
        if let Some(act) = declared.act {
            add(
                "description",
                format!("The audit log records it as `{}`.", act.name).into(),
            );
        }
        if declared.open {
            add("security", json!([{}, { TOKEN: [] }]));
        }
        Value::Object(mem::take(&mut self.written))
    }
}

/// The same of a member of a query, which may be left out but has no null.
fn without_null(schema: &mut Map<String, Value>) {
    schema.retain(|name, value| name != "default" || !value.is_null());
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    if let Some(Value::Array(types)) = schema.get("type")
        && let [one, null] = types.as_slice()
        && null == "null"
    {
        let one = one.clone();
        schema.insert("type".to_owned(), one);
    }
}

/// What is sent or answered, under its type.
fn content(media_type: &str, schema: &Schema) -> Value {
    let media_type = media_type.split(';').next().unwrap_or(media_type);
    json!({ media_type: { "schema": schema } })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_page_of_the_table_is_in_the_document_and_nothing_else() {
        let document = document();
        let mut written = BTreeSet::new();
        for (path, methods) in document["paths"].as_object().expect("paths") {
            for (method, operation) in methods.as_object().expect("methods") {
                let name = operation["operationId"].as_str().expect("a name");
                written.insert(format!("{name}: {} {path}", method.to_uppercase()));
            }
        }
        let declared: BTreeSet<String> = pages::DECLARED
            .iter()
            .map(|page| {
                let path = page.path.replace("{*", "{");
                format!("{}: {} {path}", page.name, page.method.as_str())
            })
            .collect();
        assert_eq!(written, declared);
    }

    #[test]
    fn a_page_that_is_read_takes_no_body() {
        let document = document();
        for (path, methods) in document["paths"].as_object().expect("paths") {
            assert_eq!(methods["get"].get("requestBody"), None, "{path}");
        }
    }

    #[test]
    fn what_the_document_refers_to_is_in_it() {
        let document = document();
        let text = Value::Object(document.clone()).to_string();
        for reference in text.split("\"$ref\":\"").skip(1) {
            let reference = reference.split('"').next().expect("a reference");
            let pointer = reference.strip_prefix('#').expect("one of this document");
            let found = Value::Object(document.clone()).pointer(pointer).is_some();
            assert!(found, "{reference}");
        }
    }

    #[test]
    fn a_query_says_what_it_takes_and_what_it_needs() {
        let document = Value::Object(document());
        let parameters = document["paths"]["/_cosell/keys"]["get"]["parameters"]
            .as_array()
            .expect("parameters")
            .iter();
        let names: Vec<_> = parameters
            .map(|parameter| (parameter["name"].clone(), parameter["required"].clone()))
            .collect();
        let needed = |name: &str, needed: bool| (json!(name), json!(needed));
        let wanted = [
            needed("account", true),
            needed("limit", false),
            needed("next", false),
            needed("role", false),
            needed("user", false),
        ];
        assert_eq!(names, wanted);
    }
}
