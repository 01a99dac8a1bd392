//! What customer accounts are judged by.

use cosell_api::types::{CustomerAccountData, ValidationExceptionErrorCode as Code};

use crate::rule::{Finding, rules};

rules! {
    /// What a customer is called.
    pub COMPANY_NAME = "customer-account.company-name.required", Inferred,
        "The company name of a customer account is not blank, although the model lets it be \
         empty: a required name that is empty cannot be matched. Nothing else is judged beyond \
         the model.";

    /// How many accounts a partner keeps.
    pub QUOTA = "customer-account.quota", Inferred,
        "A partner has 100,000 customer accounts at most in a catalog.";

    /// Which version an update is of.
    pub LATEST = "customer-account.update.latest", Documented,
        "An update names the modification time of the stored version, to the millisecond.";

    /// What an update makes of an account.
    pub REPLACED = "customer-account.update.whole", Documented,
        "An update replaces the account's details whole and makes it pending again, also when \
         nothing changed.";

    /// What an update leaves alone.
    pub PARTNER_ID = "customer-account.update.partner-identifier", Inferred,
        "An update that leaves PartnerAccountIdentifier out keeps it, and an empty one clears \
         it: a CRM's key that is lost cannot be won back.";

    /// Asking again.
    pub DELETE_AGAIN = "customer-account.delete.absent", Documented,
        "Deleting an account that is not there, or is another account's, succeeds.";

    /// Tags as they are read.
    pub TAGS = "customer-account.tags.list", Inferred,
        "Tags of GetCustomerAccount is a list, empty when there are none: an absent one would \
         say that they could not be read.";

    /// How an account is named.
    pub ARN = "customer-account.arn", Inferred,
        "An identifier is the account's id or its ARN, letter for letter: an ARN of another \
         catalog or of another owner names nothing.";

    /// What may be the same.
    pub SAME_PARTNER_ID = "customer-account.partner-identifier.shared", Inferred,
        "Several accounts may have the same PartnerAccountIdentifier.";

    /// What is never told.
    pub ISSUES = "customer-account.issues.none", Inferred,
        "Issues is null: ReasonCode and Message say all that is wrong with an account.";
}

/// What is wrong with the details of an account.
pub fn findings(account: &CustomerAccountData) -> Vec<Finding> {
    let mut findings = Vec::new();
    if account.company_name.trim().is_empty() {
        findings.push(Finding::new(
            &COMPANY_NAME,
            "account.companyName",
            Code::RequiredFieldMissing,
            "The company name must not be blank.",
        ));
    }
    findings
}
