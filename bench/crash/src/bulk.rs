//! A bulk job whose server is killed on its way: each row of its file happens once.
//!
//! One client uploads a file, starts a job and follows its progress. The kills are spread over the
//! rows: each comes when the job has got that far, every other one from inside, at a fault point of
//! a row. At the end the outcomes, the opportunities and the report are read to their ends.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::time::Duration;

use cosell_world::machine;
use serde_json::{Value, json};

use crate::error::Error;
use crate::finding::{Findings, Invariant};
use crate::random::Random;
use crate::server::{Server, Subject};
use crate::session::{self, Session, Stop, text};

/// The bucket, and the file of the clients' account in it.
const FILE: &str =
    "aws-partner-central-marketplace-ephemeral-writeonly-files/111111111111/crash.csv";

/// One in so many rows is refused by the service.
const WRONG: usize = 100;

/// The poll interval of the job's progress.
const POLL: Duration = Duration::from_millis(20);

/// The timeout of a job without progress.
const STALL: Duration = Duration::from_secs(30);

/// The timeout for a fault point to be reached.
const FAULT_TIMEOUT: Duration = Duration::from_secs(5);

/// The most that a kill from outside comes later than the row that it is meant for.
const JITTER: u64 = 40;

/// The fault points of a row, and at most how many hits of each are skipped. The last is reached
/// once for many rows.
const PLACES: [(&str, u64); 3] = [("before", 40), ("after_effect", 40), ("before_commit", 3)];

/// What a run did.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Done {
    pub random: usize,
    pub named: usize,
    /// The server was killed from outside, because the job ended before the fault point.
    pub missed: usize,
    /// Rows in a second, where nothing was killed.
    pub rate: Option<f64>,
}

/// The job of a run.
struct Job<'a> {
    id: String,
    rows: usize,
    findings: &'a Findings,
}

/// Carries out a job of so many rows, and kills its server so many times.
pub(crate) fn run(
    subject: &Subject,
    rows: usize,
    kills: usize,
    seed: u64,
    findings: &Findings,
) -> Result<Done, Error> {
    let mut random = Random::new(seed);
    let mut done = Done::default();
    let mut server = Server::start(subject, None)?;
    let Some(job) = start(&server, rows, findings) else {
        return Ok(done);
    };
    let began = machine::instant();
    for turn in 1..=kills {
        let goal = rows * turn / (kills + 1);
        job.wait_for(&mut server, goal)?;
        if turn % 2 == 1 {
            machine::block(Duration::from_millis(random.below(JITTER)));
            server.kill()?;
            done.random += 1;
            server = Server::start(subject, None)?;
            continue;
        }
        // The server is stopped by a kill too, and its successor has the rule that kills it.
        server.kill()?;
        done.random += 1;
        let (place, skipped) = PLACES[random.index(PLACES.len())];
        let fault = format!("bulk.row.{place}=abort@{}", random.below(skipped));
        match Server::start(subject, Some(&fault)) {
            Err(Error::NotReady(_)) => done.named += 1,
            Err(error) => return Err(error),
            Ok(mut doomed) => {
                if doomed.killed_by_fault(FAULT_TIMEOUT)? {
                    done.named += 1;
                } else {
                    doomed.kill()?;
                    done.missed += 1;
                }
            }
        }
        server = Server::start(subject, None)?;
    }
    job.wait_for(&mut server, rows)?;
    if kills == 0 {
        let seconds = machine::elapsed(began).as_secs_f64();
        #[expect(
            clippy::cast_precision_loss,
            reason = "a file has fewer rows than 2^52"
        )]
        let count = rows as f64;
        done.rate = Some(count / seconds);
    }
    if job.check(&server).is_err() {
        findings.check(Invariant::AnsweredAsModelled, false, || {
            "no response during the final check".to_owned()
        });
    }
    server.kill()?;
    Ok(done)
}

/// A file of so many invented opportunities.
fn file(rows: usize) -> String {
    let mut text = "Row Id,Customer Company Name,Industry Vertical,Country,Partner Project Title,\
                    Delivery Model,Estimated AWS Monthly Recurring Revenue,Target Close Date,Stage,\
                    Solution offered\r\n"
        .to_owned();
    for row in 1..=rows {
        let stage = if row % WRONG == 0 {
            "Rumour"
        } else {
            "Prospect"
        };
        // A text cannot refuse.
        let _ = write!(
            text,
            "r{row},\"Harbour Lights, Berth {row}\",Transportation & Logistics,Norway,\
             Berth planning {row},SaaS or PaaS; Other,\"$1,{:03}.50\",12/31/2040,{stage},\
             S-1234567\r\n",
            row % 1000
        );
    }
    text
}

/// Uploads the file and starts the job.
fn start<'a>(server: &Server, rows: usize, findings: &'a Findings) -> Option<Job<'a>> {
    let session = Session::lasting(&server.url, findings);
    let uploaded = session.upload(FILE, &file(rows));
    session.check(Invariant::AnsweredAsModelled, uploaded.is_ok(), || {
        format!("the upload: {uploaded:?}")
    });
    let body = json!({
        "ClientToken": "crash", "FileURI": format!("s3://{FILE}"), "FileFormat": "CSV",
    });
    let started = session.write("StartOpportunityBulkJob", &body).ok()?;
    Some(Job {
        id: text(&started, "/JobId"),
        rows,
        findings,
    })
}

impl Job<'_> {
    fn find(&self, session: &Session<'_>) -> Result<Value, Stop> {
        let body = json!({ "JobId": self.id });
        let list = "OpportunityBulkJobSummaries";
        let mut jobs = session.list("ListOpportunityBulkJobs", list, &body)?;
        let is_there = jobs.len() == 1;
        session.check(Invariant::AcknowledgedIsPresent, is_there, || {
            format!("the job {}: {jobs:?}", self.id)
        });
        Ok(jobs.pop().unwrap_or_default())
    }

    /// Waits until so many rows are done, or the job is over.
    fn wait_for(&self, server: &mut Server, goal: usize) -> Result<(), Error> {
        let session = Session::lasting(&server.url, self.findings);
        let (mut most, mut since) = (-1, machine::instant());
        loop {
            server.check_running()?;
            let Ok(job) = self.find(&session) else {
                return Ok(());
            };
            let processed = job["ProcessedRecords"].as_i64().unwrap_or_default();
            session.check(Invariant::TimeGoesForward, processed >= most, || {
                format!("{processed} rows are done after {most} were")
            });
            let over = ["COMPLETED", "FAILED"].contains(&text(&job, "/Status").as_str());
            let all = i64::try_from(goal).unwrap_or(i64::MAX);
            if over || processed >= all && goal < self.rows {
                return Ok(());
            }
            if processed > most {
                (most, since) = (processed, machine::instant());
            }
            let is_stuck = machine::elapsed(since) > STALL;
            if is_stuck {
                session.check(Invariant::NoTaskStuck, false, || format!("{job}"));
                return Ok(());
            }
            machine::block(POLL);
        }
    }

    /// Reads everything that the job made.
    fn check(&self, server: &Server) -> Result<(), Stop> {
        let session = Session::lasting(&server.url, self.findings);
        let job = self.find(&session)?;
        let wrong = self.rows / WRONG;
        let counts = [
            ("TotalRecords", self.rows),
            ("ProcessedRecords", self.rows),
            ("SuccessCount", self.rows - wrong),
            ("FailureCount", wrong),
        ];
        let agree = job["Status"] == "COMPLETED"
            && counts.iter().all(|(name, count)| job[name] == json!(count));
        session.check(Invariant::CompleteIsWhole, agree, || {
            format!("{counts:?}: {job}")
        });

        let (mut next, mut made) = (1, HashSet::new());
        let body = json!({ "JobId": self.id, "MaxResults": 1000 });
        Self::walk(
            &session,
            "ListOpportunityBulkJobResults",
            "Results",
            body,
            |row| {
                let id = text(row, "/RequestId");
                session.check(Invariant::RowsOnce, id == format!("r{next}"), || {
                    format!("{row} in the place of row {next}")
                });
                let succeeded = row["Status"] == "SUCCEEDED";
                session.check(
                    Invariant::AnsweredAsModelled,
                    succeeded == (next % WRONG != 0),
                    || format!("row {next}: {row}"),
                );
                next += 1;
                let resource = text(row, "/ResourceIdentifier");
                let is_new = !succeeded || made.insert(resource);
                session.check(Invariant::RowsOnce, is_new, || format!("{row}: twice"));
            },
        )?;
        session.check(Invariant::RowsAreThere, next == self.rows + 1, || {
            format!("{} of {} rows have an outcome", next - 1, self.rows)
        });

        let (mut companies, mut known) = (HashSet::new(), 0);
        let body = json!({ "MaxResults": 100 });
        Self::walk(
            &session,
            "ListOpportunities",
            "OpportunitySummaries",
            body,
            |item| {
                let company = text(item, "/Customer/Account/CompanyName");
                let is_new = companies.insert(company);
                session.check(Invariant::RowsOnce, is_new, || format!("{item}: twice"));
                let is_of_a_row = made.contains(&text(item, "/Id"));
                session.check(Invariant::RowsOnce, is_of_a_row, || {
                    format!("{item} is of no row")
                });
                known += usize::from(is_of_a_row);
            },
        )?;
        session.check(Invariant::RowsAreThere, known == made.len(), || {
            format!("{known} of {} opportunities are there", made.len())
        });
        self.report(&session, wrong)
    }

    /// The report parses, and has the rows that failed.
    fn report(&self, session: &Session<'_>, wrong: usize) -> Result<(), Stop> {
        let body = json!({ "JobId": self.id, "ReportFormat": "CSV" });
        let answer = session.expect("GetOpportunityBulkJobReportUrl", &body)?;
        let report = session::download(&text(&answer, "/Url")).unwrap_or_default();
        let lines: Vec<&str> = report.lines().collect();
        let right = lines.len() == wrong + 1
            && lines
                .iter()
                .skip(1)
                .all(|line| line.contains("INVALID_ENUM_VALUE"));
        session.check(Invariant::CompleteIsWhole, right, || {
            format!("the report has {} lines, not {}", lines.len(), wrong + 1)
        });
        Ok(())
    }

    /// Reads a list to its end.
    fn walk(
        session: &Session<'_>,
        operation: &str,
        list: &str,
        mut body: Value,
        mut each: impl FnMut(&Value),
    ) -> Result<(), Stop> {
        loop {
            let page = session.expect(operation, &body)?;
            for item in page[list].as_array().map(Vec::as_slice).unwrap_or_default() {
                each(item);
            }
            match page["NextToken"].as_str() {
                Some(token) => body["NextToken"] = json!(token),
                None => return Ok(()),
            }
        }
    }
}
