//! The checksums of a body: the MD5 that becomes its `ETag`, and those that the client states.
//!
//! A checksum is computed only when the client states it, before the body or behind it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crc::{CRC_32_ISCSI, CRC_32_ISO_HDLC, CRC_64_NVME, Crc, Digest, Table};
use hyper::header::{HeaderName, HeaderValue};
use md5::{Digest as _, Md5};
use ring::digest::{Context, SHA1_FOR_LEGACY_USE_ONLY, SHA256};

use super::refusal::bad;
use crate::head::{Head, Header};
use crate::refusal::Refusal;

static CRC32: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISO_HDLC);
static CRC32C: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISCSI);
static CRC64: Crc<u64, Table<16>> = Crc::<u64, Table<16>>::new(&CRC_64_NVME);

/// The headers with checksums.
const CHECKSUMS: [Header; 5] = [
    Header::Crc32,
    Header::Crc32c,
    Header::Crc64Nvme,
    Header::Sha1,
    Header::Sha256,
];

/// A checksum that is being computed.
enum Running {
    Crc32(Digest<'static, u32, Table<16>>),
    Crc64(Digest<'static, u64, Table<16>>),
    Ring(Box<Context>),
}

impl Running {
    fn new(header: Header) -> Self {
        match header {
            Header::Crc32 => Self::Crc32(CRC32.digest()),
            Header::Crc32c => Self::Crc32(CRC32C.digest()),
            Header::Crc64Nvme => Self::Crc64(CRC64.digest()),
            Header::Sha1 => Self::Ring(Box::new(Context::new(&SHA1_FOR_LEGACY_USE_ONLY))),
            _ => Self::Ring(Box::new(Context::new(&SHA256))),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Crc32(digest) => digest.update(bytes),
            Self::Crc64(digest) => digest.update(bytes),
            Self::Ring(context) => context.update(bytes),
        }
    }

    fn finish(self) -> Vec<u8> {
        match self {
            Self::Crc32(digest) => digest.finalize().to_be_bytes().to_vec(),
            Self::Crc64(digest) => digest.finalize().to_be_bytes().to_vec(),
            Self::Ring(context) => context.finish().as_ref().to_vec(),
        }
    }
}

/// A checksum that the client states, in base64, or as a trailing header.
struct Stated {
    header: Header,
    value: Option<String>,
    running: Running,
}

/// The checksums of a body.
pub(super) struct Checksums {
    md5: Md5,
    /// The MD5 that the client states, in base64.
    stated_md5: Option<String>,
    /// The SHA-256 that the client states as a part of its signature, in hexadecimal digits.
    hash: Option<(String, Context)>,
    stated: Option<Stated>,
}

/// What is known of a body whose checksums are right.
pub(super) struct Summary {
    /// The MD5, in hexadecimal digits.
    pub(super) etag: String,
    /// The checksum to repeat in the response.
    pub(super) checksum: Option<(HeaderName, HeaderValue)>,
}

impl Checksums {
    /// Reads what the client states. `hash` is the SHA-256 of its signature, if it is one.
    pub(super) fn read(head: &Head, hash: Option<&str>) -> Result<Self, Refusal> {
        let mut stated = Vec::new();
        for header in CHECKSUMS {
            if let Some(value) = head.get(header) {
                let value = value.to_str().unwrap_or_default().to_owned();
                stated.push((header, Some(value)));
            }
        }
        if let Some(trailer) = head.text(Header::Trailer) {
            let is_it = |header: &Header| header.name().as_str() == trailer.trim();
            let header = CHECKSUMS.into_iter().find(is_it).ok_or_else(|| {
                let message = "The value specified in the x-amz-trailer header is not supported.";
                bad("InvalidRequest", message)
            })?;
            stated.push((header, None));
        }
        if stated.len() > 1 {
            let message = "Expecting a single x-amz-checksum- header. Multiple checksum types are \
                           not allowed.";
            return Err(bad("InvalidRequest", message));
        }
        let stated = stated.pop().map(|(header, value)| Stated {
            header,
            value,
            running: Running::new(header),
        });
        Ok(Self {
            md5: Md5::new(),
            stated_md5: head.text(Header::ContentMd5).map(str::to_owned),
            hash: hash.map(|hash| (hash.to_owned(), Context::new(&SHA256))),
            stated,
        })
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        self.md5.update(bytes);
        if let Some((_, context)) = &mut self.hash {
            context.update(bytes);
        }
        if let Some(stated) = &mut self.stated {
            stated.running.update(bytes);
        }
    }

    /// Compares the checksums with what the client stated, before the body or behind it.
    pub(super) fn finish(self, trailers: &[(String, String)]) -> Result<Summary, Refusal> {
        let md5 = self.md5.finalize();
        if let Some(stated) = self.stated_md5 {
            compare(&md5, &stated, "InvalidDigest", "Content-MD5")?;
        }
        if let Some((stated, context)) = self.hash
            && !hexadecimal(context.finish().as_ref()).eq_ignore_ascii_case(&stated)
        {
            let message =
                "The provided 'x-amz-content-sha256' header does not match what was computed.";
            return Err(bad("XAmzContentSHA256Mismatch", message));
        }
        let checksum = self.stated.map(|stated| stated.finish(trailers));
        Ok(Summary {
            etag: hexadecimal(&md5),
            checksum: checksum.transpose()?,
        })
    }
}

impl Stated {
    fn finish(self, trailers: &[(String, String)]) -> Result<(HeaderName, HeaderValue), Refusal> {
        let name = self.header.name();
        let value = self.value.or_else(|| {
            let found = trailers.iter().find(|(sent, _)| sent == name.as_str());
            found.map(|(_, value)| value.clone())
        });
        let Some(value) = value else {
            let message = "The trailing checksum that x-amz-trailer announces was not sent.";
            return Err(bad("MalformedTrailerError", message));
        };
        let computed = self.running.finish();
        compare(&computed, &value, "InvalidRequest", name.as_str())?;
        let value = HeaderValue::try_from(value).map_err(|_| {
            let message = "The value of the checksum is invalid.";
            bad("InvalidRequest", message)
        })?;
        Ok((name, value))
    }
}

/// Compares bytes with their text in base64.
fn compare(
    computed: &[u8],
    stated: &str,
    malformed: &'static str,
    name: &str,
) -> Result<(), Refusal> {
    let stated = STANDARD.decode(stated).ok();
    let Some(stated) = stated.filter(|stated| stated.len() == computed.len()) else {
        let message = format!("Value for {name} is invalid.");
        return Err(bad(malformed, &message));
    };
    if stated == computed {
        return Ok(());
    }
    let message = format!("The {name} you specified did not match what we received.");
    Err(bad("BadDigest", &message))
}

/// The `ETag` of a file that came in parts: the MD5 of theirs, and how many there are.
pub(super) fn joined_etag(tags: &[String]) -> String {
    let mut md5 = Md5::new();
    for tag in tags {
        md5.update(bytes_of(tag));
    }
    format!("{}-{}", hexadecimal(&md5.finalize()), tags.len())
}

fn bytes_of(hexadecimal: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).unwrap_or_default();
    let pairs = hexadecimal.as_bytes().chunks(2);
    let byte = |pair: &[u8]| pair.iter().fold(0, |byte, half| byte * 16 + digit(*half));
    pairs
        .map(|pair| u8::try_from(byte(pair)).unwrap_or_default())
        .collect()
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves
        .filter_map(|half| char::from_digit(half.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finish(
        headers: &[(&str, &str)],
        trailers: &[(&str, &str)],
    ) -> Result<Summary, &'static str> {
        let mut request = hyper::Request::builder();
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).expect("a request").into_parts();
        let head = Head::from(parts);
        let mut checksums = Checksums::read(&head, None).map_err(|refusal| refusal.name)?;
        checksums.update(b"1234");
        checksums.update(b"56789");
        let trailers: Vec<_> = trailers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        checksums.finish(&trailers).map_err(|refusal| refusal.name)
    }

    #[test]
    fn every_checksum_is_verified_before_and_behind_the_body() {
        // The check values of the catalogue of CRCs, and hashes of 123456789.
        for (name, value) in [
            ("x-amz-checksum-crc32", "y/Q5Jg=="),
            ("x-amz-checksum-crc32c", "4waSgw=="),
            ("x-amz-checksum-crc64nvme", "rosUhgp5mIg="),
            ("x-amz-checksum-sha1", "98O8HYCOBHMq32eZZczDTKeuNEE="),
            (
                "x-amz-checksum-sha256",
                "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
            ),
        ] {
            let summary = finish(&[(name, value)], &[]).expect(name);
            assert_eq!(summary.etag, "25f9e794323b453885f5181f1b624d0b");
            let (sent, _) = summary.checksum.expect(name);
            assert_eq!(sent, name);
            let trailer = [("x-amz-trailer", name)];
            assert!(finish(&trailer, &[(name, value)]).is_ok(), "{name}");
            assert_eq!(finish(&trailer, &[]).err(), Some("MalformedTrailerError"));
            let other = format!("A{}", &value[1..]);
            assert_eq!(finish(&[(name, &other)], &[]).err(), Some("BadDigest"));
            assert_eq!(finish(&trailer, &[(name, &other)]).err(), Some("BadDigest"));
            assert_eq!(finish(&[(name, "AA==")], &[]).err(), Some("InvalidRequest"));
        }
        let right = ("content-md5", "JfnnlDI7RTiF9RgfG2JNCw==");
        assert!(finish(&[right], &[]).is_ok());
        let wrong = ("content-md5", "AfnnlDI7RTiF9RgfG2JNCw==");
        assert_eq!(finish(&[wrong], &[]).err(), Some("BadDigest"));
        let malformed = ("content-md5", "x");
        assert_eq!(finish(&[malformed], &[]).err(), Some("InvalidDigest"));
        let unknown = ("x-amz-trailer", "x-amz-meta-a");
        assert_eq!(finish(&[unknown], &[]).err(), Some("InvalidRequest"));
    }

    #[test]
    fn the_tag_of_parts_is_made_of_their_tags() {
        let tag = "25f9e794323b453885f5181f1b624d0b".to_owned();
        assert_eq!(bytes_of(&tag)[..2], [0x25, 0xf9]);
        assert!(joined_etag(&[tag.clone(), tag]).ends_with("-2"));
    }
}
