//! A recorded request as a command of the AWS CLI, a program, or a test.

use std::fmt::Write as _;
use std::sync::Arc;

use cosell_admin_api::recorded::Language;
use cosell_api::{OperationMeta, wire};
use cosell_domain::Caller;
use serde_json::Value;

use super::before::{before, expressions};
use super::literal::{Syntax, literal, without_nulls};
use crate::access::Mode;
use crate::front::Front;
use crate::recorder::{Entry, Place};

/// A request of so many bytes is not an argument of a command: Linux allows 128 KiB.
const LONGEST: usize = 100_000;

/// Where it is written then.
const FILE: &str = "cosell-request.json";

/// The line that ends it: no line of JSON is like it.
const END: &str = "COSELL_REQUEST";

const REGION: &str = "us-east-1";

/// Writes a request as a program; `all` are the requests of its space. `None` when it names no
/// operation of the API, or its body is not JSON.
pub(crate) fn program(
    front: &Front,
    place: &Place,
    entry: &Entry,
    all: &[Arc<Entry>],
    language: Language,
) -> Option<String> {
    let meta = cosell_domain::find(&entry.operation)?.meta;
    let input = without_nulls(wire::parse(entry.body.as_ref()?).ok()?);
    let access = Access::of(front, place, entry);
    Some(match language {
        Language::Cli => cli(meta, &input, &access),
        Language::Boto3 => boto3(meta, &input, &access),
        Language::JavaScript => javascript(meta, &input, &access),
        Language::Pytest => pytest(meta, &input, entry, all),
    })
}

/// Where a program sends the request, and as whom.
struct Access {
    url: String,
    /// In mode `open`, where any secret will do.
    key: Option<String>,
}

impl Access {
    fn of(front: &Front, place: &Place, entry: &Entry) -> Self {
        let account = entry.caller.as_ref().map(Caller::account);
        let account = account.filter(|_| front.mode() == Mode::Open);
        let key = account.map(|account| match place {
            Some(namespace) => format!("{namespace}/{account}"),
            None => account.to_string(),
        });
        Self {
            url: front.service.settings().public_url.clone(),
            key,
        }
    }
}

fn cli(meta: &OperationMeta, input: &Value, access: &Access) -> String {
    let command = parted(meta.name, '-');
    let key = access.key.as_deref().map(|key| {
        let key = shell(key);
        format!("AWS_ACCESS_KEY_ID={key} AWS_SECRET_ACCESS_KEY=any \\\n")
    });
    let (key, url) = (key.unwrap_or_default(), shell(&access.url));
    let request = literal(Syntax::Json, input, None, 0, &|_| None);
    let (file, request) = if request.len() < LONGEST {
        (String::new(), shell(&request))
    } else {
        let file = format!("cat >{FILE} <<'{END}'\n{request}\n{END}\n");
        (file, format!("file://{FILE}"))
    };
    format!(
        "{file}{key}aws partnercentral-selling {command} --region {REGION} \\\n    --endpoint-url \
         {url} \\\n    --cli-input-json {request}\n"
    )
}

fn boto3(meta: &OperationMeta, input: &Value, access: &Access) -> String {
    let method = parted(meta.name, '_');
    let key = access.key.as_deref().map(|key| {
        let key = Value::from(key);
        format!("    aws_access_key_id={key},\n    aws_secret_access_key=\"any\",\n")
    });
    let (key, url) = (key.unwrap_or_default(), Value::from(access.url.as_str()));
    let request = literal(Syntax::Python, input, Some(meta.input), 0, &|_| None);
    format!(
        "import boto3\n\nselling = boto3.client(\n    \"partnercentral-selling\",\n    \
         endpoint_url={url},\n    region_name=\"{REGION}\",\n{key})\nrequest = {request}\nresponse \
         = selling.{method}(**request)\nprint(response)\n"
    )
}

fn javascript(meta: &OperationMeta, input: &Value, access: &Access) -> String {
    let name = meta.name;
    let key = access.key.as_deref().map(|key| {
        let key = Value::from(key);
        format!("    credentials: {{ accessKeyId: {key}, secretAccessKey: \"any\" }},\n")
    });
    let (key, url) = (key.unwrap_or_default(), Value::from(access.url.as_str()));
    let request = literal(Syntax::JavaScript, input, Some(meta.input), 0, &|_| None);
    format!(
        "import {{\n    {name}Command,\n    PartnerCentralSellingClient,\n}} from \
         \"@aws-sdk/client-partnercentral-selling\";\n\nconst selling = new \
         PartnerCentralSellingClient({{\n    endpoint: {url},\n    region: \
         \"{REGION}\",\n{key}}});\nconst request = {request};\nconst response = await \
         selling.send(new {name}Command(request));\nconsole.log(response);\n"
    )
}

/// A test that expects the answer that was recorded: its error with the same findings, or the same
/// members. The requests that it builds on come first.
fn pytest(meta: &OperationMeta, input: &Value, entry: &Entry, all: &[Arc<Entry>]) -> String {
    let before = before(entry, input, all);
    let mut body = String::new();
    for (place, one) in before.iter().enumerate() {
        let known = expressions(before.get(..place).unwrap_or_default());
        let name = |text: &str| known.get(text).cloned();
        let method = parted(&one.entry.operation, '_');
        let shape = cosell_api::find(&one.entry.operation).map(|meta| meta.input);
        let request = literal(Syntax::Python, &one.body, shape, 4, &name);
        let number = place + 1;
        // Writing to a text cannot fail.
        let _ = write!(
            body,
            "    request = {request}\n    answer_{number} = selling.{method}(**request)\n"
        );
    }
    let known = expressions(&before);
    let name = |text: &str| known.get(text).cloned();
    let method = parted(meta.name, '_');
    let request = literal(Syntax::Python, input, Some(meta.input), 4, &name);
    let _ = writeln!(body, "    request = {request}");
    let answer = serde_json::from_slice(&entry.answer).unwrap_or(Value::Null);
    let python = |value: &Value| literal(Syntax::Python, value, None, 4, &|_| None);
    let (imports, suffix) = match entry.error {
        None => {
            let members = answer.as_object().into_iter().flatten();
            // boto3 leaves out what is null.
            let members = members.filter(|(_, value)| !value.is_null());
            let members: Vec<Value> = members.map(|(name, _)| name.as_str().into()).collect();
            let members = python(&members.into());
            let _ = write!(
                body,
                "    response = selling.{method}(**request)\n    members = {members}\n    assert \
                 set(members) <= set(response)\n"
            );
            ("", "")
        }
        Some(error) => {
            let errors = answer.get("ErrorList").and_then(Value::as_array);
            let errors = errors.into_iter().flatten().map(|error| {
                let member = |name: &str| error.get(name).cloned().unwrap_or(Value::Null);
                Value::Array(vec![member("FieldName"), member("Code")])
            });
            let (findings, error) = (python(&errors.collect()), Value::from(error));
            let _ = write!(
                body,
                "    with pytest.raises(ClientError) as refused:\n        \
                 selling.{method}(**request)\n    response = refused.value.response\n    code = \
                 response[\"Error\"][\"Code\"]\n    assert code == {error}\n    errors = \
                 response.get(\"ErrorList\", [])\n    found = [[one.get(\"FieldName\"), \
                 one[\"Code\"]] for one in errors]\n    assert found == {findings}\n"
            );
            (
                "import pytest\nfrom botocore.exceptions import ClientError\n\n",
                "_is_refused",
            )
        }
    };
    let id = entry.id;
    format!(
        "\"\"\"The recorded request {id}.\"\"\"\n\n{imports}\ndef \
         test_{method}{suffix}(selling):\n{body}"
    )
}

/// The name of an operation in small letters, with its words parted.
fn parted(name: &str, by: char) -> String {
    let mut parted = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !parted.is_empty() {
            parted.push(by);
        }
        parted.push(letter.to_ascii_lowercase());
    }
    parted
}

/// A word of a shell.
fn shell(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/:._-".contains(&byte);
    if !text.is_empty() && text.bytes().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_a_shell_is_quoted_if_it_must_be() {
        for (text, word) in [
            ("http://127.0.0.1:7226", "http://127.0.0.1:7226"),
            ("a b", "'a b'"),
            ("it's $HOME", r"'it'\''s $HOME'"),
            ("", "''"),
        ] {
            assert_eq!(shell(text), word);
        }
    }
}
