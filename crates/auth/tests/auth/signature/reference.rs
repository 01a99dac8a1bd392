//! Comparison with the crate that AWS's SDK for Rust signs with.

use std::time::{Duration, UNIX_EPOCH};

use aws_credential_types::Credentials as Signer;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use proptest::prelude::*;

use super::request::Sample;

const SIGNED_AT: u64 = 1_773_532_770;

proptest! {
    #[test]
    fn every_request_that_the_sdk_signs_is_verified(
        method in "(GET|POST|PUT|DELETE)",
        path in "(/{1,2}([a-zA-Z0-9._~!$'()*+,;=:@-]|%[0-9A-Fa-f]{2}|\\.\\.?){0,5}){1,4}",
        query in "([a-zA-Z0-9=&+._~!$'()*,;:@/?-]|%[2-7][0-9A-Fa-f]){0,24}",
        headers in prop::collection::vec(("x-[a-c]", "[ -~]{0,12}"), 0..6),
        body in prop::collection::vec(any::<u8>(), 0..64),
        hashed in any::<bool>(),
    ) {
        let mut headers = headers;
        headers.push(("host".to_owned(), "127.0.0.1:8700".to_owned()));
        let body_to_sign = if hashed {
            SignableBody::Bytes(&body)
        } else {
            headers.push(("x-amz-content-sha256".to_owned(), "UNSIGNED-PAYLOAD".to_owned()));
            SignableBody::UnsignedPayload
        };
        let signable = SignableRequest::new(
            &method,
            format!("http://127.0.0.1:8700{path}?{query}"),
            headers.iter().map(|(name, value)| (name.as_str(), value.as_str())),
            body_to_sign,
        )
        .expect("a request");
        let signer = Signer::new("AKIAFERNHOLLOWQUARRY", "moss+lichen", None, None, "test").into();
        let mut settings = SigningSettings::default();
        settings.excluded_headers = None;
        let parameters = v4::SigningParams::builder()
            .identity(&signer)
            .region("us-east-1")
            .name("partnercentral-selling")
            .time(UNIX_EPOCH + Duration::from_secs(SIGNED_AT))
            .settings(settings)
            .build()
            .expect("parameters")
            .into();
        let (signed, _) = sign(signable, &parameters).expect("a signature").into_parts();
        let added = signed.headers().map(|(name, value)| (name.to_owned(), value.to_owned()));
        headers.extend(added);
        let bytes = |(name, value): (String, String)| (name, value.into_bytes());
        let sample = Sample {
            name: String::new(),
            method,
            path,
            query,
            headers: headers.into_iter().map(bytes).collect(),
            body,
            secret: "moss+lichen".to_owned(),
            session_token: None,
            signed_at: i64::try_from(SIGNED_AT).expect("a date"),
        };
        sample.verify().unwrap_or_else(|error| panic!("{error:?}"));
    }
}
