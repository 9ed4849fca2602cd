"""Booking numbers of another system at a real queue service: found, guessed, and nowhere on the bus."""

import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broker_config.local import LocalBroker
from lobby.centre.cli import CentreSettings
from lobby.centre.numbers import NumberSystem, shape_of
from lobby.contract.answers import AnyAnswer, Identified, Imported, Reason, Refused
from lobby.contract.bookings import Booking
from lobby.contract.codes import ForeignNumbers
from lobby.contract.codes.keyring import LOCAL
from lobby.contract.requests import Identify, ImportBookings
from lobby.contract.state import House, Reception
from lobby.contract.topics import HOUSE, RECEPTION
from lobby.link.device import Device
from lobby.link.incoming import Incoming, RequestError, Subscription
from lobby.link.settings import SettingsError, load_as
from lobby.queueing.guessing import MOST_AT_DEVICE
from tests.support.centres import Centre

PATIENCE_SECONDS = 40.0
"""For a busy machine; nothing waits this long on an idle one."""
KEY = bytes(range(32))
NUMBER = "471199"


def _ask(device: Device, kind: Any, **fields: Any) -> AnyAnswer:
    request, end = kind(id=uuid.uuid4().hex, **fields), time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            return device.ask(request).result(10)
        except RequestError:
            time.sleep(0.2)
    raise AssertionError(f"no answer to {request}")


def _until(true: Any) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.02)


def test_number_is_found_and_guessing_outlives_a_restart(broker: LocalBroker, tmp_path: Path) -> None:
    """Terminals hear the shape and never the key; ten wrong ones are told to the reception and rest, killed or not."""
    key = tmp_path / "numbers.key"
    key.write_text(KEY.hex())
    heard: list[Incoming] = []
    device = Device(
        broker.settings("rehearsal"),
        subscriptions=[Subscription(HOUSE), Subscription(RECEPTION)],
        deliver=lambda item: heard.append(item) if isinstance(item, Incoming) else None,
    )
    system = {"system": "zms", "key": str(key), "names": {"de": "die Vorgangsnummer"}}
    centre = Centre(broker, tmp_path, numbers=[system])
    centre.start()
    device.start()
    try:
        now = datetime.now(UTC)
        day = now.astimezone(LOCAL).date()
        booking = Booking(
            booking=ForeignNumbers("zms", KEY).booking_on(day, NUMBER),
            centre="altona", service="id-card", slot=now, length_minutes=15,
        )  # fmt: skip
        assert isinstance(_ask(device, ImportBookings, bookings=(booking,)), Imported)
        assert isinstance(_ask(device, Identify, code=NUMBER), Identified)
        for wrong in range(MOST_AT_DEVICE):
            _ask(device, Identify, code=f"90000{wrong}")
        centre.kill()
        centre.start()
        refused = _ask(device, Identify, code=NUMBER)
        assert isinstance(refused, Refused)
        assert refused.reason is Reason.TYPING_PAUSED
        assert refused.again_from is not None
        _until(lambda: "guessing" in [one.reason for one in _newest(heard, Reception).failures])
        house = _newest(heard, House)
        assert house.numbers is not None
        assert (house.numbers.least, house.numbers.names) == (6, {"de": "die Vorgangsnummer"})
        told = msgspec.json.encode([one.message for one in heard]).decode()
        assert KEY.hex() not in told
        assert NUMBER not in told
    finally:
        device.stop()
        centre.stop()


def _newest(heard: list[Incoming], kind: Any) -> Any:
    _until(lambda: any(isinstance(one.message, kind) for one in heard))
    return [one.message for one in heard if isinstance(one.message, kind)][-1]


def _settings(folder: Path, text: str) -> Path:
    path = folder / "centre.toml"
    path.write_text(
        'city = "hh"\ncentre = "altona"\ndevice = "queue"\nkind = "queue"\nstate_dir = "x"\n'
        f"[broker]\n[[numbers]]\n{text}\n"
    )
    return path


def test_settings_name_system_key_and_name(tmp_path: Path) -> None:
    """As docs/operating.md has it; terminals are told the shape of all systems together."""
    names = '[numbers.names]\nde = "die Vorgangsnummer"'
    path = _settings(
        tmp_path, f'system = "zms"\nkey = "/etc/lobby/numbers.key"\nleast = 7\nmost = 9\n{names}'
    )
    (zms,) = load_as(path, CentreSettings).numbers
    other = NumberSystem(system="cms", key="k", least=6, most=8, names={"de": "die Nummer", "en": "number"})
    shape = shape_of((zms, other))
    assert shape is not None
    assert (shape.least, shape.most) == (6, 9)
    assert shape.names == {"de": "die Vorgangsnummer", "en": "number"}
    assert shape_of(()) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('system = "zms"\nkey = "k"\nleast = 9\nmost = 7', "least is 9"),
        ('system = "zms"\nkey = "k"\nleast = 3', ">= 4"),
        ('system = "zms"\nkey = "k"\nlesat = 5', "lesat"),
    ],
)
def test_wrong_settings_are_named(tmp_path: Path, text: str, says: str) -> None:
    """Before the program starts."""
    with pytest.raises(SettingsError, match=says):
        load_as(_settings(tmp_path, text), CentreSettings)


def test_without_its_key_the_service_does_not_start(tmp_path: Path) -> None:
    """A key of its own would make every number unknown."""
    with pytest.raises(SettingsError, match="cannot read the key"):
        NumberSystem(system="zms", key=str(tmp_path / "none.key")).reader()
