//! What is written into a log of everything, and what never is.
//!
//! Every operation is called with bodies in which every text is one that occurs nowhere else, and
//! every credential is one too. Then all that the server wrote is searched for them.

use std::ffi::OsString;
use std::io::Read as _;
use std::os::unix::ffi::OsStringExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use cosell_api::operations::OPERATIONS;
use cosell_api::shape::{Kind, Shape};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use crate::common::{Server, opportunity};

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
                let members = members.filter(|member| !member.shape.leads_to(shape));
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
            Kind::Double => json!(1.5),
            Kind::Boolean => json!(true),
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
        assert!(log.contains("event delivery failed"), "{log}");
        for text in &planted.all {
            let line = log.lines().find(|line| line.contains(text.as_str()));
            assert_eq!(line, None, "{text} is in the log");
        }
    }
}

/// Options of a command whose values `--help` does not show, with their variables.
fn secrets_of(command: &[&str]) -> Vec<(String, String)> {
    let mut help = Command::new(env!("CARGO_BIN_EXE_cosell"));
    let output = help.args(command).arg("--help").output();
    let help = String::from_utf8(output.expect("the binary runs").stdout).expect("text");
    let mut options = Vec::new();
    let mut option = None;
    for line in help.lines().map(str::trim) {
        if line.starts_with("--") {
            option = line.split([' ', '[']).next().map(str::to_owned);
        }
        let variable = line
            .split_once("[env: ")
            .and_then(|(_, rest)| rest.split_once(']'));
        if let Some((variable, _)) = variable.filter(|(variable, _)| !variable.contains('=')) {
            let option = option.clone().expect("an option before its variable");
            options.push((option, variable.to_owned()));
        }
    }
    options
}

/// Runs a command that must complain, and must not repeat what was planted.
fn complains(command: &mut Command, says: &str) {
    let output = command.output().expect("the binary runs");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{command:?}: {complaint}");
    let lower = complaint.to_lowercase();
    assert!(
        !lower.contains("planted") && !complaint.contains("71234567"),
        "{command:?}: {complaint}"
    );
    assert!(complaint.contains(says), "{command:?}: {complaint}");
}

/// The command with nothing in its environment.
fn cosell(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("COSELL_")) {
        command.env_remove(name);
    }
    command.current_dir(folder).args(arguments);
    command
}

/// Values that are wrong for some option or other; what is right for one does not help, because
/// another option is wrong as well.
fn wrong_values() -> Vec<OsString> {
    let texts = [
        "planted-a",
        "planted with spaces, and long enough for a token",
        "-planted-behind-a-hyphen-long-enough",
        "--planted=behind-two-hyphens",
        "planted-sixteen-letters-\u{e9}",
        "http://user:planted@host.example/",
        "ftp://host.example/planted",
        "postgres://ada:planted@host.example:port/hub",
        "nowhere:planted",
    ];
    let bytes = OsString::from_vec(b"planted-\xff-bytes".to_vec());
    texts
        .into_iter()
        .map(OsString::from)
        .chain([bytes])
        .collect()
}

#[test]
fn no_secret_option_is_repeated_however_it_is_given_and_whatever_is_wrong_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    for (base, least) in [
        (&["serve", "--listen=127.0.0.1:0", "--lease=1ms"][..], 3),
        (&["task", "list", "--ca-file=/nowhere/ca.pem"], 2),
    ] {
        let path: Vec<&str> = base
            .iter()
            .copied()
            .take_while(|word| !word.starts_with('-'))
            .collect();
        let secrets = secrets_of(&path);
        assert!(secrets.len() >= least, "{path:?}: {secrets:?}");
        for (option, variable) in secrets {
            for value in wrong_values() {
                let mut joined = OsString::from(format!("{option}="));
                joined.push(&value);
                complains(cosell(folder.path(), base).arg(joined), "");
                complains(cosell(folder.path(), base).arg(&option).arg(&value), "");
                complains(cosell(folder.path(), base).env(&variable, &value), "");
            }
            // A space too many, an option mistyped, and one that is given twice.
            complains(
                cosell(folder.path(), &path).args([&option, "Planted", "planted rest"]),
                "unexpected argument",
            );
            let mistyped = format!("{}x=planted", &option[..option.len() - 1]);
            complains(
                cosell(folder.path(), &path).arg(mistyped),
                "unexpected argument",
            );
            complains(
                cosell(folder.path(), &path).args([&option, "planted", &option, "planted"]),
                &option,
            );
        }
    }
}

/// The keys that a table of the configuration file may have. `before` is what stands before them.
fn keys_of(folder: &Path, before: &str) -> Vec<String> {
    let complaint = by_file(folder, &format!("{before}\nno_such_key = 1\n"));
    let Some((_, keys)) = complaint.split_once("unknown field `no_such_key`, expected ") else {
        return Vec::new();
    };
    let quoted = keys.split('`').skip(1).step_by(2);
    quoted
        .filter(|key| *key != "no_such_key")
        .map(str::to_owned)
        .collect()
}

/// What a server complains of whose file says this.
fn by_file(folder: &Path, text: &str) -> String {
    let file = folder.join("cosell.toml");
    std::fs::write(&file, text).expect("a file");
    let mut command = cosell(folder, &["serve", "--listen=127.0.0.1:0", "--lease=1ms"]);
    let output = command.arg("--config").arg(&file).output();
    let output = output.expect("the binary runs");
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{text}: {complaint}");
    complaint
}

/// Every table of the file with its keys, found by asking for a key that there is not.
fn tables(folder: &Path) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    let mut waiting = vec![(String::new(), String::new())];
    while let Some((path, before)) = waiting.pop() {
        let keys = keys_of(folder, &before);
        if keys.is_empty() {
            continue;
        }
        for key in &keys {
            let inner = if path.is_empty() {
                key.clone()
            } else {
                format!("{path}.{key}")
            };
            for header in [format!("[{inner}]"), format!("[[{inner}]]")] {
                waiting.push((inner.clone(), format!("{before}\n{header}")));
            }
        }
        found.push((before, keys));
    }
    found
}

#[test]
fn no_secret_of_the_file_is_repeated_whatever_is_wrong_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let tables = tables(folder.path());
    let mut secrets = 0;
    for (before, keys) in &tables {
        let looks_secret = |key: &&String| {
            let names = [
                "token",
                "secret",
                "password",
                "credential",
                "store",
                "events_to",
            ];
            let is_path = key.ends_with("_file");
            !is_path && *key != "stored" && names.iter().any(|name| key.contains(name))
        };
        for key in keys.iter().filter(looks_secret) {
            secrets += 1;
            for value in [
                "\"planted\"",
                "\"postgres://ada:planted@host.example:port/hub\"",
                "\"nowhere:planted\"",
                "\"planted",
                "'planted",
                "planted",
                "\"planted\" planted",
                "\"planted\\q\"",
                "\"\"\"\nstore = planted\n",
                "712345678",
                "-712345678",
                "71234567890123456789012345678901234567890",
                "0x71234567",
                "7123456712345.25",
                "7123456789e999999",
                "true",
                "1971-01-01T07:12:34.71234567Z",
                "[\"planted\"]",
                "[\"planted\", 71234567]",
                "{ planted = \"planted\" }",
                "{ a = 71234567, b = \"planted\"",
            ] {
                let complaint = by_file(folder.path(), &format!("{before}\n  {key} = {value}\n"));
                let lower = complaint.to_lowercase();
                let repeated = lower.contains("planted") || complaint.contains("71234567");
                assert!(!repeated, "{before} {key} = {value}: {complaint}");
            }
            let complaint = by_file(folder.path(), &format!("{before}\n{key}x = \"planted\"\n"));
            assert!(complaint.contains("unknown field"), "{complaint}");
            assert!(!complaint.contains("planted"), "{complaint}");
        }
    }
    let names: Vec<&String> = tables.iter().map(|(before, _)| before).collect();
    assert!(secrets >= 5, "only {secrets} secrets in {names:?}");
    assert!(
        names.iter().any(|name| name.contains("account.key")),
        "{names:?}"
    );
}

/// Keys whose own words repeat a value of the right type, so that a mistyped one is recognized.
/// None of them stands beside a secret.
const REPEATED: [&str; 28] = [
    "listen",
    "task_wait",
    "task_retention",
    "match_delay",
    "event_retention",
    "lease",
    "clock",
    "fault",
    "log_level",
    "allowed_origin",
    "header_timeout",
    "body_timeout",
    "idle_timeout",
    "id",
    "marketplace_arn",
    "stored",
    "engagement_members",
    "engagement_contexts",
    "customer_accounts",
    "aws_products",
    "solutions",
    "marketplace_solutions",
    "marketplace_products",
    "bulk_jobs_running",
    "upload_mebibytes",
    "bulk_host",
    "upload_bucket",
    "region",
];

/// Words with which serde repeats a value.
const SERDE: [&str; 4] = [
    "invalid type",
    "invalid value",
    "invalid length",
    "unknown variant",
];

#[test]
fn an_error_of_type_repeats_no_value_of_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut tried = 0;
    for (before, keys) in tables(folder.path()) {
        for key in keys {
            for value in [
                "\"planted\"",
                "\"planted, expected planted\"",
                "71234567",
                "-71234567",
                "71234567.25",
                "1971-01-01T07:12:34.71234567Z",
                "[\"planted\"]",
                "[71234567]",
                "{ a = \"planted\" }",
            ] {
                let complaint = by_file(folder.path(), &format!("{before}\n{key} = {value}\n"));
                tried += 1;
                let repeated = complaint.contains("planted") || complaint.contains("71234567");
                assert!(
                    !repeated || REPEATED.contains(&&*key),
                    "{before} {key} = {value}: {complaint}"
                );
                let serde = SERDE.iter().find(|words| complaint.contains(**words));
                assert_eq!(serde, None, "{before} {key} = {value}: {complaint}");
            }
        }
    }
    assert!(tried > 400, "only {tried} were tried");
}

/// Who gives the secret in place of the file that holds it does not find it in the log.
#[test]
fn a_secret_in_place_of_its_file_is_not_repeated() {
    let folder = tempfile::tempdir().expect("a folder");
    for option in ["--secrets-key-file", "--admin-token-file"] {
        for secret in [
            "planted",
            "planted/planted=",
            "/planted+planted",
            "planted.planted",
        ] {
            let mut command = cosell(folder.path(), &["serve", "--listen=127.0.0.1:0"]);
            complains(command.args([option, secret]), option);
        }
    }
}

#[test]
fn a_token_file_is_reported_by_its_name_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tokens");
    for text in ["planted-a\n", "planted with spaces and long enough\n"] {
        std::fs::write(&file, text).expect("a file");
        let mut command = cosell(folder.path(), &["serve", "--listen=127.0.0.1:0"]);
        complains(
            command.arg("--admin-token-file").arg(&file),
            "invalid admin token",
        );
    }
}
