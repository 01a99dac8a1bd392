//! Signing of a request with the caller's keys.

use cosell_auth::sigv4::{Credentials, SignedRequest, Signer, signing_date};
use cosell_world::machine;

use crate::endpoint::keys::Keys;
use crate::secret::Secret;

/// The name of the API in signatures.
pub(crate) const SELLING: &str = "partnercentral-selling";

/// A request to be signed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Message<'a> {
    /// The name of the service in the signature.
    pub(crate) service: &'static str,
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    /// With that of the host, and without those of the signature.
    pub(crate) headers: &'a [(&'a str, &'a str)],
    pub(crate) body: &'a [u8],
}

impl Message<'_> {
    /// All headers of the request, now.
    pub(crate) fn signed(&self, keys: &Keys, region: &str) -> Vec<(String, String)> {
        let date = signing_date(machine::now().div_euclid(1000));
        let token = keys.session_token.as_ref().map(Secret::expose);
        let mut headers = self.headers.to_vec();
        headers.push(("x-amz-date", &date));
        headers.extend(token.map(|token| ("x-amz-security-token", token)));
        let covered: Vec<_> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_bytes()))
            .collect();
        let signer = Signer {
            access_key: keys.access_key.expose(),
            credentials: Credentials {
                secret: keys.secret.expose(),
                session_token: token,
            },
            region,
            service: self.service,
        };
        let request = SignedRequest {
            method: self.method,
            path: self.path,
            query: self.query,
            headers: &covered,
            body: self.body,
        };
        let authorization = signer.authorization(&request, &date);
        let headers = headers
            .into_iter()
            .chain([("authorization", authorization.as_str())]);
        headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }
}
