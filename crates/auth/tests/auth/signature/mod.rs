//! Signatures of real clients are accepted, and no others.

mod reference;
mod refused;
mod request;
mod tampered;

use request::Sample;

/// Requests signed by botocore with keys that belong to nobody; `make_signed_requests.py` beside
/// them made them.
const BOTOCORE: &str = include_str!("../data/signed-requests.json");

/// The public test suite of signature version 4: its cases with signed headers and for services
/// that normalise paths.
const PUBLIC_SUITE: &str = include_str!("../data/public-suite.json");

#[test]
fn requests_that_botocore_signs_are_verified() {
    let samples = Sample::all(BOTOCORE);
    assert_eq!(samples.len(), 10);
    for sample in samples {
        sample
            .verify()
            .unwrap_or_else(|error| panic!("{}: {error:?}", sample.name));
    }
}

#[test]
fn requests_of_the_public_suite_are_verified() {
    let samples = Sample::all(PUBLIC_SUITE);
    assert_eq!(samples.len(), 22);
    for sample in samples {
        sample
            .verify()
            .unwrap_or_else(|error| panic!("{}: {error:?}", sample.name));
    }
}

/// Requests recorded from boto3, the AWS CLI, the SDKs for JavaScript and Rust and others. They are
/// not part of the project; the test reads them from the folder that `COSELL_REFERENCE_DATA` names
/// or beside the workspace, and reports when they are not there.
#[test]
fn requests_of_ten_clients_are_verified_and_no_signed_byte_can_be_changed() {
    let folder = std::env::var_os("COSELL_REFERENCE_DATA").map_or_else(
        || concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data").into(),
        std::path::PathBuf::from,
    );
    let file = folder.join("signed-requests.json");
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!("skipped: {} is not there", file.display());
        return;
    };
    let samples = Sample::all(&text);
    assert!(!samples.is_empty());
    for sample in samples {
        sample
            .verify()
            .unwrap_or_else(|error| panic!("{}: {error:?}", sample.name));
        tampered::assert_no_byte_can_be_changed(&sample);
    }
}

#[test]
fn no_byte_that_botocore_signed_can_be_changed() {
    for sample in Sample::all(BOTOCORE) {
        tampered::assert_no_byte_can_be_changed(&sample);
    }
}
