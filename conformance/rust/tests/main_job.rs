//! An opportunity becomes a co-sell engagement with AWS, through the AWS SDK for Rust.
//!
//! Each test starts its own server with an empty store, so that no test sees the resources of
//! another and all can run at the same time.

use std::collections::BTreeSet;

use aws_sdk_partnercentralselling::Client;
use aws_sdk_partnercentralselling::config::retry::RetryConfig;
use aws_sdk_partnercentralselling::config::{BehaviorVersion, Config, Credentials, Region};
use aws_sdk_partnercentralselling::error::SdkError;
use aws_sdk_partnercentralselling::operation::create_opportunity::CreateOpportunityError;
use aws_sdk_partnercentralselling::operation::create_opportunity::builders;
use aws_sdk_partnercentralselling::operation::start_engagement_from_opportunity_task::{
    StartEngagementFromOpportunityTaskError, StartEngagementFromOpportunityTaskOutput,
};
use aws_sdk_partnercentralselling::types::{
    Account, Address, AwsFundingUsed, AwsSubmission, Channel, Contact, CountryCode, CurrencyCode,
    Customer, DeliveryModel, ExpectedCustomerSpend, Industry, LifeCycle, Marketing,
    MarketingSource, NationalSecurity, OpportunityOrigin, OpportunityType, PaymentFrequency,
    PrimaryNeedFromAws, Project, ReasonCode, RelatedEntityType, ResourceSnapshotJobStatus,
    ReviewStatus, SalesActivity, SalesInvolvementType, Stage, TaskStatus,
    ValidationExceptionReason, Visibility,
};
use aws_smithy_http_client::Builder;
use cosell_conformance::Server;

const CATALOG: &str = "Sandbox";
const ACCOUNT: &str = "111111111111";
const SOLUTION: &str = "S-1234567";
/// Far enough in the future for years of test runs, and within the sixty years that the API allows.
const CLOSE_DATE: &str = "2045-06-30";

type TestResult = Result<(), Box<dyn std::error::Error>>;

/// A client of the first account. Retries are off: a test needs the first response.
fn client(server: &Server) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .endpoint_url(server.url())
        .credentials_provider(Credentials::new(
            ACCOUNT,
            "not-a-secret",
            None,
            None,
            "test",
        ))
        .retry_config(RetryConfig::disabled())
        .http_client(Builder::new().build_http())
        .build();
    Client::from_conf(config)
}

fn project() -> Project {
    Project::builder()
        .title("Forecast of harvest and cold storage")
        .customer_business_problem(
            "Cold storage is booked on last year's harvest, so a fifth of it stands empty.",
        )
        .customer_use_case("AI Machine Learning and Analytics")
        .delivery_models(DeliveryModel::SaasOrPaas)
        .sales_activities(SalesActivity::ConductedPocDemo)
        .expected_customer_spend(
            ExpectedCustomerSpend::builder()
                .amount("7350.00")
                .currency_code(CurrencyCode::Usd)
                .frequency(PaymentFrequency::Monthly)
                .target_company("AWS")
                .build()
                .expect("every required member is set"),
        )
        .build()
}

/// A request for a complete opportunity of an invented company.
fn create(client: &Client, client_token: &str) -> builders::CreateOpportunityFluentBuilder {
    let address = Address::builder()
        .city("Yakima")
        .country_code(CountryCode::Us)
        .postal_code("98901")
        .state_or_region("Washington")
        .build();
    let account = Account::builder()
        .company_name("Tamarack Orchards Cooperative")
        .industry(Industry::Agriculture)
        .website_url("https://www.tamarack-orchards.example")
        .address(address)
        .build()
        .expect("every required member is set");
    let contact = Contact::builder()
        .first_name("Ines")
        .last_name("Varga")
        .email("i.varga@tamarack-orchards.example")
        .business_title("Head of Logistics")
        .phone("+15095550119")
        .build();
    let customer = Customer::builder()
        .account(account)
        .contacts(contact)
        .build();
    let marketing = Marketing::builder()
        .source(MarketingSource::MarketingActivity)
        .campaign_name("Growers' day")
        .channels(Channel::LiveEvent)
        .aws_funding_used(AwsFundingUsed::No)
        .build();
    client
        .create_opportunity()
        .catalog(CATALOG)
        .client_token(client_token)
        .origin(OpportunityOrigin::PartnerReferral)
        .opportunity_type(OpportunityType::NetNewBusiness)
        .national_security(NationalSecurity::No)
        .primary_needs_from_aws(PrimaryNeedFromAws::CoSellArchitecturalValidation)
        .customer(customer)
        .project(project())
        .marketing(marketing)
        .life_cycle(
            LifeCycle::builder()
                .stage(Stage::Prospect)
                .target_close_date(CLOSE_DATE)
                .build(),
        )
}

/// Creates an opportunity that can be submitted, and returns its id.
async fn create_ready(
    client: &Client,
    client_token: &str,
) -> Result<String, Box<dyn std::error::Error>> {
    let identifier = create(client, client_token).send().await?.id;
    client
        .associate_opportunity()
        .catalog(CATALOG)
        .opportunity_identifier(&identifier)
        .related_entity_type(RelatedEntityType::Solutions)
        .related_entity_identifier(SOLUTION)
        .send()
        .await?;
    Ok(identifier)
}

async fn start(
    client: &Client,
    identifier: &str,
    client_token: &str,
) -> Result<
    StartEngagementFromOpportunityTaskOutput,
    SdkError<StartEngagementFromOpportunityTaskError>,
> {
    let submission = AwsSubmission::builder()
        .involvement_type(SalesInvolvementType::CoSell)
        .visibility(Visibility::Full)
        .build()
        .expect("every required member is set");
    client
        .start_engagement_from_opportunity_task()
        .catalog(CATALOG)
        .client_token(client_token)
        .identifier(identifier)
        .aws_submission(submission)
        .send()
        .await
}

#[tokio::test]
async fn the_main_job_completes() -> TestResult {
    let server = Server::start()?;
    let client = client(&server);
    let identifier = create_ready(&client, "create-1").await?;
    let task = start(&client, &identifier, "start-1").await?;
    assert_eq!(task.task_status(), Some(&TaskStatus::Complete), "{task:?}");
    assert_eq!(task.opportunity_id(), Some(identifier.as_str()));
    assert_eq!(task.reason_code(), None);

    let engagement_id = task
        .engagement_id()
        .expect("a complete task names its engagement");
    let engagement = client
        .get_engagement()
        .catalog(CATALOG)
        .identifier(engagement_id)
        .send()
        .await?;
    assert_eq!(engagement.id(), Some(engagement_id));

    let job_id = task
        .resource_snapshot_job_id()
        .expect("a complete task names its job");
    let job = client
        .get_resource_snapshot_job()
        .catalog(CATALOG)
        .resource_snapshot_job_identifier(job_id)
        .send()
        .await?;
    assert_eq!(job.status(), Some(&ResourceSnapshotJobStatus::Running));
    assert_eq!(job.engagement_id(), Some(engagement_id));

    let invitation_id = task
        .engagement_invitation_id()
        .expect("a complete task names its invitation");
    let invitation = client
        .get_engagement_invitation()
        .catalog(CATALOG)
        .identifier(invitation_id)
        .send()
        .await?;
    assert_eq!(invitation.engagement_id(), Some(engagement_id));

    let opportunity = client
        .get_opportunity()
        .catalog(CATALOG)
        .identifier(&identifier)
        .send()
        .await?;
    let review = opportunity.life_cycle().and_then(LifeCycle::review_status);
    assert_eq!(review, Some(&ReviewStatus::Submitted));

    let summary = client
        .get_aws_opportunity_summary()
        .catalog(CATALOG)
        .related_opportunity_identifier(&identifier)
        .send()
        .await?;
    assert_eq!(
        summary.involvement_type(),
        Some(&SalesInvolvementType::CoSell)
    );

    let listed = client
        .list_engagement_from_opportunity_tasks()
        .catalog(CATALOG)
        .opportunity_identifier(&identifier)
        .send()
        .await?;
    let [found] = listed.task_summaries() else {
        panic!("one task, but {listed:?}")
    };
    assert_eq!(found.task_id(), task.task_id());
    assert_eq!(found.start_time(), task.start_time());
    assert!(server.stop()?.success());
    Ok(())
}

#[tokio::test]
async fn the_same_start_gives_the_same_task() -> TestResult {
    let server = Server::start()?;
    let client = client(&server);
    let identifier = create_ready(&client, "create-1").await?;
    let first = start(&client, &identifier, "start-1").await?;
    let again = start(&client, &identifier, "start-1").await?;
    assert!(first.task_id().is_some());
    assert_eq!(again.task_id(), first.task_id());
    assert_eq!(again.engagement_id(), first.engagement_id());
    Ok(())
}

#[tokio::test]
async fn a_token_with_another_meaning_is_a_conflict() -> TestResult {
    let server = Server::start()?;
    let client = client(&server);
    let identifier = create_ready(&client, "create-1").await?;
    start(&client, &identifier, "start-1").await?;
    let another = create_ready(&client, "create-2").await?;
    let refused = start(&client, &another, "start-1")
        .await
        .expect_err("another request");
    assert!(refused.into_service_error().is_conflict_exception());

    let refused = create(&client, "create-1")
        .partner_opportunity_identifier("crm-2")
        .send()
        .await
        .expect_err("another request");
    assert!(refused.into_service_error().is_conflict_exception());
    Ok(())
}

#[tokio::test]
async fn an_unready_opportunity_fails_the_task_and_says_why() -> TestResult {
    let server = Server::start()?;
    let client = client(&server);
    let identifier = create(&client, "create-1").send().await?.id;
    let task = start(&client, &identifier, "start-1").await?;
    assert_eq!(task.task_status(), Some(&TaskStatus::Failed));
    assert_eq!(
        task.reason_code(),
        Some(&ReasonCode::OpportunityValidationFailed)
    );
    assert!(!task.message().unwrap_or_default().is_empty());
    assert_eq!(task.engagement_id(), None);
    Ok(())
}

#[tokio::test]
async fn an_unknown_opportunity_is_not_found() -> TestResult {
    let server = Server::start()?;
    let client = client(&server);
    let refused = start(&client, "O999999999", "start-1")
        .await
        .expect_err("nothing to start");
    assert!(
        refused
            .into_service_error()
            .is_resource_not_found_exception()
    );
    Ok(())
}

#[tokio::test]
async fn a_refusal_lists_every_mistake() -> TestResult {
    let server = Server::start()?;
    let client = client(&server);
    let refused = create(&client, "create-1")
        .national_security(NationalSecurity::from("Perhaps"))
        .partner_opportunity_identifier("x".repeat(65))
        .send()
        .await
        .expect_err("two members break the model");
    let CreateOpportunityError::ValidationException(refusal) = refused.into_service_error() else {
        panic!("a validation error was due");
    };
    assert_eq!(
        refusal.reason(),
        &ValidationExceptionReason::RequestValidationFailed
    );
    let fields: BTreeSet<_> = refusal
        .error_list()
        .iter()
        .filter_map(|finding| finding.field_name())
        .collect();
    assert_eq!(
        fields,
        BTreeSet::from(["nationalSecurity", "partnerOpportunityIdentifier"])
    );

    let refused = create(&client, "create-2")
        .life_cycle(LifeCycle::builder().target_close_date("2020-01-31").build())
        .marketing(
            Marketing::builder()
                .source(MarketingSource::MarketingActivity)
                .build(),
        )
        .send()
        .await
        .expect_err("two members break business rules");
    let CreateOpportunityError::ValidationException(refusal) = refused.into_service_error() else {
        panic!("a validation error was due");
    };
    assert_eq!(
        refusal.reason(),
        &ValidationExceptionReason::BusinessValidationFailed
    );
    let fields: BTreeSet<_> = refusal
        .error_list()
        .iter()
        .filter_map(|finding| finding.field_name())
        .collect();
    assert!(
        fields.is_superset(&BTreeSet::from([
            "lifeCycle.targetCloseDate",
            "marketing.awsFundingUsed"
        ])),
        "{fields:?}"
    );
    Ok(())
}

#[tokio::test]
async fn pages_hold_every_opportunity_once() -> TestResult {
    let server = Server::start()?;
    let client = client(&server);
    let mut made = BTreeSet::new();
    for number in 0..5 {
        made.insert(
            create(&client, &format!("create-{number}"))
                .send()
                .await?
                .id,
        );
    }
    let mut pages = client
        .list_opportunities()
        .catalog(CATALOG)
        .into_paginator()
        .page_size(2)
        .send();
    let mut sizes = Vec::new();
    let mut found = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page?;
        sizes.push(page.opportunity_summaries().len());
        found.extend(
            page.opportunity_summaries()
                .iter()
                .filter_map(|item| item.id.clone()),
        );
    }
    assert_eq!(sizes, [2, 2, 1]);
    assert_eq!(found.len(), made.len());
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), made);

    let refused = client
        .list_opportunities()
        .catalog(CATALOG)
        .next_token("made-up")
        .send()
        .await
        .expect_err("the server never gave this token");
    assert!(refused.into_service_error().is_validation_exception());
    Ok(())
}
