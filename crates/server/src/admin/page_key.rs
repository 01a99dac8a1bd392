//! `POST /_cosell/page-key/rotate`: another key for the `NextToken`s of lists.
//!
//! ```json
//! {"id": 2}
//! ```
//!
//! The tokens of the key before stay good until the next rotation: two rotations end every token
//! that was made before. Other nodes follow within a minute.

use serde_json::{Value, json};

use crate::pipeline::Front;
use crate::refusal::Refusal;

pub(super) async fn rotate(front: &Front) -> Result<Value, Refusal> {
    Ok(json!({ "id": front.service.rotate_page_key().await? }))
}
