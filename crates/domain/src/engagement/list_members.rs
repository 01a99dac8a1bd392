//! `ListEngagementMembers`: the members of an engagement. Only members may list them.

use cosell_api::operations::ListEngagementMembers;
use cosell_api::types::{
    EngagementMember, ListEngagementMembersRequest, ListEngagementMembersResponse,
};
use cosell_store::table::member;
use cosell_store::{Tx, Value};

use super::store;
use crate::page::{Column, Cursor};
use crate::permission::ResourceType::Engagement;
use crate::permission::{Requirement, ask};
use crate::{Context, Error, Handler};

/// The default page size: the most members of an engagement. Inferred.
const PAGE: usize = 10;

impl Handler for ListEngagementMembers {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:ListEngagementMembers",
        Engagement.named("Identifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &ListEngagementMembersRequest,
    ) -> Result<ListEngagementMembersResponse, Error> {
        let filters = ListEngagementMembersRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let token = input.next_token.as_deref();
        let columns = [Column::Text];
        let most = input.max_results;
        let cursor = Cursor::open::<Self>(cx, tx, &filters, token, most, PAGE, &columns).await?;
        let engagement = store::load(cx, tx, &input.identifier).await?;
        let (after, limit) = (cursor.after.clone(), cursor.limit());
        let mut rows = member::list(tx, &engagement.row.id, after, limit).await?;
        let next_token = cursor.close(&mut rows, |row| vec![Value::from(&row.account)]);
        let mut members = Vec::with_capacity(rows.len());
        for row in rows {
            let account = cx.account(tx, &row.account).await?.into_owned();
            members.push(EngagementMember {
                company_name: Some(account.company_name),
                website_url: Some(account.website_url),
                account_id: Some(row.account),
                ..Default::default()
            });
        }
        Ok(ListEngagementMembersResponse {
            engagement_member_list: members,
            next_token,
            ..Default::default()
        })
    }
}
