//! The head of a request: method, path, query and the headers that the server reads.
//!
//! Code that reads a header must name it in [`Header`]: a [`Head`] returns no other, except all of
//! them together for the verification of the signature. So there is one list of the headers that
//! can change how a request is handled, and one place that says which of them must be signed.

use cosell_auth::sigv4::SignedRequest;
use hyper::header::{GetAll, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::http::uri::Authority;
use hyper::{Method, Version, header};

/// A header that the server reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// Names the operation of an awsJson request.
    Target,
    /// Decides whether the path names an operation.
    ContentType,
    ContentEncoding,
    Expect,
    Host,
    Origin,
    /// The method of a preflight request; the next one has its headers.
    RequestMethod,
    RequestHeaders,
    Authorization,
    UserAgent,
    Referer,
    /// What the client states of the content of an upload, as all that follow.
    ContentMd5,
    ContentSha256,
    DecodedLength,
    Trailer,
    Crc32,
    Crc32c,
    Crc64Nvme,
    Sha1,
    Sha256,
    /// What uploads do not support, as the next two.
    CopySource,
    IfMatch,
    IfNoneMatch,
    /// Where a stream of events goes on.
    LastEventId,
    /// The namespace of the request.
    Namespace,
    /// Tells a browser, which is shown the console, from other clients of the root.
    Accept,
    /// The session of the console.
    Cookie,
    /// Which attempt of which call of an SDK this is, shown with recorded requests.
    SdkInvocation,
    SdkRequest,
    /// The span of the caller, for traces.
    Traceparent,
    /// The admin token of an agent, whose signature is in `Authorization`.
    AdminToken,
    /// What a message of an agent says again in its head, as the next two.
    McpVersion,
    McpMethod,
    McpName,
}

impl Header {
    /// All headers that the server reads.
    pub const ALL: [Self; 34] = [
        Self::Target,
        Self::ContentType,
        Self::ContentEncoding,
        Self::Expect,
        Self::Host,
        Self::Origin,
        Self::RequestMethod,
        Self::RequestHeaders,
        Self::Authorization,
        Self::UserAgent,
        Self::Referer,
        Self::ContentMd5,
        Self::ContentSha256,
        Self::DecodedLength,
        Self::Trailer,
        Self::Crc32,
        Self::Crc32c,
        Self::Crc64Nvme,
        Self::Sha1,
        Self::Sha256,
        Self::CopySource,
        Self::IfMatch,
        Self::IfNoneMatch,
        Self::LastEventId,
        Self::Namespace,
        Self::Accept,
        Self::Cookie,
        Self::SdkInvocation,
        Self::SdkRequest,
        Self::Traceparent,
        Self::AdminToken,
        Self::McpVersion,
        Self::McpMethod,
        Self::McpName,
    ];

    /// The name of the header. The blocks are for the compiler: it checks each name, and not every
    /// request.
    pub const fn name(self) -> HeaderName {
        match self {
            Self::Target => const { HeaderName::from_static("x-amz-target") },
            Self::ContentType => header::CONTENT_TYPE,
            Self::ContentEncoding => header::CONTENT_ENCODING,
            Self::Expect => header::EXPECT,
            Self::Host => header::HOST,
            Self::Origin => header::ORIGIN,
            Self::RequestMethod => header::ACCESS_CONTROL_REQUEST_METHOD,
            Self::RequestHeaders => header::ACCESS_CONTROL_REQUEST_HEADERS,
            Self::Authorization => header::AUTHORIZATION,
            Self::UserAgent => header::USER_AGENT,
            Self::Referer => header::REFERER,
            Self::ContentMd5 => const { HeaderName::from_static("content-md5") },
            Self::ContentSha256 => const { HeaderName::from_static("x-amz-content-sha256") },
            Self::DecodedLength => {
                const { HeaderName::from_static("x-amz-decoded-content-length") }
            }
            Self::Trailer => const { HeaderName::from_static("x-amz-trailer") },
            Self::Crc32 => const { HeaderName::from_static("x-amz-checksum-crc32") },
            Self::Crc32c => const { HeaderName::from_static("x-amz-checksum-crc32c") },
            Self::Crc64Nvme => const { HeaderName::from_static("x-amz-checksum-crc64nvme") },
            Self::Sha1 => const { HeaderName::from_static("x-amz-checksum-sha1") },
            Self::Sha256 => const { HeaderName::from_static("x-amz-checksum-sha256") },
            Self::CopySource => const { HeaderName::from_static("x-amz-copy-source") },
            Self::IfMatch => header::IF_MATCH,
            Self::IfNoneMatch => header::IF_NONE_MATCH,
            Self::LastEventId => const { HeaderName::from_static("last-event-id") },
            Self::Namespace => const { HeaderName::from_static("x-cosell-namespace") },
            Self::Accept => header::ACCEPT,
            Self::Cookie => header::COOKIE,
            Self::SdkInvocation => const { HeaderName::from_static("amz-sdk-invocation-id") },
            Self::SdkRequest => const { HeaderName::from_static("amz-sdk-request") },
            Self::Traceparent => const { HeaderName::from_static("traceparent") },
            Self::AdminToken => const { HeaderName::from_static("x-cosell-admin-token") },
            Self::McpVersion => const { HeaderName::from_static("mcp-protocol-version") },
            Self::McpMethod => const { HeaderName::from_static("mcp-method") },
            Self::McpName => const { HeaderName::from_static("mcp-name") },
        }
    }

    /// Whether the header decides which operation is called, on which data, or in which form the
    /// response is sent, and therefore must be signed in mode `strict`.
    ///
    /// The other headers can only cause a request to be refused, or a response to be shown to a
    /// page. The exceptions are `Authorization`, which holds the signature, and `User-Agent` and
    /// `Referer`, which no SDK signs: they are a client's own claims, used in policies with
    /// `aws:UserAgent` and `aws:Referer`, and are as unreliable there as with AWS.
    pub const fn decides(self) -> bool {
        match self {
            Self::Target
            | Self::ContentType
            | Self::ContentSha256
            | Self::DecodedLength
            | Self::Trailer
            | Self::Crc32
            | Self::Crc32c
            | Self::Crc64Nvme
            | Self::Sha1
            | Self::Sha256
            | Self::CopySource
            | Self::Namespace => true,
            Self::ContentEncoding
            | Self::Expect
            | Self::Host
            | Self::Origin
            | Self::RequestMethod
            | Self::RequestHeaders
            | Self::Authorization
            | Self::UserAgent
            | Self::Referer
            | Self::ContentMd5
            | Self::IfMatch
            | Self::IfNoneMatch
            | Self::LastEventId
            | Self::Accept
            | Self::Cookie
            | Self::SdkInvocation
            | Self::SdkRequest
            | Self::Traceparent
            | Self::AdminToken
            | Self::McpVersion
            | Self::McpMethod
            | Self::McpName => false,
        }
    }
}

/// The head of a request.
#[derive(Debug)]
pub(crate) struct Head(Parts);

impl From<Parts> for Head {
    fn from(parts: Parts) -> Self {
        Self(parts)
    }
}

impl Head {
    pub(crate) fn method(&self) -> &Method {
        &self.0.method
    }

    pub(crate) fn version(&self) -> Version {
        self.0.version
    }

    /// The path as it was sent, percent-encoded.
    pub(crate) fn path(&self) -> &str {
        self.0.uri.path()
    }

    /// The query string as it was sent, percent-encoded.
    pub(crate) fn query(&self) -> Option<&str> {
        self.0.uri.query()
    }

    /// The host in the request line, if there is one.
    pub(crate) fn authority(&self) -> Option<&Authority> {
        self.0.uri.authority()
    }

    pub(crate) fn has(&self, header: Header) -> bool {
        self.0.headers.contains_key(header.name())
    }

    /// The first value of a header.
    pub(crate) fn get(&self, header: Header) -> Option<&HeaderValue> {
        self.0.headers.get(header.name())
    }

    /// The first value of a header, if it is ASCII. Control characters but tabs are refused before.
    pub(crate) fn text(&self, header: Header) -> Option<&str> {
        let bytes = self.get(header)?.as_bytes();
        // Not `to_str`, which looks at one byte after the other.
        std::str::from_utf8(bytes)
            .ok()
            .filter(|text| text.is_ascii())
    }

    /// The type of the body without its parameters, or nothing.
    pub(crate) fn media_type(&self) -> &str {
        let kind = self.text(Header::ContentType).unwrap_or_default();
        kind.split(';').next().unwrap_or_default().trim()
    }

    /// The first value of a header. Bytes that are not UTF-8 are replaced, so that the header still
    /// has a value; otherwise a Deny statement on it would not apply.
    pub(crate) fn lossy(&self, header: Header) -> Option<String> {
        let value = self.get(header)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    /// Every value of a header.
    pub(crate) fn all(&self, header: Header) -> GetAll<'_, HeaderValue> {
        self.0.headers.get_all(header.name())
    }

    /// All headers as they were sent, only for the verification of the signature.
    pub(crate) fn sent(&self) -> Vec<(&str, &[u8])> {
        let headers = self.0.headers.iter();
        headers
            .map(|(name, value)| (name.as_str(), value.as_bytes()))
            .collect()
    }

    /// The request that its signature covers, with its headers as they were [sent](Self::sent).
    pub(crate) fn signed<'a>(
        &'a self,
        headers: &'a [(&'a str, &'a [u8])],
        body: &'a [u8],
    ) -> SignedRequest<'a> {
        SignedRequest {
            method: self.method().as_str(),
            path: self.path(),
            query: self.query().unwrap_or_default(),
            headers,
            body,
        }
    }
}
