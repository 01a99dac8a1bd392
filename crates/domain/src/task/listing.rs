//! What the lists of tasks share: filters, sort order and pagination.

use cosell_api::types::{ListTasksSortBase, TaskStatus};
use cosell_store::Catalog;
use cosell_store::table::Page;
use cosell_store::table::task::{self, Filter, Task as Record};
use cosell_store::{Direction, Tx, Value};

use crate::page::{Column, Cursor};
use crate::stored::Wire as _;
use crate::{Context, Error, arn};

/// The default page size. The model has the maximum (1,000) only.
pub(crate) const DEFAULT_SIZE: usize = 100;

/// The columns of a list's key: start and id.
pub(crate) const COLUMNS: [Column; 2] = [Column::Integer, Column::Text];

/// The ids in a filter of ids or ARNs. An ARN that cannot name a task here stays as it is, so that
/// a filter that matches nothing does not become an absent filter.
pub(crate) fn ids(identifiers: Option<&[String]>, catalog: Catalog) -> Vec<String> {
    let identifiers = identifiers.unwrap_or_default();
    let id = |text: &String| arn::id_of(text, catalog).unwrap_or(text).to_owned();
    identifiers.iter().map(id).collect()
}

/// The statuses of a filter, as the store writes them.
pub(crate) fn statuses(statuses: Option<&[TaskStatus]>) -> Vec<String> {
    statuses
        .unwrap_or_default()
        .iter()
        .map(|status| status.as_str().to_owned())
        .collect()
}

/// One page of the caller's tasks of a kind, the newest first by default.
pub(crate) async fn page(
    cx: &Context,
    tx: &mut Tx,
    kind: &str,
    filter: &Filter,
    sort: Option<&ListTasksSortBase>,
    cursor: &Cursor,
) -> Result<(Vec<Record>, Option<String>), Error> {
    let order = sort.map(|sort| sort.sort_order);
    let direction = order.map_or(Direction::Descending, Direction::stored);
    let page = Page {
        direction,
        after: cursor.after_pair(),
        limit: cursor.limit(),
    };
    let catalog = cx.catalog_name();
    let found = task::list(tx, &cx.account, catalog, kind, filter, page).await?;
    let (records, next) = cursor.close_found(found, |last| {
        vec![last.started_at.into(), Value::from(&last.id)]
    });
    Ok((records, next))
}
