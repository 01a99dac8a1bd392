// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `solution`.
#[allow(unused_imports)]
use super::*;
/// The structure `ListSolutionsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListSolutionsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `PageSize`, 1 to 100.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    /// `SolutionSort`.
    #[serde(default)]
    pub sort: Option<SolutionSort>,
    /// `ListSolutionsRequestStatusList`, 0 to 10 items.
    #[serde(default)]
    pub status: Option<Vec<SolutionStatus>>,
    /// `ListSolutionsRequestIdentifierList`, 0 to 20 items.
    #[serde(default)]
    pub identifier: Option<Vec<String>>,
    /// `ListSolutionsRequestCategoryList`, 0 to 10 items.
    #[serde(default)]
    pub category: Option<Vec<String>>,
    /// `ListSolutionsRequestAwsMarketplaceSolutionArnList`, 0 to 10 items.
    #[serde(default)]
    pub aws_marketplace_solution_arn: Option<Vec<String>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListSolutionsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListSolutionsRequest")
            .field("Catalog", &self.catalog)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .field("Sort", &self.sort)
            .field("Status", &self.status)
            .field("Identifier", &self.identifier)
            .field("Category", &self.category)
            .field("AwsMarketplaceSolutionArn", &self.aws_marketplace_solution_arn)
            .finish()
    }
}
/// The structure `ListSolutionsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct ListSolutionsResponse {
    /// `SolutionList`, required.
    pub solution_summaries: Vec<SolutionBase>,
    /// `String`.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for ListSolutionsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListSolutionsResponse")
            .field("SolutionSummaries", &self.solution_summaries)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `SolutionBase`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SolutionBase {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `SolutionIdentifier`, required, matching `S-[0-9]{1,19}`.
    pub id: String,
    /// `SolutionArn`, matching `S-[0-9]{1,19}`.
    #[serde(default)]
    pub arn: Option<String>,
    /// `String`, required.
    pub name: String,
    /// `SolutionStatus`, required.
    pub status: SolutionStatus,
    /// `String`, required.
    pub category: String,
    /// `DateTime`, required.
    pub created_date: crate::DateTime,
    /// `AwsMarketplaceSolutionArn`, 4 to 2048 characters, matching `arn:.*`.
    #[serde(default)]
    pub aws_marketplace_solution_arn: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl SolutionBase {
    /// The structure with its required members alone.
    pub const fn required(
        catalog: String,
        id: String,
        name: String,
        status: SolutionStatus,
        category: String,
        created_date: crate::DateTime,
    ) -> Self {
        Self {
            catalog,
            id,
            arn: None,
            name,
            status,
            category,
            created_date,
            aws_marketplace_solution_arn: None,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for SolutionBase {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SolutionBase")
            .field("Catalog", &self.catalog)
            .field("Id", &self.id)
            .field("Arn", &self.arn)
            .field("Name", &self.name)
            .field("Status", &self.status)
            .field("Category", &self.category)
            .field("CreatedDate", &self.created_date)
            .field("AwsMarketplaceSolutionArn", &self.aws_marketplace_solution_arn)
            .finish()
    }
}
/// The structure `SolutionSort`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SolutionSort {
    /// `SortOrder`, required.
    pub sort_order: SortOrder,
    /// `SolutionSortName`, required.
    pub sort_by: SolutionSortName,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl SolutionSort {
    /// The structure with its required members alone.
    pub const fn required(sort_order: SortOrder, sort_by: SolutionSortName) -> Self {
        Self {
            sort_order,
            sort_by,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for SolutionSort {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SolutionSort")
            .field("SortOrder", &self.sort_order)
            .field("SortBy", &self.sort_by)
            .finish()
    }
}
