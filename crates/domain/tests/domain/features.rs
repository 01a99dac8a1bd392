//! Features that are closed to an account: by the configuration, at run time, and by a fault.

use cosell_admin_api::feature::{FeatureChange, OpportunityBulkJobs, SearchOpportunities};
use cosell_domain::identity::admin::AdminError;
use cosell_domain::settings::Account;
use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::{Harness, NOW, PARTNER, STRANGER};

const CLOSED: [(SearchOpportunities, &str); 2] = [
    (
        SearchOpportunities::NotEnabled,
        "SEARCH_OPPORTUNITIES_NOT_ENABLED",
    ),
    (
        SearchOpportunities::NotRouted,
        "SEARCH_OPPORTUNITIES_DATA_NOT_ROUTED_TO_DDB",
    ),
];

fn request() -> Value {
    json!({ "Catalog": "Sandbox" })
}

/// The reason why an account may not search, if it may not.
async fn reason(harness: &Harness, account: &str) -> Option<Value> {
    let answer = harness
        .call(account, "SearchOpportunities", request())
        .await;
    let refused = answer.err()?;
    assert_eq!(refused.name, "AccessDeniedException");
    Some(refused.body["Reason"].clone())
}

fn search(state: SearchOpportunities) -> FeatureChange {
    FeatureChange {
        search_opportunities: Some(state),
        ..FeatureChange::default()
    }
}

#[tokio::test]
async fn the_configuration_closes_a_feature_to_one_account() {
    for (state, expected) in CLOSED {
        let mut account = Account::implicit(PARTNER);
        account.features.search_opportunities = state;
        let mut settings = Settings::default();
        settings.accounts.insert(PARTNER.to_owned(), account);
        let harness = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
        let refused = harness.refused("SearchOpportunities", request()).await;
        assert_eq!(refused.body["Reason"], expected);
        assert_eq!(refused.rules, ["account.feature"]);
        assert_eq!(reason(&harness, STRANGER).await, None);
        harness.ok("ListOpportunities", request()).await;
    }
}

#[tokio::test]
async fn what_is_set_at_run_time_applies_at_once_and_stays_until_it_is_reset() {
    let harness = Harness::new().await;
    let administration = harness.service.administration();
    let id = || PARTNER.to_owned();
    for (state, expected) in CLOSED {
        let set = administration.set_features(id(), search(state)).await;
        let set = set.expect("it is set");
        assert_eq!(set.search_opportunities, state);
        assert_eq!(set.opportunity_bulk_jobs, OpportunityBulkJobs::Enabled);
        assert_eq!(reason(&harness, PARTNER).await, Some(json!(expected)));
        assert_eq!(reason(&harness, STRANGER).await, None);
    }
    // Another feature changes nothing of this one.
    let jobs = FeatureChange {
        opportunity_bulk_jobs: Some(OpportunityBulkJobs::NotEnabled),
        ..FeatureChange::default()
    };
    let set = administration.set_features(id(), jobs).await;
    let set = set.expect("it is set");
    assert_eq!(set.search_opportunities, SearchOpportunities::NotRouted);

    let (store, world) = (harness.store.clone(), World::frozen(NOW, 8));
    let (settings, options) = (Settings::default(), Options::default());
    let service = Service::start(store.clone(), world, settings, options).await;
    let service = service.expect("the service starts");
    let harness = Harness { service, store };
    assert!(
        reason(&harness, PARTNER).await.is_some(),
        "also after a restart"
    );
    let administration = harness.service.administration();
    let shown = administration
        .reset_features(id())
        .await
        .expect("it is reset");
    assert_eq!(shown.opportunity_bulk_jobs, OpportunityBulkJobs::Enabled);
    assert_eq!(reason(&harness, PARTNER).await, None);
}

/// The reason why an operation that starts a bulk job is denied, if it is.
async fn denied(harness: &Harness, operation: &str, body: &Value) -> Option<Value> {
    let refused = harness.call(PARTNER, operation, body.clone()).await.err()?;
    let is_denied = refused.name == "AccessDeniedException";
    is_denied.then(|| refused.body["Reason"].clone())
}

#[tokio::test]
async fn bulk_jobs_of_opportunities_are_closed_and_those_of_accounts_are_not() {
    let harness = Harness::new().await;
    let administration = harness.service.administration();
    let change = FeatureChange {
        opportunity_bulk_jobs: Some(OpportunityBulkJobs::NotEnabled),
        ..FeatureChange::default()
    };
    let set = administration
        .set_features(PARTNER.to_owned(), change)
        .await;
    set.expect("it is set");
    let file = "s3://anywhere/file.csv";
    let opportunities = json!({
        "Catalog": "Sandbox", "ClientToken": "1", "FileURI": file, "FileFormat": "CSV",
    });
    let accounts = json!({ "Catalog": "Sandbox", "ClientToken": "2", "FileUri": file });
    let start = "StartOpportunityBulkJob";
    let expected = Some(json!("OPPORTUNITY_BULK_JOB_NOT_ENABLED"));
    assert_eq!(denied(&harness, start, &opportunities).await, expected);
    let others = denied(&harness, "StartCustomerAccountBulkJob", &accounts);
    assert_eq!(others.await, None);
    assert_eq!(reason(&harness, PARTNER).await, None, "searches go on");
    let reset = administration.reset_features(PARTNER.to_owned()).await;
    reset.expect("it is reset");
    assert_eq!(denied(&harness, start, &opportunities).await, None);
}

#[tokio::test]
async fn a_change_that_names_no_feature_or_no_account_is_refused() {
    let administration = Harness::new().await.service.administration();
    let nothing = administration.set_features(PARTNER.to_owned(), FeatureChange::default());
    assert!(matches!(nothing.await, Err(AdminError::Invalid(_))));
    let change = search(SearchOpportunities::NotEnabled);
    let nobody = administration.set_features("1".to_owned(), change).await;
    assert!(matches!(nobody, Err(AdminError::Invalid(_))));
    let nobody = administration.features("1".to_owned()).await;
    assert!(matches!(nobody, Err(AdminError::Invalid(_))));
}

#[tokio::test]
async fn a_fault_rule_gives_a_reason_to_one_call() {
    let harness = Harness::new().await;
    for (_, expected) in CLOSED {
        let rule = format!("operation.read=error:{expected};operation=SearchOpportunities;count=1");
        let rule = rule.parse().expect("a rule");
        cosell_domain::fault::check(&rule).expect("it can fire");
        harness.service.engine().faults().add(rule);
        assert_eq!(reason(&harness, PARTNER).await, Some(json!(expected)));
        assert_eq!(reason(&harness, PARTNER).await, None);
    }
}

#[tokio::test]
async fn a_filter_that_does_not_fit_is_refused_before_a_closed_feature() {
    let harness = Harness::new().await;
    let change = search(SearchOpportunities::NotEnabled);
    let administration = harness.service.administration();
    let set = administration
        .set_features(PARTNER.to_owned(), change)
        .await;
    set.expect("it is set");
    let wrong = json!({ "Catalog": "Sandbox", "Filter": {} });
    let refused = harness.refused("SearchOpportunities", wrong).await;
    assert_eq!(refused.name, "ValidationException");
}
