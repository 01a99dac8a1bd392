//! The server has one set of features, whichever packages it is built with.
//!
//! Cargo builds a dependency with all features that the selected packages enable. If the tests or
//! the benches enabled more features than the server, they would test a different server than the
//! released one, and nearly everything would be compiled twice. `crates/cosell/Cargo.toml`
//! therefore enables their features too.

use std::collections::{BTreeMap, BTreeSet};

use crate::cargo;

/// The packages that are built for these arguments, and with which features.
fn features(arguments: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let tree = cargo::command()
        .args(["tree", "--locked", "--prefix=none", "--no-dedupe"])
        .args(["--format={p}|{f}"])
        .args(arguments)
        .current_dir(cargo::ROOT)
        .output()
        .expect("cargo runs");
    let complaint = String::from_utf8_lossy(&tree.stderr);
    assert!(tree.status.success(), "{complaint}");
    let mut found: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    let lines = String::from_utf8(tree.stdout).expect("text");
    // A blank line separates the selected packages.
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let (package, features) = line.split_once('|').expect("a package");
        let of_package = found.entry(package.to_owned()).or_default();
        of_package.insert(features.to_owned());
    }
    found
}

#[test]
fn the_released_server_has_the_members_of_the_model_alone() {
    let ships = features(&["--package=cosell", "--edges=normal,build"]);
    let api = ships
        .iter()
        .find(|(package, _)| package.starts_with("cosell-api "));
    let (_, features) = api.expect("the server has the types of the API");
    assert!(
        features.iter().all(|set| !set.contains("new-member")),
        "{features:?}: new-member is for a step of `cargo xtask test` alone"
    );
}

#[test]
fn the_tested_server_has_the_features_of_the_released_one() {
    let ships = features(&["--package=cosell", "--edges=normal,build"]);
    let tested = features(&["--workspace", "--exclude=cosell-conformance"]);
    assert!(ships.len() > 100, "{ships:?}");
    for (package, features) in ships {
        // Dependencies of macros may be listed twice.
        assert!(
            features.is_subset(&tested[&package]),
            "{package}: {features:?} ships, {:?} is tested; name what is missing in \
             crates/cosell/Cargo.toml",
            tested[&package]
        );
    }
}
