//! Names of resources: how ARNs are built, and how an identifier that may be one is read.
//!
//! The forms are those of recorded answers: engagements, invitations, snapshots and tasks have no
//! account in theirs, opportunities, jobs and solutions have their owner's.

use crate::context::Catalog;

const SERVICE: &str = "arn:aws:partnercentral:us-east-1";

/// An opportunity of an account.
pub fn opportunity(account: &str, catalog: Catalog, id: &str) -> String {
    format!("{SERVICE}:{account}:catalog/{catalog}/opportunity/{id}")
}

/// An engagement.
pub fn engagement(catalog: Catalog, id: &str) -> String {
    format!("{SERVICE}::catalog/{catalog}/engagement/{id}")
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

/// A prospecting task of an account. The model gives it a service and an account of its own, unlike
/// the other tasks.
pub fn prospecting_task(account: &str, catalog: Catalog, id: &str) -> String {
    format!(
        "arn:aws:partnercentral-selling:us-east-1:{account}:catalog/{catalog}/\
         prospecting-from-engagement-task/{id}"
    )
}

/// The id in an identifier that is one or is an ARN that ends in one.
///
/// An ARN of another catalog yields nothing: what it names is not in this one.
pub fn id_of(identifier: &str, catalog: Catalog) -> Option<&str> {
    let Some(arn) = identifier.strip_prefix("arn:") else {
        return Some(identifier);
    };
    let resource = arn.splitn(5, ':').nth(4)?;
    let mut parts = resource.split('/');
    if parts.next() != Some("catalog") || parts.next() != Some(catalog.as_str()) {
        return None;
    }
    parts.next_back()
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
    }
}
