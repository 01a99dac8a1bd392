//! The cells of a row as members of a request.

use serde_json::{Map, Value, json};

use super::columns::{Column, Form, Related, Step, steps};
use crate::opportunity::lists::country;

/// What a row says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Said {
    pub row_id: Option<String>,
    pub identifier: Option<String>,
    pub last_modified: Option<String>,
    /// Members of the request.
    pub members: Map<String, Value>,
    /// What is to be associated.
    pub related: Vec<(Related, String)>,
    /// Whether the row has any text.
    pub is_blank: bool,
}

/// The title that the partner's contact of a row has in the team.
const MANAGER: &str = "PartnerAccountManager";

/// Reads a row. Empty cells say nothing; `over` is what the row is put over.
pub(super) fn read(columns: &[Column], cells: &[String], over: Map<String, Value>) -> Said {
    let mut members = Value::Object(over);
    let mut said = Said {
        is_blank: true,
        ..Said::default()
    };
    for (column, cell) in columns.iter().zip(cells) {
        let cell = unprotected(cell.trim()).trim();
        if cell.is_empty() {
            continue;
        }
        said.is_blank = false;
        match column {
            Column::RowId => said.row_id = Some(cell.to_owned()),
            Column::Identifier => said.identifier = Some(cell.to_owned()),
            Column::LastModified => said.last_modified = Some(cell.to_owned()),
            Column::Related(related) => {
                let ids = several(cell).filter(|id| *id != "Other");
                said.related.extend(ids.map(|id| (*related, id.to_owned())));
            }
            Column::Member { form, .. } if says_nothing(*form, cell) => {}
            Column::Member { path, form } => {
                put(&mut members, path, value(*form, cell));
                if path.starts_with("OpportunityTeam[0].")
                    && members
                        .pointer("/OpportunityTeam/0/BusinessTitle")
                        .is_none()
                {
                    put(
                        &mut members,
                        "OpportunityTeam[0].BusinessTitle",
                        json!(MANAGER),
                    );
                }
            }
            Column::Ignored => {}
        }
    }
    close_gaps(&mut members);
    if let Value::Object(object) = members {
        said.members = object;
    }
    said
}

/// Removes the items that no cell filled from the lists of a document.
fn close_gaps(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.retain(|item| !item.is_null());
            items.iter_mut().for_each(close_gaps);
        }
        Value::Object(object) => object.values_mut().for_each(close_gaps),
        _ => {}
    }
}

/// A cell without the apostrophe that reports put before what a spreadsheet would run.
fn unprotected(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(super::report::FORMULA) => rest,
        _ => cell,
    }
}

pub(super) fn several(cell: &str) -> impl Iterator<Item = &str> {
    let parts = cell.split(';').map(str::trim);
    parts.filter(|part| !part.is_empty())
}

/// Whether a cell has nothing but what separates or marks values, as formulas of a spreadsheet
/// leave it.
fn says_nothing(form: Form, cell: &str) -> bool {
    match form {
        Form::Several => several(cell).next().is_none(),
        Form::Amount | Form::Spend => amount(cell).is_empty(),
        _ => false,
    }
}

pub(super) fn value(form: Form, cell: &str) -> Value {
    match form {
        Form::Text => json!(cell),
        Form::Several => several(cell).collect(),
        Form::Industry => json!(cell.replace('&', "and")),
        Form::Country => match country::code_of(cell) {
            Some(code) => json!(code),
            None if cell.len() == 2 => json!(cell.to_ascii_uppercase()),
            None => json!(cell),
        },
        Form::Phone => {
            let digits = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
            let plus = if digits { "+" } else { "" };
            json!(format!("{plus}{cell}"))
        }
        Form::Date => json!(date(cell).unwrap_or_else(|| cell.to_owned())),
        Form::Amount => json!(amount(cell)),
        Form::Spend => json!({
            "Amount": amount(cell), "CurrencyCode": "USD", "Frequency": "Monthly",
            "TargetCompany": "AWS",
        }),
        Form::MarketingSource => match cell.to_ascii_lowercase().as_str() {
            "yes" => json!("Marketing Activity"),
            "no" => json!("None"),
            _ => json!(cell),
        },
        Form::Integer => cell
            .parse::<i64>()
            .map_or_else(|_| json!(cell), Value::from),
    }
}

/// An amount without its currency sign and the commas between thousands.
fn amount(cell: &str) -> String {
    cell.trim_start_matches('$')
        .replace(',', "")
        .trim()
        .to_owned()
}

/// `MM/DD/YYYY` as `YYYY-MM-DD`.
fn date(cell: &str) -> Option<String> {
    let [month, day, year] = cell.split('/').collect::<Vec<_>>()[..] else {
        return None;
    };
    let number = |text: &str, longest: usize| {
        let digits =
            (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (month, day) = (number(month, 2)?, number(day, 2)?);
    let year = number(year, 4).filter(|year| *year >= 1000)?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// Puts a value at a path. Lists grow as far as the path says.
fn put(root: &mut Value, path: &str, value: Value) {
    let mut place = root;
    for step in steps(path).unwrap_or_default() {
        place = match step {
            Step::Member(name) => {
                if !place.is_object() {
                    *place = Value::Object(Map::new());
                }
                match place {
                    Value::Object(object) => object.entry(name.to_owned()).or_insert(Value::Null),
                    _ => return,
                }
            }
            Step::Item(at) => {
                if !place.is_array() {
                    *place = Value::Array(Vec::new());
                }
                match place {
                    Value::Array(items) => {
                        if items.len() <= at {
                            items.resize(at + 1, Value::Null);
                        }
                        match items.get_mut(at) {
                            Some(item) => item,
                            None => return,
                        }
                    }
                    _ => return,
                }
            }
        };
    }
    *place = value;
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosell_store::table::bulk::Family;

    use crate::bulk::columns;

    fn said(headers: &[&str], cells: &[&str]) -> Said {
        let owned = |texts: &[&str]| {
            texts
                .iter()
                .map(|&text| text.to_owned())
                .collect::<Vec<_>>()
        };
        let (columns, _) = columns::read(Family::Opportunity, &owned(headers)).expect("columns");
        read(&columns, &owned(cells), Map::new())
    }

    #[test]
    fn cells_become_members_as_their_column_says() {
        let found = said(
            &[
                "Row Id",
                "Customer Company Name",
                "Country",
                "Customer Phone",
                "Delivery Model",
                "Estimated AWS Monthly Recurring Revenue",
                "Target Close Date",
                "Is Opportunity from Marketing Activity?",
                "Solution offered",
                "Partner Sales Contact Email",
                "Project.SalesActivities[1]",
                "Additional Comments",
            ],
            &[
                "r1",
                " Willow & Pike ",
                "Germany",
                "4930123456",
                "SaaS or PaaS; Other",
                "$1,234.50",
                "2/3/2040",
                "No",
                "S-1;S-2",
                "ann@example.com",
                "Agreed on solution",
                "'\t=SUM(A1)",
            ],
        );
        assert_eq!(found.row_id.as_deref(), Some("r1"));
        let wanted = json!({
            "Customer": {
                "Account": {
                    "CompanyName": "Willow & Pike", "Address": { "CountryCode": "DE" },
                },
                "Contacts": [{ "Phone": "+4930123456" }],
            },
            "Project": {
                "DeliveryModels": ["SaaS or PaaS", "Other"],
                "ExpectedCustomerSpend": [{
                    "Amount": "1234.50", "CurrencyCode": "USD", "Frequency": "Monthly",
                    "TargetCompany": "AWS",
                }],
                "SalesActivities": ["Agreed on solution"],
                "AdditionalComments": "=SUM(A1)",
            },
            "LifeCycle": { "TargetCloseDate": "2040-02-03" },
            "Marketing": { "Source": "None" },
            "OpportunityTeam": [{
                "Email": "ann@example.com", "BusinessTitle": "PartnerAccountManager",
            }],
        });
        assert_eq!(Value::Object(found.members), wanted);
        assert_eq!(
            found.related,
            [
                (Related::Solutions, "S-1".to_owned()),
                (Related::Solutions, "S-2".to_owned())
            ]
        );
        assert!(said(&["Customer Company Name"], &["  "]).is_blank);
    }

    /// An update would replace what is stored by nothing.
    #[test]
    fn a_cell_of_separators_says_nothing() {
        let columns = [
            "Delivery Model",
            "Partner primary need from AWS",
            "Estimated AWS Monthly Recurring Revenue",
            "Solution offered",
        ];
        for blank in ["", ";", " ; ;"] {
            for amount in ["", "$", ",", "$ ,"] {
                let cells = ["Quay", blank, blank, amount, blank];
                let found = said(&[&["Customer Company Name"][..], &columns].concat(), &cells);
                let wanted = json!({ "Customer": { "Account": { "CompanyName": "Quay" } } });
                assert_eq!(Value::Object(found.members), wanted, "{cells:?}");
                assert_eq!(found.related, []);
            }
        }
    }

    #[test]
    fn what_is_not_a_date_is_left_for_the_api_to_refuse() {
        for text in [
            "2040-02-03",
            "tomorrow",
            "1/2",
            "1/2/40",
            "1/2/3/4",
            "a/b/2040",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
        assert_eq!(date("12/31/2040").as_deref(), Some("2040-12-31"));
    }
}
