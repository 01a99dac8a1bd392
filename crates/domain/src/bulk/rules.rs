//! The rules of bulk jobs.

use crate::rule::rules;

rules! {
    /// The place of a file.
    pub(super) SOURCE = "bulk.file.source", Documented,
        "A bulk job reads a file that its caller uploaded, named by s3:// with the bucket of \
         uploads, the caller's account and a key; versionId is the only query parameter. A \
         presigned https:// address of the same bucket names the same file. Without versionId the \
         job reads the newest version.";
    /// What a presigned URL may name.
    pub(super) HTTPS = "bulk.file.https", Inferred,
        "A file at another https:// address is fetched only if the configuration lists its host: a \
         server that fetches any address that a caller names reaches what the caller cannot.";
    /// The form of a file.
    FORM = "bulk.file.form", Inferred,
        "A file is CSV in UTF-8, with a header row. Its headers are labels of AWS's templates or \
         paths of members; unknown columns are ignored. A file that cannot be read to its end, has \
         no rows, or has two columns for one member fails its job before any row.";
    /// What decides between creating and changing.
    KIND = "bulk.file.kind", Documented,
        "The headers of a file decide whether its rows create or change opportunities: with the \
         column Opportunity ID they change them.";
    /// What a job's end says.
    FAILED = "bulk.job.failed", Inferred,
        "A job is FAILED when its file as a whole could not be worked on. A job whose rows all \
         failed is COMPLETED.";
    /// How often a row happens.
    ONCE = "bulk.row.once", Inferred,
        "Each row happens once and has one outcome, in the order of the file. What a row did \
         before a refused step stays, and its outcome names the resource.";
    /// A row as a call.
    STEPS = "bulk.row.steps", Inferred,
        "A row is judged as the operations that it stands for, with the permissions of the caller \
         that started the job, and counts against no rate. It submits nothing and decides no \
         review: the column LifeCycle.ReviewStatus is ignored.";
    /// Empty cells.
    BLANK = "bulk.row.blank", Inferred,
        "An empty cell leaves the member as it is, and a row that changes nothing does not modify \
         its opportunity: a blank in a spreadsheet is rarely meant as a deletion.";
    /// The name of a row.
    ROW_ID = "bulk.row.id", Inferred,
        "RequestId is the cell in the column Row Id or Request Id, or else the number of the row. \
         A second row with the same id fails.";
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
    /// How long a report can be had.
    LIFE = "bulk.report.life", Documented,
        "The URL of a report is good for 15 minutes. The report of opportunities expires seven \
         days after the end of its job; that of customer accounts is made on request and does not \
         expire.";
    /// Cells that are formulas.
    FORMULA = "bulk.report.formula", Inferred,
        "A report has an apostrophe before a cell that a spreadsheet would run as a formula, and a \
         job takes it off, so a report that is sent again means the same.";
}
