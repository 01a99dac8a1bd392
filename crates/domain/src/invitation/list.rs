//! `ListEngagementInvitations`: the invitations that the caller sent or received, the newest first
//! by default.

use cosell_api::operations::ListEngagementInvitations;
use cosell_api::types::{
    EngagementInvitationSummary, ListEngagementInvitationsRequest,
    ListEngagementInvitationsResponse, ParticipantType,
};
use cosell_store::table::Page;
use cosell_store::table::invitation::{self as table, Filter, Invitation, Side, Status};
use cosell_store::{Direction, Tx, Value};

use super::{Document, receiver, status};
use crate::engagement::list::identifiers;
use crate::error::{instant, read_document};
use crate::page::{Column, Cursor, distinct};
use crate::permission::{Requirement, Subject, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler, arn};

/// The default page size. Inferred from the other lists.
const PAGE: usize = 20;

impl Handler for ListEngagementInvitations {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:ListEngagementInvitations",
        Subject::Any,
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &ListEngagementInvitationsRequest,
    ) -> Result<ListEngagementInvitationsResponse, Error> {
        let filters = ListEngagementInvitationsRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let token = input.next_token.as_deref();
        let columns = [Column::Integer, Column::Text];
        let most = input.max_results;
        let cursor = Cursor::open::<Self>(cx, tx, &filters, token, most, PAGE, &columns).await?;
        let filter = Filter {
            payload_types: names(input.payload_type.as_deref()),
            statuses: names(input.status.as_deref()),
            engagement_ids: identifiers(cx, input.engagement_identifier.as_deref()),
            senders: filters.sender_aws_account_id.unwrap_or_default(),
            now: cx.millis(),
        };
        let side = match input.participant_type {
            ParticipantType::Sender => Side::Sender,
            ParticipantType::Receiver => Side::Receiver,
        };
        let page = Page {
            direction: input
                .sort
                .as_ref()
                .map(|sort| sort.sort_order)
                .map_or(Direction::Descending, Direction::stored),
            after: cursor.after_pair(),
            limit: cursor.limit(),
        };
        let found = table::list(tx, &cx.account, side, cx.catalog_name(), &filter, page).await?;
        let (rows, next_token) = cursor.close_found(found, |row| {
            vec![row.invited_at.into(), Value::from(&row.id)]
        });
        let mut summaries = Vec::with_capacity(rows.len());
        for row in rows {
            let sender = cx.account(tx, &row.sender).await?.into_owned();
            summaries.push(summary(
                cx,
                sender.company_name,
                input.participant_type,
                row,
            )?);
        }
        Ok(ListEngagementInvitationsResponse {
            engagement_invitation_summaries: Some(summaries),
            next_token,
            ..Default::default()
        })
    }
}

fn names<T: ToString>(values: Option<&[T]>) -> Vec<String> {
    distinct(values.unwrap_or_default())
}

fn summary(
    cx: &Context,
    company: String,
    participant: ParticipantType,
    row: Invitation,
) -> Result<EngagementInvitationSummary, Error> {
    let document: Document = read_document(&row.document)?;
    let status = status(&row, cx.millis());
    Ok(EngagementInvitationSummary {
        arn: Some(arn::invitation(cx.catalog, &row.id)),
        payload_type: Some(row.payload_type.wire()),
        receiver: Some(receiver(&row, &document)),
        id: row.id,
        engagement_id: Some(row.engagement_id),
        engagement_title: document.engagement_title,
        status: Some(status.wire()),
        invitation_date: Some(instant(row.invited_at)),
        expiration_date: (status == Status::Pending).then(|| instant(row.expires_at)),
        sender_company_name: Some(company),
        sender_aws_account_id: Some(row.sender),
        catalog: row.catalog.to_string(),
        participant_type: Some(participant),
        ..Default::default()
    })
}
