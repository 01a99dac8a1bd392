//! Marketing: which members are allowed with which source.

use cosell_api::types::{AwsFundingUsed, MarketingSource, ValidationExceptionErrorCode as Code};

use super::given;
use crate::opportunity::{Document, lists};
use crate::rule::{Finding, rules};

rules! {
    pub NONE = "opportunity.marketing.none", Documented,
        "Without a marketing activity, campaign, use cases, channels and funding must be absent; \
         with strictness observed, funding may be No.";

    pub FUNDING = "opportunity.marketing.funding-required", Documented,
        "A marketing activity must say whether AWS funded it.";

    pub CHANNELS = "opportunity.marketing.channels-required", Documented,
        "With strictness documented, a marketing activity must name its channels; with strictness \
         observed it may leave them out, as the live service accepts.";

    pub UNFUNDED_USE_CASES = "opportunity.marketing.unfunded-use-cases", Documented,
        "A marketing activity that AWS did not fund must not have use cases.";

    pub USE_CASES = "opportunity.marketing.use-cases-known", Documented,
        "Use cases of a marketing activity must be ones of a closed list.";
}

/// AWS's message about use cases and funding without a marketing activity.
const WITHOUT_SOURCE: &str = "marketing.useCases , marketing.campaignName , \
     marketing.awsFundingUsed cannot have values if marketing.source is set to No";

pub fn findings(document: &Document, documented: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(marketing) = &document.marketing else {
        return findings;
    };
    let use_cases = marketing.use_cases.as_deref().unwrap_or_default();
    let no_channels = marketing.channels.as_ref().is_none_or(Vec::is_empty);
    match marketing.source {
        Some(MarketingSource::None) => {
            let funded = match marketing.aws_funding_used {
                Some(AwsFundingUsed::Yes) => true,
                Some(AwsFundingUsed::No) => documented,
                None => false,
            };
            let campaign = given(marketing.campaign_name.as_ref());
            for (field, present, message) in [
                (
                    "marketing.campaignName",
                    campaign,
                    "Field Marketing.CampaignName must be null when Marketing.Source is 'None'.",
                ),
                ("marketing.useCases", !use_cases.is_empty(), WITHOUT_SOURCE),
                (
                    "marketing.channels",
                    !no_channels,
                    "Field Marketing.Channels must be null when Marketing.Source is 'None'.",
                ),
                ("marketing.awsFundingUsed", funded, WITHOUT_SOURCE),
            ] {
                if present {
                    findings.push(Finding::new(
                        &NONE,
                        field,
                        Code::ActionNotPermitted,
                        message,
                    ));
                }
            }
        }
        Some(MarketingSource::MarketingActivity) => {
            if marketing.aws_funding_used.is_none() {
                findings.push(Finding::new(
                    &FUNDING,
                    "marketing.awsFundingUsed",
                    Code::RequiredFieldMissing,
                    "marketing.awsFundingUsed is required when marketing.source is Yes",
                ));
            }
            if documented && no_channels {
                findings.push(Finding::new(
                    &CHANNELS,
                    "marketing.channels",
                    Code::RequiredFieldMissing,
                    "Field Marketing.Channels is required when Marketing.Source is 'Marketing \
                     Activity'.",
                ));
            }
            if marketing.aws_funding_used == Some(AwsFundingUsed::No) && !use_cases.is_empty() {
                findings.push(Finding::new(
                    &UNFUNDED_USE_CASES,
                    "marketing.useCases",
                    Code::ActionNotPermitted,
                    "Field Marketing.UseCases must be empty when Marketing.AwsFundingUsed is 'No'.",
                ));
            }
        }
        None => {}
    }
    if use_cases
        .iter()
        .any(|case| !lists::has(lists::MARKETING_USE_CASES, case))
    {
        findings.push(Finding::new(
            &USE_CASES,
            "marketing.useCases",
            Code::InvalidEnumValue,
            super::project::one_of(lists::MARKETING_USE_CASES),
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use cosell_api::types::{Channel, Marketing};

    use super::*;

    fn broken_rules(marketing: Marketing, documented: bool) -> Vec<&'static str> {
        let document = Document {
            marketing: Some(marketing),
            ..Document::default()
        };
        findings(&document, documented)
            .into_iter()
            .map(|finding| finding.rule.id)
            .collect()
    }

    #[test]
    fn other_members_need_a_marketing_activity() {
        let marketing = Marketing {
            source: Some(MarketingSource::None),
            campaign_name: Some("Spring".to_owned()),
            channels: Some(vec![Channel::Email]),
            aws_funding_used: Some(AwsFundingUsed::Yes),
            use_cases: Some(Vec::new()),
            ..Default::default()
        };
        assert_eq!(broken_rules(marketing, false), [NONE.id; 3]);
    }

    #[test]
    fn no_funding_without_marketing_is_accepted_as_by_the_live_service() {
        let marketing = Marketing {
            source: Some(MarketingSource::None),
            aws_funding_used: Some(AwsFundingUsed::No),
            ..Marketing::default()
        };
        assert!(broken_rules(marketing.clone(), false).is_empty());
        assert_eq!(broken_rules(marketing, true), [NONE.id]);
    }

    #[test]
    fn an_activity_must_say_who_paid() {
        let marketing = Marketing {
            source: Some(MarketingSource::MarketingActivity),
            ..Marketing::default()
        };
        assert_eq!(broken_rules(marketing.clone(), false), [FUNDING.id]);
        let unfunded = Marketing {
            aws_funding_used: Some(AwsFundingUsed::No),
            use_cases: Some(vec!["Analytics".to_owned(), "Juggling".to_owned()]),
            ..marketing
        };
        assert_eq!(
            broken_rules(unfunded, false),
            [UNFUNDED_USE_CASES.id, USE_CASES.id]
        );
    }
}
