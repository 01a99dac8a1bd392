//! The operators' commands beside `task`: what they do to a running server, how they print it, and
//! how they end.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use cosell_world::machine;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::{Server, serve};

const PARTNER: &str = "111111111111";

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// A command that talks to the server at a URL.
fn command(url: &str, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("COSELL_")) {
        command.env_remove(name);
    }
    let command = command.args(words).env("COSELL_URL", url);
    let output = command.stdin(Stdio::null()).output();
    output.expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What a command that succeeds prints.
fn printed(server: &Server, words: &[&str]) -> String {
    let output = command(&server.url, words);
    let said = text(&output.stderr);
    assert!(output.status.success(), "{words:?}: {said}");
    text(&output.stdout).trim_end().to_owned()
}

fn document(server: &Server, words: &[&str]) -> Value {
    let printed = printed(server, &[words, &["--output=json"]].concat());
    serde_json::from_str(&printed).expect("JSON")
}

/// The exit status of a command and what it says.
fn ended(url: &str, words: &[&str]) -> (Option<i32>, String) {
    let output = command(url, words);
    (output.status.code(), text(&output.stderr))
}

#[test]
fn fault_rules_are_added_listed_and_removed() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    let rule = "operation.read=error:ThrottlingException;operation=ListSolutions";
    let added = printed(&server, &["fault", "add", rule]);
    assert_eq!(added, format!("added rule 1: {rule}"));
    let input = json!({ "Catalog": "Sandbox" });
    let refused = server.call(PARTNER, "ListSolutions", &input);
    assert!(refused.expect_err("a fault").contains("Throttling"));

    let listed = printed(&server, &["fault", "list"]);
    let [head, row] = listed.lines().collect::<Vec<_>>()[..] else {
        panic!("{listed}");
    };
    assert_eq!(
        head.split_whitespace().collect::<Vec<_>>(),
        ["rule", "passed", "fired", "text"]
    );
    assert_eq!(
        row.split_whitespace().collect::<Vec<_>>(),
        ["1", "1", "1", rule]
    );
    let removed = printed(&server, &["fault", "remove", "1"]);
    assert_eq!(removed, format!("removed rule 1: {rule}"));
    assert_eq!(ended(&server.url, &["fault", "remove", "1"]).0, Some(5));
    printed(&server, &["fault", "add", rule]);
    assert_eq!(printed(&server, &["fault", "clear"]), "removed 1 rule");
    assert!(server.call(PARTNER, "ListSolutions", &input).is_ok());
    let (status, said) = ended(&server.url, &["fault", "add", "nonsense"]);
    assert_eq!(status, Some(1), "{said}");
}

#[test]
fn the_clock_is_shown_frozen_moved_and_given_back() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    assert_eq!(document(&server, &["clock", "show"])["mode"], "system");
    let time = "2026-11-22T18:32:24Z";
    let frozen = printed(&server, &["clock", "freeze", time]);
    assert_eq!(frozen, "2026-11-22T18:32:24.000Z (frozen)");
    let moved = printed(&server, &["clock", "advance", "15d"]);
    assert_eq!(moved, "2026-12-07T18:32:24.000Z (frozen)");
    assert_eq!(document(&server, &["clock", "set", time])["mode"], "moved");
    let rated = document(&server, &["clock", "rate", "60"]);
    assert_eq!(
        (&rated["mode"], &rated["factor"]),
        (&json!("rated"), &json!(60.0))
    );
    let resumed = document(&server, &["clock", "resume"]);
    assert_eq!(resumed["mode"], "system");
    for wrong in [
        &["advance", "90"][..],
        &["set", "tomorrow"],
        &["advance", "500ms"],
        &["rate", "NaN"],
        &["rate", "inf"],
    ] {
        let words = [&["clock"], wrong].concat();
        assert_eq!(ended(&server.url, &words).0, Some(2), "{wrong:?}");
    }
}

#[test]
fn quotas_are_listed_by_class_and_shown_by_account() {
    let folder = folder();
    let server = Server::start(folder.path(), &["--quotas=aws"]);
    let input = json!({ "Catalog": "Sandbox" });
    server
        .call(PARTNER, "ListSolutions", &input)
        .expect("a list");
    let classes = printed(&server, &["quota", "list"]);
    assert!(classes.contains("GetOpportunity"), "{classes}");
    let used = document(&server, &["quota", "show", PARTNER]);
    assert_eq!(used["accounts"][0]["account"], PARTNER);
    let table = printed(&server, &["quota", "show"]);
    assert!(table.starts_with("account "), "{table}");
}

#[test]
fn a_command_waits_for_a_server_and_shows_its_health() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    assert_eq!(printed(&server, &["wait"]), "");
    let found = text(&command(&server.url, &["wait"]).stderr);
    let ready = format!("ready: {}, cosell ", server.url);
    assert!(found.starts_with(&ready), "{found}");
    assert!(found.contains("mode open, store sqlite:"), "{found}");
    assert_eq!(document(&server, &["wait"])["status"], "ok");
    assert_eq!(command(&server.url, &["wait", "--quiet"]).stderr, b"");
    let (status, said) = ended(&server.url, &["wait", "--process=1"]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("another server answers at"), "{said}");
    let own = document(&server, &["health"])["process"].to_string();
    let own = format!("--process={own}");
    assert_eq!(ended(&server.url, &["wait", &own]).0, Some(0));
    let health = printed(&server, &["health"]);
    assert!(health.contains("status: ok\n"), "{health}");
    assert!(health.contains("mode: open\n"), "{health}");
    let nowhere = "http://127.0.0.1:1";
    let (status, said) = ended(nowhere, &["wait", "--timeout=100ms"]);
    assert_eq!(status, Some(7));
    assert!(said.contains("is `cosell serve` running there?"), "{said}");
    assert_eq!(ended(nowhere, &["health"]).0, Some(7));
    let mut process = std::process::Command::new("true")
        .spawn()
        .expect("true runs");
    process.wait().expect("it ends");
    let gone = format!("--process={}", process.id());
    let (status, said) = ended(nowhere, &["wait", &gone]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("has ended; its log says why"), "{said}");
}

/// It accepts connections and says nothing, as a server that hangs.
#[test]
fn a_command_waits_no_longer_than_it_was_told() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", silent.local_addr().expect("an address"));
    for words in [["wait", "--timeout=1s"], ["settle", "--timeout=1s"]] {
        let began = machine::instant();
        let (status, said) = ended(&url, &words);
        assert_eq!(status, Some(7), "{said}");
        // Every other call waits two minutes.
        assert!(
            machine::elapsed(began) < Duration::from_mins(1),
            "{words:?}"
        );
    }
}

#[test]
fn what_another_server_answers_is_not_saved_as_a_state() {
    let folder = folder();
    let other = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", other.local_addr().expect("an address"));
    let answers = std::thread::spawn(move || {
        let (mut stream, _) = other.accept().expect("a client");
        let mut request = [0; 1024];
        let _ = stream.read(&mut request).expect("a request");
        let page = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 2\r\n\r\nhi";
        stream.write_all(page.as_bytes()).expect("an answer");
    });
    let file = folder.path().join("s.cosell");
    let file = file.to_str().expect("a path");
    let (status, said) = ended(&url, &["state", "save", file]);
    assert_eq!(status, Some(8), "{said}");
    assert!(said.contains("not a cosell server"), "{said}");
    answers.join().expect("it answered");
    let kept = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(kept, 0);

    std::os::unix::fs::symlink("nowhere", file).expect("a link");
    let (status, said) = ended(&url, &["state", "save", file]);
    assert!(said.contains("exists"), "{status:?} {said}");
}

#[test]
fn waiting_is_announced_and_takes_a_certificate_that_is_not_written_yet() {
    let nowhere = "https://127.0.0.1:1";
    let (status, said) = ended(
        nowhere,
        &["wait", "--timeout=1200ms", "--ca-file=later.pem"],
    );
    assert_eq!(status, Some(2), "{said}");
    assert!(said.starts_with("waiting up to 1200ms: "), "{said}");
    assert!(said.contains("could not read later.pem"), "{said}");
    let (status, said) = ended(nowhere, &["health", "--ca-file=later.pem"]);
    assert_eq!(status, Some(2), "{said}");
}

#[test]
fn a_wrong_token_is_refused_where_none_is_required() {
    let folder = folder();
    let file = folder.path().join("token");
    std::fs::write(&file, "correct-horse-battery").expect("written");
    let option = format!("--admin-token-file={}", file.display());
    let server = Server::start(folder.path(), &[&option]);
    assert_eq!(ended(&server.url, &["health"]).0, Some(0));
    let (status, said) = ended(&server.url, &["health", "--admin-token=of-another-server"]);
    assert_eq!(status, Some(6), "{said}");
}

#[test]
fn a_wrong_url_is_refused_with_what_is_wrong_about_it() {
    for (url, wrong) in [
        ("127.0.0.1:7226", "begin with http:// or https://"),
        ("http://127.0.0.1:7226/_cosell", "a path is not allowed"),
        ("http://ada:pass@127.0.0.1", "a password are not allowed"),
        ("http://127.0.0.1:722600", "the port must be a number"),
    ] {
        let (status, said) = ended(url, &["health"]);
        assert_eq!(status, Some(2), "{said}");
        assert!(said.contains(wrong), "{said}");
        assert!(!said.contains("pass@"), "{said}");
    }
}

#[test]
fn the_same_answer_comes_as_table_json_yaml_and_ids() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    let list = ["account", "list"];
    for id in ["333333333333", "444444444444"] {
        printed(
            &server,
            &[
                "account",
                "create",
                id,
                "--company-name=Fernhollow: Systems",
            ],
        );
    }
    let ids = printed(&server, &[&list[..], &["--quiet"]].concat());
    assert!(ids.contains("333333333333\n444444444444"), "{ids}");
    assert_eq!(ids, printed(&server, &[&list[..], &["-o", "ids"]].concat()));
    let yaml = printed(&server, &["account", "show", "333333333333", "-o", "yaml"]);
    // A number would lose an account's leading zeros.
    assert!(
        yaml.contains("id: \"333333333333\"") || yaml.contains("id: '333333333333'"),
        "{yaml}"
    );
    let json = document(&server, &["account", "show", "333333333333"]);
    assert_eq!(json["company_name"], "Fernhollow: Systems");
    let older = printed(&server, &["account", "show", "333333333333", "--json"]);
    assert_eq!(serde_json::from_str::<Value>(&older).expect("JSON"), json);
    let table = printed(&server, &list);
    assert!(table.lines().all(|line| !line.contains('─')), "{table}");

    let deleted = printed(&server, &["account", "delete", "444444444444"]);
    assert_eq!(deleted, "deleted account 444444444444");
    let verbose = command(&server.url, &["account", "list", "-v"]);
    let said = text(&verbose.stderr);
    assert!(
        said.contains("GET http://127.0.0.1:") && said.contains("200"),
        "{said}"
    );
}

#[test]
fn accounts_of_the_configuration_are_listed_and_shown_as_such() {
    let folder = folder();
    let file = folder.path().join("cosell.toml");
    let accounts = "[[account]]\nid = '333333333333'\ncompany_name = 'Fernhollow Systems'\n\
                    [[account]]\nid = '555555555555'\n";
    std::fs::write(&file, accounts).expect("a file");
    let server = Server::of(serve(folder.path()).arg("--config").arg(&file));
    for id in ["222222222222", "444444444444", "666666666666"] {
        printed(&server, &["account", "create", id]);
    }
    let list = |words: &[&str]| {
        let page = document(&server, &[&["account", "list"], words].concat());
        let accounts = page["accounts"].as_array().expect("a list").iter();
        let accounts = accounts.map(|account| {
            let member = |name: &str| account[name].as_str().expect("a text").to_owned();
            (member("id"), member("source"))
        });
        let next = page["next_token"].as_str().map(str::to_owned);
        (accounts.collect::<Vec<_>>(), next)
    };
    let (whole, _) = list(&[]);
    let named = |id: &str, source: &str| (id.to_owned(), source.to_owned());
    assert_eq!(
        whole,
        [
            named("222222222222", "store"),
            named("333333333333", "configuration"),
            named("444444444444", "store"),
            named("555555555555", "configuration"),
            named("666666666666", "store"),
        ]
    );
    // Page by page it is the same.
    let mut paged = Vec::new();
    let mut next: Option<String> = None;
    loop {
        let token = next.map(|token| format!("--next-token={token}"));
        let words: Vec<&str> = ["--limit=2"].into_iter().chain(token.as_deref()).collect();
        let (accounts, more) = list(&words);
        assert!(!accounts.is_empty() && accounts.len() <= 2, "{accounts:?}");
        paged.extend(accounts);
        next = more;
        if next.is_none() {
            break;
        }
    }
    assert_eq!(paged, whole);

    let shown = document(&server, &["account", "show", "333333333333"]);
    assert_eq!(shown["company_name"], "Fernhollow Systems");
    assert!(shown.get("created_at").is_none(), "{shown}");
    for verb in ["disable", "enable", "delete"] {
        let (status, said) = ended(&server.url, &["account", verb, "333333333333"]);
        assert_eq!(status, Some(1), "{verb}: {said}");
        assert!(said.contains("configuration file"), "{verb}: {said}");
    }
    for (id, says) in [
        ("333333333333", "Account 333333333333 already exists"),
        ("444444444444", "Account 444444444444 already exists"),
    ] {
        let (status, said) = ended(&server.url, &["account", "create", id]);
        assert_eq!(status, Some(1));
        assert!(said.contains(says), "{said}");
    }
    assert_eq!(
        ended(&server.url, &["account", "show", "777777777777"]).0,
        Some(5)
    );
}

#[test]
fn a_policy_with_a_misspelt_action_is_stored_and_warned_of() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    let file = folder.path().join("policy.json");
    let put = |actions: Value, element: &str| {
        let document = json!({
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", element: actions, "Resource": "*" }],
        });
        std::fs::write(&file, document.to_string()).expect("a file");
        let path = file.to_str().expect("text");
        command(
            &server.url,
            &["policy", "put", PARTNER, "p", path, "--json"],
        )
    };
    let stored = put(
        json!([
            "partnercentral:GetOportunity",
            "partnercentral:Sumbit*",
            "PartnerCentral:getopportunity",
            "partnercentral:Get*",
            "partnercentral:*",
            "s3:GetObject",
            "*",
        ]),
        "Action",
    );
    assert!(stored.status.success(), "{}", text(&stored.stderr));
    let policy: Value = serde_json::from_slice(&stored.stdout).expect("JSON");
    let warning = |action| format!("{action} matches no operation of this API; check its spelling");
    let warnings = ["partnercentral:GetOportunity", "partnercentral:Sumbit*"].map(warning);
    assert_eq!(policy["warnings"], json!(warnings));
    let said = text(&stored.stderr);
    for warning in warnings {
        assert!(
            said.contains(&format!("cosell: warning: {warning}\n")),
            "{said}"
        );
    }
    let negated = put(json!("partnercentral:GetOportunity"), "NotAction");
    assert!(text(&negated.stderr).contains("GetOportunity"));
    let right = put(json!("partnercentral:GetOpportunity"), "Action");
    assert_eq!(text(&right.stderr), "");
    let shown = document(&server, &["policy", "show", PARTNER, "p"]);
    assert!(shown.get("warnings").is_none(), "{shown}");
}

#[test]
fn an_unhealthy_server_is_distinguished_from_an_overloaded_one() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let answers = [
        "{\"status\": \"unavailable\"}",
        "{\"Message\": \"There are too many connections open.\"}",
    ];
    let server = std::thread::spawn(move || {
        for body in answers {
            let (mut client, _) = listener.accept().expect("a client");
            let _ = std::io::Read::read(&mut client, &mut [0; 4096]);
            let head = "HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n";
            let answer = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
            std::io::Write::write_all(&mut client, answer.as_bytes()).expect("written");
        }
    });
    let unhealthy = command(&url, &["health"]);
    assert_eq!(unhealthy.status.code(), Some(8));
    assert_eq!(text(&unhealthy.stdout), "status: unavailable\n");
    assert!(text(&unhealthy.stderr).contains("unavailable"));
    let (status, said) = ended(&url, &["health"]);
    assert_eq!(status, Some(8));
    assert!(said.contains("overloaded"), "{said}");
    server.join().expect("both were answered");
}

#[test]
fn words_are_taken_as_they_are_printed_and_in_any_case() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    for words in [
        &["--status", "failed"][..],
        &["--status", "In-Progress"],
        &["--kind", "engagement-from-opportunity"],
        &["--kind", "Engagement-From-Opportunity-Task"],
        &["--catalog", "sandbox"],
    ] {
        printed(&server, &[&["task", "list"], words].concat());
    }
    let (status, said) = ended(&server.url, &["task", "list", "--status", "done"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("COMPLETE"), "{said}");
}

#[test]
fn old_names_of_options_still_work_and_are_warned_of() {
    let folder = folder();
    let server = Server::start(folder.path(), &[]);
    for (words, warning) in [
        (
            &["account", "list", "--next=333333333333"][..],
            "--next was renamed to --next-token",
        ),
        (
            &[
                "key",
                "create",
                "111111111111",
                "--role=r",
                "--seconds=900",
                "--session=s",
            ],
            "--seconds was renamed to --duration",
        ),
    ] {
        let (_, said) = ended(&server.url, words);
        assert!(said.contains(warning), "{said}");
        assert!(!said.contains("unexpected argument"), "{said}");
    }
}

#[test]
fn a_misspelt_variable_is_named_when_the_server_starts() {
    let folder = folder();
    let mut command = serve(folder.path());
    let command = command
        .env("COSELL_TASK_WAITS", "1s")
        .env("COSELL_EXPLAIN", "1")
        .env("COSELL_OUTPUT", "json")
        .stderr(Stdio::piped());
    let mut server = Server::of(command);
    printed(&server, &["wait"]);
    server.child.kill().expect("it runs");
    let mut log = String::new();
    let mut errors = server.child.stderr.take().expect("a pipe");
    std::io::Read::read_to_string(&mut errors, &mut log).expect("text");
    let lines: Vec<_> = log
        .lines()
        .filter(|line| line.contains("COSELL_"))
        .collect();
    assert_eq!(lines.len(), 1, "{log}");
    assert!(lines[0].contains("COSELL_TASK_WAITS"), "{log}");
    assert!(!lines[0].contains("COSELL_OUTPUT"), "{log}");
}

#[test]
fn completions_and_man_pages_have_every_command() {
    let folder = folder();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = command("http://127.0.0.1:1", &["completions", shell]);
        let script = text(&output.stdout);
        assert!(
            output.status.success() && script.contains("watch"),
            "{shell}"
        );
    }
    let pages = folder.path().to_str().expect("text");
    let output = command("http://127.0.0.1:1", &["man", pages]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    for page in ["cosell.1", "cosell-task-watch.1", "cosell-serve.1"] {
        assert!(folder.path().join(page).is_file(), "{page}");
    }
    let help = text(&command("http://127.0.0.1:1", &["--help"]).stdout);
    for line in ["Exit status:", "7  no server answers at the URL"] {
        assert!(help.contains(line), "{help}");
    }
}

#[test]
fn what_spreads_the_tables_is_one_transaction_of_all_of_them() {
    let output = command("http://127.0.0.1:1", &["store", "distribute"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    assert!(
        said.starts_with("BEGIN;\n") && said.ends_with(";\nCOMMIT;\n"),
        "{said}"
    );
    for statement in cosell_store::distribution::spread() {
        assert!(
            said.contains(&format!("\n{statement};\n")),
            "{statement} of {said}"
        );
    }
}

#[test]
fn a_wrong_value_of_a_variable_names_the_variable() {
    for (name, value, words) in [
        ("COSELL_TASK_WAIT", "5", &["serve"][..]),
        ("COSELL_QUOTAS", "some", &["serve"]),
        ("COSELL_OUTPUT", "xml", &["task", "list"]),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
        let command = command.args(words).env(name, value);
        let output = command.stdin(Stdio::null()).output();
        let output = output.expect("the binary runs");
        assert_eq!(output.status.code(), Some(2));
        let said = text(&output.stderr);
        let tip = format!("the environment variable {name}");
        assert!(said.contains(&tip), "{said}");
    }
    let output = command("http://127.0.0.1:1", &["serve", "--task-wait=5"]);
    assert!(!text(&output.stderr).contains("variable"));
    for words in [
        ["task", "list", "-oxml"].as_slice(),
        &["task", "list", "-o", "xml"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
        let output = command.args(words).env("COSELL_OUTPUT", "json").output();
        let said = text(&output.expect("the binary runs").stderr);
        assert!(said.contains("xml") && !said.contains("variable"), "{said}");
    }
}

#[test]
fn a_mistyped_argument_is_refused_with_what_to_write() {
    for (words, advice) in [
        (
            &[
                "policy",
                "explain",
                "arn:aws:iam::111111111111:root",
                "--action",
                "GetEngagement",
            ][..],
            "write partnercentral:GetEngagement",
        ),
        (
            &["fault", "remove", "abc"],
            "`cosell fault list` shows the ids",
        ),
        (&["task", "list", "--account", "12"], "twelve digits"),
        (&["clock", "advance", "5"], "such as 90s, 2h or 15d"),
    ] {
        let (status, said) = ended("http://127.0.0.1:1", words);
        assert_eq!(status, Some(2), "{words:?}: {said}");
        assert!(said.contains(advice), "{words:?}: {said}");
    }
}

/// A server with this configuration file and a secrets key.
fn configured(folder: &TempDir, text: &str) -> Server {
    let file = folder.path().join("cosell.toml");
    std::fs::write(&file, text).expect("a file");
    let mut command = serve(folder.path());
    command.env("COSELL_SECRETS_KEY", "ab".repeat(32));
    Server::of(command.arg("--config").arg(&file))
}

/// The users of the file are separate from those of the store, and no command changes them.
#[test]
fn keys_and_users_of_the_configuration_are_listed_and_shown_as_such() {
    let folder = folder();
    let accounts = "[[account]]\nid = '333333333333'\n\
                    [[account.key]]\nid = 'AKIAROOT'\nsecret = 'of-the-root'\n\
                    [[account.key]]\nid = 'AKIACI'\nsecret = 'of-ci'\nuser = 'ci'\n\
                    [[account.key]]\nid = 'AKIACI2'\nsecret = 'of-ci-too'\nuser = 'ci'\n\
                    [[account]]\nid = '555555555555'\n";
    let server = configured(&folder, accounts);
    let account = "333333333333";
    for name in ["admin", "crm"] {
        printed(&server, &["user", "create", account, name]);
    }
    let created = document(&server, &["key", "create", account, "--user", "crm"]);
    let of_store = created["id"].as_str().expect("an id").to_owned();

    let users = document(&server, &["user", "list", account]);
    let named = |users: &Value| {
        let users = users["users"].as_array().expect("a list").iter();
        let named = users.map(|user| (user["name"].clone(), user["source"].clone()));
        named.collect::<Vec<_>>()
    };
    let wanted = [
        (json!("admin"), json!("store")),
        (json!("ci"), json!("configuration")),
        (json!("crm"), json!("store")),
    ];
    assert_eq!(named(&users), wanted);
    let first = document(&server, &["user", "list", account, "--limit=2"]);
    let next = format!(
        "--next-token={}",
        first["next_token"].as_str().expect("more")
    );
    let last = document(&server, &["user", "list", account, "--limit=2", &next]);
    assert_eq!([named(&first), named(&last)].concat(), wanted);

    let ids = |words: &[&str]| {
        let keys = document(&server, &[&["key", "list", account], words].concat());
        let keys = keys["keys"].as_array().expect("a list").iter();
        let ids = keys.map(|key| key["id"].as_str().expect("an id").to_owned());
        ids.collect::<Vec<_>>()
    };
    let mut all = vec!["AKIACI", "AKIACI2", "AKIAROOT", of_store.as_str()];
    all.sort_unstable();
    assert_eq!(ids(&[]), all);
    assert_eq!(ids(&["--user=ci"]), ["AKIACI", "AKIACI2"]);
    assert_eq!(ids(&["--user=crm"]), [of_store.as_str()]);

    let key = document(&server, &["key", "show", "AKIACI"]);
    assert_eq!(
        (&key["source"], &key["user"]),
        (&json!("configuration"), &json!("ci"))
    );
    let user = document(&server, &["user", "show", account, "ci"]);
    assert_eq!(user["source"], "configuration");
    for words in [
        &["key", "disable", "AKIACI"][..],
        &["user", "create", account, "ci"],
        &["user", "delete", account, "ci"],
        &[
            "policy",
            "attach",
            account,
            "AWSPartnerCentralFullAccess",
            "--user=ci",
        ],
    ] {
        let (status, said) = ended(&server.url, words);
        assert_eq!(status, Some(1), "{words:?}: {said}");
        assert!(said.contains("the configuration file defines it"), "{said}");
    }
    let listed = document(&server, &["key", "list", "555555555555"]);
    assert_eq!(listed["keys"], json!([]));

    // What the file defines since is in force, and shown.
    drop(server);
    let both = format!("[[account]]\nid = '{account}'\n[[account.key]]\nid = '{of_store}'\n")
        + "secret = 'of-the-file'\nuser = 'crm'\n";
    let server = configured(&folder, &both);
    for words in [
        &["key", "show", &of_store][..],
        &["user", "show", account, "crm"],
    ] {
        let shown = document(&server, words);
        assert_eq!(shown["source"], "configuration", "{words:?}");
    }
    let keys = document(&server, &["key", "list", account]);
    assert_eq!(keys["keys"].as_array().map(Vec::len), Some(1), "{keys:#}");
    assert_eq!(keys["keys"][0]["source"], "configuration");
    let users = document(&server, &["user", "list", account]);
    let wanted = [
        (json!("admin"), json!("store")),
        (json!("crm"), json!("configuration")),
    ];
    assert_eq!(named(&users), wanted);
}

/// Only users of the file have them, so no command changes or attaches one.
#[test]
fn policies_of_the_configuration_are_listed_and_shown_as_such() {
    let folder = folder();
    let deny = r#"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#;
    let account = "333333333333";
    let defined = |name: &str| {
        format!(
            "[[account]]\nid = '{account}'\n[[account.key]]\nid = 'AKIACI'\nsecret = 'of-ci'\n\
             user = 'ci'\npolicies = ['{name}', 'AWSPartnerCentralFullAccess']\n\
             [[account.policy]]\nname = '{name}'\ndocument = '{deny}'\n"
        )
    };
    let server = configured(&folder, &defined("middle"));
    let text = folder.path().join("document.json");
    std::fs::write(&text, deny).expect("a file");
    let text = text.to_str().expect("a path");
    for name in ["after", "z"] {
        printed(&server, &["policy", "put", account, name, text]);
    }
    printed(&server, &["user", "create", account, "crm"]);
    let named = |policies: &Value| {
        let policies = policies["policies"].as_array().expect("a list").iter();
        let named = policies.map(|policy| (policy["name"].clone(), policy["source"].clone()));
        named.collect::<Vec<_>>()
    };
    let wanted = [
        (json!("after"), json!("store")),
        (json!("middle"), json!("configuration")),
        (json!("z"), json!("store")),
    ];
    let list = |server: &Server, words: &[&str]| {
        document(server, &[&["policy", "list", account], words].concat())
    };
    assert_eq!(named(&list(&server, &[])), wanted);
    let first = list(&server, &["--limit=2"]);
    let next = first["next_token"].as_str().expect("more");
    let second = list(&server, &["--limit=2", &format!("--next-token={next}")]);
    assert_eq!([named(&first), named(&second)].concat(), wanted);
    let shown = document(&server, &["policy", "show", account, "middle"]);
    assert_eq!(shown["document"]["Statement"]["Effect"], "Deny");
    let user = document(&server, &["user", "show", account, "ci"]);
    let of_both = json!([
        format!("arn:aws:iam::{account}:policy/middle"),
        "arn:aws:iam::aws:policy/AWSPartnerCentralFullAccess"
    ]);
    assert_eq!(user["policies"], of_both);
    for words in [
        &["policy", "put", account, "middle", text][..],
        &["policy", "delete", account, "middle"],
        &["policy", "attach", account, "middle", "--user=crm"],
    ] {
        let (status, said) = ended(&server.url, words);
        assert_eq!(status, Some(1), "{words:?}: {said}");
        assert!(said.contains("the configuration file defines it"), "{said}");
    }

    // The file defines one of the store since: it is shown, and the other one can still be deleted.
    drop(server);
    let server = configured(&folder, &defined("after"));
    let wanted = [
        (json!("after"), json!("configuration")),
        (json!("z"), json!("store")),
    ];
    assert_eq!(named(&list(&server, &[])), wanted);
    printed(
        &server,
        &["policy", "attach", account, "after", "--user=crm"],
    );
    printed(
        &server,
        &["policy", "detach", account, "after", "--user=crm"],
    );
    printed(&server, &["policy", "delete", account, "after"]);
    assert_eq!(named(&list(&server, &[])), wanted);
}
