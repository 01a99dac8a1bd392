//! The Authorization header, and the other headers that a signature depends on.
//!
//! The input is lines: the first is the header's value, the second the date, the third the session
//! token, the rest the body.

#![no_main]

use cosell_auth::Authorization;
use cosell_auth::sigv4::{Credentials, SignedRequest, Verifier};
use cosell_fuzz::bounded;
use libfuzzer_sys::fuzz_target;

/// The time of the seeds' signatures, in seconds: 2026-11-22T18:32:24Z.
const NOW: i64 = 1_795_372_344;

fuzz_target!(|input: &[u8]| {
    bounded(input, || {
        let mut lines = input.splitn(4, |byte| *byte == b'\n');
        let mut line = || lines.next().unwrap_or_default();
        let (header, date, token, body) = (line(), line(), line(), line());
        if let Ok(header) = std::str::from_utf8(header) {
            let _ = Authorization::parse(header);
        }
        let headers: [(&str, &[u8]); 5] = [
            ("Host", b"127.0.0.1:7226"),
            ("Content-Type", b"application/x-amz-json-1.0"),
            ("X-Amz-Date", date),
            ("X-Amz-Security-Token", token),
            ("Authorization", header),
        ];
        let request = SignedRequest {
            method: "POST",
            path: "/",
            query: std::str::from_utf8(token).unwrap_or_default(),
            headers: &headers,
            body,
        };
        let verifier = Verifier::new(
            vec!["us-east-1".to_owned()],
            vec!["partnercentral-selling".to_owned()],
        );
        let Ok(claim) = verifier.read(request, NOW) else {
            return;
        };
        let credentials = Credentials {
            secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            session_token: claim.session_token(),
        };
        let _ = claim.verify(Some(&credentials));
    });
});
