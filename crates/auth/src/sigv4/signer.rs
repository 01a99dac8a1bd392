//! Signing of requests to other services, in the same canonical form that incoming requests are
//! verified in.

use super::{Credentials, Form, S3, SignedRequest, canonical, date, sign};
use crate::authorization::ALGORITHM;

/// Signs requests to one service in one region. A request to S3 must have the hash of its body in
/// the header `x-amz-content-sha256`.
#[derive(Clone, Copy, Debug)]
pub struct Signer<'a> {
    pub access_key: &'a str,
    pub credentials: Credentials<'a>,
    pub region: &'a str,
    pub service: &'a str,
}

/// The value of `x-amz-date` for a time in seconds since 1970. The request must have the header
/// before it is signed.
pub fn signing_date(seconds: i64) -> String {
    date::text(seconds)
}

/// The value of `x-amz-content-sha256` for a body.
pub fn payload_hash(body: &[u8]) -> String {
    sign::hash(body)
}

impl Signer<'_> {
    /// The value of `authorization` for a request, of which all headers are signed. `date` is the
    /// value of its `x-amz-date`.
    pub fn authorization(&self, request: &SignedRequest<'_>, date: &str) -> String {
        let names = request.headers.iter().map(|(name, _)| *name);
        let mut signed: Vec<String> = names.map(str::to_ascii_lowercase).collect();
        signed.sort_unstable();
        signed.dedup();
        let scope = sign::Scope {
            day: date.get(..8).unwrap_or_default(),
            region: self.region,
            service: self.service,
        };
        let hash = sign::hash(request.body);
        let form = if self.service == S3 {
            Form::S3
        } else {
            Form::Common
        };
        let canonical = canonical::request(request, &signed, &hash, form);
        let string_to_sign = format!("{ALGORITHM}\n{date}\n{scope}\n{}", sign::hash(&canonical));
        let signature = sign::signature(self.credentials.secret, &scope, &string_to_sign);
        format!(
            "{ALGORITHM} Credential={}/{scope}, SignedHeaders={}, Signature={signature}",
            self.access_key,
            signed.join(";"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verifier;
    use super::*;

    #[test]
    fn what_is_signed_here_is_verified_here() {
        let now = 1_795_372_344;
        let date = signing_date(now);
        let headers: &[(&str, &[u8])] = &[
            ("host", b"events.us-east-1.amazonaws.com"),
            ("x-amz-date", date.as_bytes()),
            ("x-amz-target", b"AWSEvents.PutEvents"),
        ];
        let mut request = SignedRequest {
            method: "POST",
            path: "/",
            query: "",
            headers,
            body: b"{}",
        };
        let credentials = Credentials {
            secret: "a secret",
            session_token: None,
        };
        let signer = Signer {
            access_key: "AKIDEXAMPLE",
            credentials,
            region: "us-east-1",
            service: "events",
        };
        let authorization = signer.authorization(&request, &date);
        let mut headers = headers.to_vec();
        headers.push(("authorization", authorization.as_bytes()));
        request.headers = &headers;
        let verifier = Verifier::new(vec!["us-east-1".to_owned()], vec!["events".to_owned()]);
        let claim = verifier.read(request, now).expect("it can be read");
        claim.verify(Some(&credentials)).expect("it is right");
    }
}
