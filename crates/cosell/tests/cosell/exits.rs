//! Every command ends with the statuses that the documentation lists, and makes no namespace by a
//! name that it does not know.
//!
//! The commands and their arguments come from the program itself: one with an argument that has no
//! value here fails the tests.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Output, Stdio};

use tempfile::TempDir;

use crate::common::{Server, cosell, serve};

const TOKEN: &str = "0f6b2c-a-token-for-tests";

/// A value for each argument.
const VALUES: [(&str, &str); 19] = [
    ("ACCOUNT", "111111111111"),
    ("DOCUMENT", "document.json"),
    ("FACTOR", "2"),
    ("FILE", "document.json"),
    ("ID", "task-0000000000000"),
    ("INVITATION", "engi-0000000000000"),
    ("KEY", "AKIAAAAAAAAAAAAAAAAA"),
    ("LEFT", "http://127.0.0.1:1"),
    ("NAME", "a-name"),
    ("OPPORTUNITY", "O1234567"),
    ("PATTERN", "{}"),
    ("POLICY", "a-policy"),
    ("POSITION", "1"),
    ("PRINCIPAL", "arn:aws:iam::111111111111:user/a-name"),
    ("RIGHT", "http://127.0.0.1:1"),
    ("RULE", "1"),
    ("SHELL", "bash"),
    ("TARGET", "a-target"),
    ("TIME", "1d"),
];

/// Values of one command.
const OF_COMMAND: [(&str, &str, &str); 2] = [
    ("clock set", "TIME", "2026-11-22T18:32:24Z"),
    ("state save", "FILE", "new.cosell"),
];

/// What commands need beside their arguments.
const ALSO: [(&str, &[&str]); 11] = [
    ("aws lead create", &["--account=111111111111", "--seed=1"]),
    ("aws opportunity update", &["--file=document.json"]),
    (
        "aws referral create",
        &["--account=111111111111", "--seed=1"],
    ),
    ("aws review refer-back", &["--comments=why"]),
    ("aws summary set", &["--next-steps=none"]),
    ("events replay", &["--target=a-target", "--from=1"]),
    ("fill", &["--opportunities=1"]),
    ("policy attach", &["--user=a-name"]),
    ("policy detach", &["--user=a-name"]),
    ("policy explain", &["--operation=ListOpportunities"]),
    ("wait", &["--timeout=0s"]),
];

/// Commands that call no server by `--url`.
const ALONE: [&str; 11] = [
    "compare",
    "completions",
    "demo",
    "import",
    "man",
    "record",
    "seed check",
    "seed init",
    "serve",
    "store distribute",
    "mcp",
];

/// Commands that bring data, and make the namespace that they bring them to.
const MAKES: [&str; 3] = ["fill", "seed apply", "state load"];

/// Commands about the server, which has no space for them to be about.
const OF_SERVER: [&str; 3] = ["namespace create", "namespace drop", "namespace list"];

/// Commands that read a file which an argument names.
const READS: [&str; 5] = [
    "aws opportunity update",
    "check",
    "seed apply",
    "seed check",
    "state load",
];

/// A command: its name, and its words with a value for each argument.
struct Case {
    name: String,
    words: Vec<String>,
}

impl Case {
    fn run(&self, folder: &Path, more: &[&str]) -> Output {
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let mut command = cosell(words[0], &[&words[1..], more].concat());
        command
            .current_dir(folder)
            .output()
            .expect("the binary runs")
    }

    /// Fails unless it ends with this status.
    fn ends(&self, folder: &Path, more: &[&str], status: i32) {
        let ended = self.run(folder, more);
        let said = String::from_utf8_lossy(&ended.stderr);
        let (name, words) = (&self.name, &self.words);
        assert_eq!(
            ended.status.code(),
            Some(status),
            "{name}: {words:?} {more:?}: {said}"
        );
    }
}

/// Every command.
fn cases() -> Vec<Case> {
    let output = cosell("docs", &["commands"])
        .output()
        .expect("the binary runs");
    let text = String::from_utf8(output.stdout).expect("text");
    let lines = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `cosell "));
    let cases: Vec<Case> = lines
        .map(|line| {
            let (usage, _) = line.split_once('`').expect("a cell");
            let is_argument = |word: &&str| word.contains(|c: char| c.is_ascii_uppercase());
            let words = usage.split(' ').filter(|word| !word.starts_with('['));
            let (arguments, names): (Vec<&str>, Vec<&str>) = words.partition(is_argument);
            let name = names.join(" ");
            let mut words: Vec<String> = names.into_iter().map(str::to_owned).collect();
            for argument in arguments {
                let own = OF_COMMAND
                    .iter()
                    .find(|(of, it, _)| *of == name && *it == argument);
                let known = VALUES.iter().find(|(known, _)| *known == argument);
                let value = own.map(|it| it.2).or(known.map(|it| it.1));
                let value = value.unwrap_or_else(|| panic!("{usage}: no value of {argument}"));
                words.push(value.to_owned());
            }
            let also = ALSO.iter().find(|(known, _)| *known == name);
            words.extend(
                also.iter()
                    .flat_map(|(_, also)| *also)
                    .map(|it| (*it).to_owned()),
            );
            Case { name, words }
        })
        .collect();
    assert!(cases.len() > 90, "{}", cases.len());
    cases
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let document = r#"{"opportunity": [{}]}"#;
    fs::write(folder.path().join("document.json"), document).expect("a file");
    folder
}

#[test]
fn a_wrong_option_ends_every_command_with_2() {
    let folder = folder();
    for case in cases() {
        case.ends(folder.path(), &["--no-such-option"], 2);
    }
}

#[test]
fn a_wrong_address_ends_with_2_and_a_server_that_is_not_there_with_7() {
    for case in cases() {
        if !ALONE.contains(&&*case.name) {
            case.ends(folder().path(), &["--url=nonsense"], 2);
            case.ends(folder().path(), &["--url=http://127.0.0.1:1"], 7);
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_ends_with_2() {
    let folder = tempfile::tempdir().expect("a folder");
    for case in cases() {
        if READS.contains(&&*case.name) {
            case.ends(folder.path(), &[], 2);
        }
    }
}

/// A mistyped name would otherwise be that of an empty namespace.
#[test]
fn a_namespace_that_is_not_there_ends_with_5_and_is_not_made() {
    let data = folder();
    let server = Server::start(data.path(), &[]);
    let url = format!("--url={}", server.url);
    for case in cases() {
        let passed = [&ALONE[..], &MAKES, &OF_SERVER].concat();
        if !passed.contains(&&*case.name) {
            case.ends(folder().path(), &[&url, "--namespace=mistyped"], 5);
        }
    }
    let listed = cosell("namespace", &["list", &url])
        .output()
        .expect("it runs");
    assert_eq!(
        String::from_utf8_lossy(&listed.stdout),
        "there are no namespaces\n"
    );
}

/// A variable of the environment names the namespace of all commands, also of those that make it.
#[test]
fn commands_about_namespaces_need_no_namespace_to_be_there() {
    let data = folder();
    let server = Server::start(data.path(), &[]);
    let url = format!("--url={}", server.url);
    let said = |words: &[&str]| {
        let mut command = cosell("namespace", &[words, &[&url]].concat());
        let ended = command.env("COSELL_NAMESPACE", "orders").output();
        let ended = ended.expect("it runs");
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(ended.status.success(), "{words:?}: {said}");
        String::from_utf8(ended.stdout).expect("text")
    };
    assert_eq!(said(&["list"]), "there are no namespaces\n");
    assert_eq!(said(&["create", "orders"]), "created namespace orders\n");
    assert_eq!(said(&["drop", "orders"]), "dropped namespace orders\n");
    assert_eq!(said(&["create", "other"]), "created namespace other\n");
    assert_eq!(said(&["drop", "other"]), "dropped namespace other\n");
}

/// The health of a server is shown without a token, and that of a namespace as well.
#[test]
fn health_and_wait_need_no_token_for_a_namespace() {
    let data = folder();
    let mut command = serve(data.path());
    let server = Server::of(command.env("COSELL_ADMIN_TOKEN", TOKEN));
    let url = format!("--url={}", server.url);
    let mut command = cosell("namespace", &["create", "orders", &url]);
    let created = command.env("COSELL_ADMIN_TOKEN", TOKEN).output();
    assert!(created.expect("it runs").status.success());
    for words in [&["health"][..], &["wait", "--timeout=0s"]] {
        let named = [&words[1..], &["--namespace=orders", &url]].concat();
        let ended = cosell(words[0], &named).output().expect("it runs");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{words:?}: {said}");
        let named = [&words[1..], &["--namespace=mistyped", &url]].concat();
        let ended = cosell(words[0], &named).output().expect("it runs");
        assert_eq!(ended.status.code(), Some(5), "{words:?}");
    }
    let mut command = cosell("namespace", &["list", &url, "--output=json"]);
    let listed = command.env("COSELL_ADMIN_TOKEN", TOKEN).output();
    let listed = String::from_utf8(listed.expect("it runs").stdout).expect("text");
    assert!(
        listed.contains("orders") && !listed.contains("mistyped"),
        "{listed}"
    );
}

/// Scripts wait for a namespace that another program makes.
#[test]
fn wait_goes_on_until_there_is_a_namespace() {
    let data = folder();
    let server = Server::start(data.path(), &[]);
    let url = format!("--url={}", server.url);
    let mut waits = cosell("wait", &["--namespace=later", &url])
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut said = BufReader::new(waits.stderr.take().expect("a pipe"));
    let mut line = String::new();
    said.read_line(&mut line)
        .expect("it says what it waits for");
    assert!(line.contains("has no namespace later"), "{line}");
    let created = cosell("namespace", &["create", "later", &url]).output();
    assert!(created.expect("it runs").status.success());
    assert!(waits.wait().expect("it ends").success());
}
