//! `ListTagsForResource`: every tag of a resource of the caller, sorted by key.

use cosell_api::operations::ListTagsForResource;
use cosell_api::types::{ListTagsForResourceRequest, ListTagsForResourceResponse, Tag};
use cosell_store::Tx;
use cosell_store::table::tag as table;

use super::resource;
use crate::permission::{Requirement, Subject, ask};
use crate::{Context, Error, Handler};

impl Handler for ListTagsForResource {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:ListTagsForResource",
        Subject::Arn("ResourceArn"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &ListTagsForResourceRequest,
    ) -> Result<ListTagsForResourceResponse, Error> {
        resource::exists(cx, tx, &input.resource_arn).await?;
        let tags = table::list(tx, &input.resource_arn).await?;
        let tags = tags
            .into_iter()
            .map(|(key, value)| Tag {
                key,
                value,
                ..Default::default()
            })
            .collect();
        Ok(ListTagsForResourceResponse {
            tags,
            ..Default::default()
        })
    }
}
