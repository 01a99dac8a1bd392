//! A test event: it shows an operator whether a target can be reached.

use cosell_api::DateTime;
use cosell_domain::outbox::Outgoing;
use cosell_world::{World, machine};
use serde_json::json;

use super::sink::{Sink, Target};

/// Sends a test event to a target, whatever its filter. Returns the id of the event, and why it was
/// not delivered.
pub(crate) async fn test(target: &Target, world: &World) -> (String, Option<String>) {
    let id = machine::uuid().to_string();
    let now = world.true_now().div_euclid(1000) * 1000;
    let time = DateTime::from_millis(now).timestamp();
    let envelope = json!({
        "version": "0",
        "id": id,
        "detail-type": "Test Event",
        "source": "cosell.test",
        "account": "000000000000",
        "time": format!("{time:.0}"),
        "region": "us-east-1",
        "resources": [],
        "detail": { "target": target.name },
    });
    let event = Outgoing {
        position: 0,
        sequence: 0,
        account: "000000000000".to_owned(),
        resource: "test".to_owned(),
        catalog: "Sandbox".to_owned(),
        stored_at: now,
        id: id.clone(),
        envelope: Some(envelope),
        origin: None,
        attempts: 0,
        traceparent: None,
    };
    let sink = match Sink::new(&target.kind, world.clone()) {
        Ok(sink) => sink,
        Err(error) => return (id, Some(error.to_string())),
    };
    let error = match sink.send(&[event]).await {
        Err(failure) => Some(failure.to_string()),
        Ok(outcomes) => outcomes
            .into_iter()
            .find_map(Result::err)
            .map(|failure| failure.to_string()),
    };
    (id, error)
}
