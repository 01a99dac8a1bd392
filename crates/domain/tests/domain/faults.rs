//! Every failure can be injected: each modelled exception of an operation, each reason code of a
//! task, and lost responses.

use std::sync::Arc;

use crate::common::{Harness, PARTNER, opportunity};
use cosell_api::ErrorKind;
use cosell_api::types::ReasonCode;
use cosell_domain::{CallError, find};
use serde_json::{Value, json};

impl Harness {
    fn rule(&self, text: &str) {
        let rule = text.parse().expect(text);
        cosell_domain::fault::check(&rule).expect(text);
        self.service.engine().faults().add(rule);
    }

    /// Starts the task of an opportunity and waits for its end; the clock advances for its retries.
    async fn task(&self, id: &str) -> Value {
        let input = json!({
            "Catalog": "Sandbox",
            "ClientToken": format!("start {id}"),
            "Identifier": id,
            "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
        });
        let entry = find("StartEngagementFromOpportunityTask").expect("it is implemented");
        let call = self.service.call(entry, Arc::from(PARTNER), input.clone());
        let clock = async {
            let mut ended = self.service.engine().counters();
            while ended.completed + ended.failed == 0 {
                let minute = std::time::Duration::from_mins(1);
                let advanced = self.service.engine().advance(minute).await;
                advanced.expect("the store works");
                tokio::task::yield_now().await;
                ended = self.service.engine().counters();
            }
        };
        let (answer, ()) = futures_util::future::join(call, clock).await;
        answer.expect("a response");
        self.ok("StartEngagementFromOpportunityTask", input).await
    }

    async fn ready(&self) -> String {
        let id = self.opportunity().await;
        self.associate(&id, "Solutions", "S-1234567").await;
        id
    }

    async fn opportunities(&self) -> usize {
        let list = self
            .ok("ListOpportunities", json!({ "Catalog": "Sandbox" }))
            .await;
        list["OpportunitySummaries"].as_array().map_or(0, Vec::len)
    }
}

#[tokio::test]
async fn every_exception_can_be_injected_at_every_fault_point() {
    for kind in ErrorKind::ALL {
        let harness = Harness::new().await;
        for point in ["read", "before_commit", "after_commit"] {
            let name = kind.name();
            harness.rule(&format!(
                "operation.{point}=error:{name};operation=CreateOpportunity;count=1"
            ));
            let mut input = opportunity();
            input["ClientToken"] = json!(format!("{name} {point}"));
            let before = harness.opportunities().await;
            let refused = harness.refused("CreateOpportunity", input.clone()).await;
            assert_eq!(refused.name, name, "{point}");
            let made = harness.opportunities().await - before;
            // A fault after the commit undoes nothing, and the same token finds the opportunity.
            assert_eq!(made, usize::from(point == "after_commit"), "{name} {point}");
            harness.ok("CreateOpportunity", input).await;
            assert_eq!(harness.opportunities().await, before + 1, "{name} {point}");
        }
        let fired = harness.service.engine().faults().list();
        assert!(fired.iter().all(|rule| rule.fired == 1), "{fired:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reason_code_can_be_injected_and_fails_the_task() {
    for code in ReasonCode::ALL {
        let harness = Harness::new().await;
        let id = harness.ready().await;
        harness.rule(&format!(
            "step.CreateResourceSnapshot.before=error:{}",
            code.as_str()
        ));
        let task = harness.task(&id).await;
        assert_eq!(task["TaskStatus"], "FAILED", "{task:#}");
        assert_eq!(task["ReasonCode"], code.as_str());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exception_injected_at_a_step_gives_the_reason_code_of_its_operation() {
    for (step, exception, reason) in [
        (
            "GetOpportunity",
            "AccessDeniedException",
            "OpportunityAccessDenied",
        ),
        (
            "CreateEngagement",
            "ConflictException",
            "EngagementConflict",
        ),
        (
            "CreateEngagementInvitation",
            "ValidationException",
            "InvitationValidationFailed",
        ),
        (
            "SubmitOpportunity",
            "ServiceQuotaExceededException",
            "ServiceQuotaExceeded",
        ),
        (
            "CreateResourceSnapshotJob",
            "ThrottlingException",
            "RequestThrottled",
        ),
    ] {
        let harness = Harness::new().await;
        let id = harness.ready().await;
        harness.rule(&format!("step.{step}.after_effect=error:{exception}"));
        let task = harness.task(&id).await;
        assert_eq!(task["ReasonCode"], reason, "{step} {exception}: {task:#}");
    }
}

#[tokio::test]
async fn a_dropped_connection_gets_no_response_and_committed_changes_stay() {
    let harness = Harness::new().await;
    for (point, made) in [("read", 0), ("before_commit", 0), ("after_commit", 1)] {
        harness.rule(&format!(
            "operation.{point}=drop;operation=CreateOpportunity;account={PARTNER};\
             catalog=Sandbox;count=1"
        ));
        let mut input = opportunity();
        input["ClientToken"] = json!(point);
        let before = harness.opportunities().await;
        let entry = find("CreateOpportunity").expect("it is implemented");
        let call = harness.service.call(entry, Arc::from(PARTNER), input);
        assert!(matches!(call.await, Err(CallError::Dropped)), "{point}");
        assert_eq!(harness.opportunities().await - before, made, "{point}");
    }
}

#[tokio::test]
async fn a_delayed_operation_is_executed_once() {
    let harness = Harness::new().await;
    for point in ["read", "before_commit", "after_commit"] {
        harness.rule(&format!(
            "operation.{point}=delay:5ms;operation=CreateOpportunity;count=1"
        ));
    }
    harness.opportunity().await;
    assert_eq!(harness.opportunities().await, 1);
    let fired = harness.service.engine().faults().list();
    assert!(fired.iter().all(|rule| rule.fired == 1), "{fired:#?}");
}
