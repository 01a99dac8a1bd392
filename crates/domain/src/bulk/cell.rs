//! What a cell of an uploaded file says, for whoever has to know which cells name somebody.

use cosell_api::shape::{Kind, Shape};
use serde_json::Value;

use super::body::{several, value};
use super::columns::{Column, meaning};

/// The texts that a cell says.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The member that the texts fill.
    pub member: String,
    /// The shape of each text, if the model has one.
    pub shape: Option<&'static Shape>,
    pub texts: Vec<String>,
}

/// Reads a cell below a header. None if no file has a column of this header; the server ignores
/// such a column.
pub fn said(header: &str, cell: &str) -> Option<Cell> {
    let cell = cell.trim();
    let plain = |member: &str| Cell {
        member: member.to_owned(),
        shape: None,
        texts: vec![cell.to_owned()],
    };
    let (column, shape) = meaning(header);
    Some(match column {
        Column::RowId => plain("RequestId"),
        Column::Identifier => plain("Identifier"),
        Column::LastModified => plain("LastModifiedDate"),
        Column::Related(_) => Cell {
            texts: several(cell).map(str::to_owned).collect(),
            ..plain("RelatedEntityIdentifier")
        },
        Column::Member { path, form } => {
            let name = path.rsplit('.').next().unwrap_or_default();
            let name = name.split('[').next().unwrap_or_default();
            let mut said = plain(name);
            said.shape = match shape.map(|shape| &shape.kind) {
                Some(Kind::List { member, .. }) => Some(*member),
                _ => shape,
            };
            said.texts = match value(form, cell) {
                Value::String(text) => vec![text],
                Value::Array(texts) => texts
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
                Value::Object(spend) => {
                    "Amount".clone_into(&mut said.member);
                    said.shape = None;
                    let amount = spend.get("Amount").and_then(Value::as_str);
                    amount.map(str::to_owned).into_iter().collect()
                }
                // A number names no one.
                _ => Vec::new(),
            };
            said
        }
        Column::Ignored => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(header: &str, cell: &str) -> (String, Vec<String>) {
        let said = said(header, cell).expect("a known column");
        (said.member, said.texts)
    }

    #[test]
    fn a_cell_says_what_its_row_would_say() {
        for (header, cell, member, expected) in [
            ("Country", "Sweden", "CountryCode", vec!["SE"]),
            ("country", "no", "CountryCode", vec!["NO"]),
            (
                "Target Close Date",
                "12/31/2040",
                "TargetCloseDate",
                vec!["2040-12-31"],
            ),
            (
                "Customer Company Name",
                " Quay ",
                "CompanyName",
                vec!["Quay"],
            ),
            (
                "Delivery Model",
                "SaaS or PaaS; Other",
                "DeliveryModels",
                vec!["SaaS or PaaS", "Other"],
            ),
            (
                "Estimated AWS Monthly Recurring Revenue",
                "$1,234.50",
                "Amount",
                vec!["1234.50"],
            ),
            (
                "Customer.Contacts[0].Email",
                "a@b.example",
                "Email",
                vec!["a@b.example"],
            ),
            ("Row Id", "q1", "RequestId", vec!["q1"]),
            ("Opportunity ID", "O1", "Identifier", vec!["O1"]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(str::to_owned).collect();
            assert_eq!(
                texts(header, cell),
                (member.to_owned(), expected),
                "{header}"
            );
        }
        assert!(said("Shoe size", "44").is_none());
    }
}
