//! The main job as lines that a reader can paste, for boto3 and for the AWS CLI.

use serde_json::Value;

/// Where a server listens by default.
const DEFAULT: &str = "127.0.0.1:7226";

/// What to paste. `body` is the body of `CreateOpportunity`; both clients make up its token
/// themselves, so that pasting twice makes two opportunities.
pub(super) fn text(body: &Value, url: &str) -> String {
    let mut body = body.clone();
    if let Some(body) = body.as_object_mut() {
        body.remove("ClientToken");
    }
    let listen = match url.strip_prefix("http://") {
        Some(DEFAULT) | None => String::new(),
        Some(address) => format!(" --listen {address}"),
    };
    format!(
        r#"The same against a server that stays. Start it, and write the opportunity to a file:

cosell serve{listen} &
export AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING={url}
export AWS_DEFAULT_REGION=us-east-1
export AWS_ACCESS_KEY_ID=111111111111 AWS_SECRET_ACCESS_KEY=any
cat > opportunity.json <<'JSON'
{body:#}
JSON

With the AWS CLI:

id=$(aws partnercentral-selling create-opportunity --query Id --output text \
  --cli-input-json file://opportunity.json)
aws partnercentral-selling associate-opportunity --catalog Sandbox \
  --opportunity-identifier "$id" --related-entity-type Solutions \
  --related-entity-identifier S-1234567
aws partnercentral-selling start-engagement-from-opportunity-task --catalog Sandbox \
  --identifier "$id" --aws-submission InvolvementType=Co-Sell,Visibility=Full

With boto3:

import boto3, json
selling = boto3.client("partnercentral-selling")
opportunity = selling.create_opportunity(**json.load(open("opportunity.json")))
selling.associate_opportunity(
    Catalog="Sandbox", OpportunityIdentifier=opportunity["Id"],
    RelatedEntityType="Solutions", RelatedEntityIdentifier="S-1234567")
task = selling.start_engagement_from_opportunity_task(
    Catalog="Sandbox", Identifier=opportunity["Id"],
    AwsSubmission={{"InvolvementType": "Co-Sell", "Visibility": "Full"}})
print(task["TaskStatus"], task.get("EngagementId"))"#
    )
}
