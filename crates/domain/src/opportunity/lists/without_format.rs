//! The countries whose postal codes have no known format.
//!
//! AWS lists the countries without postal codes, and the formats of others. A country in neither
//! list has postal codes of any form.

/// A country, and whether it has postal codes.
struct Country {
    code: &'static str,
    name: &'static str,
    has_codes: bool,
}

const fn without(code: &'static str, name: &'static str) -> Country {
    let has_codes = false;
    Country {
        code,
        name,
        has_codes,
    }
}

const fn unknown(code: &'static str, name: &'static str) -> Country {
    let has_codes = true;
    Country {
        code,
        name,
        has_codes,
    }
}

/// Whether the country has postal codes, if it is one of these.
pub(super) fn has_codes(code: &str) -> Option<bool> {
    let found = COUNTRIES.binary_search_by(|country| country.code.cmp(code));
    let country = found.ok().and_then(|index| COUNTRIES.get(index));
    country.map(|country| country.has_codes)
}

/// Every one of these countries, as its code and its name.
pub(super) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    COUNTRIES.iter().map(|country| (country.code, country.name))
}

/// By country code.
static COUNTRIES: &[Country] = &[
    unknown("AD", "Andorra"),
    without("AE", "United Arab Emirates"),
    without("AG", "Antigua and Barbuda"),
    unknown("AI", "Anguilla"),
    without("AN", "Netherlands Antilles"),
    without("AO", "Angola"),
    unknown("AQ", "Antarctica"),
    unknown("AR", "Argentina"),
    unknown("AS", "American Samoa"),
    without("AW", "Aruba"),
    unknown("AZ", "Azerbaijan"),
    unknown("BB", "Barbados"),
    without("BF", "Burkina Faso"),
    without("BI", "Burundi"),
    without("BJ", "Benin"),
    without("BO", "Bolivia"),
    without("BQ", "Bonaire, Sint Eustatius and Saba"),
    without("BS", "Bahamas"),
    unknown("BV", "Bouvet Island"),
    without("BW", "Botswana"),
    unknown("BY", "Belarus"),
    without("BZ", "Belize"),
    unknown("CD", "Democratic Republic of the Congo"),
    without("CF", "Central African Republic"),
    without("CG", "Congo"),
    without("CI", "Cote d'Ivoire"),
    without("CK", "Cook Islands"),
    unknown("CL", "Chile"),
    without("CM", "Cameroon"),
    without("CW", "Curacao"),
    without("DJ", "Djibouti"),
    without("DM", "Dominica"),
    unknown("EH", "Western Sahara"),
    without("ER", "Eritrea"),
    without("FJ", "Fiji"),
    unknown("FK", "Falkland Islands (Malvinas)"),
    unknown("FM", "Micronesia, Federated States of"),
    unknown("GA", "Gabon"),
    without("GD", "Grenada"),
    unknown("GG", "Guernsey"),
    without("GH", "Ghana"),
    unknown("GI", "Gibraltar"),
    without("GM", "Gambia"),
    unknown("GN", "Guinea"),
    without("GQ", "Equatorial Guinea"),
    unknown("GS", "South Georgia and the South Sandwich Islands"),
    without("GY", "Guyana"),
    without("HK", "Hong Kong"),
    without("HM", "Heard Island and McDonald Islands"),
    unknown("IM", "Isle of Man"),
    unknown("IO", "British Indian Ocean Territory"),
    unknown("IR", "Iran, Islamic Republic of"),
    unknown("JE", "Jersey"),
    without("KI", "Kiribati"),
    without("KM", "Comoros"),
    without("KN", "Saint Kitts and Nevis"),
    unknown("KY", "Cayman Islands"),
    unknown("LB", "Lebanon"),
    unknown("LC", "Saint Lucia"),
    unknown("LV", "Latvia"),
    without("LY", "Libyan Arab Jamahiriya"),
    unknown("MD", "Moldova, Republic of"),
    without("ML", "Mali"),
    without("MO", "Macao"),
    without("MR", "Mauritania"),
    unknown("MS", "Montserrat"),
    unknown("MU", "Mauritius"),
    without("MW", "Malawi"),
    without("NR", "Nauru"),
    without("NU", "Niue"),
    unknown("PN", "Pitcairn"),
    unknown("PS", "Palestinian Territory, Occupied"),
    without("QA", "Qatar"),
    unknown("RU", "Russia"),
    without("RW", "Rwanda"),
    without("SB", "Solomon Islands"),
    without("SC", "Seychelles"),
    without("SH", "Saint Helena, Ascension and Tristan da Cunha"),
    unknown("SI", "Slovenia"),
    without("SL", "Sierra Leone"),
    unknown("SO", "Somalia"),
    without("SR", "Suriname"),
    without("ST", "Sao Tome and Principe"),
    unknown("SX", "Sint Maarten (Dutch Part)"),
    without("SY", "Syrian Arab Republic"),
    unknown("TC", "Turks and Caicos Islands"),
    without("TF", "French Southern Territories"),
    without("TG", "Togo"),
    without("TK", "Tokelau"),
    without("TL", "Timor-Leste"),
    without("TO", "Tonga"),
    without("TV", "Tuvalu"),
    unknown("TZ", "Tanzania"),
    without("UG", "Uganda"),
    unknown("UM", "United States Minor Outlying Islands"),
    unknown("UZ", "Uzbekistan"),
    unknown("VE", "Venezuela"),
    unknown("VG", "Virgin Islands, British"),
    without("VU", "Vanuatu"),
    unknown("WS", "Samoa"),
    without("YE", "Yemen"),
    without("ZW", "Zimbabwe"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(COUNTRIES.is_sorted_by(|one, two| one.code < two.code));
    }
}
