//! What is written into a log of everything, and what never is.
//!
//! Every operation is called with bodies in which every text is one that occurs nowhere else, and
//! every credential is one too. Then all that the server wrote is searched for them.

mod common;

use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};

use common::{Server, opportunity};
use cosell_api::operations::OPERATIONS;
use cosell_api::shape::{Kind, Shape};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

const ACCOUNT: &str = "111111111111";

/// Texts that were sent, each of them once.
#[derive(Default)]
struct Planted {
    all: Vec<String>,
    sensitive: usize,
}

impl Planted {
    /// A text of the given form, in which `#` is what tells it from all others.
    fn text(&mut self, form: &str) -> String {
        let text = form.replace('#', &format!("7{:06}", self.all.len()));
        self.all.push(text.clone());
        text
    }

    /// A value of this shape with every member, its texts planted. `sensitive` is whether a shape
    /// around it is.
    fn value(&mut self, shape: &Shape, sensitive: bool) -> Value {
        let sensitive = sensitive || shape.sensitive;
        match &shape.kind {
            Kind::Structure { members, union } => {
                let members = members.iter().take(if *union { 1 } else { usize::MAX });
                let planted = members.map(|member| {
                    let value = match member.name {
                        "Catalog" => json!("Sandbox"),
                        _ => self.value(member.shape, sensitive),
                    };
                    (member.name.to_owned(), value)
                });
                planted.collect()
            }
            Kind::List { member, .. } => json!([self.value(member, sensitive)]),
            Kind::Map { value, .. } => json!({ "key": self.value(value, sensitive) }),
            Kind::Enumeration(values) => Value::from(values[0]),
            Kind::Integer(range) => Value::from(range.min.unwrap_or(1)),
            Kind::Timestamp => json!("2026-11-22T18:32:24.559Z"),
            Kind::Text { length, pattern } => {
                self.sensitive += usize::from(sensitive);
                let fits = |text: &str| {
                    let count = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
                    length.min.is_none_or(|min| count >= min)
                        && length.max.is_none_or(|max| count <= max)
                        && pattern.as_ref().is_none_or(|pattern| pattern.matches(text))
                };
                // One that fits none of them is sent all the same, and refused.
                let form = [
                    "planted#",
                    "planted#@secret.example",
                    "https://planted#.example",
                ]
                .into_iter()
                .chain([
                    "+1999#",
                    "O#",
                    "S-#",
                    "99#",
                    "eng-#planted",
                    "arn:aws:planted#",
                ])
                .find(|form| fits(&form.replace('#', "7000000")));
                json!(self.text(form.unwrap_or("planted#")))
            }
        }
    }
}

/// Sends a request with planted credentials. The status of the answer.
fn send(url: &str, planted: &mut Planted, operation: &str, body: &Value) -> u16 {
    let signature = planted.text("feedface#");
    let token = planted.text("session-token-#");
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .proxy(None)
        .build()
        .into();
    let answer = agent
        .post(&format!("{url}/?planted={}", planted.text("query-#")))
        .header(
            "Authorization",
            format!(
                "AWS4-HMAC-SHA256 Credential={ACCOUNT}/20260101/us-east-1/partnercentral-selling/\
                 aws4_request, SignedHeaders=host;x-amz-date, Signature={signature}"
            ),
        )
        .header("X-Amz-Security-Token", token)
        .header("X-Planted", planted.text("header-#"))
        .header("Content-Type", "application/x-amz-json-1.0")
        .header(
            "X-Amz-Target",
            format!("AWSPartnerCentralSelling.{operation}"),
        )
        .send(body.to_string())
        .expect("an answer");
    answer.status().as_u16()
}

/// A server that logs everything, in this form.
fn start(folder: &Path, form: &str, token: &str, path: &str) -> Server {
    let command = &mut Command::new(env!("CARGO_BIN_EXE_cosell"));
    let store = format!("sqlite:{}", folder.join("cosell.sqlite").display());
    command.args([
        "serve",
        "--listen=127.0.0.1:0",
        "--log-level=trace",
        "--explain",
    ]);
    command.args([&format!("--log={form}"), "--store", &store]);
    command.env("COSELL_ADMIN_TOKEN", token);
    // Nobody is there, so that every attempt leaves a line.
    command.env("COSELL_EVENTS_TO", format!("http://127.0.0.1:1/{path}"));
    Server::of(command.stderr(Stdio::piped()))
}

#[test]
fn no_text_of_a_request_and_no_credential_is_in_a_log_of_everything() {
    for form in ["text", "json"] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut planted = Planted::default();
        let admin = planted.text("admin-token-#");
        let mut server = start(folder.path(), form, &admin, &planted.text("path-#"));
        let mut log = server.child.stderr.take().expect("its log");
        let reader = std::thread::spawn(move || {
            let mut text = String::new();
            log.read_to_string(&mut text).expect("text");
            text
        });

        for meta in OPERATIONS {
            let body = planted.value(meta.input, false);
            let status = send(&server.url, &mut planted, meta.name, &body);
            assert!(
                (200..500).contains(&status),
                "{} answered {status}",
                meta.name
            );
        }
        assert!(
            planted.sensitive > 50,
            "only {} sensitive texts",
            planted.sensitive
        );

        // A deal that goes all the way, steps and journal included.
        let mut deal = opportunity(&planted.text("token-#"));
        deal["Customer"]["Account"]["CompanyName"] = json!(planted.text("Planted # Bakery"));
        deal["Project"]["Title"] = json!(planted.text("Planted # forecasts"));
        deal["Project"]["CustomerBusinessProblem"] =
            json!(planted.text("Planted # by guess, at night"));
        deal["Customer"]["Contacts"] = json!([{
            "FirstName": planted.text("Planted#"), "LastName": planted.text("Planted#"),
            "Email": planted.text("planted#@secret.example"), "Phone": planted.text("+1999#"),
        }]);
        let id = server
            .call(ACCOUNT, "CreateOpportunity", &deal)
            .expect("a deal")["Id"]
            .clone();
        let solution = json!({
            "Catalog": "Sandbox", "OpportunityIdentifier": id,
            "RelatedEntityType": "Solutions", "RelatedEntityIdentifier": "S-1234567",
        });
        server
            .call(ACCOUNT, "AssociateOpportunity", &solution)
            .expect("a solution");
        let start = json!({
            "Catalog": "Sandbox", "Identifier": id, "ClientToken": planted.text("token-#"),
            "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
        });
        let task = server.call(ACCOUNT, "StartEngagementFromOpportunityTask", &start);
        assert_eq!(task.expect("a task")["TaskStatus"], "COMPLETE");

        for (token, status) in [(admin.clone(), 200), (planted.text("wrong-token-#"), 401)] {
            let answer = ureq::get(&format!("{}/_cosell/tasks", server.url))
                .config()
                .http_status_as_error(false)
                .proxy(None)
                .build()
                .header("Authorization", format!("Bearer {token}"))
                .call()
                .expect("an answer");
            assert_eq!(answer.status(), status);
        }

        kill_process(Pid::from_child(&server.child), Signal::TERM).expect("the process is there");
        server.wait();
        let log = reader.join().expect("the log was read");
        assert!(log.contains("CreateOpportunity"), "{log}");
        assert!(log.contains("an event was not received"), "{log}");
        for text in &planted.all {
            let line = log.lines().find(|line| line.contains(text.as_str()));
            assert_eq!(line, None, "{text} is in the log");
        }
    }
}

#[test]
fn a_start_that_fails_repeats_no_credential() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tokens");
    std::fs::write(&file, "planted-a\n").expect("a file");
    for arguments in [
        vec!["--admin-token=planted-b"],
        vec!["--admin-token-file", file.to_str().expect("a path")],
        vec!["--events-to=ftp://127.0.0.1/planted-d"],
        vec!["--admin-token=planted-long-enough-c", "--store=nowhere:x"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
        command
            .args(["serve", "--listen=127.0.0.1:0"])
            .args(&arguments);
        let output = command.current_dir(folder.path()).output();
        let output = output.expect("the binary runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(!complaint.contains("planted"), "{complaint}");
    }
}
