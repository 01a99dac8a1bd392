//! The rules of bulk jobs.

use crate::rule::rules;

rules! {
    /// The place of a file.
    pub(super) SOURCE = "bulk.file.source", Documented,
        "A bulk job reads a file that its caller uploaded, named by s3:// with the bucket of \
         uploads, the caller's account and a key; versionId is the only query parameter.";
    /// What a presigned URL may name.
    pub(super) HTTPS = "bulk.file.https", Inferred,
        "A file at another https:// address is fetched only if the configuration lists its host: a \
         server that fetches any address that a caller names reaches what the caller cannot.";
    /// Jobs at a time.
    pub(super) RUNNING = "bulk.running.quota", Inferred,
        "An account has ten bulk jobs of a kind at a time in a catalog.";
    /// A report is there when its job is over.
    pub(super) OVER = "bulk.report.over", Documented,
        "A report is made of a job that has ended; before, the request is a conflict.";
    /// All rows of opportunities.
    pub(super) FAILED_ONLY = "bulk.report.failed-only", Documented,
        "The report of an opportunity bulk job is about its failed records; all records are \
         refused.";
}
