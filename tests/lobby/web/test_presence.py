"""Who is on the bus."""

import pytest

from lobby.contract.devices import Avail, Presence
from lobby.web.presence import newer_presence

ONLINE_1 = Avail(st=Presence.ONLINE, epoch="epoch-one")
OFFLINE_1 = Avail(st=Presence.OFFLINE, epoch="epoch-one")
ONLINE_2 = Avail(st=Presence.ONLINE, epoch="epoch-two")


@pytest.mark.parametrize(
    ("known", "heard", "believed"),
    [
        (None, OFFLINE_1, OFFLINE_1),
        (ONLINE_1, OFFLINE_1, OFFLINE_1),
        (OFFLINE_1, ONLINE_2, ONLINE_2),
        (ONLINE_2, OFFLINE_1, ONLINE_2),
    ],
    ids=["first word", "own will", "new start", "late will of an earlier start"],
)
def test_late_will_is_ignored(known: Avail | None, heard: Avail, believed: Avail) -> None:
    """The newest word counts, except the last will of an earlier start."""
    assert newer_presence(known, heard) == believed
