//! Policies: their documents, their attachments, and explained decisions.

use cosell_admin_api::pages::{
    AttachPolicy, DeletePolicy, DetachPolicy, ExplainPolicies, ListPolicies, PutPolicy, ShowPolicy,
};
use cosell_admin_api::policy::{Explained, Policies, Policy};
use cosell_admin_api::principal::Principal;

use super::part;
use crate::admin::{Context, Handler};
use crate::refusal::Refusal;

impl Handler for ListPolicies {
    async fn handle(self, cx: Context<'_>) -> Result<Policies, Refusal> {
        let part = part(self.query.limit, self.query.next);
        let listed = match self.query.account {
            None => cx.identities().managed_policies(),
            Some(account) => cx.identities().policies(account, part).await?,
        };
        Ok(Policies {
            policies: listed.items,
            next_token: listed.next,
        })
    }
}

impl Handler for PutPolicy {
    async fn handle(self, cx: Context<'_>) -> Result<Policy, Refusal> {
        Ok(cx.identities().put_policy(self.body).await?)
    }
}

impl Handler for ShowPolicy {
    async fn handle(self, cx: Context<'_>) -> Result<Policy, Refusal> {
        Ok(cx.identities().policy(self.account, self.name).await?)
    }
}

impl Handler for DeletePolicy {
    async fn handle(self, cx: Context<'_>) -> Result<Policy, Refusal> {
        let deleted = cx.identities().delete_policy(self.account, self.name).await;
        Ok(deleted?)
    }
}

impl Handler for AttachPolicy {
    async fn handle(self, cx: Context<'_>) -> Result<Principal, Refusal> {
        Ok(cx.identities().attach(self.body).await?)
    }
}

impl Handler for DetachPolicy {
    async fn handle(self, cx: Context<'_>) -> Result<Principal, Refusal> {
        Ok(cx.identities().detach(self.body).await?)
    }
}

impl Handler for ExplainPolicies {
    async fn handle(self, cx: Context<'_>) -> Result<Explained, Refusal> {
        Ok(cx.identities().explain(self.body).await?)
    }
}
