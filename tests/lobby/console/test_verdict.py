"""How a device is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lobby.console.registry import DeviceRecord
from lobby.console.verdict import Tone, findings, worst
from lobby.contract.devices import Avail, Desired, DeviceKind, Health, Info, Presence, Reported

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ONLINE = Avail(st=Presence.ONLINE, epoch="epoch-one")
OFFLINE = Avail(st=Presence.OFFLINE, epoch="epoch-one")
DESIRED = Desired(rev=4, at=NOW, by="facility-1", fields={})


def record(kind: DeviceKind = DeviceKind.DISPLAY, **more: Any) -> DeviceRecord:
    info = Info(kind=kind, version="1", epoch="epoch-one", started=NOW)
    fields: dict[str, Any] = {
        "name": "display-1",
        "avail": ONLINE,
        "info": info,
        "health": health(),
        "health_heard": 100.0,
    }
    return DeviceRecord(**(fields | more))


def health(**more: Any) -> Health:
    return Health(at=NOW, epoch="epoch-one", uptime_seconds=5, **more)


def reported(**more: Any) -> Reported:
    fields: dict[str, Any] = {"rev": 4, "applied": True, "applied_rev": 4, "at": NOW}
    return Reported(**(fields | more))


@pytest.mark.parametrize(
    ("one", "key", "tone"),
    [
        (record(), "well", Tone.SUCCESS),
        (DeviceRecord("kiosk-9"), "never-seen", Tone.INFO),
        (record(avail=OFFLINE), "offline", Tone.DANGER),
        (record(DeviceKind.REHEARSAL, avail=OFFLINE), "resting", Tone.INFO),
        (record(health_heard=70.0), "silent", Tone.WARNING),
        (record(health=health(data_age_seconds=42.0)), "stale", Tone.WARNING),
        (record(health=health(data_age_seconds=200.0)), "stale", Tone.DANGER),
        (record(health=health(data_age_seconds=2.0)), "well", Tone.SUCCESS),
        (record(health=health(parts={"scanner": False})), "part-scanner", Tone.WARNING),
        (record(health_heard=88.5), "silent", Tone.WARNING),
        (record(DeviceKind.KIOSK, health_heard=88.5), "well", Tone.SUCCESS),
        (record(health=health(drawn_at=NOW - timedelta(seconds=9))), "frozen", Tone.DANGER),
        (record(health=health(drawn_at=NOW - timedelta(seconds=7))), "well", Tone.SUCCESS),
        (record(health=health(parts={"hearing": False})), "part-hearing", Tone.DANGER),
        (record(health=health(parts={"drawing": False})), "part-drawing", Tone.DANGER),
        (record(health=health(parts={"lamp": False})), "part", Tone.WARNING),
        (record(health=health(parts={"scanner": True})), "well", Tone.SUCCESS),
        (record(health=health(malformed=3)), "malformed", Tone.INFO),
        (record(desired=DESIRED), "config-sent", Tone.INFO),
        (record(desired=DESIRED, reported=reported(rev=3)), "config-sent", Tone.INFO),
        (
            record(desired=DESIRED, reported=reported(applied=False, waiting=True)),
            "config-waiting",
            Tone.INFO,
        ),
        (record(desired=DESIRED, reported=reported(applied=False)), "config-refused", Tone.DANGER),
        (record(desired=DESIRED, reported=reported()), "well", Tone.SUCCESS),
    ],
)
def test_each_condition_has_its_word(one: DeviceRecord, key: str, tone: Tone) -> None:
    """Every condition of a device is named and weighed."""
    found = findings(one, 101.0)
    assert (found[0].key, worst(found)) == (key, tone)


def test_worst_comes_first() -> None:
    """Of several findings the worst is said first."""
    one = record(health=health(parts={"sound": False}, data_age_seconds=500.0, malformed=1))
    assert [found.tone for found in findings(one, 101.0)] == [Tone.DANGER, Tone.WARNING, Tone.INFO]
