//! What the columns of tables can have, as their rows are declared.

use crate::record::{Declared, Record};
use crate::table::{
    access_key, account, association, audit, bulk, bulk_fetch, customer_account,
    customer_account_search, engagement, event, event_parked, event_target, invitation, job,
    member, opportunity, page_key, policy, principal, prospecting, received, snapshot, task,
    upload,
};

/// What the columns of every table with a declared row can have, by the table's name.
pub(crate) const DECLARED: &[(&str, &[Declared])] = &[
    of::<access_key::AccessKey>(),
    of::<account::Account>(),
    of::<association::Association>(),
    of::<audit::Act>(),
    of::<bulk::Done>(),
    of::<bulk::Job>(),
    of::<bulk_fetch::Fetch>(),
    of::<customer_account::CustomerAccount>(),
    of::<customer_account_search::Facts>(),
    of::<upload::Part>(),
    of::<upload::Upload>(),
    of::<engagement::Engagement>(),
    of::<event::Event>(),
    of::<event_parked::Parked>(),
    of::<event_target::Target>(),
    of::<invitation::Invitation>(),
    of::<job::Job>(),
    of::<member::Member>(),
    of::<opportunity::Opportunity>(),
    of::<page_key::PageKey>(),
    of::<policy::Policy>(),
    of::<principal::Principal>(),
    of::<prospecting::Outcome>(),
    of::<prospecting::Prospecting>(),
    of::<received::Received>(),
    of::<snapshot::Snapshot>(),
    of::<task::Step>(),
    of::<task::Task>(),
];

const fn of<R: Record>() -> (&'static str, &'static [Declared]) {
    (R::TABLE, R::DECLARED)
}

/// What the declared columns of a table can have.
pub(super) fn declared(table: &str) -> &'static [Declared] {
    let found = DECLARED.iter().find(|(name, _)| *name == table);
    found.map_or(&[], |(_, declared)| declared)
}
