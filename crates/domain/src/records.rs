//! Whose records the store has, for operators: in mode `open` a caller may be any account, so no
//! list of accounts names all of them.

use cosell_auth::is_account_id;
use cosell_store::table::{customer_account, engagement, member, opportunity, record_owner};
use cosell_store::{Catalog, Tx};

use crate::Error;

/// Whose a record is.
#[derive(Debug)]
pub struct RecordOwner {
    pub catalog: Catalog,
    /// The owner; of an engagement its members.
    pub accounts: Vec<String>,
}

/// Up to `limit` accounts that have records, by their ids, after the account `after`.
pub(crate) async fn accounts(
    tx: &mut Tx,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    let mut walk = record_owner::Walk::default();
    let mut last = after.unwrap_or_default().to_owned();
    while found.len() < limit {
        let Some(next) = walk.next(tx, &last).await? else {
            break;
        };
        last.clone_from(&next);
        // AWS takes part in engagements under a name that no account has.
        if is_account_id(&next) {
            found.push(next);
        }
    }
    Ok(found)
}

/// Whose the opportunity, the customer account or the engagement with this id is.
pub(crate) async fn owner(tx: &mut Tx, id: &str) -> Result<Option<RecordOwner>, Error> {
    for catalog in [Catalog::Aws, Catalog::Sandbox] {
        let accounts = in_catalog(tx, catalog.as_str(), id).await?;
        if !accounts.is_empty() {
            return Ok(Some(RecordOwner { catalog, accounts }));
        }
    }
    Ok(None)
}

async fn in_catalog(tx: &mut Tx, catalog: &str, id: &str) -> Result<Vec<String>, Error> {
    if let Some(found) = opportunity::peek_any(tx, catalog, id).await? {
        return Ok(vec![found.account]);
    }
    if let Some(found) = customer_account::find_any(tx, catalog, id).await? {
        return Ok(vec![found.account]);
    }
    if engagement::peek(tx, catalog, id).await?.is_none() {
        return Ok(Vec::new());
    }
    let members = member::all(tx, id).await?.into_iter();
    let members = members.map(|member| member.account);
    Ok(members.filter(|account| is_account_id(account)).collect())
}
