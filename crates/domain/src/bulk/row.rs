//! One row of a file: what is done for it, and what became of it.

use std::borrow::Cow;

use cosell_api::DateTime;
use cosell_api::operations::{
    AssociateOpportunity, CreateOpportunity, GetOpportunity, UpdateOpportunity,
};
use cosell_store::Tx;
use cosell_store::table::bulk::{self as table, Done, Job, Outcome};
use serde_json::{Map, Value, json};

use super::body::{self, Said};
use super::carry::{Actor, StepError};
use super::columns::Related;
use super::job::Document;
use crate::error::write_document;

/// Why a row failed.
struct Failure {
    code: Cow<'static, str>,
    message: String,
}

fn failure(code: &'static str, message: &str) -> Failed {
    Failed::Row(Failure {
        code: code.into(),
        message: message.to_owned(),
    })
}

/// How a row ends badly: for good, or to be tried again.
enum Failed {
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

/// Carries a row out and returns its outcome. An error is the store's: nothing of the row stays.
pub(super) async fn carry_out(
    actor: &Actor,
    tx: &mut Tx,
    (job, document): (&Job, &Document),
    number: i64,
    cells: &[String],
) -> Result<Done, crate::Error> {
    let mut resource = None;
    let said = body::read(&document.columns, cells, Map::new());
    let request_id = said.row_id.clone().unwrap_or_else(|| number.to_string());
    let row = Row {
        actor,
        job,
        document,
        number,
        cells,
    };
    let failed = match row.run(tx, said, &request_id, &mut resource).await {
        Ok(()) => None,
        Err(Failed::Row(failure)) => Some(failure),
        Err(Failed::Store(error)) => return Err(error),
    };
    let (code, message) = failed.map(|it| (it.code.into_owned(), it.message)).unzip();
    Ok(Done {
        job_id: job.id.clone(),
        number,
        request_id,
        status: if code.is_some() {
            Outcome::Failed
        } else {
            Outcome::Succeeded
        },
        resource_id: resource,
        error_code: code,
        error_message: message,
        cells: write_document(&cells)?,
    })
}

struct Row<'a> {
    actor: &'a Actor,
    job: &'a Job,
    document: &'a Document,
    number: i64,
    cells: &'a [String],
}

impl Row<'_> {
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
        if self.document.updates == Some(true) {
            self.change(tx, said, resource).await
        } else {
            self.create(tx, said, resource).await
        }
    }

    async fn create(
        &self,
        tx: &mut Tx,
        said: Said,
        resource: &mut Option<String>,
    ) -> Result<(), Failed> {
        let Said {
            mut members,
            related,
            ..
        } = said;
        let company = Value::Object(members.clone());
        if company.pointer("/Customer/Account/CompanyName").is_none() {
            let message = "The row has no Customer Company Name.";
            return Err(failure("MISSING_COMPANY", message));
        }
        members.insert("Catalog".to_owned(), json!(self.job.catalog.as_str()));
        let token = format!("{}-{}", self.job.id, self.number);
        members.insert("ClientToken".to_owned(), json!(token));
        let body = Value::Object(members);
        let made = self.actor.call::<CreateOpportunity>(tx, body).await?;
        *resource = Some(made.id.clone());
        self.associate(tx, &made.id, &related).await
    }

    async fn change(
        &self,
        tx: &mut Tx,
        said: Said,
        resource: &mut Option<String>,
    ) -> Result<(), Failed> {
        let Some(id) = said.identifier else {
            let message = "The row has no Opportunity ID.";
            return Err(failure("MISSING_OPPORTUNITY_ID", message));
        };
        let catalog = self.job.catalog.as_str();
        let body = json!({ "Catalog": catalog, "Identifier": id });
        let known = self.actor.call::<GetOpportunity>(tx, body).await?;
        *resource = Some(known.id.clone());
        let last_modified = match &said.last_modified {
            None => known.last_modified_date,
            Some(text) => text.parse::<DateTime>().map_err(|_| {
                let message = "Last Modified Date must be an ISO 8601 date and time.";
                failure("INVALID_VALUE", message)
            })?,
        };
        let known = serde_json::to_value(&known).map_err(|error| {
            let damaged = cosell_store::Error::Document(error.to_string());
            Failed::Store(damaged.into())
        })?;
        let Value::Object(over) = without_nulls(known) else {
            return Err(failure("INVALID_VALUE", "The opportunity cannot be read."));
        };
        let associated = over.get("RelatedEntityIdentifiers").cloned();
        let before = over.clone();
        let mut members = body::read(&self.document.columns, self.cells, over).members;
        if members != before || said.last_modified.is_some() {
            members.insert("Catalog".to_owned(), json!(catalog));
            members.insert("Identifier".to_owned(), json!(id));
            members.insert("LastModifiedDate".to_owned(), json!(last_modified));
            let body = Value::Object(members);
            self.actor.call::<UpdateOpportunity>(tx, body).await?;
        }
        let is_new = |(entity, id): &&(Related, String)| {
            let list = associated
                .as_ref()
                .and_then(|lists| lists.get(entity.name()));
            let list = list.and_then(Value::as_array);
            !list.is_some_and(|list| list.iter().any(|known| known == id))
        };
        let new: Vec<_> = said.related.iter().filter(is_new).cloned().collect();
        self.associate(tx, &id, &new).await
    }

    async fn associate(
        &self,
        tx: &mut Tx,
        id: &str,
        related: &[(Related, String)],
    ) -> Result<(), Failed> {
        for (entity, related) in related {
            let body = json!({
                "Catalog": self.job.catalog.as_str(),
                "OpportunityIdentifier": id,
                "RelatedEntityType": entity.name(),
                "RelatedEntityIdentifier": related,
            });
            self.actor.call::<AssociateOpportunity>(tx, body).await?;
        }
        Ok(())
    }
}

/// A document without the members that are null.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(object) => object
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, without_nulls(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}
