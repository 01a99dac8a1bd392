//! The npm package: the program is its command, so that `npx cosell` runs it.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::entry::{self, Entry, tar_gz};
use super::error::Error;
use super::source::Source;

pub(super) fn make(source: &Source, output: &Path) -> Result<PathBuf, Error> {
    let version = source.version;
    let machine = match source.machine {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    let package = json!({
        "name": "cosell",
        "version": version,
        "description": "A co-sell server: the AWS Partner Central Selling API on your own machine",
        "license": "Apache-2.0",
        "bin": { "cosell": "bin/cosell" },
        "main": "index.js",
        "types": "index.d.ts",
        "os": ["linux"],
        "cpu": [machine],
        "libc": ["glibc"],
        "engines": { "node": ">=18" },
    });
    let mut text = serde_json::to_vec_pretty(&package)?;
    text.push(b'\n');
    let entries = vec![
        Entry::program("package/bin/cosell", source.binary.clone()),
        Entry::file("package/index.js", source.template("npm/index.js")?),
        Entry::file("package/index.d.ts", source.template("npm/index.d.ts")?),
        Entry::file("package/LICENSE", source.license.clone()),
        Entry::file("package/sbom.cdx.json", source.sbom.clone()),
        Entry::file("package/package.json", text),
    ];
    let path = output.join(format!("cosell-{version}.tgz"));
    entry::write(&path, &tar_gz(entries, source.epoch)?)?;
    Ok(path)
}
