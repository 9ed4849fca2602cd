"""Fixtures for all tests."""

from tests.support.brokers import bridged_broker, broker, city_broker

__all__ = ["bridged_broker", "broker", "city_broker"]
