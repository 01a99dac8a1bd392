//! The server has one set of features, whichever packages it is built with.
//!
//! Cargo builds a dependency with all features that the chosen packages ask for. If the tests or
//! the benches asked for more than the server does, they would try another server than the one that
//! ships, and nearly everything would be compiled twice. `crates/cosell/Cargo.toml` therefore names
//! what they ask for besides.

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
    // A blank line stands between two of the chosen packages.
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let (package, features) = line.split_once('|').expect("a package");
        let of_package = found.entry(package.to_owned()).or_default();
        of_package.insert(features.to_owned());
    }
    found
}

#[test]
fn the_server_that_is_tested_has_the_features_of_the_one_that_ships() {
    let ships = features(&["--package=cosell", "--edges=normal,build"]);
    let tested = features(&["--workspace", "--exclude=cosell-conformance"]);
    assert!(ships.len() > 100, "{ships:?}");
    for (package, features) in ships {
        // What macros are built with may be there twice.
        assert!(
            features.is_subset(&tested[&package]),
            "{package}: {features:?} ships, {:?} is tested; name what is missing in \
             crates/cosell/Cargo.toml",
            tested[&package]
        );
    }
}
