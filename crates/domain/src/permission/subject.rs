//! The accesses of a request: actions on resources, by their ARNs.
//!
//! The input is checked: it has only members of the operation, each of its type. A resource that it
//! names by id or by ARN has the ARN that the service gives it. A resource that does not exist yet,
//! or is not named, has a star instead of its id. An ARN that cannot name a resource of the
//! request's catalog is used as it is.

use cosell_store::Catalog;
use serde_json::Value;

use super::facts::list;
use super::requirement::{Requirement, SNAPSHOT, Subject, When};
use super::resource::ResourceType;
use crate::arn;

/// The id of a resource that does not exist yet or is not named.
const ANY: &str = "*";

/// An access that a request needs: an action on a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Access {
    /// With its service, such as `partnercentral:GetOpportunity`.
    pub action: &'static str,
    /// An ARN, or `*`.
    pub resource: String,
}

/// The accesses that a request needs, in the order of its operation's requirements.
pub(super) fn accesses(
    requirements: &[Requirement],
    account: &str,
    catalog: Catalog,
    input: &Value,
) -> Vec<Access> {
    let tagged = !list(input, "Tags").is_empty();
    let mut accesses = Vec::new();
    for requirement in requirements {
        if applies(requirement.when, tagged) {
            let resources = resources(requirement.subject, account, catalog, input);
            accesses.extend(resources.into_iter().map(|resource| Access {
                action: requirement.action,
                resource,
            }));
        }
    }
    accesses
}

/// Whether a requirement applies to a request with or without tags.
pub(super) fn applies(when: When, tagged: bool) -> bool {
    match when {
        When::Always => true,
        When::Tagged => tagged,
    }
}

/// The ARN of a resource by its id or its ARN.
pub(super) fn resource_arn(
    resource: ResourceType,
    account: &str,
    catalog: Catalog,
    identifier: Option<&str>,
) -> String {
    let id = identifier.map(|identifier| arn::id_of(identifier, catalog).ok_or(identifier));
    match id {
        Some(Err(foreign)) => foreign.to_owned(),
        Some(Ok(id)) => resource.arn(account, catalog.as_str(), Some(id)),
        None => resource.arn(account, catalog.as_str(), None),
    }
}

/// The ARNs of the resources of a subject. The list is empty only for a role that is not named.
fn resources(subject: Subject, account: &str, catalog: Catalog, input: &Value) -> Vec<String> {
    let text = |member: &str| input.get(member).and_then(Value::as_str);
    let of = |resource, id| resource_arn(resource, account, catalog, id);
    let one = match subject {
        Subject::Any => ANY.to_owned(),
        Subject::Created(resource) => of(resource, None),
        Subject::Named(resource, member) => of(resource, text(member)),
        Subject::Each(resource, member) => {
            let named = list(input, member).iter().filter_map(Value::as_str);
            let named: Vec<_> = named.map(|id| of(resource, Some(id))).collect();
            if !named.is_empty() {
                return named;
            }
            of(resource, None)
        }
        Subject::Snapshot => {
            let name = snapshot(catalog, input);
            of(ResourceType::ResourceSnapshot, Some(&name))
        }
        Subject::Arn(member) => text(member).unwrap_or(ANY).to_owned(),
        Subject::Role(member) => match text(member) {
            Some(role) if role.starts_with("arn:") => role.to_owned(),
            Some(role) => arn::role(account, role),
            None => return Vec::new(),
        },
    };
    vec![one]
}

/// The path of snapshots in their engagement, with stars for what the request does not name.
fn snapshot(catalog: Catalog, input: &Value) -> String {
    let [engagement, resource_type, resource, template, revision] = SNAPSHOT;
    let text = |member: &str| {
        let text = input.get(member).and_then(Value::as_str);
        text.map_or(ANY, |text| arn::id_of(text, catalog).unwrap_or(text))
    };
    snapshot_name(
        text(engagement),
        text(resource_type),
        text(resource),
        text(template),
        input.get(revision).and_then(Value::as_i64),
    )
}

/// The path of a snapshot in its engagement, as its ARN has it after `engagement/`.
pub(super) fn snapshot_name(
    engagement: &str,
    resource_type: &str,
    resource: &str,
    template: &str,
    revision: Option<i64>,
) -> String {
    let revision = revision.map_or_else(|| ANY.to_owned(), |revision| revision.to_string());
    format!(
        "{engagement}/resource/{resource_type}/{resource}/template/{template}/snapshot/{revision}"
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn resources(operation: &str, input: &Value) -> Vec<String> {
        let entry = crate::find(operation).expect("an operation");
        accesses(entry.requires, "111111111111", Catalog::Sandbox, input)
            .into_iter()
            .map(|access| {
                let name = access.action.split(':').nth(1).unwrap_or_default();
                let resource = &access.resource;
                let short = resource.strip_prefix("arn:aws:partnercentral:us-east-1:");
                format!("{name} {}", short.unwrap_or(resource))
            })
            .collect()
    }

    #[test]
    fn a_resource_has_its_own_arn_whether_the_request_names_its_id_or_its_arn() {
        let id = "O7654321";
        let own = arn::opportunity("111111111111", Catalog::Sandbox, id);
        for named in [id, &own] {
            let accesses = resources("GetOpportunity", &json!({ "Identifier": named }));
            let resource = "111111111111:catalog/Sandbox/opportunity/O7654321";
            assert_eq!(accesses, [format!("GetOpportunity {resource}")]);
        }
        let foreign = arn::opportunity("111111111111", Catalog::Aws, id);
        assert_eq!(
            resources("GetOpportunity", &json!({ "Identifier": foreign })),
            ["GetOpportunity 111111111111:catalog/AWS/opportunity/O7654321"]
        );
    }

    #[test]
    fn a_new_resource_has_a_star_and_tags_require_more() {
        let own = "111111111111:catalog/Sandbox/opportunity/*";
        let mut input = json!({ "Identifier": null });
        let plain = [format!("CreateOpportunity {own}")];
        assert_eq!(resources("CreateOpportunity", &input), plain);
        input["Tags"] = json!([{ "Key": "team", "Value": "north" }]);
        let both = [
            format!("CreateOpportunity {own}"),
            format!("TagResource {own}"),
        ];
        assert_eq!(resources("CreateOpportunity", &input), both);
    }

    #[test]
    fn a_snapshot_is_named_by_its_path_in_its_engagement() {
        let input = json!({
            "EngagementIdentifier": "eng-1", "ResourceType": "Opportunity",
            "ResourceIdentifier": "O1", "ResourceSnapshotTemplateIdentifier": "View",
            "Revision": 3,
        });
        let place = ":catalog/Sandbox/engagement/eng-1/resource/Opportunity";
        assert_eq!(
            resources("GetResourceSnapshot", &input),
            [format!(
                "GetResourceSnapshot {place}/O1/template/View/snapshot/3"
            )]
        );
        let some = json!({ "EngagementIdentifier": "eng-1", "ResourceType": "Opportunity" });
        assert_eq!(
            resources("ListResourceSnapshots", &some),
            [format!(
                "ListResourceSnapshots {place}/*/template/*/snapshot/*"
            )]
        );
    }

    #[test]
    fn every_prospected_engagement_is_authorized() {
        let input = json!({ "Identifiers": ["eng-1", "eng-2"] });
        let accesses = resources("StartProspectingFromEngagementTask", &input);
        let name = "StartProspectingFromEngagementTask :catalog/Sandbox/engagement";
        assert_eq!(accesses, [format!("{name}/eng-1"), format!("{name}/eng-2")]);
    }

    #[test]
    fn an_empty_list_concerns_every_resource() {
        for input in [json!({ "Identifiers": [] }), json!({})] {
            let accesses = resources("StartProspectingFromEngagementTask", &input);
            let name = "StartProspectingFromEngagementTask :catalog/Sandbox/engagement";
            assert_eq!(accesses, [format!("{name}/*")]);
        }
    }

    #[test]
    fn a_role_is_passed_only_when_one_is_named() {
        let none = resources("PutSellingSystemSettings", &json!({}));
        assert_eq!(none, ["PutSellingSystemSettings *"]);
        for role in ["Jobs", "arn:aws:iam::111111111111:role/Jobs"] {
            let input = json!({ "ResourceSnapshotJobRoleIdentifier": role });
            let accesses = resources("PutSellingSystemSettings", &input);
            assert_eq!(accesses[1], "PassRole arn:aws:iam::111111111111:role/Jobs");
        }
    }
}
