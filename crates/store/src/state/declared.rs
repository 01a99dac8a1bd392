//! What the columns of tables can have, as their rows are declared.

use crate::record::{Declared, Record};

/// Gives a macro the types of all stored rows. Row types that read only some columns of another's
/// table are left out.
macro_rules! every_row {
    ($list:ident) => {
        $list![
            $crate::table::access_key::AccessKey,
            $crate::table::account::Account,
            $crate::table::association::Association,
            $crate::table::audit::Act,
            $crate::table::bulk::Done,
            $crate::table::bulk::Job,
            $crate::table::bulk_fetch::Fetch,
            $crate::table::customer_account::CustomerAccount,
            $crate::table::customer_account_search::Facts,
            $crate::table::upload::Part,
            $crate::table::upload::Upload,
            $crate::table::engagement::Engagement,
            $crate::table::event::Event,
            $crate::table::event_parked::Parked,
            $crate::table::event_target::Target,
            $crate::table::invitation::Invitation,
            $crate::table::job::Job,
            $crate::table::member::Member,
            $crate::table::opportunity::Opportunity,
            $crate::table::page_key::PageKey,
            $crate::table::policy::Policy,
            $crate::table::principal::Principal,
            $crate::table::prospecting::Outcome,
            $crate::table::prospecting::Prospecting,
            $crate::table::received::Received,
            $crate::table::snapshot::Snapshot,
            $crate::table::task::Step,
            $crate::table::task::Task,
        ]
    };
}

#[cfg(test)]
pub(crate) use every_row;

macro_rules! declared_rows {
    ($($row:ty),+ $(,)?) => {
        &[$( (<$row>::TABLE, <$row>::DECLARED) ),+]
    };
}

/// What the columns of every table with a declared row can have, by the table's name.
const DECLARED: &[(&str, &[Declared])] = every_row!(declared_rows);

/// What the declared columns of a table can have.
pub(super) fn declared(table: &str) -> &'static [Declared] {
    let found = DECLARED.iter().find(|(name, _)| *name == table);
    found.map_or(&[], |(_, declared)| declared)
}
