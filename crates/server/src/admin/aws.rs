//! `/_cosell/aws/…`: AWS's side of co-selling, acted out by an administrator.
//!
//! `POST /_cosell/aws/opportunities/{id}/review` decides AWS's review of an opportunity. A decision
//! that the review status of the opportunity does not take is a conflict.

use cosell_admin_api::DateTime;
use cosell_admin_api::aws::Reviewed;
use cosell_admin_api::pages::ReviewOpportunity;
use cosell_domain::aws_side::Decided;

use super::tasks::catalog;
use super::{Context, Handler, conflict, not_found};
use crate::refusal::Refusal;

impl Handler for ReviewOpportunity {
    async fn handle(self, cx: Context<'_>) -> Result<Reviewed, Refusal> {
        let decision = self.body.decision;
        let decided = cx.front.service.review(self.id, self.body).await?;
        match decided {
            Decided::Done(stored) => Ok(Reviewed {
                review_status: stored.document.review_status().as_str().to_owned(),
                last_modified: DateTime::from_millis(stored.row.modified_at),
                catalog: catalog(stored.row.catalog),
                account: stored.row.account,
                id: stored.row.id,
            }),
            Decided::Unknown => Err(not_found("There is no opportunity with this id.")),
            Decided::Refused(status) => Err(conflict(&format!(
                "The review status of the opportunity is {}, so AWS does not decide `{decision}` \
                 now; AWS decides about opportunities that are Submitted or In review.",
                status.as_str()
            ))),
        }
    }
}
