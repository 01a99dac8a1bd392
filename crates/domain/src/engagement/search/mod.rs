//! `SearchEngagements`: pages of the caller's engagements by keyword, filter tree, group and sort;
//! and `ListEngagementGroups`, which counts what each group finds.

mod criteria;
mod find;
mod groups;
mod narrow;
mod record;
mod walk;

use cosell_api::FieldError;
use cosell_api::operations::SearchEngagements;
use cosell_api::types::{
    EngagementSearchFilterName as Name, EngagementSearchSortName as SortName,
    EngagementSearchSummary, SearchEngagementsRequest, SearchEngagementsResponse,
    ValidationExceptionErrorCode as Code,
};
use cosell_store::{Direction, Tx};

pub use self::criteria::criteria;
use self::find::Search;
use super::{Stored, customer};
use crate::error::instant;
use crate::page::Cursor;
use crate::permission::{Requirement, Subject, ask};
use crate::rule::rules;
use crate::search::field::Field;
use crate::search::{Expression, Keyword, Limits, SortKey, sort_columns};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler, arn};

rules! {
    DEFAULTS = "engagement.search.defaults", Documented,
        "SearchEngagements returns 20 engagements at a time, the newest first, unless it is asked \
         for something else.";
    OWN = "engagement.search.own", Inferred,
        "SearchEngagements finds the engagements that the caller is a member of, and finds a \
         change at once. A result shows what GetEngagement shows.";
    KEYWORD = "engagement.search.keyword", Inferred,
        "A keyword is split at white space. Each word is a part of the title, the description, the \
         name of a customer in some context, or the name of a member's company, whatever its case.";
    PARTNER = "engagement.search.partner-id", Inferred,
        "The filter name PartnerId has the account ids of the members, and aws for AWS.";
    CONTEXTS = "engagement.search.contexts", Inferred,
        "A filter name of a context has the values of all contexts of its type. The qualification \
         status of a lead without one counts as Unqualified.";
    GROUP = "engagement.search.group", Inferred,
        "A GroupId must name an active group that is available to the caller in the catalog. The \
         search then finds only what meets the group's criteria.";
    SORT = "engagement.search.sort", Inferred,
        "Engagements without the value by which results are sorted come last in both directions. \
         Of several values the smallest counts in ascending and the largest in descending order, \
         of a text its first 255 characters; ties are broken by id.";
    /// Where groups come from.
    GROUPS = "engagement.group.configured", Inferred,
        "Groups of engagements come from the configuration, which defines each by a filter of \
         SearchEngagements. Three are built in: leads whose readiness score is High, Medium and \
         Low. A group that is not active, or not for the caller, is left out.";
    /// What a group counts.
    COUNT = "engagement.group.count", Inferred,
        "The Count of a group is what SearchEngagements finds with its id at that moment. Its \
         UpdatedAt is the last change of an engagement that it counts, and without any the time \
         of its definition. Groups without engagements are listed.";
    /// The order of groups.
    ORDER = "engagement.group.order", Inferred,
        "Without a sort, groups are listed by their readiness (sales, marketing, low potential, \
         none), then by falling count, then by id.";
}

/// Engagements on a page whose size the caller does not say.
const DEFAULT_SIZE: usize = 20;

/// What the model says of the tree; its leaves are as many as depth and lists allow.
const LIMITS: Limits = Limits {
    depth: Some(3),
    leaves: None,
};

impl Handler for SearchEngagements {
    const REQUIRES: &'static [Requirement] =
        &[ask("partnercentral:SearchEngagements", Subject::Any)];

    fn check(input: &SearchEngagementsRequest) -> Result<(), Error> {
        Expression::of(input.filter.as_ref(), LIMITS).map(drop)
    }

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &SearchEngagementsRequest,
    ) -> Result<SearchEngagementsResponse, Error> {
        let filter = Expression::of(input.filter.as_ref(), LIMITS)?;
        let mut filters = Vec::from_iter(filter);
        let request = SearchEngagementsRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let (sort, direction) = sort(input);
        let columns = sort_columns(sort.kind());
        let (token, most) = (input.next_token.as_deref(), input.max_results);
        let cursor =
            Cursor::open::<Self>(cx, tx, &request, token, most, DEFAULT_SIZE, &columns).await?;
        if let Some(id) = &input.group_id {
            filters.push(group(cx, id)?);
        }
        let search = Search {
            keyword: input.keyword.as_deref().map(Keyword::new),
            filters,
            sort,
            direction,
            after: cursor.after.as_deref().and_then(SortKey::read),
            limit: cursor.size + 1,
        };
        let mut found = search.run(cx, tx).await?;
        let next_token = cursor.close(&mut found, |(key, _)| key.values());
        let mut summaries = Vec::with_capacity(found.len());
        for (_, mut engagement) in found {
            customer::fill(cx, tx, &mut engagement.document.contexts).await?;
            summaries.push(summary(cx, engagement));
        }
        Ok(SearchEngagementsResponse {
            engagement_search_summaries: Some(summaries),
            next_token,
            ..Default::default()
        })
    }
}

/// The criteria of a group that the caller sees.
fn group(cx: &Context, id: &str) -> Result<Expression<Name>, Error> {
    if let Some(group) = groups::shown(cx).find(|group| group.id == id) {
        return groups::criteria(group);
    }
    let message = "The group does not exist, is not active, or is not available to you.";
    let error = FieldError::new("groupId", Code::InvalidValue, message);
    let refused = cosell_api::Error::business(vec![error]);
    Err(Error::ruled(&GROUP, refused))
}

fn summary(cx: &Context, engagement: Stored) -> EngagementSearchSummary {
    let Stored { row, document } = engagement;
    EngagementSearchSummary {
        arn: Some(arn::engagement(cx.catalog, &row.id)),
        id: Some(row.id),
        title: Some(row.title).filter(|title| !title.is_empty()),
        description: document.description,
        created_at: Some(instant(row.created_at)),
        created_by: Some(row.created_by),
        member_count: Some(row.member_count),
        modified_at: Some(instant(row.modified_at)),
        modified_by: Some(row.modified_by),
        contexts: Some(document.contexts),
        ..Default::default()
    }
}

/// The newest first, if nothing else is asked for.
fn sort(input: &SearchEngagementsRequest) -> (Name, Direction) {
    let Some(sort) = &input.sort else {
        return (Name::CreatedAt, Direction::Descending);
    };
    (name(sort.sort_by), Direction::stored(sort.sort_order))
}

/// The filter name of the same value.
fn name(sort: SortName) -> Name {
    match sort {
        SortName::EngagementId => Name::EngagementId,
        SortName::Title => Name::Title,
        SortName::PartnerId => Name::PartnerId,
        SortName::CreatedAt => Name::CreatedAt,
        SortName::LastModifiedAt => Name::LastModifiedAt,
        SortName::MemberCount => Name::MemberCount,
        SortName::ProspectingCustomerGeo => Name::ProspectingCustomerGeo,
        SortName::ProspectingCustomerRegion => Name::ProspectingCustomerRegion,
        SortName::ProspectingCustomerIndustry => Name::ProspectingCustomerIndustry,
        SortName::ProspectingCustomerSegment => Name::ProspectingCustomerSegment,
        SortName::ProspectingCustomerCountry => Name::ProspectingCustomerCountry,
        SortName::ProspectingCustomerCompanySize => Name::ProspectingCustomerCompanySize,
        SortName::ProspectingInsightsMarketplaceEngagementScore => {
            Name::ProspectingInsightsMarketplaceEngagementScore
        }
        SortName::ProspectingInsightsSolutionCategory => Name::ProspectingInsightsSolutionCategory,
        SortName::ProspectingInsightsSolutionSubCategory => {
            Name::ProspectingInsightsSolutionSubCategory
        }
        SortName::LeadQualificationStatus => Name::LeadQualificationStatus,
        SortName::LeadReadinessScore => Name::LeadReadinessScore,
        SortName::LeadCustomerIndustry => Name::LeadCustomerIndustry,
        SortName::LeadCustomerCountryCode => Name::LeadCustomerCountryCode,
        SortName::LeadCustomerAwsMaturity => Name::LeadCustomerAwsMaturity,
        SortName::LeadCustomerMarketSegment => Name::LeadCustomerMarketSegment,
        SortName::LeadCustomerCompanyName => Name::LeadCustomerCompanyName,
        SortName::LeadInteractionsContactFirstName => Name::LeadInteractionsContactFirstName,
        SortName::LeadInteractionsContactLastName => Name::LeadInteractionsContactLastName,
        SortName::LeadInteractionsUsecase => Name::LeadInteractionsUsecase,
        SortName::LeadInteractionsContactBusinessTitle => {
            Name::LeadInteractionsContactBusinessTitle
        }
    }
}
