//! Snapshot jobs: those of tasks, which are there, and those that the account created.

use serde_json::{Value, json};

use super::links::text;
use super::{Entries, own_tags, to};

/// The member of a request that names a job.
const JOB: &str = "ResourceSnapshotJobIdentifier";

impl Entries<'_> {
    pub(super) fn jobs(&mut self) {
        for (id, live) in &self.live.jobs {
            if self.links.of_tasks.contains(id.as_str()) {
                self.job_of_task(id, live);
            } else {
                self.job(id, live);
            }
        }
    }

    /// A task made it, which runs.
    fn job_of_task(&mut self, id: &str, live: &Value) {
        let job = to(id);
        if text(live, "Status") == "Stopped" {
            self.call("StopResourceSnapshotJob", &json!({}), &[(JOB, job.clone())]);
        }
        let arn = text(live, "Arn");
        let start = arn.rsplit_once('/').map_or(arn, |(start, _)| start);
        let arn = format!("{}/{job}", self.own(start));
        self.tag(live, arn);
    }

    fn job(&mut self, id: &str, live: &Value) {
        let tags = self.live.tags.get(text(live, "Arn"));
        let tags = tags.map(own_tags).filter(|tags| !tags.is_empty());
        let body = json!({
            "ResourceType": live["ResourceType"],
            "ResourceSnapshotTemplateIdentifier": live["ResourceSnapshotTemplateName"],
            "Tags": tags,
        });
        let mut entry = self.entry(live, "CreatedAt", &body);
        entry["operation"] = json!("CreateResourceSnapshotJob");
        entry["references"] = json!({
            "EngagementIdentifier": to(text(live, "EngagementId")),
            "ResourceIdentifier": to(text(live, "ResourceId")),
        });
        self.push("call", entry);
        if text(live, "Status") == "Running" {
            self.call("StartResourceSnapshotJob", &json!({}), &[(JOB, to(id))]);
        }
    }
}
