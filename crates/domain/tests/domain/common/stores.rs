//! The stores of tests that hold on each of them: memory, a file, and PostgreSQL under
//! `cargo xtask test`.

use cosell_domain::Settings;
use cosell_store::Location;
use cosell_world::World;
use tempfile::TempDir;

use super::{Harness, NOW};

/// A place of each kind for an empty store, and the folder that must outlive the stores.
pub fn every_place() -> (TempDir, Vec<Location>) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = Location::Sqlite(folder.path().join("cosell.sqlite"));
    let mut places = vec![Location::Memory, file];
    places.extend(on_postgres());
    (folder, places)
}

/// A service on each store, in worlds of the same seed, and the folder that must outlive them.
pub async fn on_every_store(fill: impl AsyncFn(&Harness)) -> (TempDir, Vec<Harness>) {
    let (folder, places) = every_place();
    let mut sides = Vec::new();
    for place in &places {
        let harness = Harness::at_location(place, Settings::default(), World::frozen(NOW, 7)).await;
        fill(&harness).await;
        sides.push(harness);
    }
    (folder, sides)
}

/// A schema of its own on the PostgreSQL server of the tests, if there is one.
pub fn on_postgres() -> Option<Location> {
    let server = std::env::var("COSELL_TEST_POSTGRES").ok()?;
    let (process, number) = (std::process::id(), cosell_world::machine::number());
    let mark = if server.contains('?') { '&' } else { '?' };
    let address = format!("{server}{mark}options=-csearch_path%3Ddomain_{process}_{number}");
    Some(Location::Postgres(address.parse().expect("an address")))
}
