// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Types of the family `engagement_search`.
#[allow(unused_imports)]
use super::*;
/// The structure `EngagementSearchFilter`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementSearchFilter {
    /// `EngagementSearchFilterList`, 1 to 10 items.
    #[serde(default)]
    pub and_all_filters: Option<Vec<EngagementSearchFilter>>,
    /// `EngagementSearchFilterList`, 1 to 10 items.
    #[serde(default)]
    pub or_all_filters: Option<Vec<EngagementSearchFilter>>,
    /// `EngagementSearchFilter`.
    #[serde(default)]
    pub not_filter: Option<Box<EngagementSearchFilter>>,
    /// `EngagementSearchPredicate`.
    #[serde(default)]
    pub equals_to: Option<EngagementSearchPredicate>,
    /// `EngagementSearchPredicate`.
    #[serde(default)]
    pub contains_any: Option<EngagementSearchPredicate>,
    /// `EngagementSearchPredicate`.
    #[serde(default)]
    pub contains_all: Option<EngagementSearchPredicate>,
    /// `EngagementSearchPredicate`.
    #[serde(default)]
    pub greater_than: Option<EngagementSearchPredicate>,
    /// `EngagementSearchPredicate`.
    #[serde(default)]
    pub greater_than_or_equals: Option<EngagementSearchPredicate>,
    /// `EngagementSearchPredicate`.
    #[serde(default)]
    pub less_than: Option<EngagementSearchPredicate>,
    /// `EngagementSearchPredicate`.
    #[serde(default)]
    pub less_than_or_equals: Option<EngagementSearchPredicate>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for EngagementSearchFilter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementSearchFilter")
            .field("AndAllFilters", &self.and_all_filters)
            .field("OrAllFilters", &self.or_all_filters)
            .field("NotFilter", &self.not_filter)
            .field("EqualsTo", &self.equals_to)
            .field("ContainsAny", &self.contains_any)
            .field("ContainsAll", &self.contains_all)
            .field("GreaterThan", &self.greater_than)
            .field("GreaterThanOrEquals", &self.greater_than_or_equals)
            .field("LessThan", &self.less_than)
            .field("LessThanOrEquals", &self.less_than_or_equals)
            .finish()
    }
}
/// The union `EngagementSearchFilterValue`: exactly one of these.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum EngagementSearchFilterValue {
    StringValue(String),
    StringListValue(Vec<String>),
    LongValue(i64),
    DateValue(crate::DateTime),
}
impl std::fmt::Debug for EngagementSearchFilterValue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut tuple = formatter
            .debug_tuple(
                match self {
                    Self::StringValue(_) => "StringValue",
                    Self::StringListValue(_) => "StringListValue",
                    Self::LongValue(_) => "LongValue",
                    Self::DateValue(_) => "DateValue",
                },
            );
        match self {
            Self::StringValue(_) => tuple.field(&crate::redact::Redacted),
            Self::StringListValue(_) => tuple.field(&crate::redact::Redacted),
            Self::LongValue(value) => tuple.field(value),
            Self::DateValue(value) => tuple.field(value),
        };
        tuple.finish()
    }
}
/// The structure `EngagementSearchPredicate`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementSearchPredicate {
    /// `EngagementSearchFilterName`, required.
    pub key: EngagementSearchFilterName,
    /// `EngagementSearchFilterValue`, required.
    pub value: EngagementSearchFilterValue,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl EngagementSearchPredicate {
    /// The structure with its required members alone.
    pub const fn required(
        key: EngagementSearchFilterName,
        value: EngagementSearchFilterValue,
    ) -> Self {
        Self {
            key,
            value,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for EngagementSearchPredicate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementSearchPredicate")
            .field("Key", &self.key)
            .field("Value", &self.value)
            .finish()
    }
}
/// The structure `EngagementSearchSort`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementSearchSort {
    /// `EngagementSearchSortName`, required.
    pub sort_by: EngagementSearchSortName,
    /// `SortOrder`, required.
    pub sort_order: SortOrder,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl EngagementSearchSort {
    /// The structure with its required members alone.
    pub const fn required(
        sort_by: EngagementSearchSortName,
        sort_order: SortOrder,
    ) -> Self {
        Self {
            sort_by,
            sort_order,
            #[cfg(feature = "new-member")]
            new_member: None,
        }
    }
}
impl std::fmt::Debug for EngagementSearchSort {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementSearchSort")
            .field("SortBy", &self.sort_by)
            .field("SortOrder", &self.sort_order)
            .finish()
    }
}
/// The structure `EngagementSearchSummary`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct EngagementSearchSummary {
    /// `EngagementIdentifier`, matching `eng-[0-9a-z]{14}`.
    #[serde(default)]
    pub id: Option<String>,
    /// `EngagementArn`, matching `arn:.*`.
    #[serde(default)]
    pub arn: Option<String>,
    /// `EngagementTitle`, 0 to 40 characters.
    #[serde(default)]
    pub title: Option<String>,
    /// `EngagementDescription`, 0 to 255 characters.
    #[serde(default)]
    pub description: Option<String>,
    /// `DateTime`.
    #[serde(default)]
    pub created_at: Option<crate::DateTime>,
    /// `AwsAccount`, matching `([0-9]{12}|\w{1,12})`, sensitive.
    #[serde(default)]
    pub created_by: Option<String>,
    /// `Integer`.
    #[serde(default)]
    pub member_count: Option<i64>,
    /// `DateTime`.
    #[serde(default)]
    pub modified_at: Option<crate::DateTime>,
    /// `AwsAccount`, matching `([0-9]{12}|\w{1,12})`, sensitive.
    #[serde(default)]
    pub modified_by: Option<String>,
    /// `EngagementContexts`, 0 to 5 items.
    #[serde(default)]
    pub contexts: Option<Vec<EngagementContextDetails>>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for EngagementSearchSummary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EngagementSearchSummary")
            .field("Id", &self.id)
            .field("Arn", &self.arn)
            .field("Title", &self.title)
            .field("Description", &self.description)
            .field("CreatedAt", &self.created_at)
            .field("CreatedBy", &crate::redact::Redacted)
            .field("MemberCount", &self.member_count)
            .field("ModifiedAt", &self.modified_at)
            .field("ModifiedBy", &crate::redact::Redacted)
            .field("Contexts", &self.contexts)
            .finish()
    }
}
/// The structure `SearchEngagementsRequest`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct SearchEngagementsRequest {
    /// `CatalogIdentifier`, required, matching `[a-zA-Z]+`.
    pub catalog: String,
    /// `EngagementSearchKeyword`, 1 to 500 characters, sensitive.
    #[serde(default)]
    pub keyword: Option<String>,
    /// `EngagementSearchFilter`.
    #[serde(default)]
    pub filter: Option<EngagementSearchFilter>,
    /// `GroupId`, 1 to 64 characters, matching `eng-grp-[0-9a-z]{14}`.
    #[serde(default)]
    pub group_id: Option<String>,
    /// `EngagementSearchSort`.
    #[serde(default)]
    pub sort: Option<EngagementSearchSort>,
    /// `PageSize`, 1 to 100.
    #[serde(default)]
    pub max_results: Option<i64>,
    /// `LeadsNextToken`, 1 to 2048 characters.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for SearchEngagementsRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SearchEngagementsRequest")
            .field("Catalog", &self.catalog)
            .field("Keyword", &crate::redact::Redacted)
            .field("Filter", &self.filter)
            .field("GroupId", &self.group_id)
            .field("Sort", &self.sort)
            .field("MaxResults", &self.max_results)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
/// The structure `SearchEngagementsResponse`.
#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, Default)]
#[serde(rename_all = "PascalCase")]
pub struct SearchEngagementsResponse {
    /// `EngagementSearchSummaryList`.
    #[serde(default)]
    pub engagement_search_summaries: Option<Vec<EngagementSearchSummary>>,
    /// `LeadsNextToken`, 1 to 2048 characters.
    #[serde(default)]
    pub next_token: Option<String>,
    #[cfg(feature = "new-member")]
    #[doc(hidden)]
    #[serde(default)]
    pub new_member: Option<bool>,
}
impl std::fmt::Debug for SearchEngagementsResponse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SearchEngagementsResponse")
            .field("EngagementSearchSummaries", &self.engagement_search_summaries)
            .field("NextToken", &self.next_token)
            .finish()
    }
}
