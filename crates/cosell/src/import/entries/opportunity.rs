//! Opportunities: created here, or brought by an invitation or a lead.

use cosell_domain::settings::Account;
use serde_json::{Map, Value, json};

use super::links::{Source, text};
use super::{Entries, Loss, members, to_member, without_nulls};
use crate::opportunity::SOLUTION;
use crate::seed::OWNER;

/// Members of a life cycle that the partner sets with an opportunity; the others follow.
const LIFE_CYCLE: [&str; 2] = ["NextSteps", "TargetCloseDate"];

/// The stage of a new opportunity.
const FIRST_STAGE: &str = "Prospect";

/// The need of an opportunity that is submitted for visibility only.
const NO_SUPPORT: &str = "Do Not Need Support from AWS Sales Rep";

/// What an opportunity is associated with, besides solutions.
const RELATED: [&str; 5] = [
    "AwsProducts",
    "AwsMarketplaceOffers",
    "AwsMarketplaceOfferSets",
    "AwsMarketplaceSolutions",
    "AwsMarketplaceProducts",
];

/// The ARN of an offer or an offer set. Live answers may name one by its bare id.
fn arn(kind: &str, id: &str, owner: &str) -> String {
    let resource = match kind {
        "AwsMarketplaceOffers" => "Offer",
        "AwsMarketplaceOfferSets" => "OfferSet",
        _ => return id.to_owned(),
    };
    if id.starts_with("arn:") {
        return id.to_owned();
    }
    format!("arn:aws:aws-marketplace:us-east-1:{owner}:AWSMarketplace/{resource}/{id}")
}

/// What AWS sets of its side of an opportunity.
const SUMMARY: [&str; 7] = [
    "LifeCycle",
    "OpportunityTeam",
    "Insights",
    "InvolvementTypeChangeReason",
    "CosellMotion",
    "CosellMotionReason",
    "SoftwareRevenue",
];

impl Entries<'_> {
    pub(super) fn opportunity(&mut self, id: &str, live: &Value) {
        let source = self.links.sources.get(id).copied();
        let body = match source {
            None => {
                let mut body = Self::content(live, "CreateOpportunity");
                body.insert("Origin".to_owned(), json!("Partner Referral"));
                body
            }
            // The referral has it.
            Some(Source::Referral(_)) => Map::new(),
            Some(Source::Invitation(_) | Source::Lead(_)) => {
                let mut body = Self::content(live, "UpdateOpportunity");
                body.remove("LastModifiedDate");
                body
            }
        };
        let mut entry = self.entry(live, "CreatedDate", &Value::Object(body));
        if let Some(Source::Referral(name) | Source::Invitation(name) | Source::Lead(name)) = source
        {
            entry["from"] = json!(name);
        }
        let life_cycle = &live["LifeCycle"];
        let state = match (source, text(life_cycle, "ReviewStatus")) {
            // It is approved from the start.
            (Some(Source::Referral(_)), _) | (None | Some(_), "Pending Submission" | "") => {
                "created".to_owned()
            }
            (_, other) => other.to_lowercase().replace(' ', "-"),
        };
        entry["state"] = json!(state);
        self.owner(live, &mut entry);
        if let Some(job) = self.links.jobs.get(id) {
            entry["job"] = json!(job);
        }
        self.submission(id, live, &mut entry);
        self.related(live, &mut entry);
        for (key, member) in [
            ("review_comments", "ReviewComments"),
            ("review_reason", "ReviewStatusReason"),
        ] {
            if let Some(text) = life_cycle[member].as_str().filter(|text| !text.is_empty()) {
                entry[key] = json!(text);
            }
        }
        let reached = life_cycle["Stage"].as_str().unwrap_or(FIRST_STAGE);
        let is_approved = text(life_cycle, "ReviewStatus") == "Approved";
        if is_approved && reached != FIRST_STAGE {
            entry["stage"] = json!(reached);
            if let Some(reason) = life_cycle["ClosedLostReason"].as_str() {
                entry["closed_lost_reason"] = json!(reason);
            }
        }
        let keeps_stage = is_approved || reached == FIRST_STAGE;
        self.losses.count(Loss::Stages, (!keeps_stage).into());
        let history = life_cycle["NextStepsHistory"].as_array();
        let has_history = history.is_some_and(|history| !history.is_empty());
        self.losses.count(Loss::Histories, has_history.into());
        self.push("opportunity", entry);
        self.summary(id);
        self.tag(live, to_member(id, "Arn"));
    }

    /// The members of an opportunity that an operation takes.
    pub(super) fn content(live: &Value, operation: &str) -> Map<String, Value> {
        let mut body = members(live, operation);
        // Live records without one have an empty text.
        body.retain(|name, value| name != "PartnerOpportunityIdentifier" || *value != "");
        if let Some(Value::Object(life_cycle)) = body.get_mut("LifeCycle") {
            life_cycle.retain(|name, _| LIFE_CYCLE.contains(&name.as_str()));
            if operation == "CreateOpportunity" {
                life_cycle.insert("Stage".to_owned(), json!(FIRST_STAGE));
            }
        }
        if let Some(Value::Array(team)) = body.get_mut("OpportunityTeam") {
            // It is assigned to its owner.
            team.retain(|person| person["BusinessTitle"] != OWNER);
        }
        body
    }

    /// The owner of an opportunity, unless it is the alliance lead that an account has here.
    fn owner(&mut self, live: &Value, entry: &mut Value) {
        let team = live["OpportunityTeam"].as_array().into_iter().flatten();
        for person in team.filter(|person| person["BusinessTitle"] == OWNER) {
            let lead = Account::implicit(self.owner).owner;
            let ours = [lead.email, lead.first_name, lead.last_name];
            let theirs = ["Email", "FirstName", "LastName"].map(|name| text(person, name));
            if theirs.iter().any(|text| text.is_empty()) {
                self.losses.count(Loss::Owners, 1);
            } else if theirs != ours {
                let mut owner = without_nulls(person);
                if let Some(owner) = owner.as_object_mut() {
                    owner.remove("BusinessTitle");
                }
                entry["owner"] = owner;
            }
        }
    }

    fn submission(&mut self, id: &str, live: &Value, entry: &mut Value) {
        if entry["state"] == "created" {
            return;
        }
        if let Some(engagement) = self.links.submissions.get(id) {
            entry["engagement"] = json!(engagement);
            let task = self.live.submissions.get(id);
            let invitation = task.and_then(|task| task["EngagementInvitationId"].as_str());
            if let Some(invitation) = invitation {
                entry["invitation"] = json!(invitation);
            }
        }
        let Some(summary) = self.live.summaries.get(id) else {
            let needs = live["PrimaryNeedsFromAws"].as_array();
            if needs.is_some_and(|needs| needs.iter().any(|need| need == NO_SUPPORT)) {
                entry["involvement"] = json!("For Visibility Only");
            }
            return;
        };
        for (key, member) in [
            ("involvement", "InvolvementType"),
            ("visibility", "Visibility"),
        ] {
            if let Some(text) = summary[member].as_str() {
                entry[key] = json!(text);
            }
        }
    }

    fn related(&mut self, live: &Value, entry: &mut Value) {
        let ids = |kind| {
            let all = live["RelatedEntityIdentifiers"][kind].as_array();
            let all = all.into_iter().flatten().filter_map(Value::as_str);
            all.map(|id| self.own(&arn(kind, id, self.owner)))
                .collect::<Vec<_>>()
        };
        let mut solutions = ids("Solutions");
        let all = solutions.len();
        // Most solutions of the live account are not here.
        let known = Account::implicit(self.owner).solutions;
        solutions.retain(|id| known.iter().any(|solution| solution.id == *id));
        let others = all - solutions.len();
        if all > 0 && solutions.is_empty() {
            solutions.push(SOLUTION.to_owned());
        }
        let related: Map<String, Value> = RELATED
            .iter()
            .map(|kind| ((*kind).to_owned(), json!(ids(kind))))
            .filter(|(_, ids)| *ids != json!([]))
            .collect();
        entry["solutions"] = json!(solutions);
        if !related.is_empty() {
            entry["related"] = json!(related);
        }
        self.losses.count(Loss::Solutions, others as u64);
    }

    /// AWS's side of an opportunity.
    fn summary(&mut self, id: &str) {
        let Some(live) = self.live.summaries.get(id) else {
            return;
        };
        let kept = SUMMARY.iter().filter_map(|name| {
            let value = without_nulls(live.get(name)?);
            let is_empty = value.is_null() || value == json!([]) || value == json!({});
            (!is_empty).then(|| ((*name).to_owned(), value))
        });
        let body: Map<String, Value> = kept.collect();
        if !body.is_empty() {
            let entry = json!({
                "account": self.owner,
                "catalog": self.links.catalog,
                "exact": true,
                "opportunity": id,
                "body": body,
            });
            self.push("summary", entry);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_that_is_named_by_its_id_becomes_an_offer_of_the_owner() {
        let owner = "111111111111";
        let offer =
            format!("arn:aws:aws-marketplace:us-east-1:{owner}:AWSMarketplace/Offer/offer-1");
        assert_eq!(arn("AwsMarketplaceOffers", "offer-1", owner), offer);
        assert_eq!(arn("AwsMarketplaceOffers", &offer, owner), offer);
        assert_eq!(arn("AwsProducts", "AWSLambda", owner), "AWSLambda");
    }
}
