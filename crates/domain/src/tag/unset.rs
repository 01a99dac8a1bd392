//! `UntagResource`: removes tags from a resource of the caller. A key that does not exist is not an
//! error, so a caller that got no response may retry.

use cosell_api::operations::UntagResource;
use cosell_api::types::{UntagResourceRequest, UntagResourceResponse};
use cosell_store::Tx;
use cosell_store::table::tag as table;

use super::resource;
use crate::opportunity::search::index;
use crate::permission::{Requirement, Subject, ask};
use crate::{Context, Error, Handler};

impl Handler for UntagResource {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:UntagResource",
        Subject::Arn("ResourceArn"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &UntagResourceRequest,
    ) -> Result<UntagResourceResponse, Error> {
        resource::exists(cx, tx, &input.resource_arn).await?;
        for key in &input.tag_keys {
            table::remove(tx, &input.resource_arn, key).await?;
        }
        index::after_tags(cx, tx, &input.resource_arn).await?;
        Ok(UntagResourceResponse {})
    }
}
