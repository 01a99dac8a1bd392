//! The words that data is invented of. Companies and people do not exist; their addresses are under
//! the reserved domain `example.com`.

/// First words of companies.
pub(super) const FIRST: &[&str] = &[
    "Aldermoor",
    "Bramwell",
    "Corriedale",
    "Dunhallow",
    "Eskmere",
    "Fallowfield",
    "Glenmarch",
    "Harrowgate",
    "Inverlea",
    "Kestrelbrook",
    "Langmere",
    "Marlpit",
    "Netherby",
    "Osterley",
    "Pinehurst",
    "Quarrybank",
    "Redcliffe",
    "Silverdale",
    "Thornaby",
    "Upwell",
    "Vantry",
    "Westmarch",
    "Yarrowdale",
];

/// People: first name, last name.
pub(super) const PEOPLE: &[(&str, &str)] = &[
    ("Amara", "Lindqvist"),
    ("Bruno", "Castellan"),
    ("Chidi", "Okonjo"),
    ("Delphine", "Marchand"),
    ("Emre", "Yilmaz"),
    ("Freya", "Halloran"),
    ("Goran", "Petrov"),
    ("Hanako", "Mori"),
    ("Ines", "Valverde"),
    ("Jonas", "Weidmann"),
    ("Katya", "Sorokina"),
    ("Liam", "Devereux"),
    ("Mei", "Tanaka"),
    ("Nadia", "Rahman"),
    ("Oskar", "Nyberg"),
    ("Priya", "Raghavan"),
];

/// Titles of people at a customer.
pub(super) const TITLES: &[&str] = &[
    "Chief Technology Officer",
    "Head of Data Platforms",
    "Director of Operations",
    "Vice President of Engineering",
    "Head of Infrastructure",
    "IT Procurement Lead",
];

/// A place: city, state or region, postal code, country. Only the United States have a state.
pub(super) type Place = (
    &'static str,
    Option<&'static str>,
    &'static str,
    &'static str,
);

pub(super) const PLACES: &[Place] = &[
    ("Austin", Some("Texas"), "78701", "US"),
    ("Boise", Some("Idaho"), "83702", "US"),
    ("Denver", Some("Colorado"), "80202", "US"),
    ("Madison", Some("Wisconsin"), "53703", "US"),
    ("Portland", Some("Oregon"), "97201", "US"),
    ("Raleigh", Some("North Carolina"), "27601", "US"),
    ("Hamburg", None, "20095", "DE"),
    ("Lyon", None, "69002", "FR"),
    ("Leeds", None, "LS1 4DY", "GB"),
    ("Osaka", None, "530-0001", "JP"),
];

/// A business: industry, last word of a company, project, its problem, use case. `#` is a number.
pub(super) type Business = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

pub(super) const BUSINESSES: &[Business] = &[
    (
        "Agriculture",
        "Farms",
        "Irrigation by soil moisture on # fields",
        "Fields are watered by calendar, so a third of the water is lost.",
        "IOT",
    ),
    (
        "Agriculture",
        "Growers",
        "Harvest forecasts for # greenhouses",
        "Buyers are promised volumes that no one can forecast two weeks ahead.",
        "AI Machine Learning and Analytics",
    ),
    (
        "Automotive",
        "Motors",
        "Spare parts planning for # workshops",
        "Parts are ordered by telephone, and cars wait for days in the yard.",
        "Manufacturing, Supply Chain and Operations",
    ),
    (
        "Consumer Goods",
        "Brands",
        "One product catalogue for # markets",
        "Every market keeps its own product data, and labels contradict each other.",
        "Database",
    ),
    (
        "Education",
        "Academy",
        "Course registration for # campuses",
        "Registration fails on the first morning of every term, when all sign on at once.",
        "Containers & Serverless",
    ),
    (
        "Energy - Power and Utilities",
        "Power",
        "Meter data platform for # substations",
        "Readings arrive a day late, so peaks are bought on the spot market.",
        "Big Data: Data Warehouse/Data Integration/ETL/Data Lake/BI",
    ),
    (
        "Financial Services",
        "Credit",
        "Claims decisions in # branches",
        "A decision takes nine days because documents are read twice by hand.",
        "AI Machine Learning and Analytics",
    ),
    (
        "Financial Services",
        "Mutual",
        "Mainframe exit for # ledgers",
        "The ledger runs on a mainframe whose last two engineers retire next year.",
        "Migration/Database Migration",
    ),
    (
        "Healthcare",
        "Clinics",
        "Shared records for # clinics",
        "Records are spread over nine systems, and patients repeat every examination.",
        "Healthcare and Life Sciences",
    ),
    (
        "Hospitality",
        "Hotels",
        "Booking engine for # houses",
        "Rooms are sold twice because channels are reconciled by night only.",
        "Containers & Serverless",
    ),
    (
        "Life Sciences",
        "Therapeutics",
        "Genome pipelines for # laboratories",
        "Sequencing runs queue for a week behind a cluster that cannot grow.",
        "High Performance Computing",
    ),
    (
        "Manufacturing",
        "Works",
        "Vibration monitoring for # mills",
        "Bearings fail without a warning, and each unplanned stop costs a shift.",
        "IOT",
    ),
    (
        "Manufacturing",
        "Foundry",
        "Visual inspection on # lines",
        "Castings are checked by eye, and one in two hundred comes back.",
        "AI Machine Learning and Analytics",
    ),
    (
        "Media and Entertainment",
        "Studios",
        "Archive of # hours of film",
        "The archive is on tape, and an editor waits two days for a scene.",
        "Archiving",
    ),
    (
        "Professional Services",
        "Partners",
        "Virtual desktops for # offices",
        "Laptops with client data are lost every quarter.",
        "Edge Computing/End User Computing",
    ),
    (
        "Retail",
        "Stores",
        "Demand forecasts for # shops",
        "Shops order by guess and throw a fifth of it away at night.",
        "AI Machine Learning and Analytics",
    ),
    (
        "Retail",
        "Outfitters",
        "Web shop for # seasonal sales",
        "The shop is down in the first hour of every sale.",
        "Web development & DevOps",
    ),
    (
        "Software and Internet",
        "Software",
        "Tenant isolation for # customers",
        "All customers share one database, and audits ask for more every year.",
        "Security & Compliance",
    ),
    (
        "Telecommunications",
        "Networks",
        "Fault triage for # towers",
        "Alarms of one cut cable fill nine screens, and crews drive to the wrong place.",
        "Monitoring & Observability",
    ),
    (
        "Transportation and Logistics",
        "Freight",
        "Route planning for # trucks",
        "Routes are planned the evening before, so every delay is passed on.",
        "Manufacturing, Supply Chain and Operations",
    ),
];

pub(super) const NEEDS: &[&str] = &[
    "Co-Sell - Architectural Validation",
    "Co-Sell - Business Presentation",
    "Co-Sell - Deal Support",
    "Co-Sell - Pricing Assistance",
    "Co-Sell - Technical Consultation",
    "Co-Sell - Total Cost of Ownership Evaluation",
];

pub(super) const DELIVERY: &[&str] = &[
    "BYOL or AMI",
    "Managed Services",
    "Professional Services",
    "Resell",
    "SaaS or PaaS",
];

pub(super) const COMPETITORS: &[&str] = &[
    "Co-location",
    "Google Cloud Platform",
    "Microsoft Azure",
    "No Competition",
    "On-Prem",
    "Oracle Cloud",
];

pub(super) const TYPES: &[&str] = &[
    "Net New Business",
    "Net New Business",
    "Net New Business",
    "Expansion",
    "Flat Renewal",
];

pub(super) const NEXT_STEPS: &[&str] = &[
    "Architecture review with the platform team.",
    "Sizing workshop next week.",
    "Legal reads the statement of work.",
    "The board decides at its next meeting.",
    "Pilot with two teams until the end of the quarter.",
    "Pricing call with procurement.",
];

pub(super) const LOST: &[&str] = &[
    "Customer Deficiency",
    "Delay / Cancellation of Project",
    "Financial/Commercial",
    "Lost to Competitor - Microsoft",
    "No Opportunity",
    "Price",
    "Product/Technology",
];
