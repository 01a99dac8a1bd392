"""Every operation of the published model works, and refuses what its model forbids.

The model is the one that boto3 itself carries, so an operation that a new boto3 brings fails here
until the server has it.
"""

import pytest
from botocore.exceptions import ClientError
from botocore.session import get_session

from conftest import ANSWERED, snake_case

MODEL = get_session().get_service_model("partnercentral-selling")
OPERATIONS = sorted(MODEL.operation_names)


def test_the_model_has_all_operations():
    assert len(OPERATIONS) == 63


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_empty_request_is_refused_with_every_missing_member(operation, unchecked):
    shape = MODEL.operation_model(operation).input_shape
    # boto3 generates a client token if the request has none.
    made_up = {
        name for name, member in shape.members.items() if member.metadata.get("idempotencyToken")
    }
    required = set(shape.required_members) - made_up
    assert required, "each operation has a required member"
    with pytest.raises(ClientError) as refused:
        getattr(unchecked, snake_case(operation))()
    answer = refused.value.response
    assert answer["Error"]["Code"] == "ValidationException"
    assert answer["Reason"] == "REQUEST_VALIDATION_FAILED"
    found = {entry["FieldName"] for entry in answer["ErrorList"]}
    assert found == {name[0].lower() + name[1:] for name in required}
    assert {entry["Code"] for entry in answer["ErrorList"]} == {"REQUIRED_FIELD_MISSING"}


@pytest.mark.last
def test_every_operation_succeeded_through_boto3(request):
    """Runs after all other tests; it is skipped if only a part of the suite runs."""
    chosen = request.config.option
    if chosen.keyword or chosen.markexpr or any("::" in name for name in request.config.args):
        pytest.skip("only a part of the suite runs")
    if len({item.path for item in request.session.items}) < 10:
        pytest.skip("only a part of the suite runs")
    missing = sorted(set(OPERATIONS) - ANSWERED)
    assert not missing, f"no test called {', '.join(missing)} successfully"
