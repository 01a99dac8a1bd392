//! Invitations that the account received: of partners, and the referrals and leads of AWS.

use cosell_domain::aws_side::refer::referred_members;
use serde_json::{Map, Value, json};

use super::engagement::{Contexts, PROJECT};
use super::invitation::{answered, planned_account};
use super::links::{is_account, text};
use super::{Entries, Loss, without_nulls};

/// The type of the context that AWS sends with a lead.
const LEAD: &str = "Lead";

impl Entries<'_> {
    pub(super) fn received(&mut self, live: &Value) {
        let payload = &live["Payload"];
        let sender = text(live, "SenderAwsAccountId");
        if payload.as_object().is_none_or(Map::is_empty) {
            self.losses.count(Loss::Contents, 1);
        } else if is_account(sender) {
            self.of_partner(live, sender);
        } else if payload["OpportunityInvitation"].is_object() {
            self.referral(live);
        } else if payload["LeadInvitation"].is_object() {
            self.lead(live);
        } else {
            self.losses.count(Loss::Planning, 1);
        }
    }

    /// An invitation of a partner, and its engagement.
    fn of_partner(&mut self, live: &Value, sender: &str) {
        self.partner(sender, live["SenderCompanyName"].as_str());
        let engagement = text(live, "EngagementId");
        if self.made.insert(engagement.to_owned()) {
            let mut entry = if let Some(known) = self.live.engagements.get(engagement) {
                let contexts = self.contexts(engagement, known, false);
                self.created(known, &contexts)
            } else {
                let known = json!({
                    "Id": engagement,
                    "Title": live["EngagementTitle"],
                    "Description": live["EngagementDescription"],
                    "CreatedAt": live["InvitationDate"],
                });
                self.created(&known, &Contexts::default())
            };
            entry["account"] = json!(sender);
            self.push("engagement", entry);
        }
        let mut receiver = without_nulls(&live["Receiver"]["Account"]);
        if let Some(receiver) = receiver.as_object_mut() {
            receiver.insert("AwsAccountId".to_owned(), json!(self.owner));
        }
        let mut entry = self.invitation(live, &receiver);
        entry["account"] = json!(sender);
        entry["to"] = json!(self.owner);
        // An account of the sender, which nobody else can read.
        planned_account(&mut entry);
        self.push("invitation", entry);
    }

    fn referral(&mut self, live: &Value) {
        let invitation = text(live, "Id");
        let brought = self.links.brought.get(invitation);
        let brought = brought.and_then(|id| self.live.opportunities.get(*id));
        let body = match brought {
            Some(opportunity) => {
                let mut body = Self::content(opportunity, "CreateOpportunity");
                let referred = referred_members();
                body.retain(|name, _| referred.contains(&name.as_str()));
                Value::Object(body)
            }
            None => announced(&live["Payload"]["OpportunityInvitation"]),
        };
        let entry = self.of_aws(live, &body);
        self.push("referral", entry);
        self.rest(text(live, "EngagementId"), Some(PROJECT));
    }

    fn lead(&mut self, live: &Value) {
        let engagement = self.live.engagements.get(text(live, "EngagementId"));
        let contexts = engagement.and_then(|known| known["Contexts"].as_array());
        let place = contexts
            .into_iter()
            .flatten()
            .position(|context| context["Type"] == LEAD && context["Payload"]["Lead"].is_object());
        let accepted = place.and_then(|place| contexts?.get(place));
        let mut body = if let Some(context) = accepted {
            without_nulls(&context["Payload"]["Lead"])
        } else {
            self.losses.count(Loss::Contacts, 1);
            shown(&live["Payload"]["LeadInvitation"])
        };
        for (member, said) in [
            ("Title", "EngagementTitle"),
            ("Description", "EngagementDescription"),
            ("Message", "InvitationMessage"),
        ] {
            if let Some(text) = live[said].as_str().filter(|text| !text.is_empty()) {
                body[member] = json!(text);
            }
        }
        let entry = self.of_aws(live, &body);
        self.push("lead", entry);
        self.rest(text(live, "EngagementId"), accepted.map(|_| LEAD));
    }

    /// What AWS sends, whose engagement has a name once.
    fn of_aws(&mut self, live: &Value, body: &Value) -> Value {
        let mut entry = self.entry(live, "InvitationDate", body);
        answered(live, &mut entry);
        let engagement = text(live, "EngagementId");
        if self.made.insert(engagement.to_owned()) {
            entry["engagement"] = json!(engagement);
        }
        entry
    }

    /// The contexts of an engagement of AWS beyond the one that is there.
    fn rest(&mut self, engagement: &str, there: Option<&str>) {
        if let Some(live) = self.live.engagements.get(engagement) {
            let mut contexts = self.contexts(engagement, live, true);
            if let Some(there) = there {
                contexts.take_out(there);
            }
            self.add(engagement, &contexts);
        }
    }
}

/// An opportunity as the invitation to it announces it.
fn announced(payload: &Value) -> Value {
    let (customer, project) = (&payload["Customer"], &payload["Project"]);
    without_nulls(&json!({
        "OpportunityType": payload["OpportunityType"],
        "Customer": { "Account": {
            "CompanyName": customer["CompanyName"],
            "Industry": customer["Industry"],
            "WebsiteUrl": customer["WebsiteUrl"],
            "Address": { "CountryCode": customer["CountryCode"] },
        } },
        "Project": {
            "Title": project["Title"],
            "CustomerBusinessProblem": project["BusinessProblem"],
            "ExpectedCustomerSpend": project["ExpectedCustomerSpend"],
        },
        "LifeCycle": { "TargetCloseDate": project["TargetCompletionDate"] },
    }))
}

/// A lead as the invitation to it shows it, which has no name and no address of a person.
fn shown(payload: &Value) -> Value {
    let (customer, interaction) = (&payload["Customer"], &payload["Interaction"]);
    without_nulls(&json!({
        "Customer": {
            "CompanyName": customer["CompanyName"],
            "Industry": customer["Industry"],
            "WebsiteUrl": customer["WebsiteUrl"],
            "AwsMaturity": customer["AwsMaturity"],
            "MarketSegment": customer["MarketSegment"],
            "Address": { "CountryCode": customer["CountryCode"] },
        },
        "Interactions": [{
            "SourceType": interaction["SourceType"],
            "SourceId": interaction["SourceId"],
            "SourceName": interaction["SourceName"],
            "Usecase": interaction["Usecase"],
            "Contact": {
                "FirstName": "Not",
                "LastName": "Shown",
                "Email": "not-shown@example.com",
                "BusinessTitle": interaction["ContactBusinessTitle"],
            },
        }],
    }))
}
