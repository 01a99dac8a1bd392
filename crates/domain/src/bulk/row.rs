//! One row of a file: what is done for it, and what became of it.

use std::borrow::Cow;

use cosell_store::Tx;
use cosell_store::table::bulk::{self as table, Done, Family, Job, Outcome};
use serde_json::Map;

use super::body::{self, Said};
use super::carry::{Actor, StepError};
use super::job::Document;
use crate::error::write_document;

/// Why a row failed.
pub(super) struct Failure {
    code: Cow<'static, str>,
    message: String,
}

/// A failure of a row's own, by one of the codes of rows.
pub(super) fn failure(code: &'static str, message: &str) -> Failed {
    Failed::Row(Failure {
        code: code.into(),
        message: message.to_owned(),
    })
}

/// How a row ends badly: for good, or to be tried again.
pub(super) enum Failed {
    Row(Failure),
    Store(crate::Error),
}

impl From<StepError> for Failed {
    fn from(error: StepError) -> Self {
        match error {
            StepError::Refused(error) => Self::Row(refusal(&error)),
            StepError::Store(error) => Self::Store(error),
        }
    }
}

impl From<crate::Error> for Failed {
    fn from(error: crate::Error) -> Self {
        StepError::from(error).into()
    }
}

impl From<cosell_store::Error> for Failed {
    fn from(error: cosell_store::Error) -> Self {
        Self::Store(error.into())
    }
}

/// A modelled error as the outcome of a row tells it: the code of its first finding, and all of
/// them; or the name of the exception.
fn refusal(error: &cosell_api::Error) -> Failure {
    if let cosell_api::Error::Validation { errors, .. } = error
        && let Some(first) = errors.first()
    {
        let told = errors.iter().map(|entry| match &entry.field_name {
            Some(field) => format!("{field}: {}", entry.message),
            None => entry.message.clone(),
        });
        return Failure {
            code: first.code.as_str().into(),
            message: told.collect::<Vec<_>>().join("; "),
        };
    }
    Failure {
        code: error.kind().name().into(),
        message: error.message().to_owned(),
    }
}

/// Characters of a row's id. A longer one is not an id, and no index could hold it.
const LONGEST_ID: usize = 255;

/// A row and what it needs to be carried out.
pub(super) struct Row<'a> {
    pub actor: &'a Actor,
    pub job: &'a Job,
    pub document: &'a Document,
    pub number: i64,
    pub cells: &'a [String],
}

impl Row<'_> {
    /// Carries the row out and returns its outcome. An error is the store's: nothing of the row
    /// stays.
    pub(super) async fn carry_out(&self, tx: &mut Tx) -> Result<Done, crate::Error> {
        let (mut resource, said) = (None, self.read());
        let (id, done) = match &said.row_id {
            Some(id) if id.chars().count() > LONGEST_ID => {
                let message = format!("The Row Id is longer than {LONGEST_ID} characters.");
                let id = self.number.to_string();
                (id, Err(failure("MALFORMED_ROW", &message)))
            }
            id => {
                let id = id.clone().unwrap_or_else(|| self.number.to_string());
                let done = self.run(tx, said, &id, &mut resource).await;
                (id, done)
            }
        };
        let failure = match done {
            Ok(()) => None,
            Err(Failed::Row(failure)) => Some(failure),
            Err(Failed::Store(error)) => return Err(error),
        };
        self.outcome(id, resource, failure)
    }

    /// The outcome of the row when a fault rule fails it with an exception.
    pub(super) fn injected(&self, error: &cosell_api::Error) -> Result<Done, crate::Error> {
        let id = self.read().row_id;
        let id = id.filter(|id| id.chars().count() <= LONGEST_ID);
        let id = id.unwrap_or_else(|| self.number.to_string());
        self.outcome(id, None, Some(refusal(error)))
    }

    fn read(&self) -> Said {
        body::read(&self.document.columns, self.cells, Map::new())
    }

    fn outcome(
        &self,
        request_id: String,
        resource_id: Option<String>,
        failure: Option<Failure>,
    ) -> Result<Done, crate::Error> {
        let status = match failure {
            Some(_) => Outcome::Failed,
            None => Outcome::Succeeded,
        };
        let (code, message) = failure.map(|it| (it.code.into_owned(), it.message)).unzip();
        Ok(Done {
            job_id: self.job.id.clone(),
            number: self.number,
            request_id,
            status,
            resource_id,
            error_code: code,
            error_message: message,
            cells: write_document(&self.cells)?,
        })
    }

    async fn run(
        &self,
        tx: &mut Tx,
        said: Said,
        request_id: &str,
        resource: &mut Option<String>,
    ) -> Result<(), Failed> {
        let (found, wanted) = (self.cells.len(), self.document.headers.len());
        if found != wanted {
            let message = format!("The row has {found} cells, and the header row has {wanted}.");
            return Err(failure("MALFORMED_ROW", &message));
        }
        if said.is_blank {
            return Err(failure("MALFORMED_ROW", "The row is empty."));
        }
        if table::has_request(tx, &self.job.id, request_id).await? {
            let message = format!("Another row before has the id {request_id}.");
            return Err(failure("DUPLICATE_ROW", &message));
        }
        match (self.job.family, self.document.updates) {
            (Family::CustomerAccount, _) => self.create_customer_account(tx, said, resource).await,
            (Family::Opportunity, Some(true)) => self.change_opportunity(tx, said, resource).await,
            (Family::Opportunity, _) => self.create_opportunity(tx, said, resource).await,
        }
    }
}
