//! Hashes and keyed hashes of signature version 4.

use std::fmt::{self, Write as _};

use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::authorization::TERMINATOR;

/// Bytes of a SHA-256 block: HMAC fills a shorter key up to it with zeros.
const BLOCK: usize = 64;

/// What a signature is for.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    pub(super) day: &'a str,
    pub(super) region: &'a str,
    pub(super) service: &'a str,
}

impl fmt::Display for Scope<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            day,
            region,
            service,
        } = self;
        write!(formatter, "{day}/{region}/{service}/{TERMINATOR}")
    }
}

/// The signature of a string, in hexadecimal digits.
pub(super) fn signature(secret: &str, scope: &Scope<'_>, string_to_sign: &str) -> String {
    let mut key = mac(format!("AWS4{secret}").as_bytes(), scope.day.as_bytes());
    for part in [scope.region, scope.service, TERMINATOR] {
        key = mac(&key, part.as_bytes());
    }
    hexadecimal(&mac(&key, string_to_sign.as_bytes()))
}

/// The SHA-256 of some bytes, in hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn mac(key: &[u8], text: &[u8]) -> [u8; 32] {
    let hashed;
    let key = if key.len() > BLOCK {
        hashed = Sha256::digest(key);
        hashed.as_slice()
    } else {
        key
    };
    let mut block = [0_u8; BLOCK];
    for (place, byte) in block.iter_mut().zip(key) {
        *place = *byte;
    }
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    mac.update(text);
    mac.finalize().into_bytes().into()
}

fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 6: a key that is longer than a block.
    #[test]
    fn a_key_longer_than_a_block_is_hashed_first() {
        let text = b"Test Using Larger Than Block-Size Key - Hash Key First";
        assert_eq!(
            hexadecimal(&mac(&[0xaa; 131], text)),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }
}
