"""Which terminals and displays do what they are there for."""

from datetime import UTC, datetime
from typing import Any

import pytest

from lobby.centre.watch import OLD_SECONDS, SILENT_SECONDS, Watch
from lobby.contract.devices import Avail, DeviceKind, Health, Info, Presence
from lobby.contract.topics import AVAIL, HEALTH, INFO
from lobby.link.incoming import Incoming

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EPOCH = "epoch-of-a-start"


class Bus:
    """What the watch hears, at `clock` seconds."""

    def __init__(self, kind: DeviceKind = DeviceKind.KIOSK) -> None:
        self.watch, self.clock = Watch(), 100.0
        self.hear(INFO, Info(kind=kind, version="1", epoch=EPOCH, started=NOW))
        self.hear(AVAIL, Avail(st=Presence.ONLINE, epoch=EPOCH))

    def hear(self, channel: Any, message: Any) -> bool:
        return self.watch.heard(
            Incoming(channel, {"device": "one"}, message, retained=False, received=self.clock)
        )

    def health(self, age: float | None = 1.0, **parts: bool) -> None:
        self.hear(HEALTH, Health(at=NOW, epoch=EPOCH, uptime_seconds=1, data_age_seconds=age, parts=parts))

    def told(self) -> list[bool]:
        return [one.works for one in self.watch.changes(NOW, self.clock)]


def test_a_terminal_works_from_its_first_health_on_and_is_told_once() -> None:
    """Before, nobody knows."""
    bus = Bus()
    assert bus.told() == []
    bus.health(scanner=True)
    assert bus.told() == [True]
    bus.health(scanner=True)
    assert bus.told() == []


@pytest.mark.parametrize(
    ("parts", "works"),
    [
        ({}, True),
        ({"scanner": False}, False),
        ({"scanner": False, "typing": True}, True),
        ({"scanner": False, "camera": True, "typing": False}, True),
        ({"scanner": False, "camera": False, "typing": False}, False),
        ({"scanner": True, "printer": False}, True),
    ],
)
def test_one_way_in_is_enough(parts: dict[str, bool], works: bool) -> None:  # noqa: FBT001
    """Scanner, camera or typing."""
    bus = Bus()
    bus.health(**parts)
    assert bus.told() == [works]


@pytest.mark.parametrize(("age", "works"), [(0.5, True), (OLD_SECONDS + 1, False), (None, False)])
def test_a_display_works_while_it_is_fresh(age: float | None, works: bool) -> None:  # noqa: FBT001
    """Ten seconds, as its own banner has it."""
    bus = Bus(DeviceKind.DISPLAY)
    bus.health(age)
    assert bus.told() == [works]


def test_silence_and_the_last_will_are_told() -> None:
    """And that it is back."""
    bus = Bus()
    bus.health()
    assert bus.told() == [True]
    bus.clock += SILENT_SECONDS + 1
    assert bus.told() == [False]
    bus.health()
    assert bus.told() == [True]
    bus.hear(AVAIL, Avail(st=Presence.OFFLINE, epoch=EPOCH))
    assert bus.told() == [False]


def test_a_new_day_begins_with_how_everything_stands() -> None:
    """Figures of a day need no day before it."""
    bus = Bus()
    bus.health()
    assert bus.told() == [True]
    bus.watch.say_again()
    assert bus.told() == [True]


def test_others_are_not_watched_and_commands_not_taken() -> None:
    """A page is no way in; what is no word of a device is left to the service."""
    bus = Bus(DeviceKind.COUNTER)
    bus.health()
    assert bus.told() == []
    assert not bus.hear(AVAIL, None)


@pytest.mark.parametrize("part", ["hearing", "drawing"])
def test_a_deaf_display_does_not_work(part: str) -> None:
    """Fresh as its last news may be: what it does not hear or draw nobody sees."""
    bus = Bus(DeviceKind.DISPLAY)
    bus.health(1.0, **{part: False})
    assert bus.told() == [False]
    bus.health(1.0, **{part: True})
    assert bus.told() == [True]
