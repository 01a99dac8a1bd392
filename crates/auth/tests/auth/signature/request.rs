//! A signed request from a file, and its verification at the time of its own date.

use cosell_auth::sigv4::{Credentials, SignatureError, SignedRequest, Verifier};
use serde_json::Value;

#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: Vec<u8>,
    pub(crate) secret: String,
    pub(crate) session_token: Option<String>,
    /// When it was signed, in seconds since 1970.
    pub(crate) signed_at: i64,
}

impl Sample {
    pub(crate) fn all(json: &str) -> Vec<Self> {
        let samples: Vec<Value> = serde_json::from_str(json).expect("a list of requests");
        samples.iter().map(Self::read).collect()
    }

    fn read(sample: &Value) -> Self {
        let text = |name: &str| sample[name].as_str().map(str::to_owned);
        let headers = sample["headers"].as_array().expect("headers");
        let headers: Vec<(String, Vec<u8>)> = headers
            .iter()
            .map(|header| {
                let part = |index: usize| header[index].as_str().expect("a header").to_owned();
                (part(0), part(1).into_bytes())
            })
            .collect();
        let target = text("path").expect("a path");
        let (path, query) = match text("query") {
            Some(query) => (target, query),
            None => match target.split_once('?') {
                Some((path, query)) => (path.to_owned(), query.to_owned()),
                None => (target, String::new()),
            },
        };
        let date = headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("x-amz-date"));
        let signed_at = date.map_or(DATED, |(_, date)| {
            let date = std::str::from_utf8(date).expect("a date");
            let date = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", date).expect("a date");
            let zoned = date.to_zoned(jiff::tz::TimeZone::UTC).expect("a date");
            zoned.timestamp().as_second()
        });
        Self {
            name: text("name").or_else(|| text("client")).expect("a name"),
            method: text("method").expect("a method"),
            path,
            query,
            headers,
            body: text("body").expect("a body").into_bytes(),
            secret: text("secret")
                .or_else(|| text("secret_key"))
                .expect("a secret"),
            session_token: text("session_token"),
            signed_at,
        }
    }

    pub(crate) fn with<R>(&self, run: impl FnOnce(SignedRequest<'_>) -> R) -> R {
        let headers = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_slice()));
        run(SignedRequest {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers: &headers.collect::<Vec<_>>(),
            body: &self.body,
        })
    }

    pub(crate) fn verify(&self) -> Result<(), SignatureError> {
        self.verify_at(self.signed_at)
    }

    pub(crate) fn verify_at(&self, now: i64) -> Result<(), SignatureError> {
        let credentials = Credentials {
            secret: &self.secret,
            session_token: self.session_token.as_deref(),
        };
        self.with(|request| verifier().read(request, now)?.verify(Some(&credentials)))
    }

    pub(crate) fn header(&mut self, name: &str) -> &mut Vec<u8> {
        let named = |(sent, _): &&mut (String, Vec<u8>)| sent.eq_ignore_ascii_case(name);
        &mut self.headers.iter_mut().find(named).expect("the header").1
    }

    pub(crate) fn replace(&mut self, header: &str, from: &str, to: &str) {
        let value = self.header(header);
        let text = String::from_utf8(value.clone()).expect("text");
        assert!(text.contains(from), "{text}");
        *value = text.replace(from, to).into_bytes();
    }
}

/// The date of the sample that has a Date header: 2026-03-14T23:59:30Z.
const DATED: i64 = 1_773_532_770;

pub(crate) fn verifier() -> Verifier {
    let services = ["partnercentral-selling", "service"];
    Verifier::new(
        vec!["us-east-1".to_owned()],
        services.map(str::to_owned).to_vec(),
    )
}
