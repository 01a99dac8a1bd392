//! The compose file and the Helm chart.

use std::path::{Path, PathBuf};

use super::entry::{self, Entry, tar_gz};
use super::error::Error;
use super::source::Source;

/// The files of the chart.
const CHART: [&str; 7] = [
    "cosell/Chart.yaml",
    "cosell/values.yaml",
    "cosell/templates/NOTES.txt",
    "cosell/templates/_helpers.tpl",
    "cosell/templates/secret.yaml",
    "cosell/templates/service.yaml",
    "cosell/templates/workload.yaml",
];

pub(super) fn compose(source: &Source, output: &Path) -> Result<PathBuf, Error> {
    let path = output.join("compose.yaml");
    entry::write(&path, &source.template("compose/compose.yaml")?)?;
    Ok(path)
}

pub(super) fn helm(source: &Source, output: &Path) -> Result<PathBuf, Error> {
    let mut entries = Vec::new();
    for name in CHART {
        let text = source.template(&format!("helm/{name}"))?;
        entries.push(Entry::file(name, text));
    }
    // As `helm package` names it.
    let path = output.join(format!("cosell-helm-{}.tgz", source.version));
    entry::write(&path, &tar_gz(entries, source.epoch)?)?;
    Ok(path)
}
