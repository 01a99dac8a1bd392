//! `GET /_cosell/quotas`: the quotas of this node, and how much of them each account has used.
//!
//! `rate` is calls per second, `burst` is calls at once after a pause, `daily` is calls in any 24
//! hours; an unlimited quota is null. An account that has used nothing may be left out. The query
//! parameter `account` selects one account; `limit` (50 accounts, at most 200) and `next` paginate.

use cosell_admin_api::pages::ShowQuotas;
use cosell_admin_api::quota::{Class, Quotas, Stored, Usage};
use cosell_domain::quota::Rate;

use super::{Context, Handler};
use crate::refusal::Refusal;

impl Handler for ShowQuotas {
    async fn handle(self, cx: Context<'_>) -> Result<Quotas, Refusal> {
        let filter = self.query;
        let service = &cx.front.service;
        let (throttle, limit) = (service.throttle(), usize::from(filter.limit.get()));
        let after = filter.next.unwrap_or_default();
        let now = cx.front.world().now();
        let used = throttle.usage(filter.account.as_deref(), &after, limit, now);
        let classes = throttle.quotas().classes();
        let full = !classes.is_empty() && used.len() == limit.saturating_mul(classes.len());
        let next = used.last().filter(|_| full).map(|last| &*last.account);
        let next_token = next.map(str::to_owned);
        let classes = classes.iter().map(|class| Class {
            name: class.name.clone(),
            operations: class.operations.iter().map(ToString::to_string).collect(),
            rate: class.limit.rate.map(Rate::per_second),
            burst: class.limit.rate.map(Rate::burst),
            daily: class.limit.daily,
        });
        let stored = service.settings().stored;
        Ok(Quotas {
            classes: classes.collect(),
            stored: Stored {
                engagement_members: stored.engagement_members,
                engagement_contexts: stored.engagement_contexts,
                customer_accounts: stored.customer_accounts,
                aws_products: stored.aws_products,
                solutions: stored.solutions,
                marketplace_solutions: stored.marketplace_solutions,
                marketplace_products: stored.marketplace_products,
                bulk_jobs_running: stored.bulk_jobs_running,
                upload_mebibytes: stored.upload_mebibytes,
            },
            accounts: used
                .into_iter()
                .map(|used| Usage {
                    account: used.account.to_string(),
                    class: used.class,
                    available: used.available,
                    last_day: used.last_day,
                })
                .collect(),
            next_token,
        })
    }
}
