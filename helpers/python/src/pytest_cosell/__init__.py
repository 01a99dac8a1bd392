"""Tests against cosell: a server, fixtures for pytest, and a decorator like moto's."""

from .decorator import mock_partner_central
from .server import AdminError, Server, StartError, new_account
from .sides import AwsSide, Clock, Events

__all__ = [
    "AdminError",
    "AwsSide",
    "Clock",
    "Events",
    "Server",
    "StartError",
    "mock_partner_central",
    "new_account",
]
