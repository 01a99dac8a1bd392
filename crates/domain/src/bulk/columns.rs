//! What the columns of a file mean.
//!
//! A header is a label of AWS's template, or the path of a member as AWS's sample exporter writes
//! it, such as `Project.DeliveryModels[0]`. Labels are compared without case, spaces and
//! punctuation. A header that is neither is a column that is ignored.

use std::collections::BTreeSet;

use cosell_api::operations::{CreateOpportunity, UpdateOpportunity};
use cosell_api::shape::{Kind, Shape};
use cosell_api::{Operation as _, OperationMeta};
use serde::{Deserialize, Serialize};

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

struct Label {
    label: &'static str,
    path: &'static str,
    form: Form,
}

const fn label(label: &'static str, path: &'static str, form: Form) -> Label {
    Label { label, path, form }
}

/// The labels of the columns of opportunities, and the members that they fill.
const LABELS: [Label; 54] = [
    label(
        "Customer Company Name",
        "Customer.Account.CompanyName",
        Form::Text,
    ),
    label(
        "Industry Vertical",
        "Customer.Account.Industry",
        Form::Industry,
    ),
    label(
        "Other - Industry Vertical",
        "Customer.Account.OtherIndustry",
        Form::Text,
    ),
    label(
        "Country",
        "Customer.Account.Address.CountryCode",
        Form::Country,
    ),
    label(
        "State",
        "Customer.Account.Address.StateOrRegion",
        Form::Text,
    ),
    label(
        "Postal Code",
        "Customer.Account.Address.PostalCode",
        Form::Text,
    ),
    label("City", "Customer.Account.Address.City", Form::Text),
    label(
        "Address",
        "Customer.Account.Address.StreetAddress",
        Form::Text,
    ),
    label(
        "Customer Website",
        "Customer.Account.WebsiteUrl",
        Form::Text,
    ),
    label("Customer DUNS", "Customer.Account.Duns", Form::Text),
    label(
        "Customer AWS Account ID",
        "Customer.Account.AwsAccountId",
        Form::Text,
    ),
    label(
        "Customer First Name",
        "Customer.Contacts[0].FirstName",
        Form::Text,
    ),
    label(
        "Customer Last Name",
        "Customer.Contacts[0].LastName",
        Form::Text,
    ),
    label(
        "Customer Title",
        "Customer.Contacts[0].BusinessTitle",
        Form::Text,
    ),
    label("Customer Email", "Customer.Contacts[0].Email", Form::Text),
    label("Customer Phone", "Customer.Contacts[0].Phone", Form::Phone),
    label(
        "Does this opportunity contain classified National Security information?",
        "NationalSecurity",
        Form::Text,
    ),
    label("Partner Project Title", "Project.Title", Form::Text),
    label(
        "Customer Business Problem",
        "Project.CustomerBusinessProblem",
        Form::Text,
    ),
    label("Use Case", "Project.CustomerUseCase", Form::Text),
    label("Delivery Model", "Project.DeliveryModels", Form::Several),
    label("Sales Activities", "Project.SalesActivities", Form::Several),
    label("APN Programs", "Project.ApnPrograms", Form::Several),
    label(
        "Estimated AWS Monthly Recurring Revenue",
        "Project.ExpectedCustomerSpend[0]",
        Form::Spend,
    ),
    label(
        "Other Solution Offered",
        "Project.OtherSolutionDescription",
        Form::Text,
    ),
    label("Competitive Tracking", "Project.CompetitorName", Form::Text),
    label(
        "Competitive Tracking Other",
        "Project.OtherCompetitorNames",
        Form::Text,
    ),
    label(
        "Additional Comments",
        "Project.AdditionalComments",
        Form::Text,
    ),
    label(
        "Parent Opportunity ID",
        "Project.RelatedOpportunityIdentifier",
        Form::Text,
    ),
    label("Target Close Date", "LifeCycle.TargetCloseDate", Form::Date),
    label("Stage", "LifeCycle.Stage", Form::Text),
    label("Next Steps", "LifeCycle.NextSteps", Form::Text),
    label("Closed Reason", "LifeCycle.ClosedLostReason", Form::Text),
    label("Opportunity Type", "OpportunityType", Form::Text),
    label(
        "Partner primary need from AWS",
        "PrimaryNeedsFromAws",
        Form::Several,
    ),
    label(
        "Partner CRM Unique Identifier",
        "PartnerOpportunityIdentifier",
        Form::Text,
    ),
    label(
        "Is Opportunity from Marketing Activity?",
        "Marketing.Source",
        Form::MarketingSource,
    ),
    label(
        "Was Marketing Development Funds Used?",
        "Marketing.AwsFundingUsed",
        Form::Text,
    ),
    label(
        "Marketing Campaign Code",
        "Marketing.CampaignName",
        Form::Text,
    ),
    label(
        "Marketing Activity Channel",
        "Marketing.Channels",
        Form::Several,
    ),
    label(
        "Marketing Activity Use Case",
        "Marketing.UseCases",
        Form::Several,
    ),
    label(
        "Partner Sales Contact First Name",
        "OpportunityTeam[0].FirstName",
        Form::Text,
    ),
    label(
        "Partner Sales Contact Last Name",
        "OpportunityTeam[0].LastName",
        Form::Text,
    ),
    label(
        "Partner Sales Contact Email",
        "OpportunityTeam[0].Email",
        Form::Text,
    ),
    label(
        "Partner Sales Contact Primary Phone",
        "OpportunityTeam[0].Phone",
        Form::Phone,
    ),
    label(
        "Procurement Type",
        "SoftwareRevenue.DeliveryModel",
        Form::Text,
    ),
    label(
        "Customer Software Value",
        "SoftwareRevenue.Value.Amount",
        Form::Amount,
    ),
    label("Currency", "SoftwareRevenue.Value.CurrencyCode", Form::Text),
    label(
        "Contract effective date",
        "SoftwareRevenue.EffectiveDate",
        Form::Date,
    ),
    label(
        "Contract expiration date",
        "SoftwareRevenue.ExpirationDate",
        Form::Date,
    ),
    // Other spellings of the same labels.
    label("Customer (DUNS)", "Customer.Account.Duns", Form::Text),
    label(
        "Partner Sales Contact Phone",
        "OpportunityTeam[0].Phone",
        Form::Phone,
    ),
    label(
        "Customer Account Name",
        "Customer.Account.CompanyName",
        Form::Text,
    ),
    label("Industry", "Customer.Account.Industry", Form::Industry),
];

const ROW_ID: [&str; 2] = ["Row Id", "Request Id"];
const IDENTIFIER: [&str; 3] = ["Opportunity ID", "Id", "Identifier"];
const LAST_MODIFIED: [&str; 2] = ["Last Modified Date", "LastModifiedDate"];
const RELATED: [(&str, Related); 3] = [
    ("Solution offered", Related::Solutions),
    ("AWS products", Related::AwsProducts),
    ("Offer ID", Related::AwsMarketplaceOffers),
];

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

/// The columns of a file of opportunities, and whether its rows change opportunities.
pub(super) fn of_opportunities(headers: &[String]) -> Result<(Vec<Column>, bool), Broken> {
    let columns: Vec<Column> = headers.iter().map(|header| column(header)).collect();
    let mut seen = BTreeSet::new();
    for header in headers.iter().map(|header| bare(header)) {
        if !header.is_empty() && !seen.insert(header.clone()) {
            return Err(Broken(format!(
                "The header row has the column {header} twice."
            )));
        }
    }
    let updates = columns.contains(&Column::Identifier);
    let known = columns
        .iter()
        .any(|column| !matches!(column, Column::Ignored));
    if !known {
        return Err(Broken(
            "The header row has no column that is known; docs/bulk.md lists them.".to_owned(),
        ));
    }
    let company = |column: &Column| matches!(column, Column::Member { path, .. } if path == "Customer.Account.CompanyName");
    if !updates && !columns.iter().any(company) {
        return Err(Broken(
            "The header row lacks the required column Customer Company Name.".to_owned(),
        ));
    }
    Ok((columns, updates))
}

fn column(header: &str) -> Column {
    let header = header.trim().trim_start_matches('\u{feff}').trim();
    let name = bare(header);
    let is = |labels: &[&str]| labels.iter().any(|label| bare(label) == name);
    if is(&ROW_ID) {
        return Column::RowId;
    }
    if is(&IDENTIFIER) {
        return Column::Identifier;
    }
    if is(&LAST_MODIFIED) {
        return Column::LastModified;
    }
    if let Some((_, related)) = RELATED.iter().find(|(label, _)| bare(label) == name) {
        return Column::Related(*related);
    }
    if let Some(label) = LABELS.iter().find(|label| bare(label.label) == name) {
        return Column::Member {
            path: label.path.to_owned(),
            form: label.form,
        };
    }
    member(header).unwrap_or(Column::Ignored)
}

/// The member of a request that a path names.
fn member(path: &str) -> Option<Column> {
    if let Some(related) = path.strip_prefix("RelatedEntityIdentifiers.") {
        let name = related.split('[').next()?;
        let known = RELATED_MEMBERS.iter().find(|(member, _)| *member == name);
        return known.map(|(_, related)| Column::Related(*related));
    }
    let metas: [&OperationMeta; 2] = [CreateOpportunity::META, UpdateOpportunity::META];
    let shape = metas.iter().find_map(|meta| shape_at(meta.input, path))?;
    let first = path.split(['.', '[']).next()?;
    if matches!(first, "Catalog" | "ClientToken" | "Tags" | "Identifier") {
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

    #[test]
    fn every_label_names_a_member_of_a_request() {
        for Label { label, path, form } in &LABELS {
            let metas: [&OperationMeta; 2] = [CreateOpportunity::META, UpdateOpportunity::META];
            let shape = metas.iter().find_map(|meta| shape_at(meta.input, path));
            let shape = shape.unwrap_or_else(|| panic!("{label}: {path}"));
            let fits = match form {
                Form::Several => matches!(shape.kind, Kind::List { .. }),
                Form::Spend => matches!(shape.kind, Kind::Structure { .. }),
                _ => is_text(shape),
            };
            assert!(fits, "{label}: {path} is not {form:?}");
            let wanted = Column::Member {
                path: (*path).to_owned(),
                form: *form,
            };
            assert_eq!(column(&label.to_uppercase()), wanted);
        }
    }

    #[test]
    fn a_header_is_a_label_a_path_or_ignored() {
        let path = |path: &str, form| Column::Member {
            path: path.to_owned(),
            form,
        };
        for (header, wanted) in [
            ("\u{feff}row id", Column::RowId),
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
            (
                "Project.DeliveryModels",
                path("Project.DeliveryModels", Form::Several),
            ),
            ("Favourite colour", Column::Ignored),
            ("Project", Column::Ignored),
            ("Project.Nothing", Column::Ignored),
            ("Project.DeliveryModels[x]", Column::Ignored),
            ("Project.DeliveryModels[99999999999]", Column::Ignored),
            ("Catalog", Column::Ignored),
            ("", Column::Ignored),
        ] {
            assert_eq!(column(header), wanted, "{header}");
        }
    }

    #[test]
    fn a_header_row_says_whether_rows_create_or_change() {
        let headers = |names: &[&str]| {
            names
                .iter()
                .map(|&name| name.to_owned())
                .collect::<Vec<_>>()
        };
        let (_, updates) = of_opportunities(&headers(&["Customer Company Name"])).expect("known");
        assert!(!updates);
        let (_, updates) = of_opportunities(&headers(&["Opportunity ID", "Stage"])).expect("known");
        assert!(updates);
        for wrong in [
            &["Stage"][..],
            &["x", "y"],
            &["Customer Company Name", "customer company-name"],
        ] {
            assert!(of_opportunities(&headers(wrong)).is_err(), "{wrong:?}");
        }
    }
}
