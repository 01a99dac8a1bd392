//! `UntagResource`: removes tags from a resource of the caller. A key that does not exist is not an
//! error, so a caller that got no response may retry.

use cosell_api::operations::UntagResource;
use cosell_api::types::{UntagResourceRequest, UntagResourceResponse};
use cosell_store::Tx;

use super::resource;
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
        super::remove(cx, tx, &input.resource_arn, &input.tag_keys).await?;
        Ok(UntagResourceResponse::default())
    }
}
