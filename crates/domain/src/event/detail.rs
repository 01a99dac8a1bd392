//! The details of events, with the names of AWS's event reference and of captured events.

use cosell_api::DateTime;
use serde::Serialize;

/// What an event tells.
pub(super) trait About: Serialize {
    const SCHEMA_VERSION: &'static str = "1";
}

/// The detail of an event.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Detail<A> {
    schema_version: &'static str,
    catalog: &'static str,
    #[serde(flatten)]
    about: A,
}

impl<A: About> Detail<A> {
    pub(super) const fn new(catalog: &'static str, about: A) -> Self {
        Self {
            schema_version: A::SCHEMA_VERSION,
            catalog,
            about,
        }
    }
}

#[derive(Serialize)]
pub(super) struct Opportunity<'a> {
    pub(super) opportunity: Identifier<'a>,
}

impl About for Opportunity<'_> {}

#[derive(Serialize)]
pub(super) struct Identifier<'a> {
    pub(super) identifier: &'a str,
}

#[derive(Serialize)]
pub(super) struct Engagement<C> {
    pub(super) engagement: C,
}

impl<C: Serialize> About for Engagement<C> {}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct NewEngagement<'a> {
    #[serde(rename = "engagementArn")]
    pub(super) arn: String,
    #[serde(rename = "engagementId")]
    pub(super) id: &'a str,
    pub(super) created_at: DateTime,
    pub(super) created_by: &'a str,
    pub(super) context_types: &'a [&'a str],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ChangedEngagement<'a> {
    #[serde(rename = "engagementArn")]
    pub(super) arn: String,
    #[serde(rename = "engagementId")]
    pub(super) id: &'a str,
    pub(super) last_modified_at: DateTime,
    pub(super) last_modified_by: &'a str,
    pub(super) context_types: &'a [&'a str],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Joined<'a> {
    pub(super) engagement: Id<'a>,
    pub(super) engagement_member: Member<'a>,
}

impl About for Joined<'_> {}

#[derive(Serialize)]
pub(super) struct Id<'a> {
    pub(super) id: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Member<'a> {
    pub(super) account_id: &'a str,
    pub(super) company_name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Revision<'a> {
    pub(super) resource_snapshot: Snapshot<'a>,
}

impl About for Revision<'_> {}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Snapshot<'a> {
    pub(super) arn: String,
    pub(super) engagement_id: &'a str,
    pub(super) resource_type: &'a str,
    pub(super) resource_id: &'a str,
    pub(super) created_by: &'a str,
    pub(super) target_member_accounts: &'a [&'a str],
    pub(super) resource_snapshot_template_name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invited<'a> {
    pub(super) engagement_invitation: Invitation<'a>,
}

impl About for Invited<'_> {
    const SCHEMA_VERSION: &'static str = "1.0";
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invitation<'a> {
    pub(super) arn: String,
    pub(super) id: &'a str,
    pub(super) engagement_id: &'a str,
    pub(super) sender_account_id: &'a str,
    pub(super) receiver_account_id: &'a str,
    /// `SENDER` or `RECEIVER`.
    pub(super) participant_type: &'static str,
    pub(super) payload_type: &'a str,
    /// Only of a new invitation, like the next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sender_company_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) expiration_date: Option<DateTime>,
}
