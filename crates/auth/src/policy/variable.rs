//! Policy variables: `${aws:username}` stands for a value of the request, `${aws:PrincipalTag/team,
//! 'none'}` for that value or a default, and `${*}`, `${?}` and
//! `${$}` for the characters themselves.
//!
//! A substituted value is text: a star in it is a star. A variable whose key the request does not
//! have, or has with several values, matches nothing.

use super::decide::Context;
use super::keys::{self, fold};
use super::pattern::{Pairs, Pattern, Piece};

/// A part of a value that may contain variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Piece(Piece),
    Variable {
        /// The condition key, in lower case.
        key: String,
        default: Option<String>,
    },
}

impl Token {
    /// The condition key that it stands for.
    pub(super) fn key(&self) -> Option<&str> {
        match self {
            Self::Piece(_) => None,
            Self::Variable { key, .. } => Some(key),
        }
    }
}

/// Which characters are special in a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Special {
    /// `*` and `?` are wildcards.
    pub(super) wildcards: bool,
    /// `${…}` is a variable. Version 2008-10-17 of the policy language has none.
    pub(super) variables: bool,
}

/// Parses a value, or returns what is wrong with a variable in it.
pub(super) fn tokens(value: &str, special: Special) -> Result<Vec<Token>, String> {
    let mut tokens = Tokens::default();
    let mut rest = value;
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        if special.variables
            && let Some(opened) = rest.strip_prefix("${")
        {
            let (inside, after) = opened
                .split_once('}')
                .ok_or_else(|| format!("the variable in '{value}' lacks its closing brace"))?;
            match inside {
                "*" | "?" | "$" => tokens.text.push_str(inside),
                _ => tokens.push(variable(inside)?),
            }
            rest = after;
            continue;
        }
        match character {
            '*' if special.wildcards => tokens.push(Token::Piece(Piece::Any)),
            '?' if special.wildcards => tokens.push(Token::Piece(Piece::One)),
            _ => tokens.text.push(character),
        }
        rest = after;
    }
    Ok(tokens.finish())
}

/// The tokens so far, and the text that is not a token yet.
#[derive(Default)]
struct Tokens {
    done: Vec<Token>,
    text: String,
}

impl Tokens {
    fn push(&mut self, token: Token) {
        self.close_text();
        self.done.push(token);
    }

    fn close_text(&mut self) {
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            self.done.push(Token::Piece(Piece::Text(text)));
        }
    }

    fn finish(mut self) -> Vec<Token> {
        self.close_text();
        self.done
    }
}

fn variable(inside: &str) -> Result<Token, String> {
    let (key, default) = match inside.split_once(',') {
        None => (inside, None),
        Some((key, default)) => {
            let default = default.trim().strip_prefix('\'');
            let default = default.and_then(|text| text.strip_suffix('\''));
            let default = default.ok_or_else(|| {
                format!("the default in '${{{inside}}}' must be in single quotes")
            })?;
            (key, Some(default.to_owned()))
        }
    };
    let key = key.trim();
    if key.contains(['$', '{', '*', '?']) || keys::check(key).is_err() {
        return Err(format!(
            "'${{{inside}}}' is not a variable; write ${{KEY}} with a condition key, such as \
             ${{aws:username}}"
        ));
    }
    Ok(Token::Variable {
        key: fold(key),
        default,
    })
}

/// The pieces with their variables substituted, or `None` when one has no value.
fn substitute(tokens: &[Token], context: &Context) -> Option<Vec<Piece>> {
    let substitute = |token: &Token| match token {
        Token::Piece(piece) => Some(piece.clone()),
        Token::Variable { key, default } => {
            let value = context.single(key).or(default.as_deref())?;
            Some(Piece::Text(value.to_owned()))
        }
    };
    tokens.iter().map(substitute).collect()
}

/// The text with its variables substituted, or `None` when one has no value.
pub(super) fn text(tokens: &[Token], context: &Context) -> Option<String> {
    let mut text = String::new();
    for piece in substitute(tokens, context)? {
        match piece {
            Piece::Text(part) => text.push_str(&part),
            Piece::One => text.push('?'),
            Piece::Any => text.push('*'),
        }
    }
    Some(text)
}

/// A pattern that may contain variables.
#[derive(Clone, Debug)]
pub(super) enum Template {
    Fixed(Pattern),
    Variable(Vec<Token>),
}

impl Template {
    pub(super) fn new(tokens: Vec<Token>) -> Self {
        let pieces = tokens.iter().map(|token| match token {
            Token::Piece(piece) => Some(piece.clone()),
            Token::Variable { .. } => None,
        });
        match pieces.collect::<Option<Vec<_>>>() {
            Some(pieces) => Self::Fixed(Pattern::new(pieces)),
            None => Self::Variable(tokens),
        }
    }

    /// The condition keys that its variables stand for, in lower case.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        let tokens = match self {
            Self::Fixed(_) => &[],
            Self::Variable(tokens) => tokens.as_slice(),
        };
        tokens.iter().filter_map(Token::key)
    }

    /// Byte pairs that every matching text has. Substituted values may add more.
    pub(super) fn pairs(&self) -> Pairs {
        match self {
            Self::Fixed(pattern) => pattern.pairs(),
            Self::Variable(_) => Pairs::default(),
        }
    }

    pub(super) fn matches(&self, text: &str, context: &Context) -> bool {
        match self {
            Self::Fixed(pattern) => pattern.matches(text),
            Self::Variable(tokens) => {
                substitute(tokens, context).is_some_and(|pieces| Pattern::new(pieces).matches(text))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: Special = Special {
        wildcards: true,
        variables: true,
    };

    fn matches(template: &str, text: &str) -> bool {
        let mut context = Context::default();
        context.set("aws:username", "ann*");
        context.set("aws:PrincipalTag/Team", "sales");
        context.set_all("aws:TagKeys", ["one", "two"]);
        let tokens = tokens(template, BOTH).expect("a template");
        Template::new(tokens).matches(text, &context)
    }

    #[test]
    fn a_variable_stands_for_the_value_of_the_request() {
        assert!(matches("home/${aws:username}/*", "home/ann*/x"));
        assert!(matches("${AWS:principaltag/team}", "sales"));
        assert!(matches("${aws:PrincipalTag/Rank, 'none'}", "none"));
        assert!(matches("${aws:PrincipalTag/Team, 'none'}", "sales"));
        assert!(matches("${*}${?}${$}", "*?$"));
    }

    #[test]
    fn a_value_may_be_empty() {
        assert!(matches("prod*${aws:PrincipalTag/Rank, ''}*", "prod"));
        assert!(matches("*${a:b, ''}${a:c, ''}*", ""));
        assert!(matches("${a:b, ''}", ""));
        assert!(!matches("${a:b, ''}x", ""));
    }

    #[test]
    fn a_value_brings_no_wildcards_and_no_value_matches_nothing() {
        assert!(!matches("${aws:username}", "anna"));
        assert!(!matches("${*}", "anything"));
        assert!(!matches("*${aws:PrincipalTag/Rank}*", "anything"));
        assert!(!matches("${aws:TagKeys}", "one"));
    }

    #[test]
    fn a_malformed_variable_is_refused() {
        for wrong in [
            "${aws:username",
            "${}",
            "${username}",
            "${aws:}",
            "${aws:x${aws:y}}",
            "${aws:x, none}",
        ] {
            assert!(tokens(wrong, BOTH).is_err(), "{wrong}");
        }
        let plain = Special {
            wildcards: false,
            variables: false,
        };
        let text = Token::Piece(Piece::Text("${x*".to_owned()));
        assert_eq!(tokens("${x*", plain), Ok(vec![text]));
    }
}
