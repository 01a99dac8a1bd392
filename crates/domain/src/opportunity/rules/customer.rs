//! The customer's company: its state and its website.

use cosell_api::types::{CountryCode, ValidationExceptionErrorCode as Code};

use crate::opportunity::{Document, lists};
use crate::rule::{Finding, rules};

rules! {
    pub STATE = "opportunity.state.known", Documented,
        "The state of an address in the United States must be one of a closed list of full names.";

    pub WEBSITE_FORMAT = "opportunity.website.format", Documented,
        "A website must be a host name with at least one dot, with or without http(s)://.";
}

pub fn findings(document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(address) = document.address() {
        let state = address
            .state_or_region
            .as_deref()
            .filter(|state| !state.is_empty());
        let in_us = address.country_code == Some(CountryCode::Us);
        if in_us && state.is_some_and(|state| !lists::has(lists::US_STATES, state)) {
            findings.push(Finding::new(
                &STATE,
                "customer.account.address.stateOrRegion",
                Code::InvalidEnumValue,
                "Field Customer.Account.Address.StateOrRegion must be one of the allowed US \
                 states or territories.",
            ));
        }
    }
    let website = document
        .account()
        .and_then(|account| account.website_url.as_deref());
    if website.is_some_and(|website| !is_website(website)) {
        findings.push(Finding::new(
            &WEBSITE_FORMAT,
            "customer.account.websiteUrl",
            Code::InvalidStringFormat,
            "Field Customer.Account.WebsiteUrl does not match the required format.",
        ));
    }
    findings
}

/// Whether the text is a label of letters, digits and hyphens, a dot, and printable text without
/// blanks and quotes.
fn is_website(text: &str) -> bool {
    let text = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .unwrap_or(text);
    let Some((label, rest)) = text.split_once('.') else {
        return false;
    };
    let in_label = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !label.is_empty()
        && label.bytes().all(in_label)
        && !rest.is_empty()
        && rest.bytes().all(|byte| (b'('..=b'|').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn websites_are_written_in_many_ways() {
        for text in [
            "www.example.com",
            "https://frivolous-defendant.org",
            "http://a.b/c?d=e",
        ] {
            assert!(is_website(text), "{text}");
        }
        for text in [
            "example",
            "https://",
            "http://.com",
            "www.",
            "my site.com",
            "a b.com",
        ] {
            assert!(!is_website(text), "{text}");
        }
    }
}
