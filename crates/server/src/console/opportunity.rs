//! An opportunity: what is known of it, found for whoever owns it, and AWS's seat.

use cosell_admin_api::account::Part;
use cosell_admin_api::aws::{Decision, Review};
use cosell_admin_api::event::EventFilter;
use cosell_admin_api::pages::{ListAccounts, ListEvents, ListTasks, ReviewOpportunity};
use cosell_admin_api::task::TaskFilter;
use hyper::StatusCode;
use serde_json::{Value, json};

use super::layout::Page;
use super::pieces::{list, text};
use super::pipeline::CATALOGS;
use super::story::{self, Shared, Story};
use super::view::{Fields, Problem, View};

/// How many of the newest events are looked through for those of the opportunity.
const EVENTS: &str = "1000";

/// Decides AWS's review, as a form says.
pub(super) async fn act(view: &View<'_>, id: &str, form: &Fields) -> Result<(), Problem> {
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
    let name = text(&opportunity, &["Customer", "Account", "CompanyName"]);
    let title = if name.is_empty() { id } else { name };
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
async fn find(view: &View<'_>, id: &str) -> Result<(String, &'static str, Value), Problem> {
    let accounts = if let Some(account) = view.query.get("account") {
        vec![account.to_owned()]
    } else {
        let query = Part::default();
        let known = view.ask(ListAccounts { query }).await?.accounts;
        known.into_iter().map(|account| account.id).collect()
    };
    let wanted = view.query.get("catalog");
    for account in accounts {
        for catalog in CATALOGS {
            if wanted.is_some_and(|wanted| wanted != catalog) {
                continue;
            }
            let input = json!({ "Catalog": catalog, "Identifier": id });
            match view.call(&account, "GetOpportunity", input).await {
                Ok(found) => return Ok((account, catalog, found)),
                Err(problem) if problem.is_unknown() => {}
                Err(problem) => return Err(problem),
            }
        }
    }
    Err(Problem::not_found(
        "No account has an opportunity with this id.",
    ))
}
