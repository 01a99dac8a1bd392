//! Messages that AWS publishes, word for word: some clients match them.

use serde_json::{Value, json};

use crate::common::{Harness, association, opportunity};

fn messages(body: &Value) -> Vec<&str> {
    let list = body["ErrorList"].as_array().expect("a list");
    list.iter()
        .map(|finding| finding["Message"].as_str().expect("a text"))
        .collect()
}

#[tokio::test]
async fn a_refused_opportunity_has_the_messages_of_aws() {
    const SECRET: &str = "When National Security is 'Yes' , PrimaryNeedsFromAws MUST NOT Be Donot \
         Need Support from Aws AND Visibility MUST be Full";
    const UNMARKETED: &str = "marketing.useCases , marketing.campaignName , \
         marketing.awsFundingUsed cannot have values if marketing.source is set to No";
    let none = json!(["Do Not Need Support from AWS Sales Rep"]);
    let spend = json!([{
        "Amount": "0", "CurrencyCode": "USD", "Frequency": "Monthly", "TargetCompany": "AWS",
    }]);
    let marketing = json!({
        "Source": "None", "CampaignName": "Spring", "Channels": ["Email"],
        "UseCases": ["Analytics"], "AwsFundingUsed": "Yes",
    });
    let harness = Harness::new().await;
    let mut input = opportunity();
    input["Marketing"] = marketing;
    input["NationalSecurity"] = json!("Yes");
    input["PrimaryNeedsFromAws"] = none;
    input["Project"]["CustomerUseCase"] = json!("World peace");
    input["Project"]["ExpectedCustomerSpend"] = spend;
    let refused = harness.refused("CreateOpportunity", input).await;
    let found = messages(&refused.body);
    for message in [
        "Field Marketing.CampaignName must be null when Marketing.Source is 'None'.",
        "Field Marketing.Channels must be null when Marketing.Source is 'None'.",
        UNMARKETED,
        SECRET,
        "When National Security is 'Yes'  - Industry MUST be Government",
        concat!(
            r"Please provide a value in (?:(?:[1-9](\.\d+)?|\d{2,15}(\.\d+)?",
            r"|1000000000000000(\.\d+)?)|0\.(?!0+$)\d+) format for ",
            "project.expectedCustomerSpend.amount",
        ),
    ] {
        assert!(found.contains(&message), "{message}: {found:#?}");
    }
    let use_cases = "Field Project.CustomerUseCase must be one of the following values: AI Machine \
                     Learning and Analytics; Archiving; ";
    assert!(
        found.iter().any(|message| message.starts_with(use_cases)),
        "{found:#?}"
    );
}

#[tokio::test]
async fn an_identifier_of_a_wrong_form_has_the_message_of_aws() {
    let harness = Harness::new().await;
    let id = harness.opportunity().await;
    for (entity, identifier, message) in [
        (
            "Solutions",
            "Other",
            "Field RelatedEntityIdentifiers.Solutions does not match the required format: Solution \
             ID must follow the pattern S-[0-9]{1,19}.",
        ),
        (
            "AwsMarketplaceOffers",
            "offer-abc",
            "Field RelatedEntityIdentifiers.AWSMarketplaceOffers does not match the required \
             format: must follow the AWS Marketplace offer ARN pattern.",
        ),
        (
            "AwsProducts",
            "Amazon EC2",
            "Field RelatedEntityIdentifiers.AwsProducts must be one of the allowed AWS products. \
             Refer to the complete list at https://github.com/aws-samples/\
             partner-crm-integration-samples/blob/main/resources/aws_products.json",
        ),
    ] {
        let request = association(&id, entity, identifier);
        let refused = harness.refused("AssociateOpportunity", request).await;
        assert_eq!(messages(&refused.body), [message]);
    }
}
