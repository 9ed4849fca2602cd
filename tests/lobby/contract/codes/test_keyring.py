"""What a key may sign: for which slots, for which centres."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lobby.contract.codes import CodeFault, Keyring, Unreadable, read
from lobby.contract.coding import decode, encode
from lobby.contract.config import CentreConfig
from tests.support.codes import ALTONA, CLAIM, KEYRING, NOW, code, public_key

ONE_DAY = Keyring.of((public_key(1, not_before=date(2026, 11, 23), not_after=date(2026, 11, 23)),))


@pytest.mark.parametrize(
    ("slot", "reason"),
    [
        (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), CodeFault.KEY_NOT_YET),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), None),
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), None),
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), CodeFault.KEY_EXPIRED),
    ],
)
def test_a_key_is_valid_for_slots_of_whole_local_days(slot: datetime, reason: CodeFault | None) -> None:
    """First and last day count from midnight to midnight in Hamburg, not in Greenwich."""
    reading = read(code(slot=slot), ONE_DAY, NOW, ALTONA)
    assert (reading.reason if isinstance(reading, Unreadable) else None) is reason


def test_a_key_is_not_valid_before_its_first_day() -> None:
    """A code seen before its key begins is refused although its slot is inside: nobody can have signed it rightly."""
    reading = read(code(), ONE_DAY, NOW - timedelta(days=1), ALTONA)
    assert reading == Unreadable(CodeFault.KEY_NOT_YET, 1)


def test_a_late_visitor_hears_of_the_slot_not_of_the_key() -> None:
    """After the key's last day a code for a slot inside is still read: that it is too late is for the rules to say."""
    assert read(code(), ONE_DAY, NOW + timedelta(days=3), ALTONA) == CLAIM


def test_a_key_of_some_sites_signs_for_these_only() -> None:
    """The scope is about the booked centre, wherever the code is read."""
    assert not isinstance(read(code(key_id=5, site=9), KEYRING, NOW, ALTONA), Unreadable)
    assert read(code(key_id=5, site=11), KEYRING, NOW, 9) == Unreadable(CodeFault.KEY_OUT_OF_SCOPE, 5)


def test_keys_travel_in_the_configuration() -> None:
    """A keyring made from a configuration that went over the wire reads the same codes."""
    sent = encode(CentreConfig(keys=KEYRING.keys))
    received = decode(sent, CentreConfig)
    assert isinstance(received, CentreConfig)
    assert read(code(), Keyring.of(received.keys), NOW, ALTONA) == CLAIM


def test_the_later_of_two_keys_with_one_id_holds() -> None:
    """A key listed again, revoked, is revoked."""
    keyring = Keyring.of((public_key(1), public_key(1, revoked=True)))
    assert read(code(), keyring, NOW, ALTONA) == Unreadable(CodeFault.KEY_REVOKED, 1)
