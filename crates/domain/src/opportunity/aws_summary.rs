//! `GetAwsOpportunitySummary`: AWS's side of an opportunity.
//!
//! AWS has a side from submission on. Before submission the summary is not found; with strictness
//! documented the response has only the opportunity's id and origin. Life cycle and insights have
//! what an administrator said in the place of AWS.

use std::sync::Arc;

use cosell_api::operations::GetAwsOpportunitySummary;
use cosell_api::types::{
    AwsMemberBusinessTitle, AwsOpportunityCustomer, AwsOpportunityLifeCycle, AwsOpportunityProject,
    AwsOpportunityRelatedEntities, AwsOpportunityStage, AwsTeamMember,
    GetAwsOpportunitySummaryRequest, GetAwsOpportunitySummaryResponse,
};
use cosell_store::Tx;

use super::{AwsSide, Document, Stored, store};
use crate::permission::ResourceType::Opportunity;
use crate::permission::{Requirement, ask};
use crate::rule::rules;
use crate::settings::{Account, Strictness};
use crate::{Context, Error, Handler};

rules! {
    pub(super) SUBMITTED = "opportunity.aws-summary.submitted", Inferred,
        "AWS's summary of an opportunity is not found before the first submission, which clients \
         read as \"not yet\"; with strictness documented it exists with few members.";

    pub(super) TERMINAL = "opportunity.aws-summary.terminal", Documented,
        "Stage, target close date and the reason of a loss of AWS's side are shown only when its \
         stage is Launched or Closed Lost.";
}

impl Handler for GetAwsOpportunitySummary {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:GetAwsOpportunitySummary",
        Opportunity.named("RelatedOpportunityIdentifier"),
    )];

    const READS_BY_KEY: bool = true;

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &GetAwsOpportunitySummaryRequest,
    ) -> Result<GetAwsOpportunitySummaryResponse, Error> {
        let id = &input.related_opportunity_identifier;
        let stored = store::load(cx, tx, id).await?;
        let observed = cx.settings.strictness == Strictness::Observed;
        if observed && stored.document.submission.is_none() {
            return Err(Error::not_found_by(&SUBMITTED, id));
        }
        Ok(response(Arc::unwrap_or_clone(stored)))
    }
}

/// AWS's side of an opportunity as its owner sees it.
pub fn response(stored: Stored) -> GetAwsOpportunitySummaryResponse {
    let Stored { row, document, .. } = stored;
    let known = document.submission.is_some();
    let (customer, project) = known.then(|| deal(&document)).unzip();
    let side = document.aws_side.as_deref().cloned().unwrap_or_default();
    let team = side.opportunity_team.unwrap_or_else(|| vec![contact()]);
    GetAwsOpportunitySummaryResponse {
        catalog: row.catalog.to_string(),
        related_opportunity_id: Some(row.id),
        origin: document.origin,
        involvement_type: document.submission.as_ref().map(|how| how.involvement_type),
        visibility: document.submission.as_ref().and_then(|how| how.visibility),
        life_cycle: side.life_cycle.map(shown),
        opportunity_team: Some(if known { team } else { Vec::new() }),
        insights: side.insights,
        involvement_type_change_reason: side.involvement_type_change_reason,
        cosell_motion_reason: side.cosell_motion_reason,
        related_entity_ids: Some(entities(&document, known)),
        customer,
        project,
        cosell_motion: side.cosell_motion,
        software_revenue: side.software_revenue,
        ..Default::default()
    }
}

/// The customer and the project of the deal on AWS's side. A copy has those of the sender's
/// opportunity.
pub(super) fn deal(document: &Document) -> (AwsOpportunityCustomer, AwsOpportunityProject) {
    let side = document.aws_side.as_deref();
    let customer = side.and_then(|side| side.customer.clone());
    let project = side.and_then(|side| side.project.clone());
    let own = document.customer.as_ref();
    let customer = customer.unwrap_or_else(|| AwsOpportunityCustomer {
        contacts: Some(own.and_then(|own| own.contacts.clone()).unwrap_or_default()),
        ..Default::default()
    });
    let own = document.project.as_ref();
    let project = project.unwrap_or_else(|| AwsOpportunityProject {
        expected_customer_spend: own.and_then(|own| own.expected_customer_spend.clone()),
        aws_partition: own.and_then(|own| own.aws_partition),
        ..Default::default()
    });
    (customer, project)
}

/// What the owner reads of AWS's life cycle.
fn shown(mut life_cycle: AwsOpportunityLifeCycle) -> AwsOpportunityLifeCycle {
    if !is_terminal(&life_cycle) {
        life_cycle.stage = None;
        life_cycle.target_close_date = None;
        life_cycle.closed_lost_reason = None;
    }
    life_cycle
}

/// The members of AWS's side that its owner does not read before a terminal stage.
pub(crate) fn hidden(side: &AwsSide) -> Vec<&'static str> {
    let Some(life_cycle) = side.life_cycle.as_ref().filter(|said| !is_terminal(said)) else {
        return Vec::new();
    };
    let mut hidden = Vec::new();
    if life_cycle.stage.is_some() {
        hidden.push("LifeCycle.Stage");
    }
    if life_cycle.target_close_date.is_some() {
        hidden.push("LifeCycle.TargetCloseDate");
    }
    hidden
}

fn is_terminal(life_cycle: &AwsOpportunityLifeCycle) -> bool {
    matches!(
        life_cycle.stage,
        Some(AwsOpportunityStage::Launched | AwsOpportunityStage::ClosedLost)
    )
}

/// The partner manager at AWS.
fn contact() -> AwsTeamMember {
    let manager = Account::aws().owner;
    AwsTeamMember {
        email: Some(manager.email),
        first_name: Some(manager.first_name),
        last_name: Some(manager.last_name),
        business_title: Some(AwsMemberBusinessTitle::Pdm),
        ..Default::default()
    }
}

fn entities(document: &Document, known: bool) -> AwsOpportunityRelatedEntities {
    let list =
        |list: &Option<Vec<String>>| Some(list.clone().filter(|_| known).unwrap_or_default());
    let related = &document.related;
    AwsOpportunityRelatedEntities {
        aws_products: list(&related.aws_products),
        solutions: list(&related.solutions),
        aws_marketplace_solutions: list(&related.aws_marketplace_solutions),
        aws_marketplace_products: list(&related.aws_marketplace_products),
        ..Default::default()
    }
}
