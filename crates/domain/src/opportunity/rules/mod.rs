//! The rules of opportunities, beyond the formats of the model.
//!
//! Every rule is a constant with its evidence, and every check a pure function from values to
//! findings. [`findings`] applies at creation and at update; [`complete`] and [`involvement`] apply
//! at submission, and what [`involvement`] says of limited visibility at update as well; [`whole`]
//! says what an update must send, [`edit`] and [`review`] what it may change. All findings of a
//! request are listed at once.

pub mod complete;
pub mod contract;
pub mod customer;
pub mod edit;
pub mod involvement;
pub mod life_cycle;
pub mod marketing;
pub mod needs;
pub mod origin;
pub mod project;
pub mod related;
pub mod revenue;
pub mod review;
pub mod spend;
pub mod whole;

use cosell_api::types::SoftwareRevenue;

use super::Document;
use crate::Context;
use crate::rule::Finding;
use crate::settings::Strictness;

/// The rules for an opportunity at creation and after every update: closed lists and conditions on
/// present members; with strictness `documented` also what AWS's workbook marks as required.
pub fn findings(cx: &Context, previous: Option<&Document>, document: &Document) -> Vec<Finding> {
    let documented = cx.settings.strictness == Strictness::Documented;
    let mut findings = customer::findings(document);
    findings.extend(life_cycle::findings(
        cx.today(),
        previous,
        document,
        documented,
    ));
    findings.extend(marketing::findings(document, documented));
    findings.extend(needs::findings(document));
    if let Some(previous) = previous {
        findings.extend(involvement::kept_visible(previous, document));
    }
    findings.extend(project::findings(document));
    findings.extend(spend::findings(document));
    findings.extend(contract::findings(document));
    findings.extend(revenue::findings(document));
    if documented {
        findings.extend(complete::at_creation(document));
    }
    findings
}

/// Normalises a checked document to the form in which it is stored. Absent contacts and an absent
/// spend are empty lists, and software revenue without a member is absent, as the live service
/// returns them; other absent lists stay absent.
pub fn normalise(document: &mut Document) {
    let empty = SoftwareRevenue::default();
    document
        .software_revenue
        .take_if(|revenue| *revenue == empty);
    related::normalise(document);
    if let Some(customer) = &mut document.customer {
        customer.contacts.get_or_insert_default();
    }
    if let Some(project) = &mut document.project {
        project.expected_customer_spend.get_or_insert_default();
        contract::normalise(project);
        spend::normalise(project);
    }
}

/// Whether a text is present and not blank.
pub(crate) fn given(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}
