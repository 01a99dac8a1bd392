//! How the content of an upload is sent: as it is, or in the encoding `aws-chunked`.
//!
//! `x-amz-content-sha256` decides, because every client signs it; what `Content-Encoding` says of
//! `aws-chunked` is ignored.

use hyper::StatusCode;

use super::body::Source;
use super::refusal::{bad, refused};
use crate::head::{Head, Header};
use crate::refusal::Refusal;

/// How the content is sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Payload {
    /// As it is, with the SHA-256 that the client states, if it does.
    Plain(Option<String>),
    Chunked(Streamed),
}

/// A chunked body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Streamed {
    /// Whether each chunk has a signature.
    pub(super) is_signed: bool,
    /// Whether headers follow the last chunk.
    pub(super) is_trailed: bool,
}

impl Payload {
    pub(super) fn read(head: &Head) -> Result<Self, Refusal> {
        let Some(stated) = head.text(Header::ContentSha256) else {
            return Ok(Self::Plain(None));
        };
        let chunked = |is_signed, is_trailed| {
            Ok(Self::Chunked(Streamed {
                is_signed,
                is_trailed,
            }))
        };
        match stated {
            "UNSIGNED-PAYLOAD" => Ok(Self::Plain(None)),
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => chunked(false, true),
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => chunked(true, false),
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => chunked(true, true),
            hash if hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                Ok(Self::Plain(Some(hash.to_owned())))
            }
            _ => {
                let message = "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, \
                               STREAMING-UNSIGNED-PAYLOAD-TRAILER, \
                               STREAMING-AWS4-HMAC-SHA256-PAYLOAD, \
                               STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, or a valid \
                               sha256 value.";
                Err(bad("InvalidArgument", message))
            }
        }
    }

    /// The length of the content, which the client must announce.
    pub(super) fn length(&self, head: &Head, source: &Source) -> Result<i64, Refusal> {
        let missing = || {
            let message = "You must provide the Content-Length HTTP header.";
            refused(StatusCode::LENGTH_REQUIRED, "MissingContentLength", message)
        };
        let length = match self {
            Self::Plain(_) => source.announced(),
            Self::Chunked(_) => {
                let text = head.text(Header::DecodedLength).unwrap_or_default();
                text.trim().parse().ok()
            }
        };
        let length = length.ok_or_else(missing)?;
        Ok(i64::try_from(length).unwrap_or(i64::MAX))
    }
}
