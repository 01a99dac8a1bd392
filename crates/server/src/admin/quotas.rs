//! `GET /_cosell/quotas`: how often accounts may call on this node, and what they used.
//!
//! ```json
//! {"classes": [{"name": "read", "operations": ["GetOpportunity", …],
//!               "rate": 10.0, "burst": 10, "daily": 100000}],
//!  "stored": {"engagement_members": 10, …},
//!  "accounts": [{"account": "111111111111", "class": "read", "available": 7, "last_day": 3}],
//!  "next_token": null}
//! ```
//!
//! `rate` is calls in a second, `burst` calls at once after a rest, `daily` calls in any 24 hours;
//! what is not limited is null. Accounts that have their whole quota may be left out. `account` in
//! the query picks one; `limit` accounts (50, at most 200) and `next` make pages.

use cosell_domain::quota::Rate;
use serde_json::{Value, json};

use crate::pipeline::Front;
use crate::query::Query;
use crate::refusal::Refusal;

/// Accounts on a page when nothing is said of it, and at most.
const PAGE: usize = 50;
const LONGEST_PAGE: usize = 200;

pub(super) fn page(front: &Front, query: Option<&str>) -> Result<Value, Refusal> {
    let query = Query::read(query, &["account", "limit", "next"])
        .map_err(|message| super::invalid(&message))?;
    let limit = super::limit(&query, PAGE, LONGEST_PAGE)?;
    let throttle = front.service.throttle();
    let (account, after) = (query.get("account"), query.get("next").unwrap_or_default());
    let used = throttle.usage(account, after, limit, front.world().now());
    let classes = throttle.quotas().classes();
    let full = !classes.is_empty() && used.len() == limit.saturating_mul(classes.len());
    let next = used.last().filter(|_| full).map(|last| &*last.account);
    let classes: Vec<Value> = classes
        .iter()
        .map(|class| {
            json!({
                "name": class.name,
                "operations": class.operations,
                "rate": class.limit.rate.map(Rate::per_second),
                "burst": class.limit.rate.map(Rate::burst),
                "daily": class.limit.daily,
            })
        })
        .collect();
    let accounts: Vec<Value> = used
        .iter()
        .map(|used| {
            json!({
                "account": &*used.account,
                "class": used.class,
                "available": used.available,
                "last_day": used.last_day,
            })
        })
        .collect();
    let stored = front.service.settings().stored;
    Ok(json!({
        "classes": classes,
        "stored": {
            "engagement_members": stored.engagement_members,
            "engagement_contexts": stored.engagement_contexts,
            "aws_products": stored.aws_products,
            "solutions": stored.solutions,
            "marketplace_solutions": stored.marketplace_solutions,
            "marketplace_products": stored.marketplace_products,
        },
        "accounts": accounts,
        "next_token": next,
    }))
}
