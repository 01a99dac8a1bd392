//! Referrals and leads of AWS: one referral for ten opportunities, one lead for twenty.
//!
//! An act of AWS has no client token. So the invitations that AWS sent are counted first, and only
//! those that are missing are sent.

use cosell_admin_api::aws::NewLead;
use cosell_admin_api::aws::NewReferral;
use cosell_admin_api::pages::{CreateLead, CreateReferral};
use serde_json::json;

use super::error::FillError;
use super::make::Maker;

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Received {
    pub(super) referrals: u32,
    pub(super) leads: u32,
}

pub(super) fn fill(maker: &Maker, total: u32) -> Result<Received, FillError> {
    let wanted = Received {
        referrals: total / 10,
        leads: total / 20,
    };
    let known = count(maker)?;
    let content = |number: u32| {
        maker
            .seed
            .wrapping_mul(1_000_003)
            .wrapping_add(number.into())
    };
    for number in known.referrals..wanted.referrals {
        let page = CreateReferral {
            body: NewReferral {
                account: maker.account.clone(),
                catalog: maker.catalog,
                opportunity: None,
                seed: Some(content(number)),
            },
        };
        let sent = maker.admin.call(&page)?.value;
        let what = format!("referral {number}");
        let mut input = json!({ "Catalog": maker.catalog, "Identifier": sent.id });
        match number % 3 {
            0 => {
                input["ClientToken"] = json!(format!("fill-{}-accept-{}", maker.seed, sent.id));
                maker.call(&what, "StartEngagementByAcceptingInvitationTask", &input)?;
            }
            1 => {
                input["RejectionReason"] = json!("Unable to support");
                maker.call(&what, "RejectEngagementInvitation", &input)?;
            }
            _ => {}
        }
    }
    for number in known.leads..wanted.leads {
        let page = CreateLead {
            body: NewLead {
                account: maker.account.clone(),
                catalog: maker.catalog,
                lead: None,
                seed: Some(content(number)),
            },
        };
        maker.admin.call(&page)?;
    }
    Ok(Received {
        referrals: known.referrals.max(wanted.referrals),
        leads: known.leads.max(wanted.leads),
    })
}

/// How many AWS has sent.
fn count(maker: &Maker) -> Result<Received, FillError> {
    let mut count = Received::default();
    let mut input = json!({
        "Catalog": maker.catalog,
        "ParticipantType": "RECEIVER",
        "SenderAwsAccountId": ["AWS"],
        "MaxResults": 100,
    });
    loop {
        let page = maker.call(
            "the list of invitations",
            "ListEngagementInvitations",
            &input,
        )?;
        for one in page["EngagementInvitationSummaries"]
            .as_array()
            .into_iter()
            .flatten()
        {
            match one["PayloadType"].as_str() {
                Some("LeadInvitation") => count.leads += 1,
                _ => count.referrals += 1,
            }
        }
        if page["NextToken"].is_null() {
            return Ok(count);
        }
        input["NextToken"] = page["NextToken"].clone();
    }
}
