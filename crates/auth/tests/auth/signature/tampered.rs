//! Signed requests with one byte changed.

use super::request::Sample;

/// Replaces every signed byte, and every byte of the signature, with other bytes.
pub(crate) fn assert_no_byte_can_be_changed(sample: &Sample) {
    let refused = |what: &str, changed: &Sample| {
        assert!(
            changed.verify().is_err(),
            "{}: {what}: {changed:?}",
            sample.name
        );
    };
    for other in others(sample.method.as_bytes()) {
        let method = text(other);
        refused(
            "method",
            &Sample {
                method,
                ..sample.clone()
            },
        );
    }
    for other in others(sample.path.as_bytes()) {
        let path = text(other);
        refused(
            "path",
            &Sample {
                path,
                ..sample.clone()
            },
        );
    }
    for other in others(sample.query.as_bytes()) {
        let query = text(other);
        refused(
            "query",
            &Sample {
                query,
                ..sample.clone()
            },
        );
    }
    let unsigned_body = sample
        .headers
        .iter()
        .any(|(_, value)| value == b"UNSIGNED-PAYLOAD");
    if !unsigned_body {
        for body in others(&sample.body) {
            refused(
                "body",
                &Sample {
                    body,
                    ..sample.clone()
                },
            );
        }
        let body = [sample.body.as_slice(), b" "].concat();
        refused(
            "body",
            &Sample {
                body,
                ..sample.clone()
            },
        );
    }
    let authorization = text(sample.clone().header("authorization").clone());
    let (before, signature) = authorization.split_once("Signature=").expect("a signature");
    for other in others(signature.as_bytes()) {
        let mut changed = sample.clone();
        *changed.header("authorization") = format!("{before}Signature={}", text(other)).into();
        refused("signature", &changed);
    }
    let (_, names) = before.split_once("SignedHeaders=").expect("signed headers");
    for name in names.trim_end_matches([',', ' ']).split(';') {
        for other in others(&sample.clone().header(name).clone()) {
            let mut changed = sample.clone();
            *changed.header(name) = other;
            refused(name, &changed);
        }
        let mut changed = sample.clone();
        changed
            .headers
            .retain(|(sent, _)| !sent.eq_ignore_ascii_case(name));
        refused(name, &changed);
        let mut changed = sample.clone();
        changed.headers.push((name.to_owned(), b"more".to_vec()));
        refused(name, &changed);
    }
}

/// The same bytes with one of them changed, once for each kind of change.
fn others(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut others = Vec::new();
    for at in 0..bytes.len() {
        let byte = bytes[at];
        for other in [byte ^ 1, byte ^ 2, b'x', b'0'] {
            if other != byte && !other.is_ascii_control() {
                let mut changed = bytes.to_vec();
                changed[at] = other;
                others.push(changed);
            }
        }
    }
    others
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("text")
}
