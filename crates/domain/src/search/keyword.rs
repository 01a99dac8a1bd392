//! The keyword of a search: words, each of which must stand in some text of a record.

use super::fold::fold;

/// A keyword, split at white space and folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Keyword {
    /// Each word once.
    words: Vec<String>,
}

impl Keyword {
    pub(crate) fn new(keyword: &str) -> Self {
        let mut words: Vec<String> = keyword.split_whitespace().map(fold).collect();
        words.sort_unstable();
        words.dedup();
        Self { words }
    }

    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether each word is a part of one of these texts. A keyword without a word matches all.
    pub(crate) fn matches<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let texts: Vec<String> = texts.into_iter().map(fold).collect();
        let found = |word: &String| texts.iter().any(|text| text.contains(word.as_str()));
        self.words.iter().all(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_looked_for_in_all_texts_whatever_its_case() {
        let texts = ["Müller Logistik", "Migration to the cloud"];
        for (keyword, expected) in [
            ("MÜLLER", true),
            ("cloud  müll", true),
            ("cloud\tgrati", true),
            ("cloud mueller", false),
            ("Logistik Migration", true),
            (" ", true),
        ] {
            assert_eq!(
                Keyword::new(keyword).matches(texts),
                expected,
                "{keyword:?}"
            );
        }
    }
}
