//! The template `OpportunitySummaryView`, and the customer project of an engagement.

use cosell_api::types::{
    CustomerProjectsContext, EngagementCustomer, EngagementCustomerProjectDetails,
    LifeCycleForView, OpportunitySummaryView, ProjectView, ResourceSnapshotPayload,
};

use crate::opportunity::{self, Document, Stored};

/// An opportunity as the members of an engagement see it.
pub(super) fn summary(stored: &Stored) -> ResourceSnapshotPayload {
    let shown = opportunity::get::response(stored.clone());
    ResourceSnapshotPayload::OpportunitySummary(OpportunitySummaryView {
        opportunity_type: shown.opportunity_type,
        lifecycle: shown.life_cycle.map(|life_cycle| LifeCycleForView {
            target_close_date: life_cycle.target_close_date,
            review_status: life_cycle.review_status,
            stage: life_cycle.stage,
            next_steps: life_cycle.next_steps,
            ..Default::default()
        }),
        opportunity_team: shown.opportunity_team,
        primary_needs_from_aws: shown.primary_needs_from_aws,
        customer: shown.customer,
        project: shown.project.map(|project| ProjectView {
            delivery_models: project.delivery_models,
            expected_customer_spend: project.expected_customer_spend,
            expected_contract_duration: project.expected_contract_duration.into_option(),
            customer_use_case: project.customer_use_case,
            sales_activities: project.sales_activities,
            other_solution_description: project.other_solution_description,
            ..Default::default()
        }),
        related_entity_identifiers: Some(shown.related_entity_identifiers),
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
