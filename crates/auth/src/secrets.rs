//! Secrets at rest, encrypted with a key that is not in the store.
//!
//! Verification computes the signature again, so it needs the secret of an access key in clear
//! text, and a hash will not do. Secrets are stored sealed with AES-256-GCM: the store without the
//! key reveals nothing, and a sealed secret that is changed, or moved to another access key, cannot
//! be opened. Each is sealed under the name of what it belongs to, as authenticated data, and
//! begins with its twelve random bytes of nonce.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::digest::{SHA256, digest};
use subtle::ConstantTimeEq;

/// The length of a key in bytes.
const KEY: usize = 32;

/// The length in bytes of a nonce, which must be random and new for everything that is sealed.
pub const NONCE: usize = NONCE_LEN;

/// The key that seals secrets.
#[derive(Clone)]
pub struct SecretsKey(LessSafeKey);

impl fmt::Debug for SecretsKey {
    /// Without the key.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SecretsKey").finish_non_exhaustive()
    }
}

/// A text is not a key. The error does not repeat it, since it may be nearly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it must be 32 bytes, in base64 or as 64 hexadecimal digits")]
pub struct KeyError;

impl FromStr for SecretsKey {
    type Err = KeyError;

    /// Parses 32 bytes in base64 or hexadecimal digits; surrounding white space is ignored.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        let bytes = if text.len() == 2 * KEY {
            hexadecimal(text)
        } else {
            STANDARD.decode(text).ok()
        };
        let bytes = bytes.filter(|bytes| bytes.len() == KEY).ok_or(KeyError)?;
        let key = UnboundKey::new(&AES_256_GCM, &bytes).map_err(|_| KeyError)?;
        Ok(Self(LessSafeKey::new(key)))
    }
}

fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    text.as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => u8::try_from(digit(high)? * 16 + digit(low)?).ok(),
            _ => None,
        })
        .collect()
}

impl SecretsKey {
    /// Seals a secret under the name of what it belongs to. `nonce` must be random and never used
    /// again. Returns `None` only for a secret of many gigabytes.
    pub fn seal(&self, nonce: [u8; NONCE], name: &str, secret: &str) -> Option<String> {
        let mut sealed = secret.as_bytes().to_vec();
        let aad = Aad::from(name.as_bytes());
        let once = Nonce::assume_unique_for_key(nonce);
        self.0
            .seal_in_place_append_tag(once, aad, &mut sealed)
            .ok()?;
        Some(STANDARD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what was sealed under this name with this key; `None` for anything else.
    pub fn open(&self, name: &str, sealed: &str) -> Option<String> {
        let mut bytes = STANDARD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_at_mut_checked(NONCE)?;
        let once = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let aad = Aad::from(name.as_bytes());
        let secret = self.0.open_in_place(once, aad, sealed).ok()?;
        String::from_utf8(secret.to_vec()).ok()
    }
}

/// The hash of a session token that is stored: SHA-256, in base64. A token is random, so its hash
/// reveals nothing about it.
pub fn token_hash(token: &str) -> String {
    STANDARD.encode(digest(&SHA256, token.as_bytes()))
}

/// Whether a token has this hash, in constant time.
pub fn is_token(token: &str, hash: &str) -> bool {
    token_hash(token).as_bytes().ct_eq(hash.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    fn key(text: &str) -> SecretsKey {
        text.parse().expect("a key")
    }

    #[test]
    fn a_secret_opens_only_with_its_key_and_under_its_name() {
        let sealed = key(HEX).seal([7; NONCE], "AKIAONE", "wJalrXUtnFEMI");
        let sealed = sealed.expect("sealed");
        assert!(!sealed.contains("wJalr"));
        let open = |text: &str, name: &str| key(text).open(name, &sealed);
        assert_eq!(open(HEX, "AKIAONE").as_deref(), Some("wJalrXUtnFEMI"));
        assert_eq!(open(HEX, "AKIATWO"), None);
        assert_eq!(open(&HEX.replace("1f", "1e"), "AKIAONE"), None);
    }

    #[test]
    fn a_sealed_secret_that_was_changed_does_not_open() {
        let sealed = key(HEX)
            .seal([7; NONCE], "AKIAONE", "secret")
            .expect("sealed");
        let bytes = STANDARD.decode(&sealed).expect("base64");
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            assert_eq!(key(HEX).open("AKIAONE", &STANDARD.encode(changed)), None);
        }
        for wrong in ["", "AAAA", "no base64"] {
            assert_eq!(key(HEX).open("AKIAONE", wrong), None);
        }
    }

    #[test]
    fn a_key_is_base64_or_hexadecimal_and_nothing_else() {
        let base64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";
        let sealed = key(HEX)
            .seal([7; NONCE], "AKIAONE", "secret")
            .expect("sealed");
        assert_eq!(
            key(base64).open("AKIAONE", &sealed).as_deref(),
            Some("secret")
        );
        for wrong in ["", "secret", &HEX[2..], &HEX.replace('0', "g"), "AAECAw=="] {
            assert_eq!(wrong.parse::<SecretsKey>().err(), Some(KeyError), "{wrong}");
        }
    }
}
