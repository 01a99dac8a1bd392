//! `TagResource`: sets tags on a resource of the caller; an existing key gets the new value.

use cosell_api::operations::TagResource;
use cosell_api::types::{TagResourceRequest, TagResourceResponse};
use cosell_store::Tx;

use super::resource;
use crate::permission::{Requirement, Subject, ask};
use crate::{Context, Error, Handler};

impl Handler for TagResource {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:TagResource",
        Subject::Arn("ResourceArn"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &TagResourceRequest,
    ) -> Result<TagResourceResponse, Error> {
        resource::exists(cx, tx, &input.resource_arn).await?;
        super::add(cx, tx, &input.resource_arn, &input.tags).await?;
        Ok(TagResourceResponse::default())
    }
}
