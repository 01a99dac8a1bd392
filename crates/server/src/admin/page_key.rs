//! `POST /_cosell/page-key/rotate`: rotates the key of the `NextToken`s of lists.
//!
//! Tokens of the previous key stay valid until the next rotation: two rotations invalidate every
//! older token. Other nodes use the new key within a minute.

use cosell_admin_api::page_key::PageKey;
use cosell_admin_api::pages::RotatePageKey;

use super::{Context, Handler};
use crate::refusal::Refusal;

impl Handler for RotatePageKey {
    async fn handle(self, cx: Context<'_>) -> Result<PageKey, Refusal> {
        let id = cx.front.service.rotate_page_key().await?;
        Ok(PageKey { id })
    }
}
