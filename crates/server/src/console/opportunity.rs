//! An opportunity: what is known of it, found for whoever owns it, and AWS's seat.

use cosell_admin_api::aws::{Decision, Review};
use cosell_admin_api::event::EventFilter;
use cosell_admin_api::pages::{ListEvents, ListTasks, ReviewOpportunity};
use cosell_admin_api::task::TaskFilter;
use hyper::StatusCode;
use serde_json::{Value, json};

use super::layout::Page;
use super::pieces::{list, name_or, text};
use super::place;
use super::story::{self, Shared, Story};
use super::view::{Fields, Problem, View};

/// How many of the newest events are looked through for those of the opportunity.
const EVENTS: &str = "1000";

/// The acts that change associations, and their operations.
const ASSOCIATIONS: [(&str, &str); 2] = [
    ("associate", "AssociateOpportunity"),
    ("disassociate", "DisassociateOpportunity"),
];

/// Does what a form says: decides AWS's review, or changes the associations.
pub(super) async fn act(view: &View<'_>, id: &str, form: &Fields) -> Result<(), Problem> {
    for (act, operation) in ASSOCIATIONS {
        if form.get("act") == Some(act) {
            return associate(view, id, operation, form).await;
        }
    }
    let decision: Result<Decision, _> = serde_json::from_value(json!(form.text("act")));
    let decision = decision.map_err(|_| Problem::not_found("AWS decides no such thing."))?;
    let given = |name| form.get(name).map(str::to_owned);
    let body = Review {
        decision,
        comments: given("comments"),
        reason: given("reason"),
    };
    let id = id.to_owned();
    view.ask(ReviewOpportunity { id, body }).await.map(drop)
}

/// Adds or removes a related entity of the opportunity.
async fn associate(
    view: &View<'_>,
    id: &str,
    operation: &str,
    form: &Fields,
) -> Result<(), Problem> {
    let (account, catalog, _) = find(view, id).await?;
    let input = json!({
        "Catalog": catalog,
        "OpportunityIdentifier": id,
        "RelatedEntityType": form.text("entity_type"),
        "RelatedEntityIdentifier": form.text("entity"),
    });
    view.call(&account, operation, input).await.map(drop)
}

pub(super) async fn show(view: &View<'_>, id: &str) -> Result<Page, Problem> {
    let (account, catalog, opportunity) = find(view, id).await?;
    let related = json!({ "Catalog": catalog, "RelatedOpportunityIdentifier": id });
    let aws = view.call(&account, "GetAwsOpportunitySummary", related);
    let aws = aws.await;
    let resource = json!({
        "Catalog": catalog, "ResourceType": "Opportunity", "ResourceIdentifier": id,
    });
    let engagements = engagements(view, &account, &resource).await;
    let query = TaskFilter {
        opportunity: Some(id.to_owned()),
        ..TaskFilter::default()
    };
    let tasks = view.ask(ListTasks { query }).await?.tasks;
    let pattern = json!({ "detail": { "opportunity": { "identifier": [id] } } });
    let query = EventFilter {
        after: None,
        filter: Some(pattern.to_string()),
        limit: EVENTS.parse().unwrap_or_default(),
    };
    let events = match view.ask(ListEvents { query }).await {
        Ok(events) => Ok(events.events),
        // The server has no event targets, so it shows none.
        Err(problem) if problem.status == StatusCode::NOT_FOUND => Ok(Vec::new()),
        Err(problem) => Err(problem),
    };
    let story = Story {
        id,
        account: &account,
        catalog,
        opportunity: &opportunity,
        aws: &aws,
        engagements: &engagements,
        tasks: &tasks,
        events: &events,
    };
    let title = name_or(
        text(&opportunity, &["Customer", "Account", "CompanyName"]),
        id,
    );
    Ok(Page::new(title, "", story::body(view, &story)))
}

/// The engagements of an opportunity, which is `resource`.
async fn engagements(
    view: &View<'_>,
    account: &str,
    resource: &Value,
) -> Result<Vec<Shared>, Problem> {
    let operation = "ListEngagementResourceAssociations";
    let associations = view.call(account, operation, resource.clone()).await?;
    let mut engagements = Vec::new();
    for association in list(&associations, &["EngagementResourceAssociationSummaries"]) {
        let id = text(association, &["EngagementId"]);
        let asked = json!({ "Catalog": resource["Catalog"], "Identifier": id });
        let engagement = view.call(account, "GetEngagement", asked).await;
        let mut asked = resource.clone();
        asked["EngagementIdentifier"] = json!(id);
        engagements.push(Shared {
            id: id.to_owned(),
            engagement,
            snapshots: view.call(account, "ListResourceSnapshots", asked).await,
        });
    }
    Ok(engagements)
}

/// The opportunity with this id, its account and its catalog: those of the query, or whoever has
/// it.
pub(super) async fn find(
    view: &View<'_>,
    id: &str,
) -> Result<(String, &'static str, Value), Problem> {
    let unknown = "No account has an opportunity with this id.";
    place::find(view, "GetOpportunity", id, unknown).await
}
