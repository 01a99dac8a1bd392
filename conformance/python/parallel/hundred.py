"""A hundred tests that each do the main job in a namespace of their own.

`test_helpers.py` runs them with pytest-xdist against one server, in random order. With
`COSELL_TEST_TURNS=10` they are a thousand, each of the hundred ten times. Each test has
the same account and another clock, and a fault rule that strikes one call. If a namespace were not
alone, it would find another one's opportunities, time or fault.
"""

import datetime
import os

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from bodies import CATALOG, create_ready, opportunity, start_task

ACCOUNT = "111111111111"
WITHOUT_RETRIES = Config(retries={"total_max_attempts": 1})
TURNS = int(os.environ.get("COSELL_TEST_TURNS", "1"))
DAY = datetime.datetime(2030, 1, 1, tzinfo=datetime.timezone.utc)


@pytest.mark.parametrize("turn", range(TURNS))
@pytest.mark.parametrize("number", range(100))
def test_a_test_is_alone(cosell_space, clock, number, turn):
    client = cosell_space.client(ACCOUNT, config=WITHOUT_RETRIES)
    now = DAY + datetime.timedelta(days=number)
    clock.freeze(now)
    rule = "operation.read=error:ThrottlingException;count=1"
    cosell_space.admin("POST", "faults", {"text": rule})
    with pytest.raises(ClientError, match="Throttling"):
        client.list_opportunities(Catalog=CATALOG)
    life_cycle = opportunity()["LifeCycle"] | {"TargetCloseDate": "2040-12-31"}
    identifier = create_ready(client, LifeCycle=life_cycle)
    assert start_task(client, identifier)["TaskStatus"] == "COMPLETE"
    (found,) = client.list_opportunities(Catalog=CATALOG)["OpportunitySummaries"]
    assert (found["Id"], found["CreatedDate"]) == (identifier, now)
