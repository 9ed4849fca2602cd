from datetime import timedelta
from typing import Any

import msgspec
import pytest

from kiosk.inputs import ConfigOffered, HouseChanged, LinkBack, NameWanted, Scanned, Touched
from kiosk.messages import Reader
from kiosk.samples import NOW, house
from lobby.contract.config import KioskConfig
from lobby.contract.devices import Scan, ShowName, Touch
from lobby.contract.state import Beat
from lobby.contract.topics import BEAT, HOUSE, SCAN, SHOW_NAME, TOUCH, Channel
from lobby.link.device import ConfigOffer
from lobby.link.incoming import Incoming

OPEN, SHUT = KioskConfig(allow_rehearsal=True), KioskConfig()


def incoming(channel: Channel, message: object, received: float = 7.0) -> Incoming:
    return Incoming(channel, {}, message, retained=False, received=received)


def inputs(message: Any, config: KioskConfig = SHUT, reader: Reader | None = None) -> list[object]:
    return list((reader or Reader(0.0)).inputs(message, config))


@pytest.mark.parametrize(
    ("channel", "message", "event"),
    [
        (SCAN, Scan(id="rehearsal-1", code="HK1"), Scanned("HK1")),
        (TOUCH, Touch(id="rehearsal-1", control="yes"), Touched("yes")),
    ],
)
def test_rehearsal_moves_a_terminal_only_where_it_is_allowed(
    channel: Channel, message: object, event: object
) -> None:
    """The configuration decides; elsewhere the command is as if it had not come."""
    assert inputs(incoming(channel, message), OPEN) == [event]
    assert inputs(incoming(channel, message), SHUT) == []


def test_beat_says_that_the_queue_service_lives() -> None:
    """And when it was last heard."""
    reader = Reader(0.0)
    beat = Beat(epoch="epoch-0001", rev=1, as_of=NOW)
    assert inputs(incoming(BEAT, beat), reader=reader) == [LinkBack()]
    assert reader.beat_at == 7.0


def test_older_house_is_dropped() -> None:
    """The broker may deliver late; a new journal always counts."""
    reader = Reader(0.0)
    newest = msgspec.structs.replace(house(), rev=5)
    assert inputs(incoming(HOUSE, newest), reader=reader) == [HouseChanged(newest)]
    assert inputs(incoming(HOUSE, msgspec.structs.replace(newest, rev=4)), reader=reader) == []
    assert inputs(incoming(HOUSE, newest), reader=reader) == []
    later = msgspec.structs.replace(newest, as_of=NOW + timedelta(seconds=1))
    assert inputs(incoming(HOUSE, later), reader=reader) == [HouseChanged(later)]
    reborn = msgspec.structs.replace(newest, epoch="another-epoch", rev=1)
    assert inputs(incoming(HOUSE, reborn), reader=reader) == [HouseChanged(reborn)]


def test_offered_configuration_and_show_name_are_passed_on() -> None:
    """As inputs of the flow."""
    offer = ConfigOffer(3, OPEN, {}, {})
    assert inputs(offer) == [ConfigOffered(OPEN, offer)]
    assert inputs(incoming(SHOW_NAME, ShowName(id="console-1"))) == [NameWanted()]
