//! Accounts that work on leads at one service, and their requests.

use std::time::Duration;

use cosell_store::Catalog;
use cosell_store::table::event;
use cosell_store::table::task::{self, Progress, Status, Task};
use serde_json::{Value, json};

use crate::common::{Harness, NOW, Refused};

pub(crate) const ANNA: &str = "111111111111";
pub(crate) const BERT: &str = "222222222222";
pub(crate) const CARL: &str = "333333333333";

/// A service at which several accounts work on leads.
pub(crate) struct Hub(pub(crate) Harness);

impl Hub {
    pub(crate) async fn new() -> Self {
        Self(Harness::new().await)
    }

    pub(crate) async fn call(
        &self,
        account: &str,
        operation: &str,
        mut input: Value,
    ) -> Result<Value, Refused> {
        input["Catalog"] = json!("Sandbox");
        self.0.call(account, operation, input).await
    }

    pub(crate) async fn ok(&self, account: &str, operation: &str, input: Value) -> Value {
        match self.call(account, operation, input).await {
            Ok(answer) => answer,
            Err(refused) => panic!("{operation} was refused: {refused:#?}"),
        }
    }

    pub(crate) async fn refused(&self, account: &str, operation: &str, input: Value) -> Refused {
        match self.call(account, operation, input).await {
            Ok(answer) => panic!("{operation} was not refused: {answer:#}"),
            Err(refused) => refused,
        }
    }

    /// Creates an engagement of Anna's with these contexts.
    pub(crate) async fn engagement(&self, contexts: Value) -> String {
        let token = contexts.to_string();
        let input = json!({
            "ClientToken": format!("{}-{}", token.len(), &token[..token.len().min(60)]),
            "Title": "A lead",
            "Contexts": contexts,
        });
        text(&self.ok(ANNA, "CreateEngagement", input).await["Id"])
    }

    /// Creates an engagement of Anna's with one lead, of which Bert is a member.
    pub(crate) async fn shared_lead(&self) -> String {
        let engagement = self.engagement(json!([context("Lead", &lead())])).await;
        let invitation = json!({
            "ClientToken": format!("invite to {engagement}"),
            "EngagementIdentifier": engagement,
            "Invitation": {
                "Message": "A lead that matches what you do.",
                "Receiver": { "Account": { "AwsAccountId": BERT } },
                "Payload": { "LeadInvitation": {
                    "Customer": { "CompanyName": "Stonecliff Quarries", "CountryCode": "US" },
                    "Interaction": { "ContactBusinessTitle": "Head of IT" },
                } },
            },
        });
        let invited = self
            .ok(ANNA, "CreateEngagementInvitation", invitation)
            .await;
        let accept = json!({ "Identifier": invited["Id"] });
        self.ok(BERT, "AcceptEngagementInvitation", accept).await;
        engagement
    }

    pub(crate) async fn get(&self, account: &str, engagement: &str) -> Value {
        self.ok(
            account,
            "GetEngagement",
            json!({ "Identifier": engagement }),
        )
        .await
    }

    /// How many contexts an engagement has.
    pub(crate) async fn contexts(&self, engagement: &str) -> usize {
        let shown = self.get(ANNA, engagement).await;
        shown["Contexts"].as_array().map_or(0, Vec::len)
    }

    /// Updates a context of an engagement as it is now.
    pub(crate) async fn update(
        &self,
        account: &str,
        engagement: &str,
        context: &str,
        kind: &str,
        payload: Value,
    ) -> Result<Value, Refused> {
        let now = self.get(account, engagement).await;
        let input = json!({
            "EngagementIdentifier": engagement,
            "ContextIdentifier": context,
            "EngagementLastModifiedAt": now["ModifiedAt"],
            "Type": kind,
            "Payload": payload,
        });
        self.call(account, "UpdateEngagementContext", input).await
    }

    pub(crate) async fn convert(
        &self,
        account: &str,
        engagement: &str,
        context: &str,
        token: &str,
    ) -> Value {
        let input = json!({
            "ClientToken": token,
            "Identifier": engagement,
            "ContextIdentifier": context,
            "Tags": [{ "Key": "Source", "Value": "LeadConversion" }],
        });
        self.ok(account, "StartOpportunityFromEngagementTask", input)
            .await
    }

    /// Waits until a prospecting task has ended.
    pub(crate) async fn prospected(&self, task: &Value) -> Value {
        let input = json!({ "TaskIdentifier": task["TaskId"] });
        for _ in 0..500 {
            let found = self
                .ok(ANNA, "GetProspectingFromEngagementTask", input.clone())
                .await;
            if !found["EndTime"].is_null() {
                return found;
            }
            self.0.service.world().sleep(Duration::from_millis(5)).await;
        }
        panic!("the task does not end: {task:#}");
    }

    /// Stores a task that converts Anna's lead and has created its draft.
    pub(crate) async fn store_conversion(&self, status: &str, engagement: &str, draft: &str) {
        let input = json!({
            "Catalog": "Sandbox",
            "ClientToken": "unfinished",
            "Identifier": engagement,
            "ContextIdentifier": "1",
        });
        let mut progress = Progress::begun();
        let status: Status = status.parse().expect("a status");
        if status != Status::InProgress {
            progress.go(status).expect("a task may end");
        }
        let record = Task {
            id: "task-0000000000000".to_owned(),
            kind: "opportunity-from-engagement-task".to_owned(),
            account: ANNA.to_owned(),
            catalog: Catalog::Sandbox,
            status: progress,
            step: 2,
            epoch: 1,
            node: "a node".to_owned(),
            attempts: 0,
            next_run_at: NOW,
            started_at: NOW,
            ended_at: Some(NOW).filter(|_| status == Status::Failed),
            reason_code: None,
            message: None,
            opportunity_id: Some(draft.to_owned()),
            engagement_id: Some(engagement.to_owned()),
            invitation_id: None,
            job_id: None,
            context_id: Some("1".to_owned()),
            input: input.to_string(),
            state: String::new(),
            caller: String::new(),
        };
        let stored = self
            .0
            .store
            .write(record, async |tx, record| task::insert(tx, record).await);
        stored.await.expect("the record is stored");
    }

    /// The events of one type for an account.
    pub(crate) async fn events(&self, account: &str, detail_type: &str) -> Vec<Value> {
        let read = self
            .0
            .store
            .read((), async |tx, ()| event::list_after(tx, "", 1000).await);
        let events = read.await.expect("events are read");
        events
            .into_iter()
            .filter(|event| event.account == account && event.detail_type == detail_type)
            .map(|event| serde_json::from_str(&event.document).expect("a detail is JSON"))
            .collect()
    }
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

pub(crate) fn context(kind: &str, payload: &Value) -> Value {
    json!({ "Type": kind, "Payload": { kind: payload } })
}

pub(crate) fn interaction(problem: Option<&str>) -> Value {
    json!({
        "SourceType": "Campaign",
        "SourceName": "Quarry fair",
        "CustomerAction": "Completed Form",
        "BusinessProblem": problem,
        "Contact": {
            "BusinessTitle": "Head of IT",
            "Email": "it@stonecliff.example.com",
            "FirstName": "Petra",
            "LastName": "Stein",
        },
    })
}

pub(crate) fn lead() -> Value {
    json!({
        "Customer": {
            "CompanyName": "Stonecliff Quarries",
            "Industry": "Mining",
            "Address": { "CountryCode": "US", "City": "Barre" },
        },
        "Interactions": [interaction(None)],
    })
}

pub(crate) fn lead_update(status: Option<&str>) -> Value {
    let mut update = json!({ "Lead": {
        "Customer": {
            "CompanyName": "Stonecliff Group",
            "Industry": "Manufacturing",
            "WebsiteUrl": "https://stonecliff.example.com",
            "Address": { "CountryCode": "US", "StateOrRegion": "Vermont" },
            "MarketSegment": "Enterprise",
        },
        "Interaction": interaction(Some("Saws stand still because nobody sees them wear.")),
    } });
    if let Some(status) = status {
        update["Lead"]["QualificationStatus"] = json!(status);
    }
    update["Lead"]["Interaction"]["InteractionDate"] = json!("2025-09-08T13:26:51.645895823Z");
    update
}

pub(crate) fn project() -> Value {
    json!({ "Customer": {
        "Industry": "Mining",
        "CompanyName": "Stonecliff Quarries",
        "WebsiteUrl": "https://stonecliff.example.com",
        "CountryCode": "US",
    } })
}
