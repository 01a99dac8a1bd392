//! Customer accounts.

use serde_json::{Value, json};

use super::{Entries, Loss, own_tags};

impl Entries<'_> {
    pub(super) fn customer_accounts(&mut self) {
        for live in self.live.customer_accounts.values() {
            let tags = Some(own_tags(live)).filter(|tags| !tags.is_empty());
            let partner_id = live["PartnerAccountIdentifier"].as_str();
            let body = json!({
                "Account": live["Account"],
                "PartnerAccountIdentifier": partner_id.filter(|id| !id.is_empty()),
                "Tags": tags,
            });
            let entry = self.entry(live, "CreatedDate", &body);
            self.push("customer_account", entry);
            let is_enriched = live["AwsEnrichment"] != Value::Null;
            self.losses.count(Loss::Enrichments, is_enriched.into());
        }
    }
}
