//! `GetOpportunity`: the current state of an opportunity of the caller.
//!
//! The store keeps most members as the response spells them. The response repeats their text: to
//! read them and write them again would take longer than everything else that the call does.

use std::mem;
use std::sync::Arc;

use cosell_api::operations::GetOpportunity;
use cosell_api::types::{GetOpportunityRequest, GetOpportunityResponse, RelatedEntityIdentifiers};
use cosell_store::Tx;
use cosell_store::table::opportunity::Opportunity as Row;
use memchr::memchr_iter;
use serde::Serialize;

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
        Ok(response(Arc::unwrap_or_clone(stored)))
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

/// The response that [`response`] gives, written from the text of the document.
fn repeat(row: &Row) -> Result<Vec<u8>, Error> {
    let members = Members::of(&row.document);
    let related = members.get("related").unwrap_or_default();
    let related: RelatedEntityIdentifiers = read_document(related)?;
    let mut body = Body::with_capacity(row.document.len() + BESIDE);
    body.value("Catalog", &row.catalog.as_str())?;
    body.text("PrimaryNeedsFromAws", members.get("primary_needs_from_aws"));
    body.text("NationalSecurity", members.get("national_security"));
    let identifier = members.get("partner_opportunity_identifier");
    body.text("PartnerOpportunityIdentifier", identifier);
    body.text("Customer", members.get("customer"));
    body.text("Project", members.get("project"));
    body.text("OpportunityType", members.get("opportunity_type"));
    body.text("Marketing", members.get("marketing"));
    body.text("SoftwareRevenue", members.get("software_revenue"));
    body.value("Id", &row.id)?;
    body.value("Arn", &arn::opportunity(&row.account, row.catalog, &row.id))?;
    body.value("LastModifiedDate", &instant(row.modified_at))?;
    body.value("CreatedDate", &instant(row.created_at))?;
    body.value("RelatedEntityIdentifiers", &all_lists(related))?;
    body.text("LifeCycle", members.get("life_cycle"));
    body.text("OpportunityTeam", members.get("opportunity_team"));
    Ok(body.end())
}

/// About how many bytes of the response are not in the document.
const BESIDE: usize = 512;

/// The texts of the members of a stored [`Document`](super::Document).
///
/// They are found without reading what is in them. The document is written without spaces, and its
/// own names begin with a small letter, those within its members with a capital one, as in the API.
/// A quotation mark within a text has a backslash before it. So `,"` before a small letter, and
/// `":` behind the name, are nowhere but at a name of the document.
struct Members<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Members<'a> {
    fn of(document: &'a str) -> Self {
        let inside = document.strip_prefix('{').unwrap_or_default();
        let inside = inside.strip_suffix('}').unwrap_or_default();
        let mut members = Vec::with_capacity(16);
        let mut open = name_at(inside, 0);
        for comma in memchr_iter(b',', inside.as_bytes()) {
            let next = name_at(inside, comma + 1);
            if next.is_some()
                && let Some((name, value)) = mem::replace(&mut open, next)
            {
                members.push((name, inside.get(value..comma).unwrap_or_default()));
            }
        }
        if let Some((name, value)) = open {
            members.push((name, inside.get(value..).unwrap_or_default()));
        }
        Self(members)
    }

    fn get(&self, name: &str) -> Option<&'a str> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| *value)
    }
}

/// The name of the document that begins here, if one does, and where its value begins.
fn name_at(inside: &str, at: usize) -> Option<(&str, usize)> {
    let is_of_name = |byte: &u8| byte.is_ascii_lowercase() || *byte == b'_';
    let [b'"', text @ ..] = inside.as_bytes().get(at..)? else {
        return None;
    };
    let length = text.iter().position(|byte| !is_of_name(byte))?;
    let start = at + "\"".len();
    let end = start + length;
    let is_name = length > 0 && inside.as_bytes().get(end..)?.starts_with(b"\":");
    Some((inside.get(start..end)?, end + "\":".len())).filter(|_| is_name)
}

/// A response that is being written.
struct Body(Vec<u8>);

impl Body {
    fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    fn name(&mut self, name: &str) {
        let before: &[u8] = if self.0.is_empty() { b"{\"" } else { b",\"" };
        for part in [before, name.as_bytes(), b"\":"] {
            self.0.extend_from_slice(part);
        }
    }

    /// Adds a member whose text is known; one that is absent is null.
    fn text(&mut self, name: &str, text: Option<&str>) {
        self.name(name);
        self.0.extend_from_slice(text.unwrap_or("null").as_bytes());
    }

    fn value(&mut self, name: &str, value: &impl Serialize) -> Result<(), Error> {
        self.name(name);
        Ok(serde_json::to_writer(&mut self.0, value).map_err(|error| unreadable(&error))?)
    }

    fn end(mut self) -> Vec<u8> {
        self.0.push(b'}');
        self.0
    }
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
    use serde_json::{Value, json};

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

    /// Texts that look like names of the document, and like its end.
    fn tricky() -> Value {
        json!({
            "primary_needs_from_aws": null,
            "national_security": "No",
            "partner_opportunity_identifier": ",\"related\":{},",
            "customer": {
                "Account": {"CompanyName": "{\"customer\":1}", "WebsiteUrl": "related,"},
                "Contacts": [{"FirstName": "related", "LastName": "\\"}, {"Email": "x\\\","}],
            },
            "project": {
                "DeliveryModels": ["SaaS or PaaS", "Other"],
                "AdditionalComments": "},\"life_cycle\":{",
                "OtherCompetitorNames": "\\\",\"origin\":",
            },
            "life_cycle": {"Stage": "Prospect", "NextSteps": "ü,\"origin\":\"ü"},
            "opportunity_team": [{"Email": "opportunity_team"}, {"FirstName": "submission"}],
            "related": {"Solutions": ["related", "submission", "a,"]},
            "submission": {"InvolvementType": "Co-Sell", "Visibility": "Full"},
            "aws_side": {"CosellMotion": "life_cycle", "OpportunityTeam": []},
            "resubmissions": 2,
        })
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
        let typed = |json| serde_json::from_value(json).expect("a document");
        for document in [Document::default(), typed(full), typed(tricky())] {
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
