//! The real binary, as a user runs it: what it prints, what it refuses, how it ends.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The binary, deaf to settings of the machine that the test runs on.
fn cosell() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("COSELL_")) {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    cosell().args(arguments).output().expect("the binary runs")
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A server under way; it is killed with the value.
struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    url: String,
}

impl Server {
    /// Starts it in this folder, which holds its store, on a free port unless the arguments say
    /// where.
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::spawn(
            cosell()
                .current_dir(folder)
                .args(["serve", "--listen=127.0.0.1:0"])
                .args(arguments),
        )
    }

    fn spawn(command: &mut Command) -> Self {
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary runs");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        output.read_line(&mut line).expect("a line");
        let url = line.trim_end().strip_prefix("listening on ");
        let Some(url) = url.map(str::to_owned) else {
            let mut log = String::new();
            let _ = child
                .stderr
                .take()
                .expect("its log")
                .read_to_string(&mut log);
            panic!("{line:?}\n{log}");
        };
        Self { child, output, url }
    }

    fn health(&self) -> Value {
        let url = format!("{}/_cosell/health", self.url);
        let mut answer = ureq::get(&url).call().expect("an answer");
        let text = answer.body_mut().read_to_string().expect("a body");
        serde_json::from_str(&text).expect("JSON")
    }

    fn call(&self, access_key: &str, operation: &str, input: &Value) -> Value {
        let credential = format!(
            "AWS4-HMAC-SHA256 Credential={access_key}/20261122/us-east-1/partnercentral-selling/\
             aws4_request, SignedHeaders=host, Signature=00"
        );
        let mut answer = ureq::post(&format!("{}/{operation}", self.url))
            .header("content-type", "application/json")
            .header("authorization", &credential)
            .send(input.to_string())
            .unwrap_or_else(|error| panic!("{operation}: {error}"));
        let text = answer.body_mut().read_to_string().expect("a body");
        if text.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&text).expect("JSON")
        }
    }

    /// Sends a signal, waits, and gives the status, what else was printed, and the log.
    fn end(mut self, signal: Signal) -> (ExitStatus, String, String) {
        let id = Pid::from_child(&self.child);
        kill_process(id, signal).expect("the process is there");
        let (mut printed, mut log) = (String::new(), String::new());
        self.output.read_to_string(&mut printed).expect("text");
        let mut errors = self.child.stderr.take().expect("its log");
        errors.read_to_string(&mut log).expect("text");
        (self.child.wait().expect("a status"), printed, log)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn opportunity() -> Value {
    json!({
        "Catalog": "Sandbox",
        "ClientToken": "create-1",
        "Customer": { "Account": { "CompanyName": "Willow & Pike Grocers", "Industry": "Retail" } },
        "Project": { "Title": "Shelf forecasts" },
        "LifeCycle": { "Stage": "Prospect", "TargetCloseDate": "2040-12-31" }
    })
}

#[test]
fn the_demonstration_does_the_main_job() {
    let output = run(&["demo"]);
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}\n{}", complaint(&output));
    for step in [
        "GetOpportunity",
        "CreateEngagement",
        "CreateResourceSnapshot",
        "CreateResourceSnapshotJob",
        "CreateEngagementInvitation",
        "SubmitOpportunity",
    ] {
        assert!(printed.contains(step), "{step} is not in\n{printed}");
    }
    for shown in [
        "COMPLETE",
        "Pending Submission",
        "Submitted",
        "cosell demo --recipe",
    ] {
        assert!(printed.contains(shown), "{shown} is not in\n{printed}");
    }
    assert!(!printed.contains("import boto3"), "{printed}");
    assert!(
        !printed.contains('\u{1b}'),
        "colours do not belong in a file"
    );
}

#[test]
fn the_demonstration_prints_a_recipe_for_the_server_that_is_named() {
    let output = run(&["demo", "--recipe", "--url=http://127.0.0.1:7333"]);
    let printed = String::from_utf8_lossy(&output.stdout);
    for shown in [
        "cosell serve --listen 127.0.0.1:7333 &",
        "SELLING=http://127.0.0.1:7333\n",
        "import boto3",
        "aws partnercentral-selling",
    ] {
        assert!(printed.contains(shown), "{shown} is not in\n{printed}");
    }
    assert!(!printed.contains("7226"), "{printed}");
}

#[test]
fn the_demonstration_can_be_read_by_programs() {
    let output = run(&["demo", "--json"]);
    assert!(output.status.success(), "{}", complaint(&output));
    let document: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
    assert_eq!(document["ok"], true);
    assert_eq!(document["task"]["TaskStatus"], "COMPLETE");
    assert_eq!(document["before"]["review_status"], "Pending Submission");
    assert_eq!(document["after"]["review_status"], "Submitted");
    let fetched = document["fetched"].as_array().expect("a list");
    assert!(
        fetched.len() >= 5 && fetched.iter().all(|one| one["ok"] == true),
        "{fetched:?}"
    );
}

#[test]
fn a_server_says_where_it_listens_and_nothing_else() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    let health = server.health();
    assert_eq!(health["status"], "ok");
    assert_eq!(health["store"], "sqlite:cosell.sqlite");
    assert!(folder.path().join("cosell.sqlite").exists());
    let (status, printed, log) = server.end(Signal::TERM);
    assert_eq!(status.code(), Some(0), "{log}");
    assert_eq!(printed, "");
    assert!(
        log.contains("_cosell/health") && log.contains("SIGTERM"),
        "{log}"
    );
}

#[test]
fn an_interrupt_ends_a_server_as_well() {
    let server = Server::start(folder().path(), &["--store=memory"]);
    assert_eq!(server.health()["store"], "memory");
    let (status, _, log) = server.end(Signal::INT);
    assert_eq!(status.code(), Some(0), "{log}");
}

#[test]
fn an_open_server_listens_on_this_machine_only() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.7:7226"] {
        let output = run(&["serve", "--store=memory", "--listen", address]);
        assert_eq!(output.status.code(), Some(2), "{}", complaint(&output));
        assert!(output.stdout.is_empty());
        let complaint = complaint(&output);
        assert!(
            complaint.contains("loopback") && complaint.contains(address),
            "{complaint}"
        );
    }
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let output = run(&["serve", "--store=memory", "--listen", &address]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        complaint(&output).contains(&address),
        "{}",
        complaint(&output)
    );
}

#[test]
fn a_wrong_option_is_a_usage_error() {
    for wrong in [
        "--store=mysql://x",
        "--task-wait=5",
        "--lease=5ms",
        "--step-commit=sometimes",
        "--strictness=none",
        "--task-id-style=short",
        "--fault=somewhere",
        "--seed=x",
        "--log=xml",
        "--log-level=loud",
        "--nonsense",
    ] {
        let output = run(&["serve", wrong]);
        assert_eq!(
            output.status.code(),
            Some(2),
            "{wrong}: {}",
            complaint(&output)
        );
        let option = wrong.split('=').next().expect("an option");
        assert!(
            complaint(&output).contains(option),
            "{wrong}: {}",
            complaint(&output)
        );
    }
}

/// The options of `cosell serve` whose value is one of these, as its help has them.
fn options_of(values: &[&str]) -> Vec<String> {
    let help = run(&["serve", "--help"]);
    let help = String::from_utf8(help.stdout).expect("text");
    let options = help.lines().filter_map(|line| {
        let (option, value) = line.trim().strip_prefix("--")?.split_once(" <")?;
        let fits = values.contains(&value.strip_suffix('>')?);
        fits.then(|| format!("--{option}"))
    });
    options.collect()
}

/// A server that starts and answers nobody is worse than one that does not start.
#[test]
fn an_option_of_zero_is_refused_or_the_server_answers() {
    let options = options_of(&["NUMBER", "TIME"]);
    assert!(
        options.contains(&"--max-connections".to_owned()),
        "{options:?}"
    );
    for option in options {
        let folder = folder();
        let mut command = cosell();
        command.current_dir(folder.path());
        command
            .args(["serve", "--listen=127.0.0.1:0"])
            .arg(format!("{option}=0"));
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary runs");
        let mut line = String::new();
        let output = child.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let healthy = line.trim_end().strip_prefix("listening on ").map(|url| {
            let agent: ureq::Agent = ureq::Agent::config_builder()
                .timeout_global(Some(std::time::Duration::from_secs(10)))
                .build()
                .into();
            agent
                .get(&format!("{url}/_cosell/health"))
                .call()
                .map(|answer| answer.status())
        });
        let _ = child.kill();
        let output = child.wait_with_output().expect("it ends");
        if let Some(answer) = healthy {
            assert_eq!(answer.expect(&option), 200, "{option}");
            continue;
        }
        let said = complaint(&output);
        assert_eq!(output.status.code(), Some(2), "{option}: {said}");
        assert!(said.contains(&option), "{said}");
    }
}

#[test]
fn an_invalid_store_address_is_reported_without_its_password() {
    let folder = folder();
    let file = folder.path().join("cosell.toml");
    let path = file.to_str().expect("a path");
    for wrong in [
        "postgres://ada:secret@db.example:port/hub",
        "postgrse://ada:secret@db.example/hub",
        "ada:secret@db.example/hub",
        "host=db.example password=secret",
    ] {
        let by_file = |text: String| {
            std::fs::write(&file, text).expect("a file");
            run(&["serve", "--config", path])
        };
        let mut by_environment = cosell();
        by_environment.arg("serve").env("COSELL_STORE", wrong);
        for output in [
            run(&["serve", "--store", wrong]),
            by_environment.output().expect("it runs"),
            by_file(format!("store = \"{wrong}\"")),
            by_file(format!("seed = 1\n  store = {wrong}")),
            by_file(format!("store = [\"{wrong}\"]")),
        ] {
            assert_eq!(output.status.code(), Some(2), "{wrong}");
            let complaint = complaint(&output);
            assert!(!complaint.contains("secret"), "{complaint}");
            assert!(
                complaint.contains("--store") || complaint.contains(": line "),
                "{complaint}"
            );
        }
    }
}

#[test]
fn a_wrong_configuration_names_the_key() {
    let folder = folder();
    let file = folder.path().join("cosell.toml");
    let path = file.to_str().expect("a path");
    for (text, key) in [
        ("listne = \"127.0.0.1:0\"", "listne"),
        ("listen = \"here\"", "listen"),
        ("task_wait = 5", "task_wait"),
        ("step_commit = \"sometimes\"", "step_commit"),
        ("[[account]]\nid = \"12\"", "not `12`"),
        (
            "[[account]]\nid = \"111111111111\"\ncompany = \"x\"",
            "company",
        ),
        (
            "[[account]]\nid = \"111111111111\"\n[[account.solution]]\nid = \"1\"\nname = \"x\"",
            "not `1`",
        ),
    ] {
        std::fs::write(&file, text).expect("a file");
        let output = run(&["serve", "--store=memory", "--config", path]);
        assert_eq!(
            output.status.code(),
            Some(2),
            "{text}: {}",
            complaint(&output)
        );
        let complaint = complaint(&output);
        assert!(
            complaint.contains(key) && complaint.contains(path),
            "{text}: {complaint}"
        );
        assert_eq!(complaint.matches(": line ").count(), 1, "{complaint}");
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
    }
    let output = run(&["serve", "--config", "/nowhere/cosell.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complaint(&output).contains("/nowhere/cosell.toml"));
}

#[test]
fn an_option_counts_more_than_the_environment_and_that_more_than_the_file() {
    let folder = folder();
    let path = folder.path().join("cosell.toml");
    std::fs::write(
        &path,
        "store = \"sqlite:of-the-file\"\nlisten = \"127.0.0.1:0\"",
    )
    .expect("a file");
    let start = |environment: Option<&str>, option: Option<&str>| {
        let mut command = cosell();
        command
            .current_dir(folder.path())
            .arg("serve")
            .env("COSELL_CONFIG", &path);
        command.envs(environment.map(|value| ("COSELL_STORE", value)));
        command.args(option.map(|value| format!("--store={value}")));
        Server::spawn(&mut command).health()["store"].clone()
    };
    assert_eq!(start(None, None), "sqlite:of-the-file");
    assert_eq!(
        start(Some("sqlite:of-the-environment"), None),
        "sqlite:of-the-environment"
    );
    assert_eq!(
        start(Some("sqlite:of-the-environment"), Some("memory")),
        "memory"
    );
}

#[test]
fn an_option_under_its_old_name_works_and_is_warned_of() {
    let folder = folder();
    let file = folder.path().join("cosell.toml");
    std::fs::write(&file, "body_time = '7s'").expect("a file");
    let mut command = cosell();
    command
        .current_dir(folder.path())
        .env("COSELL_IDLE_TIME", "7s")
        .args(["serve", "--listen=127.0.0.1:0", "--config=cosell.toml"])
        .arg("--head-time=7s");
    let (status, _, log) = Server::spawn(&mut command).end(Signal::TERM);
    assert!(status.success(), "{status}: {log}");
    for (old, new) in [
        ("--head-time", "--header-timeout"),
        ("COSELL_IDLE_TIME", "COSELL_IDLE_TIMEOUT"),
        ("body_time", "body_timeout"),
    ] {
        let warns = |line: &str| {
            line.contains("WARN") && line.contains(&format!("old=\"{old}\" new=\"{new}\""))
        };
        assert!(log.lines().any(warns), "{old} in {log}");
    }
}

#[test]
fn accounts_of_the_file_have_their_solutions_and_keys() {
    let folder = folder();
    let text = r#"
        listen = "127.0.0.1:0"
        store = "memory"
        [[account]]
        id = "333333333333"
        company_name = "Fernhollow Systems"
        access_keys = ["AKIAFERNHOLLOW"]
        [[account.solution]]
        id = "S-7000001"
        name = "Fleet Telemetry"
        [[account]]
        id = "444444444444"
        access_keys = ["AKIAOTHER"]
    "#;
    std::fs::write(folder.path().join("cosell.toml"), text).expect("a file");
    let server = Server::spawn(
        cosell()
            .current_dir(folder.path())
            .args(["serve", "--config=cosell.toml"]),
    );
    let solutions = |key| {
        let answer = server.call(key, "ListSolutions", &json!({ "Catalog": "Sandbox" }));
        let list = answer["SolutionSummaries"]
            .as_array()
            .expect("a list")
            .clone();
        list.iter()
            .map(|one| one["Id"].as_str().expect("an id").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(solutions("AKIAFERNHOLLOW"), ["S-7000001"]);
    assert_eq!(solutions("333333333333"), ["S-7000001"]);
    assert_eq!(
        solutions("AKIAUNKNOWN"),
        ["S-7000001"],
        "an unknown key is the first account"
    );
    assert!(solutions("AKIAOTHER").contains(&"S-1234567".to_owned()));
}

#[test]
fn a_server_warns_once_of_each_thing_that_strict_refuses() {
    let arguments = ["--store=memory", "--region=eu-central-1"];
    let server = Server::start(folder().path(), &arguments);
    for key in [
        "111111111111",
        "AKIAUNKNOWN",
        "AKIAOTHER",
        "AKIAUNKNOWN",
        "222222222222",
    ] {
        server.call(key, "ListSolutions", &json!({ "Catalog": "Sandbox" }));
    }
    let (_, _, log) = server.end(Signal::TERM);
    let warnings: Vec<_> = log.lines().filter(|line| line.contains("WARN")).collect();
    let [region, key, other] = warnings[..] else {
        panic!("{log}");
    };
    assert!(
        region.contains("region=\"us-east-1\" expected=\"eu-central-1\""),
        "{region}"
    );
    assert!(
        key.contains("access_key=\"AKIAUNKNOWN\" account=111111111111"),
        "{key}"
    );
    assert!(
        warnings
            .iter()
            .all(|line| line.contains("--auth strict refuses it"))
    );
    assert!(other.contains("access_key=\"AKIAOTHER\""), "{other}");
}

#[test]
fn a_dropped_answer_is_logged_without_a_status() {
    for (form, shown) in [
        ("text", "status=- error=\"dropped\""),
        ("json", "\"status\":\"-\",\"error\":\"dropped\""),
    ] {
        let server = Server::start(
            folder().path(),
            &[
                "--store=memory",
                "--fault=operation.read=drop",
                &format!("--log={form}"),
            ],
        );
        let credential = "AWS4-HMAC-SHA256 Credential=111111111111/20261122/us-east-1/\
                          partnercentral-selling/aws4_request, SignedHeaders=host, Signature=00";
        let answer = ureq::post(&format!("{}/ListSolutions", server.url))
            .header("content-type", "application/json")
            .header("authorization", credential)
            .send(r#"{"Catalog": "Sandbox"}"#);
        assert!(answer.is_err(), "{answer:?}");
        let (_, _, log) = server.end(Signal::TERM);
        assert!(log.contains(shown), "{log}");
        for status in ["status=500", "\"status\":500"] {
            assert!(!log.contains(status), "{log}");
        }
    }
}

#[test]
fn a_store_has_one_server_at_a_time() {
    let folder = folder();
    let first = Server::start(folder.path(), &[]);
    let second = cosell()
        .current_dir(folder.path())
        .args(["serve", "--listen=127.0.0.1:0"])
        .output()
        .expect("the binary runs");
    assert_eq!(second.status.code(), Some(1), "{}", complaint(&second));
    assert!(
        complaint(&second).contains("in use"),
        "{}",
        complaint(&second)
    );
    assert_eq!(first.health()["status"], "ok");
}

#[test]
fn a_server_that_cannot_start_says_what_to_do() {
    let folder = folder();
    let first = Server::start(folder.path(), &["--store=memory"]);
    let listen = first.url.replace("http://", "--listen=");
    for (arguments, advice) in [
        (
            [&*listen, "--store=memory"],
            "choose another port with --listen",
        ),
        (
            ["--listen=127.0.0.1:0", "--store=sqlite:no/such/x.sqlite"],
            "the folder no/such does not exist; create it",
        ),
    ] {
        let refused = cosell()
            .current_dir(folder.path())
            .arg("serve")
            .args(arguments)
            .output()
            .expect("the binary runs");
        let said = complaint(&refused);
        assert_eq!(refused.status.code(), Some(1), "{said}");
        assert!(said.contains(advice), "{said}");
    }
}

#[test]
fn what_was_answered_survives_a_kill() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    let created = server.call("111111111111", "CreateOpportunity", &opportunity());
    let get = json!({ "Catalog": "Sandbox", "Identifier": created["Id"] });
    let before = server.call("111111111111", "GetOpportunity", &get);
    let (status, _, _) = server.end(Signal::KILL);
    assert_eq!(status.code(), None);
    let server = Server::start(folder.path(), &[]);
    assert_eq!(server.call("111111111111", "GetOpportunity", &get), before);
}

#[test]
fn the_key_of_next_tokens_is_rotated_by_a_command() {
    let server = Server::start(folder().path(), &["--store=memory"]);
    let mut request = json!({ "Catalog": "Sandbox", "MaxResults": 1 });
    let first = server.call("111111111111", "ListSolutions", &request);
    let rotated = run(&["page-key", "rotate", "--url", &server.url]);
    let said = String::from_utf8_lossy(&rotated.stdout).into_owned();
    assert_eq!(said, "page key 2 makes NextTokens\n");
    request["NextToken"] = first["NextToken"].clone();
    let second = server.call("111111111111", "ListSolutions", &request);
    assert_eq!(
        second["SolutionSummaries"].as_array().map(Vec::len),
        Some(1)
    );
}

#[test]
fn logs_can_be_read_by_programs() {
    let server = Server::start(folder().path(), &["--store=memory", "--log=json"]);
    server.call(
        "222222222222",
        "ListSolutions",
        &json!({ "Catalog": "Sandbox" }),
    );
    let (_, _, log) = server.end(Signal::TERM);
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect();
    let request = lines
        .iter()
        .find(|line| line["message"] == "request")
        .expect("the request");
    assert_eq!(request["operation"], "ListSolutions");
    assert_eq!(request["account"], "222222222222");
    assert_eq!(request["status"], 200);
}
