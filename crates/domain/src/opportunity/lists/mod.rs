//! Closed lists of values that the model leaves open as plain text.
//!
//! The values are those of the model's documentation. Where the spelling in two of AWS's sources
//! differs only around a slash, both spellings are accepted.

pub(crate) mod country;
pub mod postal_code;
mod without_format;

/// The use cases of projects.
pub const CUSTOMER_USE_CASES: &[&str] = &[
    "AI Machine Learning and Analytics",
    "Archiving",
    "Big Data: Data Warehouse/Data Integration/ETL/Data Lake/BI",
    "Blockchain",
    "Business Applications & Contact Center",
    "Business Applications & SAP Production",
    "Business Applications: Mainframe Modernization",
    "Centralized Operations Management",
    "Cloud Management Tools",
    "Cloud Management Tools & DevOps with Continuous Integration & Continuous Delivery (CICD)",
    "Configuration, Compliance & Auditing",
    "Connected Services",
    "Containers & Serverless",
    "Content Delivery & Edge Services",
    "Database",
    "Edge Computing/End User Computing",
    "Energy",
    "Enterprise Governance & Controls",
    "Enterprise Resource Planning",
    "Financial Services",
    "Healthcare and Life Sciences",
    "High Performance Computing",
    "Hybrid Application Platform",
    "IOT",
    "Industrial Software",
    "Manufacturing, Supply Chain and Operations",
    "Media & High performance computing (HPC)",
    "Migration/Database Migration",
    "Monitoring & Observability",
    "Monitoring, logging and performance",
    "Networking",
    "Outpost",
    "SAP",
    "Security & Compliance",
    "Storage & Backup",
    "Training",
    "VMC",
    "VMWare",
    "Web development & DevOps",
];

/// Programs of the partner network that influenced an opportunity. AWS's documents have two names
/// for one of them; both are here.
pub const APN_PROGRAMS: &[&str] = &[
    "APN Immersion Days",
    "APN Solution Space",
    "ATO (Authority to Operate)",
    "AWS Marketplace Campaign",
    "IS Immersion Day SFID Program",
    "ISV Workload Migration",
    "Migration Acceleration Program",
    "P3",
    "Partner Launch Initiative",
    "Partner Opportunity Acceleration Funded",
    "The Next Smart",
    "VMware Cloud on AWS",
    "WWPS NDPP",
    "Well-Architected",
    "Windows",
    "Workspaces/AppStream Accelerator Program",
    "ISV Immersion Day SFID Program",
];

/// The use cases of marketing activities.
pub const MARKETING_USE_CASES: &[&str] = &[
    "AI/ML",
    "Analytics",
    "Application Integration",
    "Blockchain",
    "Business Applications",
    "Cloud Financial Management",
    "Compute",
    "Containers",
    "Customer Engagement",
    "Databases",
    "Developer Tools",
    "End User Computing",
    "Front End Web & Mobile",
    "Game Tech",
    "IoT",
    "Management & Governance",
    "Media Services",
    "Migration & Transfer",
    "Networking & Content Delivery",
    "Quantum Technologies",
    "Robotics",
    "Satellite",
    "Security",
    "Serverless",
    "Storage",
    "VR & AR",
];

/// States and territories of the United States, and military post offices.
pub const US_STATES: &[&str] = &[
    "AFO/FPO",
    "APO/AE",
    "Alabama",
    "Alaska",
    "American Samoa",
    "Arizona",
    "Arkansas",
    "California",
    "Colorado",
    "Connecticut",
    "Delaware",
    "Dist. of Columbia",
    "FPO, AP",
    "Federated States of Micronesia",
    "Florida",
    "Georgia",
    "Guam",
    "Hawaii",
    "Idaho",
    "Illinois",
    "Indiana",
    "Iowa",
    "Kansas",
    "Kentucky",
    "Louisiana",
    "Maine",
    "Marshall Islands",
    "Maryland",
    "Massachusetts",
    "Michigan",
    "Minnesota",
    "Mississippi",
    "Missouri",
    "Montana",
    "Nebraska",
    "Nevada",
    "New Hampshire",
    "New Jersey",
    "New Mexico",
    "New York",
    "North Carolina",
    "North Dakota",
    "Northern Mariana Islands",
    "Ohio",
    "Oklahoma",
    "Oregon",
    "Palau",
    "Pennsylvania",
    "Puerto Rico",
    "Rhode Island",
    "South Carolina",
    "South Dakota",
    "Tennessee",
    "Texas",
    "Utah",
    "Vermont",
    "Virgin Islands",
    "Virginia",
    "Washington",
    "West Virginia",
    "Wisconsin",
    "Wyoming",
];

/// The reasons of AWS's review.
pub const REVIEW_STATUS_REASONS: &[&str] = &[
    "Bulk Upload Response",
    "Clarify Revenue",
    "Clarify Solution",
    "Forecast Conflict",
    "Other",
    "Other - Internal Review",
];

/// Whether a list has a value, ignoring blanks around slashes.
pub fn has(list: &[&str], value: &str) -> bool {
    list.contains(&value) || list.iter().any(|known| tight(known).eq(tight(value)))
}

/// The parts of a value between slashes.
fn tight(value: &str) -> impl Iterator<Item = &str> {
    value.split('/').map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_around_a_slash_are_the_same_value() {
        assert!(has(CUSTOMER_USE_CASES, "Migration/Database Migration"));
        assert!(has(CUSTOMER_USE_CASES, "Migration / Database Migration"));
        assert!(!has(CUSTOMER_USE_CASES, "Migration"));
    }

    #[test]
    fn the_known_use_cases_are_all_there() {
        assert_eq!(CUSTOMER_USE_CASES.len(), 39);
    }
}
