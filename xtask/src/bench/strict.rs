//! The cost of mode `strict`: the same calls on a server in mode `open` and on one that
//! authenticates every caller and evaluates ten policies of ten statements, of which the last one
//! allows.
//!
//! The servers alternate, and each goes first in every other round. The figures are the server's
//! processor time per call, and its difference between the two within a round. Policies are
//! attached as an operator attaches them, so the figure includes the check of the identities'
//! version in every transaction.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::error::Error;
use super::figures::{Run, median};
use super::harness::{Bench, CONNECTIONS, CREATE};
use super::server::{ADMIN_TOKEN, Server, Side};

/// The number of policies, and of statements in each.
const POLICIES: usize = 10;
const STATEMENTS: usize = 10;

const ACCOUNT: &str = "111111111111";
const USER: &str = "bench";
const CALLS: [&str; 2] = ["GetOpportunity", CREATE];

/// Measures the calls. Returns a line for each.
pub(super) fn measure(bench: &Bench) -> Result<Vec<String>, Error> {
    let (open, _) = bench.start(Side::Cosell)?;
    let (strict, _) = bench.start(Side::Strict)?;
    let key = prepare(bench, &strict)?;
    let head = "processor time of the server for a call, in microseconds";
    let mut lines = vec![head.to_owned()];
    for call in CALLS {
        for connections in CONNECTIONS {
            let mut costs = Vec::new();
            for round in 1..=bench.extent.rounds {
                eprintln!("{call}, {connections} connections, round {round}");
                let order = if round % 2 == 1 { [0, 1] } else { [1, 0] };
                let mut pair = [None, None];
                for index in order {
                    let (side, server, key) = match index {
                        0 => (Side::Cosell, &open, None),
                        _ => (Side::Strict, &strict, Some(key.as_str())),
                    };
                    let run: Run = bench.load(side.name(), &[server], call, connections, key)?;
                    pair[index] = run.cpu_ms_per_call.map(|cost| cost * 1e3);
                }
                if let [Some(open), Some(strict)] = pair {
                    costs.push([open, strict, strict - open]);
                }
            }
            if costs.is_empty() {
                lines.push(format!(
                    "{call}, {connections} connections: processor time is not available"
                ));
                continue;
            }
            let [open, strict, more] =
                [0, 1, 2].map(|figure| median(costs.iter().map(|round| round[figure]).collect()));
            lines.push(format!(
                "{call}, {connections} connections: open {open:.1}, strict {strict:.1}, {more:+.1}"
            ));
        }
    }
    for server in [open, strict] {
        server.stop()?;
    }
    Ok(lines)
}

/// Creates the user with its policies. Returns its key in the format of the load driver.
fn prepare(bench: &Bench, server: &Server) -> Result<String, Error> {
    let ask = |arguments: &[&str]| -> Result<Value, Error> {
        let output = Command::new(&bench.programs.cosell)
            .args(arguments)
            .args(["--json", "--url", &format!("http://{}", server.address)])
            .env("COSELL_ADMIN_TOKEN", ADMIN_TOKEN)
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()?;
        if !output.status.success() {
            return Err(Error::Prepare(output.status));
        }
        Ok(serde_json::from_slice(&output.stdout)?)
    };
    ask(&["user", "create", ACCOUNT, USER])?;
    let file = bench.folder.join("policy.json");
    for number in 0..POLICIES {
        let last = number == POLICIES - 1;
        std::fs::write(&file, document(number, last).to_string())?;
        let (name, path) = (format!("policy-{number}"), file.display().to_string());
        ask(&["policy", "put", ACCOUNT, &name, &path])?;
        ask(&["policy", "attach", ACCOUNT, &name, "--user", USER])?;
    }
    let key = ask(&["key", "create", ACCOUNT, "--user", USER])?;
    let text = |member: &str| key[member].as_str().unwrap_or_default().to_owned();
    Ok(format!("{}:{}", text("id"), text("secret")))
}

/// A policy of statements as people write them; `last` ends with the one that allows the calls.
fn document(number: usize, last: bool) -> Value {
    let statements = (0..STATEMENTS).map(|place| {
        if last && place == STATEMENTS - 1 {
            return json!({
                "Sid": "Allow",
                "Effect": "Allow",
                "Action": ["partnercentral:Get*", "partnercentral:Create*"],
                "Resource": "*",
                "Condition": { "StringEquals": { "partnercentral:Catalog": ["AWS", "Sandbox"] } },
            });
        }
        json!({
            "Sid": format!("Statement{number}x{place}"),
            "Effect": if place % 3 == 0 { "Deny" } else { "Allow" },
            "Action": ["partnercentral:*Opportunity", "partnercentral:*Engagement*"],
            "Resource": format!(
                "arn:aws:partnercentral:us-east-1:*:catalog/*/opportunity/X{number}{place}*"
            ),
            "Condition": {
                "StringLike": { "aws:UserAgent": "*crm*" },
                "IpAddress": { "aws:SourceIp": ["192.0.2.0/24", "198.51.100.0/24"] },
            },
        })
    });
    json!({ "Version": "2012-10-17", "Statement": statements.collect::<Vec<_>>() })
}
