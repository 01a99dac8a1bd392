"""What a test does beside calling the API: AWS's part, events and time."""

from __future__ import annotations

import datetime
import math
from typing import Any

from .server import Service


class AwsSide:
    """AWS, as far as a partner sees it."""

    def __init__(self, server: Service, account: str) -> None:
        self._server = server
        self._account = account

    def approve(self, opportunity: str, **why: str) -> dict[str, Any]:
        """Approves an opportunity under review; `comments` and `reason` are for the partner."""
        return self._review(opportunity, "approve", why)

    def reject(self, opportunity: str, **why: str) -> dict[str, Any]:
        """Rejects it."""
        return self._review(opportunity, "reject", why)

    def ask_for_corrections(self, opportunity: str, **why: str) -> dict[str, Any]:
        """Asks the partner to correct it: `Action Required`."""
        return self._review(opportunity, "action-required", why)

    def take_into_review(self, opportunity: str) -> dict[str, Any]:
        """Takes it into review: `In review`."""
        return self._review(opportunity, "take-into-review", {})

    def accept_invitation(self, invitation: str) -> dict[str, Any]:
        """Accepts an invitation that the partner sent to AWS."""
        return self._post(f"aws/invitations/{invitation}/accept")

    def reject_invitation(self, invitation: str, reason: str | None = None) -> dict[str, Any]:
        """Rejects it."""
        body = {} if reason is None else {"reason": reason}
        return self._post(f"aws/invitations/{invitation}/reject", body)

    def send_referral(
        self, seed: int = 1, catalog: str = "Sandbox", **given: Any
    ) -> dict[str, Any]:
        """Sends a referral: an invented one, or `opportunity=` as CreateOpportunity takes it."""
        return self._send("aws/referrals", catalog, given or {"seed": seed})

    def send_lead(self, seed: int = 1, catalog: str = "Sandbox", **given: Any) -> dict[str, Any]:
        """Sends a lead: an invented one, or `lead=` with the members of its context."""
        return self._send("aws/leads", catalog, given or {"seed": seed})

    def _review(self, opportunity: str, decision: str, why: dict[str, str]) -> dict[str, Any]:
        return self._post(f"aws/opportunities/{opportunity}/review", {"decision": decision} | why)

    def _send(self, path: str, catalog: str, given: dict[str, Any]) -> dict[str, Any]:
        return self._post(path, {"account": self._account, "catalog": catalog} | given)

    def _post(self, path: str, body: Any = None) -> dict[str, Any]:
        answer: dict[str, Any] = self._server.admin("POST", path, body)
        return answer


class Events:
    """The events of an account since the test began."""

    def __init__(self, server: Service, account: str) -> None:
        self._server = server
        self._account = account
        self._since = server.admin("GET", "events/targets")["last_position"]

    def all(self) -> list[dict[str, Any]]:
        """The events, as EventBridge delivers them, after all that is due has happened."""
        self._server.settle()
        found: list[dict[str, Any]] = []
        after = self._since
        while True:
            page = self._server.admin("GET", "events/log", after=after, limit=1000)
            found += [one["event"] for one in page["events"] if one["event"]]
            if page["position"] == after:
                return [event for event in found if event["account"] == self._account]
            after = page["position"]

    def named(self, detail_type: str) -> list[dict[str, Any]]:
        """Those of a kind, such as `Opportunity Created`."""
        return [event for event in self.all() if event["detail-type"] == detail_type]


class Clock:
    """The time of the service."""

    def __init__(self, server: Service) -> None:
        self._server = server

    def now(self) -> datetime.datetime:
        text: str = self._server.admin("GET", "clock")["time"]
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))

    def set(self, time: datetime.datetime) -> None:
        """Sets the time; it runs on from there."""
        self._put("moved", time)

    def freeze(self, time: datetime.datetime | None = None) -> None:
        """Stops the clock, now or at a time."""
        self._put("frozen", time)

    def advance(self, **delta: float) -> datetime.datetime:
        """Moves the time on by `days=3`, and returns when all that fell due has happened."""
        seconds = math.ceil(datetime.timedelta(**delta).total_seconds())
        self._server.admin("POST", "clock/advance", {"seconds": seconds})
        return self.now()

    def _put(self, mode: str, time: datetime.datetime | None) -> None:
        body: dict[str, str] = {"mode": mode}
        if time is not None:
            if time.tzinfo is None:
                raise ValueError("the time needs a zone, such as datetime.timezone.utc")
            text = time.astimezone(datetime.timezone.utc).isoformat()
            body["time"] = text.replace("+00:00", "Z")
        self._server.admin("PUT", "clock", body)
