//! The list of the libraries in the program (SBOM), as `CycloneDX` 1.5.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::error::Error;
use super::source::run;
use crate::cargo::{self, ROOT};

/// The package of the program.
const PROGRAM: &str = "cosell";

/// The document. Its time is that of the sources.
pub(super) fn document(epoch: u64) -> Result<Vec<u8>, Error> {
    let mut command = cargo::command();
    command.current_dir(ROOT);
    command.args(["metadata", "--format-version=1", "--locked"]);
    let metadata: Value = serde_json::from_slice(&run(&mut command)?.stdout)?;
    let packages: BTreeMap<&str, &Value> = items(&metadata["packages"])
        .filter_map(|package| Some((package["id"].as_str()?, package)))
        .collect();
    let mut components = BTreeMap::new();
    for id in linked(&metadata) {
        let Some(package) = packages.get(id) else {
            continue;
        };
        // Our own crates have no source.
        if package["source"].is_null() {
            continue;
        }
        let text = |member: &str| package[member].as_str().unwrap_or_default().to_owned();
        let (name, version) = (text("name"), text("version"));
        let reference = format!("pkg:cargo/{name}@{version}");
        let component = json!({
            "type": "library",
            "bom-ref": reference,
            "name": name,
            "version": version,
            "purl": reference,
            "licenses": [{ "expression": text("license").replace('/', " OR ") }],
        });
        components.insert((name, version), component);
    }
    let document = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "properties": [{ "name": "cosell:source-date-epoch", "value": epoch.to_string() }],
            "component": {
                "type": "application",
                "bom-ref": PROGRAM,
                "name": PROGRAM,
                "version": env!("CARGO_PKG_VERSION"),
            },
        },
        "components": components.into_values().collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_vec_pretty(&document)?;
    text.push(b'\n');
    Ok(text)
}

/// The packages that are linked into the program: its normal dependencies and theirs.
fn linked(metadata: &Value) -> BTreeSet<&str> {
    let nodes: BTreeMap<&str, &Value> = items(&metadata["resolve"]["nodes"])
        .filter_map(|node| Some((node["id"].as_str()?, node)))
        .collect();
    let program = items(&metadata["packages"]).find(|package| package["name"] == PROGRAM);
    let mut waiting: Vec<&str> = program
        .and_then(|program| program["id"].as_str())
        .into_iter()
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        let node = nodes.get(id).copied().unwrap_or(&Value::Null);
        let normal = items(&node["deps"])
            .filter(|dep| items(&dep["dep_kinds"]).any(|kind| kind["kind"].is_null()));
        waiting.extend(normal.filter_map(|dep| dep["pkg"].as_str()));
    }
    seen
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}
