//! A secret of a webhook: `whsec_` and 24 to 64 bytes in base64.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;

/// The beginning of the text of every secret.
const PREFIX: &str = "whsec_";

/// The key of an HMAC with which events are signed. Nothing shows it.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

/// A text is no secret of a webhook. The message does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a webhook secret; it must be whsec_ followed by 24 to 64 random bytes in base64, such as \
     the output of: echo \"whsec_$(openssl rand -base64 32)\""
)]
pub struct SecretError;

impl Secret {
    /// The signature of an event, as one of the list in the header.
    pub(super) fn sign(&self, id: &str, timestamp: &str, body: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        let signed = format!("{id}.{timestamp}.{body}");
        let signature = hmac::sign(&key, signed.as_bytes());
        format!("v1,{}", STANDARD.encode(signature.as_ref()))
    }
}

impl FromStr for Secret {
    type Err = SecretError;

    fn from_str(text: &str) -> Result<Self, SecretError> {
        let encoded = text.strip_prefix(PREFIX).ok_or(SecretError)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| SecretError)?;
        if !(24..=64).contains(&bytes.len()) {
            return Err(SecretError);
        }
        Ok(Self(bytes))
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's libraries.
    #[test]
    fn the_signature_is_that_of_standard_webhooks() {
        let secret: Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            .parse()
            .expect("a secret");
        let signature = secret.sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "1614265330",
            "{\"test\": 2432232314}",
        );
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_text_that_is_no_secret_is_refused_and_a_secret_is_never_shown() {
        for text in [
            "",
            "planted",
            "whsec_",
            "whsec_planted",
            "whsec_cGxhbnRlZA==",
        ] {
            assert_eq!(text.parse::<Secret>(), Err(SecretError), "{text}");
        }
        let secret: Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            .parse()
            .expect("a secret");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }
}
