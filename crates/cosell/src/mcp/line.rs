//! Lines of the input, of bounded length.

use std::io::{self, BufRead, Read as _};

/// The most bytes of a message, which is also the most that the server reads.
const MOST: u64 = 1 << 20;

/// A line without its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    Whole(Vec<u8>),
    /// It was longer than a message may be, and is skipped.
    TooLong,
}

/// The next line; none at the end of the input.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    if input.take(MOST + 1).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.ends_with(b"\n") || (bytes.len() as u64) <= MOST {
        return Ok(Some(Line::Whole(bytes)));
    }
    loop {
        bytes.clear();
        let read = input.take(MOST).read_until(b'\n', &mut bytes)?;
        if read == 0 || bytes.ends_with(b"\n") {
            return Ok(Some(Line::TooLong));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_skipped_and_the_next_one_is_read() {
        let long = vec![b'x'; 3 << 20];
        let input = [b"a\n", long.as_slice(), b"\n\nb"].concat();
        let mut input = input.as_slice();
        let mut next = || read(&mut input).expect("a line");
        assert_eq!(next(), Some(Line::Whole(b"a\n".to_vec())));
        assert_eq!(next(), Some(Line::TooLong));
        assert_eq!(next(), Some(Line::Whole(b"\n".to_vec())));
        assert_eq!(next(), Some(Line::Whole(b"b".to_vec())));
        assert_eq!(next(), None);
    }
}
