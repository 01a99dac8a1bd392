//! The condition keys of a request, as AWS's global and Partner Central's own keys have them.
//!
//! `aws:CurrentTime` and `aws:EpochTime` are the time that the service shows, so that a policy which
//! ends some day can be tried by moving the clock.

use cosell_auth::policy::Context as Facts;
use serde_json::Value;

use crate::Catalog;
use crate::error::instant;
use crate::identity::{Grants, Kind, Name, Source};

/// The service that a role for snapshot jobs is passed to.
const PASSED_TO: &str = "resource-snapshot-job.partnercentral-selling.amazonaws.com";

/// The action that passes a role.
const PASS_ROLE: &str = "iam:PassRole";

/// What is known of every request of a principal.
pub(super) fn of(name: &Name, grants: &Grants, source: &Source, now: i64) -> Facts {
    let mut facts = Facts::default();
    facts.set("aws:PrincipalArn", name.principal_arn());
    facts.set("aws:PrincipalAccount", &*name.account);
    let (kind, id) = match name.kind {
        Kind::Root => ("Account", grants.id().to_owned()),
        Kind::User => ("User", grants.id().to_owned()),
        Kind::Role => ("AssumedRole", format!("{}:{}", grants.id(), name.session)),
    };
    facts.set("aws:PrincipalType", kind);
    facts.set("aws:userid", id);
    if name.kind == Kind::User {
        facts.set("aws:username", &name.name);
    }
    if let Some(address) = source.address {
        facts.set("aws:SourceIp", address.to_canonical().to_string());
    }
    facts.set("aws:SecureTransport", source.secure.to_string());
    if let Some(agent) = &source.user_agent {
        facts.set("aws:UserAgent", agent);
    }
    facts.set("aws:CurrentTime", instant(now).to_string());
    facts.set("aws:EpochTime", now.div_euclid(1000).to_string());
    facts.set("aws:ViaAWSService", "false");
    facts
}

/// What a request says: its catalog, the type of a related entity, and tags.
pub(super) fn add_request(facts: &mut Facts, catalog: Catalog, input: &Value) {
    facts.set("partnercentral:Catalog", catalog.as_str());
    if let Some(entity) = input.get("RelatedEntityType").and_then(Value::as_str) {
        facts.set("partnercentral:RelatedEntityType", entity);
    }
    let mut keys = Vec::new();
    for tag in list(input, "Tags") {
        let text = |member| tag.get(member).and_then(Value::as_str);
        if let (Some(key), Some(value)) = (text("Key"), text("Value")) {
            facts.set(&format!("aws:RequestTag/{key}"), value);
            keys.push(key);
        }
    }
    keys.extend(list(input, "TagKeys").iter().filter_map(Value::as_str));
    facts.set_all("aws:TagKeys", keys);
}

/// Says, of the action that passes a role and of no other, whom the role is passed to.
pub(super) fn set_passed_to(facts: &mut Facts, action: &str) {
    let service = (action == PASS_ROLE).then_some(PASSED_TO);
    facts.set_all("iam:PassedToService", service);
}

/// A list of the request, empty when it is absent.
pub(super) fn list<'a>(input: &'a Value, member: &str) -> &'a [Value] {
    let list = input.get(member).and_then(Value::as_array);
    list.map_or(&[], Vec::as_slice)
}
