//! Countries by their English names, as people write them in files.
//!
//! A name is compared without case, accents, spaces, punctuation and the article; `&` is `and`, and
//! `St.` is `Saint`. AWS has one name for each country, with its postal codes; [`OTHERS`] has the
//! short names of ISO 3166 that differ from those, and the usual ones.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{postal_code, without_format};

/// The code of a country by one of its names.
pub(crate) fn code_of(name: &str) -> Option<&'static str> {
    static CODES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
        let named = names().map(|(code, name)| (plain(name), code));
        named.collect()
    });
    CODES.get(&plain(name)).copied()
}

fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    postal_code::names()
        .chain(without_format::names())
        .chain(OTHERS.iter().copied())
}

/// A name as it is compared.
fn plain(name: &str) -> String {
    let name = name.replace('&', " and ").to_lowercase();
    let letters = name.chars().filter(|letter| !is_combining(*letter));
    let letters: String = letters.map(unaccented).collect();
    let words = letters.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| *word != "the")
        .map(|word| if word == "st" { "saint" } else { word })
        .collect()
}

/// Whether this is the accent of a decomposed letter, as some systems write them.
fn is_combining(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// A small letter without its accent, as far as names of countries have accents.
fn unaccented(letter: char) -> char {
    match letter {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        _ => letter,
    }
}

/// By country code.
const OTHERS: &[(&str, &str)] = &[
    ("AE", "UAE"),
    ("BA", "Bosnia"),
    ("BN", "Brunei"),
    ("BO", "Bolivia (Plurinational State of)"),
    ("BQ", "Caribbean Netherlands"),
    ("CC", "Cocos Islands"),
    ("CC", "Keeling Islands"),
    ("CD", "Congo (the Democratic Republic of the)"),
    ("CD", "Congo-Kinshasa"),
    ("CD", "DR Congo"),
    ("CD", "DRC"),
    ("CG", "Congo, Republic of the"),
    ("CG", "Congo-Brazzaville"),
    ("CG", "Republic of the Congo"),
    ("CI", "Ivory Coast"),
    ("CN", "People's Republic of China"),
    ("CV", "Cabo Verde"),
    ("CZ", "Czechia"),
    ("FK", "Falkland Islands"),
    ("FM", "Federated States of Micronesia"),
    ("FM", "Micronesia"),
    ("GB", "Britain"),
    ("GB", "Great Britain"),
    ("GB", "UK"),
    ("GB", "United Kingdom of Great Britain and Northern Ireland"),
    ("HK", "Hong Kong SAR"),
    ("IE", "Republic of Ireland"),
    ("IR", "Iran"),
    ("IR", "Islamic Republic of Iran"),
    ("KG", "Kyrgyz Republic"),
    ("KR", "Korea, Republic of"),
    ("KR", "Republic of Korea"),
    ("KR", "South Korea"),
    ("LA", "Laos"),
    ("LY", "Libya"),
    ("MD", "Moldova"),
    ("MD", "Republic of Moldova"),
    ("MF", "Saint Martin"),
    ("MK", "Macedonia"),
    ("MK", "North Macedonia"),
    ("MM", "Burma"),
    ("MO", "Macau"),
    ("NL", "Holland"),
    ("NL", "Netherlands (Kingdom of the)"),
    ("PN", "Pitcairn Islands"),
    ("PS", "Palestine"),
    ("PS", "Palestine, State of"),
    ("PS", "Palestinian Territories"),
    ("PS", "State of Palestine"),
    ("RU", "Russian Federation"),
    ("SH", "Saint Helena"),
    ("SK", "Slovak Republic"),
    ("ST", "Sao Tome"),
    ("SX", "Sint Maarten"),
    ("SY", "Syria"),
    ("SZ", "Eswatini"),
    ("TL", "East Timor"),
    ("TR", "Türkiye"),
    ("TW", "Taiwan, Province of China"),
    ("TZ", "Tanzania, United Republic of"),
    ("TZ", "United Republic of Tanzania"),
    ("UM", "US Minor Outlying Islands"),
    ("US", "U.S."),
    ("US", "United States of America"),
    ("US", "USA"),
    ("VA", "Holy See"),
    ("VA", "Vatican"),
    ("VA", "Vatican City"),
    ("VE", "Venezuela (Bolivarian Republic of)"),
    ("VG", "British Virgin Islands"),
    ("VI", "United States Virgin Islands"),
    ("VI", "US Virgin Islands"),
];

#[cfg(test)]
mod tests {
    use cosell_api::types::CountryCode;

    use super::*;

    #[test]
    fn a_country_is_found_by_the_names_that_people_write() {
        for (name, code) in [
            ("germany", "DE"),
            ("Hong Kong", "HK"),
            ("South Korea", "KR"),
            ("Korea (the Republic of)", "KR"),
            ("Vietnam", "VN"),
            ("Viet Nam", "VN"),
            ("Czechia", "CZ"),
            ("Czech Republic", "CZ"),
            ("Russia", "RU"),
            ("Russian Federation (the)", "RU"),
            ("United States", "US"),
            ("The United States of America", "US"),
            ("U.S.A.", "US"),
            ("UK", "GB"),
            ("Ivory Coast", "CI"),
            ("Côte d’Ivoire", "CI"),
            ("CÔTE D'IVOIRE", "CI"),
            ("Co\u{302}te d'Ivoire", "CI"),
            ("Moldova", "MD"),
            ("Iran (Islamic Republic of)", "IR"),
            ("Laos", "LA"),
            ("North Macedonia", "MK"),
            ("The Netherlands", "NL"),
            ("Réunion", "RE"),
            ("Åland Islands", "AX"),
            ("Curaçao", "CW"),
            ("São Tomé & Príncipe", "ST"),
            ("St. Kitts and Nevis", "KN"),
            ("Türkiye", "TR"),
            ("Turkey", "TR"),
        ] {
            assert_eq!(code_of(name), Some(code), "{name}");
        }
        for name in ["Atlantis", "Land", "DE", "", "the", "?"] {
            assert_eq!(code_of(name), None, "{name:?}");
        }
    }

    #[test]
    fn a_name_belongs_to_one_country() {
        let mut known = BTreeMap::new();
        for (code, name) in names() {
            assert!(CountryCode::from_wire(code).is_some(), "{code}");
            let other = known.insert(plain(name), code);
            assert_eq!(other, None, "{name} of {code}");
        }
        assert!(OTHERS.is_sorted_by_key(|(code, _)| *code));
    }
}
