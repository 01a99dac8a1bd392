//! What the routes of files need: uploads to write, and reports to read.

use super::Service;
use crate::Error;
use crate::bulk::report::Report;
use crate::upload::Uploads;

impl Service {
    /// The files that callers upload.
    pub fn uploads(&self) -> Uploads {
        Uploads::new(self.store.clone(), self.world.clone(), &self.settings)
    }

    /// The report that a URL names, by its path and query; none when the URL is forged, too old, or
    /// of nothing.
    pub async fn report(&self, path: &str, query: &str) -> Result<Option<Report>, Error> {
        let page_keys = (self.page_keys.clone(), self.world.clone());
        let input = (page_keys, path.to_owned(), query.to_owned());
        self.store
            .read(input, async |tx, ((keys, world), path, query)| {
                Report::open(tx, (keys, world), path, query).await
            })
            .await
    }

    /// The next piece of a report; none at its end.
    pub async fn read_report(&self, report: &mut Report) -> Result<Option<Vec<u8>>, Error> {
        report.next(&self.store).await
    }
}
