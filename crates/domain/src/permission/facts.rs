//! The condition keys of a request, as AWS's global and Partner Central's own keys have them.
//!
//! `aws:CurrentTime` and `aws:EpochTime` are the time that the service shows, so that a policy which
//! ends some day can be tried by moving the clock.

use std::cell::LazyCell;
use std::collections::HashMap;

use cosell_auth::policy::Context as Facts;
use serde_json::Value;

use crate::Catalog;
use crate::error::instant;
use crate::identity::{Grants, Kind, Name, Source};

/// The service that a role for snapshot jobs is passed to.
const PASSED_TO: &str = "resource-snapshot-job.partnercentral-selling.amazonaws.com";

/// What the condition keys of a request's tags begin with, in small letters.
const REQUEST_TAG: &str = "aws:requesttag/";

/// The action that passes a role.
const PASS_ROLE: &str = "iam:PassRole";

/// Who asks, how, and for what.
#[derive(Debug)]
pub(super) struct Asking<'a> {
    pub name: &'a Name,
    pub grants: &'a Grants,
    pub source: &'a Source,
    pub catalog: Catalog,
    /// The request; what has not the right type in it is not there.
    pub input: &'a Value,
    /// Milliseconds since 1970.
    pub now: i64,
    /// Whether a task asks, on behalf of who started it.
    pub via_service: bool,
}

impl Asking<'_> {
    /// The condition keys that the policies look at: to make all that there are would cost more
    /// than to decide. Those of resources' tags, and of an action, are yet to be added.
    pub(super) fn facts(&self) -> Facts {
        let tags = LazyCell::new(|| self.tags());
        let mut facts = Facts::default();
        for key in self.grants.keys() {
            let values = match key.strip_prefix(REQUEST_TAG) {
                Some(tag) => tags
                    .get(tag)
                    .map(|value| (*value).to_owned())
                    .into_iter()
                    .collect(),
                None => self.values(key),
            };
            facts.set_all(key, values);
        }
        facts
    }

    /// The values of a key in small letters, but for tags of the request.
    fn values(&self, key: &str) -> Vec<String> {
        let Self { name, source, .. } = self;
        let id = self.grants.id();
        let one = match key {
            "aws:principalarn" => Some(name.principal_arn()),
            "aws:principalaccount" => Some(name.account.to_string()),
            "aws:principaltype" => Some(principal_type(name.kind).to_owned()),
            "aws:userid" if name.kind == Kind::Role => Some(format!("{id}:{}", name.session)),
            "aws:userid" => Some(id.to_owned()),
            "aws:username" => (name.kind == Kind::User).then(|| name.name.clone()),
            "aws:sourceip" => source
                .address
                .map(|address| address.to_canonical().to_string()),
            "aws:securetransport" => Some(source.secure.to_string()),
            "aws:useragent" => source.user_agent.clone(),
            "aws:currenttime" => Some(instant(self.now).to_string()),
            "aws:epochtime" => Some(self.now.div_euclid(1000).to_string()),
            "aws:viaawsservice" => Some(self.via_service.to_string()),
            "aws:tagkeys" => return self.tag_keys(),
            "partnercentral:catalog" => Some(self.catalog.as_str().to_owned()),
            "partnercentral:relatedentitytype" => {
                text(self.input, "RelatedEntityType").map(str::to_owned)
            }
            _ => None,
        };
        one.into_iter().collect()
    }

    /// The tags of the request by their keys in small letters; of several the last one counts.
    fn tags(&self) -> HashMap<String, &str> {
        let tags = list(self.input, "Tags").iter();
        tags.filter_map(|tag| Some((text(tag, "Key")?.to_lowercase(), text(tag, "Value")?)))
            .collect()
    }

    /// The keys of tags that the request sets or takes away.
    fn tag_keys(&self) -> Vec<String> {
        let set = list(self.input, "Tags").iter();
        let set = set.filter_map(|tag| text(tag, "Value").and(text(tag, "Key")));
        let removed = list(self.input, "TagKeys").iter().filter_map(Value::as_str);
        set.chain(removed).map(str::to_owned).collect()
    }
}

fn principal_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Root => "Account",
        Kind::User => "User",
        Kind::Role => "AssumedRole",
    }
}

fn text<'a>(value: &'a Value, member: &str) -> Option<&'a str> {
    value.get(member).and_then(Value::as_str)
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
