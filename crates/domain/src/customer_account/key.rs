//! What a customer is recognized by: two accounts with the same key are of the same customer.
//!
//! The key is the first of these that an account says: its DUNS number; the host of its domain or
//! of its website; its company's name with its country. It begins with the kind of what it holds,
//! so that a company which is called like a host is not taken for it.

use cosell_api::types::CustomerAccountData;
use cosell_auth::policy::fold;

/// The key of an account's customer.
pub fn of(account: &CustomerAccountData) -> String {
    if let Some(duns) = &account.duns {
        return format!("duns:{duns}");
    }
    if let Some(host) = host(account) {
        return format!("host:{host}");
    }
    let words: Vec<&str> = account.company_name.split_whitespace().collect();
    let address = account.address.as_ref();
    let country = address.and_then(|address| address.country_code.as_ref());
    let country = country.map_or("", |country| country.as_str());
    format!("name:{country}:{}", fold(&words.join(" ")))
}

/// The host of an account's domain, or else of its website.
pub fn host(account: &CustomerAccountData) -> Option<String> {
    let named = [&account.domain, &account.website_url];
    named.into_iter().flatten().find_map(|text| host_of(text))
}

/// The host of a domain or an address in small letters, without `www.`; none if there is none.
fn host_of(text: &str) -> Option<String> {
    let text = text.trim();
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    // What stands behind the last colon is a port, unless the colon is inside of an IPv6 address.
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => host,
    };
    let host = fold(host);
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host.trim_end_matches('.');
    (!host.is_empty()).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_website_has_one_host() {
        for text in [
            "quay.example.com",
            "QUAY.example.com.",
            "www.quay.example.com",
            "https://quay.example.com",
            "HTTPS://www.Quay.Example.com:8443/about?x=1#top",
            "https://user:secret@quay.example.com/",
        ] {
            assert_eq!(host_of(text).as_deref(), Some("quay.example.com"), "{text}");
        }
        for text in ["https://", "https:///path", " ", "www."] {
            assert_eq!(host_of(text), None, "{text}");
        }
        assert_eq!(host_of("http://[::1]:80/").as_deref(), Some("[::1]"));
    }

    #[test]
    fn the_key_is_the_surest_that_is_known() {
        let mut account = CustomerAccountData {
            company_name: "  Quay   and Sons".to_owned(),
            ..CustomerAccountData::default()
        };
        assert_eq!(of(&account), "name::quay and sons");
        account.website_url = Some("https://quay.example.com".to_owned());
        assert_eq!(of(&account), "host:quay.example.com");
        account.domain = Some("sons.example.com".to_owned());
        assert_eq!(of(&account), "host:sons.example.com");
        account.duns = Some("123456789".to_owned());
        assert_eq!(of(&account), "duns:123456789");
    }
}
