//! Transactions that lock several rows, in an order that their requests do not give.

use std::time::Duration;

use cosell_domain::Settings;
use cosell_engine::Options;
use serde_json::json;

use super::{Act, Arena, Outcome, race_in, succeeded};
use crate::common::{Harness, PARTNER};

/// How long the first row of a job is held up, so that its file is read before the race.
const HELD: Duration = Duration::from_secs(1);

/// A job of this service, which claims it, over rows that change these opportunities.
async fn bulk_job(harness: &Harness, key: &str, opportunities: [&str; 2]) -> String {
    let faults = harness.service.engine().faults();
    let rule = "bulk.row.before=delay:1s".parse().expect("a rule");
    faults.add(rule);
    let rows = opportunities.map(|id| format!("{id},{key}\n")).concat();
    let file = format!("Opportunity ID,Next Steps\n{rows}");
    let uri = harness.upload(PARTNER, key, file.as_bytes()).await;
    let input = json!({
        "Catalog": "Sandbox", "ClientToken": key, "FileURI": uri, "FileFormat": "CSV",
    });
    let started = harness.ok("StartOpportunityBulkJob", input).await;
    harness.wait_until_idle().await;
    faults.clear();
    started["JobId"].as_str().expect("an id").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn bulk_jobs_may_name_opportunities_in_opposite_orders() {
    // Each service carries its own job on, because the other one's is claimed.
    let shared = Options {
        exclusive: false,
        lease: Duration::from_hours(1),
        ..Options::default()
    };
    let Some(arena) = Arena::open(&Settings::default(), &shared).await else {
        return;
    };
    let prepare = async |number: usize| {
        let [one, other] = arena.sides.each_ref().map(|side| &side.harness);
        let (first, second) = (one.opportunity().await, one.opportunity().await);
        let jobs = [
            bulk_job(one, &format!("up-{number}.csv"), [&first, &second]).await,
            bulk_job(other, &format!("down-{number}.csv"), [&second, &first]).await,
        ];
        ([Act::Timers(HELD), Act::Timers(HELD)], jobs)
    };
    let check = async |harness: &Harness, jobs: &[String; 2], outcomes: &[Outcome; 2]| {
        assert_eq!(succeeded(outcomes), 2, "{outcomes:#?}");
        for job in jobs {
            let list = json!({ "Catalog": "Sandbox", "JobId": job });
            let listed = harness.ok("ListOpportunityBulkJobs", list).await;
            let listed = &listed["OpportunityBulkJobSummaries"][0];
            assert_eq!(listed["SuccessCount"], 2, "{listed:#}");
        }
    };
    race_in(&arena, prepare, check).await;
}
