//! Access keys.

use cosell_admin_api::Status;
use cosell_admin_api::key::{Key, Keys, Secret};
use cosell_admin_api::pages::{
    CreateKey, DeleteKey, DisableKey, EnableKey, ListKeys, RotateKey, ShowKey,
};
use cosell_domain::identity::Kind;
use cosell_domain::identity::admin::Named;

use super::part;
use crate::admin::{Context, Handler, invalid};
use crate::refusal::Refusal;

impl Handler for ListKeys {
    async fn handle(self, cx: Context<'_>) -> Result<Keys, Refusal> {
        let filter = self.query;
        let owner = match (filter.user, filter.role) {
            (None, None) => None,
            (Some(user), None) => Some((Kind::User, user)),
            (None, Some(role)) => Some((Kind::Role, role)),
            (Some(_), Some(_)) => {
                return Err(invalid("Give a user or a role, not both."));
            }
        };
        let owner = owner.map(|(kind, name)| Named {
            account: filter.account.clone(),
            kind,
            name,
        });
        let part = part(filter.limit, filter.next);
        let listed = cx.identities().keys(filter.account, owner, part).await?;
        Ok(Keys {
            keys: listed.items,
            next_token: listed.next,
        })
    }
}

impl Handler for CreateKey {
    async fn handle(self, cx: Context<'_>) -> Result<Secret, Refusal> {
        Ok(cx.identities().create_key(self.body).await?)
    }
}

impl Handler for ShowKey {
    async fn handle(self, cx: Context<'_>) -> Result<Key, Refusal> {
        Ok(cx.identities().key(self.id).await?)
    }
}

impl Handler for DeleteKey {
    async fn handle(self, cx: Context<'_>) -> Result<Key, Refusal> {
        Ok(cx.identities().delete_key(self.id).await?)
    }
}

impl Handler for RotateKey {
    async fn handle(self, cx: Context<'_>) -> Result<Secret, Refusal> {
        Ok(cx.identities().rotate_key(self.id).await?)
    }
}

impl Handler for EnableKey {
    async fn handle(self, cx: Context<'_>) -> Result<Key, Refusal> {
        set(cx, self.id, Status::Active).await
    }
}

impl Handler for DisableKey {
    async fn handle(self, cx: Context<'_>) -> Result<Key, Refusal> {
        set(cx, self.id, Status::Disabled).await
    }
}

async fn set(cx: Context<'_>, id: String, status: Status) -> Result<Key, Refusal> {
    Ok(cx.identities().set_key_status(id, status).await?)
}
