//! What a request is about: actions on resources, by their ARNs.
//!
//! A resource that the request names by id or by ARN has the ARN that the service gives it. What is
//! yet to be made, or is not named, has a star in the place of its id. An ARN that names nothing of
//! the request's catalog stands for itself.

use cosell_auth::action::{self, Requirement, ResourceType, When};
use serde_json::Value;

use super::facts::list;
use crate::{Catalog, arn};

/// Stands for a resource that is yet to be made or not named.
const ANY: &str = "*";

/// An action that is asked for, and on what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// With its service, such as `partnercentral:GetOpportunity`.
    pub action: &'static str,
    /// An ARN, or `*`.
    pub resource: String,
}

/// What an operation asks for, in the order of its requirements.
pub(super) fn of_operation(
    operation: &str,
    account: &str,
    catalog: Catalog,
    input: &Value,
) -> Vec<Asked> {
    let tagged = !list(input, "Tags").is_empty();
    let requirements = action::of_operation(operation).unwrap_or_default();
    let mut asked = Vec::new();
    for requirement in relevant(requirements, tagged) {
        let Requirement {
            action, resource, ..
        } = *requirement;
        let ids = ids(operation, account, resource, catalog, input);
        asked.extend(ids.into_iter().map(|id| Asked {
            action,
            resource: resource_arn(resource, account, catalog, id.as_deref()),
        }));
    }
    asked
}

/// The requirements that count for a request with or without tags.
pub(super) fn relevant(
    requirements: &'static [Requirement],
    tagged: bool,
) -> impl Iterator<Item = &'static Requirement> {
    requirements
        .iter()
        .filter(move |requirement| match requirement.when {
            When::Always => true,
            When::Tagged => tagged,
        })
}

/// The ARN of a resource by its id or its ARN.
pub(super) fn resource_arn(
    resource: ResourceType,
    account: &str,
    catalog: Catalog,
    identifier: Option<&str>,
) -> String {
    if let (ResourceType::Tagged | ResourceType::Role, Some(arn)) = (resource, identifier) {
        return arn.to_owned();
    }
    let id = identifier.map(|identifier| arn::id_of(identifier, catalog).ok_or(identifier));
    match id {
        Some(Err(foreign)) => foreign.to_owned(),
        Some(Ok(id)) => resource.arn(account, catalog.as_str(), Some(id)),
        None => resource.arn(account, catalog.as_str(), None),
    }
}

/// The identifiers of the resources of a type that a request names; one that is none for what it
/// makes or does not name. Without any, the action is not asked for.
fn ids(
    operation: &str,
    account: &str,
    resource: ResourceType,
    catalog: Catalog,
    input: &Value,
) -> Vec<Option<String>> {
    let text = |member: &str| input.get(member).and_then(Value::as_str).map(str::to_owned);
    let one = match resource {
        ResourceType::Any => None,
        ResourceType::Opportunity => text("OpportunityIdentifier")
            .or_else(|| text("RelatedOpportunityIdentifier"))
            .or_else(|| text("ResourceIdentifier"))
            .or_else(|| text("Identifier")),
        ResourceType::Engagement if input.get("Identifiers").is_some() => {
            let each = list(input, "Identifiers").iter().filter_map(Value::as_str);
            return each.map(|id| Some(id.to_owned())).collect();
        }
        ResourceType::Engagement => text("EngagementIdentifier").or_else(|| text("Identifier")),
        ResourceType::EngagementInvitation if operation.starts_with("Create") => None,
        ResourceType::EngagementInvitation => text("Identifier"),
        ResourceType::ResourceSnapshot => Some(snapshot(catalog, input)),
        ResourceType::ResourceSnapshotJob => text("ResourceSnapshotJobIdentifier"),
        ResourceType::EngagementFromOpportunityTask
        | ResourceType::EngagementByAcceptingInvitationTask
        | ResourceType::OpportunityFromEngagementTask
        | ResourceType::ProspectingFromEngagementTask => text("TaskIdentifier"),
        ResourceType::Tagged => Some(text("ResourceArn").unwrap_or_default()),
        // Who takes the role away passes none.
        ResourceType::Role => {
            return text("ResourceSnapshotJobRoleIdentifier")
                .map(|role| {
                    let is_arn = role.starts_with("arn:");
                    Some(if is_arn {
                        role
                    } else {
                        arn::role(account, &role)
                    })
                })
                .into_iter()
                .collect();
        }
    };
    vec![one]
}

/// The name of snapshots in their engagement, with stars for what the request leaves open.
fn snapshot(catalog: Catalog, input: &Value) -> String {
    let text = |member: &str| {
        let text = input.get(member).and_then(Value::as_str);
        text.map_or(ANY, |text| arn::id_of(text, catalog).unwrap_or(text))
    };
    let revision = input.get("Revision").and_then(Value::as_i64);
    snapshot_name(
        text("EngagementIdentifier"),
        text("ResourceType"),
        text("ResourceIdentifier"),
        text("ResourceSnapshotTemplateIdentifier"),
        revision,
    )
}

/// The name of a snapshot in its engagement, as it stands behind `engagement/` in its ARN.
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
        of_operation(operation, "111111111111", Catalog::Sandbox, input)
            .into_iter()
            .map(|asked| {
                let name = asked.action.split(':').nth(1).unwrap_or_default();
                let resource = &asked.resource;
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
            let asked = resources("GetOpportunity", &json!({ "Identifier": named }));
            let resource = "111111111111:catalog/Sandbox/opportunity/O7654321";
            assert_eq!(asked, [format!("GetOpportunity {resource}")]);
        }
        let foreign = arn::opportunity("111111111111", Catalog::Aws, id);
        assert_eq!(
            resources("GetOpportunity", &json!({ "Identifier": foreign })),
            ["GetOpportunity 111111111111:catalog/AWS/opportunity/O7654321"]
        );
    }

    #[test]
    fn what_is_yet_to_be_made_has_a_star_and_tags_ask_for_more() {
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
    fn a_snapshot_is_named_by_its_place_in_its_engagement() {
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
    fn every_engagement_that_is_prospected_is_asked_for() {
        let input = json!({ "Identifiers": ["eng-1", "eng-2"] });
        let asked = resources("StartProspectingFromEngagementTask", &input);
        let name = "StartProspectingFromEngagementTask :catalog/Sandbox/engagement";
        assert_eq!(asked, [format!("{name}/eng-1"), format!("{name}/eng-2")]);
    }

    #[test]
    fn a_role_is_passed_only_when_one_is_named() {
        let none = resources("PutSellingSystemSettings", &json!({}));
        assert_eq!(none, ["PutSellingSystemSettings *"]);
        for role in ["Jobs", "arn:aws:iam::111111111111:role/Jobs"] {
            let input = json!({ "ResourceSnapshotJobRoleIdentifier": role });
            let asked = resources("PutSellingSystemSettings", &input);
            assert_eq!(asked[1], "PassRole arn:aws:iam::111111111111:role/Jobs");
        }
    }
}
