//! The head of a request, as far as the server reads it.
//!
//! Whatever depends on a header names it in [`Header`]: a [`Head`] gives no other out, save all of
//! them together to the verification of the signature. So there is one list of what a request can
//! say outside of its body, and one place that says what of it has to be signed.

use hyper::header::{GetAll, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::http::uri::Authority;
use hyper::{Method, Version, header};

/// A header that the server reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// Names the operation of an awsJson request.
    Target,
    /// Tells whether a path names an operation.
    ContentType,
    ContentEncoding,
    Expect,
    Host,
    Origin,
    /// What a browser asks leave for before it sends a page's request, as the next one.
    RequestMethod,
    RequestHeaders,
    Authorization,
    UserAgent,
    Referer,
}

impl Header {
    /// Every one.
    pub const ALL: [Self; 11] = [
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
    ];

    /// Its name on the wire.
    pub const fn name(self) -> HeaderName {
        match self {
            Self::Target => HeaderName::from_static("x-amz-target"),
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
        }
    }

    /// Whether it says what is asked for or in which form it is answered, and therefore must be
    /// signed where callers are proven.
    ///
    /// The others can have a request refused, or its answer be shown to a page, and nothing else;
    /// but `Authorization`, which holds the signature, and `User-Agent` and `Referer`, which no SDK
    /// signs. These are what a client says of itself, for policies that ask for `aws:UserAgent` and
    /// `aws:Referer`, and are worth as little there as with AWS.
    pub const fn decides(self) -> bool {
        match self {
            Self::Target | Self::ContentType => true,
            Self::ContentEncoding
            | Self::Expect
            | Self::Host
            | Self::Origin
            | Self::RequestMethod
            | Self::RequestHeaders
            | Self::Authorization
            | Self::UserAgent
            | Self::Referer => false,
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

    /// The path as it was sent, still percent-encoded.
    pub(crate) fn path(&self) -> &str {
        self.0.uri.path()
    }

    /// What followed the question mark, still percent-encoded.
    pub(crate) fn query(&self) -> Option<&str> {
        self.0.uri.query()
    }

    /// The server's name, where the request line has it.
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

    /// The first value of a header, if it is text.
    pub(crate) fn text(&self, header: Header) -> Option<&str> {
        self.get(header).and_then(|value| value.to_str().ok())
    }

    /// The first value of a header. What is not UTF-8 in it is replaced: the header has a value all
    /// the same, or a denial by it would not apply.
    pub(crate) fn lossy(&self, header: Header) -> Option<String> {
        let value = self.get(header)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    /// Every value of a header.
    pub(crate) fn all(&self, header: Header) -> GetAll<'_, HeaderValue> {
        self.0.headers.get_all(header.name())
    }

    /// All headers as they were sent, for the verification of the signature alone.
    pub(crate) fn sent(&self) -> Vec<(&str, &[u8])> {
        let headers = self.0.headers.iter();
        headers
            .map(|(name, value)| (name.as_str(), value.as_bytes()))
            .collect()
    }
}
