//! A row about an opportunity: it creates one, or changes one, and associates it.

use cosell_api::DateTime;
use cosell_api::operations::{
    AssociateOpportunity, CreateOpportunity, GetOpportunity, UpdateOpportunity,
};
use cosell_store::Tx;
use serde_json::{Map, Value, json};

use super::body::{self, Said};
use super::columns::Related;
use super::row::{Failed, Row, failure};

impl Row<'_> {
    /// Creates the opportunity that a row describes.
    pub(super) async fn create_opportunity(
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
        self.address(&mut members);
        let body = Value::Object(members);
        let made = self.actor.call::<CreateOpportunity>(tx, body).await?;
        *resource = Some(made.id.clone());
        self.associate(tx, &made.id, &related).await
    }

    /// Puts the cells of a row over the opportunity that it names. Nothing is updated when that
    /// changes nothing, so a file that was exported can be sent back.
    pub(super) async fn change_opportunity(
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
        let stored = known.last_modified_date;
        let seen = match &said.last_modified {
            None => stored,
            Some(text) => instant(text)?,
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
        if members != before || seen != stored {
            members.insert("Catalog".to_owned(), json!(catalog));
            members.insert("Identifier".to_owned(), json!(id));
            members.insert("LastModifiedDate".to_owned(), json!(seen));
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

    /// The catalog and the client token of a request that creates something.
    pub(super) fn address(&self, members: &mut Map<String, Value>) {
        let token = format!("{}-{}", self.job.id, self.number);
        members.insert("Catalog".to_owned(), json!(self.job.catalog.as_str()));
        members.insert("ClientToken".to_owned(), json!(token));
    }
}

/// An instant as the API writes it, or as Python prints one, with a space before the time.
fn instant(text: &str) -> Result<DateTime, Failed> {
    let text = text.replacen(' ', "T", 1);
    text.parse().map_err(|_| {
        let message = "Last Modified Date must be an ISO 8601 date and time.";
        failure("INVALID_VALUE", message)
    })
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
