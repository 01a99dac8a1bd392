"""Tests against cosell: a server, fixtures for pytest, and a decorator like moto's."""

from .decorator import mock_partner_central
from .server import AdminError, Namespace, Server, Service, StartError, new_account
from .sides import AwsSide, Clock, Events

__all__ = [
    "AdminError",
    "AwsSide",
    "Clock",
    "Events",
    "Namespace",
    "Server",
    "Service",
    "StartError",
    "mock_partner_central",
    "new_account",
]
