//! Accounts.

use cosell_admin_api::Status;
use cosell_admin_api::account::{Account, Accounts};
use cosell_admin_api::pages::{
    CreateAccount, DeleteAccount, DisableAccount, EnableAccount, ListAccounts, ShowAccount,
};

use super::part;
use crate::admin::{Answers, Context};
use crate::refusal::Refusal;

impl Answers for ListAccounts {
    async fn answer(self, cx: Context<'_>) -> Result<Accounts, Refusal> {
        let part = part(self.query.limit, self.query.next);
        let listed = cx.identities().accounts(part).await?;
        Ok(Accounts {
            accounts: listed.items,
            next_token: listed.next,
        })
    }
}

impl Answers for CreateAccount {
    async fn answer(self, cx: Context<'_>) -> Result<Account, Refusal> {
        Ok(cx.identities().create_account(self.body).await?)
    }
}

impl Answers for ShowAccount {
    async fn answer(self, cx: Context<'_>) -> Result<Account, Refusal> {
        Ok(cx.identities().account(self.account).await?)
    }
}

impl Answers for DeleteAccount {
    async fn answer(self, cx: Context<'_>) -> Result<Account, Refusal> {
        Ok(cx.identities().delete_account(self.account).await?)
    }
}

impl Answers for EnableAccount {
    async fn answer(self, cx: Context<'_>) -> Result<Account, Refusal> {
        set(cx, self.account, Status::Active).await
    }
}

impl Answers for DisableAccount {
    async fn answer(self, cx: Context<'_>) -> Result<Account, Refusal> {
        set(cx, self.account, Status::Disabled).await
    }
}

async fn set(cx: Context<'_>, account: String, status: Status) -> Result<Account, Refusal> {
    let changed = cx.identities().set_account_status(account, status).await;
    Ok(changed?)
}
