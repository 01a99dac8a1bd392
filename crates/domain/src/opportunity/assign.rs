//! `AssignOpportunity`: assigns an opportunity to a person of the partner's own team.
//!
//! The person replaces everyone with the same business title. The owner is first in the team;
//! account managers follow.

use std::sync::Arc;

use cosell_api::operations::AssignOpportunity;
use cosell_api::types::{
    AssignOpportunityRequest, AssigneeContact, Contact, ValidationExceptionErrorCode as Code,
};
use cosell_store::Tx;

use super::store;
use crate::permission::ResourceType::Opportunity;
use crate::permission::{Requirement, ask};
use crate::rule::{Finding, rules};
use crate::{Context, Error, Handler};

/// The title of the one person who owns the opportunity.
const OWNER: &str = "OpportunityOwner";

/// The business titles that an assignee may have.
const TITLES: &[&str] = &["PartnerAccountManager", OWNER];

rules! {
    pub TITLE = "opportunity.assign.title", Documented,
        "The business title of an assignee must be PartnerAccountManager or OpportunityOwner.";

    pub REPLACES = "opportunity.assign.replaces", Inferred,
        "An assignee replaces everyone in the team with the same business title; whether the \
         person is a registered user of the partner is not known here and not checked.";

    pub ANY_STATE = "opportunity.assign.any-state", Inferred,
        "An opportunity can be assigned in any state of its review: no source refuses it, and it \
         changes nothing that AWS reviews.";
}

impl Handler for AssignOpportunity {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:AssignOpportunity",
        Opportunity.named("Identifier"),
    )];

    async fn run(cx: &Context, tx: &mut Tx, input: &AssignOpportunityRequest) -> Result<(), Error> {
        let mut stored = Arc::unwrap_or_clone(store::load(cx, tx, &input.identifier).await?);
        Error::unless_empty(findings(&input.assignee))?;
        assign(&mut stored.document.opportunity_team, &input.assignee);
        store::save(cx, tx, &mut stored).await
    }
}

fn findings(assignee: &AssigneeContact) -> Vec<Finding> {
    if TITLES.contains(&assignee.business_title.as_str()) {
        return Vec::new();
    }
    let message = format!(
        "Field OpportunityTeam.BusinessTitle must be one of the following values: {}.",
        TITLES.join(", ")
    );
    vec![Finding::new(
        &TITLE,
        "assignee.businessTitle",
        Code::InvalidEnumValue,
        message,
    )]
}

fn assign(team: &mut Vec<Contact>, assignee: &AssigneeContact) {
    let title = assignee.business_title.as_str();
    team.retain(|member| member.business_title.as_deref() != Some(title));
    let position = if title == OWNER { 0 } else { team.len() };
    let member = Contact {
        email: Some(assignee.email.clone()),
        first_name: Some(assignee.first_name.clone()),
        last_name: Some(assignee.last_name.clone()),
        business_title: Some(assignee.business_title.clone()),
        phone: assignee.phone.clone(),
        ..Default::default()
    };
    team.insert(position, member);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assignee_replaces_the_one_before() {
        let person = |title: &str, name: &str| AssigneeContact {
            first_name: name.to_owned(),
            business_title: title.to_owned(),
            ..AssigneeContact::default()
        };
        let mut team = Vec::new();
        for (title, name, expected) in [
            ("PartnerAccountManager", "Ada", vec!["Ada"]),
            ("OpportunityOwner", "Ben", vec!["Ben", "Ada"]),
            ("OpportunityOwner", "Cid", vec!["Cid", "Ada"]),
            ("PartnerAccountManager", "Dan", vec!["Cid", "Dan"]),
        ] {
            assign(&mut team, &person(title, name));
            let names: Vec<_> = team
                .iter()
                .filter_map(|member| member.first_name.as_deref())
                .collect();
            assert_eq!(names, expected);
        }
        assert_eq!(findings(&person("Friend", "Eva")).len(), 1);
        assert!(findings(&person("OpportunityOwner", "Eva")).is_empty());
    }
}
