//! Members of engagements: which accounts joined when, and thereby see what.

use super::{Catalog, fresh};
use crate::record::{self, Record, record};
use crate::{Direction, Error, Select, Tx, Value};

record! {
    /// A row of `engagement_member`. `created_at` is the engagement's.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Member in "engagement_member" {
        engagement_id: String [key],
        account: String [key],
        catalog: Catalog,
        created_at: i64,
        joined_at: i64,
    }
}

/// Stores a new member; `Error::Duplicate` when it exists.
pub async fn insert(tx: &mut Tx, new: &Member) -> Result<(), Error> {
    let insert = async |tx: &mut Tx| record::insert(tx, new).await;
    let keep = |fresh: &mut fresh::Fresh| fresh.members.push(new.clone());
    fresh::with(tx, &new.engagement_id, insert, keep).await
}

/// Whether the account is a member of the engagement.
pub async fn exists(tx: &mut Tx, engagement_id: &str, account: &str) -> Result<bool, Error> {
    if let Some(fresh) = fresh::of(tx, engagement_id) {
        return Ok(fresh.members.iter().any(|member| member.account == account));
    }
    let text = "SELECT 1 FROM engagement_member WHERE engagement_id = $1 AND account = $2";
    Ok(tx
        .query_one(text, &[engagement_id.into(), account.into()])
        .await?
        .is_some())
}

/// One page of an engagement's members, by account, after the account `after`.
pub async fn list(
    tx: &mut Tx,
    engagement_id: &str,
    after: Option<Vec<Value<'_>>>,
    limit: i64,
) -> Result<Vec<Member>, Error> {
    let (text, values) = Select::new(Member::SELECT)
        .equal("engagement_id", engagement_id)
        .page_of(&["account"], Direction::Ascending, after, limit);
    Member::read_all(tx.query(&text, &values).await?)
}

/// All members of an engagement, by account. The domain allows at most ten.
pub async fn all(tx: &mut Tx, engagement_id: &str) -> Result<Vec<Member>, Error> {
    if let Some(fresh) = fresh::of(tx, engagement_id) {
        let mut members = fresh.members.clone();
        members.sort_by(|one, other| one.account.cmp(&other.account));
        return Ok(members);
    }
    list(tx, engagement_id, None, i64::MAX).await
}

/// All members of these engagements, by engagement and account.
pub async fn of_all(tx: &mut Tx, engagement_ids: &[String]) -> Result<Vec<Member>, Error> {
    if engagement_ids.is_empty() {
        return Ok(Vec::new());
    }
    let (text, values) = Select::new(Member::SELECT)
        .any_of("engagement_id", engagement_ids)
        .page_of(
            &["engagement_id", "account"],
            Direction::Ascending,
            None,
            i64::MAX,
        );
    Member::read_all(tx.query(&text, &values).await?)
}
