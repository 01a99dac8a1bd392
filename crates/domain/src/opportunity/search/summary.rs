//! An opportunity as a search shows it.

use cosell_api::types::{
    AwsOpportunityInsights, EngagementScore, OpportunitySearchAccount, OpportunitySearchAddress,
    OpportunitySearchAwsSummary, OpportunitySearchCustomer, OpportunitySearchExpectedCustomerSpend,
    OpportunitySearchInsights, OpportunitySearchLifeCycle, OpportunitySearchOpportunityQuality,
    OpportunitySearchProject, OpportunitySearchRelatedEntityIdentifiers, OpportunitySearchSummary,
    OpportunitySearchTeamMember, Project, SearchEngagementScore, Tag,
};
use cosell_store::table::opportunity::Opportunity;

use super::record::{aws_side, is_mrr};
use crate::error::instant;
use crate::opportunity::Document;

/// The most entries of the expected spend, and the most members of the team, that a result has.
const MOST: usize = 10;

pub(super) fn of(row: Opportunity, document: Document, tags: Vec<Tag>) -> OpportunitySearchSummary {
    let account = document.account().map(|account| OpportunitySearchAccount {
        company_name: Some(account.company_name.clone()),
        industry: account.industry,
        aws_account_id: account.aws_account_id.clone(),
        address: account
            .address
            .as_ref()
            .map(|address| OpportunitySearchAddress {
                country_code: address.country_code,
                ..Default::default()
            }),
        ..Default::default()
    });
    let customer = document.customer.as_ref();
    let customer = customer.map(|_| OpportunitySearchCustomer {
        account,
        ..Default::default()
    });
    // AWS has a record from submission on.
    let side = aws_side(&document);
    let aws = document
        .submission
        .as_ref()
        .map(|_| OpportunitySearchAwsSummary {
            origin: document.origin,
            cosell_motion: side.and_then(|side| side.cosell_motion.clone()),
            insights: side.and_then(|side| side.insights.as_ref()).map(insights),
            ..Default::default()
        });
    let team = document.opportunity_team.into_iter().take(MOST);
    let team = team.map(|member| OpportunitySearchTeamMember {
        first_name: member.first_name,
        last_name: member.last_name,
        business_title: member.business_title,
        ..Default::default()
    });
    let (life_cycle, related) = (document.life_cycle, document.related);
    OpportunitySearchSummary {
        opportunity_type: document.opportunity_type,
        partner_opportunity_identifier: document.partner_opportunity_identifier,
        life_cycle: Some(OpportunitySearchLifeCycle {
            review_status: life_cycle.review_status,
            stage: life_cycle.stage,
            next_steps: life_cycle.next_steps,
            target_close_date: life_cycle.target_close_date,
            ..Default::default()
        }),
        customer,
        project: document.project.map(project),
        tags: Some(tags),
        related_entity_identifiers: Some(OpportunitySearchRelatedEntityIdentifiers {
            aws_marketplace_offers: Some(related.aws_marketplace_offers.unwrap_or_default()),
            aws_marketplace_offer_sets: Some(
                related.aws_marketplace_offer_sets.unwrap_or_default(),
            ),
            aws_marketplace_solutions: Some(related.aws_marketplace_solutions.unwrap_or_default()),
            solutions: Some(related.solutions.unwrap_or_default()),
            ..Default::default()
        }),
        opportunity_team: Some(team.collect()),
        aws_opportunity_summary: aws,
        ..OpportunitySearchSummary::required(
            row.id,
            instant(row.modified_at),
            instant(row.created_at),
        )
    }
}

fn insights(insights: &AwsOpportunityInsights) -> OpportunitySearchInsights {
    let quality = insights.opportunity_quality.as_ref();
    OpportunitySearchInsights {
        engagement_score: insights.engagement_score.map(|score| match score {
            EngagementScore::High => SearchEngagementScore::High,
            EngagementScore::Medium => SearchEngagementScore::Medium,
            EngagementScore::Low => SearchEngagementScore::Low,
        }),
        opportunity_quality: quality.map(|quality| OpportunitySearchOpportunityQuality {
            score: quality.score,
            ..Default::default()
        }),
        ..Default::default()
    }
}

fn project(project: Project) -> OpportunitySearchProject {
    let spends = project.expected_customer_spend.map(|spends| {
        let spends = spends.into_iter().filter(is_mrr).take(MOST);
        spends
            .map(|spend| OpportunitySearchExpectedCustomerSpend {
                amount: spend.amount,
                ..OpportunitySearchExpectedCustomerSpend::required(spend.currency_code)
            })
            .collect()
    });
    OpportunitySearchProject {
        title: project.title,
        apn_programs: project.apn_programs,
        expected_customer_spend: spends,
        ..Default::default()
    }
}
