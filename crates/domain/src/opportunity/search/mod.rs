//! `SearchOpportunities`: pages of the caller's opportunities by keyword, filter tree and sort.

mod find;
pub(crate) mod index;
mod narrow;
pub(crate) mod record;
mod summary;

use cosell_api::operations::SearchOpportunities;
use cosell_api::types::{
    OpportunitySearchFilterName as Name, OpportunitySearchSortName as SortName,
    SearchOpportunitiesRequest, SearchOpportunitiesResponse,
};
use cosell_store::{Direction, Tx, Value, table};

use self::find::Search;
use crate::feature::{self, Feature};
use crate::page::Cursor;
use crate::permission::{Requirement, Subject, ask};
use crate::rule::rules;
use crate::search::field::Field;
use crate::search::{Expression, Keyword, Limits, SortKey, sort_columns};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler};

rules! {
    DEFAULTS = "opportunity.search.defaults", Inferred,
        "SearchOpportunities returns 20 opportunities at a time, the latest change first, unless \
         it is asked for something else.";
    OWN = "opportunity.search.own", Inferred,
        "SearchOpportunities finds the opportunities of the caller's account, as \
         ListOpportunities does, and finds a change at once.";
    KEYWORD = "opportunity.search.keyword", Inferred,
        "A keyword is split at white space. Each word is a part of the id, the title, the company \
         name, the partner's identifier, the next steps or a name of the team, whatever its case.";
    TAGS = "opportunity.search.tags", Inferred,
        "The filter name Tags has of each tag its key, its value and key=value.";
    ENTITIES = "opportunity.search.entities", Inferred,
        "The filter names OfferId, OfferSetId and AwsMarketplaceSolution have of each entity its \
         ARN and the last segment of it.";
    OWNER = "opportunity.search.owner", Inferred,
        "The filter name OpportunityOwner has the full name and the email of the member of the \
         team with that title.";
    MRR = "opportunity.search.estimated-mrr", Inferred,
        "EstimatedMrr is the amount of the first entry of the expected spend that is not the \
         partner's own; results leave the partner's own entries out.";
    PART = "opportunity.search.part", Inferred,
        "A page of SearchOpportunities that has compared 4,000 opportunities ends, even with fewer \
         results than MaxResults or with none. Its NextToken leads to those that follow.";
    SORT = "opportunity.search.sort", Inferred,
        "Opportunities without the value by which results are sorted come last in both \
         directions. Of several values the smallest counts in ascending and the largest in \
         descending order, of a text its first 255 characters; ties are broken by id.";
}

/// Opportunities on a page whose size the caller does not say.
const DEFAULT_SIZE: usize = 20;

/// What the model says of the tree.
const LIMITS: Limits = Limits {
    depth: Some(3),
    leaves: Some(20),
};

impl Handler for SearchOpportunities {
    const REQUIRES: &'static [Requirement] =
        &[ask("partnercentral:SearchOpportunities", Subject::Any)];

    fn check(input: &SearchOpportunitiesRequest) -> Result<(), Error> {
        Expression::of(input.filter.as_ref(), LIMITS).map(drop)
    }

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &SearchOpportunitiesRequest,
    ) -> Result<SearchOpportunitiesResponse, Error> {
        let filter = Expression::of(input.filter.as_ref(), LIMITS)?;
        feature::check(cx, tx, Feature::SearchOpportunities).await?;
        let request = SearchOpportunitiesRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let (sort, direction) = sort(input);
        let columns = sort_columns(sort.kind());
        let (token, most) = (input.next_token.as_deref(), input.max_results);
        let cursor =
            Cursor::open::<Self>(cx, tx, &request, token, most, DEFAULT_SIZE, &columns).await?;
        let search = Search {
            keyword: input.keyword.as_deref().map(Keyword::new),
            filter,
            sort,
            direction,
            after: cursor.after.as_deref().and_then(SortKey::read),
            limit: cursor.size + 1,
        };
        let (rows, end) = search.run(cx, tx).await?;
        let owned = |key: SortKey| key.values().into_iter().map(Value::into_owned).collect();
        let end = end.map(owned);
        let (found, next_token) =
            cursor.close_found(table::Found { rows, end }, |(key, _)| key.values());
        let mut opportunity_search_summaries = Vec::with_capacity(found.len());
        for (_, found) in found {
            let tags = index::tags(tx, &found.row).await?;
            opportunity_search_summaries.push(summary::of(found.row, found.document, tags));
        }
        Ok(SearchOpportunitiesResponse {
            opportunity_search_summaries,
            next_token,
            ..Default::default()
        })
    }
}

/// The latest change first, if nothing else is asked for.
fn sort(input: &SearchOpportunitiesRequest) -> (Name, Direction) {
    let Some(sort) = &input.sort else {
        return (Name::LastModifiedDate, Direction::Descending);
    };
    (name(sort.sort_by), Direction::stored(sort.sort_order))
}

/// The filter name of the same value.
fn name(sort: SortName) -> Name {
    match sort {
        SortName::OpportunityId => Name::OpportunityId,
        SortName::Stage => Name::Stage,
        SortName::ReviewStatus => Name::ReviewStatus,
        SortName::CustomerCompanyName => Name::CustomerCompanyName,
        SortName::LastModifiedDate => Name::LastModifiedDate,
        SortName::TargetCloseDate => Name::TargetCloseDate,
        SortName::CreatedDate => Name::CreatedDate,
        SortName::CountryCode => Name::CountryCode,
        SortName::PartnerProjectTitle => Name::PartnerProjectTitle,
        SortName::OpportunityType => Name::OpportunityType,
        SortName::PartnerOpportunityIdentifier => Name::PartnerOpportunityIdentifier,
        SortName::Industry => Name::Industry,
        SortName::AwsAccountId => Name::AwsAccountId,
        SortName::Origin => Name::Origin,
        SortName::NextStep => Name::NextStep,
        SortName::CosellMotion => Name::CosellMotion,
        SortName::OpportunityOwner => Name::OpportunityOwner,
        SortName::EngagementScore => Name::EngagementScore,
        SortName::EstimatedMrr => Name::EstimatedMrr,
        SortName::Tags => Name::Tags,
        SortName::OfferId => Name::OfferId,
        SortName::OfferSetId => Name::OfferSetId,
        SortName::ApnPrograms => Name::ApnPrograms,
    }
}
