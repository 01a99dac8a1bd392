//! What an earlier run with the same seed has made.

use std::collections::BTreeMap;

use serde_json::json;

use super::error::FillError;
use super::invented::number_of;
use super::make::Maker;
use super::plan::Plan;

/// An opportunity that is there.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) id: String,
    pub(super) status: String,
    pub(super) stage: String,
}

impl Known {
    /// Whether nothing is left to do: it is where its plan ends, or its owner has moved it on.
    pub(super) fn is_at_end(&self, plan: Plan) -> bool {
        let begun = ["Prospect", "Qualified"].contains(&self.stage.as_str());
        plan.is_submitted()
            && self.status == plan.status
            && plan.stage.is_none_or(|stage| stage == self.stage || !begun)
    }

    /// Whether AWS has not decided yet what the plan says.
    pub(super) fn is_undecided(&self, plan: Plan) -> bool {
        let open = ["Pending Submission", "Submitted", "In review"];
        self.status != plan.status && open.contains(&self.status.as_str())
    }
}

/// The opportunities of the seed with numbers below `total`, by number.
pub(super) fn find(maker: &Maker, total: u32) -> Result<BTreeMap<u32, Known>, FillError> {
    let mut found = BTreeMap::new();
    let mut token = None;
    loop {
        let mut input = json!({ "Catalog": maker.catalog, "MaxResults": 100 });
        if let Some(token) = token {
            input["NextToken"] = token;
        }
        let page = maker.call("the list of opportunities", "ListOpportunities", &input)?;
        for one in page["OpportunitySummaries"]
            .as_array()
            .into_iter()
            .flatten()
        {
            let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            let crm_id = text(&one["PartnerOpportunityIdentifier"]);
            if let Some(number) = number_of(maker.seed, &crm_id).filter(|number| *number < total) {
                let known = Known {
                    id: text(&one["Id"]),
                    status: text(&one["LifeCycle"]["ReviewStatus"]),
                    stage: text(&one["LifeCycle"]["Stage"]),
                };
                found.insert(number, known);
            }
        }
        match &page["NextToken"] {
            serde_json::Value::Null => return Ok(found),
            next => token = Some(next.clone()),
        }
    }
}
