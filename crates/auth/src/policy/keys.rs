//! The condition keys that policies may use, and whether requests to this server have them.
//!
//! AWS documents a closed list of global keys. A misspelt key matches nothing, so a Deny under it
//! would never apply: a document that uses a key of `aws:` or `partnercentral:` that is not in this
//! list is refused. Keys of other services are accepted, and no request has them, apart from
//! `iam:PassedToService`.

/// A condition key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConditionKey {
    /// As AWS writes it. A name that ends in a slash stands for a family, such as
    /// `aws:RequestTag/`.
    pub name: &'static str,
    pub presence: Presence,
}

/// Whether a request has a value for a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Every request of an operation has it.
    Always,
    /// Some requests have it, as on AWS: these.
    When(&'static str),
    /// No request has it, for this reason; on AWS no request in the same situation has it either.
    Never(&'static str),
}

use Presence::{Always, Never, When};

const ORGANIZATION: &str = "accounts here belong to no organization";
const VPC: &str = "requests do not come through a VPC endpoint";
const SERVICE: &str = "no AWS service calls as itself";
const OTHER_API: &str = "it belongs to other APIs of Partner Central";
const MCP: &str = "requests do not come through an MCP server of AWS";
const EC2: &str = "credentials are not made by an EC2 instance";

/// Every key of `aws:` and `partnercentral:`, sorted by name without regard to case.
pub const CONDITION_KEYS: &[ConditionKey] = &[
    key("aws:AssumedRoot", Never("a root is never assumed")),
    key("aws:CalledVia", When("the steps of a task have it")),
    key("aws:CalledViaAWSMCP", Never(MCP)),
    key("aws:CalledViaFirst", When("the steps of a task have it")),
    key("aws:CalledViaLast", When("the steps of a task have it")),
    key("aws:ChatbotSourceArn", Never("no chat application calls")),
    key("aws:CurrentTime", Always),
    key("aws:Ec2InstanceSourcePrivateIPv4", Never(EC2)),
    key("aws:Ec2InstanceSourceVpc", Never(EC2)),
    key("aws:EpochTime", Always),
    key("aws:FederatedProvider", Never("callers are not federated")),
    key("aws:IsMcpServiceAction", Never(MCP)),
    key(
        "aws:MultiFactorAuthAge",
        Never("there is no multi-factor authentication"),
    ),
    key(
        "aws:MultiFactorAuthPresent",
        When("requests signed with a session key have it, as false"),
    ),
    key("aws:PrincipalAccount", Always),
    key("aws:PrincipalArn", Always),
    key("aws:PrincipalIsAWSService", Always),
    key("aws:PrincipalOrgID", Never(ORGANIZATION)),
    key("aws:PrincipalOrgPaths", Never(ORGANIZATION)),
    key("aws:PrincipalServiceName", Never(SERVICE)),
    key("aws:PrincipalServiceNamesList", Never(SERVICE)),
    key("aws:PrincipalTag/", Never("principals have no tags")),
    key("aws:PrincipalType", Always),
    key(
        "aws:Referer",
        When("requests with a Referer header have it"),
    ),
    key("aws:RequestedRegion", Always),
    key("aws:RequestTag/", When("requests that set the tag have it")),
    key("aws:ResourceAccount", Always),
    key("aws:ResourceOrgID", Never(ORGANIZATION)),
    key("aws:ResourceOrgPaths", Never(ORGANIZATION)),
    key(
        "aws:ResourceTag/",
        When("requests about a resource of the caller's account that has the tag have it"),
    ),
    key("aws:SecureTransport", Always),
    key("aws:SignInSessionArn", Never("there is no sign-in session")),
    key("aws:SourceAccount", Never(SERVICE)),
    key("aws:SourceArn", Never(SERVICE)),
    key(
        "aws:SourceIdentity",
        Never("sessions carry no source identity"),
    ),
    key("aws:SourceIp", Always),
    key("aws:SourceOrgID", Never(SERVICE)),
    key("aws:SourceOrgPaths", Never(SERVICE)),
    key("aws:SourceVpc", Never(VPC)),
    key("aws:SourceVpcArn", Never(VPC)),
    key("aws:SourceVpce", Never(VPC)),
    key(
        "aws:TagKeys",
        When("requests that set or remove tags have it"),
    ),
    key(
        "aws:TokenIssueTime",
        When("requests signed with a session key have it"),
    ),
    key(
        "aws:UserAgent",
        When("requests with a User-Agent header have it"),
    ),
    key("aws:userid", Always),
    key("aws:username", When("requests of users have it")),
    key("aws:ViaAWSMCPService", Never(MCP)),
    key("aws:ViaAWSService", Always),
    key("aws:VpceAccount", Never(VPC)),
    key("aws:VpceOrgID", Never(VPC)),
    key("aws:VpceOrgPaths", Never(VPC)),
    key("aws:VpcSourceIp", Never(VPC)),
    key("partnercentral:Catalog", Always),
    key("partnercentral:ChannelHandshakeType", Never(OTHER_API)),
    key("partnercentral:FulfillmentTypes", Never(OTHER_API)),
    key("partnercentral:Programs", Never(OTHER_API)),
    key(
        "partnercentral:RelatedEntityType",
        When("AssociateOpportunity and DisassociateOpportunity have it"),
    ),
    key("partnercentral:VerificationType", Never(OTHER_API)),
];

const fn key(name: &'static str, presence: Presence) -> ConditionKey {
    ConditionKey { name, presence }
}

/// Folds the case of a text, for condition keys and tag keys. Both directions are applied,
/// character by character, because some letters have one capital and two small forms, such as the
/// Greek sigma at the end of a word.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let upper = text.chars().flat_map(char::to_uppercase);
    upper.flat_map(char::to_lowercase).collect()
}

impl ConditionKey {
    /// Whether it is this key, or the family that the key belongs to.
    fn covers(&self, key: &str) -> bool {
        let name = self.name;
        let begins = key
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name));
        begins && (key.len() == name.len()) != name.ends_with('/')
    }
}

/// Checks a key that a document uses.
pub(super) fn check(key: &str) -> Result<(), String> {
    let is_name = key
        .split_once(':')
        .is_some_and(|(service, name)| !service.is_empty() && !name.is_empty());
    if !is_name {
        let message = "a condition key must be SERVICE:NAME, such as aws:username";
        return Err(message.to_owned());
    }
    let has_prefix = |prefix: &str| {
        key.get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    let is_foreign = !has_prefix("aws:") && !has_prefix("partnercentral:");
    if is_foreign || CONDITION_KEYS.iter().any(|known| known.covers(key)) {
        return Ok(());
    }
    Err(format!(
        "unknown condition key '{key}': a condition on it would never match"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_unique() {
        let names: Vec<_> = CONDITION_KEYS
            .iter()
            .map(|key| key.name.to_ascii_lowercase())
            .collect();
        assert!(names.is_sorted_by(|one, next| one < next), "{names:?}");
    }

    #[test]
    fn spellings_of_one_key_fold_to_one_text() {
        for spellings in [
            ["team", "TEAM", "Team"],
            ["ΟΔΟΣ", "οδος", "οδοσ"],
            ["stra\u{df}e", "STRASSE", "strasse"],
        ] {
            let folded = spellings.map(fold);
            assert!(folded.iter().all(|one| *one == folded[0]), "{folded:?}");
        }
        assert_ne!(fold("team"), fold("teams"));
    }

    #[test]
    fn a_key_is_found_in_any_case_and_a_family_by_its_members() {
        for known in [
            "aws:username",
            "AWS:UserName",
            "aws:RequestTag/team",
            "aws:resourcetag/Team/of:two",
            "partnercentral:catalog",
            "s3:prefix",
            "iam:PassedToService",
        ] {
            assert_eq!(check(known), Ok(()), "{known}");
        }
        for unknown in [
            "aws:UserNam",
            "aws:usernames",
            "aws:RequestTag",
            "aws:RequestTag/",
            "aws:username/x",
            "partnercentral:Catalogue",
            "aws:",
            "username",
            "aws:Ä",
        ] {
            assert!(check(unknown).is_err(), "{unknown}");
        }
    }
}
