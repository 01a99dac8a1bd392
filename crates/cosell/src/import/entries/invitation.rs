//! Invitations that the account sent.

use serde_json::{Value, json};

use super::links::{is_account, text};
use super::{Entries, to};

/// The message of an invitation that has none any more.
const MESSAGE: &str = "Would you join us?";

/// Where an invitation names a customer account.
const ACCOUNT: &str = "Invitation.Payload.AccountPlanningInvitation.AccountIdentifier";

impl Entries<'_> {
    /// An invitation that no task sent.
    pub(super) fn sent(&mut self, id: &str, live: &Value) {
        let receiver = &live["Receiver"]["Account"];
        let to_whom = text(receiver, "AwsAccountId").to_lowercase();
        if is_account(&to_whom) {
            self.partner(&to_whom, receiver["Alias"].as_str());
        } else {
            let engagement = text(live, "EngagementId");
            if self.links.sent.contains(id) || self.links.submitted.contains(engagement) {
                return;
            }
        }
        let mut entry = self.invitation(live, receiver);
        entry["account"] = json!(self.owner);
        entry["to"] = json!(to_whom);
        let named = planned_account(&mut entry);
        if self.live.customer_accounts.contains_key(&named) {
            entry["references"] = json!({ ACCOUNT: to(&named) });
        }
        self.push("invitation", entry);
    }

    /// An invitation of a partner or to one.
    pub(super) fn invitation(&self, live: &Value, receiver: &Value) -> Value {
        let message = live["InvitationMessage"].as_str();
        let body = json!({ "Invitation": {
            "Message": message.filter(|text| !text.is_empty()).unwrap_or(MESSAGE),
            "Receiver": { "Account": receiver },
            "Payload": live["Payload"],
        } });
        let mut entry = self.entry(live, "InvitationDate", &body);
        entry["engagement"] = live["EngagementId"].clone();
        answered(live, &mut entry);
        entry
    }
}

/// Takes out the customer account that an invitation to plan names: its id, or an empty text.
pub(super) fn planned_account(entry: &mut Value) -> String {
    let payload = entry.pointer_mut("/body/Invitation/Payload/AccountPlanningInvitation");
    let named = payload
        .and_then(Value::as_object_mut)
        .and_then(|payload| payload.remove("AccountIdentifier"));
    let named = named.as_ref().and_then(Value::as_str).unwrap_or_default();
    named.rsplit('/').next().unwrap_or_default().to_owned()
}

/// How an invitation was answered.
pub(super) fn answered(live: &Value, entry: &mut Value) {
    entry["state"] = json!(text(live, "Status").to_lowercase());
    if let Some(reason) = live["RejectionReason"].as_str() {
        entry["reason"] = json!(reason);
    }
}
