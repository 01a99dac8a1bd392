//! Hashes and HMACs of signature version 4.

use std::fmt;

use ring::digest::{SHA256, digest};
use ring::hmac::{self, HMAC_SHA256};

use crate::authorization::TERMINATOR;

/// The scope of a signature.
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
    sign(&key(secret, scope), string_to_sign)
}

/// The key that a scope's signatures are made with.
pub(super) fn key(secret: &str, scope: &Scope<'_>) -> hmac::Key {
    let mut key = mac(format!("AWS4{secret}").as_bytes(), scope.day.as_bytes());
    for part in [scope.region, scope.service, TERMINATOR] {
        key = mac(key.as_ref(), part.as_bytes());
    }
    hmac::Key::new(HMAC_SHA256, key.as_ref())
}

/// The signature of a string with a key, in hexadecimal digits.
pub(super) fn sign(key: &hmac::Key, string_to_sign: &str) -> String {
    hexadecimal(hmac::sign(key, string_to_sign.as_bytes()).as_ref())
}

/// The SHA-256 of some bytes, in hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    hexadecimal(digest(&SHA256, bytes).as_ref())
}

fn mac(key: &[u8], text: &[u8]) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(HMAC_SHA256, key), text)
}

fn hexadecimal(bytes: &[u8]) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let mut text = String::with_capacity(bytes.len() * 2);
    text.extend(halves.filter_map(|half| char::from_digit(half.into(), 16)));
    text
}
