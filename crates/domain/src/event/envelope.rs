//! The envelope in which EventBridge delivers an event, as captured events show it.

use cosell_api::DateTime;
use cosell_store::Catalog;
use cosell_store::table::event::Event;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::arn;

/// EventBridge's version of the envelope.
const VERSION: &str = "0";

/// The region from which the live service sends its events.
const REGION: &str = "us-east-1";

const SOURCE: &str = "aws.partnercentral-selling";

/// The event as its receiver reads it. Each attempt sends the same event with the same id.
///
/// `None` when the stored detail is not JSON, or the stored catalog does not exist.
pub fn of(event: &Event) -> Option<Value> {
    let detail: Value = serde_json::from_str(&event.document).ok()?;
    // Whole seconds, as EventBridge writes them.
    let time = DateTime::from_millis(event.created_at.div_euclid(1000) * 1000).timestamp();
    Some(json!({
        "version": VERSION,
        "id": id(&event.id),
        "detail-type": event.detail_type,
        "source": SOURCE,
        "account": event.account,
        "time": format!("{time:.0}"),
        "region": REGION,
        "resources": resources(event.catalog.parse().ok()?, &detail),
        "detail": detail,
    }))
}

/// The id that the receiver sees: it has the form of a UUID and is the same for each attempt.
pub fn id(key: &str) -> String {
    let hash = Sha256::digest(key.as_bytes());
    let number = hash
        .iter()
        .take(16)
        .fold(0, |number: u128, byte| number << 8 | u128::from(*byte));
    let hex = format!("{number:032x}");
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    parts.join("-")
}

/// The ARNs of the resources of the event: the invitation or the engagement. Events of
/// opportunities have none.
fn resources(catalog: Catalog, detail: &Value) -> Vec<String> {
    let text = |pointer: &str| detail.pointer(pointer).and_then(Value::as_str);
    if let Some(invitation) = text("/engagementInvitation/arn") {
        return vec![invitation.to_owned()];
    }
    let engagement = text("/engagement/id")
        .or_else(|| text("/engagement/engagementId"))
        .or_else(|| text("/resourceSnapshot/engagementId"));
    let engagement = engagement.map(|id| arn::engagement(catalog, id));
    engagement.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(detail_type: &str, detail: &Value) -> Event {
        Event {
            id: "mi1abc2d00000000".to_owned(),
            account: "691709974417".to_owned(),
            resource: "O5465588".to_owned(),
            catalog: "Sandbox".to_owned(),
            detail_type: detail_type.to_owned(),
            created_at: 1_739_938_825_987,
            stored_at: 1_739_938_825_987,
            document: detail.to_string(),
            traceparent: String::new(),
        }
    }

    #[test]
    fn an_event_of_an_opportunity_is_as_captured() {
        let detail = json!({
            "schemaVersion": "1",
            "catalog": "Sandbox",
            "opportunity": { "identifier": "O5465588" },
        });
        let mut envelope = of(&event("Opportunity Updated", &detail)).expect("an envelope");
        let id = envelope["id"].take();
        assert_eq!(id.as_str().map(str::len), Some(36), "{id}");
        assert_eq!(
            envelope,
            json!({
                "version": "0",
                "id": null,
                "detail-type": "Opportunity Updated",
                "source": "aws.partnercentral-selling",
                "account": "691709974417",
                "time": "2025-02-19T04:20:25Z",
                "region": "us-east-1",
                "resources": [],
                "detail": detail,
            })
        );
    }

    #[test]
    fn the_resource_is_the_invitation_or_the_engagement() {
        let invitation = "arn:aws:partnercentral:us-east-1::catalog/Sandbox/\
                          engagement-invitation/engi-dansn8enotil9";
        let engagement =
            "arn:aws:partnercentral:us-east-1::catalog/Sandbox/engagement/eng-t1mfgo4bsg73e0";
        for (detail, resource) in [
            (
                json!({ "engagementInvitation": { "arn": invitation } }),
                invitation,
            ),
            (
                json!({ "resourceSnapshot": { "engagementId": "eng-t1mfgo4bsg73e0" } }),
                engagement,
            ),
            (
                json!({ "engagement": { "id": "eng-t1mfgo4bsg73e0" } }),
                engagement,
            ),
            (
                json!({ "engagement": { "engagementId": "eng-t1mfgo4bsg73e0" } }),
                engagement,
            ),
        ] {
            let envelope = of(&event("Any", &detail)).expect("an envelope");
            assert_eq!(envelope["resources"], json!([resource]), "{detail}");
        }
    }

    #[test]
    fn an_id_is_stable_and_unique() {
        assert_eq!(id("mi1abc2d00000000"), id("mi1abc2d00000000"));
        assert_ne!(id("mi1abc2d00000000"), id("mi1abc2d00000001"));
    }
}
