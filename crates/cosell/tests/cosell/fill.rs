//! `cosell fill`: invented data that is the same for a seed, and is never made twice.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::common::{Server, cosell, serve};

const ACCOUNT: &str = "111111111111";

fn server(seed: &str) -> (tempfile::TempDir, Server) {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::of(serve(folder.path()).args(["--seed", seed]));
    (folder, server)
}

/// Fills a server. Returns the report.
fn fill(server: &Server, count: &str, seed: &str) -> Value {
    let words = [
        "--url",
        &server.url,
        "--opportunities",
        count,
        "--seed",
        seed,
        "-o",
        "json",
    ];
    let output = cosell("fill", &words).output().expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// All elements of a list.
fn list(server: &Server, operation: &str, mut input: Value, member: &str) -> Vec<Value> {
    input["Catalog"] = json!("Sandbox");
    let mut all = Vec::new();
    loop {
        let page = server.call(ACCOUNT, operation, &input).expect(operation);
        all.extend(page[member].as_array().expect("a list").clone());
        if page["NextToken"].is_null() {
            return all;
        }
        input["NextToken"] = page["NextToken"].clone();
    }
}

/// The opportunities that the seed made, by their identifiers, without ids and times.
fn opportunities(server: &Server) -> BTreeMap<String, Value> {
    let all = list(
        server,
        "ListOpportunities",
        json!({}),
        "OpportunitySummaries",
    );
    let mut found = BTreeMap::new();
    for one in all {
        let which = json!({ "Catalog": "Sandbox", "Identifier": one["Id"] });
        let mut whole = server
            .call(ACCOUNT, "GetOpportunity", &which)
            .expect("an opportunity");
        let Some(name) = one["PartnerOpportunityIdentifier"].as_str() else {
            continue;
        };
        if !name.starts_with("fill-") {
            continue;
        }
        for member in ["Id", "Arn", "CreatedDate", "LastModifiedDate"] {
            whole.as_object_mut().expect("an object").remove(member);
        }
        assert_eq!(
            found.insert(name.to_owned(), whole),
            None,
            "{name} is there twice"
        );
    }
    found
}

#[test]
fn a_seed_makes_the_same_on_every_server_and_another_seed_something_else() {
    let ((_one, left), (_two, right)) = (server("1"), server("2"));
    let (here, there) = (fill(&left, "40", "7"), fill(&right, "40", "7"));
    assert_eq!(here, there);
    let same = opportunities(&left);
    assert_eq!(same, opportunities(&right));
    assert_eq!(same.len(), 40);
    let customers = same
        .values()
        .map(|one| one["Customer"]["Account"]["CompanyName"].as_str());
    let customers: BTreeSet<_> = customers.collect();
    assert!(customers.len() < 20, "customers recur: {customers:?}");
    fill(&right, "40", "8");
    let other = opportunities(&right);
    assert_eq!(other.len(), 80);
    let bodies = |of: &str| {
        let ours = other.iter().filter(|(name, _)| name.starts_with(of));
        ours.map(|(_, body)| body["Project"].clone())
            .collect::<Vec<_>>()
    };
    assert_ne!(bodies("fill-7-"), bodies("fill-8-"));
}

#[test]
fn the_report_counts_what_the_server_has() {
    let (_folder, server) = server("1");
    let report = fill(&server, "60", "7");
    let mut counts = BTreeMap::<String, u32>::new();
    for one in opportunities(&server).values() {
        let review = one["LifeCycle"]["ReviewStatus"].as_str().expect("a status");
        let stage = one["LifeCycle"]["Stage"].as_str().expect("a stage");
        let come = match review {
            "Approved" => format!("approved: {stage}"),
            other => other.to_lowercase(),
        };
        *counts.entry(come).or_default() += 1;
    }
    assert_eq!(report["opportunities"], json!(counts));
    assert!(counts.len() > 6, "{counts:?}");
    let sent = json!({ "ParticipantType": "SENDER" });
    let sent = list(
        &server,
        "ListEngagementInvitations",
        sent,
        "EngagementInvitationSummaries",
    );
    let to_partners = sent
        .iter()
        .filter(|one| one["Receiver"]["Account"]["AwsAccountId"] != "aws");
    assert_eq!(report["invitations"], to_partners.count());
    let received = json!({ "ParticipantType": "RECEIVER" });
    let received = list(
        &server,
        "ListEngagementInvitations",
        received,
        "EngagementInvitationSummaries",
    );
    assert_eq!(
        (&report["referrals"], &report["leads"]),
        (&json!(6), &json!(3))
    );
    assert_eq!(received.len(), 9);
    let statuses: BTreeSet<_> = received.iter().map(|one| one["Status"].as_str()).collect();
    assert_eq!(statuses.len(), 3, "{statuses:?}");
}

#[test]
fn a_run_that_was_stopped_goes_on_and_nothing_is_made_twice() {
    let (_folder, server) = server("1");
    let words = [
        "--url",
        &server.url,
        "--opportunities",
        "400",
        "--seed",
        "7",
    ];
    let mut stopped = cosell("fill", &words).spawn().expect("the binary runs");
    while opportunities(&server).len() < 5 {}
    stopped.kill().expect("it ends");
    stopped.wait().expect("it ends");
    let there = opportunities(&server).len();
    let report = fill(&server, "60", "7");
    let created = report["created"].as_u64().expect("a count");
    // A call that was on its way when its sender ended may have been carried out.
    assert!((1..=60 - there).contains(&usize::try_from(created).expect("a count")));
    let first = opportunities(&server);
    assert_eq!(first.len(), 60);
    let again = fill(&server, "60", "7");
    assert_eq!(again["created"], 0);
    for member in [
        "opportunities",
        "engagements",
        "invitations",
        "referrals",
        "leads",
    ] {
        assert_eq!(again[member], report[member], "{member}");
    }
    assert_eq!(opportunities(&server), first);
}
