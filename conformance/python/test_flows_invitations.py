"""Two companies and AWS: a referral by AWS, and a partner invited to an engagement with AWS."""

import pytest

from bodies import (
    CATALOG,
    SOLUTION,
    create_ready,
    days_from_today,
    opportunity,
    start_task,
    token,
    update_body,
)

TITLE = "Route and temperature telemetry for 900 trailers"


def pending_invitations(client):
    answer = client.list_engagement_invitations(
        Catalog=CATALOG, ParticipantType="RECEIVER", Status=["PENDING"]
    )
    return answer["EngagementInvitationSummaries"]


def accept(client, invitation, **options):
    return client.start_engagement_by_accepting_invitation_task(
        Catalog=CATALOG, ClientToken=token(), Identifier=invitation, **options
    )


def decide(client, identifier, decision):
    """Simulates AWS's review, as a partner may in the Sandbox."""
    stored = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
    body = update_body(client, stored)
    body["LifeCycle"]["ReviewStatus"] = decision
    client.update_opportunity(**body)


def review_status(client, identifier):
    stored = client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
    return stored["LifeCycle"]["ReviewStatus"]


def refer(client):
    """Simulates a referral by AWS. Returns the opportunity's id and its invitation."""
    identifier = client.create_opportunity(**opportunity(Origin="AWS Referral"))["Id"]
    [invitation] = pending_invitations(client)
    return identifier, invitation


class TestReferral:
    def test_a_referral_arrives_as_an_invitation_by_aws(self, fresh_client, fresh_account):
        identifier, summary = refer(fresh_client)
        with pytest.raises(fresh_client.exceptions.ResourceNotFoundException):
            fresh_client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
        assert summary["SenderCompanyName"] == "AWS"
        assert summary["PayloadType"] == "OpportunityInvitation"
        invitation = fresh_client.get_engagement_invitation(
            Catalog=CATALOG, Identifier=summary["Arn"]
        )
        assert invitation["Receiver"]["Account"]["AwsAccountId"] == fresh_account
        assert invitation["ExistingMembers"] == [
            {"CompanyName": "AWS", "WebsiteUrl": "www.aws.com"}
        ]
        payload = invitation["Payload"]["OpportunityInvitation"]
        assert payload["ReceiverResponsibilities"] == ["Services Partner", "Software Partner"]
        assert payload["Project"]["Title"] == TITLE

    def test_accepting_a_referral_gives_the_approved_opportunity(self, fresh_client):
        identifier, invitation = refer(fresh_client)
        task = accept(fresh_client, invitation["Id"], Tags=[{"Key": "Team", "Value": "North"}])
        assert task["TaskStatus"] == "COMPLETE", task
        assert task["OpportunityId"] == identifier
        assert task["EngagementInvitationId"] == invitation["Id"]
        stored = fresh_client.get_opportunity(Catalog=CATALOG, Identifier=identifier)
        assert stored["LifeCycle"]["ReviewStatus"] == "Approved"
        assert stored["LifeCycle"]["Stage"] == "Prospect"
        assert stored["Customer"]["Account"]["Address"]["PostalCode"] == "98402"
        job = fresh_client.get_resource_snapshot_job(
            Catalog=CATALOG, ResourceSnapshotJobIdentifier=task["ResourceSnapshotJobId"]
        )
        assert (job["ResourceId"], job["Status"]) == (identifier, "Running")
        members = fresh_client.list_engagement_members(
            Catalog=CATALOG, Identifier=invitation["EngagementId"]
        )
        accounts = {member["AccountId"] for member in members["EngagementMemberList"]}
        assert len(accounts) == 2 and "aws" in accounts
        page = fresh_client.list_engagement_by_accepting_invitation_tasks(
            Catalog=CATALOG, EngagementInvitationIdentifier=[invitation["Id"]]
        )
        [listed] = page["TaskSummaries"]
        assert listed == {name: task[name] for name in listed}

    def test_a_rejected_referral_ends(self, fresh_client):
        identifier, invitation = refer(fresh_client)
        fresh_client.reject_engagement_invitation(
            Catalog=CATALOG, Identifier=invitation["Id"], RejectionReason="Unable to support"
        )
        assert pending_invitations(fresh_client) == []
        left = fresh_client.get_engagement_invitation(
            Catalog=CATALOG, Identifier=invitation["Id"]
        )
        assert left["Status"] == "REJECTED"
        assert left["RejectionReason"] == "Unable to support"
        assert left.get("Payload") is None
        with pytest.raises(fresh_client.exceptions.ConflictException):
            fresh_client.accept_engagement_invitation(
                Catalog=CATALOG, Identifier=invitation["Id"]
            )
        task = accept(fresh_client, invitation["Id"])
        assert task["TaskStatus"] == "FAILED"
        assert task["ReasonCode"] == "EngagementInvitationConflict"
        with pytest.raises(fresh_client.exceptions.ResourceNotFoundException):
            fresh_client.get_opportunity(Catalog=CATALOG, Identifier=identifier)

    def test_catalog_aws_refuses_a_referral_by_a_partner(self, client):
        with pytest.raises(client.exceptions.ValidationException) as refused:
            client.create_opportunity(**opportunity(Origin="AWS Referral", Catalog="AWS"))
        [finding] = refused.value.response["ErrorList"]
        assert (finding["FieldName"], finding["Code"]) == ("origin", "ACTION_NOT_PERMITTED")


@pytest.fixture
def shared(client):
    """The completed task that submitted an opportunity of the first account to AWS."""
    task = start_task(client, create_ready(client))
    assert task["TaskStatus"] == "COMPLETE", task
    return task


def invite(client, engagement, account):
    """Invites an account to an engagement with AWS. Returns the id of the invitation."""
    return client.create_engagement_invitation(
        Catalog=CATALOG,
        ClientToken=token(),
        EngagementIdentifier=engagement,
        Invitation={
            "Message": "Would you bring the sensors?",
            "Receiver": {"Account": {"Alias": "Sensors", "AwsAccountId": account}},
            "Payload": {
                "OpportunityInvitation": {
                    "ReceiverResponsibilities": ["Hardware Partner"],
                    "SenderContacts": [{"Email": "j.lindqvist@fernhollow-systems.example"}],
                    "Customer": {
                        "CompanyName": "Northgale Cold Chain",
                        "CountryCode": "US",
                        "Industry": "Transportation and Logistics",
                        "WebsiteUrl": "https://www.northgale-coldchain.example",
                    },
                    "Project": {
                        "Title": TITLE,
                        "BusinessProblem": "Trailer temperatures are collected by hand.",
                        "TargetCompletionDate": days_from_today(150),
                        "ExpectedCustomerSpend": [
                            {
                                "Amount": "18400.00",
                                "CurrencyCode": "USD",
                                "Frequency": "Monthly",
                                "TargetCompany": "AWS",
                            }
                        ],
                    },
                }
            },
        },
    )["Id"]


class TestPartner:
    def test_the_copy_follows_the_review_of_the_original(
        self, client, fresh_client, fresh_account, shared
    ):
        original, engagement = shared["OpportunityId"], shared["EngagementId"]
        invitation = invite(client, engagement, fresh_account)
        assert [known["Id"] for known in pending_invitations(fresh_client)] == [invitation]

        task = accept(fresh_client, invitation)
        assert task["TaskStatus"] == "COMPLETE", task
        copy = task["OpportunityId"]
        stored = fresh_client.get_opportunity(Catalog=CATALOG, Identifier=copy)
        assert stored["Project"]["Title"] == TITLE
        assert stored["LifeCycle"]["ReviewStatus"] == "Submitted"
        assert stored["PrimaryNeedsFromAws"] == ["Do Not Need Support from AWS Sales Rep"]
        with pytest.raises(fresh_client.exceptions.ResourceNotFoundException):
            fresh_client.get_opportunity(Catalog=CATALOG, Identifier=original)

        decide(client, original, "Approved")
        assert review_status(fresh_client, copy) == "Approved"
        members = fresh_client.list_engagement_members(Catalog=CATALOG, Identifier=engagement)
        accounts = {member["AccountId"] for member in members["EngagementMemberList"]}
        assert {fresh_account, "aws"} <= accounts and len(accounts) == 3
        summary = fresh_client.get_aws_opportunity_summary(
            Catalog=CATALOG, RelatedOpportunityIdentifier=copy
        )
        assert (summary["InvolvementType"], summary["Visibility"]) == ("Co-Sell", "Full")

    def test_the_receiver_works_on_its_approved_copy(
        self, client, fresh_client, fresh_account, shared
    ):
        decide(client, shared["OpportunityId"], "Approved")
        invitation = invite(client, shared["EngagementId"], fresh_account)
        copy = accept(fresh_client, invitation)["OpportunityId"]
        fresh_client.associate_opportunity(
            Catalog=CATALOG,
            OpportunityIdentifier=copy,
            RelatedEntityType="Solutions",
            RelatedEntityIdentifier=SOLUTION,
        )
        body = update_body(
            fresh_client, fresh_client.get_opportunity(Catalog=CATALOG, Identifier=copy)
        )
        body["LifeCycle"]["Stage"] = "Qualified"
        fresh_client.update_opportunity(**body)
        stored = fresh_client.get_opportunity(Catalog=CATALOG, Identifier=copy)
        assert stored["LifeCycle"]["Stage"] == "Qualified"

    def test_members_see_each_others_snapshots(self, client, fresh_client, fresh_account, shared):
        engagement = shared["EngagementId"]
        copy = accept(fresh_client, invite(client, engagement, fresh_account))["OpportunityId"]
        shown = {shared["OpportunityId"], copy}
        for member in (client, fresh_client):
            page = member.list_resource_snapshots(
                Catalog=CATALOG, EngagementIdentifier=engagement
            )
            seen = {known["ResourceId"] for known in page["ResourceSnapshotSummaries"]}
            assert seen == shown

    def test_the_sender_sees_the_reason_of_a_rejection(
        self, client, fresh_client, fresh_account, shared
    ):
        invitation = invite(client, shared["EngagementId"], fresh_account)
        fresh_client.reject_engagement_invitation(
            Catalog=CATALOG, Identifier=invitation, RejectionReason="Next steps unclear"
        )
        known = client.get_engagement_invitation(Catalog=CATALOG, Identifier=invitation)
        assert (known["Status"], known["RejectionReason"]) == ("REJECTED", "Next steps unclear")

    def test_the_same_token_starts_one_task(self, client, fresh_client, fresh_account, shared):
        invitation = invite(client, shared["EngagementId"], fresh_account)
        request = {"Catalog": CATALOG, "ClientToken": token(), "Identifier": invitation}
        start = fresh_client.start_engagement_by_accepting_invitation_task
        first, second = start(**request), start(**request)
        for answer in (first, second):
            answer.pop("ResponseMetadata")
        assert first == second
        with pytest.raises(fresh_client.exceptions.ConflictException):
            start(**request, Tags=[{"Key": "Team", "Value": "North"}])

    def test_no_other_account_accepts_it(self, client, other_client, fresh_account, shared):
        invitation = invite(client, shared["EngagementId"], fresh_account)
        for stranger in (client, other_client):
            with pytest.raises(stranger.exceptions.ResourceNotFoundException):
                accept(stranger, invitation)
            with pytest.raises(stranger.exceptions.ResourceNotFoundException):
                stranger.accept_engagement_invitation(Catalog=CATALOG, Identifier=invitation)
