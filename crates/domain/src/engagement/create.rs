//! `CreateEngagement`: a new engagement, with the caller as its only member.

use cosell_api::operations::CreateEngagement;
use cosell_api::types::{
    CreateEngagementRequest, CreateEngagementResponse, EngagementContextDetails,
};
use cosell_store::Tx;
use cosell_store::table::engagement::Engagement;
use cosell_store::table::member::{self, Member};

use super::{Document, Stored, context, customer, rules, store};
use crate::error::{instant, write_document};
use crate::permission::{Requirement, ResourceType, ask};
use crate::{Context, Error, Handler, arn, event, opportunity};

/// Characters of an engagement's id after `eng-`.
const ID_LENGTH: usize = 14;

impl Handler for CreateEngagement {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:CreateEngagement",
        ResourceType::Engagement.created(),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &CreateEngagementRequest,
    ) -> Result<CreateEngagementResponse, Error> {
        let contexts = input.contexts.clone().unwrap_or_default();
        let (title, description) = (input.title.as_deref(), input.description.as_deref());
        let created = create(cx, tx, title, description, contexts).await?;
        Ok(CreateEngagementResponse {
            arn: Some(arn::engagement(cx.catalog, &created.id)),
            id: Some(created.id),
            modified_at: Some(instant(created.modified_at)),
            ..Default::default()
        })
    }
}

/// The most characters of an engagement's title and description; those of a project may be longer.
const TITLE: usize = 40;
const DESCRIPTION: usize = 255;

/// Creates an engagement about an opportunity, with the title and description of its project,
/// truncated to the limits.
pub(crate) async fn about(
    cx: &Context,
    tx: &mut Tx,
    opportunity: &opportunity::Document,
) -> Result<Engagement, Error> {
    let (title, description) = names(opportunity);
    create(cx, tx, title, description, Vec::new()).await
}

/// Title and description of an engagement about an opportunity.
pub(super) fn names(opportunity: &opportunity::Document) -> (Option<&str>, Option<&str>) {
    let project = opportunity.project.as_ref();
    let title = project.and_then(|project| project.title.as_deref());
    let problem = project.and_then(|project| project.customer_business_problem.as_deref());
    (
        title.map(|text| cut(text, TITLE)),
        problem.map(|text| cut(text, DESCRIPTION)),
    )
}

/// The first characters of a text.
fn cut(text: &str, most: usize) -> &str {
    let end = text.char_indices().nth(most).map(|(end, _)| end);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// Creates an engagement with the caller as its member. The contexts are renumbered, and an
/// interaction of a lead without a date gets the current one.
pub async fn create(
    cx: &Context,
    tx: &mut Tx,
    title: Option<&str>,
    description: Option<&str>,
    mut contexts: Vec<EngagementContextDetails>,
) -> Result<Engagement, Error> {
    let mut findings = rules::contexts(&contexts);
    for payload in contexts.iter().filter_map(|new| new.payload.as_ref()) {
        let field = "contexts.payload.customerAccount";
        findings.extend(customer::check(cx, tx, field, payload).await?);
    }
    Error::unless_empty(findings)?;
    if let Some(others) = contexts.len().checked_sub(1) {
        rules::context_room(cx, others)?;
    }
    store::number(&mut contexts);
    for payload in contexts
        .iter_mut()
        .filter_map(|context| context.payload.as_mut())
    {
        context::date(cx, payload);
    }
    let types: Vec<&str> = contexts
        .iter()
        .map(|context| context.r#type.as_str())
        .collect();
    let context_types = store::context_types(&contexts);
    let document = Document {
        description: description.map(str::to_owned),
        contexts,
    };
    let row = Engagement {
        id: format!("eng-{}", cx.world.id(ID_LENGTH)),
        catalog: cx.catalog,
        created_by: cx.account.to_string(),
        created_at: cx.millis(),
        modified_by: cx.account.to_string(),
        modified_at: cx.millis(),
        member_count: 1,
        title: title.unwrap_or_default().to_owned(),
        context_types,
        document: write_document(&document)?,
    };
    let stored = Stored { row, document };
    store::insert(tx, &stored).await?;
    let row = stored.row;
    let creator = Member {
        engagement_id: row.id.clone(),
        account: cx.account.to_string(),
        catalog: row.catalog,
        created_at: row.created_at,
        joined_at: row.created_at,
    };
    member::insert(tx, &creator).await?;
    event::engagement_created(cx, tx, &row.id, &types)?;
    event::member_added(cx, tx, &cx.account, &row.id, &cx.account).await?;
    Ok(row)
}
