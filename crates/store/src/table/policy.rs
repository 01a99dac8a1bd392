//! Policies of accounts, and the principals that they are attached to.

use crate::record::{self, Record, record};
use crate::row::Document;
use crate::{Direction, Error, Select, Tx, Value};

record! {
    /// A row of `policy`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Policy in "policy" {
        account: String [key],
        name: String [key],
        created_at: i64,
        modified_at: i64,
        /// The document as its author wrote it.
        document: String as Document,
    }
}

/// The principal that a policy is attached to.
#[derive(Clone, Copy, Debug)]
pub struct Holder<'a> {
    pub account: &'a str,
    /// `user` or `role`.
    pub kind: &'a str,
    pub name: &'a str,
}

/// Stores a new policy; `Error::Duplicate` when its name exists in the account.
pub async fn insert(tx: &mut Tx, new: &Policy) -> Result<(), Error> {
    record::insert_if_new(tx, new).await
}

/// Finds a policy.
pub async fn find(tx: &mut Tx, account: &str, name: &str) -> Result<Option<Policy>, Error> {
    let text = format!("{} WHERE account = $1 AND name = $2", Policy::SELECT);
    let values = [account.into(), name.into()];
    tx.query_one(&text, &values)
        .await?
        .map(Policy::read)
        .transpose()
}

/// Up to `limit` policies of an account after the name `after`.
pub async fn list(
    tx: &mut Tx,
    account: &str,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<Policy>, Error> {
    let after = after.map(|name| vec![name.into()]);
    let (text, values) = Select::new(Policy::SELECT)
        .equal("account", account)
        .page_of(&["name"], Direction::Ascending, after, limit);
    Policy::read_all(tx.query(&text, &values).await?)
}

/// Replaces a policy's document. Returns `false` when there is no such policy.
pub async fn update(
    tx: &mut Tx,
    account: &str,
    name: &str,
    document: &str,
    now: i64,
) -> Result<bool, Error> {
    let text = "UPDATE policy SET document = $1, modified_at = $2 \
                WHERE account = $3 AND name = $4";
    let values = [
        Value::document(document),
        now.into(),
        account.into(),
        name.into(),
    ];
    Ok(tx.execute(text, &values).await? == 1)
}

/// Removes a policy. Returns `false` when there is no such policy.
pub async fn remove(tx: &mut Tx, account: &str, name: &str) -> Result<bool, Error> {
    let text = "DELETE FROM policy WHERE account = $1 AND name = $2";
    Ok(tx.execute(text, &[account.into(), name.into()]).await? == 1)
}

/// Removes all policies of an account and their attachments.
pub async fn clear(tx: &mut Tx, account: &str) -> Result<(), Error> {
    for text in [
        "DELETE FROM attachment WHERE account = $1",
        "DELETE FROM policy WHERE account = $1",
    ] {
        tx.execute(text, &[account.into()]).await?;
    }
    Ok(())
}

/// Attaches a policy, named by its ARN, unless it is attached already.
pub async fn attach(tx: &mut Tx, holder: Holder<'_>, policy: &str) -> Result<(), Error> {
    let text = "INSERT INTO attachment (account, kind, name, policy) VALUES ($1, $2, $3, $4) \
                ON CONFLICT (account, kind, name, policy) DO NOTHING";
    tx.execute(text, &key(holder, policy)).await.map(|_| ())
}

/// Detaches a policy. Returns `false` when it was not attached.
pub async fn detach(tx: &mut Tx, holder: Holder<'_>, policy: &str) -> Result<bool, Error> {
    let text = "DELETE FROM attachment \
                WHERE account = $1 AND kind = $2 AND name = $3 AND policy = $4";
    Ok(tx.execute(text, &key(holder, policy)).await? == 1)
}

fn key<'a>(holder: Holder<'a>, policy: &'a str) -> [Value<'a>; 4] {
    [
        holder.account.into(),
        holder.kind.into(),
        holder.name.into(),
        policy.into(),
    ]
}

/// The ARNs of the policies that are attached to a user or role. The domain limits their number.
pub async fn attached(tx: &mut Tx, holder: Holder<'_>) -> Result<Vec<String>, Error> {
    let text = "SELECT policy FROM attachment WHERE account = $1 AND kind = $2 AND name = $3 \
                ORDER BY policy";
    let values = [
        holder.account.into(),
        holder.kind.into(),
        holder.name.into(),
    ];
    let rows = tx.query(text, &values).await?;
    rows.into_iter().map(|mut row| row.text(0)).collect()
}

/// Whether a policy is attached to any principal of its account.
pub async fn is_attached(tx: &mut Tx, account: &str, policy: &str) -> Result<bool, Error> {
    let text = "SELECT 1 FROM attachment WHERE account = $1 AND policy = $2 LIMIT 1";
    let values = [account.into(), policy.into()];
    Ok(tx.query_one(text, &values).await?.is_some())
}

/// Detaches all policies from a user or role.
pub async fn detach_all(tx: &mut Tx, holder: Holder<'_>) -> Result<(), Error> {
    let text = "DELETE FROM attachment WHERE account = $1 AND kind = $2 AND name = $3";
    let values = [
        holder.account.into(),
        holder.kind.into(),
        holder.name.into(),
    ];
    tx.execute(text, &values).await.map(|_| ())
}
