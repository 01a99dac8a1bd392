//! `POST /_cosell/page-key/rotate`: another key for the `NextToken`s of lists.
//!
//! The tokens of the key before stay good until the next rotation: two rotations end every token
//! that was made before. Other nodes follow within a minute.

use cosell_admin_api::page_key::PageKey;
use cosell_admin_api::pages::RotatePageKey;

use super::{Answers, Context};
use crate::refusal::Refusal;

impl Answers for RotatePageKey {
    async fn answer(self, cx: Context<'_>) -> Result<PageKey, Refusal> {
        let id = cx.front.service.rotate_page_key().await?;
        Ok(PageKey { id })
    }
}
