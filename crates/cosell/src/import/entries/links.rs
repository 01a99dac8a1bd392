//! Which record makes which other one.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::import::account::Account;

/// Where an opportunity comes from, if its owner did not create it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source<'a> {
    /// AWS referred it: the id of the invitation.
    Referral(&'a str),
    /// A partner shared it: the id of the invitation.
    Invitation(&'a str),
    /// A lead: the id of its engagement.
    Lead(&'a str),
}

#[derive(Debug, Default)]
pub(super) struct Links<'a> {
    /// The live account, where an ARN says it.
    pub(super) account: &'a str,
    pub(super) catalog: &'a str,
    pub(super) sources: BTreeMap<&'a str, Source<'a>>,
    /// The engagements that a submission makes, by the id of the opportunity.
    pub(super) submissions: BTreeMap<&'a str, &'a str>,
    /// The same engagements.
    pub(super) submitted: BTreeSet<&'a str>,
    /// The contexts that the conversions of leads make: engagement and context.
    pub(super) converted: BTreeSet<(&'a str, &'a str)>,
    /// The opportunities that invitations brought, by the id of the invitation.
    pub(super) brought: BTreeMap<&'a str, &'a str>,
    /// The invitations that tasks sent.
    pub(super) sent: BTreeSet<&'a str>,
    /// How many invitations to an engagement were accepted, by its id.
    pub(super) accepted: BTreeMap<&'a str, u64>,
    /// The jobs of tasks.
    pub(super) of_tasks: BTreeSet<&'a str>,
    /// The same jobs, by the id of the opportunity.
    pub(super) jobs: BTreeMap<&'a str, &'a str>,
}

impl<'a> Links<'a> {
    pub(super) fn of(live: &'a Account) -> Self {
        let mut links = Self {
            catalog: &live.catalog,
            ..Self::default()
        };
        let owned = live.opportunities.values().chain(live.jobs.values());
        for record in owned.chain(live.customer_accounts.values()) {
            links.account = text(record, "Arn").split(':').nth(4).unwrap_or_default();
        }
        let by_aws = |id: &str| {
            let invitation = live.received.get(id);
            invitation.is_some_and(|one| !is_account(text(one, "SenderAwsAccountId")))
        };
        for (id, task) in &live.acceptances {
            let invitation = text(task, "EngagementInvitationId");
            let source = if by_aws(invitation) {
                Source::Referral(invitation)
            } else {
                Source::Invitation(invitation)
            };
            if live.received.contains_key(invitation) {
                links.sources.insert(id, source);
            }
        }
        for (id, task) in &live.conversions {
            let engagement = text(task, "EngagementId");
            links.sources.insert(id, Source::Lead(engagement));
            let context = (engagement, text(task, "ContextId"));
            links.converted.insert(context);
        }
        links.referrals(live);
        links.submissions(live);
        for id in live.opportunities.keys() {
            let tasks = [&live.submissions, &live.conversions, &live.acceptances];
            let mut jobs = tasks.into_iter().filter_map(|tasks| {
                let task = tasks.get(id)?;
                task["ResourceSnapshotJobId"].as_str()
            });
            if let Some(job) = jobs.find(|job| live.jobs.contains_key(*job)) {
                links.jobs.insert(id, job);
                links.of_tasks.insert(job);
            }
        }
        for (id, source) in &links.sources {
            if let Source::Referral(invitation) | Source::Invitation(invitation) = source {
                links.brought.insert(invitation, id);
            }
        }
        let tasks = live.submissions.values();
        links.sent = tasks
            .map(|task| text(task, "EngagementInvitationId"))
            .collect();
        for one in live.sent.values().chain(live.received.values()) {
            if text(one, "Status") == "ACCEPTED" {
                *links.accepted.entry(text(one, "EngagementId")).or_default() += 1;
            }
        }
        links
    }

    /// Referrals whose task is no longer listed: an invitation of AWS to the same engagement.
    fn referrals(&mut self, live: &'a Account) {
        for (id, summary) in &live.summaries {
            let shown_in = live.shown_in.get(id);
            let (Some(engagement), "AWS Referral") = (shown_in, text(summary, "Origin")) else {
                continue;
            };
            let brought = live.received.iter().find(|(_, one)| {
                text(one, "EngagementId") == engagement
                    && !is_account(text(one, "SenderAwsAccountId"))
            });
            if let Some((invitation, _)) = brought {
                let source = Source::Referral(invitation);
                self.sources.entry(id).or_insert(source);
            }
        }
    }

    fn submissions(&mut self, live: &'a Account) {
        let leads = live.conversions.values();
        let others = leads.chain(live.received.values());
        let others: BTreeSet<&str> = others.map(|one| text(one, "EngagementId")).collect();
        let tasks = live.submissions.iter();
        let tasks = tasks.map(|(id, task)| (id, text(task, "EngagementId")));
        // Tasks that are no longer listed.
        let shown = live.shown_in.iter().map(|(id, one)| (id, one.as_str()));
        let shown = shown.filter(|(id, _)| live.summaries.contains_key(*id));
        for (id, engagement) in tasks.chain(shown) {
            let is_known = live.opportunities.contains_key(id);
            let is_first = !self.submissions.contains_key(id.as_str());
            if is_known && is_first && !others.contains(engagement) {
                // Two opportunities in one engagement: the first makes it.
                if self.submitted.insert(engagement) {
                    self.submissions.insert(id, engagement);
                }
            }
        }
    }
}

pub(super) fn text<'a>(record: &'a Value, member: &str) -> &'a str {
    record[member].as_str().unwrap_or_default()
}

/// Whether it is the id of a partner, and not AWS.
pub(super) fn is_account(id: &str) -> bool {
    id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_digit())
}
