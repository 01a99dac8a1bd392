//! Which resources have tags, and how their ARNs are parsed.
//!
//! An ARN names its resource only if it is exactly the ARN that the service wrote. Tags are stored
//! under that text, so a second spelling cannot have other tags.

use cosell_api::types::ValidationExceptionErrorCode as Code;
use cosell_store::Catalog;
use cosell_store::Tx;
use cosell_store::table::{customer_account, job, opportunity};

use super::rules::TAGGABLE;
use crate::rule::Finding;
use crate::{Context, Error, arn};

/// The last part of a resource's ARN: `catalog/NAME/TYPE/ID`.
struct Name<'a> {
    catalog: &'a str,
    resource_type: &'a str,
    id: &'a str,
}

/// The catalog that an ARN of the service names.
pub(crate) fn catalog(resource_arn: &str) -> Option<Catalog> {
    read(resource_arn)?.catalog.parse().ok()
}

fn read(resource_arn: &str) -> Option<Name<'_>> {
    let path = resource_arn.splitn(6, ':').nth(5)?;
    let (catalog, rest) = path.strip_prefix("catalog/")?.split_once('/')?;
    let (resource_type, id) = rest.split_once('/').unwrap_or((rest, ""));
    Some(Name {
        catalog,
        resource_type,
        id,
    })
}

/// Checks that the caller has this resource and that it can have tags.
pub(super) async fn exists(cx: &Context, tx: &mut Tx, resource_arn: &str) -> Result<(), Error> {
    let not_found = || Error::not_found(resource_arn);
    let Name {
        resource_type, id, ..
    } = read(resource_arn).ok_or_else(not_found)?;
    let (account, catalog) = (&cx.account, cx.catalog_name());
    let known = match resource_type {
        "opportunity" => {
            resource_arn == arn::opportunity(account, cx.catalog, id)
                && opportunity::find(tx, account, catalog, id).await?.is_some()
        }
        "customer-account" => {
            resource_arn == arn::customer_account(account, cx.catalog, id)
                && customer_account::find(tx, account, catalog, id)
                    .await?
                    .is_some()
        }
        "resource-snapshot-job" => {
            resource_arn == arn::job(account, cx.catalog, id)
                && job::find(tx, account, catalog, id).await?.is_some()
        }
        _ => {
            let message = "Only opportunities, resource snapshot jobs and customer accounts can \
                           have tags.";
            let finding = Finding::new(&TAGGABLE, "resourceArn", Code::InvalidValue, message);
            return Error::unless_empty(vec![finding]);
        }
    };
    if known { Ok(()) } else { Err(not_found()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalog_is_read_from_the_arn() {
        let opportunity = arn::opportunity("111111111111", Catalog::Sandbox, "O1");
        assert_eq!(catalog(&opportunity), Some(Catalog::Sandbox));
        assert_eq!(
            catalog(&arn::job("111111111111", Catalog::Aws, "job-1")),
            Some(Catalog::Aws)
        );
        let elsewhere =
            "arn:aws:partnercentral:us-east-1:111111111111:catalog/Other/opportunity/O1";
        for nowhere in [
            elsewhere,
            "arn:aws:partnercentral:us-east-1:1:catalog/",
            "arn:",
            "",
        ] {
            assert_eq!(catalog(nowhere), None, "{nowhere}");
        }
    }
}
