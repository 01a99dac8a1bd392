"""What `cosell import` brings: a server with a record of every kind, and one made from its import.

Every read operation answers the same on both, but for the times of changes and the differences
below, which docs/import.md names. The map of `cosell seed apply` says which record is which.
"""

import datetime
import json
import re
import subprocess
from pathlib import Path

import pytest

from conftest import FIRST_ACCOUNT, make_client
from cosell_server import Server, binary
from test_record import environment
from test_spaces import POSTGRES, page

KINDS = Path(__file__).parent / "data" / "every-kind.toml"
KEY = {"id": FIRST_ACCOUNT, "secret": "any"}
CATALOG = "Sandbox"

# Ids of the API's kinds, and random parts of others.
ID = re.compile(
    r"\b(O\d{7,19}|eng-[0-9a-z]{14}|engi-[0-9a-z]{13,}|cust-acc-[0-9a-z]+|job-[0-9a-z]{13}"
    r"|task-[0-9a-z]{13,14}|oit-[0-9a-z]+|[a-z]+-job-[0-9a-z]{10,})\b"
)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def both(request, tmp_path_factory):
    """A server with a record of every kind, and one to which its import is applied."""
    if request.param == "postgres" and not POSTGRES:
        pytest.skip("COSELL_TEST_POSTGRES names no database")
    folder = tmp_path_factory.mktemp("live")
    file = folder / "account.json"
    # On a clock that stands still, a submission makes its records at the time of the opportunity.
    clock = ["--clock", "frozen:2026-11-20T09:00:00.123Z"]
    live = Server(folder, "--seed-file", str(KINDS), *clock).start()
    ran = subprocess.run(
        [binary(), "import", file, "--upstream", live.url, "--rate=1000"],
        env=environment(KEY),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    store = ["--store", POSTGRES] if request.param == "postgres" else []
    copy = Server(tmp_path_factory.mktemp("copy"), *store).start()
    if store:
        # An earlier test has used it.
        assert page(copy.url, "POST", "reset")[0] == 200
    ids = folder / "ids.jsonl"
    applied = apply(copy, file, ids)
    assert applied.returncode == 0, applied.stderr
    yield Both(live, copy, file, ids, ran.stdout, applied.stdout)
    assert live.stop() == 0
    assert copy.stop() == 0


class Both:
    """The live server and its copy, the files of the import, and what the commands printed."""

    def __init__(self, live, copy, file, ids, imported, applied):
        self.live, self.copy = live, copy
        self.file, self.ids = file, ids
        self.imported, self.applied = imported, applied

    def records(self):
        """What read operations answer on both servers, and the live ids by those of the copy."""
        there = everything(make_client(self.live.url, FIRST_ACCOUNT))
        here = everything(make_client(self.copy.url, FIRST_ACCOUNT))
        return there, here, {line["id"]: line["name"] for line in named(self.ids)}


def apply(server, file, ids):
    return subprocess.run(
        [binary(), "seed", "apply", file, "--map", ids],
        env=environment(KEY) | {"COSELL_URL": server.url},
        capture_output=True,
        text=True,
        timeout=120,
    )


def named(ids):
    """The lines of a map that have a record."""
    lines = [json.loads(line) for line in ids.read_text().splitlines()]
    return [line for line in lines if "id" in line]


def pages(client, operation, member, **request):
    """All elements of a list."""
    found, token = [], {}
    while True:
        page = getattr(client, operation)(Catalog=CATALOG, **request, **token)
        found += page[member]
        if not page.get("NextToken"):
            return found
        token = {"NextToken": page["NextToken"]}


def one(client, operation, **request):
    answer = getattr(client, operation)(Catalog=CATALOG, **request)
    del answer["ResponseMetadata"]
    return answer


def ids(records, name="Id"):
    return [record[name] for record in records]


def everything(client):
    """What every read operation answers, by its name."""
    found = {}

    def list_all(name, operation, member, **request):
        found.setdefault(name, []).extend(pages(client, operation, member, **request))
        return found[name]

    def get_all(name, operation, member, names):
        found[name] = [one(client, operation, **{member: known}) for known in names]
        return found[name]

    opportunities = list_all("ListOpportunities", "list_opportunities", "OpportunitySummaries")
    whole = get_all("GetOpportunity", "get_opportunity", "Identifier", ids(opportunities))
    known = [
        record["Id"]
        for record in whole
        if record["LifeCycle"]["ReviewStatus"] != "Pending Submission"
    ]
    get_all(
        "GetAwsOpportunitySummary",
        "get_aws_opportunity_summary",
        "RelatedOpportunityIdentifier",
        known,
    )
    list_all("SearchOpportunities", "search_opportunities", "OpportunitySearchSummaries")
    engagements = list_all("ListEngagements", "list_engagements", "EngagementSummaryList")
    get_all("GetEngagement", "get_engagement", "Identifier", ids(engagements))
    list_all("SearchEngagements", "search_engagements", "EngagementSearchSummaries")
    list_all("ListEngagementGroups", "list_engagement_groups", "EngagementGroupSummaries")
    for engagement in ids(engagements):
        list_all(
            "ListEngagementMembers",
            "list_engagement_members",
            "EngagementMemberList",
            Identifier=engagement,
        )
    list_all(
        "ListEngagementResourceAssociations",
        "list_engagement_resource_associations",
        "EngagementResourceAssociationSummaries",
        ResourceType="Opportunity",
    )
    for role in ("SENDER", "RECEIVER"):
        invitations = list_all(
            "ListEngagementInvitations",
            "list_engagement_invitations",
            "EngagementInvitationSummaries",
            ParticipantType=role,
        )
    get_all(
        "GetEngagementInvitation",
        "get_engagement_invitation",
        "Identifier",
        ids(invitations),
    )
    for name in (
        "EngagementByAcceptingInvitation",
        "EngagementFromOpportunity",
        "OpportunityFromEngagement",
    ):
        snake = re.sub("(?<!^)([A-Z])", r"_\1", name).lower()
        list_all(f"List{name}Tasks", f"list_{snake}_tasks", "TaskSummaries")
    accounts = list_all(
        "SearchCustomerAccounts", "search_customer_accounts", "CustomerAccountSummaries"
    )
    get_all("GetCustomerAccount", "get_customer_account", "Identifier", ids(accounts))
    found["GetCustomerAccountStatistics"] = [one(client, "get_customer_account_statistics")]
    jobs = list_all(
        "ListResourceSnapshotJobs", "list_resource_snapshot_jobs", "ResourceSnapshotJobSummaries"
    )
    get_all(
        "GetResourceSnapshotJob",
        "get_resource_snapshot_job",
        "ResourceSnapshotJobIdentifier",
        ids(jobs),
    )
    found["ListTagsForResource"] = [
        {"Of": arn, "Tags": client.list_tags_for_resource(ResourceArn=arn)["Tags"]}
        for arn in ids(whole + jobs + accounts, "Arn")
    ]
    found["GetSellingSystemSettings"] = [one(client, "get_selling_system_settings")]
    list_all("ListSolutions", "list_solutions", "SolutionSummaries")
    return found


# Read operations that answer of the past: of snapshots, bulk jobs and tasks of prospecting, which
# an import does not make.
PAST = {
    "GetCustomerAccountBulkJob",
    "GetCustomerAccountBulkJobReportUrl",
    "GetOpportunityBulkJobReportUrl",
    "GetProspectingFromEngagementTask",
    "GetResourceSnapshot",
    "ListCustomerAccountBulkJobResults",
    "ListCustomerAccountBulkJobs",
    "ListOpportunityBulkJobResults",
    "ListOpportunityBulkJobs",
    "ListProspectingFromEngagementTasks",
    "ListResourceSnapshots",
}


# The times that an import keeps.
KEPT = {"CreatedDate", "CreatedAt", "InvitationDate"}


def plain(value, live_ids, name=None):
    """The value with live ids, and with the other ids and times as words."""
    if isinstance(value, dict):
        return {name: plain(member, live_ids, name) for name, member in value.items()}
    if isinstance(value, list):
        return [plain(member, live_ids) for member in value]
    if isinstance(value, datetime.datetime):
        return value.isoformat() if name in KEPT else "TIME"
    if isinstance(value, str):
        known = lambda found: live_ids.get(found[0], re.match("[A-Za-z]+", found[0])[0])
        return ID.sub(known, value)
    return value


def compared(records, live_ids):
    return sorted(
        json.dumps(plain(record, live_ids), sort_keys=True, default=str) for record in records
    )


def test_every_read_operation_of_the_model_is_compared(both):
    client = make_client(both.live.url, FIRST_ACCOUNT)
    model = client.meta.service_model.operation_names
    reads = {name for name in model if name.startswith(("Get", "List", "Search"))}
    assert set(everything(client)) | PAST == reads


# What differs, by the operation: how many records only the live server has, and only the other.
DIFFERENCES = {
    # A referral that was rejected no longer shows its content.
    "ListEngagementInvitations": (1, 0),
    "GetEngagementInvitation": (1, 0),
}


def test_every_read_operation_answers_the_same(both):
    there, here, live_ids = both.records()
    assert there.keys() == here.keys()
    of_live = {live: live for live in live_ids.values()}
    for name, records in there.items():
        assert records, name
        only_there, only_here = compared(records, of_live), compared(here[name], live_ids)
        for record in list(only_there):
            if record in only_here:
                only_there.remove(record)
                only_here.remove(record)
        counts = (len(only_there), len(only_here))
        assert counts == DIFFERENCES.get(name, (0, 0)), (name, only_there, only_here)


def test_the_map_has_the_id_of_every_live_record(both):
    there, here, live_ids = both.records()
    for operation, unknown in [
        ("ListOpportunities", 0),
        ("ListEngagements", 0),
        # The referral that was rejected.
        ("ListEngagementInvitations", 1),
        ("SearchCustomerAccounts", 0),
        ("ListResourceSnapshotJobs", 0),
    ]:
        ours, copies = set(ids(there[operation])), set(ids(here[operation]))
        assert len(ours - set(live_ids.values())) == unknown, operation
        assert {new for new, live in live_ids.items() if live in ours} == copies


def test_an_application_that_was_stopped_goes_on_and_makes_no_record_twice(both, tmp_path):
    entries = int(re.search(r"(\d+) entries", both.imported)[1])
    assert both.applied == f"{both.file}: {entries} entries made, 0 were there\n"
    cut = tmp_path / "ids.jsonl"
    whole = both.ids.read_text().splitlines(keepends=True)
    # The last line was cut off: its entry, the settings, is made again.
    assert '"list":"call"' in whole[-1]
    cut.write_text("".join(whole[:-1]) + whole[-1][:12])
    before = both.records()[1]
    again = apply(both.copy, both.file, cut)
    assert again.returncode == 0, again.stderr
    assert again.stdout == f"{both.file}: 1 entries made, {entries - 1} were there\n"
    assert both.records()[1] == before
    other = tmp_path / "other.toml"
    other.write_text('[[customer_account]]\nname = "another"\n')
    refused = apply(both.copy, other, both.ids)
    assert refused.returncode == 2
    assert "is the map of another seed file" in refused.stderr


def test_the_last_line_counts_what_no_operation_makes(both):
    entries, lost = both.imported.splitlines()
    assert entries.endswith(" entries, 0 left out")
    assert lost.startswith("not imported: ")
    for count in (
        "enrichments of customer accounts (2)",
        "received invitations that no longer show their content (1)",
        "contacts of leads that are not accepted (1)",
    ):
        assert count in lost
