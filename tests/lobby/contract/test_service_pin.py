"""The PIN of a terminal's service page."""

import re

import msgspec
import pytest

from lobby.contract.config import KioskConfig
from lobby.contract.service_pin import SALT_BYTES, STORED_PIN, fits, stored

SALT = bytes(range(SALT_BYTES))


def test_only_the_pin_fits() -> None:
    """Not another one, not a part of it, and none where none is kept."""
    kept = stored("246810", SALT)
    assert re.fullmatch(STORED_PIN, kept)
    assert "246810" not in kept
    assert fits("246810", kept)
    assert [one for one in ("246811", "24681", "2468100", "") if fits(one, kept)] == []
    assert not fits("", "")
    assert not fits("246810", "246810")


def test_the_same_pin_is_kept_differently() -> None:
    """By its salt, so that nobody sees where it is used twice."""
    assert stored("246810", SALT) != stored("246810", bytes(SALT_BYTES))


@pytest.mark.parametrize("pin", ["", "12345", "123456789", "12345a", "１２３４５６", "123456\n"])
def test_a_pin_has_six_to_eight_digits(pin: str) -> None:
    """Of those that the page has keys for."""
    with pytest.raises(ValueError, match="six to eight digits"):
        stored(pin, SALT)


def test_a_configuration_takes_no_pin_in_clear() -> None:
    """Only what was stretched travels."""
    assert msgspec.convert({"service_pin": stored("246810", SALT)}, KioskConfig).service_pin
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"service_pin": "246810"}, KioskConfig)
