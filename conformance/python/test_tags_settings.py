"""Tags, selling system settings, assignment, and the deletion of a snapshot job."""

import pytest

from bodies import CATALOG, create_ready, opportunity, start_task

TAGS = [{"Key": "CostCentre", "Value": "4711"}, {"Key": "Team", "Value": "Cold chain"}]


def arn_of(client, identifier):
    return client.get_opportunity(Catalog=CATALOG, Identifier=identifier)["Arn"]


def tags_of(client, arn):
    tags = client.list_tags_for_resource(ResourceArn=arn)["Tags"]
    return {tag["Key"]: tag["Value"] for tag in tags}


def findings(refused):
    return [(found["FieldName"], found["Code"]) for found in refused.value.response["ErrorList"]]


def test_tags_set_at_creation_are_listed(client):
    arn = arn_of(client, client.create_opportunity(**opportunity(Tags=TAGS))["Id"])
    assert client.list_tags_for_resource(ResourceArn=arn)["Tags"] == TAGS


def test_tags_are_replaced_by_key_and_removed_by_key(client):
    arn = arn_of(client, client.create_opportunity(**opportunity(Tags=TAGS))["Id"])
    client.tag_resource(
        ResourceArn=arn, Tags=[{"Key": "Team", "Value": ""}, {"Key": "Région", "Value": "Île"}]
    )
    assert tags_of(client, arn) == {"CostCentre": "4711", "Team": "", "Région": "Île"}
    for _ in range(2):
        client.untag_resource(ResourceArn=arn, TagKeys=["Team", "never set"])
        assert tags_of(client, arn) == {"CostCentre": "4711", "Région": "Île"}


def test_a_tag_key_must_be_unique_and_not_reserved_by_aws(client):
    arn = arn_of(client, client.create_opportunity(**opportunity())["Id"])
    with pytest.raises(client.exceptions.ValidationException) as refused:
        client.tag_resource(
            ResourceArn=arn,
            Tags=[{"Key": key, "Value": ""} for key in ("Team", "Team", "aws:owner")],
        )
    assert findings(refused) == [
        ("tags.key", "DUPLICATE_KEY_VALUE"),
        ("tags.key", "INVALID_VALUE"),
    ]
    assert tags_of(client, arn) == {}


def test_another_account_does_not_find_tags(client, other_client):
    arn = arn_of(client, client.create_opportunity(**opportunity(Tags=TAGS))["Id"])
    not_found = other_client.exceptions.ResourceNotFoundException
    with pytest.raises(not_found):
        other_client.list_tags_for_resource(ResourceArn=arn)
    with pytest.raises(not_found):
        other_client.tag_resource(ResourceArn=arn, Tags=TAGS)
    with pytest.raises(not_found):
        other_client.untag_resource(ResourceArn=arn, TagKeys=["Team"])
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.list_tags_for_resource(ResourceArn=arn.replace("Sandbox", "AWS"))


def test_solutions_cannot_have_tags(client):
    arn = client.list_solutions(Catalog=CATALOG)["SolutionSummaries"][0]["Arn"]
    with pytest.raises(client.exceptions.ValidationException) as refused:
        client.list_tags_for_resource(ResourceArn=arn)
    assert findings(refused) == [("resourceArn", "INVALID_VALUE")]


def test_the_role_of_snapshot_jobs_may_be_set_by_name_or_arn(fresh_client, fresh_account):
    arn = f"arn:aws:iam::{fresh_account}:role/SnapshotJobs"
    before = fresh_client.get_selling_system_settings(Catalog=CATALOG)
    assert "ResourceSnapshotJobRoleArn" not in before
    for identifier in ("SnapshotJobs", arn):
        put = fresh_client.put_selling_system_settings(
            Catalog=CATALOG, ResourceSnapshotJobRoleIdentifier=identifier
        )
        assert (put["Catalog"], put["ResourceSnapshotJobRoleArn"]) == (CATALOG, arn)
        got = fresh_client.get_selling_system_settings(Catalog=CATALOG)
        assert got["ResourceSnapshotJobRoleArn"] == arn
    other = fresh_client.get_selling_system_settings(Catalog="AWS")
    assert "ResourceSnapshotJobRoleArn" not in other
    fresh_client.put_selling_system_settings(Catalog=CATALOG)
    after = fresh_client.get_selling_system_settings(Catalog=CATALOG)
    assert "ResourceSnapshotJobRoleArn" not in after


def test_a_malformed_role_is_refused(unchecked):
    with pytest.raises(unchecked.exceptions.ValidationException) as refused:
        unchecked.put_selling_system_settings(
            Catalog=CATALOG, ResourceSnapshotJobRoleIdentifier="two words"
        )
    assert refused.value.response["Reason"] == "REQUEST_VALIDATION_FAILED"


def test_an_opportunity_is_assigned_to_its_next_owner(client):
    identifier = client.create_opportunity(**opportunity())["Id"]
    before = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
    assignee = {
        "BusinessTitle": "OpportunityOwner",
        "Email": "s.haapala@fernhollow-systems.example",
        "FirstName": "Saara",
        "LastName": "Haapala",
    }
    client.assign_opportunity(Catalog=CATALOG, Identifier=identifier, Assignee=assignee)
    after = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
    owner, *others = after["OpportunityTeam"]
    assert owner == assignee
    assert others == before["OpportunityTeam"][1:]
    assert after["LastModifiedDate"] > before["LastModifiedDate"]

    with pytest.raises(client.exceptions.ValidationException) as refused:
        client.assign_opportunity(
            Catalog=CATALOG,
            Identifier=identifier,
            Assignee={**assignee, "BusinessTitle": "Director"},
        )
    assert findings(refused) == [("assignee.businessTitle", "INVALID_ENUM_VALUE")]


def test_an_opportunity_of_another_account_cannot_be_assigned(client, other_client):
    identifier = client.create_opportunity(**opportunity())["Id"]
    with pytest.raises(other_client.exceptions.ResourceNotFoundException):
        other_client.assign_opportunity(
            Catalog=CATALOG,
            Identifier=identifier,
            Assignee={
                "BusinessTitle": "OpportunityOwner",
                "Email": "s.haapala@fernhollow-systems.example",
                "FirstName": "Saara",
                "LastName": "Haapala",
            },
        )


def test_a_running_job_cannot_be_deleted(client, other_client):
    job = start_task(client, create_ready(client))["ResourceSnapshotJobId"]
    named = {"Catalog": CATALOG, "ResourceSnapshotJobIdentifier": job}
    with pytest.raises(other_client.exceptions.ResourceNotFoundException):
        other_client.delete_resource_snapshot_job(**named)
    with pytest.raises(client.exceptions.ConflictException):
        client.delete_resource_snapshot_job(**named)
    arn = client.get_resource_snapshot_job(**named)["Arn"]
    client.tag_resource(ResourceArn=arn, Tags=TAGS)
    assert tags_of(client, arn) == {"CostCentre": "4711", "Team": "Cold chain"}

    client.stop_resource_snapshot_job(**named)
    client.delete_resource_snapshot_job(**named)
    not_found = client.exceptions.ResourceNotFoundException
    with pytest.raises(not_found):
        client.get_resource_snapshot_job(**named)
    with pytest.raises(not_found):
        client.list_tags_for_resource(ResourceArn=arn)
