//! `SearchOpportunities`: opportunities by keyword, filter tree and sort.

mod field;
