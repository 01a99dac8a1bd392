//! What an opportunity is about, from the seed and its number alone.
//!
//! Customers recur: an opportunity is of one of a third as many customers as there are numbers up
//! to it. So the first numbers are the same whatever the count is.

use cosell_api::DateTime;
use cosell_world::Random;
use serde_json::{Value, json};

use super::plan::Plan;
use super::words::{
    BUSINESSES, Business, COMPETITORS, DELIVERY, FIRST, LOST, NEEDS, NEXT_STEPS, PEOPLE, PLACES,
    Place, TITLES, TYPES,
};

const DAY: i64 = 86_400_000;

/// Everything that is decided of an opportunity before its first call.
#[derive(Debug)]
pub(super) struct Invented {
    pub(super) plan: Plan,
    /// The body of `CreateOpportunity` without catalog and token.
    pub(super) body: Value,
    pub(super) involvement: &'static str,
    pub(super) lost_reason: &'static str,
    /// Picks one of the account's solutions.
    pub(super) solution: u64,
    /// Whether the other partner is invited, and accepts.
    pub(super) invites: bool,
    pub(super) accepted: bool,
}

/// The identifier in the partner's CRM, by which a later run finds the opportunity.
pub(super) fn crm_id(seed: u64, number: u32) -> String {
    format!("fill-{seed}-{number}")
}

/// The number of an opportunity with this identifier.
pub(super) fn number_of(seed: u64, crm_id: &str) -> Option<u32> {
    let number = crm_id.strip_prefix(&format!("fill-{seed}-"))?.parse();
    number
        .ok()
        .filter(|number| self::crm_id(seed, *number) == crm_id)
}

/// A generator of numbers for one thing of a kind.
fn random(seed: u64, kind: u64, number: u64) -> Random {
    // Odd factors, so that neighbours have nothing in common.
    let mixed = seed
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(kind.wrapping_mul(0xbf58_476d_1ce4_e5b9))
        .wrapping_add(number.wrapping_mul(0x94d0_49bb_1331_11eb));
    Random::seeded(mixed)
}

fn one<T: Copy>(random: &mut Random, list: &[T]) -> T {
    let end = u64::try_from(list.len().saturating_sub(1)).unwrap_or_default();
    list[usize::try_from(random.within(0..=end)).unwrap_or_default()]
}

/// Up to `most` different elements, in their order.
fn some(random: &mut Random, list: &[&'static str], most: u64) -> Vec<&'static str> {
    let mut picked = vec![one(random, list)];
    for _ in 1..random.within(1..=most) {
        let next = one(random, list);
        if !picked.contains(&next) {
            picked.push(next);
        }
    }
    picked
}

struct Customer {
    name: String,
    domain: String,
    business: Business,
    place: Place,
    person: (&'static str, &'static str),
    title: &'static str,
    phone: String,
}

impl Customer {
    fn invent(seed: u64, number: u64) -> Self {
        let mut random = random(seed, 1, number);
        let business = one(&mut random, BUSINESSES);
        let (first, last) = (one(&mut random, FIRST), business.1);
        let place = one(&mut random, PLACES);
        Self {
            name: format!("{first} {last} {}", place.0),
            domain: format!("{first}-{last}-{}.example.com", place.0).to_lowercase(),
            business,
            place,
            person: one(&mut random, PEOPLE),
            title: one(&mut random, TITLES),
            phone: format!("+1206555{:04}", random.within(100..=199)),
        }
    }

    fn document(&self) -> Value {
        let (city, state, postal_code, country) = self.place;
        let (first, last) = self.person;
        let mut address = json!({
            "City": city, "PostalCode": postal_code, "CountryCode": country,
            "StreetAddress": "12 Foundry Lane",
        });
        if let Some(state) = state {
            address["StateOrRegion"] = json!(state);
        }
        json!({
            "Account": {
                "CompanyName": self.name,
                "Industry": self.business.0,
                "WebsiteUrl": format!("https://www.{}", self.domain),
                "Address": address,
            },
            "Contacts": [{
                "FirstName": first, "LastName": last, "BusinessTitle": self.title,
                "Email": format!("{first}.{last}@{}", self.domain).to_lowercase(),
                "Phone": self.phone,
            }],
        })
    }
}

/// Invents an opportunity. `now` in milliseconds since 1970: deals close after it.
pub(super) fn invent(seed: u64, number: u32, now: i64) -> Invented {
    let mut random = random(seed, 0, number.into());
    let plan = Plan::draw(&mut random);
    let customer = random.within(0..=u64::from(number / 3));
    let customer = Customer::invent(seed, customer);
    let (_, _, title, problem, use_case) = customer.business;
    let days = i64::try_from(random.within(20..=420)).unwrap_or_default();
    let close = DateTime::from_millis(now + days * DAY).to_string();
    let close = close.get(.."YYYY-MM-DD".len()).unwrap_or_default();
    let visible_only = random.occurs(0.12);
    let needs = if visible_only {
        vec!["Do Not Need Support from AWS Sales Rep"]
    } else {
        some(&mut random, NEEDS, 3)
    };
    let seller = one(&mut random, PEOPLE);
    let seller_email = format!("{}.{}@partner.example.com", seller.0, seller.1).to_lowercase();
    let marketing = if random.occurs(0.2) {
        json!({ "Source": "Marketing Activity", "CampaignName": "Autumn round",
                "Channels": ["Live Event"], "AwsFundingUsed": "No" })
    } else {
        json!({ "Source": "None" })
    };
    let body = json!({
        "Origin": "Partner Referral",
        "OpportunityType": one(&mut random, TYPES),
        "NationalSecurity": "No",
        "PartnerOpportunityIdentifier": crm_id(seed, number),
        "PrimaryNeedsFromAws": needs,
        "Customer": customer.document(),
        "Project": {
            "Title": title.replace('#', &random.within(2..=60).to_string()),
            "CustomerBusinessProblem": problem,
            "CustomerUseCase": use_case,
            "DeliveryModels": some(&mut random, DELIVERY, 2),
            "SalesActivities": ["Initialized discussions with customer",
                                "Customer has shown interest in solution"],
            "ExpectedCustomerSpend": [{
                "Amount": format!("{}.00", random.within(4..=320) * 250),
                "CurrencyCode": "USD", "Frequency": "Monthly", "TargetCompany": "AWS",
            }],
            "CompetitorName": one(&mut random, COMPETITORS),
        },
        "LifeCycle": {
            "Stage": "Prospect",
            "NextSteps": one(&mut random, NEXT_STEPS),
            "TargetCloseDate": close,
        },
        "Marketing": marketing,
        "OpportunityTeam": [{
            "FirstName": seller.0, "LastName": seller.1,
            "BusinessTitle": "PartnerAccountManager",
            "Email": seller_email, "Phone": "+12065550176",
        }],
    });
    Invented {
        plan,
        body,
        involvement: if visible_only {
            "For Visibility Only"
        } else {
            "Co-Sell"
        },
        lost_reason: one(&mut random, LOST),
        solution: random.any(),
        invites: random.occurs(0.15),
        accepted: random.occurs(0.5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customers_recur_and_the_seed_decides_everything() {
        let bodies = |seed| (0..60).map(move |number| invent(seed, number, 0).body);
        assert!(bodies(1).eq(bodies(1)));
        assert!(!bodies(1).eq(bodies(2)));
        let names: std::collections::BTreeSet<_> = bodies(1)
            .map(|body| body["Customer"]["Account"]["CompanyName"].to_string())
            .collect();
        assert!((5..30).contains(&names.len()), "{names:?}");
    }

    #[test]
    fn a_number_is_found_by_the_identifier_of_its_own_seed() {
        assert_eq!(number_of(7, &crm_id(7, 12)), Some(12));
        for other in ["fill-7-012", "fill-71-2", "fill-7-", "crm-1"] {
            assert_eq!(number_of(7, other), None, "{other}");
        }
    }
}
