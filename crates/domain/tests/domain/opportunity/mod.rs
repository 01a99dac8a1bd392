//! Opportunities: created, read, updated, associated, listed, submitted.

mod approved;
mod messages;
mod published;
mod related;
mod reported;

use crate::common::{Harness, NOW, PARTNER, STRANGER, association, opportunity, update};
use cosell_domain::Settings;
use cosell_domain::settings::Strictness;
use cosell_world::World;
use serde_json::{Value, json};

fn identified(id: &str) -> Value {
    json!({ "Catalog": "Sandbox", "Identifier": id })
}

#[tokio::test]
async fn absent_contacts_and_spend_are_empty_lists_and_other_lists_are_null() {
    let harness = Harness::new().await;
    let mut input = opportunity();
    for (parent, member) in [
        ("Customer", "Contacts"),
        ("Project", "ExpectedCustomerSpend"),
        ("Project", "DeliveryModels"),
    ] {
        let parent = input[parent].as_object_mut().expect("it has members");
        parent.remove(member);
    }
    let created = harness.ok("CreateOpportunity", input).await;
    let id = created["Id"].as_str().expect("an opportunity has an id");
    let known = harness.get(id).await;
    assert_eq!(known["Customer"]["Contacts"], json!([]));
    assert_eq!(known["Project"]["ExpectedCustomerSpend"], json!([]));
    assert_eq!(known["Project"]["DeliveryModels"], Value::Null);

    harness.ok("UpdateOpportunity", update(&known)).await;
    let again = harness.get(id).await;
    assert_eq!(again["Customer"], known["Customer"]);
    assert_eq!(again["Project"], known["Project"]);
}

#[tokio::test]
async fn a_product_must_be_in_the_configured_list_if_there_is_one() {
    let settings = Settings {
        aws_products: Some(["AmazonEC2Linux".to_owned()].into()),
        ..Settings::default()
    };
    let harness = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
    let created = harness.ok("CreateOpportunity", opportunity()).await;
    let id = created["Id"].as_str().expect("an opportunity has an id");
    harness.associate(id, "AwsProducts", "AmazonEC2Linux").await;
    let unknown = association(id, "AwsProducts", "AmazonEC2Linus");
    let refused = harness.refused("AssociateOpportunity", unknown).await;
    assert_eq!(refused.rules, ["opportunity.associate.product-known"]);
    let wanted = ("relatedEntityIdentifier", "INVALID_ENUM_VALUE");
    assert_eq!(
        refused.findings(),
        [(wanted.0.to_owned(), wanted.1.to_owned())]
    );
}

#[tokio::test]
async fn an_opportunity_reads_back_as_it_was_created() {
    let harness = Harness::new().await;
    let mut input = opportunity();
    input["LifeCycle"]["ReviewStatus"] = json!("Approved");
    input["LifeCycle"]["Stage"] = json!("Committed");
    input["OpportunityTeam"] = json!([
        { "BusinessTitle": "PartnerAccountManager", "Email": "m@example.com", "FirstName": "Mo" },
        { "BusinessTitle": "Bystander", "Email": "b@example.com" },
    ]);
    let created = harness.ok("CreateOpportunity", input.clone()).await;
    assert_eq!(created["LastModifiedDate"], "2026-11-22T18:32:24.559Z");
    assert_eq!(created["PartnerOpportunityIdentifier"], "CRM-4711");

    let id = created["Id"].as_str().expect("an opportunity has an id");
    let known = harness.get(id).await;
    assert_eq!(
        known["Customer"]["Account"]["CompanyName"],
        "Harbour Lights Logistics"
    );
    assert_eq!(known["Customer"]["Account"]["AwsAccountId"], Value::Null);
    assert_eq!(known["LifeCycle"]["ReviewStatus"], "Pending Submission");
    assert_eq!(known["LifeCycle"]["Stage"], "Prospect");
    assert_eq!(
        known["Project"]["ExpectedCustomerSpend"][0]["Amount"],
        "10000"
    );
    assert_eq!(known["RelatedEntityIdentifiers"]["Solutions"], json!([]));
    assert_eq!(
        known["Arn"],
        format!("arn:aws:partnercentral:us-east-1:{PARTNER}:catalog/Sandbox/opportunity/{id}")
    );
    let titles: Vec<_> = known["OpportunityTeam"]
        .as_array()
        .expect("there is a team")
        .iter()
        .map(|member| member["BusinessTitle"].clone())
        .collect();
    assert_eq!(titles, ["OpportunityOwner", "PartnerAccountManager"]);
    assert_eq!(known["OpportunityTeam"][0]["Phone"], Value::Null);

    assert_eq!(
        harness.ok("CreateOpportunity", input.clone()).await,
        created,
        "the same request has the same response"
    );
    input["Project"]["Title"] = json!("Another one");
    let refused = harness.refused("CreateOpportunity", input).await;
    assert_eq!(refused.name, "ConflictException");
}

#[tokio::test]
async fn an_opportunity_is_not_found_by_another_account_or_in_the_other_catalog() {
    let harness = Harness::new().await;
    let id = harness.opportunity().await;
    let refused = harness
        .call(STRANGER, "GetOpportunity", identified(&id))
        .await;
    assert_eq!(
        refused.map_err(|refused| refused.name),
        Err("ResourceNotFoundException".to_owned())
    );
    let elsewhere = json!({ "Catalog": "AWS", "Identifier": id });
    let refused = harness.refused("GetOpportunity", elsewhere).await;
    assert_eq!(
        refused.message(),
        format!("Resource with Identifier {id} does not exist or is not accessible")
    );
}

#[tokio::test]
async fn few_members_are_required_to_create_and_many_with_documented_strictness() {
    let little = json!({ "Catalog": "Sandbox", "ClientToken": "little" });
    Harness::new()
        .await
        .ok("CreateOpportunity", little.clone())
        .await;

    let settings = Settings {
        strictness: Strictness::Documented,
        ..Settings::default()
    };
    let strict = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
    let refused = strict.refused("CreateOpportunity", little).await;
    assert_eq!(refused.body["Reason"], "BUSINESS_VALIDATION_FAILED");
    let fields: Vec<_> = refused
        .findings()
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    for field in [
        "customer.account.companyName",
        "lifeCycle.targetCloseDate",
        "project.title",
    ] {
        assert!(
            fields.iter().any(|found| found == field),
            "{field} in {fields:?}"
        );
    }
    strict.ok("CreateOpportunity", opportunity()).await;
}

#[tokio::test]
async fn all_mistakes_are_reported_at_once() {
    let harness = Harness::new().await;
    let mut input = opportunity();
    input["Customer"]["Account"]["Address"]["StateOrRegion"] = json!("WA");
    input["LifeCycle"]["TargetCloseDate"] = json!("2026-11-21");
    input["Project"]["CustomerUseCase"] = json!("World peace");
    input["Marketing"] = json!({ "Source": "Marketing Activity" });
    input["Origin"] = json!("AWS Referral");
    input["Catalog"] = json!("AWS");
    let refused = harness.refused("CreateOpportunity", input).await;
    assert_eq!(refused.name, "ValidationException");
    let findings = refused.findings();
    let found: Vec<_> = findings
        .iter()
        .map(|(field, code)| (field.as_str(), code.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (
                "customer.account.address.stateOrRegion",
                "INVALID_ENUM_VALUE"
            ),
            ("lifeCycle.targetCloseDate", "VALUE_OUT_OF_RANGE"),
            ("marketing.awsFundingUsed", "REQUIRED_FIELD_MISSING"),
            ("project.customerUseCase", "INVALID_ENUM_VALUE"),
            ("origin", "ACTION_NOT_PERMITTED"),
        ]
    );
}

#[tokio::test]
async fn an_opportunity_may_be_sent_back_as_it_was_read() {
    let harness = Harness::new().await;
    let id = harness.opportunity().await;
    let known = harness.get(&id).await;
    let updated = harness.ok("UpdateOpportunity", update(&known)).await;
    assert_eq!(
        updated["LastModifiedDate"], "2026-11-22T18:32:24.560Z",
        "every update increases the modification time"
    );
    let mut again = harness.get(&id).await;
    again["LastModifiedDate"] = known["LastModifiedDate"].clone();
    assert_eq!(again, known, "and nothing else changes");
}

#[tokio::test]
async fn an_update_replaces_the_opportunity_and_must_name_the_latest_version() {
    let harness = Harness::new().await;
    let id = harness.opportunity().await;
    let known = harness.get(&id).await;
    let mut input = update(&known);
    input["PartnerOpportunityIdentifier"] = Value::Null;
    input["Project"]
        .as_object_mut()
        .expect("it is an object")
        .remove("SalesActivities");
    input["LifeCycle"]
        .as_object_mut()
        .expect("it is an object")
        .remove("ReviewStatus");
    input["LastModifiedDate"] = json!("2026-11-22T19:32:24.559+01:00");
    harness.ok("UpdateOpportunity", input.clone()).await;
    let changed = harness.get(&id).await;
    assert_eq!(
        (
            &changed["PartnerOpportunityIdentifier"],
            &changed["Project"]["SalesActivities"]
        ),
        (&Value::Null, &Value::Null),
        "an omitted member is removed"
    );
    assert_eq!(
        changed["LifeCycle"]["ReviewStatus"], "Pending Submission",
        "but the review status stays"
    );

    let refused = harness.refused("UpdateOpportunity", input).await;
    assert_eq!(refused.name, "ConflictException");
    assert_eq!(
        refused.message(),
        "Conflicting error, last modified date is not the latest"
    );
}

#[tokio::test]
async fn the_contract_duration_stays_until_it_is_set_to_null() {
    let harness = Harness::new().await;
    let mut input = opportunity();
    input["Project"]["ExpectedContractDuration"] = json!({ "Term": "Months", "Value": "36" });
    input["Project"]["ExpectedCustomerSpend"] = json!([{
        "Amount": "36000", "CurrencyCode": "USD", "Frequency": "None", "TargetCompany": "Self",
    }]);
    let created = harness.ok("CreateOpportunity", input).await;
    let id = created["Id"]
        .as_str()
        .expect("an opportunity has an id")
        .to_owned();
    let known = harness.get(&id).await;
    let spend = &known["Project"]["ExpectedCustomerSpend"];
    assert_eq!(
        (&spend[0]["Amount"], &spend[0]["TargetCompany"]),
        (&json!("1000"), &json!("AWS"))
    );
    assert_eq!(spend[1]["Amount"], "36000");

    let mut input = update(&known);
    let project = input["Project"].as_object_mut().expect("it is an object");
    project.remove("ExpectedContractDuration");
    project.insert("ExpectedCustomerSpend".to_owned(), Value::Null);
    harness.ok("UpdateOpportunity", input).await;
    let kept = harness.get(&id).await;
    assert_eq!(kept["Project"]["ExpectedContractDuration"]["Value"], "36");
    assert_eq!(kept["Project"]["ExpectedCustomerSpend"], *spend);

    let mut input = update(&kept);
    input["Project"]["ExpectedContractDuration"] = Value::Null;
    let refused = harness.refused("UpdateOpportunity", input.clone()).await;
    assert_eq!(
        refused.findings(),
        [(
            "project.expectedContractDuration".to_owned(),
            "INVALID_VALUE".to_owned()
        )]
    );
    input["Project"]["ExpectedCustomerSpend"]
        .as_array_mut()
        .expect("it is a list")
        .truncate(1);
    harness.ok("UpdateOpportunity", input).await;
    assert_eq!(
        harness.get(&id).await["Project"]["ExpectedContractDuration"],
        Value::Null
    );
}

/// A recorded opportunity was created with an empty structure and read back without it.
#[tokio::test]
async fn software_revenue_without_a_member_is_read_back_as_null() {
    let harness = Harness::new().await;
    let mut input = opportunity();
    input["SoftwareRevenue"] = json!({});
    let created = harness.ok("CreateOpportunity", input).await;
    let id = created["Id"].as_str().expect("an opportunity has an id");
    let known = harness.get(id).await;
    assert_eq!(known["SoftwareRevenue"], Value::Null);

    let mut input = update(&known);
    input["SoftwareRevenue"] = json!({ "DeliveryModel": null, "Value": null });
    harness.ok("UpdateOpportunity", input).await;
    assert_eq!(harness.get(id).await["SoftwareRevenue"], Value::Null);
}

#[tokio::test]
async fn a_partner_simulates_the_review_in_the_sandbox() {
    let harness = Harness::new().await;
    let id = harness.submitted().await;

    let mut edit = update(&harness.get(&id).await);
    edit["Project"]["AdditionalComments"] = json!("Too late");
    let refused = harness.refused("UpdateOpportunity", edit).await;
    assert_eq!(
        refused.name, "ValidationException",
        "an opportunity under review cannot be edited"
    );

    let mut review = update(&harness.get(&id).await);
    review["LifeCycle"]["ReviewStatus"] = json!("Action Required");
    review["LifeCycle"]["ReviewComments"] = json!("Where is the harbour?");
    harness.ok("UpdateOpportunity", review).await;

    let mut edit = update(&harness.get(&id).await);
    edit["Project"]["Title"] = json!("Another title");
    let refused = harness.refused("UpdateOpportunity", edit).await;
    assert_eq!(refused.findings()[0].0, "project.title");
    let mut edit = update(&harness.get(&id).await);
    edit["Customer"]["Account"]["Address"]["City"] = json!("Tacoma");
    harness.ok("UpdateOpportunity", edit).await;
    let known = harness.get(&id).await;
    assert_eq!(known["LifeCycle"]["ReviewStatus"], "Action Required");
    assert_eq!(
        known["LifeCycle"]["ReviewComments"],
        "Where is the harbour?"
    );

    let submit = json!({
        "Catalog": "Sandbox", "Identifier": id, "InvolvementType": "Co-Sell",
    });
    harness.ok("SubmitOpportunity", submit.clone()).await;
    let mut review = update(&harness.get(&id).await);
    assert_eq!(review["LifeCycle"]["ReviewStatus"], "Submitted");
    review["LifeCycle"]["ReviewStatus"] = json!("Approved");
    harness.ok("UpdateOpportunity", review).await;
    let refused = harness.refused("SubmitOpportunity", submit).await;
    assert_eq!(
        refused.findings()[0],
        (
            "lifeCycle.reviewStatus".to_owned(),
            "ACTION_NOT_PERMITTED".to_owned()
        )
    );

    let mut stage = update(&harness.get(&id).await);
    stage["LifeCycle"]["Stage"] = json!("Qualified");
    harness.ok("UpdateOpportunity", stage).await;
    let mut back = update(&harness.get(&id).await);
    back["LifeCycle"]["ReviewStatus"] = json!("Rejected");
    let refused = harness.refused("UpdateOpportunity", back).await;
    assert!(
        refused
            .message()
            .contains("reviewStatus is not editable if status is Approved")
    );
}

#[tokio::test]
async fn a_decision_of_the_review_changes_nothing_else() {
    let harness = Harness::new().await;
    let id = harness.submitted().await;
    let before = harness.get(&id).await;
    let mut review = update(&before);
    review["LifeCycle"]["ReviewStatus"] = json!("Rejected");
    review["LifeCycle"]["Stage"] = json!("Closed Lost");
    review["LifeCycle"]["ClosedLostReason"] = json!("Other");
    review["Customer"]["Account"]["CompanyName"] = json!("Someone else");
    review["LifeCycle"]["ReviewComments"] = json!("Not for us");
    review["LifeCycle"]["ReviewStatusReason"] = json!("Other");
    harness.ok("UpdateOpportunity", review).await;

    let mut expected = before;
    let after = harness.get(&id).await;
    for (member, value) in [
        ("ReviewStatus", "Rejected"),
        ("ReviewComments", "Not for us"),
        ("ReviewStatusReason", "Other"),
    ] {
        expected["LifeCycle"][member] = json!(value);
    }
    expected["LastModifiedDate"] = after["LastModifiedDate"].clone();
    assert_eq!(after, expected);
}

#[tokio::test]
async fn a_national_security_opportunity_for_visibility_only_has_no_primary_needs() {
    let harness = Harness::new().await;
    let mut input = opportunity();
    input["NationalSecurity"] = json!("Yes");
    input["Customer"]["Account"]["Industry"] = json!("Government");
    input["PrimaryNeedsFromAws"] = Value::Null;
    let created = harness.ok("CreateOpportunity", input).await;
    let id = created["Id"].as_str().expect("an opportunity has an id");
    let start = json!({
        "Catalog": "Sandbox", "ClientToken": "start", "Identifier": id,
        "AwsSubmission": { "InvolvementType": "For Visibility Only" },
    });
    let task = harness
        .ok("StartEngagementFromOpportunityTask", start)
        .await;
    assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
    let known = harness.get(id).await;
    assert_eq!(known["PrimaryNeedsFromAws"], Value::Null);
    let mut review = update(&known);
    review["LifeCycle"]["ReviewStatus"] = json!("Approved");
    harness.ok("UpdateOpportunity", review).await;
    let echo = update(&harness.get(id).await);
    harness.ok("UpdateOpportunity", echo).await;
}

#[tokio::test]
async fn the_only_solution_stays_during_the_review_and_while_the_stage_requires_it() {
    let harness = Harness::new().await;
    let id = harness.submitted().await;
    let solution = |solution: &str| association(&id, "Solutions", solution);
    let refused = harness
        .refused("DisassociateOpportunity", solution("S-1234567"))
        .await;
    assert_eq!(
        refused.findings(),
        [(
            "relatedEntityIdentifier".to_owned(),
            "ACTION_NOT_PERMITTED".to_owned()
        )]
    );
    harness.associate(&id, "Solutions", "S-0059631").await;
    harness
        .associate(&id, "AwsProducts", "AmazonEC2Linux")
        .await;
    harness
        .ok("DisassociateOpportunity", solution("S-1234567"))
        .await;
    let product = association(&id, "AwsProducts", "AmazonEC2Linux");
    harness.ok("DisassociateOpportunity", product).await;

    for (member, value) in [("ReviewStatus", "Approved"), ("Stage", "Committed")] {
        let mut input = update(&harness.get(&id).await);
        input["LifeCycle"][member] = json!(value);
        harness.ok("UpdateOpportunity", input).await;
    }
    harness
        .refused("DisassociateOpportunity", solution("S-0059631"))
        .await;
    let mut back = update(&harness.get(&id).await);
    back["LifeCycle"]["Stage"] = json!("Qualified");
    harness.ok("UpdateOpportunity", back).await;
    harness
        .ok("DisassociateOpportunity", solution("S-0059631"))
        .await;
}

#[tokio::test]
async fn a_submission_requires_an_engagement_and_a_complete_opportunity() {
    let harness = Harness::new().await;
    let little = json!({ "Catalog": "Sandbox", "ClientToken": "little" });
    let created = harness.ok("CreateOpportunity", little).await;
    let refused = harness
        .refused(
            "SubmitOpportunity",
            json!({
                "Catalog": "Sandbox", "Identifier": created["Id"], "InvolvementType": "Co-Sell",
            }),
        )
        .await;
    assert!(
        refused
            .message()
            .contains("not associated with an engagement")
    );
    assert!(refused.findings().len() > 10, "{:#}", refused.body);
}

#[tokio::test]
async fn a_solution_is_associated_once_and_replaces_the_description() {
    let harness = Harness::new().await;
    let id = harness.opportunity().await;
    let before = harness.get(&id).await;
    harness.associate(&id, "Solutions", "S-1234567").await;
    let after = harness.get(&id).await;
    assert_eq!(
        after["RelatedEntityIdentifiers"]["Solutions"],
        json!(["S-1234567"])
    );
    assert_eq!(after["Project"]["OtherSolutionDescription"], Value::Null);
    assert_ne!(after["LastModifiedDate"], before["LastModifiedDate"]);

    harness.associate(&id, "Solutions", "S-1234567").await;
    assert_eq!(
        harness.get(&id).await,
        after,
        "a repeated association changes nothing"
    );

    let unknown = association(&id, "Solutions", "S-999");
    let refused = harness
        .refused("AssociateOpportunity", unknown.clone())
        .await;
    assert_eq!(refused.name, "ResourceNotFoundException");
    let refused = harness.refused("DisassociateOpportunity", unknown).await;
    assert_eq!(refused.name, "ResourceNotFoundException");
    harness
        .ok(
            "DisassociateOpportunity",
            association(&id, "Solutions", "S-1234567"),
        )
        .await;
    assert_eq!(
        harness.get(&id).await["RelatedEntityIdentifiers"]["Solutions"],
        json!([])
    );
}

#[tokio::test]
async fn an_offer_belongs_to_one_opportunity() {
    let offer = "arn:aws:aws-marketplace:us-east-1:111111111111:AWSMarketplace/Offer/offer-1";
    let harness = Harness::new().await;
    let (one, two) = (harness.opportunity().await, harness.opportunity().await);
    harness.associate(&one, "AwsMarketplaceOffers", offer).await;
    let refused = harness
        .refused(
            "AssociateOpportunity",
            association(&two, "AwsMarketplaceOffers", offer),
        )
        .await;
    assert_eq!(refused.findings()[0].1, "DUPLICATE_KEY_VALUE");
    harness
        .ok(
            "DisassociateOpportunity",
            association(&one, "AwsMarketplaceOffers", offer),
        )
        .await;
    harness.associate(&two, "AwsMarketplaceOffers", offer).await;
}

/// The region in an offer's ARN does not make it another offer.
#[tokio::test]
async fn an_offer_is_the_same_in_every_region() {
    let offer = |region: &str| {
        format!("arn:aws:aws-marketplace:{region}:111111111111:AWSMarketplace/Offer/offer-1")
    };
    let harness = Harness::new().await;
    let (one, two) = (harness.opportunity().await, harness.opportunity().await);
    let entity = "AwsMarketplaceOffers";
    harness.associate(&one, entity, &offer("us-east-1")).await;
    let again = association(&two, entity, &offer("us-west-2"));
    let refused = harness.refused("AssociateOpportunity", again).await;
    assert_eq!(refused.name, "ValidationException");
}

/// All findings are listed at once, also of an identifier that nothing can have.
#[tokio::test]
async fn an_offer_of_a_wrong_form_is_also_refused_because_the_opportunity_is_lost() {
    let harness = Harness::new().await;
    let id = harness.submitted().await;
    for (member, value) in [("ReviewStatus", "Approved"), ("Stage", "Closed Lost")] {
        let mut input = update(&harness.get(&id).await);
        input["LifeCycle"][member] = json!(value);
        if value == "Closed Lost" {
            input["LifeCycle"]["ClosedLostReason"] = json!("Price");
        }
        harness.ok("UpdateOpportunity", input).await;
    }
    let request = association(&id, "AwsMarketplaceOffers", "offer-abc");
    let refused = harness
        .refused("AssociateOpportunity", request.clone())
        .await;
    assert_eq!(
        refused.rules,
        [
            "opportunity.associate.format",
            "opportunity.associate.closed-lost"
        ]
    );
    // What is not associated is not found, whatever its form.
    let refused = harness.refused("DisassociateOpportunity", request).await;
    assert_eq!(refused.name, "ResourceNotFoundException");
}

/// A closed-lost opportunity has a reason. A new opportunity is not yet lost, and keeps neither.
#[tokio::test]
async fn a_new_opportunity_with_stage_closed_lost_starts_at_prospect_without_a_reason() {
    let harness = Harness::new().await;
    let mut input = opportunity();
    input["LifeCycle"]["Stage"] = json!("Closed Lost");
    input["LifeCycle"]["ClosedLostReason"] = json!("Price");
    let made = harness.ok("CreateOpportunity", input).await;
    let read = harness.get(made["Id"].as_str().expect("an id")).await;
    assert_eq!(read["LifeCycle"]["Stage"], "Prospect");
    assert_eq!(read["LifeCycle"]["ClosedLostReason"], Value::Null);
}

#[tokio::test]
async fn an_offer_of_another_account_is_not_found_and_stays_with_its_owner() {
    let offer = "arn:aws:aws-marketplace:us-east-1:111111111111:AWSMarketplace/Offer/offer-1";
    let harness = Harness::new().await;
    let theirs = harness
        .call(STRANGER, "CreateOpportunity", opportunity())
        .await;
    let theirs = theirs.expect("the other account may create opportunities")["Id"].clone();
    let theirs = theirs.as_str().expect("an id");
    let request = association(theirs, "AwsMarketplaceOffers", offer);
    let refused = harness
        .call(STRANGER, "AssociateOpportunity", request)
        .await;
    assert_eq!(
        refused.expect_err("the offer is another account's").name,
        "ResourceNotFoundException"
    );
    let own = harness.opportunity().await;
    harness.associate(&own, "AwsMarketplaceOffers", offer).await;
}

#[tokio::test]
async fn a_list_is_read_page_by_page() {
    let harness = Harness::new().await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(harness.opportunity().await);
    }
    let mut input = json!({
        "Catalog": "Sandbox",
        "MaxResults": 2,
        "Sort": { "SortBy": "Identifier", "SortOrder": "ASCENDING" },
        "CustomerCompanyName": ["Harbour Lights Logistics"],
        "TargetCloseDate": { "BeforeTargetCloseDate": "2027-07-01" },
    });
    let mut seen = Vec::new();
    loop {
        let page = harness.ok("ListOpportunities", input.clone()).await;
        let summaries = page["OpportunitySummaries"]
            .as_array()
            .expect("it is a list")
            .clone();
        seen.extend(
            summaries
                .iter()
                .map(|summary| summary["Id"].as_str().map(str::to_owned)),
        );
        if page["NextToken"].is_null() {
            break;
        }
        input["NextToken"] = page["NextToken"].clone();
    }
    assert_eq!(seen, ids.iter().cloned().map(Some).collect::<Vec<_>>());

    input["MaxResults"] = json!(3);
    let page = harness.ok("ListOpportunities", input.clone()).await;
    assert_eq!(
        page["NextToken"],
        Value::Null,
        "the size of a page may change between pages"
    );
    input["CustomerCompanyName"] = json!(["Someone else"]);
    let refused = harness.refused("ListOpportunities", input.clone()).await;
    assert_eq!(
        refused.name, "ValidationException",
        "a token is valid only for its own filters"
    );
    input["NextToken"] = Value::Null;
    let page = harness.ok("ListOpportunities", input).await;
    assert_eq!(page["OpportunitySummaries"], json!([]));
}

#[tokio::test]
async fn the_latest_change_is_listed_first() {
    let harness = Harness::new().await;
    let (one, two) = (harness.opportunity().await, harness.opportunity().await);
    harness
        .associate(&one, "AwsProducts", "AmazonEC2Linux")
        .await;
    let page = harness
        .ok("ListOpportunities", json!({ "Catalog": "Sandbox" }))
        .await;
    assert_eq!(page["OpportunitySummaries"][0]["Id"], one);
    assert_eq!(page["OpportunitySummaries"][1]["Id"], two);
    let filtered = json!({
        "Catalog": "Sandbox",
        "LifeCycleReviewStatus": ["Pending Submission"],
        "LastModifiedDate": { "AfterLastModifiedDate": "2026-11-22T18:32:24.560Z" },
    });
    let page = harness.ok("ListOpportunities", filtered).await;
    assert_eq!(
        page["OpportunitySummaries"].as_array().map(Vec::len),
        Some(1)
    );
}

/// A range has its first date and not its last.
#[tokio::test]
async fn a_list_ends_before_the_date_that_its_filter_names() {
    let harness = Harness::new().await;
    let id = harness.opportunity().await;
    let one = harness.get(&id).await;
    for (filter, date) in [
        ("LastModifiedDate", &one["LastModifiedDate"]),
        ("CreatedDate", &one["CreatedDate"]),
        ("TargetCloseDate", &one["LifeCycle"]["TargetCloseDate"]),
    ] {
        for (end, found) in [("After", 1), ("Before", 0)] {
            let range = json!({ format!("{end}{filter}"): date });
            let listed = json!({ "Catalog": "Sandbox", filter: range });
            let page = harness.ok("ListOpportunities", listed).await;
            let count = page["OpportunitySummaries"].as_array().map(Vec::len);
            assert_eq!(count, Some(found), "{end}{filter} {date}");
        }
    }
}

#[tokio::test]
async fn the_aws_summary_exists_from_submission_on() {
    let harness = Harness::new().await;
    let id = harness.opportunity().await;
    let request = |id: &str| json!({ "Catalog": "Sandbox", "RelatedOpportunityIdentifier": id });
    let before = harness
        .refused("GetAwsOpportunitySummary", request(&id))
        .await;
    assert_eq!(before.name, "ResourceNotFoundException");
    assert_eq!(
        before.message(),
        format!("Resource with Identifier {id} does not exist or is not accessible")
    );

    let id = harness.submitted().await;
    let after = harness.ok("GetAwsOpportunitySummary", request(&id)).await;
    assert_eq!(after["InvolvementType"], "Co-Sell");
    assert_eq!(after["Visibility"], "Full");
    assert_eq!(after["OpportunityTeam"][0]["BusinessTitle"], "PDM");
    assert_eq!(after["RelatedEntityIds"]["Solutions"], json!(["S-1234567"]));
    assert_eq!(after["Insights"], Value::Null);
}

#[tokio::test]
async fn before_submission_the_aws_summary_is_nearly_empty_with_documented_strictness() {
    let settings = Settings {
        strictness: Strictness::Documented,
        ..Settings::default()
    };
    let harness = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
    let id = harness.opportunity().await;
    let request = json!({ "Catalog": "Sandbox", "RelatedOpportunityIdentifier": id });
    let before = harness.ok("GetAwsOpportunitySummary", request).await;
    assert_eq!(before["RelatedOpportunityId"], id);
    assert_eq!(
        (&before["InvolvementType"], &before["Visibility"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn every_account_has_solutions_to_offer() {
    let harness = Harness::new().await;
    let page = harness
        .ok(
            "ListSolutions",
            json!({ "Catalog": "Sandbox", "MaxResults": 1, "Status": ["Active"] }),
        )
        .await;
    assert_eq!(page["SolutionSummaries"][0]["Id"], "S-1234567");
    let next = harness
        .ok(
            "ListSolutions",
            json!({
                "Catalog": "Sandbox", "MaxResults": 1, "Status": ["Active"],
                "NextToken": page["NextToken"],
            }),
        )
        .await;
    assert_eq!(next["SolutionSummaries"][0]["Id"], "S-0059631");
    assert_eq!(next["NextToken"], Value::Null);
}
