"""Giving a device a configuration."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lobby.console.configuring import Configurator, Edit, Saving
from lobby.console.history import History
from lobby.console.registry import Registry
from lobby.contract.devices import Desired, DeviceKind

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Wire:
    """Where configurations go; can be cut."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Desired]] = []
        self.cut = False

    def __call__(self, device: str, desired: Desired) -> bool:
        if not self.cut:
            self.sent.append((device, desired))
        return not self.cut


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def configurator(tmp_path: Path, wire: Wire) -> Iterator[Configurator]:
    history = History(tmp_path / "history.sqlite3")
    yield Configurator(Registry(has_broker=True), history, wire, lambda: NOW)
    history.close()


def edit(base: int, by: str = "anna", **fields: object) -> Edit:
    return Edit("kiosk-1", base, by, fields)


def test_versions_count_up(configurator: Configurator, wire: Wire) -> None:
    """Each configuration gets the next number, with who and when."""
    assert configurator.save(edit(0, walk_in=False)) is Saving.SENT
    assert configurator.save(edit(1, walk_in=True)) is Saving.SENT
    assert [(one.rev, one.by, one.at) for _, one in wire.sent] == [(1, "anna", NOW), (2, "anna", NOW)]


def test_second_of_two_at_once_is_refused(configurator: Configurator, wire: Wire) -> None:
    """Who opened the page before somebody else saved does not overwrite that in silence."""
    configurator.save(edit(0, walk_in=False))
    assert configurator.save(edit(0, "ben", walk_in=True)) is Saving.CONFLICT
    assert len(wire.sent) == 1


def test_number_never_goes_back(configurator: Configurator, wire: Wire) -> None:
    """Also when the broker forgot everything a new version is higher than any before."""
    configurator.save(edit(0))
    configurator.registry.record("kiosk-1").desired = None
    configurator.save(edit(0))
    assert [one.rev for _, one in wire.sent] == [1, 2]


def test_what_was_not_sent_is_not_in_the_history(configurator: Configurator, wire: Wire) -> None:
    """Without a connection nothing is saved anywhere."""
    wire.cut = True
    assert configurator.save(edit(0)) is Saving.NOT_CONNECTED
    configurator.registry.has_broker = False
    assert configurator.save(edit(0)) is Saving.NOT_CONNECTED
    assert configurator.history.of("kiosk-1") == []
    assert configurator.present_rev("kiosk-1") == 0


def test_versions_of_others_are_kept_too(configurator: Configurator) -> None:
    """What another console sent is in the history as well; hearing it twice changes nothing."""
    other = Desired(rev=7, at=NOW, by="ben", fields={"walk_in": False})
    for _ in range(2):
        configurator.registry.seen_desired.append(("kiosk-1", other))
        configurator.note_heard()
    assert [(one.rev, one.by, one.fields) for one in configurator.history.of("kiosk-1")] == [
        (7, "ben", {"walk_in": False})
    ]


def test_planned_devices_are_remembered(configurator: Configurator, tmp_path: Path) -> None:
    """A planned device is still known after a restart."""
    configurator.history.plan("kiosk-7", DeviceKind.KIOSK)
    again = History(tmp_path / "history.sqlite3")
    assert again.planned() == {"kiosk-7": DeviceKind.KIOSK}
    again.close()
