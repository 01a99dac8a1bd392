//! The formats of postal codes by country.
//!
//! A mask has `#` for a digit, `@` for a letter and `*` for either; every other character matches
//! itself. A mask is as narrow as AWS's text of the format, also where the country has more codes
//! (El Salvador, the Holy See): a code that is accepted here must be accepted by AWS. Ireland is
//! the exception, whose text can only be an example: the codes have digits and letters in any
//! order. [`super::without_format`] has the other countries.

use cosell_api::types::CountryCode;

use super::without_format;

/// The format of the postal codes of one country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    country: &'static str,
    name: &'static str,
    shown: &'static str,
    masks: &'static [&'static str],
}

const fn format(
    country: &'static str,
    name: &'static str,
    shown: &'static str,
    masks: &'static [&'static str],
) -> Format {
    Format {
        country,
        name,
        shown,
        masks,
    }
}

/// The format of a country's postal codes, if it is known.
pub fn of(country: CountryCode) -> Option<&'static Format> {
    let found = FORMATS.binary_search_by(|format| format.country.cmp(country.as_str()));
    found.ok().and_then(|index| FORMATS.get(index))
}

/// Whether an address in the country has a postal code.
pub fn has_codes(country: CountryCode) -> bool {
    without_format::has_codes(country.as_str()).unwrap_or(true)
}

/// Every country with a format, as its code and AWS's name.
pub(super) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    FORMATS.iter().map(|format| (format.country, format.name))
}

impl Format {
    /// Whether a postal code has this format; letters may be in lower case.
    pub fn fits(&self, code: &str) -> bool {
        self.masks.iter().any(|mask| matches(mask, code))
    }

    /// The message for a postal code that does not match.
    pub fn message(&self) -> String {
        let Self { name, shown, .. } = self;
        format!(
            "The postal code is invalid for country {name}, {name} postal code must be in {shown} \
             format."
        )
    }
}

fn matches(mask: &str, code: &str) -> bool {
    mask.len() == code.len()
        && mask
            .bytes()
            .zip(code.bytes())
            .all(|(place, byte)| match place {
                b'#' => byte.is_ascii_digit(),
                b'@' => byte.is_ascii_alphabetic(),
                b'*' => byte.is_ascii_alphanumeric(),
                literal => literal.eq_ignore_ascii_case(&byte),
            })
}

/// By country code.
static FORMATS: &[Format] = &[
    format("AF", "Afghanistan", "9999", &["####"]),
    format("AL", "Albania", "9999", &["####"]),
    format("AM", "Armenia", "9999", &["####"]),
    format("AT", "Austria", "9999", &["####"]),
    format("AU", "Australia", "9999", &["####"]),
    format("AX", "Aland Islands", "99999", &["#####"]),
    format("BA", "Bosnia and Herzegovina", "99999", &["#####"]),
    format("BD", "Bangladesh", "9999", &["####"]),
    format("BE", "Belgium", "B-9999 or 9999", &["B-####", "####"]),
    format("BG", "Bulgaria", "9999", &["####"]),
    format("BH", "Bahrain", "999 OR 9999", &["###", "####"]),
    format("BL", "Saint Barthelemy", "97133", &["97133"]),
    format("BM", "Bermuda", "AA 99 OR AA AA", &["@@ ##", "@@ @@"]),
    format("BN", "Brunei Darussalam", "KB9999", &["KB####"]),
    format(
        "BR",
        "Brazil",
        "99999 OR 99999-999",
        &["#####", "#####-###"],
    ),
    format("BT", "Bhutan", "99999", &["#####"]),
    format("CA", "Canada", "A9A 9A9 or A9A9A9", &["@#@ #@#", "@#@#@#"]),
    format("CC", "Cocos (Keeling) Islands", "9999", &["####"]),
    format("CH", "Switzerland", "9999", &["####"]),
    format("CN", "China", "999999", &["######"]),
    format("CO", "Colombia", "999999", &["######"]),
    format("CR", "Costa Rica", "9999 or 99999", &["####", "#####"]),
    format("CU", "Cuba", "99999", &["#####"]),
    format("CV", "Cape Verde", "9999", &["####"]),
    format("CX", "Christmas Island", "9999", &["####"]),
    format("CY", "Cyprus", "9999", &["####"]),
    format(
        "CZ",
        "Czech Republic",
        "999 99 or 99999",
        &["### ##", "#####"],
    ),
    format("DE", "Germany", "99999", &["#####"]),
    format("DK", "Denmark", "9999", &["####"]),
    format("DO", "Dominican Republic", "99999", &["#####"]),
    format("DZ", "Algeria", "99999", &["#####"]),
    format("EC", "Ecuador", "999999", &["######"]),
    format("EE", "Estonia", "99999", &["#####"]),
    format("EG", "Egypt", "99999", &["#####"]),
    format("ES", "Spain", "99999", &["#####"]),
    format("ET", "Ethiopia", "9999", &["####"]),
    format("FI", "Finland", "99999", &["#####"]),
    format("FO", "Faroe Islands", "999", &["###"]),
    format("FR", "France", "99999", &["#####"]),
    format(
        "GB",
        "United Kingdom",
        "A(A)N(A/N)NAA OR A(A)N(A/N) NAA",
        &[
            "@##@@", "@# #@@", "@#@#@@", "@#@ #@@", "@###@@", "@## #@@", "@@##@@", "@@# #@@",
            "@@#@#@@", "@@#@ #@@", "@@###@@", "@@## #@@",
        ],
    ),
    format("GE", "Georgia", "9999", &["####"]),
    format("GF", "French Guiana", "973NN", &["973##"]),
    format("GL", "Greenland", "9999", &["####"]),
    format("GP", "Guadeloupe", "971NN", &["971##"]),
    format("GR", "Greece", "99999 OR 999 99", &["#####", "### ##"]),
    format("GT", "Guatemala", "99999", &["#####"]),
    format("GU", "Guam", "99999", &["#####"]),
    format("GW", "Guinea-Bissau", "9999", &["####"]),
    format("HN", "Honduras", "99999", &["#####"]),
    format("HR", "Croatia", "99999", &["#####"]),
    format("HT", "Haiti", "9999", &["####"]),
    format("HU", "Hungary", "9999", &["####"]),
    format("ID", "Indonesia", "99999", &["#####"]),
    format(
        "IE",
        "Ireland",
        "A99 9A9A or A999A9A",
        &["@** ****", "@******"],
    ),
    format("IL", "Israel", "99999 OR 9999999", &["#####", "#######"]),
    format("IN", "India", "999999 OR 999 999", &["######", "### ###"]),
    format("IQ", "Iraq", "99999", &["#####"]),
    format("IS", "Iceland", "999", &["###"]),
    format("IT", "Italy", "99999", &["#####"]),
    format("JM", "Jamaica", "99", &["##"]),
    format("JO", "Jordan", "99999", &["#####"]),
    format(
        "JP",
        "Japan",
        "9999999 OR 999-9999",
        &["#######", "###-####"],
    ),
    format("KE", "Kenya", "99999", &["#####"]),
    format("KG", "Kyrgyzstan", "999999", &["######"]),
    format("KH", "Cambodia", "99999", &["#####"]),
    format("KR", "Korea", "99999", &["#####"]),
    format("KW", "Kuwait", "99999", &["#####"]),
    format("KZ", "Kazakhstan", "999999", &["######"]),
    format(
        "LA",
        "Lao People's Democratic Republic",
        "99999",
        &["#####"],
    ),
    format("LI", "Liechtenstein", "9999", &["####"]),
    format("LK", "Sri Lanka", "99999", &["#####"]),
    format("LR", "Liberia", "9999", &["####"]),
    format("LS", "Lesotho", "999", &["###"]),
    format(
        "LT",
        "Lithuania",
        "99999 or LT-99999",
        &["#####", "LT-#####"],
    ),
    format("LU", "Luxembourg", "9999", &["####"]),
    format("MA", "Morocco", "99999", &["#####"]),
    format("MC", "Monaco", "980NN", &["980##"]),
    format("ME", "Montenegro", "99999", &["#####"]),
    format("MF", "Saint Martin (French Part)", "97150", &["97150"]),
    format("MG", "Madagascar", "999", &["###"]),
    format("MH", "Marshall Islands", "99999", &["#####"]),
    format(
        "MK",
        "Macedonia, The former Yugoslav Republic Of",
        "9999",
        &["####"],
    ),
    format("MM", "Myanmar", "99999", &["#####"]),
    format("MN", "Mongolia", "99999", &["#####"]),
    format("MP", "Northern Mariana Islands", "99999", &["#####"]),
    format("MQ", "Martinique", "972NN", &["972##"]),
    format(
        "MT",
        "Malta",
        "AAA 9999 or AAA9999",
        &["@@@ ####", "@@@####"],
    ),
    format("MV", "Maldives", "9999 OR 99999", &["####", "#####"]),
    format("MX", "Mexico", "99999", &["#####"]),
    format("MY", "Malaysia", "99999", &["#####"]),
    format("MZ", "Mozambique", "9999", &["####"]),
    format("NA", "Namibia", "99999", &["#####"]),
    format("NC", "New Caledonia", "988NN", &["988##"]),
    format("NE", "Niger", "9999", &["####"]),
    format("NF", "Norfolk Island", "9999", &["####"]),
    format("NG", "Nigeria", "999999", &["######"]),
    format("NI", "Nicaragua", "99999", &["#####"]),
    format(
        "NL",
        "Netherlands",
        "9999 AC or 9999AC",
        &["#### @@", "####@@"],
    ),
    format("NO", "Norway", "9999", &["####"]),
    format("NP", "Nepal", "99999", &["#####"]),
    format("NZ", "New Zealand", "9999", &["####"]),
    format("OM", "Oman", "999", &["###"]),
    format("PA", "Panama", "999999", &["######"]),
    format("PE", "Peru", "99999", &["#####"]),
    format("PF", "French Polynesia", "987NN", &["987##"]),
    format("PG", "Papua New Guinea", "999", &["###"]),
    format("PH", "Philippines", "9999", &["####"]),
    format("PK", "Pakistan", "99999", &["#####"]),
    format("PL", "Poland", "99-999", &["##-###"]),
    format("PM", "Saint Pierre and Miquelon", "97500", &["97500"]),
    format("PR", "Puerto Rico", "99999", &["#####"]),
    format("PT", "Portugal", "9999 OR 9999-999", &["####", "####-###"]),
    format("PW", "Palau", "99999", &["#####"]),
    format("PY", "Paraguay", "9999", &["####"]),
    format("RE", "Reunion", "974NN", &["974##"]),
    format("RO", "Romania", "999999", &["######"]),
    format("RS", "Serbia", "99999", &["#####"]),
    format("SA", "Saudi Arabia", "99999-9999", &["#####-####"]),
    format("SD", "Sudan", "99999", &["#####"]),
    format(
        "SE",
        "Sweden",
        "S-99999 OR SE-99999 OR 99999 OR 999 99",
        &["S-#####", "SE-#####", "#####", "### ##"],
    ),
    format("SG", "Singapore", "999999", &["######"]),
    format("SJ", "Svalbard and Jan Mayen", "9999", &["####"]),
    format("SK", "Slovakia", "999 99 or 99999", &["### ##", "#####"]),
    format("SM", "San Marino", "4789N", &["4789#"]),
    format("SN", "Senegal", "99999", &["#####"]),
    format("SS", "South Sudan", "99999", &["#####"]),
    format("SV", "El Salvador", "1101", &["1101"]),
    format("SZ", "Swaziland", "M999", &["M###"]),
    format("TD", "Chad", "99999", &["#####"]),
    format("TH", "Thailand", "99999", &["#####"]),
    format("TJ", "Tajikistan", "999999", &["######"]),
    format("TM", "Turkmenistan", "999999", &["######"]),
    format("TN", "Tunisia", "9999", &["####"]),
    format("TR", "Turkey", "99999", &["#####"]),
    format("TT", "Trinidad and Tobago", "999999", &["######"]),
    format("TW", "Taiwan", "99999", &["#####"]),
    format("UA", "Ukraine", "99999", &["#####"]),
    format(
        "US",
        "United States",
        "99999 OR 99999-9999",
        &["#####", "#####-####"],
    ),
    format("UY", "Uruguay", "99999", &["#####"]),
    format("VA", "Holy See (Vatican City State)", "120", &["120"]),
    format(
        "VC",
        "Saint Vincent and the Grenadines",
        "VC9999",
        &["VC####"],
    ),
    format("VI", "VIRGIN ISLANDS, U.S.", "99999", &["#####"]),
    format("VN", "Viet Nam", "999999", &["######"]),
    format("WF", "Wallis and Futuna", "986NN", &["986##"]),
    format("YT", "Mayotte", "976NN", &["976##"]),
    format("ZA", "South Africa", "9999", &["####"]),
    format("ZM", "Zambia", "99999", &["#####"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_names_countries() {
        assert!(FORMATS.is_sorted_by(|one, two| one.country < two.country));
        for format in FORMATS {
            assert!(
                CountryCode::from_wire(format.country).is_some(),
                "{}",
                format.country
            );
        }
    }

    #[test]
    fn a_postal_code_is_checked_against_its_country() {
        let us = of(CountryCode::Us).expect("the United States have postal codes");
        assert!(us.fits("85401") && us.fits("85401-1234"));
        assert!(!us.fits("8540") && !us.fits("85401-12") && !us.fits("8540A"));
        assert_eq!(
            us.message(),
            "The postal code is invalid for country United States, United States postal code \
             must be in 99999 OR 99999-9999 format."
        );
        let gb = of(CountryCode::Gb).expect("the United Kingdom has postal codes");
        assert!(gb.fits("SW1A 1AA") && gb.fits("m11ae") && !gb.fits("12345"));
        assert_eq!(of(CountryCode::Hk), None);
    }

    /// AWS's texts are taken at their word, so nothing passes here that may fail there.
    #[test]
    fn a_format_is_no_wider_than_its_text() {
        for (country, fits, fails) in [
            (CountryCode::Bn, "KB2333", "BB3713"),
            (CountryCode::Sv, "1101", "1201"),
            (CountryCode::Va, "120", "00120"),
        ] {
            let format = of(country).expect("it has postal codes");
            assert!(format.fits(fits) && !format.fits(fails), "{country}");
        }
    }

    #[test]
    fn every_country_is_in_one_of_the_tables() {
        for country in CountryCode::ALL {
            let has_none = without_format::has_codes(country.as_str()).is_some();
            assert_ne!(of(*country).is_some(), has_none, "{country}");
        }
    }

    #[test]
    fn a_country_has_postal_codes_unless_aws_lists_it_as_one_without() {
        assert!(has_codes(CountryCode::Us));
        assert!(has_codes(CountryCode::Ar));
        assert!(!has_codes(CountryCode::Hk));
    }
}
