//! AWS sends an account a referral or a lead, in either catalog.
//!
//! A referral arrives as it does when a partner simulates one in the Sandbox: an opportunity of
//! AWS, in an engagement of AWS, and an invitation that hands it over. A lead is an engagement of
//! AWS with a context of type Lead, and an invitation that the account accepts with
//! `AcceptEngagementInvitation`.

use cosell_api::operations::{CreateEngagement, CreateEngagementInvitation, CreateOpportunity};
use cosell_api::types::{EngagementContextPayload, LeadContext, OpportunityOrigin};
use cosell_api::{Operation as _, shapes, wire};
use cosell_auth::is_account_id;
use cosell_store::table::invitation::Invitation;
use cosell_store::{Catalog, Tx};
use serde_json::{Value, json};

use super::body::{self, Members, OPPORTUNITY};
use super::invented;
use crate::opportunity::{Document, referral};
use crate::rule::rules;
use crate::settings::AWS;
use crate::{Context, Error, engagement, invitation};

rules! {
    REFERRAL = "opportunity.referral.by-aws", Documented,
        "AWS refers an opportunity in either catalog: it is approved from the start, belongs to \
         AWS, and is handed over when the partner accepts the invitation to it.";

    LEAD = "engagement.lead.by-aws", Documented,
        "AWS sends a lead as an engagement of its own with a context of type Lead, and an \
         invitation that shows the customer and the lead's first interaction without names.";
}

/// What AWS sends to whom.
#[derive(Clone, Debug)]
pub struct Sending {
    pub account: String,
    pub catalog: Catalog,
    pub content: Content,
}

/// What is sent.
#[derive(Clone, Debug)]
pub enum Content {
    /// As an administrator wrote it.
    Given(Members),
    /// Invented; the same seed invents the same, but for dates, which count from today.
    Seed(u64),
}

/// What was sent.
#[derive(Debug)]
pub struct Sent {
    pub invitation: Invitation,
    /// The opportunity of a referral.
    pub opportunity_id: Option<String>,
}

/// What a lead may have: the members of its context, and the words around it.
const LEAD_MEMBERS: &[&str] = &[
    "Title",
    "Description",
    "Message",
    "Customer",
    "Interactions",
    "QualificationStatus",
    "Insights",
];

/// A client token that the model takes; nothing is looked up by it.
const TOKEN: &str = "sent-by-aws";

/// What of an opportunity a referral may have.
pub fn referred_members() -> Vec<&'static str> {
    [OPPORTUNITY, &["OpportunityTeam"]].concat()
}

/// Sends a referral.
pub(crate) async fn referral(cx: &Context, tx: &mut Tx, sending: &Sending) -> Result<Sent, Error> {
    let cx = &receiver(cx, sending)?;
    let given = match &sending.content {
        Content::Given(members) => members.clone(),
        Content::Seed(seed) => invented::opportunity(cx, *seed),
    };
    body::known(&given, CreateOpportunity::META.input, &referred_members())?;
    let mut request = Value::Object(given);
    request["Catalog"] = json!(sending.catalog.as_str());
    request["ClientToken"] = json!(TOKEN);
    request["Origin"] = json!(OpportunityOrigin::AwsReferral.as_str());
    let input = wire::decode::<CreateOpportunity>(request).map_err(body::decoded)?;
    let referred = referral::by_aws(cx, tx, Document::from(&input)).await?;
    Ok(Sent {
        invitation: referred.invitation,
        opportunity_id: Some(referred.stored.row.id),
    })
}

/// Sends a lead.
pub(crate) async fn lead(cx: &Context, tx: &mut Tx, sending: &Sending) -> Result<Sent, Error> {
    let receiver = receiver(cx, sending)?;
    let aws = &Context {
        account: AWS.into(),
        ..receiver.clone()
    };
    let mut given = match &sending.content {
        Content::Given(members) => members.clone(),
        Content::Seed(seed) => invented::lead(aws, *seed),
    };
    body::known(&given, &shapes::LEAD_CONTEXT, LEAD_MEMBERS)?;
    let (title, description) = (given.remove("Title"), given.remove("Description"));
    let message = given.remove("Message");
    let mut request = json!({
        "Catalog": sending.catalog.as_str(), "ClientToken": TOKEN,
        "Contexts": [{ "Type": "Lead", "Payload": { "Lead": given } }],
    });
    let company = request.pointer("/Contexts/0/Payload/Lead/Customer/CompanyName");
    let company = company.and_then(Value::as_str).unwrap_or_default();
    let message = message.unwrap_or_else(|| {
        let text = format!("We have a lead from {company} that matches your expertise.");
        Value::String(text.chars().take(LONGEST).collect())
    });
    request["Title"] = title.unwrap_or_else(|| json!("A lead from AWS"));
    request["Description"] = description.unwrap_or_else(|| json!("A lead that AWS shares."));
    let input = wire::decode::<CreateEngagement>(request).map_err(body::decoded)?;
    let contexts = input.contexts.unwrap_or_default();
    let lead = contexts.iter().find_map(|context| match &context.payload {
        Some(EngagementContextPayload::Lead(lead)) => Some(lead),
        _ => None,
    });
    let payload = lead.map(shown).unwrap_or_default();
    let (title, description) = (input.title.as_deref(), input.description.as_deref());
    let made = engagement::create::create(aws, tx, title, description, contexts).await?;
    let company = aws.account(tx, &receiver.account).await?;
    let request = json!({
        "Catalog": sending.catalog.as_str(), "ClientToken": TOKEN,
        "EngagementIdentifier": made.id,
        "Invitation": {
            "Message": message,
            "Receiver": {
                "Account": { "Alias": company.company_name, "AwsAccountId": sending.account },
            },
            "Payload": { "LeadInvitation": payload },
        },
    });
    let input = wire::decode::<CreateEngagementInvitation>(request).map_err(body::decoded)?;
    let invitation = invitation::create::create(aws, tx, &made.id, input.invitation).await?;
    Ok(Sent {
        invitation,
        opportunity_id: None,
    })
}

/// The most characters of an invitation's message.
const LONGEST: usize = 255;

/// The lead as its invitation shows it.
fn shown(lead: &LeadContext) -> Value {
    let customer = &lead.customer;
    let country = customer.address.as_ref();
    let country = country.and_then(|address| address.country_code.as_ref());
    let first = lead.interactions.first();
    json!({
        "Customer": {
            "CompanyName": customer.company_name, "Industry": customer.industry,
            "WebsiteUrl": customer.website_url, "CountryCode": country,
            "AwsMaturity": customer.aws_maturity, "MarketSegment": customer.market_segment,
        },
        "Interaction": {
            "SourceType": first.and_then(|first| first.source_type.as_ref()),
            "SourceId": first.and_then(|first| first.source_id.as_ref()),
            "SourceName": first.and_then(|first| first.source_name.as_ref()),
            "Usecase": first.and_then(|first| first.usecase.as_ref()),
            "ContactBusinessTitle": first.map(|first| &first.contact.business_title),
        },
    })
}

/// The context of the account that gets it.
fn receiver(cx: &Context, sending: &Sending) -> Result<Context, Error> {
    let account = &sending.account;
    if !is_account_id(account) {
        return Err(body::wrong("account must have twelve digits.".to_owned()));
    }
    Ok(Context {
        account: account.as_str().into(),
        catalog: sending.catalog,
        ..cx.clone()
    })
}
