"""Fixtures and settings for all tests."""

import logging
import os
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import settings

from tests.support.brokers import bridged_broker, broker, city_broker
from tests.support.browsers import chromium

__all__ = ["bridged_broker", "broker", "chromium", "city_broker"]

# Two cores shared by several test processes say nothing about how long an example takes; in CI the same examples
# are tried every time, so that a change is never stopped by another one's luck.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """A program that ran inside a test leaves no log open on that test's captured standard error."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    root.handlers[:] = handlers
    root.setLevel(level)
