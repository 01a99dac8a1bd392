//! What commands say when they are called wrongly, and that no file is overwritten.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::common::Server;

/// Variables that give options a value, as the documentation tells people to set them.
const VARIABLES: [(&str, &str); 4] = [
    ("COSELL_URL", "http://127.0.0.1:1"),
    ("COSELL_ADMIN_TOKEN", "token"),
    ("COSELL_NAMESPACE", "test-7"),
    ("COSELL_OUTPUT", "json"),
];

fn cosell(folder: &Path, words: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("COSELL_")) {
        command.env_remove(name);
    }
    command.current_dir(folder).args(words).stdin(Stdio::null());
    let output = command.envs(variables.iter().copied()).output();
    output.expect("the binary runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// All commands, as the program prints them for the documentation.
fn commands(folder: &Path) -> Vec<String> {
    let printed = cosell(folder, &["docs", "commands"], &[]).stdout;
    let printed = String::from_utf8_lossy(&printed).into_owned();
    let rows = printed.lines();
    let named = rows.filter_map(|row| row.strip_prefix("| `cosell ")?.split('`').next());
    let words = named.map(|name| {
        let words = name.split_whitespace();
        let words = words.take_while(|word| word.starts_with(|first: char| first.is_lowercase()));
        words.collect::<Vec<_>>().join(" ")
    });
    words.collect()
}

#[test]
fn a_command_of_other_servers_is_answered_with_what_to_do_instead() {
    let folder = tempfile::tempdir().expect("a folder");
    for (word, instead) in [
        ("stop", "SIGTERM"),
        ("start", "cosell serve"),
        ("status", "cosell health"),
    ] {
        let output = cosell(folder.path(), &[word], &[]);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(instead), "{said}");
        assert!(!said.contains("similar subcommand"), "{said}");
    }
    // Only as the first word.
    let said = said(&cosell(folder.path(), &["store", "stop"], &[]));
    assert!(!said.contains("SIGTERM"), "{said}");
}

#[test]
fn a_usage_line_says_the_same_with_and_without_variables() {
    let folder = tempfile::tempdir().expect("a folder");
    let commands = commands(folder.path());
    assert!(commands.len() > 60, "{commands:?}");
    for command in &commands {
        let words: Vec<&str> = command.split(' ').chain(["--no-such-option"]).collect();
        let usage = |variables: &[(&str, &str)]| {
            let said = said(&cosell(folder.path(), &words, variables));
            let mut lines = said.lines().filter(|line| line.starts_with("Usage"));
            lines.next().map(str::to_owned)
        };
        let bare = usage(&[]).expect("a usage line");
        assert_eq!(usage(&VARIABLES), Some(bare), "{words:?}");
    }
    let review = ["aws", "review", "reject"];
    let refused = said(&cosell(folder.path(), &review, &VARIABLES));
    assert!(refused.contains("required arguments"), "{refused}");
    assert!(!refused.contains("--url"), "{refused}");
}

#[test]
fn what_is_no_account_is_refused_before_anything_happens() {
    let folder = tempfile::tempdir().expect("a folder");
    for words in [
        &["fill", "--opportunities=1", "--account=12"][..],
        &["check", "--local", "--account=abc", "x.json"],
        &["mcp", "--account=12"],
        &["requests", "list", "--account=12"],
        &["quota", "show", "1111111111111"],
        &["account", "create", "12"],
        &["key", "list", "12"],
        &["user", "list", "12"],
        &["role", "create", "12", "x"],
        &["policy", "list", "12"],
        &["import", "x.json", "--account=12"],
        &["aws", "lead", "create", "--account=12", "--seed=1"],
        &["task", "list", "--account=12"],
    ] {
        let output = cosell(folder.path(), words, &[]);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        let said = said(&output);
        assert!(said.contains("an account id is twelve digits"), "{said}");
    }
}

#[test]
fn a_command_that_writes_a_file_overwrites_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let server = Server::start(folder, &[]);
    let url = format!("--url={}", server.url);
    let upstream = format!("--upstream={}", server.url);
    for (words, name) in [
        (&["state", "save", "kept.cosell", &url][..], "kept.cosell"),
        (&["seed", "init", "kept.toml"], "kept.toml"),
        (&["seed", "init", "kept.json"], "kept.json"),
        (
            &["record", "kept.json", &upstream, "--listen=127.0.0.1:0"],
            "kept.json",
        ),
        (&["import", "kept.json", &upstream], "kept.json"),
    ] {
        fs::write(folder.join(name), "kept").expect("a file");
        let keys = [
            ("AWS_ACCESS_KEY_ID", "111111111111"),
            ("AWS_SECRET_ACCESS_KEY", "any"),
        ];
        let output = cosell(folder, words, &keys);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(said(&output).contains(name), "{words:?}: {}", said(&output));
        let kept = fs::read_to_string(folder.join(name)).expect("the file");
        assert_eq!(kept, "kept", "{words:?}");
    }
    let saved = cosell(folder, &["state", "save", "new.cosell", &url], &[]);
    assert!(saved.status.success(), "{}", said(&saved));
    let file = fs::metadata(folder.join("new.cosell")).expect("the file");
    assert_eq!(file.permissions().mode() & 0o777, 0o600, "it has secrets");
}

#[test]
fn a_folder_is_no_saved_state() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = cosell(folder.path(), &["state", "load", "."], &[]);
    assert_eq!(output.status.code(), Some(2));
    let said = said(&output);
    assert!(said.contains("could not read .: "), "{said}");
}

#[test]
fn a_message_names_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::write(folder.join("junk"), "junk").expect("a file");
    fs::write(folder.join("e.json"), "{\"Catalog\": \"Sandbox\"}").expect("a file");
    for (words, says) in [
        (
            &["state", "branch", "a b"][..],
            "the name of a state has 1 to 64",
        ),
        (
            &["check", "--local", "junk"],
            "junk is not JSON: expected value at line 1 column 1",
        ),
        (&["check", "--local", "e.json"], "--operation"),
        (
            &["check", "--local", "--operation=Nope", "e.json"],
            "has no operation Nope",
        ),
        (
            &["fill", "--opportunities", "-1"],
            "'-1' for '--opportunities",
        ),
        (
            &["serve", "--max-namespaces", "-1"],
            "'-1' for '--max-namespaces",
        ),
        (
            &["serve", "--event-targets", "nofile.toml"],
            "event targets in nofile.toml",
        ),
        (
            &["clock", "freeze", "9999-12-31T00:00:00Z"],
            "is later than",
        ),
        (
            &["clock", "advance", "400000d"],
            "is too far; the clock advances up to 49710d",
        ),
        (&["settle", "--timeout=61"], "`61` is not 1s to 60s"),
        (
            &["mcp", "--start", "--url=http://127.0.0.1:1"],
            "cannot be used with --url",
        ),
        (
            &["aws", "referral", "create", "--account=999999999999"],
            "<--file <FILE>|--seed",
        ),
        (
            &["aws", "lead", "create", "--account=999999999999"],
            "<--file <FILE>|--seed",
        ),
        (&["aws", "summary", "set", "O1234567"], "--stage <STAGE>"),
    ] {
        let output = cosell(folder, words, &[]);
        assert_eq!(
            output.status.code(),
            Some(2),
            "{words:?}: {}",
            said(&output)
        );
        let said = said(&output);
        assert!(said.contains(says), "{words:?}: {said}");
        assert!(
            !said.contains("closest name") && !said.contains("Did you mean"),
            "{said}"
        );
        assert!(
            said.matches("expected value").count() < 2,
            "it says it twice: {said}"
        );
    }
}
