"""Fixtures and settings for all tests."""

import logging
import os
import sys
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
def logs_apart() -> Iterator[None]:
    """Threads of a test log to standard error, not between a command's lines; no program leaves its log open."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    yield
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    root.handlers[:] = handlers
    root.setLevel(level)
