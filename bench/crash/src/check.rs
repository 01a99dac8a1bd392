//! Checks that everything acknowledged about a deal is there, exactly once and complete.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::body;
use crate::deal::{Deal, Fate};
use crate::finding::Invariant;
use crate::session::{Session, Stop, text};

/// Checks everything that was acknowledged about a deal, and every record that its task created.
pub(crate) fn deal(session: &Session<'_>, deal: &Deal) -> Result<(), Stop> {
    if deal.created != Fate::Acknowledged {
        return Ok(());
    }
    opportunity(session, deal)?;
    if deal.is_complete() {
        whole(session, deal)?;
        once(session, deal)?;
    }
    tokens(session, deal)
}

fn opportunity(session: &Session<'_>, deal: &Deal) -> Result<(), Stop> {
    let present = Invariant::AcknowledgedIsPresent;
    let there = session.read(present, "GetOpportunity", &body::identifier(&deal.id))?;
    let said = match deal.updated {
        Fate::Acknowledged => body::updated(&deal.name),
        Fate::Sent | Fate::Unsent => body::opportunity(&deal.name),
    };
    session.check(present, body::covers(&there, &said), || {
        format!("content of {}: {there}", deal.id)
    });
    if deal.associated == Fate::Acknowledged {
        let solutions = &there["RelatedEntityIdentifiers"]["Solutions"];
        session.check(present, *solutions == json!([body::SOLUTION]), || {
            format!("solutions of {}: {solutions}", deal.id)
        });
    }
    if deal.is_complete() {
        let review = &there["LifeCycle"]["ReviewStatus"];
        session.check(Invariant::CompleteIsWhole, review == "Submitted", || {
            format!("review of {}: {review}", deal.id)
        });
    }
    let modified = text(&there, "/LastModifiedDate");
    let forward = instant(&modified) >= instant(&deal.modified);
    session.check(Invariant::TimeGoesForward, forward, || {
        format!("{} is of {modified}, was of {}", deal.id, deal.modified)
    });
    Ok(())
}

fn instant(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

/// The ids in the response of a COMPLETE task.
struct Made {
    engagement: String,
    job: String,
    invitation: String,
}

impl Made {
    fn by(deal: &Deal) -> Self {
        let id = |member: &str| {
            let task = deal.end.as_ref();
            task.map(|task| text(task, member)).unwrap_or_default()
        };
        Self {
            engagement: id("/EngagementId"),
            job: id("/ResourceSnapshotJobId"),
            invitation: id("/EngagementInvitationId"),
        }
    }
}

/// An acknowledged COMPLETE task is still COMPLETE, and every id in its response has a record.
fn whole(session: &Session<'_>, deal: &Deal) -> Result<(), Stop> {
    let whole = Invariant::CompleteIsWhole;
    let made = Made::by(deal);
    let list = "ListEngagementFromOpportunityTasks";
    let by_id = json!({ "TaskIdentifier": [deal.task] });
    let task = session.list(list, "TaskSummaries", &by_id)?.pop();
    session.check(whole, task == deal.end, || {
        format!("answered {:?}, is {task:?}", deal.end)
    });
    let get = |operation, body, member: &str, expected: &str| {
        let there = session.read(whole, operation, &body)?;
        session.check(whole, text(&there, member) == expected, || {
            format!("{operation} of {}: {there}", deal.task)
        });
        Ok(())
    };
    get(
        "GetEngagement",
        body::identifier(&made.engagement),
        "/Title",
        &deal.name,
    )?;
    get(
        "GetResourceSnapshot",
        json!({
            "EngagementIdentifier": made.engagement,
            "ResourceType": "Opportunity",
            "ResourceIdentifier": deal.id,
            "ResourceSnapshotTemplateIdentifier": "OpportunitySummaryView",
            "Revision": 1,
        }),
        "/Payload/OpportunitySummary/Customer/Account/CompanyName",
        &deal.name,
    )?;
    get(
        "GetResourceSnapshotJob",
        json!({ "ResourceSnapshotJobIdentifier": made.job }),
        "/EngagementId",
        &made.engagement,
    )?;
    get(
        "GetEngagementInvitation",
        body::identifier(&made.invitation),
        "/EngagementId",
        &made.engagement,
    )
}

/// The opportunity has exactly one task, engagement, revision, job and invitation.
fn once(session: &Session<'_>, deal: &Deal) -> Result<(), Stop> {
    let made = Made::by(deal);
    let of_opportunity = json!({ "OpportunityIdentifier": [deal.id] });
    let to_opportunity = json!({ "ResourceIdentifier": deal.id, "ResourceType": "Opportunity" });
    let of_engagement = json!({ "EngagementIdentifier": made.engagement });
    let invited = json!({
        "ParticipantType": "SENDER",
        "EngagementIdentifier": [made.engagement],
    });
    let one = |operation, items, body: &Value, member: &str, expected: Value| {
        let there = session.list(operation, items, body)?;
        let values: Vec<_> = there.iter().map(|item| item[member].clone()).collect();
        session.check(Invariant::NothingDoubled, values == [expected], || {
            format!("{operation} {body}: {values:?}")
        });
        Ok(())
    };
    one(
        "ListEngagementFromOpportunityTasks",
        "TaskSummaries",
        &of_opportunity,
        "TaskId",
        json!(deal.task),
    )?;
    one(
        "ListEngagementResourceAssociations",
        "EngagementResourceAssociationSummaries",
        &to_opportunity,
        "EngagementId",
        json!(made.engagement),
    )?;
    one(
        "ListResourceSnapshots",
        "ResourceSnapshotSummaries",
        &of_engagement,
        "Revision",
        json!(1),
    )?;
    one(
        "ListResourceSnapshotJobs",
        "ResourceSnapshotJobSummaries",
        &of_engagement,
        "Id",
        json!(made.job),
    )?;
    one(
        "ListEngagementInvitations",
        "EngagementInvitationSummaries",
        &invited,
        "Id",
        json!(made.invitation),
    )
}

/// The same token with the same request returns the same record.
fn tokens(session: &Session<'_>, deal: &Deal) -> Result<(), Stop> {
    let once = Invariant::TokenOnce;
    let again = session.expect("CreateOpportunity", &body::create(&deal.name))?;
    session.check(once, again["Id"] == deal.id, || {
        format!("{} by its token: {again}", deal.id)
    });
    if deal.started == Fate::Acknowledged {
        let request = body::start(&deal.name, &deal.id);
        let again = session.expect("StartEngagementFromOpportunityTask", &request)?;
        session.check(once, again["TaskId"] == deal.task, || {
            format!("{} by its token: {again}", deal.task)
        });
    }
    Ok(())
}
