//! The tests of a text: by its beginning or end, without case, by wildcards.

/// A test of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    Prefix(String),
    Suffix(String),
    /// These three hold their text in lower case.
    PrefixIgnoringCase(String),
    SuffixIgnoringCase(String),
    EqualsIgnoringCase(String),
    Wildcard(Wildcard),
}

impl Text {
    pub(crate) fn matches(&self, value: &str) -> bool {
        match self {
            Self::Prefix(prefix) => value.starts_with(&**prefix),
            Self::Suffix(suffix) => value.ends_with(&**suffix),
            Self::PrefixIgnoringCase(prefix) => value.to_lowercase().starts_with(&**prefix),
            Self::SuffixIgnoringCase(suffix) => value.to_lowercase().ends_with(&**suffix),
            Self::EqualsIgnoringCase(text) => value.to_lowercase() == *text,
            Self::Wildcard(wildcard) => wildcard.matches(value),
        }
    }
}

/// A text with wildcards, cut at them: each `*` stands for any characters, also for none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wildcard {
    /// What the value begins with.
    first: String,
    /// What follows, each after the one before; the last one is the end of the value. Empty without
    /// a wildcard.
    rest: Vec<String>,
}

/// What is wrong with a text with wildcards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WildcardError {
    /// Two wildcards stand side by side.
    Consecutive,
    /// A backslash stands before something that is neither a wildcard nor a backslash.
    Escape,
}

impl Wildcard {
    /// Parses the text; `\*` and `\\` stand for the characters themselves.
    pub(crate) fn parse(text: &str) -> Result<Self, WildcardError> {
        let mut parts = vec![String::new()];
        let mut after_wildcard = false;
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            if character == '*' {
                if after_wildcard {
                    return Err(WildcardError::Consecutive);
                }
                after_wildcard = true;
                parts.push(String::new());
                continue;
            }
            after_wildcard = false;
            let literal = match character {
                '\\' => match characters.next() {
                    Some(escaped @ ('*' | '\\')) => escaped,
                    _ => return Err(WildcardError::Escape),
                },
                other => other,
            };
            if let Some(part) = parts.last_mut() {
                part.push(literal);
            }
        }
        let rest = parts.split_off(1);
        Ok(Self {
            first: parts.concat(),
            rest,
        })
    }

    /// Takes each part at its first place behind the one before. That never rules out a match, so
    /// nothing is tried twice and the work is linear.
    fn matches(&self, value: &str) -> bool {
        let Some((last, middle)) = self.rest.split_last() else {
            return value == self.first;
        };
        let Some(mut left) = value.strip_prefix(&*self.first) else {
            return false;
        };
        for part in middle {
            match left.split_once(&**part) {
                Some((_, behind)) => left = behind,
                None => return false,
            }
        }
        left.ends_with(&**last)
    }
}
