//! The error of each kind of invalid signature.

use cosell_auth::sigv4::{Credentials, Incomplete, MAX_SKEW, SignatureError, Verifier, WrongScope};

use super::request::{Sample, verifier};

fn plain() -> Sample {
    Sample::all(super::BOTOCORE).remove(0)
}

fn session() -> Sample {
    Sample::all(super::BOTOCORE).remove(1)
}

#[test]
fn a_request_without_a_signature_is_missing_it() {
    let mut sample = plain();
    sample.headers.retain(|(name, _)| name != "Authorization");
    assert!(matches!(sample.verify(), Err(SignatureError::Missing)));
}

#[test]
fn an_access_key_that_does_not_exist_is_unknown() {
    let sample = plain();
    sample.with(|request| {
        let claim = verifier().read(request, sample.signed_at).expect("a claim");
        assert_eq!(claim.access_key(), "AKIAFERNHOLLOWQUARRY");
        assert!(matches!(
            claim.verify(None),
            Err(SignatureError::UnknownKey)
        ));
    });
}

#[test]
fn a_session_token_must_be_the_one_of_the_key() {
    for token in [None, Some("another".to_owned())] {
        let sample = Sample {
            session_token: token,
            ..session()
        };
        assert!(matches!(sample.verify(), Err(SignatureError::UnknownKey)));
    }
    let sample = Sample {
        session_token: Some("temporary".to_owned()),
        ..plain()
    };
    assert!(matches!(sample.verify(), Err(SignatureError::UnknownKey)));
}

#[test]
fn another_secret_is_a_mismatch_that_shows_the_canonical_request() {
    let sample = Sample {
        secret: "another".to_owned(),
        ..plain()
    };
    let Err(SignatureError::Mismatch(mismatch)) = sample.verify() else {
        panic!("a mismatch");
    };
    assert!(
        mismatch
            .canonical_request
            .starts_with("POST\n/\n\ncontent-type:application/x-amz")
    );
    let scope = "20260314/us-east-1/partnercentral-selling/aws4_request";
    let first_lines = format!("AWS4-HMAC-SHA256\n20260314T235930Z\n{scope}\n");
    assert!(mismatch.string_to_sign.starts_with(&first_lines));
}

#[test]
fn a_signature_is_valid_for_fifteen_minutes_in_either_direction() {
    let sample = plain();
    for second in [-MAX_SKEW, 0, MAX_SKEW] {
        sample
            .verify_at(sample.signed_at + second)
            .expect("in time");
    }
    let late = sample.verify_at(sample.signed_at + MAX_SKEW + 1);
    assert!(matches!(late, Err(SignatureError::Expired { .. })));
    let early = sample.verify_at(sample.signed_at - MAX_SKEW - 1);
    assert!(matches!(early, Err(SignatureError::NotYetCurrent { .. })));
    assert!(sample.verify_at(i64::MAX).is_err());
    assert!(sample.verify_at(i64::MIN).is_err());
}

#[test]
fn a_signature_for_another_scope_is_refused_with_the_expected_one() {
    let sample = plain();
    let refused = |region: &str, service: &str| {
        let verifier = Verifier::new(vec![region.to_owned()], vec![service.to_owned()]);
        sample.with(|request| verifier.read(request, sample.signed_at).map(drop))
    };
    assert!(matches!(
        refused("eu-west-1", "partnercentral-selling"),
        Err(SignatureError::WrongScope(WrongScope::Region))
    ));
    let Err(SignatureError::WrongScope(service)) = refused("us-east-1", "s3") else {
        panic!("a wrong service");
    };
    assert_eq!(
        service.to_string(),
        "Credential should be scoped to correct service: 's3'."
    );
    let mut sample = plain();
    sample.replace("Authorization", "20260314/", "20260315/");
    assert!(matches!(
        sample.verify(),
        Err(SignatureError::WrongScope(WrongScope::Date { .. }))
    ));
    let mut sample = plain();
    sample.replace("Authorization", "aws4_request", "aws5_request");
    assert!(matches!(
        sample.verify(),
        Err(SignatureError::Incomplete(_))
    ));
}

#[test]
fn a_missing_part_of_a_signature_is_named() {
    let incomplete = |change: &dyn Fn(&mut Sample)| {
        let mut sample = plain();
        change(&mut sample);
        match sample.verify() {
            Err(SignatureError::Incomplete(incomplete)) => incomplete,
            other => panic!("{other:?}"),
        }
    };
    let unsigned =
        |name: &str| incomplete(&|sample| sample.replace("Authorization", &format!("{name};"), ""));
    for name in ["host", "x-amz-date"] {
        assert_eq!(unsigned(name), Incomplete::Unsigned(name.to_owned()));
    }
    assert_eq!(
        incomplete(&|sample| sample.replace("Authorization", "host;", "host;host;")),
        Incomplete::Repeated("host".to_owned())
    );
    assert_eq!(
        incomplete(&|sample| sample.replace("Authorization", "host;", "host;x-more;")),
        Incomplete::Absent("x-more".to_owned())
    );
    assert_eq!(
        incomplete(&|sample| *sample.header("x-amz-date") = b"yesterday".to_vec()),
        Incomplete::Date("x-amz-date")
    );
    assert_eq!(
        incomplete(&|sample| *sample.header("Authorization") = vec![0xff]),
        Incomplete::Text("authorization")
    );
    assert_eq!(
        incomplete(&|sample| {
            let again = sample.header("Authorization").clone();
            sample.headers.push(("authorization".to_owned(), again));
        }),
        Incomplete::Twice("authorization")
    );
    assert!(matches!(
        incomplete(&|sample| sample.replace("Authorization", "Signature=", "Sign=")),
        Incomplete::Authorization(_)
    ));
}

#[test]
fn an_unsigned_aws_header_is_refused_by_its_name_in_every_request() {
    for original in Sample::all(super::BOTOCORE) {
        for name in [
            "x-amz-target",
            "X-Amz-Date",
            "X-AMZ-SECURITY-TOKEN",
            "x-amz-later",
        ] {
            let mut sample = original.clone();
            let sent = |(sent, _): &(String, Vec<u8>)| sent.eq_ignore_ascii_case(name);
            if sample.headers.iter().any(sent) {
                // It is signed already: a second one changes the canonical request, or is one too
                // many.
                continue;
            }
            sample.headers.push((name.to_owned(), b"added".to_vec()));
            let Err(SignatureError::Incomplete(incomplete)) = sample.verify() else {
                panic!("{}: {name}", sample.name);
            };
            assert_eq!(incomplete, Incomplete::Unsigned(name.to_lowercase()));
        }
        // Names that only resemble AWS's.
        for name in ["x-amzn-trace-id", "amz-sdk-request", "x-am", "x-amz"] {
            let mut sample = original.clone();
            sample.headers.push((name.to_owned(), b"added".to_vec()));
            let verified = sample.verify();
            verified.unwrap_or_else(|error| panic!("{}: {name}: {error:?}", original.name));
        }
    }
}

#[test]
fn a_claim_says_which_headers_are_signed() {
    let sample = plain();
    sample.with(|request| {
        let claim = verifier().read(request, sample.signed_at).expect("a claim");
        assert!(claim.covers("x-amz-target"));
        assert!(!claim.covers("user-agent"));
        assert_eq!(claim.session_token(), None);
    });
}

#[test]
fn neither_secrets_nor_signatures_are_printed() {
    let credentials = Credentials {
        secret: "moss",
        session_token: Some("lichen"),
    };
    let printed = format!("{credentials:?}");
    assert!(!printed.contains("moss") && !printed.contains("lichen"));
}
