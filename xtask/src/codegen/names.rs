//! Rust names from the model's names and values.

use proc_macro2::{Ident, Span};

/// Splits at every character that is not a letter or digit, before a capital that follows a small
/// letter or digit, and before the last capital of a run (`AWSSalesRep` is AWS, Sales, Rep).
fn words(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (position, &character) in characters.iter().enumerate() {
        if !character.is_ascii_alphanumeric() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            continue;
        }
        let before = position
            .checked_sub(1)
            .and_then(|index| characters.get(index));
        let after = characters.get(position + 1);
        let starts = character.is_ascii_uppercase()
            && (before.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
                || (before.is_some_and(char::is_ascii_uppercase)
                    && after.is_some_and(char::is_ascii_lowercase)));
        if starts && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        word.push(character);
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// `RelatedEntityIdentifiers` → `related_entity_identifiers`.
pub(crate) fn snake(name: &str) -> String {
    words(name).join("_").to_ascii_lowercase()
}

/// `Co-Sell - Deal Support` → `CoSellDealSupport`.
pub(crate) fn camel(value: &str) -> String {
    let camel: String = words(value).iter().map(|word| capitalised(word)).collect();
    if camel.starts_with(|first: char| first.is_ascii_digit()) {
        format!("V{camel}")
    } else {
        camel
    }
}

/// The result of serde's `rename_all = "PascalCase"` for a field name.
pub(crate) fn serde_pascal(field: &str) -> String {
    field
        .split('_')
        .map(|word| {
            let mut characters = word.chars();
            characters.next().map_or_else(String::new, |first| {
                first.to_ascii_uppercase().to_string() + characters.as_str()
            })
        })
        .collect()
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_ascii_uppercase().to_string() + &characters.as_str().to_ascii_lowercase()
    })
}

/// A field name; `type` becomes `r#type`, which serde reads without its prefix.
pub(crate) fn field(name: &str) -> Ident {
    let snake = snake(name);
    syn::parse_str(&snake).unwrap_or_else(|_| Ident::new_raw(&snake, Span::call_site()))
}

/// The name of a static.
pub(crate) fn screaming(name: &str) -> Ident {
    ident(&snake(name).to_ascii_uppercase())
}

pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

#[cfg(test)]
mod tests {
    use super::{camel, serde_pascal, snake};

    #[test]
    fn members_become_snake_case_and_back() {
        for name in [
            "RelatedEntityIdentifiers",
            "ApnPrograms",
            "Duns",
            "AwsAccountId",
        ] {
            assert_eq!(serde_pascal(&snake(name)), name);
        }
        assert_eq!(snake("AWS"), "aws");
    }

    #[test]
    fn values_become_valid_variants() {
        for (value, variant) in [
            ("*Other", "Other"),
            ("Co-Sell - Deal Support", "CoSellDealSupport"),
            ("SaaS or PaaS", "SaaSOrPaaS"),
            ("IN_PROGRESS", "InProgress"),
            ("AWSSalesRep", "AwsSalesRep"),
            ("Out Of Home (OOH)", "OutOfHomeOoh"),
            ("2 weeks", "V2Weeks"),
        ] {
            assert_eq!(camel(value), variant);
        }
    }
}
