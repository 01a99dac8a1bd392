//! What the store keeps of an opportunity besides its columns.
//!
//! The members are those of the API. Id, owner and instants are columns of the row, and so is
//! everything by which lists filter; those columns are derived from the document.

use cosell_api::Nullable;
use cosell_api::types::{
    Account, Address, AwsOpportunityCustomer, AwsOpportunityInsights, AwsOpportunityLifeCycle,
    AwsOpportunityProject, AwsSoftwareRevenue, AwsSubmission, AwsTeamMember, Contact,
    CreateOpportunityRequest, Customer, InvolvementTypeChangeReason, LifeCycle, Marketing,
    NationalSecurity, OpportunityOrigin, OpportunityType, PrimaryNeedFromAws, Project,
    RelatedEntityIdentifiers, ReviewStatus, SoftwareRevenue, Stage, UpdateOpportunityRequest,
};
use serde::{Deserialize, Serialize, Serializer};

/// The content of an opportunity. What is absent is not written, because the document is most of
/// what a request makes the store write.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub primary_needs_from_aws: Option<Vec<PrimaryNeedFromAws>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub national_security: Option<NationalSecurity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner_opportunity_identifier: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<Customer>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<Project>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opportunity_type: Option<OpportunityType>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marketing: Option<Marketing>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub software_revenue: Option<SoftwareRevenue>,
    pub life_cycle: LifeCycle,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<OpportunityOrigin>,
    pub opportunity_team: Vec<Contact>,
    /// The associated entities; only `AssociateOpportunity` and `DisassociateOpportunity` change
    /// them.
    #[serde(serialize_with = "write_related")]
    pub related: RelatedEntityIdentifiers,
    /// How it was submitted to AWS; `None` before submission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submission: Option<AwsSubmission>,
    /// What AWS said on its side; `None` until it says something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aws_side: Option<Box<AwsSide>>,
    /// How often it was submitted again, which tells submissions apart when the clock does not;
    /// `None` before that. Earlier versions did not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resubmissions: Option<u32>,
}

/// Writes the lists that are not empty.
fn write_related<S: Serializer>(
    related: &RelatedEntityIdentifiers,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let lists = [
        ("AwsMarketplaceOffers", &related.aws_marketplace_offers),
        (
            "AwsMarketplaceOfferSets",
            &related.aws_marketplace_offer_sets,
        ),
        ("Solutions", &related.solutions),
        ("AwsProducts", &related.aws_products),
        (
            "AwsMarketplaceSolutions",
            &related.aws_marketplace_solutions,
        ),
        ("AwsMarketplaceProducts", &related.aws_marketplace_products),
    ];
    let lists = lists.into_iter();
    let filled =
        lists.filter_map(|(name, list)| Some((name, list.as_ref().filter(|l| !l.is_empty())?)));
    serializer.collect_map(filled)
}

/// What AWS says of an opportunity on its side, spelt as in the API.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct AwsSide {
    pub life_cycle: Option<AwsOpportunityLifeCycle>,
    /// In place of the partner manager.
    pub opportunity_team: Option<Vec<AwsTeamMember>>,
    pub insights: Option<AwsOpportunityInsights>,
    pub involvement_type_change_reason: Option<InvolvementTypeChangeReason>,
    pub cosell_motion: Option<String>,
    pub cosell_motion_reason: Option<String>,
    pub software_revenue: Option<AwsSoftwareRevenue>,
    /// Of a copy: that of the sender's opportunity.
    pub customer: Option<AwsOpportunityCustomer>,
    /// Of a copy: that of the sender's opportunity.
    pub project: Option<AwsOpportunityProject>,
}

/// What a partner gives of an opportunity, spelt as the requests of the API spell it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Content<'a> {
    primary_needs_from_aws: &'a Option<Vec<PrimaryNeedFromAws>>,
    national_security: &'a Option<NationalSecurity>,
    partner_opportunity_identifier: &'a Option<String>,
    customer: &'a Option<Customer>,
    project: &'a Option<Project>,
    opportunity_type: &'a Option<OpportunityType>,
    marketing: &'a Option<Marketing>,
    software_revenue: &'a Option<SoftwareRevenue>,
    life_cycle: &'a LifeCycle,
    origin: &'a Option<OpportunityOrigin>,
    opportunity_team: &'a [Contact],
}

impl From<&CreateOpportunityRequest> for Document {
    fn from(input: &CreateOpportunityRequest) -> Self {
        Self {
            primary_needs_from_aws: input.primary_needs_from_aws.clone(),
            national_security: input.national_security,
            partner_opportunity_identifier: input.partner_opportunity_identifier.clone(),
            customer: input.customer.clone(),
            project: input.project.clone(),
            opportunity_type: input.opportunity_type,
            marketing: input.marketing.clone(),
            software_revenue: input.software_revenue.clone(),
            life_cycle: input.life_cycle.clone().unwrap_or_default(),
            origin: input.origin,
            opportunity_team: input.opportunity_team.clone().unwrap_or_default(),
            related: RelatedEntityIdentifiers::default(),
            submission: None,
            aws_side: None,
            resubmissions: None,
        }
    }
}

impl Document {
    /// What the partner gave, for whatever looks at it as JSON.
    pub fn content(&self) -> Content<'_> {
        Content {
            primary_needs_from_aws: &self.primary_needs_from_aws,
            national_security: &self.national_security,
            partner_opportunity_identifier: &self.partner_opportunity_identifier,
            customer: &self.customer,
            project: &self.project,
            opportunity_type: &self.opportunity_type,
            marketing: &self.marketing,
            software_revenue: &self.software_revenue,
            life_cycle: &self.life_cycle,
            origin: &self.origin,
            opportunity_team: &self.opportunity_team,
        }
    }

    /// This document after an update: the request replaces everything that an update may change,
    /// and a member that it leaves out is removed.
    ///
    /// Two members stay when they are left out: the contract duration and the review status.
    #[must_use]
    pub fn replaced_by(&self, input: &UpdateOpportunityRequest) -> Self {
        let mut project = input.project.clone();
        if self.contract_duration().is_some() {
            let project = project.get_or_insert_default();
            if project.expected_contract_duration.is_absent() {
                let kept = self.contract_duration().cloned();
                project.expected_contract_duration = Nullable::from(kept);
            }
        }
        let mut life_cycle = input.life_cycle.clone().unwrap_or_default();
        life_cycle.review_status = life_cycle.review_status.or(self.life_cycle.review_status);
        life_cycle
            .next_steps_history
            .clone_from(&self.life_cycle.next_steps_history);
        Self {
            primary_needs_from_aws: input.primary_needs_from_aws.clone(),
            national_security: input.national_security,
            partner_opportunity_identifier: input.partner_opportunity_identifier.clone(),
            customer: input.customer.clone(),
            project,
            opportunity_type: input.opportunity_type,
            marketing: input.marketing.clone(),
            software_revenue: input.software_revenue.clone(),
            life_cycle,
            origin: self.origin,
            opportunity_team: self.opportunity_team.clone(),
            related: self.related.clone(),
            submission: self.submission.clone(),
            aws_side: self.aws_side.clone(),
            resubmissions: self.resubmissions,
        }
    }

    /// The customer's company, if the opportunity has one.
    pub fn account(&self) -> Option<&Account> {
        self.customer.as_ref()?.account.as_ref()
    }

    /// The company's address.
    pub fn address(&self) -> Option<&Address> {
        self.account()?.address.as_ref()
    }

    /// The contract's duration; with it the deal is sized by its total contract value.
    pub fn contract_duration(&self) -> Option<&cosell_api::types::ExpectedContractDuration> {
        self.project.as_ref()?.expected_contract_duration.as_ref()
    }

    /// The partner's stage of the deal. Every stored opportunity has one.
    pub fn stage(&self) -> Stage {
        self.life_cycle.stage.unwrap_or(Stage::Prospect)
    }

    /// The status of AWS's review. Every stored opportunity has one.
    pub fn review_status(&self) -> ReviewStatus {
        self.life_cycle
            .review_status
            .unwrap_or(ReviewStatus::PendingSubmission)
    }

    /// What the partner needs from AWS.
    pub fn needs(&self) -> &[PrimaryNeedFromAws] {
        self.primary_needs_from_aws.as_deref().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_absent_is_not_written_and_every_list_of_related_entities_is_read_again() {
        let written = serde_json::to_value(Document::default()).expect("JSON");
        let expected = json!({"life_cycle": LifeCycle::default(), "opportunity_team": [],
            "related": {}});
        assert_eq!(written, expected);

        // One of each list that the model has: a list that is not written would be lost.
        let list = |name: &str| (name.to_owned(), json!([name]));
        let empty = serde_json::to_value(RelatedEntityIdentifiers::default()).expect("JSON");
        let names = empty.as_object().expect("members").keys();
        let all: serde_json::Map<_, _> = names.map(|name| list(name)).collect();
        let related: RelatedEntityIdentifiers =
            serde_json::from_value(all.into()).expect("related entities");
        let document = Document {
            related,
            ..Document::default()
        };
        let text = serde_json::to_string(&document).expect("text");
        let read: Document = serde_json::from_str(&text).expect("a document");
        assert_eq!(read, document);
    }

    #[test]
    fn documents_of_older_versions_have_nulls_and_empty_lists() {
        let old = json!({
            "primary_needs_from_aws": null, "customer": null, "project": null,
            "life_cycle": {"Stage": "Prospect"}, "origin": null, "opportunity_team": [],
            "related": {"Solutions": [], "AwsProducts": null}, "submission": null,
        });
        let read: Document = serde_json::from_value(old).expect("a document");
        assert_eq!(read.stage(), Stage::Prospect);
        assert_eq!(read.related.solutions, Some(Vec::new()));
    }
}
