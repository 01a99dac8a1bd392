//! `/_cosell/reviewer`: the rules by which AWS's reviewers decide in the space of the request.

use std::sync::Arc;

use cosell_admin_api::pages::{SetReviewer, ShowReviewer};
use cosell_admin_api::reviewer::{ReviewRules, Reviewer};
use cosell_domain::reviewer::Plan;

use super::{Context, Handler};
use crate::refusal::Refusal;

impl Handler for ShowReviewer {
    async fn handle(self, cx: Context<'_>) -> Result<ReviewRules, Refusal> {
        Ok(cx.front.service.settings().reviewer.plan().shown())
    }
}

impl Handler for SetReviewer {
    async fn handle(self, cx: Context<'_>) -> Result<ReviewRules, Refusal> {
        let plan = match self.body.reviewer {
            Reviewer::Manual => Plan::default(),
            Reviewer::Approve => Plan::approve(),
        };
        let reviewer = &cx.front.service.settings().reviewer;
        reviewer.replace(Arc::new(plan));
        Ok(reviewer.plan().shown())
    }
}
