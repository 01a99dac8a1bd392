//! What the columns of a file mean.
//!
//! A header is a label of AWS's template, or the path of a member as AWS's sample exporter writes
//! it, such as `Project.DeliveryModels[0]`. Labels are compared without case, spaces and
//! punctuation. A header that is neither is a column that is ignored.

use std::collections::BTreeSet;

use cosell_api::Operation as _;
use cosell_api::operations::{CreateCustomerAccount, CreateOpportunity, UpdateOpportunity};
use cosell_api::shape::{Kind, Shape};
use cosell_store::table::bulk::Family;
use serde::{Deserialize, Serialize};

use super::labels::{self, Label};
use super::records::Broken;

/// What a cell of a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Form {
    /// A text as it stands.
    Text,
    /// Several texts, separated by semicolons.
    Several,
    /// An industry; `&` of the older list is `and`.
    Industry,
    /// A country by its code or its English name.
    Country,
    /// A telephone number; one of digits alone gets the `+` that the API demands.
    Phone,
    /// A date, `MM/DD/YYYY` or `YYYY-MM-DD`.
    Date,
    /// An amount of US dollars in a month, such as `1,234.50`.
    Spend,
    /// An amount, such as `1,234.50`.
    Amount,
    /// `Yes` for an activity of marketing, `No` for none.
    MarketingSource,
    /// A whole number.
    Integer,
}

/// An entity that an opportunity is associated with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Related {
    Solutions,
    AwsProducts,
    AwsMarketplaceOffers,
    AwsMarketplaceOfferSets,
    AwsMarketplaceSolutions,
    AwsMarketplaceProducts,
}

/// What a column is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Column {
    /// Names the row; comes back as its request id.
    RowId,
    /// The opportunity that the row changes.
    Identifier,
    /// The version of it that the row is about.
    LastModified,
    Member {
        path: String,
        form: Form,
    },
    Related(Related),
    Ignored,
}

const ROW_ID: [&str; 2] = ["Row Id", "Request Id"];
const IDENTIFIER: [&str; 3] = ["Opportunity ID", "Id", "Identifier"];
const LAST_MODIFIED: [&str; 2] = ["Last Modified Date", "LastModifiedDate"];
const RELATED: [(&str, Related); 4] = [
    ("Solution offered", Related::Solutions),
    ("AWS products", Related::AwsProducts),
    ("Offer ID", Related::AwsMarketplaceOffers),
    ("offers", Related::AwsMarketplaceOffers),
];

/// Characters of a header that a failure shows.
const LONGEST_SHOWN: usize = 60;

/// The lists of related entities, as members.
const RELATED_MEMBERS: [(&str, Related); 6] = [
    ("Solutions", Related::Solutions),
    ("AwsProducts", Related::AwsProducts),
    ("AwsMarketplaceOffers", Related::AwsMarketplaceOffers),
    ("AwsMarketplaceOfferSets", Related::AwsMarketplaceOfferSets),
    ("AwsMarketplaceSolutions", Related::AwsMarketplaceSolutions),
    ("AwsMarketplaceProducts", Related::AwsMarketplaceProducts),
];

impl Related {
    /// The name of the list in `RelatedEntityIdentifiers` and of the type of entity.
    pub(super) fn name(self) -> &'static str {
        let known = RELATED_MEMBERS.iter().find(|(_, related)| *related == self);
        known.map_or("", |(name, _)| name)
    }
}

/// A text without case, spaces and punctuation.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rows {
    CreateOpportunity,
    UpdateOpportunity,
    CreateCustomerAccount,
}

impl Rows {
    fn labels(self) -> &'static [Label] {
        match self {
            Self::CreateOpportunity | Self::UpdateOpportunity => labels::OPPORTUNITY,
            Self::CreateCustomerAccount => labels::CUSTOMER_ACCOUNT,
        }
    }

    /// The request that a row fills.
    fn input(self) -> &'static Shape {
        match self {
            Self::CreateOpportunity => CreateOpportunity::META.input,
            Self::UpdateOpportunity => UpdateOpportunity::META.input,
            Self::CreateCustomerAccount => CreateCustomerAccount::META.input,
        }
    }

    /// The column that must be there, and the member that it fills.
    fn required(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::CreateOpportunity => Some(("Customer Company Name", OPPORTUNITY_COMPANY)),
            Self::CreateCustomerAccount => Some(("Company Name", "Account.CompanyName")),
            Self::UpdateOpportunity => None,
        }
    }
}

/// With it an update submits again, or decides the review in the Sandbox, and rows do neither. A
/// file of the exporter has the status of when it was written.
const REVIEW_STATUS: &str = "LifeCycle.ReviewStatus";

/// The company's name in a row of a new opportunity.
const OPPORTUNITY_COMPANY: &str = "Customer.Account.CompanyName";

/// The columns of a file, and whether its rows change opportunities.
pub(super) fn read(family: Family, headers: &[String]) -> Result<(Vec<Column>, bool), Broken> {
    let changes = |header: &String| IDENTIFIER.iter().any(|label| bare(label) == bare(header));
    let rows = match family {
        Family::CustomerAccount => Rows::CreateCustomerAccount,
        Family::Opportunity if headers.iter().any(changes) => Rows::UpdateOpportunity,
        Family::Opportunity => Rows::CreateOpportunity,
    };
    let columns: Vec<Column> = headers.iter().map(|header| column(rows, header)).collect();
    let mut seen = BTreeSet::new();
    for (header, column) in headers.iter().zip(&columns) {
        // The report on a report has the columns of both.
        let counts = *column != Column::Ignored;
        if counts && !seen.insert(bare(header)) {
            return Err(Broken(format!(
                "The header row has the column {} twice.",
                shown(header)
            )));
        }
    }
    check(rows, headers, &columns)?;
    Ok((columns, rows == Rows::UpdateOpportunity))
}

/// Refuses columns that are all unknown, that say the same, or that lack the required one.
fn check(rows: Rows, headers: &[String], columns: &[Column]) -> Result<(), Broken> {
    let says = |column: &Column| !matches!(column, Column::Ignored | Column::RowId);
    if !columns.iter().any(says) {
        return Err(Broken(
            "The header row has no column that is known; docs/bulk.md lists them.".to_owned(),
        ));
    }
    for (place, column) in columns.iter().enumerate() {
        // A list of related entities has a column for each of its items.
        if matches!(column, Column::Ignored | Column::Related(_)) {
            continue;
        }
        let before = columns.iter().take(place);
        let same = before.zip(headers).find(|(before, _)| *before == column);
        if let Some((_, first)) = same {
            let second = headers.get(place).map_or("", String::as_str);
            return Err(Broken(format!(
                "The columns {} and {} of the header row are the same.",
                shown(first),
                shown(second)
            )));
        }
    }
    if let Some((label, wanted)) = rows.required() {
        let is_it =
            |column: &Column| matches!(column, Column::Member { path, .. } if path == wanted);
        if !columns.iter().any(is_it) {
            return Err(Broken(format!(
                "The header row lacks the required column {label}."
            )));
        }
    }
    Ok(())
}

/// A header as a sentence quotes it.
fn shown(header: &str) -> String {
    header.trim().chars().take(LONGEST_SHOWN).collect()
}

/// What a column with this header is in any file, and the shape of its member.
pub(super) fn meaning(header: &str) -> (Column, Option<&'static Shape>) {
    let all = [
        Rows::UpdateOpportunity,
        Rows::CreateOpportunity,
        Rows::CreateCustomerAccount,
    ];
    let found = all.iter().find_map(|rows| {
        let column = column(*rows, header);
        let shape = match &column {
            Column::Ignored => return None,
            Column::Member { path, .. } => shape_at(rows.input(), path),
            _ => None,
        };
        Some((column, shape))
    });
    found.unwrap_or((Column::Ignored, None))
}

fn column(rows: Rows, header: &str) -> Column {
    let header = header.trim();
    let name = bare(header);
    let is = |labels: &[&str]| labels.iter().any(|label| bare(label) == name);
    if is(&ROW_ID) {
        return Column::RowId;
    }
    if rows == Rows::UpdateOpportunity && is(&IDENTIFIER) {
        return Column::Identifier;
    }
    if rows == Rows::UpdateOpportunity && is(&LAST_MODIFIED) {
        return Column::LastModified;
    }
    if rows != Rows::CreateCustomerAccount
        && let Some((_, related)) = RELATED.iter().find(|(label, _)| bare(label) == name)
    {
        return Column::Related(*related);
    }
    match rows.labels().iter().find(|label| bare(label.text) == name) {
        Some(label) if shape_at(rows.input(), label.path).is_some() => Column::Member {
            path: label.path.to_owned(),
            form: label.form,
        },
        Some(_) => Column::Ignored,
        None => member(rows, header).unwrap_or(Column::Ignored),
    }
}

/// The member of a request that a path names.
fn member(rows: Rows, path: &str) -> Option<Column> {
    if let Some(related) = path.strip_prefix("RelatedEntityIdentifiers.") {
        let name = related.split('[').next()?;
        let known = RELATED_MEMBERS.iter().find(|(member, _)| *member == name);
        let known = known.filter(|_| rows != Rows::CreateCustomerAccount);
        return known.map(|(_, related)| Column::Related(*related));
    }
    let shape = shape_at(rows.input(), path)?;
    let first = path.split(['.', '[']).next()?;
    if path == REVIEW_STATUS || matches!(first, "Catalog" | "ClientToken" | "Tags" | "Identifier") {
        return None;
    }
    let form = match &shape.kind {
        Kind::Integer(_) => Form::Integer,
        Kind::List { member, .. } if is_text(member) => Form::Several,
        _ if is_text(shape) => Form::Text,
        _ => return None,
    };
    Some(Column::Member {
        path: path.to_owned(),
        form,
    })
}

fn is_text(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        Kind::Text { .. } | Kind::Enumeration(_) | Kind::Timestamp
    )
}

/// The shape at a path such as `Project.DeliveryModels[0]`.
fn shape_at(root: &'static Shape, path: &str) -> Option<&'static Shape> {
    let mut shape = root;
    for step in steps(path)? {
        shape = match (step, &shape.kind) {
            (Step::Member(name), Kind::Structure { .. }) => shape.member(name)?.shape,
            (Step::Item(_), Kind::List { member, .. }) => member,
            _ => return None,
        };
    }
    Some(shape)
}

/// A step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'a> {
    Member(&'a str),
    Item(usize),
}

/// Items of a list that a path may name.
const MOST_ITEMS: usize = 100;

/// The steps of a path; none if it is not one.
pub(super) fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (name, rest) = match part.split_once('[') {
            Some((name, rest)) => (name, Some(rest)),
            None => (part, None),
        };
        steps.push(Step::Member(name));
        if let Some(rest) = rest {
            let item: usize = rest.strip_suffix(']')?.parse().ok()?;
            steps.push(Step::Item(item));
            if item >= MOST_ITEMS {
                return None;
            }
        }
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn every_label_names_a_member_of_its_request() {
        for rows in [Rows::CreateOpportunity, Rows::CreateCustomerAccount] {
            for Label { text, path, form } in rows.labels() {
                let shape = shape_at(rows.input(), path);
                let shape = shape.unwrap_or_else(|| panic!("{text}: {path}"));
                let fits = match form {
                    Form::Several => matches!(shape.kind, Kind::List { .. }),
                    Form::Spend => matches!(shape.kind, Kind::Structure { .. }),
                    _ => is_text(shape),
                };
                assert!(fits, "{text}: {path} is not {form:?}");
                let wanted = Column::Member {
                    path: (*path).to_owned(),
                    form: *form,
                };
                assert_eq!(column(rows, &text.to_uppercase()), wanted);
            }
        }
    }

    #[test]
    fn a_header_is_a_label_a_path_or_ignored() {
        let path = |path: &str, form| Column::Member {
            path: path.to_owned(),
            form,
        };
        let models = "Project.DeliveryModels";
        for (header, wanted) in [
            (" row id", Column::RowId),
            ("Opportunity ID", Column::Identifier),
            ("Id", Column::Identifier),
            ("Last Modified Date", Column::LastModified),
            ("solution_offered", Column::Related(Related::Solutions)),
            (
                "RelatedEntityIdentifiers.AwsProducts[3]",
                Column::Related(Related::AwsProducts),
            ),
            (
                "Project.DeliveryModels[0]",
                path("Project.DeliveryModels[0]", Form::Text),
            ),
            (models, path(models, Form::Several)),
            ("Partner Sales Contact Email", Column::Ignored),
            ("OpportunityTeam[0].Email", Column::Ignored),
            ("Favourite colour", Column::Ignored),
            ("Project", Column::Ignored),
            ("Project.Nothing", Column::Ignored),
            ("Project.DeliveryModels[x]", Column::Ignored),
            ("Project.DeliveryModels[99999999999]", Column::Ignored),
            ("Catalog", Column::Ignored),
            ("LifeCycle.ReviewStatus", Column::Ignored),
            ("", Column::Ignored),
        ] {
            assert_eq!(column(Rows::UpdateOpportunity, header), wanted, "{header}");
        }
    }

    #[test]
    fn a_header_row_says_whether_rows_create_or_change() {
        let read = |names: &[&str]| super::read(Family::Opportunity, &headers(names));
        let (_, updates) = read(&["Customer Company Name"]).expect("known");
        assert!(!updates);
        let (_, updates) = read(&["Opportunity ID", "Stage"]).expect("known");
        assert!(updates);
        let items = "RelatedEntityIdentifiers.Solutions";
        let items = [format!("{items}[0]"), format!("{items}[1]")];
        read(&["Id", &items[0], &items[1]]).expect("each item has a column");
        let outcome = ["Error Code", "Error Message"];
        read(&[&["Id", "Stage"], &outcome[..], &outcome].concat()).expect("a report on a report");
        for (wrong, reason) in [
            (&["Stage"][..], "lacks the required column Customer Company"),
            (&["x", "y"], "no column that is known"),
            (&["Row Id"], "no column that is known"),
            (
                &["Customer Company Name", "customer company-name"],
                "customer company-name twice",
            ),
            (
                &["Customer Company Name", "Customer.Account.CompanyName"],
                "Customer Company Name and Customer.Account.CompanyName",
            ),
            (&["Id", "Opportunity ID"], "Id and Opportunity ID"),
        ] {
            let Broken(said) = read(wrong).expect_err("it is refused");
            assert!(said.contains(reason), "{wrong:?}: {said}");
        }
    }

    #[test]
    fn a_file_of_customer_accounts_has_columns_of_its_own() {
        let names = headers(&["Row Id", "Company Name", "Id", "Account.Domain", "Country"]);
        let (columns, updates) = read(Family::CustomerAccount, &names).expect("known");
        assert!(!updates);
        assert_eq!(columns[0], Column::RowId);
        assert_eq!(columns[2], Column::Ignored);
        let domain = Column::Member {
            path: "Account.Domain".to_owned(),
            form: Form::Text,
        };
        assert_eq!(columns[3], domain);
        let Broken(said) =
            read(Family::CustomerAccount, &headers(&["Country"])).expect_err("it is refused");
        assert!(said.contains("column Company Name"), "{said}");
    }
}
