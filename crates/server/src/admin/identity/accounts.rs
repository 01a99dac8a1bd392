//! Accounts.

use cosell_admin_api::Status;
use cosell_admin_api::account::{Account, Accounts};
use cosell_admin_api::pages::{
    CreateAccount, DeleteAccount, DisableAccount, EnableAccount, ListAccounts, ShowAccount,
};

use super::part;
use crate::admin::{Context, Handler};
use crate::refusal::Refusal;

impl Handler for ListAccounts {
    async fn handle(self, cx: Context<'_>) -> Result<Accounts, Refusal> {
        let part = part(self.query.limit, self.query.next);
        let listed = cx.identities().accounts(part).await?;
        Ok(Accounts {
            accounts: listed.items,
            next_token: listed.next,
        })
    }
}

impl Handler for CreateAccount {
    async fn handle(self, cx: Context<'_>) -> Result<Account, Refusal> {
        Ok(cx.identities().create_account(self.body).await?)
    }
}

impl Handler for ShowAccount {
    async fn handle(self, cx: Context<'_>) -> Result<Account, Refusal> {
        Ok(cx.identities().account(self.account).await?)
    }
}

impl Handler for DeleteAccount {
    async fn handle(self, cx: Context<'_>) -> Result<Account, Refusal> {
        Ok(cx.identities().delete_account(self.account).await?)
    }
}

impl Handler for EnableAccount {
    async fn handle(self, cx: Context<'_>) -> Result<Account, Refusal> {
        set(cx, self.account, Status::Active).await
    }
}

impl Handler for DisableAccount {
    async fn handle(self, cx: Context<'_>) -> Result<Account, Refusal> {
        set(cx, self.account, Status::Disabled).await
    }
}

async fn set(cx: Context<'_>, account: String, status: Status) -> Result<Account, Refusal> {
    let changed = cx.identities().set_account_status(account, status).await;
    Ok(changed?)
}
