//! Bulk jobs: files whose rows make or change resources, each once, and what became of each.

mod accounts;
mod crash;
mod files;
mod jobs;
mod reports;
mod rows;

use std::sync::Arc;

use cosell_domain::Caller;
use cosell_domain::upload::{Act, BUCKET, Object};
use serde_json::{Value, json};

use crate::common::{Harness, PARTNER};

/// The columns of a new opportunity in the tests here.
const HEADERS: &str = "Row Id,Customer Company Name,Industry Vertical,Country,State,Postal Code,\
    Customer Website,Partner Project Title,Customer Business Problem,Use Case,Delivery Model,\
    Estimated AWS Monthly Recurring Revenue,Target Close Date,Stage,Opportunity Type,\
    Partner primary need from AWS,Sales Activities,Is Opportunity from Marketing Activity?,\
    Solution offered";

/// A row of these columns.
fn row(id: &str, company: &str) -> String {
    format!(
        "{id},{company},Transportation & Logistics,United States,Washington,98101,\
         https://quay.example.com,Berth planning in the cloud,\
         \"Berths are planned by hand, and ships wait for days.\",\
         Migration / Database Migration,SaaS or PaaS,\"$10,000.00\",6/30/2027,Prospect,\
         Net New Business,Co-Sell - Architectural Validation,\
         Initialized discussions with customer,No,S-1234567"
    )
}

/// A file of rows with the ids `r1`, `r2` and so on.
fn file(rows: usize) -> String {
    let rows = (1..=rows).map(|at| row(&format!("r{at}"), &format!("Quay {at}")));
    let lines: Vec<String> = [HEADERS.to_owned()].into_iter().chain(rows).collect();
    lines.join("\r\n") + "\r\n"
}

impl Harness {
    /// Uploads a file of an account and returns the URI that names this version of it.
    pub(crate) async fn upload(&self, account: &str, key: &str, content: &[u8]) -> String {
        let uploads = self.service.uploads();
        let object = Object {
            account: account.to_owned(),
            key: key.to_owned(),
        };
        let caller = Caller::from(Arc::from(account));
        let permit = uploads.permit(&caller, Act::PutObject, &object);
        let size = i64::try_from(content.len()).expect("a size");
        let begun = uploads.begin(&permit, &object, size).await;
        let mut begun = begun.expect("it begins");
        for piece in content.chunks(10_000) {
            uploads.append(&mut begun, piece).await.expect("it is kept");
        }
        let finished = uploads.finish(&permit, &mut begun, "tag").await;
        let version = finished.expect("it is whole");
        format!("s3://{BUCKET}/{account}/{key}?versionId={version}")
    }

    /// Uploads a file of [`PARTNER`] and starts a job over it.
    async fn start(&self, content: impl AsRef<[u8]>) -> String {
        let uri = self.upload(PARTNER, "deals/q1.csv", content.as_ref()).await;
        self.start_at(&uri).await
    }

    async fn start_at(&self, uri: &str) -> String {
        let input = start(uri);
        let started = self.ok("StartOpportunityBulkJob", input).await;
        started["JobId"].as_str().expect("an id").to_owned()
    }

    /// The same, and waits until the job is over.
    async fn carried_out(&self, content: impl AsRef<[u8]>) -> String {
        let id = self.start(content).await;
        self.wait_until_idle().await;
        id
    }

    async fn job(&self, id: &str) -> Value {
        let list = json!({ "Catalog": "Sandbox", "JobId": id });
        let jobs = self.ok("ListOpportunityBulkJobs", list).await;
        jobs["OpportunityBulkJobSummaries"][0].clone()
    }

    /// The outcomes of a job of some hundred rows.
    async fn results(&self, id: &str) -> Vec<Value> {
        let list = json!({ "Catalog": "Sandbox", "JobId": id, "MaxResults": 1000 });
        let found = self.ok("ListOpportunityBulkJobResults", list).await;
        found["Results"].as_array().expect("a list").clone()
    }

    /// How many opportunities [`PARTNER`] has, up to a hundred.
    async fn opportunities_of_partner(&self) -> usize {
        let list = json!({ "Catalog": "Sandbox", "MaxResults": 100 });
        let list = self.ok("ListOpportunities", list).await;
        list["OpportunitySummaries"].as_array().map_or(0, Vec::len)
    }

    fn inject(&self, text: &str) {
        let rule = text.parse().expect(text);
        cosell_domain::fault::check(&rule).expect(text);
        self.service.engine().faults().add(rule);
    }
}

/// The request that starts a job over a file.
fn start(uri: &str) -> Value {
    json!({
        "Catalog": "Sandbox", "ClientToken": uri, "FileURI": uri, "FileFormat": "CSV",
    })
}

/// The codes of outcomes, in their order; an empty one of a row that succeeded.
fn codes(results: &[Value]) -> Vec<&str> {
    let code = |result: &Value| match result["ErrorCode"].as_str() {
        Some(code) => code.to_owned(),
        None => String::new(),
    };
    for result in results {
        let succeeded = result["Status"] == "SUCCEEDED";
        assert_eq!(code(result).is_empty(), succeeded, "{result:#}");
        assert_eq!(result["ErrorMessage"].is_null(), succeeded, "{result:#}");
    }
    results
        .iter()
        .map(|result| result["ErrorCode"].as_str().unwrap_or_default())
        .collect()
}

/// A file with a row of each kind of outcome.
fn rows_of_all_kinds() -> String {
    let lines = [
        HEADERS.to_owned(),
        row("first", "Quay"),
        "short,Quay".to_owned(),
        row("nameless", ""),
        row("first", "Pier"),
        row("wrong", "Pier").replace("Prospect,", "Rumour,"),
        row("halfway", "Pier").replace("S-1234567", "S-0000000"),
        row("café ☕", "\"Großer, Kai\""),
    ];
    lines.join("\n")
}
