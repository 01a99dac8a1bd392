//! ARNs of resources: how they are built, and how an identifier that may be an ARN is parsed.
//!
//! The forms are those of recorded responses: the ARNs of engagements, invitations, snapshots and
//! tasks have no account; those of opportunities, jobs and solutions have their owner's account.

use cosell_store::Catalog;

const SERVICE: &str = "arn:aws:partnercentral:us-east-1";

/// An opportunity of an account.
pub fn opportunity(account: &str, catalog: Catalog, id: &str) -> String {
    format!("{SERVICE}:{account}:catalog/{catalog}/opportunity/{id}")
}

/// An engagement.
pub fn engagement(catalog: Catalog, id: &str) -> String {
    format!("{SERVICE}::catalog/{catalog}/engagement/{id}")
}

/// A group of engagements.
pub fn engagement_group(catalog: Catalog, id: &str) -> String {
    format!("{SERVICE}::catalog/{catalog}/engagement-group/{id}")
}

/// An invitation to an engagement.
pub fn invitation(catalog: Catalog, id: &str) -> String {
    format!("{SERVICE}::catalog/{catalog}/engagement-invitation/{id}")
}

/// A revision of a resource in an engagement.
pub fn snapshot(
    catalog: Catalog,
    engagement_id: &str,
    resource_type: &str,
    resource_id: &str,
    template: &str,
    revision: i64,
) -> String {
    format!(
        "{SERVICE}::catalog/{catalog}/engagement/{engagement_id}/resource/{resource_type}/\
         {resource_id}/template/{template}/snapshot/{revision}"
    )
}

/// A snapshot job of an account.
pub fn job(account: &str, catalog: Catalog, id: &str) -> String {
    format!("{SERVICE}:{account}:catalog/{catalog}/resource-snapshot-job/{id}")
}

/// A customer account of an account.
pub fn customer_account(account: &str, catalog: Catalog, id: &str) -> String {
    format!("{SERVICE}:{account}:catalog/{catalog}/customer-account/{id}")
}

/// The id in an identifier that is one, or that is the ARN of a customer account of this account
/// and catalog. Any other ARN yields nothing.
pub fn customer_account_id<'a>(
    identifier: &'a str,
    account: &str,
    catalog: Catalog,
) -> Option<&'a str> {
    own_id(identifier, |id| customer_account(account, catalog, id))
}

/// A bulk job of an account that makes customer accounts.
pub fn bulk_job(account: &str, catalog: Catalog, id: &str) -> String {
    format!("{SERVICE}:{account}:catalog/{catalog}/customer-account-bulk-job/{id}")
}

/// The id in an identifier that is one, or that is the ARN of such a job of this account and
/// catalog. Any other ARN yields nothing.
pub fn bulk_job_id<'a>(identifier: &'a str, account: &str, catalog: Catalog) -> Option<&'a str> {
    own_id(identifier, |id| bulk_job(account, catalog, id))
}

fn own_id(identifier: &str, own: impl Fn(&str) -> String) -> Option<&str> {
    if !identifier.starts_with("arn:") {
        return Some(identifier);
    }
    let id = identifier.rsplit('/').next()?;
    (identifier == own(id)).then_some(id)
}

/// A solution of an account.
pub fn solution(account: &str, catalog: Catalog, id: &str) -> String {
    format!("{SERVICE}:{account}:catalog/{catalog}/solution/{id}")
}

/// A role of an account, as IAM names it.
pub fn role(account: &str, name: &str) -> String {
    format!("arn:aws:iam::{account}:role/{name}")
}

/// A task; `kind` is its segment, such as `engagement-from-opportunity-task`.
pub fn task(catalog: Catalog, kind: &str, id: &str) -> String {
    format!("{SERVICE}::catalog/{catalog}/{kind}/{id}")
}

/// A prospecting task of an account. Unlike those of the other tasks, its ARN has another service
/// and an account, as the model says.
pub fn prospecting_task(account: &str, catalog: Catalog, id: &str) -> String {
    format!(
        "arn:aws:partnercentral-selling:us-east-1:{account}:catalog/{catalog}/\
         prospecting-from-engagement-task/{id}"
    )
}

/// The id in an identifier, which is an id or the ARN of an engagement, an invitation or a task as
/// the service writes it.
///
/// Any other ARN gives `None`, such as one of another catalog or with an account: it cannot name a
/// resource here.
pub fn id_of(identifier: &str, catalog: Catalog) -> Option<&str> {
    if !identifier.starts_with("arn:") {
        return Some(identifier);
    }
    let resource = identifier
        .strip_prefix(SERVICE)?
        .strip_prefix("::catalog/")?;
    let mut parts = resource.split('/');
    let (named, _kind, id) = (parts.next()?, parts.next()?, parts.next()?);
    (named == catalog.as_str() && parts.next().is_none()).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_may_be_an_id_or_an_arn_of_the_same_catalog() {
        let id = "eng-aw5093t842oqqt";
        let arn = engagement(Catalog::Sandbox, id);
        assert_eq!(
            arn,
            "arn:aws:partnercentral:us-east-1::catalog/Sandbox/engagement/eng-aw5093t842oqqt"
        );
        assert_eq!(id_of(id, Catalog::Aws), Some(id));
        assert_eq!(id_of(&arn, Catalog::Sandbox), Some(id));
        assert_eq!(id_of(&arn, Catalog::Aws), None);
        assert_eq!(id_of("arn:", Catalog::Aws), None);
        assert_eq!(id_of("arn:aws:s3:::bucket", Catalog::Aws), None);
        for elsewhere in [
            arn.replace("::catalog", ":222222222222:catalog"),
            arn.replace("us-east-1", "eu-west-1"),
            arn.replace("partnercentral", "s3"),
            arn.replace("/engagement/", "/engagement/more/"),
            arn.replace("/engagement/", "/"),
        ] {
            assert_eq!(id_of(&elsewhere, Catalog::Sandbox), None, "{elsewhere}");
        }
    }
}
