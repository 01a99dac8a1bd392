//! Requests that the live service refuses, as integrators report, are refused here.
//!
//! Strictness `observed` must not accept what the live service refuses, so each report is a row of
//! a table: what it says, the request, and the rule that refuses it. Strictness `documented`
//! follows AWS's documents, so the table also says whether they refuse the same. A rule that is
//! based on reports and has no row fails the last test.

use cosell_domain::Settings;
use cosell_domain::rule::Evidence;
use cosell_domain::settings::Strictness;
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::{Harness, NOW, PARTNER, opportunity, update};

/// The state of an opportunity before the report's request.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    /// There is no opportunity.
    Nowhere,
    Draft,
    Submitted,
    Rejected,
    Approved,
    Launched,
    ClosedLost,
}

struct Report {
    /// What the report says.
    says: &'static str,
    place: Place,
    /// The change to a complete opportunity before it is created.
    created: fn(&mut Value),
    /// The request, made from the opportunity as it is read then.
    request: fn(&Value) -> (&'static str, Value),
    /// The error's name.
    error: &'static str,
    /// The rule that refuses; none where the model refuses.
    rule: Option<&'static str>,
    /// The members in the findings, all with this code.
    fields: &'static [&'static str],
    code: &'static str,
    /// Whether AWS's documents refuse the same.
    documented: bool,
}

const INVALID: &str = "ValidationException";

/// Rules that are based on reports and recordings, and refuse nothing.
const REFUSE_NOTHING: &[&str] = &[
    "opportunity.associate.replaces-description",
    "opportunity.copy.aws-summary",
    "opportunity.copy.thin",
    "opportunity.edit.decision",
    "opportunity.review.after-action",
    "opportunity.review.answered",
    "settings.role.arn",
    "task.lead.draft",
];

const REVENUE: &[&str] = &[
    "softwareRevenue.deliveryModel",
    "softwareRevenue.effectiveDate",
    "softwareRevenue.expirationDate",
    "softwareRevenue.value.amount",
    "softwareRevenue.value.currencyCode",
];

/// An update of the whole opportunity with a change.
fn updated(known: &Value, change: impl FnOnce(&mut Value)) -> (&'static str, Value) {
    let mut input = update(known);
    change(&mut input);
    ("UpdateOpportunity", input)
}

/// An update without a member.
fn without(known: &Value, pointer: &str, member: &str) -> (&'static str, Value) {
    updated(known, |input| {
        let holder = input.pointer_mut(pointer).and_then(Value::as_object_mut);
        let taken = holder.expect("an object").remove(member);
        assert!(taken.is_some(), "the opportunity has {member}");
    })
}

/// A new opportunity with a change.
fn created(change: impl FnOnce(&mut Value)) -> (&'static str, Value) {
    let mut input = opportunity();
    change(&mut input);
    ("CreateOpportunity", input)
}

fn submit(known: &Value, visibility: &str) -> (&'static str, Value) {
    let input = json!({
        "Catalog": "Sandbox", "Identifier": known["Id"], "InvolvementType": "Co-Sell",
        "Visibility": visibility,
    });
    ("SubmitOpportunity", input)
}

fn as_it_is(_: &mut Value) {}

#[rustfmt::skip]
fn reports() -> Vec<Report> {
    use Place::{Approved, ClosedLost, Draft, Launched, Nowhere, Rejected, Submitted};
    let report = |says, place, request, rule, fields, code, documented| Report {
        says, place, created: as_it_is, request, error: INVALID, rule: Some(rule), fields, code,
        documented,
    };
    let missing = "REQUIRED_FIELD_MISSING";
    let locked = "ACTION_NOT_PERMITTED";
    vec![
        report("an update without a stage", Draft,
            |known| without(known, "/LifeCycle", "Stage"),
            "opportunity.stage.required", &["lifeCycle.stage"], missing, true),
        report("an update without a stage, once approved", Approved,
            |known| without(known, "/LifeCycle", "Stage"),
            "opportunity.stage.required", &["lifeCycle.stage"], missing, true),
        report("an update without a life cycle", Draft,
            |known| without(known, "", "LifeCycle"),
            "opportunity.stage.required", &["lifeCycle.stage"], missing, true),
        report("an update without marketing, before submission as well", Draft,
            |known| without(known, "", "Marketing"),
            "opportunity.update.marketing-source", &["marketing.source"], missing, false),
        report("an update without marketing", Approved,
            |known| without(known, "", "Marketing"),
            "opportunity.update.marketing-source", &["marketing.source"], missing, false),
        report("an update with marketing of no source", Draft,
            |known| updated(known, |input| input["Marketing"] = json!({ "Source": null })),
            "opportunity.update.marketing-source", &["marketing.source"], missing, false),
        report("an update that simulates AWS, without marketing", Submitted,
            |known| updated(known, |input| {
                input["Marketing"] = Value::Null;
                input["LifeCycle"]["ReviewStatus"] = json!("Approved");
            }),
            "opportunity.update.marketing-source", &["marketing.source"], missing, false),
        report("an update without a type", Draft,
            |known| without(known, "", "OpportunityType"),
            "opportunity.update.type", &["opportunityType"], missing, false),
        report("an update without a type, once approved", Approved,
            |known| without(known, "", "OpportunityType"),
            "opportunity.update.type", &["opportunityType"], missing, false),
        report("an update of nothing but the life cycle lacks the customer", Draft,
            |known| ("UpdateOpportunity", json!({
                "Catalog": "Sandbox", "Identifier": known["Id"],
                "LastModifiedDate": known["LastModifiedDate"], "LifeCycle": known["LifeCycle"],
            })),
            "opportunity.update.customer", &["customer.account.companyName"], missing, false),
        report("another company once approved", Approved,
            |known| updated(known, |input| {
                input["Customer"]["Account"]["CompanyName"] = json!("Someone else");
            }),
            "opportunity.edit.approved", &["customer.account.companyName"], locked, true),
        report("software revenue left out once approved", Approved,
            |known| without(known, "", "SoftwareRevenue"),
            "opportunity.edit.revenue-stays", REVENUE, locked, false),
        report("software revenue emptied once approved", Approved,
            |known| updated(known, |input| input["SoftwareRevenue"] = json!({})),
            "opportunity.edit.revenue-stays", REVENUE, locked, false),
        report("a part of software revenue left out once approved", Approved,
            |known| without(known, "/SoftwareRevenue", "ExpirationDate"),
            "opportunity.edit.revenue-stays", &["softwareRevenue.expirationDate"], locked, false),
        report("software revenue left out once launched", Launched,
            |known| without(known, "", "SoftwareRevenue"),
            "opportunity.edit.revenue-stays", REVENUE, locked, false),
        report("a reason for a loss where nothing is lost", Approved,
            |known| updated(known, |input| {
                input["LifeCycle"]["Stage"] = json!("Qualified");
                input["LifeCycle"]["ClosedLostReason"] = json!("Other");
            }),
            "opportunity.closed-lost-reason.only-closed-lost", &["lifeCycle.closedLostReason"],
            locked, false),
        report("a reason for a loss in an update before submission", Draft,
            |known| updated(known, |input| {
                input["LifeCycle"]["ClosedLostReason"] = json!("Other");
            }),
            "opportunity.closed-lost-reason.only-closed-lost", &["lifeCycle.closedLostReason"],
            locked, false),
        report("a reason for a loss at creation", Nowhere,
            |_| created(|input| input["LifeCycle"]["ClosedLostReason"] = json!("Other")),
            "opportunity.closed-lost-reason.only-closed-lost", &["lifeCycle.closedLostReason"],
            locked, false),
        report("any update after a loss", ClosedLost,
            |known| updated(known, |_| {}),
            "opportunity.edit.closed-lost", &[""], locked, false),
        report("a lost opportunity is not taken up again", ClosedLost,
            |known| updated(known, |input| {
                input["LifeCycle"]["Stage"] = json!("Qualified");
                input["LifeCycle"]["ClosedLostReason"] = Value::Null;
            }),
            "opportunity.edit.closed-lost", &[""], locked, false),
        Report {
            error: "ResourceNotFoundException",
            ..report("AWS's side before the first submission", Draft,
                |known| ("GetAwsOpportunitySummary", json!({
                    "Catalog": "Sandbox", "RelatedOpportunityIdentifier": known["Id"],
                })),
                "opportunity.aws-summary.submitted", &[], "", false)
        },
        report("another stage before submission", Draft,
            |known| updated(known, |input| input["LifeCycle"]["Stage"] = json!("Qualified")),
            "opportunity.edit.stage-pending", &["lifeCycle.stage"], locked, true),
        report("another review once approved", Approved,
            |known| updated(known, |input| {
                input["LifeCycle"]["ReviewStatus"] = json!("Action Required");
            }),
            "opportunity.review.final", &["lifeCycle.reviewStatus"], locked, true),
        report("an update under review", Submitted,
            |known| updated(known, |_| {}),
            "opportunity.edit.under-review", &[""], locked, true),
        Report {
            error: "ConflictException",
            ..report("an older version", Draft,
                |known| updated(known, |input| {
                    input["LastModifiedDate"] = json!("2026-11-22T18:00:00Z");
                }),
                "opportunity.update.latest", &[], "", true)
        },
        report("a campaign without marketing", Draft,
            |known| updated(known, |input| {
                input["Marketing"]["CampaignName"] = json!("Spring");
            }),
            "opportunity.marketing.none", &["marketing.campaignName"], locked, true),
        report("the short name of a state", Nowhere,
            |_| created(|input| {
                input["Customer"]["Account"]["Address"]["StateOrRegion"] = json!("WA");
            }),
            "opportunity.state.known", &["customer.account.address.stateOrRegion"],
            "INVALID_ENUM_VALUE", true),
        report("a use case of one's own", Nowhere,
            |_| created(|input| input["Project"]["CustomerUseCase"] = json!("World peace")),
            "opportunity.use-case.known", &["project.customerUseCase"], "INVALID_ENUM_VALUE", true),
        report("dollars in the European Sovereign Cloud", Nowhere,
            |_| created(|input| input["Project"]["AwsPartition"] = json!("aws-eusc")),
            "opportunity.spend.euro-partition", &["project.expectedCustomerSpend.currencyCode"],
            "INVALID_VALUE", true),
        Report {
            rule: None,
            ..report("large amounts as spreadsheets write them", Nowhere,
                |_| created(|input| {
                    input["Project"]["ExpectedCustomerSpend"][0]["Amount"] = json!("1.2E7");
                }),
                "", &["project.expectedCustomerSpend.amount"], "INVALID_STRING_FORMAT", true)
        },
        Report {
            rule: None,
            ..report("an email address with capitals", Nowhere,
                |_| created(|input| {
                    input["Customer"]["Contacts"][0]["Email"] = json!("Ada@example.com");
                }),
                "", &["customer.contacts.email"], "INVALID_STRING_FORMAT", true)
        },
        Report {
            rule: None,
            ..report("a phone number without its country code", Nowhere,
                |_| created(|input| {
                    input["Customer"]["Contacts"][0]["Phone"] = json!("206 555 0100");
                }),
                "", &["customer.contacts.phone"], "INVALID_STRING_FORMAT", true)
        },
        report("a co-sell of limited visibility", Draft,
            |known| submit(known, "Limited"),
            "opportunity.submit.co-sell-limited", &["primaryNeedsFromAws"], locked, true),
        report("a rejected opportunity submitted again", Rejected,
            |known| submit(known, "Full"),
            "opportunity.submit.state", &["lifeCycle.reviewStatus"], locked, true),
        report("an approved opportunity submitted again", Approved,
            |known| submit(known, "Full"),
            "opportunity.submit.already", &["lifeCycle.reviewStatus"], locked, true),
        Report {
            created: |input| input["Project"]["SalesActivities"] = Value::Null,
            ..report("a co-sell without sales activities", Draft,
                |known| submit(known, "Full"),
                "opportunity.complete.sales-activities", &["project.salesActivities"], missing,
                true)
        },
        Report {
            created: |input| input["LifeCycle"]["TargetCloseDate"] = json!("2026-11-22"),
            ..report("a submission that is to close today", Draft,
                |known| submit(known, "Full"),
                "opportunity.complete.future-close-date", &["lifeCycle.targetCloseDate"],
                "VALUE_OUT_OF_RANGE", true)
        },
    ]
}

async fn service(strictness: Strictness) -> Harness {
    let settings = Settings {
        strictness,
        ..Settings::default()
    };
    Harness::with_settings(settings, World::frozen(NOW, 7)).await
}

/// Brings an opportunity with software revenue into the report's state. Returns it as it is read
/// then.
async fn reach(harness: &Harness, report: &Report) -> Value {
    let path: &[&[(&str, &str)]] = match report.place {
        Place::Nowhere => return Value::Null,
        Place::Draft | Place::Submitted => &[],
        Place::Rejected => &[&[("ReviewStatus", "Rejected")]],
        Place::Approved => &[&[("ReviewStatus", "Approved")]],
        Place::Launched => &[&[("ReviewStatus", "Approved")], &[("Stage", "Launched")]],
        Place::ClosedLost => &[
            &[("ReviewStatus", "Approved")],
            &[("Stage", "Closed Lost"), ("ClosedLostReason", "Other")],
        ],
    };
    let mut input = opportunity();
    input["SoftwareRevenue"] = json!({
        "DeliveryModel": "Subscription", "EffectiveDate": "2027-07-01",
        "ExpirationDate": "2028-06-30", "Value": { "Amount": "10000.0", "CurrencyCode": "USD" },
    });
    (report.created)(&mut input);
    let made = harness.ok("CreateOpportunity", input).await;
    let id = made["Id"].as_str().expect("an opportunity has an id");
    harness.associate(id, "Solutions", "S-1234567").await;
    if report.place != Place::Draft {
        let start = json!({
            "Catalog": "Sandbox", "ClientToken": "start", "Identifier": id,
            "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
        });
        let task = harness
            .ok("StartEngagementFromOpportunityTask", start)
            .await;
        assert_eq!(task["TaskStatus"], "COMPLETE", "{task:#}");
    }
    for step in path {
        let mut next = update(&harness.get(id).await);
        for (member, value) in *step {
            next["LifeCycle"][*member] = json!(value);
        }
        harness.ok("UpdateOpportunity", next).await;
    }
    harness.get(id).await
}

#[tokio::test]
async fn every_request_that_is_reported_as_refused_is_refused() {
    for report in reports() {
        let harness = service(Strictness::Observed).await;
        let known = reach(&harness, &report).await;
        let (operation, input) = (report.request)(&known);
        let says = report.says;
        let refused = harness.refused(operation, input).await;
        assert_eq!(refused.name, report.error, "{says}");
        if let Some(rule) = report.rule {
            assert!(refused.rules.contains(&rule), "{says}: {refused:#?}");
        }
        let findings = refused.findings();
        for field in report.fields {
            let finding = ((*field).to_owned(), report.code.to_owned());
            assert!(findings.contains(&finding), "{says}: {findings:?}");
        }
        for finding in refused.body["ErrorList"].as_array().into_iter().flatten() {
            let text = |member: &str| finding[member].as_str().unwrap_or_default().to_owned();
            let beside = format!("{}: {}", text("Code"), text("Message"));
            assert!(refused.message().contains(&beside), "{says}: {beside}");
        }
        if report.place != Place::Nowhere {
            let id = known["Id"].as_str().expect("an id");
            assert_eq!(harness.get(id).await, known, "{says}: nothing changed");
        }
    }
}

#[tokio::test]
async fn documented_strictness_follows_the_documents() {
    for report in reports() {
        let harness = service(Strictness::Documented).await;
        let known = reach(&harness, &report).await;
        let (operation, input) = (report.request)(&known);
        let answer = harness.call(PARTNER, operation, input).await;
        let rules = answer.err().map(|refused| refused.rules);
        let same = match (&rules, report.rule) {
            (Some(rules), Some(rule)) => rules.contains(&rule),
            (Some(_), None) => true,
            (None, _) => false,
        };
        assert_eq!(same, report.documented, "{}: {rules:?}", report.says);
    }
}

#[test]
fn every_rule_based_on_reports_has_a_report_that_shows_it() {
    let reports = reports();
    let observed: Vec<_> = cosell_domain::rules::rules()
        .filter(|rule| rule.evidence == Evidence::Observed)
        .map(|rule| rule.id)
        .collect();
    for rule in &observed {
        let shown = reports.iter().any(|report| report.rule == Some(rule));
        let granted = REFUSE_NOTHING.contains(rule);
        assert!(shown != granted, "{rule}: shown {shown}, granted {granted}");
    }
    for rule in REFUSE_NOTHING {
        assert!(observed.contains(rule), "there is no rule {rule}");
    }
}
