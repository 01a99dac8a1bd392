//! Where the file of a bulk job is, as its URI says.

use std::borrow::Cow;

use cosell_api::types::ValidationExceptionErrorCode as Code;
use percent_encoding::percent_decode_str;

use super::rules::{HTTPS, SOURCE};
use crate::rule::Finding;
use crate::{Context, Error, Settings};

/// Characters of a file's name that an answer shows.
const LONGEST_NAME: usize = 255;

/// What a URI names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// An upload, by its key and its version; without one, the newest.
    Upload {
        key: String,
        version: Option<String>,
    },
    /// An address that is fetched.
    Address(String),
}

/// Reads the URI of a request's member; only its form is judged.
pub(super) fn parse(cx: &Context, member: &str, uri: &str) -> Result<Source, Error> {
    let Settings {
        public_url,
        upload_bucket,
        bulk_hosts,
        ..
    } = &*cx.settings;
    let prefix = format!("{upload_bucket}/{}/", cx.account);
    read(&prefix, (public_url, bulk_hosts), uri).map_err(|refused| {
        let (rule, message) = match refused {
            Refused::Https => (
                &HTTPS,
                "The server fetches files only from the https:// hosts that its option --bulk-host \
                 lists. Upload the file and name it by s3://."
                    .to_owned(),
            ),
            Refused::Form => (
                &SOURCE,
                format!(
                    "The URI must be s3://{prefix}KEY, with versionId as the only query parameter."
                ),
            ),
        };
        let finding = Finding::new(rule, member, Code::InvalidValue, message);
        match Error::unless_empty(vec![finding]) {
            Err(error) => error,
            Ok(()) => cosell_api::Error::internal().into(),
        }
    })
}

#[derive(Debug, PartialEq, Eq)]
enum Refused {
    Https,
    Form,
}

/// Reads a URI. `prefix` is the account's part of the bucket.
fn read(
    prefix: &str,
    (public_url, hosts): (&str, &[String]),
    uri: &str,
) -> Result<Source, Refused> {
    if let Some(rest) = uri.strip_prefix("s3://") {
        let (path, query) = split(rest);
        let version = match query.map(|query| query.split_once('=')) {
            None => None,
            Some(Some(("versionId", version))) if !version.contains('&') => Some(version),
            Some(_) => return Err(Refused::Form),
        };
        return upload(prefix, path, version);
    }
    let own = uri.strip_prefix(public_url);
    let own = own.and_then(|rest| rest.strip_prefix('/'));
    let bucket = prefix.split('/').next().unwrap_or_default();
    if let Some(rest) = own.filter(|rest| rest.starts_with(bucket)) {
        let (path, query) = split(rest);
        let version = query.and_then(version).map(decoded).transpose()?;
        return upload(prefix, &decoded(path)?, version.as_deref());
    }
    let rest = uri.strip_prefix("https://").ok_or(Refused::Https)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest[..end].to_ascii_lowercase();
    let host = host.strip_suffix(":443").unwrap_or(&host);
    let is_text = uri.bytes().all(|byte| byte.is_ascii_graphic());
    if !is_text || !hosts.iter().any(|listed| listed == host) {
        return Err(Refused::Https);
    }
    Ok(Source::Address(uri.to_owned()))
}

/// A path and the query behind it.
fn split(text: &str) -> (&str, Option<&str>) {
    match text.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (text, None),
    }
}

/// The version that the query of a presigned URL names. The other parameters say nothing: the
/// caller may read its own uploads.
fn version(query: &str) -> Option<&str> {
    let parameters = query.split('&').filter_map(|one| one.split_once('='));
    let mut versions = parameters.filter(|(name, _)| *name == "versionId");
    versions.next().map(|(_, version)| version)
}

fn decoded(text: &str) -> Result<Cow<'_, str>, Refused> {
    let decoded = percent_decode_str(text).decode_utf8();
    decoded.map_err(|_| Refused::Form)
}

/// The upload of a path; without a version the newest.
fn upload(prefix: &str, path: &str, version: Option<&str>) -> Result<Source, Refused> {
    let key = path.strip_prefix(prefix);
    let key = key.filter(|key| !key.is_empty()).ok_or(Refused::Form)?;
    if version.is_some_and(str::is_empty) {
        return Err(Refused::Form);
    }
    Ok(Source::Upload {
        key: key.to_owned(),
        version: version.map(str::to_owned),
    })
}

impl Source {
    /// What people recognise the file by: the last part of its key, or of the path of its address,
    /// without the query, which may hold a secret.
    pub(super) fn file_name(&self) -> String {
        let path = match self {
            Self::Upload { key, .. } => key,
            Self::Address(url) => url.split(['?', '#']).next().unwrap_or_default(),
        };
        let last = path.rsplit('/').find(|part| !part.is_empty());
        let name = percent_decode_str(last.unwrap_or(path)).decode_utf8_lossy();
        name.chars().take(LONGEST_NAME).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upload::BUCKET;
    const PUBLIC: &str = "https://cosell.example.com";

    fn uri(rest: &str) -> String {
        format!("s3://{BUCKET}/{rest}")
    }

    fn read(uri: &str) -> Result<Source, Refused> {
        let hosts = ["files.example.com", "files.example.com:8443", "127.0.0.1"];
        super::read(
            &format!("{BUCKET}/111111111111/"),
            (PUBLIC, &hosts.map(str::to_owned)),
            uri,
        )
    }

    fn upload(key: &str, version: Option<&str>) -> Source {
        Source::Upload {
            key: key.to_owned(),
            version: version.map(str::to_owned),
        }
    }

    #[test]
    fn a_uri_names_an_upload_of_its_caller() {
        let source = read(&uri("111111111111/deals/q1%20new.csv")).expect("a file");
        assert_eq!(source, upload("deals/q1%20new.csv", None));
        assert_eq!(source.file_name(), "q1 new.csv");
        let source = read(&uri("111111111111/a.csv?versionId=v1"));
        assert_eq!(source, Ok(upload("a.csv", Some("v1"))));
    }

    #[test]
    fn other_buckets_accounts_and_queries_are_refused() {
        for wrong in [
            uri("222222222222/a.csv"),
            uri("111111111111/"),
            uri("111111111111"),
            uri("111111111111/a.csv?x=1"),
            uri("111111111111/a.csv?versionId="),
            uri("111111111111/a.csv?versionId=1&x=2"),
            "s3://another/111111111111/a.csv".to_owned(),
            "s3://".to_owned(),
        ] {
            assert_eq!(read(&wrong), Err(Refused::Form), "{wrong}");
        }
        let https = "https://bucket.s3.amazonaws.com/a.csv";
        assert_eq!(read(https), Err(Refused::Https));
    }

    #[test]
    fn an_address_of_this_server_names_an_upload() {
        let of = |rest: &str| read(&format!("{PUBLIC}/{BUCKET}/{rest}"));
        let found = of("111111111111/q1%20new.csv?X-Amz-Expires=9&versionId=v1");
        assert_eq!(found, Ok(upload("q1 new.csv", Some("v1"))));
        let found = of("111111111111/q1.csv");
        assert_eq!(found, Ok(upload("q1.csv", None)));
        let found = of("111111111111/q1.csv?X-Amz-Expires=9&X-Amz-Signature=ab");
        assert_eq!(found, Ok(upload("q1.csv", None)), "the newest version");
        let found = of("111111111111/why%3F%20%2541.csv?X-Amz-Expires=9&versionId=a%2Fb");
        assert_eq!(found, Ok(upload("why? %41.csv", Some("a/b"))));
        assert_eq!(
            of("111111111111/q1.csv?versionId=&X-Amz-Expires=9"),
            Err(Refused::Form)
        );
        assert_eq!(of("222222222222/q1.csv"), Err(Refused::Form));
    }

    #[test]
    fn only_an_address_of_a_listed_host_is_fetched() {
        for url in [
            "https://files.example.com/a.csv?secret=1",
            "https://FILES.example.com:443/a.csv",
            "https://files.example.com:8443/a.csv",
            "https://127.0.0.1/a.csv",
            "https://files.example.com",
        ] {
            assert_eq!(read(url), Ok(Source::Address(url.to_owned())), "{url}");
        }
        for url in [
            "https://other.example.com/a.csv",
            "https://files.example.com.other/a.csv",
            "https://files.example.com:444/a.csv",
            "https://files.example.com@other/a.csv",
            "https://files.example.com\\@other/a.csv",
            "https://user@files.example.com/a.csv",
            "https://files.example.com /a.csv",
            "https://[::1]/a.csv",
            "https:///a.csv",
            "https://?files.example.com",
        ] {
            assert_eq!(read(url), Err(Refused::Https), "{url}");
        }
        let url = "https://files.example.com/in/q1%20new.csv?X-Amz-Signature=a/b#c";
        assert_eq!(read(url).expect("listed").file_name(), "q1 new.csv");
    }
}
