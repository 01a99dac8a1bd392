//! Unicode simple case folding.
//!
//! Each character is replaced by the one that `CaseFolding.txt` names with status C or S, so a text
//! keeps its number of characters. Lower case is not the same: it keeps `ς` and `σ` apart, and
//! makes two characters of `İ`. The program folds texts itself, so that every store compares alike.

/// The text as it is compared where case does not count.
pub(crate) fn fold(text: &str) -> String {
    text.chars().map(folded).collect()
}

fn folded(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    unicode_case_mapping::case_folded(letter)
        .and_then(|folded| char::from_u32(folded.get()))
        .unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_number_of_characters() {
        for (text, folded) in [
            ("Straße AG", "straße ag"),
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευσ"),
            ("οδυσσευς", "οδυσσευσ"),
            ("İstanbul", "İstanbul"),
            ("K (kelvin)", "k (kelvin)"),
            ("ẞ", "ß"),
            ("Ꭰ ꭰ", "Ꭰ Ꭰ"),
            ("東京", "東京"),
        ] {
            assert_eq!(fold(text), folded);
            assert_eq!(text.chars().count(), fold(text).chars().count());
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for letter in '\0'..=char::MAX {
            assert_eq!(folded(folded(letter)), folded(letter), "{letter:?}");
        }
    }
}
