//! The main job as lines that a reader can paste, for boto3 and for the AWS CLI.

use serde_json::Value;

/// Python that does what the demonstration did. Texts and lists of JSON read the same in Python.
pub(super) fn boto3(body: &Value) -> String {
    let body = with_token(body, "opportunity-1");
    let body = format!("{body:#}").replace('\n', "\n    ");
    format!(
        r#"    import boto3
    client = boto3.client("partnercentral-selling", endpoint_url="http://127.0.0.1:7226",
                          region_name="us-east-1", aws_access_key_id="111111111111",
                          aws_secret_access_key="any")
    opportunity = client.create_opportunity(**{body})
    client.associate_opportunity(Catalog="Sandbox", OpportunityIdentifier=opportunity["Id"],
                                 RelatedEntityType="Solutions", RelatedEntityIdentifier="S-1234567")
    task = client.start_engagement_from_opportunity_task(
        Catalog="Sandbox", ClientToken="task-1", Identifier=opportunity["Id"],
        AwsSubmission={{"InvolvementType": "Co-Sell", "Visibility": "Full"}})
    print(task["TaskStatus"], task["EngagementId"])
"#
    )
}

/// Shell lines that do what the demonstration did.
pub(super) fn cli(body: &Value) -> String {
    // Within the quotes of a shell a quote ends, is written by itself, and begins again.
    let body = with_token(body, "opportunity-2")
        .to_string()
        .replace('\'', r"'\''");
    format!(
        r#"    export AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING=http://127.0.0.1:7226
    export AWS_REGION=us-east-1
    export AWS_ACCESS_KEY_ID=111111111111 AWS_SECRET_ACCESS_KEY=any
    id=$(aws partnercentral-selling create-opportunity --query Id --output text --cli-input-json \
      '{body}')
    aws partnercentral-selling associate-opportunity --catalog Sandbox \
      --opportunity-identifier "$id" --related-entity-type Solutions --related-entity-identifier S-1234567
    aws partnercentral-selling start-engagement-from-opportunity-task --catalog Sandbox \
      --identifier "$id" --client-token task-2 --aws-submission InvolvementType=Co-Sell,Visibility=Full
"#
    )
}

fn with_token(body: &Value, token: &str) -> Value {
    let mut body = body.clone();
    if let Some(body) = body.as_object_mut() {
        body.insert("ClientToken".to_owned(), Value::from(token));
    }
    body
}
