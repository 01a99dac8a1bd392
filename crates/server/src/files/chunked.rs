//! The encoding `aws-chunked`, in which SDKs send bodies with a checksum behind them.
//!
//! ```text
//! SIZE[;chunk-signature=SIGNATURE] CR LF  data  CR LF   any number of times
//! 0[;chunk-signature=SIGNATURE] CR LF
//! NAME:VALUE CR LF                                      trailing headers, if any
//! x-amz-trailer-signature:SIGNATURE CR LF               if chunks are signed
//! CR LF
//! ```
//!
//! Data is passed on as it arrives, before the signature of its chunk is verified: what was written
//! becomes visible only when the whole body is verified.

use std::fmt::Write as _;

use bytes::{Buf as _, Bytes};
use cosell_auth::sigv4::ChunkSigner;
use ring::digest::{Context, SHA256};

use super::digest::hexadecimal;

/// Bytes of a line: a size and a signature, or a trailing header.
const LONGEST_LINE: usize = 1024;

/// Trailing headers: a checksum and a signature.
const MOST_TRAILERS: usize = 8;

/// What is wrong with a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It is not encoded as it should be.
    Form,
    /// A signature does not match.
    Signature,
}

/// Where the decoder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// In the line before a chunk.
    Size,
    /// In a chunk, with so many bytes to come.
    Data(u64),
    /// Behind a chunk's data.
    DataEnd,
    /// Behind the last chunk.
    Trailers,
    End,
}

/// Decodes a body.
pub(super) struct Decoder {
    state: State,
    line: Vec<u8>,
    /// Verifies the signatures of chunks, if they are signed and the server verifies.
    signer: Option<ChunkSigner>,
    /// The signature and the hash of the current chunk.
    signature: String,
    hash: Context,
    /// The trailing headers, their names in lower case.
    trailers: Vec<(String, String)>,
}

impl Decoder {
    pub(super) fn new(signer: Option<ChunkSigner>) -> Self {
        Self {
            state: State::Size,
            line: Vec::new(),
            signer,
            signature: String::new(),
            hash: Context::new(&SHA256),
            trailers: Vec::new(),
        }
    }

    /// Takes the next data out of a piece of the body; `None` when the piece is used up.
    pub(super) fn next(&mut self, piece: &mut Bytes) -> Result<Option<Bytes>, Wrong> {
        while !piece.is_empty() {
            if let State::Data(left) = self.state {
                let length = usize::try_from(left).unwrap_or(usize::MAX).min(piece.len());
                let data = piece.split_to(length);
                let left = left - u64::try_from(length).unwrap_or(left);
                self.state = match left {
                    0 => State::DataEnd,
                    left => State::Data(left),
                };
                if self.signer.is_some() {
                    self.hash.update(&data);
                }
                return Ok(Some(data));
            }
            if self.state == State::End {
                return Err(Wrong::Form);
            }
            let end = piece.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(piece.len(), |end| end + 1);
            if self.line.len() + taken > LONGEST_LINE {
                return Err(Wrong::Form);
            }
            self.line.extend_from_slice(&piece[..taken]);
            piece.advance(taken);
            if end.is_some() {
                let line = std::mem::take(&mut self.line);
                let line = line.strip_suffix(b"\r\n").ok_or(Wrong::Form)?;
                let line = std::str::from_utf8(line).map_err(|_| Wrong::Form)?;
                self.take(line)?;
            }
        }
        Ok(None)
    }

    fn take(&mut self, line: &str) -> Result<(), Wrong> {
        match self.state {
            State::Size => {
                let (size, rest) = line.split_once(';').unwrap_or((line, ""));
                let is_size = size.bytes().all(|byte| byte.is_ascii_hexdigit());
                let size = u64::from_str_radix(size, 16).ok().filter(|_| is_size);
                let size = size.ok_or(Wrong::Form)?;
                let signature = rest.strip_prefix("chunk-signature=").unwrap_or_default();
                signature.clone_into(&mut self.signature);
                self.state = State::Data(size);
                if size == 0 {
                    self.verify_chunk()?;
                    self.state = State::Trailers;
                }
            }
            State::DataEnd if line.is_empty() => {
                self.verify_chunk()?;
                self.state = State::Size;
            }
            State::Trailers if line.is_empty() => self.state = State::End,
            State::Trailers if self.trailers.len() < MOST_TRAILERS => {
                let (name, value) = line.split_once(':').ok_or(Wrong::Form)?;
                let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().to_owned());
                self.trailers.push((name, value));
            }
            _ => return Err(Wrong::Form),
        }
        Ok(())
    }

    fn verify_chunk(&mut self) -> Result<(), Wrong> {
        let Some(signer) = &mut self.signer else {
            return Ok(());
        };
        let hash = std::mem::replace(&mut self.hash, Context::new(&SHA256)).finish();
        let hash = hexadecimal(hash.as_ref());
        if signer.verify_chunk(&hash, &self.signature) {
            return Ok(());
        }
        Err(Wrong::Signature)
    }

    /// The trailing headers of a whole body. `is_trailed` says whether there must be any, and then
    /// a signature of them if chunks are signed.
    pub(super) fn finish(mut self, is_trailed: bool) -> Result<Vec<(String, String)>, Wrong> {
        // Some clients leave out the last, empty line.
        let is_over =
            self.state == State::End || (self.state == State::Trailers && self.line.is_empty());
        if !is_over || is_trailed == self.trailers.is_empty() {
            return Err(Wrong::Form);
        }
        if let Some(signer) = &mut self.signer
            && is_trailed
        {
            let signature = self
                .trailers
                .pop_if(|(name, _)| name == "x-amz-trailer-signature");
            let (_, signature) = signature.ok_or(Wrong::Signature)?;
            let mut text = String::new();
            for (name, value) in &self.trailers {
                let _ = writeln!(text, "{name}:{value}");
            }
            if !signer.verify_trailer(&text, &signature) {
                return Err(Wrong::Signature);
            }
        }
        Ok(self.trailers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Decodes a body that comes in pieces of this length.
    fn decode(body: &[u8], length: usize, trailed: bool) -> Result<(Vec<u8>, usize), Wrong> {
        let mut decoder = Decoder::new(None);
        let mut data = Vec::new();
        for piece in body.chunks(length) {
            let mut piece = Bytes::copy_from_slice(piece);
            while let Some(some) = decoder.next(&mut piece)? {
                data.extend_from_slice(&some);
            }
        }
        decoder
            .finish(trailed)
            .map(|trailers| (data, trailers.len()))
    }

    #[test]
    fn a_body_is_decoded_however_it_is_cut() {
        let body = b"5\r\nhello\r\nA;chunk-signature=00\r\n, big\r\nyou\r\n0\r\n\
                     x-amz-checksum-crc32:AAAAAA==\r\n\r\n";
        for length in 1..body.len() {
            let decoded = decode(body, length, true);
            assert_eq!(decoded, Ok((b"hello, big\r\nyou".to_vec(), 1)), "{length}");
        }
        assert_eq!(decode(b"0\r\n\r\n", 3, false), Ok((Vec::new(), 0)));
        assert_eq!(decode(b"0\r\n", 3, false), Ok((Vec::new(), 0)));
    }

    #[test]
    fn a_malformed_body_is_refused() {
        let long = [b"1".repeat(LONGEST_LINE), b"\r\n".to_vec()].concat();
        let trailers = [b"0\r\n".to_vec(), b"a:b\r\n".repeat(9), b"\r\n".to_vec()].concat();
        for (body, trailed) in [
            (&b""[..], false),
            (b"5\r\nhel", false),
            (b"5\r\nhello\r\n", false),
            (b"5\r\nhello!\r\n0\r\n\r\n", false),
            (b"5\nhello\r\n0\r\n\r\n", false),
            (b"+5\r\nhello\r\n0\r\n\r\n", false),
            (b"\r\n", false),
            (b"x\r\n", false),
            (b"11111111111111111\r\n", false),
            (b"0\r\n\r\nmore", false),
            (b"0\r\nno-colon\r\n\r\n", true),
            (b"0\r\n\r\n", true),
            (b"0\r\na:b\r\n\r\n", false),
            (&long, false),
            (&trailers, true),
        ] {
            let decoded = decode(body, 64, trailed);
            assert_eq!(decoded, Err(Wrong::Form), "{}", body.escape_ascii());
        }
    }
}
