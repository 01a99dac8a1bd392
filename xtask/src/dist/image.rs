//! The OCI image, written without a daemon: one layer with the program and the libraries of the
//! machine that built it, in a layout of OCI that `docker load`, `podman load`, `skopeo` and `ctr`
//! read.
//!
//! The same file is an archive of Docker, as `docker save` writes both: Docker's own image store
//! reads no layout, and OCI does not know health checks, so that Podman drops the one of a layout.
//!
//! The image has no shell and no package manager. It runs as a user without rights, keeps its data
//! in `/var/lib/cosell`, and works with a read-only root.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::entry::{self, Entry, gzip, tar};
use super::error::Error;
use super::source::{Source, run};

/// The user and group of the server.
const USER: u64 = 7226;

/// The volume with its data.
const DATA: &str = "/var/lib/cosell";

/// The certificates that the server believes for `https://` targets, where Debian keeps them.
const CERTIFICATES: &str = "etc/ssl/certs/ca-certificates.crt";

const LAYER: &str = "application/vnd.oci.image.layer.v1.tar+gzip";
const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";

pub(super) fn make(source: &Source, output: &Path) -> Result<PathBuf, Error> {
    let mut layout = Layout::default();
    let layer = tar(root(source)?, source.epoch)?;
    let diff = digest(&layer);
    let layer = layout.add(gzip(&layer)?, LAYER);
    let machine = match source.machine {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    let epoch = i64::try_from(source.epoch).map_err(|_| Error::Epoch)?;
    let created = Timestamp::from_second(epoch).map_err(|_| Error::Epoch)?;
    let config = json!({
        "created": created.to_string(),
        "architecture": machine,
        "os": "linux",
        "config": {
            "User": format!("{USER}:{USER}"),
            "Entrypoint": ["/usr/bin/cosell"],
            "Cmd": ["serve"],
            "WorkingDir": DATA,
            "ExposedPorts": { "7226/tcp": {} },
            "Volumes": { DATA: {} },
            // Temporary files are in the volume: nothing else need be writable. Some runtimes have
            // no PATH of their own.
            "Env": [
                "PATH=/usr/bin",
                format!("COSELL_STORE=sqlite:{DATA}/cosell.sqlite"),
                format!("TMPDIR={DATA}"),
            ],
            "StopSignal": "SIGTERM",
            "Healthcheck": {
                "Test": ["CMD", "/usr/bin/cosell", "health"],
                "Interval": 10_000_000_000_u64,
                "Timeout": 5_000_000_000_u64,
                "Retries": 3,
            },
            "Labels": {
                "org.opencontainers.image.title": "cosell",
                "org.opencontainers.image.version": source.version,
                "org.opencontainers.image.licenses": "Apache-2.0",
            },
        },
        "rootfs": { "type": "layers", "diff_ids": [diff] },
        "history": [{ "created": created.to_string(), "created_by": "cargo xtask dist" }],
    });
    let config = layout.add(serde_json::to_vec(&config)?, CONFIG);
    let name = format!("docker.io/library/cosell:{}", source.version);
    let archive = json!([{
        "Config": place(&config),
        "RepoTags": [name],
        "Layers": [place(&layer)],
    }]);
    let manifest = json!({
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": config,
        "layers": [layer],
    });
    let mut manifest = layout.add(serde_json::to_vec(&manifest)?, MANIFEST);
    manifest["platform"] = json!({ "architecture": machine, "os": "linux" });
    manifest["annotations"] = json!({
        "io.containerd.image.name": name,
        "org.opencontainers.image.ref.name": source.version,
    });
    let index = json!({ "schemaVersion": 2, "manifests": [manifest] });
    let mut entries: Vec<Entry> = layout.blobs.into_values().collect();
    entries.push(Entry::file("index.json", serde_json::to_vec(&index)?));
    entries.push(Entry::file("manifest.json", serde_json::to_vec(&archive)?));
    let version = json!({ "imageLayoutVersion": "1.0.0" });
    entries.push(Entry::file("oci-layout", serde_json::to_vec(&version)?));
    let name = format!("cosell-{}-oci-{machine}.tar", source.version);
    let path = output.join(name);
    entry::write(&path, &tar(entries, source.epoch)?)?;
    Ok(path)
}

/// The blobs of a layout, by their digests.
#[derive(Default)]
struct Layout {
    blobs: BTreeMap<String, Entry>,
}

impl Layout {
    /// Adds a blob. Returns its descriptor.
    fn add(&mut self, bytes: Vec<u8>, kind: &str) -> Value {
        let digest = digest(&bytes);
        let descriptor = json!({ "mediaType": kind, "digest": digest, "size": bytes.len() });
        self.blobs
            .insert(digest, Entry::file(place(&descriptor), bytes));
        descriptor
    }
}

/// Where a layout has the blob of a descriptor.
fn place(descriptor: &Value) -> String {
    let digest = descriptor["digest"].as_str().unwrap_or_default();
    format!("blobs/{}", digest.replace(':', "/"))
}

fn digest(bytes: &[u8]) -> String {
    format!("sha256:{:x}", Sha256::digest(bytes))
}

/// The root of the image.
fn root(source: &Source) -> Result<Vec<Entry>, Error> {
    let users = format!(
        "root:x:0:0:root:/nonexistent:/nonexistent\n\
         cosell:x:{USER}:{USER}:cosell:{DATA}:/nonexistent\n"
    );
    let mut entries = vec![
        Entry::program("usr/bin/cosell", source.binary.clone()),
        Entry::file("etc/passwd", users),
        Entry::file("etc/group", format!("root:x:0:\ncosell:x:{USER}:\n")),
        // The resolver of glibc reads it: files first, then DNS.
        Entry::file("etc/nsswitch.conf", "hosts: files dns\n"),
        Entry::file("usr/share/doc/cosell/LICENSE", source.license.clone()),
        Entry::file("usr/share/doc/cosell/sbom.cdx.json", source.sbom.clone()),
        Entry::folder(DATA.trim_start_matches('/'), 0o700, USER),
        Entry::folder("tmp", 0o1777, 0),
    ];
    let libraries = match source.target {
        Some(target) => target.libraries(&source.binary)?,
        None => libraries(source)?,
    };
    for (library, place) in libraries {
        let bytes = fs::read(&library).map_err(|error| Error::file(&library, error))?;
        entries.push(Entry::program(place, bytes));
    }
    if let Ok(bytes) = fs::read(Path::new("/").join(CERTIFICATES)) {
        entries.push(Entry::file(CERTIFICATES, bytes));
    }
    Ok(entries)
}

/// The libraries that the program is loaded with, by the loader of this machine; none for a static
/// program. Each with its place in the image.
fn libraries(source: &Source) -> Result<Vec<(PathBuf, String)>, Error> {
    let listed = match run(Command::new("ldd").arg(&source.path)) {
        Err(Error::Ended { said, .. }) if said.contains("not a dynamic executable") => {
            return Ok(Vec::new());
        }
        listed => listed?,
    };
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let words = listed.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        words.find(|word| word.starts_with('/'))
    });
    let place = |word: &str| (PathBuf::from(word), word.trim_start_matches('/').to_owned());
    let mut libraries: Vec<_> = words.map(place).collect();
    libraries.sort();
    libraries.dedup();
    Ok(libraries)
}
