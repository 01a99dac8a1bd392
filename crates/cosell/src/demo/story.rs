//! What the demonstration does, in order, and what it records.

use std::time::Duration;

use cosell_admin_api::pages::ShowTask;
use cosell_admin_api::task::Step;
use cosell_world::{World, machine};
use serde::Serialize;
use serde_json::{Value, json};

use super::client::{Client, ClientError};
use super::progress::Progress;
use crate::opportunity::{self, SOLUTION};

/// The catalog it plays in.
const CATALOG: &str = "Sandbox";

/// The template of the snapshots that the task takes.
const TEMPLATE: &str = "OpportunitySummaryView";

/// The poll interval of the task: as short as a step that is made durable.
const POLL: Duration = Duration::from_millis(5);

/// How many looks until the task counts as stuck: half a minute of them.
const LOOKS: usize = 6000;

/// Everything that happened.
#[derive(Debug, Serialize)]
pub(super) struct Story {
    /// The body of `CreateOpportunity`, for the recipes.
    #[serde(skip)]
    pub body: Value,
    pub opportunity_id: String,
    /// The answer to `StartEngagementFromOpportunityTask`.
    pub started: Value,
    /// The task's entry in `ListEngagementFromOpportunityTasks`, at its end.
    pub task: Value,
    /// The journal of its steps.
    pub steps: Vec<Step>,
    /// From the call that started the task until it was seen to have ended.
    pub millis: u128,
    pub before: State,
    pub after: State,
    pub fetched: Vec<Fetched>,
}

/// How an opportunity stands.
#[derive(Debug, Serialize)]
pub(super) struct State {
    pub review_status: Option<String>,
    pub stage: Option<String>,
    pub involvement_type: Option<String>,
    pub visibility: Option<String>,
    pub solutions: Vec<String>,
    pub last_modified_date: Option<String>,
}

/// An id of the task, and whether it leads anywhere.
#[derive(Debug, Serialize)]
pub(super) struct Fetched {
    pub operation: &'static str,
    pub id: String,
    /// What it is, or why it could not be fetched.
    pub detail: String,
    pub ok: bool,
}

impl Story {
    /// Lives through it.
    pub(super) async fn run(
        client: &Client,
        world: &World,
        progress: &Progress,
    ) -> Result<Self, ClientError> {
        let token = |purpose: &str| format!("demo-{purpose}-{}", world.id(13));
        let mut body = opportunity::body(world.now());
        body["ClientToken"] = token("opportunity").into();

        progress.doing("creating an opportunity");
        let created = client.call("CreateOpportunity", &body).await?;
        let opportunity_id = text(&created, "/Id").unwrap_or_default();
        progress.done(&format!("CreateOpportunity: {opportunity_id}"));
        let associate = json!({
            "Catalog": CATALOG,
            "OpportunityIdentifier": opportunity_id,
            "RelatedEntityType": "Solutions",
            "RelatedEntityIdentifier": SOLUTION,
        });
        client.call("AssociateOpportunity", &associate).await?;
        progress.done(&format!("AssociateOpportunity: {SOLUTION}"));
        let before = State::of(client, &opportunity_id).await?;

        let start = json!({
            "Catalog": CATALOG,
            "ClientToken": token("task"),
            "Identifier": opportunity_id,
            "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
        });
        let begun = world.instant();
        let started = client
            .call("StartEngagementFromOpportunityTask", &start)
            .await?;
        let task_id = text(&started, "/TaskId").unwrap_or_default();
        progress.done(&format!("StartEngagementFromOpportunityTask: {task_id}"));
        let (task, steps) = follow(client, world, progress, &task_id).await?;
        let millis = machine::elapsed(begun).as_millis();
        let status = text(&task, "/TaskStatus").unwrap_or_default();
        progress.done(&format!("{task_id} is {status}"));

        let after = State::of(client, &opportunity_id).await?;
        progress.doing("fetching what the task made");
        let fetched = fetch(client, &task, &opportunity_id).await;
        Ok(Self {
            body,
            opportunity_id,
            started,
            task,
            steps,
            millis,
            before,
            after,
            fetched,
        })
    }

    /// Whether it ended well; if not, why.
    pub(super) fn verdict(&self) -> Result<(), String> {
        let status = text(&self.task, "/TaskStatus").unwrap_or_default();
        if status != "COMPLETE" {
            let reason = text(&self.task, "/ReasonCode").unwrap_or_default();
            let message = text(&self.task, "/Message").unwrap_or_default();
            return Err(format!("the task is {status}: {reason} {message}"));
        }
        match self.fetched.iter().find(|fetched| !fetched.ok) {
            Some(lost) => Err(format!(
                "{} of {}: {}",
                lost.operation, lost.id, lost.detail
            )),
            None => Ok(()),
        }
    }
}

impl State {
    async fn of(client: &Client, id: &str) -> Result<Self, ClientError> {
        let input = json!({ "Catalog": CATALOG, "Identifier": id });
        let opportunity = client.call("GetOpportunity", &input).await?;
        let input = json!({ "Catalog": CATALOG, "RelatedOpportunityIdentifier": id });
        let summary = match client.call("GetAwsOpportunitySummary", &input).await {
            // AWS has no side of an opportunity that was never submitted to it.
            Err(ClientError::Refused { name, .. }) if name == "ResourceNotFoundException" => {
                Value::Null
            }
            summary => summary?,
        };
        let solutions = opportunity.pointer("/RelatedEntityIdentifiers/Solutions");
        let solutions = solutions.and_then(Value::as_array).into_iter().flatten();
        Ok(Self {
            review_status: text(&opportunity, "/LifeCycle/ReviewStatus"),
            stage: text(&opportunity, "/LifeCycle/Stage"),
            involvement_type: text(&summary, "/InvolvementType"),
            visibility: text(&summary, "/Visibility"),
            solutions: solutions
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            last_modified_date: text(&opportunity, "/LastModifiedDate"),
        })
    }
}

/// Looks at the task until it has ended.
async fn follow(
    client: &Client,
    world: &World,
    progress: &Progress,
    task_id: &str,
) -> Result<(Value, Vec<Step>), ClientError> {
    let by_id = json!({ "Catalog": CATALOG, "TaskIdentifier": [task_id] });
    let mut seen = 0;
    let mut last = (Value::Null, Vec::new());
    for _ in 0..LOOKS {
        let tasks = client
            .call("ListEngagementFromOpportunityTasks", &by_id)
            .await?;
        let task = tasks
            .pointer("/TaskSummaries/0")
            .cloned()
            .unwrap_or_default();
        let id = task_id.to_owned();
        let steps = client
            .page(ShowTask { id })
            .await?
            .steps
            .unwrap_or_default();
        for step in steps.iter().skip(seen) {
            progress.done(&format!("  {}: {}", step.name, step.outcome));
        }
        seen = steps.len();
        progress.doing(&format!("{task_id}: {seen} steps"));
        let ended = text(&task, "/TaskStatus").is_some_and(|status| status != "IN_PROGRESS");
        last = (task, steps);
        if ended {
            break;
        }
        world.sleep(POLL).await;
    }
    Ok(last)
}

/// Fetches everything that the task names.
async fn fetch(client: &Client, task: &Value, opportunity_id: &str) -> Vec<Fetched> {
    let id = |name: &str| text(task, &format!("/{name}")).unwrap_or_default();
    let engagement = id("EngagementId");
    let (job, invitation) = (id("ResourceSnapshotJobId"), id("EngagementInvitationId"));
    let by_identifier = |id: &str| json!({ "Catalog": CATALOG, "Identifier": id });
    let snapshot = json!({
        "Catalog": CATALOG,
        "EngagementIdentifier": engagement,
        "ResourceType": "Opportunity",
        "ResourceIdentifier": opportunity_id,
        "ResourceSnapshotTemplateIdentifier": TEMPLATE,
    });
    let get_job = json!({ "Catalog": CATALOG, "ResourceSnapshotJobIdentifier": job });
    let calls = [
        (
            "GetEngagement",
            engagement.as_str(),
            by_identifier(&engagement),
            "/Id",
            "/Title",
        ),
        (
            "GetResourceSnapshot",
            opportunity_id,
            snapshot,
            "/ResourceId",
            "/Revision",
        ),
        (
            "GetResourceSnapshotJob",
            job.as_str(),
            get_job,
            "/Id",
            "/Status",
        ),
        (
            "GetEngagementInvitation",
            invitation.as_str(),
            by_identifier(&invitation),
            "/Id",
            "/Status",
        ),
        (
            "GetOpportunity",
            opportunity_id,
            by_identifier(opportunity_id),
            "/Id",
            "/LifeCycle/ReviewStatus",
        ),
    ];
    let mut fetched = Vec::with_capacity(calls.len());
    for (operation, id, input, identity, detail) in calls {
        let (ok, detail) = match client.call(operation, &input).await {
            Ok(answer) if text(&answer, identity).as_deref() == Some(id) => {
                (true, text(&answer, detail).unwrap_or_default())
            }
            Ok(_) => (false, "the answer is about something else".to_owned()),
            Err(error) => (false, error.to_string()),
        };
        fetched.push(Fetched {
            operation,
            id: id.to_owned(),
            detail,
            ok,
        });
    }
    fetched
}

/// The text or number at a pointer; none for null.
pub(super) fn text(document: &Value, pointer: &str) -> Option<String> {
    match document.pointer(pointer)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
