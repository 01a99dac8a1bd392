//! The template `OpportunitySummaryView`, and the customer project of an engagement.

use cosell_api::types::{
    CustomerProjectsContext, EngagementCustomer, EngagementCustomerProjectDetails,
    LifeCycleForView, OpportunitySummaryView, ProjectView, ResourceSnapshotPayload,
};

use crate::opportunity::Document;
use crate::opportunity::get::all_lists;

/// An opportunity as the members of an engagement see it.
pub(super) fn summary(document: &Document) -> ResourceSnapshotPayload {
    let life_cycle = &document.life_cycle;
    ResourceSnapshotPayload::OpportunitySummary(OpportunitySummaryView {
        opportunity_type: document.opportunity_type,
        lifecycle: Some(LifeCycleForView {
            target_close_date: life_cycle.target_close_date.clone(),
            review_status: life_cycle.review_status,
            stage: life_cycle.stage,
            next_steps: life_cycle.next_steps.clone(),
            ..Default::default()
        }),
        opportunity_team: Some(document.opportunity_team.clone()),
        primary_needs_from_aws: document.primary_needs_from_aws.clone(),
        customer: document.customer.clone(),
        project: document.project.as_ref().map(|project| ProjectView {
            delivery_models: project.delivery_models.clone(),
            expected_customer_spend: project.expected_customer_spend.clone(),
            expected_contract_duration: project.expected_contract_duration.clone().into_option(),
            customer_use_case: project.customer_use_case.clone(),
            sales_activities: project.sales_activities.clone(),
            other_solution_description: project.other_solution_description.clone(),
            ..Default::default()
        }),
        related_entity_identifiers: Some(all_lists(document.related.clone())),
        ..Default::default()
    })
}

/// The context that an engagement gets when an opportunity is linked. A half that the opportunity
/// does not fill is left out, because the model requires each half to be complete.
pub(crate) fn context(document: &Document) -> CustomerProjectsContext {
    CustomerProjectsContext {
        customer: customer(document),
        project: project(document),
        ..Default::default()
    }
}

fn customer(document: &Document) -> Option<EngagementCustomer> {
    let account = document.customer.as_ref()?.account.as_ref()?;
    Some(EngagementCustomer::required(
        account.industry?,
        account.company_name.clone(),
        account.website_url.clone()?,
        account.address.as_ref()?.country_code?,
    ))
}

fn project(document: &Document) -> Option<EngagementCustomerProjectDetails> {
    let project = document.project.as_ref()?;
    Some(EngagementCustomerProjectDetails {
        title: project.title.clone()?,
        business_problem: project.customer_business_problem.clone()?,
        target_completion_date: document.life_cycle.target_close_date.clone()?,
        ..Default::default()
    })
}
