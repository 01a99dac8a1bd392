//! What a build for developers leaves unoptimised is optimised in the program that is shipped.

use std::collections::BTreeMap;

const MANIFEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");

/// The packages of a table of the manifest, with what it says of them.
fn packages(manifest: &str, table: &str) -> BTreeMap<String, String> {
    let lines = manifest.lines().skip_while(|line| *line != table).skip(1);
    lines
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, settings)| (name.to_owned(), settings.to_owned()))
        .collect()
}

#[test]
fn what_is_shipped_has_no_unoptimised_package() {
    let manifest = std::fs::read_to_string(MANIFEST).unwrap();
    let release = packages(&manifest, "[profile.release.package]");
    let dist = packages(&manifest, "[profile.dist.package]");
    assert!(release.contains_key("clap_builder") && dist.contains_key("cosell"));
    let unoptimised = |settings: &str| settings.contains("opt-level = 0");
    for (name, settings) in &release {
        let shipped = dist.get(name).unwrap_or(settings);
        assert!(!unoptimised(shipped), "[profile.dist.package] lacks {name}");
    }
    assert!(!dist.values().any(|settings| unoptimised(settings)));
}
