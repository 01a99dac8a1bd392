//! The condition keys of a request: AWS's global keys, and those of Partner Central.
//!
//! `aws:CurrentTime` and `aws:EpochTime` are the virtual time, so that a policy that expires can be
//! tested by moving the clock.

use cosell_store::table::tag;
use cosell_store::{Catalog, Tx};
use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap};

use cosell_auth::policy::{Context as Facts, fold};
use serde_json::Value;

use crate::error::instant;
use crate::identity::{Grants, Kind, Name, Source};

/// The service to which a role for snapshot jobs is passed.
const PASSED_TO: &str = "resource-snapshot-job.partnercentral-selling.amazonaws.com";

/// The service that calls the steps of a task.
const SERVICE: &str = "partnercentral-selling.amazonaws.com";

/// The prefix of the condition keys of a request's tags, in lower case.
const REQUEST_TAG: &str = "aws:requesttag/";

/// The action that passes a role.
const PASS_ROLE: &str = "iam:PassRole";

/// The request context: who calls, how, and with which request.
#[derive(Debug)]
pub(super) struct RequestContext<'a> {
    pub name: &'a Name,
    pub grants: &'a Grants,
    pub source: &'a Source,
    pub catalog: Catalog,
    /// The checked input: members of the operation and no others.
    pub input: &'a Value,
    /// Milliseconds since 1970.
    pub now: i64,
    /// Whether a task calls on behalf of the principal that started it.
    pub via_service: bool,
}

impl RequestContext<'_> {
    /// The condition keys that the policies mention: to compute all keys would cost more than to
    /// decide. The keys of an action and of resource tags are added later.
    pub(super) fn facts(&self) -> Facts {
        let tags = LazyCell::new(|| self.tags());
        let mut facts = Facts::default();
        for key in self.grants.keys() {
            let values = match key.strip_prefix(REQUEST_TAG) {
                Some(tag) => tags.get(tag).cloned().unwrap_or_default(),
                None => self.values(key),
            };
            facts.set_all(key, values);
        }
        facts
    }

    /// The values of a key, given in lower case, apart from tags of the request.
    fn values(&self, key: &str) -> Vec<String> {
        let Self { name, source, .. } = self;
        let id = self.grants.id();
        let one = match key {
            "aws:calledvia" | "aws:calledviafirst" | "aws:calledvialast" => {
                self.via_service.then(|| SERVICE.to_owned())
            }
            "aws:currenttime" => Some(instant(self.now).to_string()),
            "aws:epochtime" => Some(self.now.div_euclid(1000).to_string()),
            // There is no multi-factor authentication here, so a session key never used it.
            "aws:multifactorauthpresent" => source.session_issued_at.map(|_| false.to_string()),
            "aws:principalaccount" => Some(name.account.to_string()),
            "aws:principalarn" => Some(name.principal_arn()),
            "aws:principalisawsservice" => Some(false.to_string()),
            "aws:principaltype" => Some(principal_type(name.kind).to_owned()),
            "aws:referer" => source.referer.clone(),
            "aws:requestedregion" => Some(source.region.clone()),
            "aws:securetransport" => Some(source.secure.to_string()),
            "aws:sourceip" => source
                .address
                .map(|address| address.to_canonical().to_string()),
            "aws:tagkeys" => return self.tag_keys(),
            "aws:tokenissuetime" => source.session_issued_at.map(|at| instant(at).to_string()),
            "aws:useragent" => source.user_agent.clone(),
            "aws:userid" if name.kind == Kind::Role => Some(format!("{id}:{}", name.session)),
            "aws:userid" => Some(id.to_owned()),
            "aws:username" => (name.kind == Kind::User).then(|| name.name.clone()),
            "aws:viaawsservice" => Some(self.via_service.to_string()),
            "partnercentral:catalog" => Some(self.catalog.as_str().to_owned()),
            "partnercentral:relatedentitytype" => {
                text(self.input, "RelatedEntityType").map(str::to_owned)
            }
            _ => None,
        };
        one.into_iter().collect()
    }

    /// The tags of the request by their keys in lower case. A request that spells one key in two
    /// ways is refused later; until then every value counts.
    fn tags(&self) -> HashMap<String, Vec<String>> {
        let mut tags: HashMap<String, Vec<String>> = HashMap::new();
        for tag in list(self.input, "Tags") {
            if let (Some(key), Some(value)) = (text(tag, "Key"), text(tag, "Value")) {
                let values = tags.entry(fold(key)).or_default();
                values.push(value.to_owned());
            }
        }
        tags
    }

    /// The keys of tags that the request sets or removes.
    fn tag_keys(&self) -> Vec<String> {
        let set = list(self.input, "Tags").iter();
        let set = set.filter_map(|tag| text(tag, "Key"));
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

/// Sets the condition keys that depend on the action and the resource, if the policies mention
/// them.
pub(super) fn set_access_facts(
    facts: &mut Facts,
    name: &Name,
    grants: &Grants,
    action: &str,
    resource: &str,
) {
    if grants.mention("iam:passedtoservice") {
        set_passed_to(facts, action);
    }
    if grants.mention("aws:resourceaccount") {
        set_resource_account(facts, name, resource);
    }
}

fn set_passed_to(facts: &mut Facts, action: &str) {
    // Only the action that passes a role has this key.
    let service = (action == PASS_ROLE).then_some(PASSED_TO);
    facts.set_all("iam:PassedToService", service);
}

fn set_resource_account(facts: &mut Facts, name: &Name, resource: &str) {
    // The ARN of a resource that the members of an engagement share has no account: the caller's
    // account takes its place.
    let owner = resource.split(':').nth(4).filter(|owner| !owner.is_empty());
    facts.set("aws:ResourceAccount", owner.unwrap_or(&name.account));
}

/// A list of the request, empty when it is absent.
pub(super) fn list<'a>(input: &'a Value, member: &str) -> &'a [Value] {
    let list = input.get(member).and_then(Value::as_array);
    list.map_or(&[], Vec::as_slice)
}

/// Adds the tags that a resource of the principal's account has.
pub(super) async fn add_resource_tags(
    tx: &mut Tx,
    name: &Name,
    resource: &str,
    facts: &mut Facts,
) -> Result<(), cosell_store::Error> {
    // The caller must not learn the tags of another account, not even from denials.
    if resource.split(':').nth(4) == Some(&*name.account) {
        // If a key is spelt in two ways, the values of both count.
        let mut tags: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (key, value) in tag::list(tx, resource).await? {
            tags.entry(fold(&key)).or_default().push(value);
        }
        for (key, values) in tags {
            facts.set_all(&format!("aws:ResourceTag/{key}"), values);
        }
    }
    Ok(())
}
