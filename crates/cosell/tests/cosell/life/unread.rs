//! Commands whose output nobody reads: `cosell … | head` ends without a panic.

use std::process::{Command, Stdio};

use super::create;
use crate::common::Server;

/// What a shell says of a program that SIGPIPE ended.
const UNREAD: i32 = 141;

fn cosell(arguments: &[String]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cosell"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("COSELL_")) {
        command.env_remove(name);
    }
    command.args(arguments).stdin(Stdio::null());
    command
}

/// The commands that have none below them, as the help has them.
fn commands(above: &[String], found: &mut Vec<Vec<String>>) {
    let help = cosell(above)
        .arg("--help")
        .output()
        .expect("the binary runs");
    let help = String::from_utf8(help.stdout).expect("text");
    let Some((_, list)) = help.split_once("Commands:\n") else {
        found.push(above.to_vec());
        return;
    };
    for line in list.lines().take_while(|line| !line.is_empty()) {
        let Some(name) = line
            .split_whitespace()
            .next()
            .filter(|_| line.starts_with("  "))
        else {
            continue;
        };
        // Help is printed by the library; a line may go on with a description.
        if name != "help" && line[2..].starts_with(name) {
            commands(&[above, &[name.to_owned()]].concat(), found);
        }
    }
}

fn closed() -> Stdio {
    let (_, writer) = std::io::pipe().expect("a pipe");
    writer.into()
}

#[test]
fn no_command_panics_when_its_output_is_closed() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[]);
    create(&server, "one").expect("created");
    let mut all = Vec::new();
    commands(&[], &mut all);
    assert!(all.len() > 15, "{all:?}");
    let mut unread = 0;
    for words in all {
        // Without arguments or input they serve or follow for ever, or print nothing.
        let silent: [&[&str]; 5] = [
            &["serve"],
            &["task", "watch"],
            &["requests", "watch"],
            &["wait"],
            &["mcp"],
        ];
        if silent.contains(
            &words
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .as_slice(),
        ) {
            continue;
        }
        for stderr in [closed(), Stdio::piped()] {
            let mut command = cosell(&words);
            command
                .env("COSELL_URL", &server.url)
                .current_dir(folder.path());
            let output = command.stdout(closed()).stderr(stderr).spawn();
            let output = output.and_then(std::process::Child::wait_with_output);
            let output = output.expect("it ends");
            let said = String::from_utf8_lossy(&output.stderr);
            let status = output.status.code().expect("no signal");
            assert!(
                matches!(status, 1 | 2 | UNREAD),
                "{words:?} ended with {status}: {said}"
            );
            if status == UNREAD {
                assert!(!said.contains("cosell:"), "{words:?}: {said}");
                unread += 1;
            }
        }
    }
    assert!(unread >= 4, "only {unread} commands came to print");
}
