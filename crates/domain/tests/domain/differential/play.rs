//! Pseudo-random requests with the ids of earlier responses.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::common;

/// The accounts that take part. They invite each other, so each sees what the others do.
pub(crate) const ACCOUNTS: [&str; 3] = ["111111111111", "222222222222", "333333333333"];

/// Companies whose order in a language differs from their order by bytes.
const COMPANIES: [&str; 8] = [
    "co-op",
    "Coop",
    "coop",
    "Éclair",
    "Zebra",
    "a_b",
    "\u{1}odd\u{2}",
    "\u{1f40b} & Sons",
];

const STAGES: [&str; 4] = [
    "Prospect",
    "Qualified",
    "Technical Validation",
    "Closed Lost",
];

/// A random number generator that depends only on its seed (splitmix64).
#[derive(Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let limit = u64::try_from(limit.max(1)).expect("a small number");
        usize::try_from((mixed ^ (mixed >> 31)) % limit).expect("below the limit")
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn one_in(&mut self, odds: usize) -> bool {
        self.below(odds) == 0
    }
}

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) account: &'static str,
    pub(crate) operation: &'static str,
    pub(crate) input: Value,
}

/// Names, each with an account that has seen it.
type Names = Vec<(&'static str, String)>;

/// The names in the responses so far, and the requests with a token.
#[derive(Debug, Default)]
pub(crate) struct Known {
    opportunities: Names,
    engagements: Names,
    invitations: Names,
    jobs: Names,
    arns: Names,
    /// The last opportunity that each account read.
    read: BTreeMap<&'static str, Value>,
    pages: Vec<Request>,
    repeatable: Vec<Request>,
    count: usize,
}

impl Known {
    /// Stores the names in a response.
    pub(crate) fn learn(&mut self, request: &Request, answer: &Value) {
        self.scan(request.account, answer);
        if request.operation == "GetOpportunity" {
            self.read.insert(request.account, answer.clone());
        }
        // The receiver of an invitation is notified of it outside the API.
        let receiver = &request.input["Invitation"]["Receiver"]["Account"]["AwsAccountId"];
        if let Some(receiver) = ACCOUNTS.into_iter().find(|account| receiver == account) {
            self.scan(receiver, answer);
        }
        if let Some(next) = answer.get("NextToken").filter(|next| next.is_string()) {
            let mut following = request.clone();
            following.input["NextToken"] = next.clone();
            self.pages.push(following);
        }
        if request.input.get("ClientToken").is_some() {
            self.repeatable.push(request.clone());
        }
    }

    fn scan(&mut self, account: &'static str, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.scan(account, value)),
            Value::Object(members) => members.values().for_each(|value| self.scan(account, value)),
            Value::String(text) => {
                let digits =
                    |text: &str| text.len() > 5 && text.bytes().all(|b| b.is_ascii_digit());
                let list = match text.split_once(['-', ':']) {
                    Some(("arn", _)) => &mut self.arns,
                    Some(("eng", _)) => &mut self.engagements,
                    Some(("engi", _)) => &mut self.invitations,
                    Some(("job", _)) => &mut self.jobs,
                    _ if text.strip_prefix('O').is_some_and(digits) => &mut self.opportunities,
                    _ => return,
                };
                let name = (account, text.clone());
                if !list.contains(&name) {
                    list.push(name);
                }
            }
            _ => {}
        }
    }

    /// The next request. A valid request is as likely as one that is refused.
    pub(crate) fn request(&mut self, dice: &mut Dice) -> Request {
        self.count += 1;
        let account = dice.of(&ACCOUNTS);
        if dice.one_in(12) && !self.repeatable.is_empty() {
            let mut again = self.repeatable[dice.below(self.repeatable.len())].clone();
            if dice.one_in(4) {
                again.input["Catalog"] = json!("AWS");
            }
            return again;
        }
        if dice.one_in(3)
            && let Some(page) = self.pages.pop()
        {
            return page;
        }
        let (operation, mut input) = self.choose(dice, account);
        let members = input.as_object_mut().expect("requests are objects");
        if !operation.contains("Tag") {
            members.insert("Catalog".to_owned(), json!("Sandbox"));
        }
        if (operation.starts_with("Create") || operation.ends_with("Task"))
            && !operation.starts_with("Get")
        {
            members.insert(
                "ClientToken".to_owned(),
                json!(format!("token-{}", self.count)),
            );
        }
        Request {
            account,
            operation,
            input,
        }
    }

    fn choose(&mut self, dice: &mut Dice, account: &'static str) -> (&'static str, Value) {
        let opportunity = recent(&self.opportunities, account, dice, "O0000001");
        let engagement = recent(&self.engagements, account, dice, "eng-00000000000000");
        let invitation = recent(&self.invitations, account, dice, "engi-0000000000000");
        let job = recent(&self.jobs, account, dice, "job-0000000000000");
        let arn = recent(
            &self.arns,
            account,
            dice,
            "arn:aws:partnercentral:us-east-1:1:catalog/Sandbox/x",
        );
        let shown = json!({
            "EngagementIdentifier": engagement,
            "ResourceType": "Opportunity",
            "ResourceIdentifier": opportunity,
            "ResourceSnapshotTemplateIdentifier": "OpportunitySummaryView",
        });
        let of_job = json!({ "ResourceSnapshotJobIdentifier": job });
        let page = 1 + dice.below(5);
        let order = dice.of(&["ASCENDING", "DESCENDING"]);
        match dice.below(50) {
            0..=4 => ("CreateOpportunity", self.opportunity(dice)),
            5 | 6 => ("GetOpportunity", json!({ "Identifier": opportunity })),
            7 | 8 => match self.read.remove(account) {
                Some(read) => {
                    let mut input = common::update(&read);
                    input["LifeCycle"]["NextSteps"] = json!(format!("step {}", self.count));
                    ("UpdateOpportunity", input)
                }
                None => ("GetOpportunity", json!({ "Identifier": opportunity })),
            },
            9..=11 => (
                "ListOpportunities",
                json!({
                    "MaxResults": page,
                    "Sort": {
                        "SortBy":
                            dice.of(&["CustomerCompanyName", "LastModifiedDate", "Identifier"]),
                        "SortOrder": order,
                    },
                }),
            ),
            12 => (
                "ListOpportunities",
                json!({
                    "LifeCycleStage": [dice.of(&STAGES), dice.of(&STAGES)],
                    "CustomerCompanyName": [dice.of(&COMPANIES), dice.of(&COMPANIES)],
                }),
            ),
            13 | 14 => (
                "AssociateOpportunity",
                common::association(
                    &opportunity,
                    "Solutions",
                    dice.of(&["S-1234567", "S-0059631"]),
                ),
            ),
            15 => (
                "DisassociateOpportunity",
                common::association(&opportunity, "Solutions", "S-1234567"),
            ),
            16 => (
                "SubmitOpportunity",
                json!({
                    "Identifier": opportunity, "InvolvementType": "Co-Sell", "Visibility": "Full",
                }),
            ),
            17..=19 => (
                "StartEngagementFromOpportunityTask",
                json!({
                    "Identifier": opportunity,
                    "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
                }),
            ),
            20 => (
                "GetAwsOpportunitySummary",
                json!({ "RelatedOpportunityIdentifier": opportunity }),
            ),
            21 | 22 => (
                "CreateEngagement",
                json!({
                    "Title": dice.of(&COMPANIES[..5]), "Description": "Planned in the cloud.",
                    "Contexts": if dice.one_in(2) { json!([lead()]) } else { json!([]) },
                }),
            ),
            23 => ("GetEngagement", json!({ "Identifier": engagement })),
            24 => (
                "ListEngagements",
                json!({
                    "MaxResults": page, "Sort": { "SortBy": "CreatedDate", "SortOrder": order },
                    "ExcludeContextTypes": if dice.one_in(2) { json!(["Lead"]) } else { json!([]) },
                }),
            ),
            25 => (
                "ListEngagementMembers",
                json!({ "Identifier": engagement, "MaxResults": page }),
            ),
            26 | 27 => (
                "CreateEngagementInvitation",
                common::invitation(&engagement, dice.of(&ACCOUNTS)),
            ),
            28 => (
                "ListEngagementInvitations",
                json!({
                    "ParticipantType": dice.of(&["SENDER", "RECEIVER"]), "MaxResults": page,
                    "Sort": { "SortBy": "InvitationDate", "SortOrder": order },
                }),
            ),
            29 => (
                "GetEngagementInvitation",
                json!({ "Identifier": invitation }),
            ),
            30 => (
                "AcceptEngagementInvitation",
                json!({ "Identifier": invitation }),
            ),
            31 => (
                "RejectEngagementInvitation",
                json!({ "Identifier": invitation, "RejectionReason": "Other" }),
            ),
            32 => (
                "StartEngagementByAcceptingInvitationTask",
                json!({ "Identifier": invitation }),
            ),
            33 => ("CreateResourceSnapshot", shown),
            34 => ("CreateResourceSnapshotJob", shown),
            35 => (dice.of(&JOBS), of_job),
            36 => (
                "ListResourceSnapshots",
                json!({ "EngagementIdentifier": engagement, "MaxResults": page }),
            ),
            37 => ("GetResourceSnapshot", shown),
            38 => (
                "ListResourceSnapshotJobs",
                json!({
                    "MaxResults": page,
                    "Sort": { "SortBy": "CreatedDate", "SortOrder": order },
                }),
            ),
            39 => (
                "ListEngagementResourceAssociations",
                json!({ "MaxResults": page }),
            ),
            40 => (dice.of(&TASK_LISTS), json!({ "MaxResults": page })),
            41 => (
                "StartOpportunityFromEngagementTask",
                json!({ "Identifier": engagement, "ContextIdentifier": "1" }),
            ),
            42 => (
                "StartProspectingFromEngagementTask",
                json!({ "Identifiers": [engagement], "TaskName": dice.of(&COMPANIES[..5]) }),
            ),
            43 => ("ListEngagementGroups", json!({ "MaxResults": page })),
            44 => (
                "SearchEngagements",
                json!({
                    "MaxResults": page, "Keyword": dice.of(&["coop", "stone", "planned"]),
                    "Sort": { "SortBy": dice.of(&ENGAGEMENT_SORTS), "SortOrder": order },
                }),
            ),
            45 | 46 => (
                "CreateCustomerAccount",
                json!({ "Account": {
                    "CompanyName": dice.of(&COMPANIES[..6]),
                    "Address": { "CountryCode": dice.of(&["US", "SE", "JP"]) },
                    "Industry": dice.of(&["Mining", "Agriculture"]),
                } }),
            ),
            47 => (
                "SearchCustomerAccounts",
                json!({
                    "MaxResults": page,
                    "Sort": { "SortBy": dice.of(&ACCOUNT_SORTS), "SortOrder": order },
                }),
            ),
            48 => (
                "GetCustomerAccountStatistics",
                json!({
                    "Aggregations": [{ "GroupBy": ["GEO"] }, { "GroupBy": ["ENRICHMENT_STATUS"] }],
                    "IncludeMissing": dice.one_in(2),
                }),
            ),
            _ => {
                let tags = json!([{ "Key": dice.of(&["Team", "team", "Ünit"]), "Value": "Sea" }]);
                match dice.below(3) {
                    0 => ("TagResource", json!({ "ResourceArn": arn, "Tags": tags })),
                    1 => (
                        "UntagResource",
                        json!({ "ResourceArn": arn, "TagKeys": ["Team"] }),
                    ),
                    _ => ("ListTagsForResource", json!({ "ResourceArn": arn })),
                }
            }
        }
    }

    fn opportunity(&self, dice: &mut Dice) -> Value {
        let mut input = common::opportunity();
        input["Customer"]["Account"]["CompanyName"] = json!(dice.of(&COMPANIES));
        input["PartnerOpportunityIdentifier"] = json!(format!("CRM-{}", self.count));
        if dice.one_in(4) {
            input["LifeCycle"]["Stage"] = json!(dice.of(&STAGES));
        }
        input
    }
}

const JOBS: [&str; 4] = [
    "GetResourceSnapshotJob",
    "StartResourceSnapshotJob",
    "StopResourceSnapshotJob",
    "DeleteResourceSnapshotJob",
];

const ENGAGEMENT_SORTS: [&str; 4] = ["CreatedAt", "LastModifiedAt", "Title", "PartnerId"];

const ACCOUNT_SORTS: [&str; 3] = ["COMPANY_NAME", "LAST_MODIFIED_DATE", "SOLUTION_SCORE"];

const TASK_LISTS: [&str; 4] = [
    "ListEngagementFromOpportunityTasks",
    "ListEngagementByAcceptingInvitationTasks",
    "ListOpportunityFromEngagementTasks",
    "ListProspectingFromEngagementTasks",
];

/// One of the last few names that the account has seen, now and then any name, or `nothing` while
/// there is none.
fn recent(list: &Names, account: &str, dice: &mut Dice, nothing: &str) -> String {
    let anything = dice.one_in(6);
    let mut some: Vec<&str> = list
        .iter()
        .filter(|(knows, _)| anything || *knows == account)
        .map(|(_, name)| name.as_str())
        .collect();
    if !anything {
        some.drain(..some.len().saturating_sub(3));
    }
    if some.is_empty() {
        nothing.to_owned()
    } else {
        dice.of(&some).to_owned()
    }
}

fn lead() -> Value {
    json!({ "Type": "Lead", "Payload": { "Lead": {
        "Customer": {
            "CompanyName": "Stonecliff Quarries",
            "Industry": "Mining",
            "Address": { "CountryCode": "US", "City": "Barre" },
        },
        "Interactions": [{
            "SourceType": "Campaign",
            "SourceName": "Quarry fair",
            "CustomerAction": "Completed Form",
            "Contact": {
                "BusinessTitle": "Head of IT",
                "Email": "it@stonecliff.example.com",
                "FirstName": "Petra",
                "LastName": "Stein",
            },
        }],
    } } })
}
