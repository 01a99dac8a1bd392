//! Requests and responses that are files.

use std::fs::File;
use std::io;

use cosell_admin_api::{Answer as _, Page, Request};

use super::{AdminError, Answered, Client};

impl Client {
    /// Sends the request of a page whose answer is a file, and writes the file.
    pub(crate) fn download<P: Page>(&self, page: &P, to: &mut File) -> Result<u64, AdminError> {
        self.check_namespace()?;
        let request = self.request(&Request::of(page)?, self.namespace()).body(());
        let request = request.map_err(ureq::Error::from);
        let answer = request.and_then(|request| self.files.run(request));
        let mut answer = answer.map_err(|error| self.unreachable(&error))?;
        if !answer.status().is_success() {
            return Err(match self.read(Ok(answer), None) {
                Ok(_) => AdminError::Foreign {
                    url: self.base.clone(),
                    status: 0,
                },
                Err(error) => error,
            });
        }
        let kind = answer.headers().get("content-type");
        if kind.is_none_or(|kind| kind != P::Answer::MEDIA_TYPE) {
            return Err(self.foreign(answer.status()));
        }
        let mut body = answer.body_mut().with_config().limit(u64::MAX).reader();
        io::copy(&mut body, to).map_err(AdminError::Transfer)
    }

    /// Sends the request of a page whose body is a file.
    pub(crate) fn upload<P: Page>(
        &self,
        page: &P,
        file: File,
    ) -> Result<Answered<P::Answer>, AdminError> {
        self.check_namespace()?;
        let request = self
            .request(&Request::of(page)?, self.namespace())
            .body(file);
        let request = request.map_err(ureq::Error::from);
        let answered = request.and_then(|request| self.files.run(request));
        self.answered::<P>(answered)
    }
}
