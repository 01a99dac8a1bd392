//! The pages: one table of all that `/_cosell/` has, and of the root.
//!
//! An entry names a page with the parameters of its path; its comment says what it does, for people
//! who read the document. Then come the method, the path, what is sent, what is answered, and:
//!
//! | word | meaning |
//! |---|---|
//! | `act("task.restart", "tasks/{id}")` | it does this to that, which the audit log records |
//! | `reads` | it changes nothing, although its method is not GET |
//! | `open` | it requires no admin token; every other page does where there is one |
//! | `also(503)` | its answer may come with this status |
//!
//! The page's type, the server's dispatch, the name in the log and in the metrics, the act, the
//! document of [`openapi`](crate::openapi) and the command line's request follow from an entry. The
//! server does not compile without an answer to every page. What is incomplete does not compile
//! either: `Declaration::checked` says what an entry must have.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::account::{Account, Accounts, NewAccount, Part};
use crate::audit::{ActFilter, Acts};
use crate::aws::{
    AnsweredInvitation, Members, NewLead, NewReferral, Rejection, Review, Reviewed, SentInvitation,
    Summary,
};
use crate::check::{Candidate, Checked};
use crate::clock::{Advance, Clock, Setting};
use crate::declaration::{Declaration, Method};
use crate::event::{
    Changed, DeadLetters, Deliveries, Event, EventFilter, EventStream, Events, LetterFilter, Range,
    Replay, StreamFilter, Targets, Tested, Trial, Tried, Which,
};
use crate::fault::{Listed, NewRule, Removed, Rules};
use crate::feature::{FeatureChange, Features};
use crate::health::{Health, Index, Pages};
use crate::init::Init;
use crate::key::{Key, KeyFilter, Keys, NewKey, Secret};
use crate::metrics::Metrics;
use crate::openapi::{Document, Operation};
use crate::page::{Page, Reader};
use crate::page_key::PageKey;
use crate::pipeline::{Pipeline, PipelineFilter};
use crate::policy::{Attachment, Explained, NewPolicy, Policies, Policy, PolicyFilter, Question};
use crate::principal::{NewPrincipal, Principal, Roles, Users};
use crate::quota::{QuotaFilter, Quotas};
use crate::record::{RecordHolders, RecordOwner};
use crate::recorded::{
    CopyAs, Program, RecordedDetail, RecordedFilter, RecordedRequests, ReplayOptions, Reveal,
};
use crate::request::{Request, RequestError};
use crate::reviewer::{ReviewRules, ReviewerSetting};
use crate::seed::{SeedEntry, Seeded};
use crate::settle::{SettleFilter, Settled};
use crate::space::{Created, Namespace, Namespaces, Reset as ResetDone};
use crate::state::{Loaded, State, StateFile, States};
use crate::task::{Task, TaskFilter, Tasks};

/// Declares the pages, each as this module says.
macro_rules! pages {
    ($(
        $(#[doc = $about:literal])+
        $Page:ident($($parameter:ident),*) = $Method:ident $path:literal
            $(query($query:ty))? $(body($body:ty))?
            => $answer:ty $(, $word:ident $(($($argument:expr),*))?)*;
    )+) => {
        $(
            $(#[doc = $about])+
            #[derive(Clone, Debug)]
            pub struct $Page {
                $(pub $parameter: String,)*
                $(pub query: $query,)?
                $(pub body: $body,)?
            }

            impl Page for $Page {
                const DECLARED: &'static Declaration = &Declaration::new(
                    stringify!($Page),
                    concat!($($about),+),
                    Method::$Method,
                    $path,
                )
                $(.$word($($($argument),*)?))*
                .checked(&[$(stringify!($parameter)),*]);

                type Answer = $answer;

                #[allow(unused_variables, reason = "a page may take nothing")]
                fn read<R: Reader>(request: &mut R) -> Result<Self, R::Error> {
                    Ok(Self {
                        $($parameter: request.parameter(stringify!($parameter))?,)*
                        $(query: request.query::<$query>()?,)?
                        $(body: request.body::<$body>()?,)?
                    })
                }

                #[allow(unused_variables, reason = "a page may take nothing")]
                fn write(&self, request: &mut Request) -> Result<(), RequestError> {
                    $(request.parameter(stringify!($parameter), &self.$parameter);)*
                    $(request.query::<$query>(&self.query)?;)?
                    $(request.body::<$body>(&self.body)?;)?
                    Ok(())
                }

                fn describe(operation: &mut Operation<'_>) {
                    $(operation.parameter(stringify!($parameter));)*
                    $(operation.query::<$query>();)?
                    $(operation.body::<$body>();)?
                    operation.answer::<$answer>();
                }
            }
        )+

        /// What is declared of every page, in the order of the table.
        pub const DECLARED: &[&Declaration] = &[$($Page::DECLARED),+];

        /// Describes every page in the document.
        pub(crate) fn describe(document: &mut Document) {
            $(document.page::<$Page>();)+
        }

        /// Calls a macro with the names of all pages, in the order of the table.
        #[macro_export]
        macro_rules! all_pages {
            ($with:ident) => {
                $with! { $($Page,)+ }
            };
        }
    };
}

pages! {
    /// Show what answers here
    ShowIndex() = Get "/" => Index, open;

    /// Show the pages of the administrative API
    ShowPages() = Get "/_cosell/" => Pages;

    /// Show whether the server answers, can use its store, and all of its loops run
    ShowHealth() = Get "/_cosell/health" => Health, open, also(503);

    /// Show what the server counts, for Prometheus
    ShowMetrics() = Get "/_cosell/metrics" => Metrics;

    /// Show this document
    ShowOpenapi() = Get "/_cosell/openapi.json" => BTreeMap<String, Value>;

    /// Show what administrators did, the newest act first
    ListActs() = Get "/_cosell/audit" query(ActFilter) => Acts;

    /// Show how often accounts may call on this node, and what they used
    ShowQuotas() = Get "/_cosell/quotas" query(QuotaFilter) => Quotas;

    /// Show how many opportunities an account has by stage, and what its newest ones are worth
    ShowPipeline() = Get "/_cosell/pipeline" query(PipelineFilter) => Pipeline;

    /// Show the time that the API shows
    ShowClock() = Get "/_cosell/clock" => Clock;

    /// Set the clock
    SetClock() = Put "/_cosell/clock" body(Setting) => Clock, act("clock.set", "clock");

    /// Move the clock forward, and answer when all that fell due meanwhile is done
    AdvanceClock() = Post "/_cosell/clock/advance" body(Advance) => Clock,
        act("clock.advance", "clock");

    /// Wait until everything that is due by the clock has happened, or show what hangs
    Settle() = Post "/_cosell/settle" query(SettleFilter) => Settled, reads, also(503);

    /// Check whether a request would be accepted, and by which rules it is refused; changes nothing
    CheckRequest() = Post "/_cosell/check" body(Candidate) => Checked, reads;

    /// List the newest requests of operations, the newest first
    ListRequests() = Get "/_cosell/requests" query(RecordedFilter) => RecordedRequests;

    /// Show a request, by its id, with its body, its answer and why it was refused
    ShowRequest(id) = Get "/_cosell/requests/{id}" query(Reveal) => RecordedDetail;

    /// Show a request as a command or a program that sends it
    CopyRequest(id) = Get "/_cosell/requests/{id}/copy" query(CopyAs) => Program;

    /// Send a request again as the same caller, and show how it was answered
    ReplayRequest(id) = Post "/_cosell/requests/{id}/replay" body(ReplayOptions) => RecordedDetail,
        act("request.replay", "requests/{id}");

    /// List the namespaces
    ListNamespaces() = Get "/_cosell/namespaces" => Namespaces;

    /// Create a namespace, if it does not exist
    CreateNamespace(name) = Put "/_cosell/namespaces/{name}" => Created,
        act("namespace.create", "namespaces/{name}");

    /// Drop a namespace with everything in it
    DropNamespace(name) = Delete "/_cosell/namespaces/{name}" => Namespace,
        act("namespace.drop", "namespaces/{name}");

    /// Bring data, clock and fault rules back to what the server begins with
    Reset() = Post "/_cosell/reset" => ResetDone, act("reset", "store");

    /// Make an entry of a seed file, with the clock at its time
    ApplySeed() = Post "/_cosell/seed" body(SeedEntry) => Seeded, act("seed.apply", "store");

    /// Save all data in one file, which the server can load
    SaveState() = Get "/_cosell/state" => StateFile;

    /// Load a saved file, the body of the request, in the place of all data
    LoadState() = Put "/_cosell/state" => Loaded, act("state.load", "store");

    /// List the states of the store or the namespace that the server keeps
    ListStates() = Get "/_cosell/states" => States;

    /// Save all data under a new name, or again under the name that they have
    BranchState(name) = Put "/_cosell/states/{name}" => State,
        act("state.branch", "states/{name}");

    /// Save all data under the name that they have, and load those of another name
    SwitchState(name) = Post "/_cosell/states/{name}/switch" => Loaded,
        act("state.switch", "states/{name}");

    /// Delete a state that the server keeps
    DropState(name) = Delete "/_cosell/states/{name}" => State,
        act("state.drop", "states/{name}");

    /// Show how far the scripts and seed files of `--init` have come
    ShowInit() = Get "/_cosell/init" => Init;

    /// List the fault rules and how often each injected a fault
    ListFaults() = Get "/_cosell/faults" => Rules;

    /// Add a fault rule
    AddFault() = Post "/_cosell/faults" body(NewRule) => Listed, act("fault.add", "faults");

    /// Remove all fault rules
    RemoveFaults() = Delete "/_cosell/faults" => Removed, act("fault.remove_all", "faults");

    /// Remove a fault rule
    RemoveFault(id) = Delete "/_cosell/faults/{id}" => Listed, act("fault.remove", "faults/{id}");

    /// List the tasks of all accounts, the newest first
    ListTasks() = Get "/_cosell/tasks" query(TaskFilter) => Tasks;

    /// Show a task, by its id or its ARN, with the journal of its steps
    ShowTask(id) = Get "/_cosell/tasks/{*id}" => Task;

    /// Restart a failed task from the step at which it failed
    RestartTask(id) = Post "/_cosell/tasks/{*id}/restart" => Task,
        act("task.restart", "tasks/{id}");

    /// Show the rules by which AWS's reviewers decide
    ShowReviewer() = Get "/_cosell/reviewer" => ReviewRules;

    /// Set who reviews, until the space is reset or the server reads its configuration again
    SetReviewer() = Put "/_cosell/reviewer" body(ReviewerSetting) => ReviewRules,
        act("reviewer.set", "reviewer");

    /// Decide AWS's review of an opportunity, whoever owns it, in either catalog
    ReviewOpportunity(id) = Post "/_cosell/aws/opportunities/{id}/review" body(Review) => Reviewed,
        act("aws.review", "aws/opportunities/{id}/review");

    /// Accept an invitation of AWS, and approve the opportunity under review that it is about
    AcceptInvitation(id) = Post "/_cosell/aws/invitations/{id}/accept" => AnsweredInvitation,
        act("aws.invitation.accept", "aws/invitations/{id}/accept");

    /// Reject an invitation of AWS, and the opportunity under review that it is about
    RejectInvitation(id) = Post "/_cosell/aws/invitations/{id}/reject" body(Rejection)
        => AnsweredInvitation,
        act("aws.invitation.reject", "aws/invitations/{id}/reject");

    /// Change AWS's side of an opportunity, which its owner reads with `GetAwsOpportunitySummary`
    SetSummary(id) = Post "/_cosell/aws/opportunities/{id}/summary" body(Members) => Summary,
        act("aws.summary.set", "aws/opportunities/{id}/summary");

    /// Change members of a submitted opportunity in the place of AWS
    UpdateByAws(id) = Post "/_cosell/aws/opportunities/{id}/update" body(Members) => Reviewed,
        act("aws.opportunity.update", "aws/opportunities/{id}/update");

    /// Send a referral of AWS to an account, in either catalog
    CreateReferral() = Post "/_cosell/aws/referrals" body(NewReferral) => SentInvitation,
        act("aws.referral.create", "aws/referrals");

    /// Send a lead of AWS to an account, in either catalog
    CreateLead() = Post "/_cosell/aws/leads" body(NewLead) => SentInvitation,
        act("aws.lead.create", "aws/leads");

    /// Stream events as they are stored, as server-sent events
    StreamEvents() = Get "/_cosell/events" query(StreamFilter) => EventStream;

    /// List the events of all accounts in their order
    ListEvents() = Get "/_cosell/events/log" query(EventFilter) => Events;

    /// Show the event at a position
    ShowEvent(position) = Get "/_cosell/events/log/{position}" => Event;

    /// Show what has become of the event at a position, at each target
    ShowDeliveries(position) = Get "/_cosell/events/log/{position}/deliveries" => Deliveries;

    /// Try an event pattern on stored events, and show why those do not match that do not
    TryPattern() = Post "/_cosell/events/match" body(Trial) => Tried, reads;

    /// List the event targets and replays, and how far each is
    ListTargets() = Get "/_cosell/events/targets" => Targets;

    /// Send a test event to a target
    TestTarget(target) = Post "/_cosell/events/targets/{target}/test" => Tested,
        act("event.test", "events/targets/{target}");

    /// Send stored events to a target once more, beside what it receives anyway
    ReplayEvents(target) = Post "/_cosell/events/targets/{target}/replay" body(Range) => Replay,
        act("event.replay", "events/targets/{target}");

    /// List the events that a target has refused for the last time
    ListDeadLetters(target) = Get "/_cosell/events/targets/{target}/dead-letters"
        query(LetterFilter) => DeadLetters;

    /// Send dead letters of a target again, in their order
    RetryDeadLetters(target) = Post "/_cosell/events/targets/{target}/dead-letters/retry"
        body(Which) => Changed,
        act("dead_letter.retry", "events/targets/{target}");

    /// Delete dead letters of a target
    DropDeadLetters(target) = Post "/_cosell/events/targets/{target}/dead-letters/drop"
        body(Which) => Changed,
        act("dead_letter.drop", "events/targets/{target}");

    /// Rotate the key that authenticates the `NextToken`s of lists; tokens of the previous key stay
    /// valid until the next rotation
    RotatePageKey() = Post "/_cosell/page-key/rotate" => PageKey,
        act("page_key.rotate", "page-key");

    /// List the accounts that have records, also those that nobody defined
    ListRecordHolders() = Get "/_cosell/records" query(Part) => RecordHolders;

    /// Find whose an opportunity, a customer account or an engagement is
    FindRecord(id) = Get "/_cosell/records/{id}" => RecordOwner;

    /// List the accounts of the store and of the configuration
    ListAccounts() = Get "/_cosell/accounts" query(Part) => Accounts;

    /// Create an account
    CreateAccount() = Post "/_cosell/accounts" body(NewAccount) => Account,
        act("account.create", "accounts");

    /// Show an account of the store or of the configuration
    ShowAccount(account) = Get "/_cosell/accounts/{account}" => Account;

    /// Delete an account with its users, roles, keys and policies; its opportunities stay
    DeleteAccount(account) = Delete "/_cosell/accounts/{account}" => Account,
        act("account.delete", "accounts/{account}");

    /// Enable all access of an account again
    EnableAccount(account) = Post "/_cosell/accounts/{account}/enable" => Account,
        act("account.enable", "accounts/{account}");

    /// Disable all access of an account
    DisableAccount(account) = Post "/_cosell/accounts/{account}/disable" => Account,
        act("account.disable", "accounts/{account}");

    /// Show which features an account may use
    ShowFeatures(account) = Get "/_cosell/accounts/{account}/features" => Features;

    /// Set features of an account, on all nodes, in place of what the configuration says
    SetFeatures(account) = Put "/_cosell/accounts/{account}/features" body(FeatureChange)
        => Features,
        act("features.set", "accounts/{account}/features");

    /// Let the configuration say again which features an account may use
    ResetFeatures(account) = Delete "/_cosell/accounts/{account}/features" => Features,
        act("features.reset", "accounts/{account}/features");

    /// List the users of an account, of the store and of the configuration file
    ListUsers(account) = Get "/_cosell/accounts/{account}/users" query(Part) => Users;

    /// Create a user; without a policy it may do nothing
    CreateUser(account) = Post "/_cosell/accounts/{account}/users" body(NewPrincipal) => Principal,
        act("user.create", "users");

    /// Show a user with its policies
    ShowUser(account, name) = Get "/_cosell/accounts/{account}/users/{name}" => Principal;

    /// Delete a user with its keys
    DeleteUser(account, name) = Delete "/_cosell/accounts/{account}/users/{name}" => Principal,
        act("user.delete", "accounts/{account}/users/{name}");

    /// Enable a user again
    EnableUser(account, name) = Post "/_cosell/accounts/{account}/users/{name}/enable" => Principal,
        act("user.enable", "accounts/{account}/users/{name}/enable");

    /// Disable a user
    DisableUser(account, name) = Post "/_cosell/accounts/{account}/users/{name}/disable"
        => Principal,
        act("user.disable", "accounts/{account}/users/{name}/disable");

    /// List the roles of an account
    ListRoles(account) = Get "/_cosell/accounts/{account}/roles" query(Part) => Roles;

    /// Create a role; without a policy it may do nothing
    CreateRole(account) = Post "/_cosell/accounts/{account}/roles" body(NewPrincipal) => Principal,
        act("role.create", "roles");

    /// Show a role with its policies
    ShowRole(account, name) = Get "/_cosell/accounts/{account}/roles/{name}" => Principal;

    /// Delete a role with its keys
    DeleteRole(account, name) = Delete "/_cosell/accounts/{account}/roles/{name}" => Principal,
        act("role.delete", "accounts/{account}/roles/{name}");

    /// Enable a role again
    EnableRole(account, name) = Post "/_cosell/accounts/{account}/roles/{name}/enable" => Principal,
        act("role.enable", "accounts/{account}/roles/{name}/enable");

    /// Disable a role
    DisableRole(account, name) = Post "/_cosell/accounts/{account}/roles/{name}/disable"
        => Principal,
        act("role.disable", "accounts/{account}/roles/{name}/disable");

    /// List the keys of an account, or of one user or role of it, of the store and of the
    /// configuration file
    ListKeys() = Get "/_cosell/keys" query(KeyFilter) => Keys;

    /// Create a key and show its secret, this once
    CreateKey() = Post "/_cosell/keys" body(NewKey) => Secret, act("key.create", "keys");

    /// Show a key, without its secret
    ShowKey(id) = Get "/_cosell/keys/{id}" => Key;

    /// Delete a key
    DeleteKey(id) = Delete "/_cosell/keys/{id}" => Key, act("key.delete", "keys/{id}");

    /// Replace the secret of a key and show the new one, this once
    RotateKey(id) = Post "/_cosell/keys/{id}/rotate" => Secret, act("key.rotate", "keys/{id}");

    /// Enable a key again
    EnableKey(id) = Post "/_cosell/keys/{id}/enable" => Key, act("key.enable", "keys/{id}");

    /// Disable a key
    DisableKey(id) = Post "/_cosell/keys/{id}/disable" => Key, act("key.disable", "keys/{id}");

    /// List the policies of an account, or AWS's own
    ListPolicies() = Get "/_cosell/policies" query(PolicyFilter) => Policies;

    /// Store a policy; one of the same name is replaced, wherever it is attached
    PutPolicy() = Post "/_cosell/policies" body(NewPolicy) => Policy,
        act("policy.put", "policies");

    /// Show a policy of an account with its document
    ShowPolicy(account, name) = Get "/_cosell/policies/{account}/{name}" => Policy;

    /// Delete a policy that is not attached to a user or role
    DeletePolicy(account, name) = Delete "/_cosell/policies/{account}/{name}" => Policy,
        act("policy.delete", "policies/{account}/{name}");

    /// Attach a policy, of the account or of AWS, to a user or a role
    AttachPolicy() = Post "/_cosell/policies/attach" body(Attachment) => Principal,
        act("policy.attach", "policies");

    /// Detach a policy from a user or a role
    DetachPolicy() = Post "/_cosell/policies/detach" body(Attachment) => Principal,
        act("policy.detach", "policies");

    /// Show which statement allows or denies an operation or an action
    ExplainPolicies() = Post "/_cosell/policies/explain" body(Question) => Explained, reads;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_pages_have_different_names_and_routes() {
        for (place, page) in DECLARED.iter().enumerate() {
            for other in &DECLARED[..place] {
                assert_ne!(page.name, other.name);
                assert!(
                    (page.method, page.path) != (other.method, other.path),
                    "{} and {} are one page",
                    page.name,
                    other.name
                );
            }
        }
    }

    #[test]
    fn only_the_index_and_health_require_no_token() {
        let open = DECLARED.iter().filter(|page| page.open);
        let names: Vec<&str> = open.map(|page| page.name).collect();
        assert_eq!(names, ["ShowIndex", "ShowHealth"]);
    }

    #[test]
    fn the_target_of_an_act_is_named_by_parameters_of_its_page() {
        for page in DECLARED {
            let target = page.act.map_or("", |act| act.target);
            for part in target.split('{').skip(1) {
                let name = part.split('}').next().expect("a name");
                let known = [format!("{{{name}}}"), format!("{{*{name}}}")];
                assert!(
                    known.iter().any(|parameter| page.path.contains(parameter)),
                    "{}: {target}",
                    page.name
                );
            }
        }
    }
}
