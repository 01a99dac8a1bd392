//! The accounts that records belong to, whoever they are: a caller in mode `open` may be any
//! account, and the store has no list of them.

use crate::{Error, Tx};

/// The first account after one, in each table whose rows say that an account is in use. Each is one
/// step in an index that begins with the account.
const NEXT: [&str; 4] = [
    "SELECT account FROM opportunity WHERE account > $1 ORDER BY account LIMIT 1",
    "SELECT account FROM customer_account_count WHERE account > $1 ORDER BY account LIMIT 1",
    "SELECT account FROM engagement_member WHERE account > $1 ORDER BY account LIMIT 1",
    "SELECT receiver FROM invitation WHERE receiver > $1 ORDER BY receiver LIMIT 1",
];

/// The next accounts of the tables, as far as they are read: for each table the first one after an
/// account.
#[derive(Debug, Default)]
pub struct Walk([Head; NEXT.len()]);

#[derive(Clone, Debug, Default)]
enum Head {
    #[default]
    Unread,
    At(String),
    End,
}

impl Walk {
    /// The first account after `after` of which there are records. `after` must not be less than
    /// it was before.
    pub async fn next(&mut self, tx: &mut Tx, after: &str) -> Result<Option<String>, Error> {
        for (head, text) in self.0.iter_mut().zip(NEXT) {
            let is_read = match head {
                Head::Unread => false,
                Head::At(account) => account.as_str() > after,
                Head::End => true,
            };
            if !is_read {
                let found = tx.query_one(text, &[after.into()]).await?;
                *head = match found {
                    Some(mut row) => Head::At(row.text(0)?),
                    None => Head::End,
                };
            }
        }
        let accounts = self.0.iter().filter_map(|head| match head {
            Head::At(account) => Some(account),
            Head::Unread | Head::End => None,
        });
        Ok(accounts.min().cloned())
    }
}
