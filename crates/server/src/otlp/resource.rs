//! What OTLP says of the server that sends.

use serde_json::{Value, json};

use super::json::{attributes, text};
use super::settings::Telemetry;

/// The resource of a node: attributes that an operator sets take precedence.
pub(super) fn resource(telemetry: &Telemetry, node: &str) -> Value {
    let own = [
        ("service.name", "cosell"),
        ("service.version", env!("CARGO_PKG_VERSION")),
        ("service.instance.id", node),
        ("telemetry.sdk.name", "cosell"),
        ("telemetry.sdk.language", "rust"),
        ("telemetry.sdk.version", env!("CARGO_PKG_VERSION")),
    ];
    let set = &telemetry.resource;
    let own = own
        .into_iter()
        .filter(|(name, _)| !set.iter().any(|(key, _)| key == name));
    let set = set.iter().map(|(name, value)| (&**name, &**value));
    let all = own.chain(set).map(|(name, value)| (name, text(value)));
    json!({ "attributes": attributes(all) })
}
