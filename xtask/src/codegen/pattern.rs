//! Translates the model's patterns (Java's dialect, every match a full match) for the `regex`
//! crate.
//!
//! A look-ahead `(?=.{a,b}$)` at the start limits the length, and `(?s).{a,b}` does nothing else:
//! both become a minimum and a maximum, checked before the regex runs. `\d` and `\w` are ASCII in
//! Java and Unicode in Rust, and Java's dot excludes five line terminators, Rust's one: all are
//! written out. Anything else that could differ between the dialects is an error of generation.

use super::error::Error;

/// A string's constraints after translation.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Translated {
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
    pub(crate) source: Option<String>,
}

const ANY_BUT_LINE_END: &str = r"[^\n\r\u{85}\u{2028}\u{2029}]";

pub(crate) fn translate(
    published: &str,
    min: Option<i64>,
    max: Option<i64>,
) -> Result<Translated, Error> {
    let refuse = |what: &str| Error::Unknown(format!("{what} in pattern {published}"));
    let mut bounds = (min, max);
    let mut rest = published;
    if let Some((inner, after)) = rest
        .strip_prefix("(?=.{")
        .and_then(|guarded| guarded.split_once("}$)"))
    {
        bounds = narrowed(bounds, inner).ok_or_else(|| refuse("an unreadable length guard"))?;
        rest = after;
    }
    let (dot, body) = match rest.strip_prefix("(?s)") {
        Some(body) => (None, body),
        None => (Some(ANY_BUT_LINE_END), rest),
    };
    if let Some(inner) = body
        .strip_prefix(".{")
        .and_then(|inner| inner.strip_suffix('}'))
        && let Some(narrowed) = narrowed(bounds, inner)
    {
        let (min, max) = narrowed;
        return Ok(Translated {
            min,
            max,
            source: dot.map(|dot| format!("{dot}*")),
        });
    }
    let source = dialect(body, dot.unwrap_or("(?s:.)")).map_err(|what| refuse(&what))?;
    Ok(Translated {
        min: bounds.0,
        max: bounds.1,
        source: Some(source),
    })
}

/// The bounds `a,b` of a repetition, combined with the bounds of the model.
fn narrowed(
    (min, max): (Option<i64>, Option<i64>),
    repetition: &str,
) -> Option<(Option<i64>, Option<i64>)> {
    let (least, most) = repetition.split_once(',')?;
    let (least, most): (i64, i64) = (least.parse().ok()?, most.parse().ok()?);
    Some((
        Some(min.map_or(least, |min| min.max(least))),
        Some(max.map_or(most, |max| max.min(most))),
    ))
}

fn dialect(pattern: &str, dot: &str) -> Result<String, String> {
    let mut source = String::new();
    let mut characters = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                let escaped = characters.next().ok_or("a trailing backslash")?;
                match (escaped, in_class) {
                    ('d', false) => source.push_str("[0-9]"),
                    ('d', true) => source.push_str("0-9"),
                    ('w', false) => source.push_str("[A-Za-z0-9_]"),
                    ('w', true) => source.push_str("A-Za-z0-9_"),
                    // Unicode categories and four-digit code points are the same in both dialects.
                    ('p' | 'u', _) => source.extend(['\\', escaped]),
                    _ if escaped.is_ascii_punctuation() => source.extend(['\\', escaped]),
                    _ => return Err(format!("the escape \\{escaped}")),
                }
            }
            '[' if in_class => return Err("a class in a class".to_owned()),
            '[' => {
                in_class = true;
                source.push('[');
            }
            ']' => {
                in_class = false;
                source.push(']');
            }
            // In Rust, these doubled are set operations; in Java, only the first of them.
            '&' | '~' | '-' if in_class && characters.peek() == Some(&character) => {
                return Err(format!("a doubled {character} in a class"));
            }
            '(' if !in_class && characters.peek() == Some(&'?') => {
                characters.next();
                match characters.next() {
                    Some(':') => source.push_str("(?:"),
                    _ => return Err("a group other than (?:".to_owned()),
                }
            }
            '.' if !in_class => source.push_str(dot),
            _ => source.push(character),
        }
    }
    Ok(source)
}

#[cfg(test)]
mod tests {
    use super::{ANY_BUT_LINE_END, translate};

    #[test]
    fn a_length_guard_becomes_bounds() {
        let translated = translate("(?=.{1,80}$)[a-z]+", None, Some(70)).expect("known");
        assert_eq!((translated.min, translated.max), (Some(1), Some(70)));
        assert_eq!(translated.source.as_deref(), Some("[a-z]+"));
    }

    #[test]
    fn a_pattern_that_only_limits_the_length_becomes_bounds() {
        let translated = translate("(?s).{0,255}", None, None).expect("known");
        assert_eq!(
            (translated.min, translated.max, translated.source),
            (Some(0), Some(255), None)
        );
    }

    #[test]
    fn a_dot_does_not_match_line_terminators() {
        let translated = translate(".{1,255}", None, None).expect("known");
        assert_eq!(translated.source, Some(format!("{ANY_BUT_LINE_END}*")));
        let translated = translate("arn:.*", None, None).expect("known");
        assert_eq!(translated.source, Some(format!("arn:{ANY_BUT_LINE_END}*")));
    }

    #[test]
    fn classes_of_java_stay_ascii() {
        let translated = translate(r"\+[1-9]\d{1,14}|[\w+]", None, None).expect("known");
        assert_eq!(
            translated.source.as_deref(),
            Some(r"\+[1-9][0-9]{1,14}|[A-Za-z0-9_+]")
        );
    }

    #[test]
    fn a_pattern_that_the_dialects_read_differently_is_refused() {
        for pattern in [r"(?!a)b", r"(a)\1", r"\sa", "[a&&b]", "[a[b]]", r"(?i)a"] {
            assert!(translate(pattern, None, None).is_err(), "{pattern}");
        }
    }
}
