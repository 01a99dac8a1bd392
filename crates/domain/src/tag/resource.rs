//! Which resources carry tags, and how their ARNs are read.
//!
//! An ARN names its resource only if it is, letter for letter, the one that the service gave out.
//! Tags are kept by that text, so there is no second spelling under which a resource has others.

use cosell_api::types::ValidationExceptionErrorCode as Code;
use cosell_store::Catalog;
use cosell_store::Tx;
use cosell_store::table::{customer_account, job, opportunity};

use super::rules::TAGGABLE;
use crate::rule::Finding;
use crate::{Context, Error, arn};

/// What the last part of a resource's ARN says: `catalog/NAME/TYPE/ID`.
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

/// Finds the resource among those of the caller that carry tags.
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
            let message = "Only opportunities, resource snapshot jobs and customer accounts carry \
                           tags.";
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
