//! Where the file of a bulk job is, as its URI says.

use cosell_api::types::ValidationExceptionErrorCode as Code;
use percent_encoding::percent_decode_str;

use super::rules::{HTTPS, SOURCE};
use crate::rule::Finding;
use crate::upload::BUCKET;
use crate::{Context, Error};

/// Characters of a file's name that an answer shows.
const LONGEST_NAME: usize = 255;

/// An upload that a URI names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub key: String,
    /// None: the newest.
    pub version: Option<String>,
}

/// Reads the URI of a request's member; only its form is judged.
pub(super) fn parse(cx: &Context, member: &str, uri: &str) -> Result<Source, Error> {
    read(&cx.account, uri).map_err(|refused| {
        let (rule, message) = match refused {
            Refused::Https => (
                &HTTPS,
                "Files are not fetched from https:// addresses. Upload the file and name it by \
                 s3://."
                    .to_owned(),
            ),
            Refused::Form => (
                &SOURCE,
                format!(
                    "The URI must be s3://{BUCKET}/{}/KEY, with versionId as the only query \
                     parameter.",
                    cx.account
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

fn read(account: &str, uri: &str) -> Result<Source, Refused> {
    let Some(path) = uri.strip_prefix("s3://") else {
        return Err(Refused::Https);
    };
    let (path, query) = match path.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (path, None),
    };
    let key = path
        .strip_prefix(BUCKET)
        .and_then(|rest| rest.strip_prefix('/'))
        .and_then(|rest| rest.strip_prefix(account))
        .and_then(|rest| rest.strip_prefix('/'));
    let key = key.filter(|key| !key.is_empty()).ok_or(Refused::Form)?;
    let version = match query.map(|query| query.split_once('=')) {
        None => None,
        Some(Some(("versionId", version))) if !version.is_empty() && !version.contains('&') => {
            Some(version.to_owned())
        }
        Some(_) => return Err(Refused::Form),
    };
    Ok(Source {
        key: key.to_owned(),
        version,
    })
}

impl Source {
    /// What people recognise the file by: the last part of its key.
    pub(super) fn file_name(&self) -> String {
        let last = self.key.rsplit('/').find(|part| !part.is_empty());
        let name = percent_decode_str(last.unwrap_or(&self.key)).decode_utf8_lossy();
        name.chars().take(LONGEST_NAME).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCOUNT: &str = "111111111111";

    fn uri(rest: &str) -> String {
        format!("s3://{BUCKET}/{rest}")
    }

    #[test]
    fn a_uri_names_an_upload_of_its_caller() {
        let source = read(ACCOUNT, &uri("111111111111/deals/q1%20new.csv")).expect("a file");
        assert_eq!(source.key, "deals/q1%20new.csv");
        assert_eq!(source.version, None);
        assert_eq!(source.file_name(), "q1 new.csv");
        let source = read(ACCOUNT, &uri("111111111111/a.csv?versionId=v1")).expect("a version");
        assert_eq!(source.version.as_deref(), Some("v1"));
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
            assert_eq!(read(ACCOUNT, &wrong), Err(Refused::Form), "{wrong}");
        }
        let https = "https://bucket.s3.amazonaws.com/a.csv";
        assert_eq!(read(ACCOUNT, https), Err(Refused::Https));
    }
}
