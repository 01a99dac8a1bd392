//! The partner's own revenue from the deal.

use cosell_api::types::ValidationExceptionErrorCode as Code;

use crate::opportunity::Document;
use crate::rule::{Finding, rules};

rules! {
    pub PERIOD = "opportunity.software-revenue.period", Documented,
        "Software revenue must not expire before it takes effect.";
}

pub fn findings(document: &Document) -> Option<Finding> {
    let revenue = document.software_revenue.as_ref()?;
    let (from, to) = (
        revenue.effective_date.as_ref()?,
        revenue.expiration_date.as_ref()?,
    );
    // Dates of the form YYYY-MM-DD sort as text.
    (from > to).then(|| {
        Finding::new(
            &PERIOD,
            "softwareRevenue.effectiveDate",
            Code::InvalidValue,
            "SoftwareRevenue.EffectiveDate must be less than or equal to \
             SoftwareRevenue.ExpirationDate.",
        )
    })
}
