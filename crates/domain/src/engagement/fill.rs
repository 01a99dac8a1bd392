//! Fills an engagement that was created from an incomplete opportunity.
//!
//! A failed task leaves the engagement that it created from an opportunity with few or no values.
//! The next task on the same opportunity continues with that engagement and fills its empty title,
//! description and customer project. Values that the engagement has stay.

use cosell_api::types::{
    CustomerProjectsContext, EngagementContextDetails, EngagementContextPayload,
    EngagementContextType,
};
use cosell_store::Tx;
use cosell_store::table::engagement as table;

use super::{context, create, store};
use crate::opportunity::Document;
use crate::snapshot::view;
use crate::{Context, Error};

/// Fills the empty members of an engagement of the caller from an opportunity that it shows, and
/// notifies its members. `false` when there is nothing to fill, or the engagement belongs to
/// another account.
pub(crate) async fn fill(
    cx: &Context,
    tx: &mut Tx,
    engagement_id: &str,
    opportunity: &Document,
) -> Result<bool, Error> {
    let mut engagement = store::load(cx, tx, engagement_id).await?;
    if *engagement.row.created_by != *cx.account {
        return Ok(false);
    }
    let (title, description) = create::names(opportunity);
    let (row, document) = (&mut engagement.row, &mut engagement.document);
    let mut filled = false;
    if let Some(title) = title.filter(|_| row.title.is_empty()) {
        title.clone_into(&mut row.title);
        table::name(tx, &row.id, title).await?;
        filled = true;
    }
    if let Some(description) = description.filter(|_| document.description.is_none()) {
        document.description = Some(description.to_owned());
        filled = true;
    }
    filled |= project(&mut document.contexts, &view::context(opportunity));
    if filled {
        context::save(cx, tx, &mut engagement).await?;
    }
    Ok(filled)
}

/// Fills the first customer project that is empty, or that has no values other than those of this
/// one.
fn project(contexts: &mut [EngagementContextDetails], known: &CustomerProjectsContext) -> bool {
    let projects = contexts
        .iter_mut()
        .filter(|context| context.r#type == EngagementContextType::CustomerProject);
    for context in projects {
        let payload = context.payload.get_or_insert_with(|| {
            EngagementContextPayload::CustomerProject(CustomerProjectsContext::default())
        });
        let EngagementContextPayload::CustomerProject(said) = payload else {
            continue;
        };
        let same = (said.customer.is_none() || said.customer == known.customer)
            && (said.project.is_none() || said.project == known.project);
        if same {
            let filled = said != known;
            said.clone_from(known);
            return filled;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use cosell_api::types::EngagementCustomerProjectDetails;

    use super::*;

    fn about(title: &str) -> CustomerProjectsContext {
        CustomerProjectsContext {
            customer: None,
            project: Some(EngagementCustomerProjectDetails {
                title: title.to_owned(),
                business_problem: String::new(),
                target_completion_date: String::new(),
                ..Default::default()
            }),
            ..Default::default()
        }
    }

    fn context(payload: CustomerProjectsContext) -> EngagementContextDetails {
        EngagementContextDetails {
            id: None,
            payload: Some(EngagementContextPayload::CustomerProject(payload)),
            ..EngagementContextDetails::required(EngagementContextType::CustomerProject)
        }
    }

    #[test]
    fn the_first_empty_customer_project_is_filled_and_no_other() {
        let empty = CustomerProjectsContext::default;
        let mut contexts = [context(about("Other")), context(empty()), context(empty())];
        assert!(project(&mut contexts, &about("Berths")));
        let expected = [
            context(about("Other")),
            context(about("Berths")),
            context(empty()),
        ];
        assert_eq!(contexts, expected);
        assert!(!project(&mut contexts, &about("Berths")), "nothing is left");
        assert_eq!(contexts, expected);
    }
}
