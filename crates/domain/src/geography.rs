//! Where countries lie, for the stand-ins of what AWS knows of customers.

use cosell_api::types::CountryCode;

/// The geography and the region of a country, for the few that a stand-in needs to tell apart.
pub(crate) fn place(country: CountryCode) -> Option<(&'static str, &'static str)> {
    Some(match country.as_str() {
        "US" | "CA" => ("AMER", "North America"),
        "MX" | "BR" | "AR" | "CL" | "CO" | "PE" => ("AMER", "Latin America"),
        "GB" | "IE" | "DE" | "FR" | "ES" | "IT" | "NL" | "SE" | "PL" => ("EMEA", "Europe"),
        "AE" | "SA" | "IL" | "ZA" | "NG" | "EG" => ("EMEA", "Middle East and Africa"),
        "JP" | "KR" | "IN" | "SG" | "ID" => ("APAC", "Asia"),
        "AU" | "NZ" => ("APAC", "Oceania"),
        _ => return None,
    })
}
