//! The Python wheel: the program as a script, and a module that knows where it is.
//!
//! The platform tag names the glibc that the program needs, so that pip refuses the wheel on an
//! older system instead of installing what does not start.

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::entry::{self, Entry};
use super::error::Error;
use super::needs;
use super::source::Source;

/// The modules of the package.
const MODULES: [&str; 2] = ["cosell/__init__.py", "cosell/__main__.py"];

pub(super) fn make(source: &Source, output: &Path) -> Result<PathBuf, Error> {
    let (version, machine, glibc) = (source.version, source.machine, needs(source).glibc);
    let tag = format!("py3-none-manylinux_2_{glibc}_{machine}");
    let info = format!("cosell-{version}.dist-info");
    let script = format!("cosell-{version}.data/scripts/cosell");
    let mut entries = vec![Entry::program(script, source.binary.clone())];
    for module in MODULES {
        let text = source.template(&format!("python/{module}"))?;
        entries.push(Entry::file(module, text));
    }
    let metadata = format!(
        "Metadata-Version: 2.1\nName: cosell\nVersion: {version}\nSummary: A co-sell server: the \
         AWS Partner Central Selling API on your own machine\nLicense: Apache-2.0\n\
         Requires-Python: >=3.9\n"
    );
    let wheel = format!(
        "Wheel-Version: 1.0\nGenerator: cosell-xtask ({version})\nRoot-Is-Purelib: false\n\
         Tag: {tag}\n"
    );
    for (name, bytes) in [
        ("METADATA", metadata.into_bytes()),
        ("WHEEL", wheel.into_bytes()),
        ("licenses/LICENSE", source.license.clone()),
        ("sboms/cosell.cdx.json", source.sbom.clone()),
    ] {
        entries.push(Entry::file(format!("{info}/{name}"), bytes));
    }
    entries.sort_by(|one, other| one.path.cmp(&other.path));
    let record = format!("{info}/RECORD");
    let mut lines: String = entries.iter().map(line).collect();
    lines.push_str(&record);
    lines.push_str(",,\n");
    entries.push(Entry::file(record, lines));
    let path = output.join(format!("cosell-{version}-{tag}.whl"));
    entry::write(&path, &zip(&entries, source.epoch)?)?;
    Ok(path)
}

/// The line of a file in the record: its hash, in base64 for URLs, and its size.
fn line(entry: &Entry) -> String {
    let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(&entry.bytes));
    format!("{},sha256={hash},{}\n", entry.path, entry.bytes.len())
}

fn zip(entries: &[Entry], epoch: u64) -> Result<Vec<u8>, Error> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(time(epoch)?);
    for entry in entries {
        let options = options.unix_permissions(entry.mode);
        writer.start_file(entry.path.as_str(), options)?;
        writer.write_all(&entry.bytes).map_err(Error::Archive)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// The time of every file, in UTC: a zip has no zone.
fn time(epoch: u64) -> Result<DateTime, Error> {
    let seconds = i64::try_from(epoch).map_err(|_| Error::Epoch)?;
    let time = Timestamp::from_second(seconds).map_err(|_| Error::Epoch)?;
    let time = TimeZone::UTC.to_datetime(time);
    let year = u16::try_from(time.year()).map_err(|_| Error::Epoch)?;
    let [month, day, hour, minute, second] = [
        time.month(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second(),
    ]
    .map(i8::unsigned_abs);
    let time = DateTime::from_date_and_time(year, month, day, hour, minute, second);
    time.map_err(|_| Error::Epoch)
}
