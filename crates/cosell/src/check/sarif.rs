//! Reports as SARIF 2.1.0, which code scanning and editors read.

use std::collections::BTreeMap;

use cosell_admin_api::check::Finding;
use serde_json::{Value, json};

use super::{Report, UNKNOWN};
use crate::json_place::Place;

/// The rule of findings that no rule of ours made: the published model does not allow a value.
const MODEL: &str = "api.model";

/// The rule of other errors, such as a resource that does not exist.
const STATE: &str = "api.state";

/// The rule of members that the API does not know.
const MEMBER: &str = "api.member";

/// The log of one run.
pub(super) fn log(reports: &[Report]) -> Value {
    let findings = || reports.iter().flat_map(|report| &report.checked.findings);
    let mut rules: BTreeMap<&str, Value> = findings()
        .map(|found| (rule(found), about(found)))
        .collect();
    if reports
        .iter()
        .any(|report| !report.checked.unknown.is_empty())
    {
        let says = json!({ "text": "The API has every member of the request." });
        rules.insert(MEMBER, json!({ "id": MEMBER, "shortDescription": says }));
    }
    let results = reports.iter().flat_map(|report| {
        let found = report.checked.findings.iter().zip(&report.places);
        let found = found.map(|(finding, place)| result(report, finding, *place));
        let unknown = report.checked.unknown.iter().zip(&report.unknown_places);
        found.chain(unknown.map(|(member, place)| warning(report, member, *place)))
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "cosell",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_values().collect::<Vec<_>>(),
            } },
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

fn rule(finding: &Finding) -> &str {
    match (&finding.rule, &finding.evidence) {
        (Some(rule), _) => rule,
        (None, Some(_)) => MODEL,
        (None, None) => STATE,
    }
}

fn about(finding: &Finding) -> Value {
    let says = finding.says.as_deref().unwrap_or(match rule(finding) {
        MODEL => "The published model of the API allows the request.",
        _ => "The state of the resources allows the request.",
    });
    json!({
        "id": rule(finding),
        "shortDescription": { "text": says },
        "properties": { "evidence": finding.evidence },
    })
}

fn warning(report: &Report, member: &str, place: Place) -> Value {
    json!({
        "ruleId": MEMBER,
        "level": "warning",
        "message": { "text": format!("{member}: {UNKNOWN}") },
        "locations": [location(report, place)],
        "properties": { "operation": report.checked.operation, "field": member },
    })
}

fn location(report: &Report, Place { line, column }: Place) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": report.file.replace('\\', "/") },
        "region": { "startLine": line, "startColumn": column },
    } })
}

fn result(report: &Report, finding: &Finding, place: Place) -> Value {
    let of = finding.field.iter().map(|field| format!("{field}: "));
    let text = of.chain([finding.message.clone()]).collect::<String>();
    json!({
        "ruleId": rule(finding),
        "level": "error",
        "message": { "text": text },
        "locations": [location(report, place)],
        "properties": {
            "operation": report.checked.operation,
            "field": finding.field,
            "code": finding.code,
            "evidence": finding.evidence,
        },
    })
}
