//! What an account has, from what its own reads answer.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::error::ImportError;
use super::reader::{Asked, Reader, Records};
use super::reads::Read;

/// The review status of an opportunity that AWS has no side of.
const PENDING_SUBMISSION: &str = "Pending Submission";

/// What an account has. Records are by their ids.
#[derive(Debug, Default)]
pub(super) struct Account {
    pub(super) catalog: String,
    pub(super) opportunities: Records,
    /// AWS's side of them, by the id of the opportunity.
    pub(super) summaries: Records,
    pub(super) engagements: Records,
    /// The members of engagements, by their accounts.
    pub(super) partners: Records,
    pub(super) sent: Records,
    pub(super) received: Records,
    pub(super) customer_accounts: Records,
    pub(super) jobs: Records,
    /// The answers with the tags of opportunities and jobs, by the ARN.
    pub(super) tags: Records,
    pub(super) settings: Value,
    /// The engagements that show opportunities, by the id of the opportunity.
    pub(super) shown_in: BTreeMap<String, String>,
    /// The tasks that have ended well, by the id of the opportunity.
    pub(super) submissions: Records,
    pub(super) acceptances: Records,
    pub(super) conversions: Records,
}

impl Account {
    /// Reads everything.
    pub(super) fn read(reader: &mut Reader) -> Result<Self, ImportError> {
        let mut account = Self {
            catalog: reader.catalog(),
            ..Self::default()
        };
        account.opportunities(reader)?;
        account.engagements(reader)?;
        account.invitations(reader)?;
        account.tasks(reader)?;
        account.customer_accounts(reader)?;
        account.jobs(reader)?;
        account.tags(reader)?;
        account.settings = reader.call(Read::GetSellingSystemSettings, &json!({}))?;
        Ok(account)
    }

    fn opportunities(&mut self, reader: &mut Reader) -> Result<(), ImportError> {
        let ids = reader.ids(Read::ListOpportunities, "OpportunitySummaries", json!({}))?;
        let asked = Asked {
            what: "opportunities",
            read: Read::GetOpportunity,
            member: "Identifier",
        };
        self.opportunities = reader.records(asked, ids)?;
        let known_to_aws = self.opportunities.iter().filter(|(_, live)| {
            let status = live["LifeCycle"]["ReviewStatus"].as_str();
            status.is_some_and(|status| status != PENDING_SUBMISSION)
        });
        let ids = known_to_aws.map(|(id, _)| id.clone()).collect();
        let asked = Asked {
            what: "AWS's summaries",
            read: Read::GetAwsOpportunitySummary,
            member: "RelatedOpportunityIdentifier",
        };
        self.summaries = reader.records(asked, ids)?;
        Ok(())
    }

    fn engagements(&mut self, reader: &mut Reader) -> Result<(), ImportError> {
        let ids = reader.ids(Read::ListEngagements, "EngagementSummaryList", json!({}))?;
        let asked = Asked {
            what: "engagements",
            read: Read::GetEngagement,
            member: "Identifier",
        };
        self.engagements = reader.records(asked, ids)?;
        let asked = Asked {
            what: "members",
            read: Read::ListEngagementMembers,
            member: "Identifier",
        };
        let ids = self.engagements.keys().cloned().collect();
        for answer in reader.lists(asked, "EngagementMemberList", ids)? {
            if let Some(id) = answer["AccountId"].as_str() {
                self.partners.insert(id.to_owned(), answer);
            }
        }
        let read = Read::ListEngagementResourceAssociations;
        let member = "EngagementResourceAssociationSummaries";
        for one in reader.list(read, member, json!({ "ResourceType": "Opportunity" }))? {
            let text = |name: &str| one[name].as_str().map(str::to_owned);
            if let (Some(resource), Some(engagement)) = (text("ResourceId"), text("EngagementId")) {
                self.shown_in.insert(resource, engagement);
            }
        }
        Ok(())
    }

    fn invitations(&mut self, reader: &mut Reader) -> Result<(), ImportError> {
        let asked = Asked {
            what: "invitations",
            read: Read::GetEngagementInvitation,
            member: "Identifier",
        };
        let mut of = |role: &str| -> Result<Records, ImportError> {
            let member = "EngagementInvitationSummaries";
            let input = json!({ "ParticipantType": role });
            let ids = reader.ids(Read::ListEngagementInvitations, member, input)?;
            reader.records(asked, ids)
        };
        self.sent = of("SENDER")?;
        self.received = of("RECEIVER")?;
        Ok(())
    }

    fn tasks(&mut self, reader: &mut Reader) -> Result<(), ImportError> {
        let mut of = |read| -> Result<Records, ImportError> {
            let input = json!({ "TaskStatus": ["COMPLETE"] });
            let tasks = reader.list(read, "TaskSummaries", input)?;
            let with_id = tasks.into_iter().filter_map(|task| {
                let id = task["OpportunityId"].as_str()?.to_owned();
                Some((id, task))
            });
            Ok(with_id.collect())
        };
        self.submissions = of(Read::ListEngagementFromOpportunityTasks)?;
        self.acceptances = of(Read::ListEngagementByAcceptingInvitationTasks)?;
        self.conversions = of(Read::ListOpportunityFromEngagementTasks)?;
        Ok(())
    }

    fn customer_accounts(&mut self, reader: &mut Reader) -> Result<(), ImportError> {
        let member = "CustomerAccountSummaries";
        let ids = reader.ids(Read::SearchCustomerAccounts, member, json!({}))?;
        let asked = Asked {
            what: "customer accounts",
            read: Read::GetCustomerAccount,
            member: "Identifier",
        };
        self.customer_accounts = reader.records(asked, ids)?;
        Ok(())
    }

    fn jobs(&mut self, reader: &mut Reader) -> Result<(), ImportError> {
        let member = "ResourceSnapshotJobSummaries";
        let ids = reader.ids(Read::ListResourceSnapshotJobs, member, json!({}))?;
        let asked = Asked {
            what: "snapshot jobs",
            read: Read::GetResourceSnapshotJob,
            member: "ResourceSnapshotJobIdentifier",
        };
        self.jobs = reader.records(asked, ids)?;
        Ok(())
    }

    fn tags(&mut self, reader: &mut Reader) -> Result<(), ImportError> {
        let resources = self.opportunities.values().chain(self.jobs.values());
        let arns = resources.filter_map(|live| live["Arn"].as_str().map(str::to_owned));
        let asked = Asked {
            what: "tags",
            read: Read::ListTagsForResource,
            member: "ResourceArn",
        };
        self.tags = reader.records(asked, arns.collect())?;
        Ok(())
    }
}
