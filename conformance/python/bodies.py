"""Request bodies with invented companies, and helpers that create what a test starts from."""

import copy
import datetime
import uuid

CATALOG = "Sandbox"
SOLUTION = "S-1234567"
COSELL = {"InvolvementType": "Co-Sell", "Visibility": "Full"}


def days_from_today(days):
    return (datetime.date.today() + datetime.timedelta(days=days)).isoformat()


def token():
    return str(uuid.uuid4())


def opportunity(**changes):
    """A complete body of CreateOpportunity; `changes` replace whole top-level members."""
    body = {
        "Catalog": CATALOG,
        "ClientToken": token(),
        "Origin": "Partner Referral",
        "OpportunityType": "Net New Business",
        "NationalSecurity": "No",
        "PartnerOpportunityIdentifier": "crm-70418",
        "PrimaryNeedsFromAws": [
            "Co-Sell - Architectural Validation",
            "Co-Sell - Technical Consultation",
        ],
        "Customer": {
            "Account": {
                "CompanyName": "Northgale Cold Chain",
                "Industry": "Transportation and Logistics",
                "WebsiteUrl": "https://www.northgale-coldchain.example",
                "Duns": "804735132",
                "Address": {
                    "City": "Tacoma",
                    "CountryCode": "US",
                    "PostalCode": "98402",
                    "StateOrRegion": "Washington",
                    "StreetAddress": "1148 Dock Street",
                },
            },
            "Contacts": [
                {
                    "BusinessTitle": "Director of Operations",
                    "Email": "m.okafor@northgale-coldchain.example",
                    "FirstName": "Maren",
                    "LastName": "Okafor",
                    "Phone": "+12535550142",
                }
            ],
        },
        "Project": {
            "Title": "Route and temperature telemetry for 900 trailers",
            "CustomerBusinessProblem": (
                "Spoilage claims take nine days to settle because trailer temperatures are "
                "collected by hand at the end of each route."
            ),
            "CustomerUseCase": "IOT",
            "DeliveryModels": ["SaaS or PaaS", "Professional Services"],
            "SalesActivities": [
                "Initialized discussions with customer",
                "Conducted POC / Demo",
            ],
            "ExpectedCustomerSpend": [
                {
                    "Amount": "18400.00",
                    "CurrencyCode": "USD",
                    "Frequency": "Monthly",
                    "TargetCompany": "AWS",
                }
            ],
            "CompetitorName": "On-Prem",
            "AdditionalComments": "Pilot with 40 trailers ended in May; results are shared.",
        },
        "Marketing": {
            "Source": "Marketing Activity",
            "CampaignName": "Cold chain roundtable, Seattle",
            "Channels": ["Live Event"],
            "AwsFundingUsed": "No",
        },
        "LifeCycle": {
            "Stage": "Prospect",
            "ReviewStatus": "Pending Submission",
            "NextSteps": "Architecture review with the customer's platform team.",
            "TargetCloseDate": days_from_today(180),
        },
        "OpportunityTeam": [
            {
                "BusinessTitle": "PartnerAccountManager",
                "Email": "j.lindqvist@fernhollow-systems.example",
                "FirstName": "Jonas",
                "LastName": "Lindqvist",
                "Phone": "+12065550187",
            }
        ],
    }
    body.update(copy.deepcopy(changes))
    return body


def without(body, *paths):
    """A copy of `body` that lacks the members at the dotted `paths`."""
    changed = copy.deepcopy(body)
    for path in paths:
        *parents, last = path.split(".")
        holder = changed
        for parent in parents:
            holder = holder[parent]
        del holder[last]
    return changed


def create_ready(client, **changes):
    """Creates an opportunity that can be submitted, and returns its id."""
    identifier = client.create_opportunity(**opportunity(**changes))["Id"]
    client.associate_opportunity(
        Catalog=CATALOG,
        OpportunityIdentifier=identifier,
        RelatedEntityType="Solutions",
        RelatedEntityIdentifier=SOLUTION,
    )
    return identifier


def start_task(client, identifier, client_token=None, submission=None):
    return client.start_engagement_from_opportunity_task(
        Catalog=CATALOG,
        ClientToken=client_token or token(),
        Identifier=identifier,
        AwsSubmission=submission or COSELL,
    )


def update_body(client, stored):
    """The members of a GetOpportunity response that UpdateOpportunity accepts by the model."""
    members = client.meta.service_model.operation_model("UpdateOpportunity").input_shape.members
    body = {name: copy.deepcopy(stored[name]) for name in members if name in stored}
    body["Identifier"] = stored["Id"]
    return body


def contact():
    return {
        "BusinessTitle": "Plant Director",
        "Email": "s.amundsen@fjordline-paper.example",
        "FirstName": "Signe",
        "LastName": "Amundsen",
    }


def lead():
    return {
        "Customer": {
            "CompanyName": "Fjordline Paper",
            "Industry": "Manufacturing",
            "Address": {"CountryCode": "US"},
        },
        "Interactions": [
            {
                "SourceType": "Event",
                "SourceName": "Pulp and paper days",
                "SourceId": "ppd-26",
                "CustomerAction": "Asked for a call",
                "Contact": contact(),
            }
        ],
    }
