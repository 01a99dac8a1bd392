//! What the filter names of `SearchOpportunities` are.

use cosell_api::types::OpportunitySearchFilterName as Name;

use crate::search::{Field, Kind};

impl Field for Name {
    fn kind(self) -> Kind {
        match self {
            Self::LastModifiedDate | Self::CreatedDate | Self::TargetCloseDate => Kind::Date,
            Self::EstimatedMrr => Kind::Amount,
            Self::ApnPrograms
            | Self::Tags
            | Self::OfferId
            | Self::OfferSetId
            | Self::AwsMarketplaceSolution
            | Self::OpportunityOwner => Kind::Several,
            _ => Kind::Text,
        }
    }
}
