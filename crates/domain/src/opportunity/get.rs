//! `GetOpportunity`: the current state of an opportunity of the caller.
//!
//! The store keeps most members as the response spells them. The response repeats their text: to
//! read them and write them again would take longer than everything else that the call does.

use cosell_api::DateTime;
use cosell_api::operations::GetOpportunity;
use cosell_api::types::{GetOpportunityRequest, GetOpportunityResponse, RelatedEntityIdentifiers};
use cosell_store::Tx;
use cosell_store::table::opportunity::Opportunity as Row;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Stored, store};
use crate::error::{instant, read_document, unreadable};
use crate::permission::ResourceType::Opportunity;
use crate::permission::{Requirement, ask};
use crate::{Context, Error, Handler, arn};

impl Handler for GetOpportunity {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:GetOpportunity",
        Opportunity.named("Identifier"),
    )];

    const READS_BY_KEY: bool = true;

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &GetOpportunityRequest,
    ) -> Result<GetOpportunityResponse, Error> {
        let stored = store::load(cx, tx, &input.identifier).await?;
        Ok(response(stored))
    }

    async fn respond(
        cx: &Context,
        tx: &mut Tx,
        input: &GetOpportunityRequest,
    ) -> Result<Vec<u8>, Error> {
        let row = store::row(cx, tx, &input.identifier).await?;
        repeat(&row.ok_or_else(|| Error::not_found(&input.identifier))?)
    }
}

/// A [`GetOpportunityResponse`] whose members are texts of the stored document, from which it is
/// read. The document has the names of a [`Document`](super::Document); what is a column of the row
/// is set afterwards.
#[derive(Deserialize, Serialize)]
#[serde(rename_all(serialize = "PascalCase"))]
struct Text<'a> {
    #[serde(skip_deserializing)]
    catalog: &'a str,
    #[serde(borrow)]
    primary_needs_from_aws: Option<&'a RawValue>,
    #[serde(borrow)]
    national_security: Option<&'a RawValue>,
    #[serde(borrow)]
    partner_opportunity_identifier: Option<&'a RawValue>,
    #[serde(borrow)]
    customer: Option<&'a RawValue>,
    #[serde(borrow)]
    project: Option<&'a RawValue>,
    #[serde(borrow)]
    opportunity_type: Option<&'a RawValue>,
    #[serde(borrow)]
    marketing: Option<&'a RawValue>,
    #[serde(borrow)]
    software_revenue: Option<&'a RawValue>,
    #[serde(skip_deserializing)]
    id: &'a str,
    #[serde(skip_deserializing)]
    arn: String,
    #[serde(skip_deserializing)]
    last_modified_date: Option<DateTime>,
    #[serde(skip_deserializing)]
    created_date: Option<DateTime>,
    #[serde(rename(serialize = "RelatedEntityIdentifiers"))]
    related: RelatedEntityIdentifiers,
    #[serde(borrow)]
    life_cycle: Option<&'a RawValue>,
    #[serde(borrow)]
    opportunity_team: Option<&'a RawValue>,
}

/// The response that [`response`] gives, written from the text of the document.
fn repeat(row: &Row) -> Result<Vec<u8>, Error> {
    let text: Text<'_> = read_document(&row.document)?;
    let text = Text {
        catalog: row.catalog.as_str(),
        id: &row.id,
        arn: arn::opportunity(&row.account, row.catalog, &row.id),
        last_modified_date: Some(instant(row.modified_at)),
        created_date: Some(instant(row.created_at)),
        related: all_lists(text.related),
        ..text
    };
    serde_json::to_vec(&text).map_err(|error| unreadable(&error).into())
}

/// An opportunity as its owner reads it.
pub fn response(stored: Stored) -> GetOpportunityResponse {
    let Stored { row, document, .. } = stored;
    GetOpportunityResponse {
        primary_needs_from_aws: document.primary_needs_from_aws,
        national_security: document.national_security,
        partner_opportunity_identifier: document.partner_opportunity_identifier,
        customer: document.customer,
        project: document.project,
        opportunity_type: document.opportunity_type,
        marketing: document.marketing,
        software_revenue: document.software_revenue,
        arn: Some(arn::opportunity(&row.account, row.catalog, &row.id)),
        life_cycle: Some(document.life_cycle),
        opportunity_team: Some(document.opportunity_team),
        ..GetOpportunityResponse::required(
            row.catalog.to_string(),
            row.id,
            instant(row.modified_at),
            instant(row.created_at),
            all_lists(document.related),
        )
    }
}

/// Related entities with an empty list for each absent one.
pub fn all_lists(related: RelatedEntityIdentifiers) -> RelatedEntityIdentifiers {
    let list = |list: Option<Vec<String>>| Some(list.unwrap_or_default());
    RelatedEntityIdentifiers {
        aws_marketplace_offers: list(related.aws_marketplace_offers),
        aws_marketplace_offer_sets: list(related.aws_marketplace_offer_sets),
        solutions: list(related.solutions),
        aws_products: list(related.aws_products),
        aws_marketplace_solutions: list(related.aws_marketplace_solutions),
        aws_marketplace_products: list(related.aws_marketplace_products),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use cosell_store::Catalog;
    use serde_json::json;

    use super::super::Document;
    use super::*;

    fn row(document: String) -> Row {
        Row {
            id: "O1234567".to_owned(),
            account: "111111111111".to_owned(),
            catalog: Catalog::Sandbox,
            created_at: 1,
            modified_at: 2,
            company: String::new(),
            target_close: String::new(),
            stage: String::new(),
            review_status: String::new(),
            estimated_mrr: None,
            document,
        }
    }

    #[test]
    fn the_repeated_text_is_what_the_typed_response_would_be() {
        let full = json!({
            "primary_needs_from_aws": ["Co-Sell - Deal Support"],
            "national_security": "No",
            "partner_opportunity_identifier": "\u{1f600} \"quoted\" \u{0001}",
            "customer": {"Account": {"CompanyName": "Müller & Söhne"}},
            "project": {"Title": "T", "ExpectedCustomerSpend": [{
                "CurrencyCode": "USD",
                "Frequency": "Monthly",
                "TargetCompany": "AWS",
                "Amount": "10.50",
            }]},
            "opportunity_type": "Net New Business",
            "marketing": {"Source": "None"},
            "software_revenue": {"DeliveryModel": "Contract"},
            "life_cycle": {"Stage": "Prospect", "ReviewStatus": "Approved"},
            "origin": null,
            "opportunity_team": [{"Email": "a@example.com", "FirstName": "A"}],
            "related": {"Solutions": ["S-0000001"]},
            "submission": null,
        });
        let typed: Document = serde_json::from_value(full).expect("a document");
        for document in [Document::default(), typed] {
            let row = row(serde_json::to_string(&document).expect("text"));
            let repeated = repeat(&row).expect("a body");
            let stored = Stored::read(row).expect("an opportunity");
            let output = response(stored);
            let typed = cosell_api::wire::encode::<GetOpportunity>(&output).expect("a body");
            let text = |bytes| String::from_utf8(bytes).expect("text");
            assert_eq!(text(repeated), text(typed));
        }
    }
}
