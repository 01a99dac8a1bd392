//! The identity of a span across programs: the header `traceparent` of W3C Trace Context.

use std::fmt;

use cosell_world::machine;

/// The id of a span within its trace.
pub type SpanId = [u8; 8];

/// The length of a header of version 00: version, trace id, span id and flags.
const LENGTH: usize = 2 + 1 + 32 + 1 + 16 + 1 + 2;

/// The flag of a trace that is recorded.
const SAMPLED: u8 = 1;

/// The trace and the id of a span, and whether its trace is recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpanContext {
    pub trace: [u8; 16],
    pub span: SpanId,
    pub sampled: bool,
}

impl SpanContext {
    /// Reads the value of the header `traceparent`. `None` for a malformed value, which the
    /// standard says is to be ignored. A later version may have more behind the flags.
    pub fn parse(text: &str) -> Option<Self> {
        let known = text.get(..LENGTH)?;
        let rest = &text[LENGTH..];
        let mut fields = known.split('-');
        let [version] = bytes::<1>(fields.next()?)?;
        let trace = bytes::<16>(fields.next()?)?;
        let span = bytes::<8>(fields.next()?)?;
        let [flags] = bytes::<1>(fields.next()?)?;
        let is_complete = match version {
            0 => rest.is_empty(),
            0xff => false,
            _ => rest.is_empty() || rest.starts_with('-'),
        };
        let is_valid = is_complete && trace != [0; 16] && span != [0; 8];
        is_valid.then_some(Self {
            trace,
            span,
            sampled: flags & SAMPLED != 0,
        })
    }

    /// The first span of a new trace.
    pub(crate) fn root() -> Self {
        Self {
            trace: machine::bytes(),
            span: machine::bytes(),
            sampled: true,
        }
    }

    /// Another span of this trace.
    pub(crate) fn sibling(self) -> Self {
        Self {
            span: machine::bytes(),
            ..self
        }
    }
}

impl fmt::Display for SpanContext {
    /// As the header `traceparent`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let trace = u128::from_be_bytes(self.trace);
        let span = u64::from_be_bytes(self.span);
        let flags = u8::from(self.sampled);
        write!(formatter, "00-{trace:032x}-{span:016x}-{flags:02x}")
    }
}

/// Reads bytes in lower-case hexadecimal digits, the only ones that the standard allows.
fn bytes<const COUNT: usize>(text: &str) -> Option<[u8; COUNT]> {
    let digit = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    if text.len() != 2 * COUNT {
        return None;
    }
    let mut read = [0; COUNT];
    for (byte, digits) in read.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = digit(digits[0])? << 4 | digit(digits[1])?;
    }
    Some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    #[test]
    fn a_header_is_read_and_written_alike() {
        let context = SpanContext::parse(HEADER).expect("a context");
        assert!(context.sampled);
        assert_eq!(context.to_string(), HEADER);
        let off = SpanContext::parse(&HEADER.replace("-01", "-00")).expect("a context");
        assert!(!off.sampled);
    }

    #[test]
    fn a_malformed_header_is_ignored() {
        for text in [
            "",
            "00",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1g",
            "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
            "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333ü01",
        ] {
            assert_eq!(SpanContext::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_header_of_a_later_version_may_have_more() {
        let later = HEADER.replacen("00", "01", 1);
        assert!(SpanContext::parse(&later).is_some());
        assert!(SpanContext::parse(&format!("{later}-more")).is_some());
    }
}
